//! Numbers and moments in the words a table has room for.

use super::theme::Theme;
use crate::domain::money::Money;

/// A count as a header shows it: exact up to 9,999, then rounded down to thousands or millions.
#[must_use]
pub fn count(number: u64) -> String {
    match number {
        0..=999 => number.to_string(),
        1_000..=9_999 => format!("{},{:03}", number / 1_000, number % 1_000),
        10_000..=999_999 => format!("{}k", number / 1_000),
        1_000_000.. => format!("{}.{}M", number / 1_000_000, number % 1_000_000 / 100_000),
    }
}

/// An amount in so many cells: whole when it fits, else without its minor digits, else in thousands or millions.
/// An amount is never cut, so that it is never read as a smaller one.
#[must_use]
pub fn amount(money: Money, room: usize) -> String {
    let whole = money.to_string();
    if super::text::width(&whole) <= room {
        return whole;
    }
    let units = money.units();
    let short = |divisor: i64, letter: char| {
        let digits = 10_i64.pow(money.currency.digits());
        let rounded = Money {
            minor: (units / divisor).saturating_mul(digits),
            ..money
        };
        format!("{rounded}{letter}")
    };
    let plain = Money {
        minor: units.saturating_mul(10_i64.pow(money.currency.digits())),
        ..money
    }
    .to_string();
    [
        plain,
        short(1_000, 'k'),
        short(1_000_000, 'M'),
        short(1_000_000_000, 'G'),
    ]
    .into_iter()
    .find(|words| super::text::width(words) <= room)
    .unwrap_or_else(|| "#".repeat(room))
}

/// `1 owner`, `3 owners`.
#[must_use]
pub fn several(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// In quotation marks.
#[must_use]
pub fn quoted(theme: &Theme, words: &str) -> String {
    let [open, close] = theme.glyphs.quotes;
    format!("{open}{}{close}", words.trim().trim_matches(['"', '“', '”']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn large_counts_are_rounded_down_to_what_a_header_holds() {
        let shown: Vec<String> = [0, 999, 1_000, 9_999, 10_000, 999_999, 1_000_000, 12_345_678]
            .map(count)
            .into();
        assert_eq!(
            shown,
            ["0", "999", "1,000", "9,999", "10k", "999k", "1.0M", "12.3M"]
        );
    }

    #[test]
    fn an_amount_is_shortened_and_never_cut() {
        let chf = |minor| Money {
            minor,
            currency: Currency::parse("CHF").unwrap(),
        };
        assert_eq!(amount(chf(90_000), 9), "CHF 900");
        assert_eq!(amount(chf(90_050), 9), "CHF 900");
        assert_eq!(amount(chf(123_456_700), 12), "CHF 1,234k");
        assert_eq!(amount(chf(123_456_700), 9), "CHF 1M");
        assert_eq!(amount(chf(i64::MAX), 3), "###");
    }
}
