//! Names and numbers in dates. Words come in lower case.

use chrono::Weekday;

use super::phrase::Sureness::{self, Likely, Sure};

/// The weekday of a name. Short names that are also words of another meaning are less sure.
pub(super) fn weekday(word: &str) -> Option<(Weekday, Sureness)> {
    Some(match word {
        "mon" | "monday" => (Weekday::Mon, Sure),
        "tue" | "tues" | "tuesday" => (Weekday::Tue, Sure),
        "wed" => (Weekday::Wed, Likely),
        "weds" | "wednesday" => (Weekday::Wed, Sure),
        "thu" | "thur" | "thurs" | "thursday" => (Weekday::Thu, Sure),
        "fri" | "friday" => (Weekday::Fri, Sure),
        "sat" => (Weekday::Sat, Likely),
        "saturday" => (Weekday::Sat, Sure),
        "sun" => (Weekday::Sun, Likely),
        "sunday" => (Weekday::Sun, Sure),
        _ => return None,
    })
}

/// The month of a name.
pub(super) fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let matches =
        |name: &&str| word == *name || word == &name[..3] || (word == "sept" && **name == *NAMES[8]);
    let index = NAMES.iter().position(matches)?;
    u32::try_from(index + 1).ok()
}

/// The day of a month: `27`, `27.` or `27th`.
pub(super) fn day_number(word: &str) -> Option<u32> {
    ordinal(word).or_else(|| {
        let number = word.strip_suffix('.').unwrap_or(word);
        digits(number).filter(|day| number.len() <= 2 && (1..=31).contains(day))
    })
}

/// `27th`.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    digits(number).filter(|day| (1..=31).contains(day))
}

/// A year of four digits.
pub(super) fn year(word: &str) -> Option<i32> {
    let year = digits(word).filter(|year| word.len() == 4 && (1900..3000).contains(year))?;
    i32::try_from(year).ok()
}

/// A number of things, in digits or in words up to twelve.
pub(super) fn count(word: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let named = WORDS
        .iter()
        .position(|name| *name == word)
        .and_then(|index| u32::try_from(index + 1).ok());
    named.or_else(|| digits(word))
}

/// Up to nine ASCII digits and nothing else: more mean no number that anybody counts.
pub(super) fn digits(text: &str) -> Option<u32> {
    let fine = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fine.then(|| text.parse().ok()).flatten()
}
