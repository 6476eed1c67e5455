//! The value in a line: an amount with its currency.

use std::ops::Range;

use super::Role;
use super::tokens::Token;
use crate::domain::money::{Currency, Money};

/// Codes that are read beside the configured one. Codes that are words as well (`ALL`, `TOP`, `CUP`) are left out.
const CODES: [&str; 36] = [
    "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN",
    "RSD", "UAH", "TRY", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "KRW", "INR", "THB", "IDR", "MYR", "ZAR",
    "AED", "SAR", "KWD", "ILS", "BRL", "MXN",
];

/// An amount found in a line.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) money: Money,
    pub(super) tokens: Range<usize>,
}

/// Every amount in the line, in order.
pub(super) fn all(tail: &[Token<'_>], own: &str) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    for (start, token) in tail.iter().enumerate() {
        if found.last().is_some_and(|last| last.tokens.contains(&start)) || !plain(token) {
            continue;
        }
        let next = tail
            .get(start + 1)
            .filter(|next| plain(next))
            .map(|next| next.text);
        let Some((money, count)) = amount(token.text, next, own) else {
            continue;
        };
        let tokens = start..start + count;
        // A price for one is not what the item is worth.
        let each = |token: &Token<'_>| matches!(token.text, "each" | "per" | "apiece" | "a" | "/");
        if !tail.get(tokens.end).is_some_and(each) {
            found.push(Amount { money, tokens });
        }
    }
    found
}

/// The amount that is the item's value: the last one at the end of the line, else the only one.
pub(super) fn choose<'a>(tail: &[Token<'_>], amounts: &'a [Amount]) -> Option<&'a Amount> {
    match amounts {
        [] => None,
        [only] => Some(only),
        [.., last] => {
            let ends = tail[last.tokens.end..]
                .iter()
                .all(|token| token.role != Role::Subject);
            ends.then_some(last)
        }
    }
}

fn plain(token: &Token<'_>) -> bool {
    !token.quoted && token.role == Role::Subject
}

/// The amount in a word, or in it and the next one; with the number of words.
fn amount(word: &str, next: Option<&str>, own: &str) -> Option<(Money, usize)> {
    let bare = |word| str::trim_end_matches(word, [',', ';', '.']);
    if let Some(money) = glued(bare(word), own) {
        return Some((money, 1));
    }
    let next = bare(next?);
    let pair = currency(word, own)
        .and_then(|currency| number(next, currency))
        .or_else(|| number(word, currency(next, own)?))?;
    Some((pair, 2))
}

/// `€48200`, `48200€`, `EUR48200`, `48kEUR`.
fn glued(word: &str, own: &str) -> Option<Money> {
    let digit = |c: char| c.is_ascii_digit();
    let first = word.find(digit)?;
    if first > 0 {
        return number(&word[first..], currency(&word[..first], own)?);
    }
    // The currency after the number is its sign or its three letters; a multiplier may stand before it.
    let (at, _) = word
        .char_indices()
        .rev()
        .find(|&(at, _)| currency(&word[at..], own).is_some())?;
    number(&word[..at], currency(&word[at..], own)?)
}

/// The currency of a sign or a code. Codes are capital letters, except the most common ones and the configured one.
fn currency(word: &str, own: &str) -> Option<Currency> {
    let mut chars = word.chars();
    if let (Some(sign), None) = (chars.next(), chars.next()) {
        return Currency::from_sign(sign);
    }
    let lower = word.eq_ignore_ascii_case(own) || matches!(word, "eur" | "usd" | "gbp" | "chf");
    (lower || CODES.contains(&word))
        .then(|| Currency::parse(word))
        .flatten()
}

/// An amount, perhaps in thousands (`48k`) or millions (`1.2m`).
fn number(text: &str, currency: Currency) -> Option<Money> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (number, zeros) = if let Some(number) = text.strip_suffix(['k', 'K']) {
        (number, 3)
    } else if let Some(number) = text.strip_suffix(['m', 'M']) {
        (number, 6)
    } else {
        return Money::parse(text, currency);
    };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || fraction.len() > zeros || !digits(whole) || !digits(fraction) {
        return None;
    }
    Money::parse(&format!("{whole}{fraction:0<zeros$}"), currency)
}
