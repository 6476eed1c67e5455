//! Amounts: exact decimals in a currency, never added across currencies.

use std::fmt;

/// An ISO 4217 code: three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads a code, in any case. `None` when it is not three ASCII letters.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The currency a sign stands for: `€`, `$`, `£`, `¥`.
    #[must_use]
    pub fn from_sign(sign: char) -> Option<Self> {
        let code = match sign {
            '€' => b"EUR",
            '$' => b"USD",
            '£' => b"GBP",
            '¥' => b"JPY",
            _ => return None,
        };
        Some(Self(*code))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        // Three ASCII letters by construction, so this is always UTF-8.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// The number of minor digits (ISO 4217): 0 for JPY, 3 for KWD, 2 for most.
    #[must_use]
    pub fn digits(&self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }

    /// The sign shown before an amount where there is a common one, else the code and a space.
    fn prefix(self) -> String {
        match &self.0 {
            b"EUR" => "€".to_owned(),
            b"USD" => "$".to_owned(),
            b"GBP" => "£".to_owned(),
            b"JPY" => "¥".to_owned(),
            _ => format!("{} ", self.code()),
        }
    }
}

/// An amount in minor units of a currency (cents for EUR).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Of this currency.
    pub currency: Currency,
}

impl Money {
    /// Reads a plain decimal such as `48200`, `3180.50`, `48,200.00`, `3.180,50` or `1 234.5`.
    ///
    /// The last `.` or `,` is the decimal point when it is followed by something else than exactly three digits,
    /// or when the other mark stands before it; otherwise marks group thousands. More fraction digits than the
    /// currency has are read only when the rest are zeros. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str, currency: Currency) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (whole, fraction) = split_decimal(digits)?;
        let scale = currency.digits() as usize;
        let kept = fraction.get(..scale.min(fraction.len()))?;
        if fraction.get(kept.len()..)?.chars().any(|c| c != '0') {
            return None;
        }
        let minor: i64 = format!("{whole}{kept:0<scale$}").parse().ok()?;
        Some(Self {
            minor: if negative { minor.checked_neg()? } else { minor },
            currency,
        })
    }

    /// Reads an amount with its currency, as a sign or a code, before or after it: `€3,180.50`, `3180 CHF`, `USD 3180`.
    /// One that names none is in `usual`.
    #[must_use]
    pub fn read(text: &str, usual: Option<Currency>) -> Option<Self> {
        let text = text.trim();
        let sign = |c: Option<char>| c.and_then(Currency::from_sign);
        let is_sign = |c| Currency::from_sign(c).is_some();
        if let Some(currency) = sign(text.chars().next()) {
            return Self::parse(text.trim_start_matches(is_sign), currency);
        }
        if let Some(currency) = sign(text.chars().next_back()) {
            return Self::parse(text.trim_end_matches(is_sign), currency);
        }
        let code = |c: char| c.is_ascii_alphabetic();
        let (before, rest) = text.split_at(text.find(|c| !code(c)).unwrap_or(text.len()));
        let (amount, after) = rest.split_at(
            rest.rfind(|c| !code(c))
                .map_or(0, |at| at + rest[at..].chars().next().map_or(0, char::len_utf8)),
        );
        let currency = match (before, after) {
            ("", "") => usual?,
            (code, "") | ("", code) => Currency::parse(code)?,
            (_, _) => return None,
        };
        Self::parse(amount, currency)
    }

    /// The amount as a plain decimal without a sign of currency: `3180.50`.
    #[must_use]
    pub fn decimal(&self) -> String {
        let digits = self.currency.digits();
        let scale = 10_u64.pow(digits);
        let (whole, fraction) = (
            self.minor.unsigned_abs() / scale,
            self.minor.unsigned_abs() % scale,
        );
        let sign = if self.minor < 0 { "-" } else { "" };
        if digits == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{fraction:0width$}", width = digits as usize)
        }
    }

    /// Whole units, rounded toward zero: what a routing rule's value is compared with.
    #[must_use]
    pub fn units(&self) -> i64 {
        self.minor / 10_i64.pow(self.currency.digits())
    }
}

/// Splits `48,200.50` into its whole digits and its fraction digits.
fn split_decimal(text: &str) -> Option<(String, String)> {
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’'))
        .collect();
    if !plain
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        return None;
    }
    let point = plain.rfind(['.', ',']).filter(|&at| {
        let mark = plain.as_bytes()[at];
        let other = if mark == b'.' { ',' } else { '.' };
        let alone = plain.bytes().filter(|&b| b == mark).count() == 1;
        let after = plain.len() - at - 1;
        alone && (after != 3 || plain[..at].contains(other))
    });
    let (whole, fraction) = point.map_or((plain.as_str(), ""), |at| (&plain[..at], &plain[at + 1..]));
    if fraction.contains(['.', ',']) {
        return None;
    }
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    if groups.any(|group| group.len() != 3)
        || first.is_empty()
        || (whole.contains(['.', ',']) && first.len() > 3)
    {
        return None;
    }
    Some((
        whole.chars().filter(char::is_ascii_digit).collect(),
        fraction.to_owned(),
    ))
}

/// As said: `€3,180`, `€3,180.50`, `CHF 900`. Minor digits only when there are any.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = self.decimal();
        let unsigned = decimal.trim_start_matches('-');
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.minor < 0 { "-" } else { "" };
        write!(f, "{sign}{}{grouped}", self.currency.prefix())?;
        if fraction.bytes().any(|b| b != b'0') {
            write!(f, ".{fraction}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur(text: &str) -> Option<i64> {
        Money::parse(text, Currency::parse("eur")?).map(|money| money.minor)
    }

    #[test]
    fn reads_both_decimal_marks_and_refuses_what_is_no_amount() {
        assert_eq!(eur("48200"), Some(4_820_000));
        assert_eq!(eur("48,200.50"), Some(4_820_050));
        assert_eq!(eur("3.180,5"), Some(318_050));
        assert_eq!(eur("3.180"), Some(318_000));
        assert_eq!(eur("1 234.5"), Some(123_450));
        assert_eq!(eur("1.234.567"), Some(123_456_700));
        assert_eq!(eur("0.00"), Some(0));
        assert_eq!(eur("-12.30"), Some(-1_230));
        for bad in [
            "",
            "-",
            ".",
            "1.2.3",
            "12,34,56.1",
            "1.005,123",
            "12a",
            "99999999999999999999",
        ] {
            assert_eq!(eur(bad), None, "{bad}");
        }
    }

    #[test]
    fn is_shown_as_said() {
        let show = |minor, code: &str| {
            Money {
                minor,
                currency: Currency::parse(code).unwrap(),
            }
            .to_string()
        };
        assert_eq!(show(318_000, "EUR"), "€3,180");
        assert_eq!(show(318_050, "EUR"), "€3,180.50");
        assert_eq!(show(1_500, "JPY"), "¥1,500");
        assert_eq!(show(-123_456_700, "CHF"), "-CHF 1,234,567");
    }
}
