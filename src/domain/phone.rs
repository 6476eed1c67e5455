//! Telephone numbers as people write them, brought to one form in which they can be compared: E.164, such as
//! `+493012345678`.
//!
//! Two numbers are the same when their keys are. No more is claimed: whether a number is in use, or could be, is not
//! asked, so there is no table of every country's area codes to keep up to date. That is also why these few lines are
//! our own: the crates that port Google's library add twenty more to the tree, regular expressions among them, for
//! questions that are not asked here.

mod countries;

pub use countries::Country;

/// Fewest and most digits that a number has after its calling code. E.164 allows 15 with it.
const NATIONAL: std::ops::RangeInclusive<usize> = 4..=14;
/// Most digits with the calling code.
const LONGEST: usize = 15;
/// Fewest digits of anything that is taken for a number: 110.
const SHORTEST: usize = 3;

/// The form in which a number is compared: E.164 where it can be read as one, else its digits alone; an extension
/// follows after an `x`. `None` where it is no number: no digits, or letters among them.
///
/// `+CC` and `00CC` are international anywhere; `country` says how a number without them is meant. A number that is
/// not whole, such as a local one without its area, stays as its digits.
#[must_use]
pub fn key(text: &str, country: Option<Country>) -> Option<String> {
    let (number, extension) = parted(text);
    let (digits, plus) = digits_of(&number)?;
    if digits.len() < SHORTEST {
        return None;
    }
    let whole = if plus {
        international(&digits)
    } else {
        let abroad = country
            .map(|country| country.international)
            .into_iter()
            .chain(["00"])
            .find_map(|prefix| international(digits.strip_prefix(prefix)?));
        abroad.or_else(|| national(&digits, country?))
    };
    let key = whole.map_or(digits, |whole| format!("+{whole}"));
    Some(if extension.is_empty() {
        key
    } else {
        format!("{key}x{extension}")
    })
}

/// The beginning that the keys of numbers have which begin as typed so far, and the digits themselves: `030 12` is the
/// beginning of `+493012…` in Germany. `None` where it is no number.
#[must_use]
pub fn key_beginning(text: &str, country: Option<Country>) -> Option<String> {
    let (digits, plus) = digits_of(text.trim())?;
    if digits.len() < SHORTEST {
        return None;
    }
    if plus {
        return Some(format!("+{digits}"));
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return Some(format!("+{rest}"));
    }
    let trunk = country.and_then(|country| {
        let trunk = country.trunks().find(|trunk| digits.starts_with(trunk))?;
        Some(format!("+{}{}", country.code, &digits[trunk.len()..]))
    });
    Some(trunk.unwrap_or(digits))
}

/// The number and the digits of its extension.
fn parted(text: &str) -> (String, String) {
    let lower = text.trim().to_lowercase();
    let lower = lower.strip_prefix("tel:").unwrap_or(&lower);
    for mark in [";ext=", "extension", "ext.", "ext", "durchwahl", "x", "#"] {
        if let Some((number, extension)) = lower.split_once(mark) {
            let digits: String = extension.chars().filter(char::is_ascii_digit).collect();
            let rest = extension
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ':' | '-'));
            if rest && !digits.is_empty() && number.contains(|c: char| c.is_ascii_digit()) {
                return (number.to_owned(), digits);
            }
        }
    }
    (lower.to_owned(), String::new())
}

/// The digits, and whether a plus stands before them. A `(0)` after a calling code is how people write both forms at
/// once. `None` where there is something else than a number.
fn digits_of(text: &str) -> Option<(String, bool)> {
    let text = text.trim();
    let plus = text.starts_with(['+', '＋']) || text.starts_with("(+");
    let text = if plus {
        text.replace("(0)", "")
    } else {
        text.to_owned()
    };
    let mut digits = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' | '＋' if digits.is_empty() => {}
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' | '\u{2010}'..='\u{2014}' => {}
            _ => return None,
        }
    }
    (!digits.is_empty()).then_some((digits, plus))
}

/// What follows a `+`, with the zero dropped that people leave standing after the calling code.
fn international(digits: &str) -> Option<String> {
    let code = countries::code_of(digits)?;
    let rest = &digits[code.len()..];
    let rest = if countries::drops_zero(code) {
        rest.trim_start_matches('0')
    } else {
        rest
    };
    whole(code, rest)
}

/// A number as it is dialled inside its country.
fn national(digits: &str, country: Country) -> Option<String> {
    let without = country.trunks().find_map(|trunk| {
        let rest = digits.strip_prefix(trunk)?;
        country.is_whole_after(trunk, rest).then_some(rest)
    });
    match without {
        Some(rest) if countries::drops_zero(country.code) => {
            whole(country.code, rest.trim_start_matches('0'))
        }
        Some(rest) => whole(country.code, rest),
        None if country.is_whole_without_trunk(digits) => whole(country.code, digits),
        None => None,
    }
}

fn whole(code: &str, rest: &str) -> Option<String> {
    (NATIONAL.contains(&rest.len()) && code.len() + rest.len() <= LONGEST).then(|| format!("{code}{rest}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, country: &str) -> Option<String> {
        key(text, Country::of(country))
    }

    #[test]
    fn one_number_written_in_many_ways_has_one_key() {
        for text in [
            "+49 30 1234567",
            "+49 (0)30 1234567",
            "+49 (0) 30-123 45 67",
            "0049 30 1234567",
            "030 1234567",
            "(030) 123 45-67",
            "030/1234567",
            "tel:+49-30-1234567",
            "＋49 30 1234567",
            "(+49) 030 1234567",
        ] {
            assert_eq!(read(text, "DE").as_deref(), Some("+49301234567"), "{text}");
        }
    }

    #[test]
    fn each_country_reads_its_own_way_of_writing() {
        for (text, country, expected) in [
            ("020 7946 0018", "GB", "+442079460018"),
            ("(212) 555-0143", "US", "+12125550143"),
            ("1-212-555-0143", "US", "+12125550143"),
            ("011 49 30 1234567", "US", "+49301234567"),
            ("0011 44 20 7946 0018", "AU", "+442079460018"),
            ("06 1234 5678", "IT", "+390612345678"),
            ("+39 06 1234 5678", "DE", "+390612345678"),
            ("8 495 123-45-67", "RU", "+74951234567"),
            ("495 123-45-67", "RU", "+74951234567"),
            ("06 1 234 5678", "HU", "+3612345678"),
            ("12 34 56 78", "DK", "+4512345678"),
            ("03-1234-5678", "JP", "+81312345678"),
            ("010 1 212 555 0143", "JP", "+12125550143"),
            ("8 612 34567", "LT", "+37061234567"),
        ] {
            assert_eq!(
                read(text, country).as_deref(),
                Some(expected),
                "{text} in {country}"
            );
        }
    }

    #[test]
    fn what_is_not_whole_stays_as_its_digits() {
        assert_eq!(read("123 45 67", "DE").as_deref(), Some("1234567"));
        assert_eq!(read("030 1234567", "").as_deref(), Some("0301234567"));
        assert_eq!(read("+999 1234567", "DE").as_deref(), Some("9991234567"));
        assert_eq!(read("110", "DE").as_deref(), Some("110"));
        assert_eq!(read("0049 30 1234567", "").as_deref(), Some("+49301234567"));
    }

    #[test]
    fn an_extension_tells_two_desks_of_one_house_apart() {
        for text in ["+49 30 1234567 ext. 12", "030 1234567 x12", "030 1234567;ext=12"] {
            assert_eq!(read(text, "DE").as_deref(), Some("+49301234567x12"), "{text}");
        }
    }

    #[test]
    fn words_are_no_number() {
        for text in [
            "",
            "call Ines",
            "1-800-FLOWERS",
            "12",
            "ines@borealis.example",
            "x12",
        ] {
            assert_eq!(read(text, "DE"), None, "{text}");
        }
    }

    #[test]
    fn the_beginning_of_a_number_begins_its_key() {
        for (typed, beginning) in [
            ("030 12", "+493012"),
            ("+49 30", "+4930"),
            ("0049 30 1", "+49301"),
            ("1234", "1234"),
        ] {
            assert_eq!(
                key_beginning(typed, Country::of("DE")).as_deref(),
                Some(beginning)
            );
        }
        assert_eq!(key_beginning("Acme 2000", Country::of("DE")), None);
    }

    proptest! {
        #[test]
        fn any_text_has_a_key_or_none_and_a_key_is_its_own(text in "\\PC{0,24}", letters in "(DE|US|IT|RU|HU|)") {
            let country = Country::of(&letters);
            if let Some(first) = key(&text, country) {
                prop_assert!(first.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | 'x')));
                // What was read as international is read the same anywhere.
                if first.starts_with('+') {
                    prop_assert_eq!(key(&first, None), Some(first));
                }
            }
        }
    }
}
