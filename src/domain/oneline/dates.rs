//! The date in a line: which of the phrases that could be one is meant.

use std::ops::Range;

use super::Role;
use super::amount::Amount;
use super::tokens::Token;
use crate::domain::Time;
use crate::domain::when::{self, Sureness, WhenError};
use crate::domain::worktime::Calendar;

/// No date and what leads to it have more words.
const LONGEST: usize = when::LONGEST_PHRASE + 2;

/// A date chosen from a line.
pub(super) struct Chosen {
    pub(super) moment: Result<Time, WhenError>,
    pub(super) tokens: Range<usize>,
}

/// How a phrase is led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Intro {
    None,
    /// `due`: what follows is a date, whatever it looks like.
    Due,
    /// `by` or `before`.
    By,
    /// `on` or `for`.
    On,
}

/// How well a phrase fits, best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Within,
    WithinIntroduced,
    AtEnd,
    Announced,
}

/// The phrase that fits best; of equals the longest, then the last.
pub(super) fn choose(
    tail: &[Token<'_>],
    amounts: &[Amount],
    now: Time,
    calendar: &Calendar,
) -> Option<Chosen> {
    let mut free: Vec<bool> = tail
        .iter()
        .map(|token| !token.quoted && token.role == Role::Subject)
        .collect();
    for amount in amounts {
        free[amount.tokens.clone()].fill(false);
    }
    // Marks and amounts may follow a phrase that ends the line.
    let end = free.iter().rposition(|&free| free).map_or(0, |last| last + 1);
    let mut best: Option<((Fit, usize), Chosen)> = None;
    let mut start = 0;
    while start < end {
        let longest = tail.len().min(start + LONGEST);
        let run = free[start..longest].iter().take_while(|&&free| free).count();
        let words: Vec<&str> = tail[start..start + run].iter().map(|token| token.text).collect();
        let (intro, skipped) = introduction(&words);
        let Some(found) = words
            .get(skipped..)
            .and_then(|words| when::find(words, now, calendar))
        else {
            start += 1;
            continue;
        };
        let tokens = start..start + skipped + found.words;
        // A part of a phrase that was not meant is not meant either: the time in `down since monday 10:00`.
        start = tokens.end;
        let elsewhere = intro == Intro::None
            && tokens
                .start
                .checked_sub(1)
                .is_some_and(|before| free[before] && leads_elsewhere(tail[before].text));
        let at_end = tokens.end == end;
        // A date that cannot be is left in the subject, unless the line announces it.
        let possible = found.moment.is_ok() || intro == Intro::Due || (intro == Intro::By && at_end);
        let fit = fit(intro, found.sureness, at_end).filter(|_| possible && !elsewhere);
        let rank = fit.map(|fit| (fit, tokens.len()));
        if let Some(rank) = rank.filter(|rank| best.as_ref().is_none_or(|(best, _)| rank >= best)) {
            best = Some((
                rank,
                Chosen {
                    moment: found.moment,
                    tokens,
                },
            ));
        }
    }
    best.map(|(_, chosen)| chosen)
}

/// How well a phrase fits where it stands, if at all.
fn fit(intro: Intro, sureness: Sureness, at_end: bool) -> Option<Fit> {
    let needed = match (intro, at_end) {
        (Intro::Due, _) => return Some(Fit::Announced),
        (Intro::By | Intro::On, true) => Sureness::Doubtful,
        (Intro::By | Intro::On, false) | (Intro::None, true) => Sureness::Likely,
        (Intro::None, false) => Sureness::Sure,
    };
    if sureness < needed {
        None
    } else if at_end {
        Some(Fit::AtEnd)
    } else if intro == Intro::None {
        Some(Fit::Within)
    } else {
        Some(Fit::WithinIntroduced)
    }
}

/// The words that lead to a date, and how many they are.
fn introduction(words: &[&str]) -> (Intro, usize) {
    let lower = |word: &&str| word.trim_end_matches(':').to_lowercase();
    let first = words.first().map(lower).unwrap_or_default();
    let second = words.get(1).map(lower).unwrap_or_default();
    match (first.as_str(), second.as_str()) {
        ("due", "by" | "on" | "before") => (Intro::Due, 2),
        ("due", _) => (Intro::Due, 1),
        ("by" | "before", _) => (Intro::By, 1),
        ("on" | "for", _) => (Intro::On, 1),
        _ => (Intro::None, 0),
    }
}

/// Words after which a date belongs to the subject: `down since monday`, `invoice of 3 nov`, `the sunday paper`.
fn leads_elsewhere(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "since"
            | "from"
            | "of"
            | "after"
            | "until"
            | "till"
            | "to"
            | "last"
            | "past"
            | "every"
            | "each"
            | "between"
            | "and"
            | "or"
            | "than"
            | "the"
            | "not"
            | "like"
    )
}
