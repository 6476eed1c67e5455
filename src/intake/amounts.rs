//! Amounts as exports write them.

use crate::domain::clean;
use crate::domain::money::{Currency, Money};
use crate::domain::sources::Decimal;

/// Reads the amounts of one source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amounts {
    pub(super) decimal: Decimal,
    /// Of amounts without one.
    pub(super) currency: Option<Currency>,
}

impl Amounts {
    /// An amount. `code` is what the currency's own column says, which counts more than a sign beside the amount: a
    /// dollar is not always a US dollar. An empty text is no amount.
    ///
    /// The error says what is wrong and what to do about it.
    pub(super) fn read(self, column: &str, text: &str, code: &str) -> Result<Option<Money>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let (number, beside) = split_currency(text);
        let currency = if code.is_empty() {
            beside.or(self.currency)
        } else {
            Some(Currency::parse(code).ok_or_else(|| {
                format!(
                    "\"{}\" is no currency; expected three letters such as EUR",
                    clean::line(code, 20)
                )
            })?)
        };
        let Some(currency) = currency else {
            return Err(format!("{column} has no currency; name one in the config"));
        };
        let number = match self.decimal {
            Decimal::Auto => Some(number),
            Decimal::Point => plain(&number, '.', ','),
            Decimal::Comma => plain(&number, ',', '.'),
        };
        number
            .and_then(|number| Money::parse(&number, currency))
            .map(Some)
            .ok_or_else(|| {
                format!(
                    "{column} says \"{}\", which is no amount in {}; expected one such as {}",
                    clean::line(text, 40),
                    currency.code(),
                    if self.decimal == Decimal::Comma {
                        "1234,50"
                    } else {
                        "1234.50"
                    }
                )
            })
    }
}

/// The number, with its minus in front, and the currency whose sign or code stands beside it.
fn split_currency(text: &str) -> (String, Option<Currency>) {
    let text = text.replace('\u{2212}', "-");
    let (mut minus, mut rest) = split_minus(text.trim());
    let mut currency = None;
    let sign = rest.chars().next().and_then(Currency::from_sign);
    let sign_behind = rest.chars().next_back().and_then(Currency::from_sign);
    if sign.is_some() {
        currency = sign;
        rest = rest.trim_start_matches(|c| Currency::from_sign(c) == sign);
    } else if sign_behind.is_some() {
        currency = sign_behind;
        rest = rest.trim_end_matches(|c| Currency::from_sign(c) == sign_behind);
    } else if let Some((code, number)) = rest.split_at_checked(3)
        && let Some(code) = Currency::parse(code)
    {
        currency = Some(code);
        rest = number;
    } else if let Some((number, code)) = rest.len().checked_sub(3).and_then(|at| rest.split_at_checked(at))
        && let Some(code) = Currency::parse(code)
    {
        currency = Some(code);
        rest = number;
    }
    let mut rest = rest.trim();
    if !minus && let Some(unsigned) = rest.strip_suffix('-') {
        (minus, rest) = (true, unsigned);
    }
    // A minus between sign and number stays with the number, which refuses two of them.
    let number = if minus {
        format!("-{rest}")
    } else {
        rest.to_owned()
    };
    (number, currency)
}

/// Whether an amount is below nothing, and the rest: `-5`, `5-` as some ledgers write it, `(5)` as accountants do.
fn split_minus(text: &str) -> (bool, &str) {
    let bracketed = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let below = bracketed
        .or_else(|| text.strip_prefix('-'))
        .or_else(|| text.strip_suffix('-'));
    match below {
        Some(rest) => (true, rest.trim()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim()),
    }
}

/// The number with `.` as its mark, in a form that can mean nothing else.
fn plain(number: &str, point: char, group: char) -> Option<String> {
    let (whole, fraction) = number.split_once(point).unwrap_or((number, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let groups: Vec<&str> = digits
        .split([group, ' ', '\u{a0}', '\u{202f}', '\'', '’'])
        .collect();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (first, others) = groups.split_first()?;
    if others.iter().any(|group| group.len() != 3) || (!others.is_empty() && first.len() > 3) {
        return None;
    }
    if !groups.iter().all(|group| is_number(group)) || !is_number(fraction) {
        return None;
    }
    let minus = if number.starts_with('-') { "-" } else { "" };
    let whole = format!("{minus}{}", groups.concat());
    // Three digits behind the mark could be thousands; four cannot.
    let end = if fraction.len() == 3 { "0" } else { "" };
    Some(if fraction.is_empty() {
        whole
    } else {
        format!("{whole}.{fraction}{end}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(decimal: Decimal, text: &str, code: &str) -> Option<String> {
        let amounts = Amounts {
            decimal,
            currency: Currency::parse("EUR"),
        };
        let money = amounts.read("Total", text, code).ok().flatten()?;
        Some(format!("{} {}", money.decimal(), money.currency.code()))
    }

    #[test]
    fn marks_signs_and_codes_are_understood() {
        for (decimal, text, code, expected) in [
            (Decimal::Auto, "1.234,50", "", "1234.50 EUR"),
            (Decimal::Auto, "$1,234.50", "", "1234.50 USD"),
            (Decimal::Auto, "$1,234.50", "CAD", "1234.50 CAD"),
            (Decimal::Auto, "1 234,5 €", "", "1234.50 EUR"),
            (Decimal::Auto, "CHF 900", "", "900.00 CHF"),
            (Decimal::Auto, "900 sek", "", "900.00 SEK"),
            (Decimal::Auto, "−€5", "", "-5.00 EUR"),
            (Decimal::Auto, "1.234,50-", "", "-1234.50 EUR"),
            (Decimal::Auto, "5- EUR", "", "-5.00 EUR"),
            (Decimal::Auto, "(€5.00)", "", "-5.00 EUR"),
            (Decimal::Comma, "+5", "", "5.00 EUR"),
            (Decimal::Point, "12.500", "KWD", "12.500 KWD"),
            (Decimal::Point, "1,234.5", "", "1234.50 EUR"),
            (Decimal::Point, "-96990", "CLP", "-96990 CLP"),
            (Decimal::Comma, "1.234", "", "1234.00 EUR"),
            (Decimal::Comma, "12,500", "", "12.50 EUR"),
        ] {
            assert_eq!(read(decimal, text, code).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for (decimal, text, code) in [
            (Decimal::Auto, "many", ""),
            (Decimal::Auto, "--5", ""),
            (Decimal::Auto, "-5-", ""),
            (Decimal::Auto, "(-5)", ""),
            (Decimal::Auto, "(5", ""),
            (Decimal::Auto, "-", ""),
            (Decimal::Auto, "5", "EURO"),
            (Decimal::Point, "12,34", ""),
            (Decimal::Point, "1.2.3", ""),
            (Decimal::Point, "1234,567.00", ""),
            (Decimal::Comma, "1,23,4", ""),
            (Decimal::Point, "", ""),
            (Decimal::Auto, "€", ""),
            (Decimal::Auto, "日本語", ""),
        ] {
            assert_eq!(read(decimal, text, code), None, "{text}");
        }
    }
}
