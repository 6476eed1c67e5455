//! How the fields of a form are read, and what is understood of them while they are typed.

use chrono::NaiveDate;

use super::dates;
use super::overlay::{Reads, Understood};
use super::state::State;
use crate::domain::Time;
use crate::domain::account;
use crate::domain::clean;
use crate::domain::item::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::owner::{Owner, Part};
use crate::domain::phone;
use crate::domain::promise::Basis;
use crate::domain::reach;
use crate::domain::say as words;
use crate::domain::when;

/// Words for a field that is to stay empty although something would stand there.
const NONE_WORDS: [&str; 4] = ["none", "no", "never", "-"];

/// What is understood of a field.
pub(super) fn understand(state: &State, reads: Reads, text: &str) -> Understood {
    let text = text.trim();
    if text.is_empty() {
        return Understood::Plain;
    }
    match reads {
        // What these mean depends on the whole form: see `promises::understand_approver`, `outcomes::understand` and
        // `asks::understand`.
        Reads::Approver | Reads::Value | Reads::Event => Understood::Plain,
        Reads::Text | Reads::NeededText | Reads::Prose | Reads::NeededProse | Reads::Account => {
            Understood::Plain
        }
        Reads::PastDay => said(past(state, text).map(|at| dates::say(state, at))),
        Reads::Date | Reads::NeededDate | Reads::AwayUntil => {
            said(date(state, text).map(|at| dates::say(state, at)))
        }
        Reads::NextCall => said(
            next_call(state, text)
                .map(|at| at.map_or_else(|| "no next call".to_owned(), |at| dates::say(state, at))),
        ),
        Reads::Minutes => said(minutes(text).map(|minutes| match minutes {
            1 => "1 minute".to_owned(),
            minutes => format!("{minutes} minutes"),
        })),
        Reads::Money => said(money(state, text).map(|money| money.to_string())),
        Reads::Handle => said(handle(text).map(|handle| format!("@{handle}"))),
        Reads::Seat => said(seat(text).map(|seat| format!("key {seat} hands to them"))),
        Reads::Kinds => said(kinds(text).map(|kinds| {
            let words: Vec<&str> = kinds.into_iter().map(plural).collect();
            words.join(", ")
        })),
        Reads::Hours => said(hours(text).map(|hours| match hours {
            1 => "1 working hour to answer".to_owned(),
            hours => format!("{hours} working hours to answer"),
        })),
        Reads::OwnerName | Reads::NeededOwner => said(owner(state, text).map(|owner| owner.name.clone())),
        Reads::Kind => said(one_kind(text).map(|kind| kind.words().to_owned())),
        Reads::Day | Reads::NeededDay => said(day(state, text).map(|day| {
            let today = state.settings.calendar.local(state.now).date_naive();
            words::date(day, today)
        })),
        Reads::Stage => said(state.settings.deals.meant(text).map(str::to_owned)),
        Reads::NowOrLater => said(match text.to_lowercase().as_str() {
            "now" => Ok("handed off at once".to_owned()),
            "later" => Ok("planned: asked for later".to_owned()),
            _ => Err(format!("\"{text}\" is neither now nor later")),
        }),
        Reads::Phones => said(phones(state, text)),
        Reads::Emails => said(emails(text)),
        Reads::Domain => said(reach::domain(text).ok_or_else(|| {
            format!("\"{text}\" is no domain; write what stands after the @, as in borealis.example")
        })),
        Reads::YesNo => said(yes_no(text).map(|yes| if yes { "yes" } else { "no" }.to_owned())),
        Reads::Opens => said(opens(text).map(|(kind, subject)| format!("new {}: {subject}", kind.words()))),
        Reads::Yes => said(yes(text).map(|()| "they know that it is future work".to_owned())),
        Reads::Part => said(part(text).map(|part| part.words().to_owned())),
        Reads::AsksAMonth => said(asks_a_month(text).map(|asks| match asks {
            None => "as often as need be".to_owned(),
            Some(asks) => format!("{asks} a month at most"),
        })),
        Reads::Basis => said(basis(text).map(|basis| basis.meaning().to_owned())),
    }
}

/// A day that is past.
fn past(state: &State, text: &str) -> Result<Time, String> {
    when::past_moment(text, state.now, &state.settings.calendar)
        .ok_or_else(|| format!("\"{text}\" is no past day; write for example yesterday, mon or 3 days ago"))
}

/// A yes.
pub(super) fn yes(text: &str) -> Result<(), String> {
    if ["yes", "y"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Ok(());
    }
    Err("tell the client that it is future work, then write yes".to_owned())
}

/// What a promise rests on, by its word or the word's beginning.
pub(super) fn basis(text: &str) -> Result<Basis, String> {
    let typed = text.to_lowercase();
    Basis::ALL
        .iter()
        .copied()
        .find(|basis| !typed.is_empty() && basis.as_str().starts_with(&typed))
        .ok_or_else(|| format!("\"{text}\" is no basis; write real, dated or sponsored"))
}

/// The part an owner plays, by its word or the word's beginning.
pub(super) fn part(text: &str) -> Result<Part, String> {
    let typed = text.to_lowercase();
    Part::ALL
        .iter()
        .copied()
        .find(|part| !typed.is_empty() && part.as_str().starts_with(&typed))
        .ok_or_else(|| format!("\"{text}\" is no part; write desk, executive or marketing"))
}

/// How often a month somebody can be asked; `None` is not limited.
pub(super) fn asks_a_month(text: &str) -> Result<Option<u32>, String> {
    if is_none(text) {
        return Ok(None);
    }
    text.parse()
        .ok()
        .filter(|asks| *asks <= 1_000)
        .map(Some)
        .ok_or_else(|| format!("\"{text}\" is no number of asks; write for example 3, or none for no limit"))
}

/// An approver's name: an owner's by handle, else as it is typed.
pub(super) fn approver(state: &State, text: &str) -> String {
    let typed = text.trim().trim_start_matches('@');
    state
        .owners
        .iter()
        .map(|card| &card.owner)
        .find(|owner| owner.handle.eq_ignore_ascii_case(typed))
        .map_or_else(|| typed.to_owned(), |owner| owner.name.clone())
}

fn said(read: Result<String, String>) -> Understood {
    match read {
        Ok(words) => Understood::As(words),
        Err(words) => Understood::Not(words),
    }
}

const fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "orders",
        Kind::Support => "support calls",
        Kind::FollowUp => "follow-ups",
    }
}

/// A date.
pub(super) fn date(state: &State, text: &str) -> Result<Time, String> {
    dates::read(state, text)
}

/// A day: of a moment, the day it is on.
pub(super) fn day(state: &State, text: &str) -> Result<NaiveDate, String> {
    let at = dates::read(state, text)?;
    Ok(state.settings.calendar.local(at).date_naive())
}

/// Whether it says that there is to be none.
pub(super) fn is_none(text: &str) -> bool {
    NONE_WORDS
        .iter()
        .any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// Whether a step is to be asked for later.
pub(super) fn is_later(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("later")
}

/// A date, or the word that there is none.
pub(super) fn next_call(state: &State, text: &str) -> Result<Option<Time>, String> {
    if is_none(text) {
        return Ok(None);
    }
    dates::read(state, text).map(Some)
}

/// Whole minutes: `25`, `25m`, `1h`, `1h30`. A day at most.
pub(super) fn minutes(text: &str) -> Result<u32, String> {
    let compact: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let plain = compact
        .trim_end_matches("minutes")
        .trim_end_matches("min")
        .trim_end_matches('m');
    let read = match plain.split_once('h') {
        Some((hours, "")) => hours.parse::<u32>().ok().and_then(|hours| hours.checked_mul(60)),
        Some((hours, rest)) => hours.parse::<u32>().ok().and_then(|hours| {
            let rest = rest.parse::<u32>().ok().filter(|rest| *rest < 60)?;
            hours.checked_mul(60)?.checked_add(rest)
        }),
        None => plain.parse().ok(),
    };
    read.filter(|minutes| *minutes <= 24 * 60)
        .ok_or_else(|| format!("\"{text}\" is no number of minutes; write for example 25, 1h or 1h30"))
}

/// Yes or no, as people write it; nothing is no.
pub(super) fn yes_no(text: &str) -> Result<bool, String> {
    match text.trim().to_lowercase().as_str() {
        "" | "n" | "no" | "-" => Ok(false),
        "y" | "yes" | "x" => Ok(true),
        other => Err(format!("\"{other}\" is neither yes nor no")),
    }
}

/// Telephone numbers, parted by commas.
fn phones(state: &State, text: &str) -> Result<String, String> {
    let country = state.settings.country;
    let keys: Vec<String> = account::several(text)
        .iter()
        .map(|one| phone::key(one, country).ok_or_else(|| format!("\"{one}\" is no telephone number")))
        .collect::<Result<_, String>>()?;
    Ok(keys.join(", "))
}

/// Mail addresses, parted by commas.
fn emails(text: &str) -> Result<String, String> {
    let keys: Vec<String> = account::several(text)
        .iter()
        .map(|one| reach::address(one).ok_or_else(|| format!("\"{one}\" is no mail address")))
        .collect::<Result<_, String>>()?;
    Ok(keys.join(", "))
}

/// An amount: `3180`, `€3,180.50`, `3180 CHF`; without a currency in the one the config names.
pub(super) fn money(state: &State, text: &str) -> Result<Money, String> {
    Money::read(text, Currency::parse(&state.settings.currency))
        .ok_or_else(|| format!("\"{text}\" is no amount; write for example 3180, €3,180.50 or 3180 CHF"))
}

/// An owner's handle: letters and digits, also `-`, `_` and `.`, in lower case.
pub(super) fn handle(text: &str) -> Result<String, String> {
    let handle = text.trim().trim_start_matches('@').to_lowercase();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !handle.is_empty() && handle.chars().count() <= 40 && handle.chars().all(fits) {
        Ok(handle)
    } else {
        Err(format!(
            "\"{text}\" is no handle; write one word, for example maria"
        ))
    }
}

/// The handle proposed for a name: its first word.
pub(super) fn handle_of(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    first
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .take(40)
        .collect()
}

/// A seat.
pub(super) fn seat(text: &str) -> Result<u8, String> {
    text.parse()
        .ok()
        .filter(|seat| (1..=9).contains(seat))
        .ok_or_else(|| format!("\"{text}\" is no seat; write a number from 1 to 9"))
}

/// Who holds a seat.
pub(super) fn holder_of(state: &State, seat: u8) -> Option<&Owner> {
    state
        .owners
        .iter()
        .map(|card| &card.owner)
        .find(|owner| owner.seat == Some(seat))
}

/// Kinds: `orders, support`, in any order, singular or plural, or their letters.
pub(super) fn kinds(text: &str) -> Result<Vec<Kind>, String> {
    let mut found = Vec::new();
    let lower = text
        .to_lowercase()
        .replace("follow up", "follow-up")
        .replace("support call", "support");
    for word in lower
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty())
    {
        let kind = kind(word).or((word == "all").then_some(Kind::Order));
        match kind {
            Some(_) if word == "all" => found.extend(Kind::ALL),
            Some(kind) => found.push(kind),
            None if word == "and" => {}
            None => {
                return Err(format!(
                    "\"{word}\" is no kind; write orders, support, follow-ups or all"
                ));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// One kind and no other.
pub(super) fn one_kind(text: &str) -> Result<Kind, String> {
    match kinds(text)?.as_slice() {
        [kind] => Ok(*kind),
        [] | [_, _, ..] => Err(format!(
            "\"{text}\" is not one kind; write order, support or follow-up"
        )),
    }
}

/// One kind, as people write it.
fn kind(word: &str) -> Option<Kind> {
    Some(match word.trim_end_matches('s') {
        "order" | "o" => Kind::Order,
        "support" | "ticket" | "incident" => Kind::Support,
        // The letter s alone is all that the plural's end leaves of support.
        "" if word == "s" => Kind::Support,
        "follow-up" | "followup" | "f" => Kind::FollowUp,
        _ => return None,
    })
}

/// Whole working hours, up to a working month.
pub(super) fn hours(text: &str) -> Result<u32, String> {
    let plain = text.to_lowercase();
    let plain = plain.trim_end_matches("hours").trim_end_matches('h').trim();
    plain
        .parse()
        .ok()
        .filter(|hours| (1..=200).contains(hours))
        .ok_or_else(|| format!("\"{text}\" is no number of working hours; write for example 8"))
}

/// An owner, by handle or by name, or by the beginning of one when it is the only such.
pub(super) fn owner<'a>(state: &'a State, text: &str) -> Result<&'a Owner, String> {
    let wanted = clean::normalise_name(text.trim_start_matches('@'));
    let names = |owner: &Owner| {
        [
            clean::normalise_name(&owner.handle),
            clean::normalise_name(&owner.name),
        ]
    };
    let all = || state.owners.iter().map(|card| &card.owner);
    if let Some(owner) = all().find(|owner| names(owner).contains(&wanted)) {
        return Ok(owner);
    }
    let mut begins = all().filter(|owner| names(owner).iter().any(|name| name.starts_with(&wanted)));
    match (begins.next(), begins.next()) {
        (Some(owner), None) => Ok(owner),
        (Some(_), Some(_)) => Err(format!("\"{text}\" could be several owners: write the handle")),
        (None, _) => Err(format!("no owner is called \"{text}\"")),
    }
}

/// What a call opens: a subject, after the kind if it is no support call.
pub(super) fn opens(text: &str) -> Result<(Kind, String), String> {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (kind, subject) = match kind(&first.trim_end_matches(':').to_lowercase()) {
        Some(kind) => (kind, rest),
        None => (Kind::Support, text),
    };
    let subject = clean::line(subject, clean::SUBJECT);
    if subject.is_empty() {
        return Err(format!("what is the {} about?", kind.words()));
    }
    Ok((kind, subject))
}
