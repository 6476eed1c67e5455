//! Countries by how their telephone numbers are dialled: calling code (ITU-T E.164), what is dialled before a national
//! number, and what is dialled before an international one.

/// Each line: the ISO 3166 letters, the calling code, the national prefix (`-` for none, `/` between two that are
/// both in use) and the international prefix.
const COUNTRIES: &str = "\
AC 247 - 00\nAD 376 - 00\nAE 971 0 00\nAF 93 0 00\nAG 1 1 011\nAI 1 1 011\nAL 355 0 00\nAM 374 0 00\nAO 244 - 00
AR 54 0 00\nAS 1 1 011\nAT 43 0 00\nAU 61 0 0011\nAW 297 - 00\nAX 358 0 00\nAZ 994 0 00\nBA 387 0 00\nBB 1 1 011
BD 880 0 00\nBE 32 0 00\nBF 226 - 00\nBG 359 0 00\nBH 973 - 00\nBI 257 - 00\nBJ 229 - 00\nBL 590 0 00\nBM 1 1 011
BN 673 - 00\nBO 591 0 00\nBQ 599 - 00\nBR 55 0 00\nBS 1 1 011\nBT 975 - 00\nBW 267 - 00\nBY 375 80/8 810\nBZ 501 - 00
CA 1 1 011\nCC 61 0 0011\nCD 243 0 00\nCF 236 - 00\nCG 242 - 00\nCH 41 0 00\nCI 225 - 00\nCK 682 - 00\nCL 56 - 00
CM 237 - 00\nCN 86 0 00\nCO 57 0 00\nCR 506 - 00\nCU 53 0 119\nCV 238 - 00\nCW 599 - 00\nCX 61 0 0011\nCY 357 - 00
CZ 420 - 00\nDE 49 0 00\nDJ 253 - 00\nDK 45 - 00\nDM 1 1 011\nDO 1 1 011\nDZ 213 0 00\nEC 593 0 00\nEE 372 - 00
EG 20 0 00\nEH 212 0 00\nER 291 0 00\nES 34 - 00\nET 251 0 00\nFI 358 0 00\nFJ 679 - 00\nFK 500 - 00\nFM 691 - 00
FO 298 - 00\nFR 33 0 00\nGA 241 - 00\nGB 44 0 00\nGD 1 1 011\nGE 995 0 00\nGF 594 0 00\nGG 44 0 00\nGH 233 0 00
GI 350 - 00\nGL 299 - 00\nGM 220 - 00\nGN 224 - 00\nGP 590 0 00\nGQ 240 - 00\nGR 30 - 00\nGT 502 - 00\nGU 1 1 011
GW 245 - 00\nGY 592 - 001\nHK 852 - 00\nHN 504 - 00\nHR 385 0 00\nHT 509 - 00\nHU 36 06 00\nID 62 0 00\nIE 353 0 00
IL 972 0 00\nIM 44 0 00\nIN 91 0 00\nIO 246 - 00\nIQ 964 0 00\nIR 98 0 00\nIS 354 - 00\nIT 39 - 00\nJE 44 0 00
JM 1 1 011\nJO 962 0 00\nJP 81 0 010\nKE 254 0 000\nKG 996 0 00\nKH 855 0 00\nKI 686 0 00\nKM 269 - 00\nKN 1 1 011
KP 850 0 00\nKR 82 0 00\nKW 965 - 00\nKY 1 1 011\nKZ 7 8 810\nLA 856 0 00\nLB 961 0 00\nLC 1 1 011\nLI 423 0 00
LK 94 0 00\nLR 231 0 00\nLS 266 - 00\nLT 370 0/8 00\nLU 352 - 00\nLV 371 - 00\nLY 218 0 00\nMA 212 0 00\nMC 377 0 00
MD 373 0 00\nME 382 0 00\nMF 590 0 00\nMG 261 0 00\nMH 692 1 011\nMK 389 0 00\nML 223 - 00\nMM 95 0 00\nMN 976 0 001
MO 853 - 00\nMP 1 1 011\nMQ 596 0 00\nMR 222 - 00\nMS 1 1 011\nMT 356 - 00\nMU 230 - 020\nMV 960 - 00\nMW 265 0 00
MX 52 - 00\nMY 60 0 00\nMZ 258 - 00\nNA 264 0 00\nNC 687 - 00\nNE 227 - 00\nNF 672 - 00\nNG 234 0 009\nNI 505 - 00
NL 31 0 00\nNO 47 - 00\nNP 977 0 00\nNR 674 - 00\nNU 683 - 00\nNZ 64 0 00\nOM 968 - 00\nPA 507 - 00\nPE 51 0 00
PF 689 - 00\nPG 675 - 00\nPH 63 0 00\nPK 92 0 00\nPL 48 - 00\nPM 508 0 00\nPR 1 1 011\nPS 970 0 00\nPT 351 - 00
PW 680 - 011\nPY 595 0 00\nQA 974 - 00\nRE 262 0 00\nRO 40 0 00\nRS 381 0 00\nRU 7 8 810\nRW 250 0 00\nSA 966 0 00
SB 677 - 00\nSC 248 - 00\nSD 249 0 00\nSE 46 0 00\nSG 65 - 00\nSH 290 - 00\nSI 386 0 00\nSJ 47 - 00\nSK 421 0 00
SL 232 0 00\nSM 378 - 00\nSN 221 - 00\nSO 252 0 00\nSR 597 - 00\nSS 211 0 00\nST 239 - 00\nSV 503 - 00\nSX 1 1 011
SY 963 0 00\nSZ 268 - 00\nTA 290 - 00\nTC 1 1 011\nTD 235 - 00\nTG 228 - 00\nTH 66 0 00\nTJ 992 - 810\nTK 690 - 00
TL 670 - 00\nTM 993 8 810\nTN 216 - 00\nTO 676 - 00\nTR 90 0 00\nTT 1 1 011\nTV 688 - 00\nTW 886 0 00\nTZ 255 0 000
UA 380 0 00\nUG 256 0 000\nUS 1 1 011\nUY 598 0 00\nUZ 998 - 00\nVA 39 - 00\nVC 1 1 011\nVE 58 0 00\nVG 1 1 011
VI 1 1 011\nVN 84 0 00\nVU 678 - 00\nWF 681 - 00\nWS 685 - 00\nXK 383 0 00\nYE 967 0 00\nYT 262 0 00\nZA 27 0 00
ZM 260 0 00\nZW 263 0 00";

/// Calling codes of services that belong to no country: free phones, satellites, networks.
const SERVICES: [&str; 8] = ["800", "808", "870", "878", "881", "882", "883", "979"];

/// A country, as the config names it: the one whose numbers are written without a calling code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    letters: &'static str,
    pub(super) code: &'static str,
    trunk: &'static str,
    pub(super) international: &'static str,
}

impl Country {
    /// The country of two ISO 3166 letters, in any case. `None` when there is none with its own numbers.
    #[must_use]
    pub fn of(letters: &str) -> Option<Self> {
        let wanted = letters.trim().to_ascii_uppercase();
        all().find(|country| country.letters == wanted)
    }

    /// Its letters: `DE`.
    #[must_use]
    pub const fn letters(self) -> &'static str {
        self.letters
    }

    /// What is dialled before a national number; nothing where national numbers are dialled as they are.
    pub(super) fn trunks(self) -> impl Iterator<Item = &'static str> {
        self.trunk.split('/').filter(|trunk| *trunk != "-")
    }

    /// Whether what stands after a prefix is a whole number. In the North American plan and in Russia's, 1 and 8 also
    /// begin numbers without the prefix, all of which have ten digits.
    pub(super) fn is_whole_after(self, trunk: &str, rest: &str) -> bool {
        match (self.code, trunk) {
            ("1" | "7", _) => rest.len() == 10,
            (_, "8") => rest.len() >= 8,
            _ => true,
        }
    }

    /// Whether digits without the prefix are a whole number: they may be a local one where there is a prefix, but for
    /// the two plans that write it or leave it as people please.
    pub(super) fn is_whole_without_trunk(self, digits: &str) -> bool {
        self.trunk == "-" || (matches!(self.code, "1" | "7") && digits.len() == 10)
    }
}

/// Every country.
fn all() -> impl Iterator<Item = Country> {
    COUNTRIES.lines().filter_map(|line| {
        let mut parts = line.split(' ');
        Some(Country {
            letters: parts.next()?,
            code: parts.next()?,
            trunk: parts.next()?,
            international: parts.next()?,
        })
    })
}

/// The calling code that an international number begins with. No code begins another, so there is one at most.
pub(super) fn code_of(digits: &str) -> Option<&'static str> {
    all()
        .map(|country| country.code)
        .chain(SERVICES)
        .find(|code| digits.starts_with(code))
}

/// Whether any country with this calling code dials a 0 before its national numbers.
pub(super) fn drops_zero(code: &str) -> bool {
    all().any(|country| country.code == code && country.trunks().any(|trunk| trunk == "0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_whole_and_no_country_stands_twice() {
        let mut letters: Vec<&str> = all().map(|country| country.letters).collect();
        assert_eq!(letters.len(), COUNTRIES.lines().count());
        assert!(letters.len() > 230, "{}", letters.len());
        letters.dedup();
        assert_eq!(letters.len(), COUNTRIES.lines().count());
        assert!(letters.is_sorted());
        for country in all() {
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            assert!(digits(country.code) && country.code.len() <= 3, "{country:?}");
            assert!(digits(country.international), "{country:?}");
            assert!(country.trunks().all(digits), "{country:?}");
        }
    }

    #[test]
    fn no_calling_code_begins_another() {
        let codes: std::collections::BTreeSet<&str> =
            all().map(|country| country.code).chain(SERVICES).collect();
        for code in &codes {
            let begun = codes
                .iter()
                .filter(|other| other.starts_with(code) && other != &code);
            assert_eq!(begun.count(), 0, "{code}");
        }
    }

    #[test]
    fn a_country_is_named_in_any_case() {
        assert_eq!(Country::of("de").map(Country::letters), Some("DE"));
        assert_eq!(Country::of(" GB ").map(|country| country.code), Some("44"));
        assert_eq!(Country::of("ZZ"), None);
        assert_eq!(Country::of(""), None);
    }
}
