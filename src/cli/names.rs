//! How items, owners and accounts are named on the command line, and the words that stand for a kind, an outcome or
//! a reason.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::failure::{Failure, Result};
use crate::domain::ask::AskEnd;
use crate::domain::ask::event::Coming;
use crate::domain::clean;
use crate::domain::deal::{Credit, MoveTag};
use crate::domain::ids::{CommandNo, ItemNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::listing::List;
use crate::domain::owner::{Owner, Part};
use crate::domain::settings::CallOutcome;

/// Words as they are typed, with what they stand for; the stored word with `_` is understood as well.
type Words<T> = [(&'static str, &'static str, T)];

const KINDS: &Words<Kind> = &[
    ("order", "order", Kind::Order),
    ("support", "support", Kind::Support),
    ("follow-up", "follow_up", Kind::FollowUp),
];

const OUTCOMES: &Words<CallOutcome> = &[
    ("connected", "connected", CallOutcome::Connected),
    ("voicemail", "voicemail", CallOutcome::Voicemail),
    ("left-message", "left_message", CallOutcome::LeftMessage),
    ("no-answer", "no_answer", CallOutcome::NoAnswer),
    ("busy", "busy", CallOutcome::Busy),
    ("wrong-number", "wrong_number", CallOutcome::WrongNumber),
];

const REASONS: &Words<Reason> = &[
    ("no-owner", "no_owner", Reason::NoOwner),
    ("owner-overloaded", "owner_overloaded", Reason::OwnerOverloaded),
    ("faster-myself", "faster_myself", Reason::FasterMyself),
    ("client-insisted", "client_insisted", Reason::ClientInsisted),
    ("habit", "habit", Reason::Habit),
];

const LISTS: &Words<List> = &[
    ("inbox", "inbox", List::Inbox),
    ("waiting", "waiting", List::Waiting),
    ("later", "later", List::Later),
    ("done", "done", List::Done),
];

/// A reader of a kind.
pub(super) fn kind() -> impl TypedValueParser<Value = Kind> {
    one_of(KINDS)
}

/// The kind that a word stands for, in any case.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    let word = word.trim().to_lowercase();
    KINDS
        .iter()
        .find(|(typed, stored, kind)| word == *typed || word == *stored || word == kind.words())
        .map(|(_, _, kind)| *kind)
}

/// A reader of a call's outcome.
pub(super) fn outcome() -> impl TypedValueParser<Value = CallOutcome> {
    one_of(OUTCOMES)
}

/// A reader of a reason for first chair.
pub(super) fn reason() -> impl TypedValueParser<Value = Reason> {
    one_of(REASONS)
}

const CREDITS: &Words<Credit> = &[
    ("mine", "mine", Credit::Mine),
    ("team", "team", Credit::Team),
    ("client", "client", Credit::Client),
    ("luck", "luck", Credit::Luck),
];

const TAGS: &Words<MoveTag> = &[
    ("always-wrong", "always_wrong", MoveTag::AlwaysWrong),
    ("new-obstacle", "new_obstacle", MoveTag::NewObstacle),
];

/// A reader of to whom the end of a deal is owed.
pub(super) fn credit() -> impl TypedValueParser<Value = Credit> {
    one_of(CREDITS)
}

/// A reader of why a close date was moved.
pub(super) fn tag() -> impl TypedValueParser<Value = MoveTag> {
    one_of(TAGS)
}

const ASK_ENDS: &Words<AskEnd> = &[
    ("granted", "granted", AskEnd::Granted),
    ("declined", "declined", AskEnd::Declined),
    ("dropped", "dropped", AskEnd::Dropped),
];

const COMING: &Words<Coming> = &[
    ("invited", "invited", Coming::Invited),
    ("coming", "coming", Coming::Coming),
    ("declined", "declined", Coming::Declined),
    ("came", "came", Coming::Came),
    ("stayed-away", "stayed_away", Coming::StayedAway),
];

const PARTS: &Words<Part> = &[
    ("desk", "desk", Part::Desk),
    ("executive", "executive", Part::Executive),
    ("marketing", "marketing", Part::Marketing),
];

/// A reader of how an ask ended.
pub(super) fn ask_end() -> impl TypedValueParser<Value = AskEnd> {
    one_of(ASK_ENDS)
}

/// A reader of where an invitation stands.
pub(super) fn coming() -> impl TypedValueParser<Value = Coming> {
    one_of(COMING)
}

/// A reader of the part an owner plays.
pub(super) fn part() -> impl TypedValueParser<Value = Part> {
    one_of(PARTS)
}

/// A reader of a list's name.
pub(super) fn list() -> impl TypedValueParser<Value = List> {
    one_of(LISTS)
}

/// Reads one of these words, and offers them to shells and to whoever mistyped.
fn one_of<T: Copy + Send + Sync + 'static>(words: &'static Words<T>) -> impl TypedValueParser<Value = T> {
    let values = words.iter().map(|(typed, stored, _)| {
        let value = PossibleValue::new(*typed);
        if typed == stored {
            value
        } else {
            value.alias(*stored)
        }
    });
    PossibleValuesParser::new(values).try_map(|given| {
        words
            .iter()
            .find(|(typed, stored, _)| given == *typed || given == *stored)
            .map(|(_, _, value)| *value)
            .ok_or("it is none of the words that are understood here")
    })
}

/// Reads `142` or `#142`.
pub(super) fn number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let number = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok());
    number.flatten().filter(|number| *number > 0)
}

/// Reads an item's number.
pub(super) fn item(text: &str) -> std::result::Result<ItemNo, String> {
    number(text)
        .map(ItemNo)
        .ok_or_else(|| "an item is named by its number, as in 142 or '#142'".to_owned())
}

/// Reads a command's number.
pub(super) fn command(text: &str) -> std::result::Result<CommandNo, String> {
    number(text)
        .map(CommandNo)
        .ok_or_else(|| "a command is named by its number; `downbeat history` shows them".to_owned())
}

/// Reads how many rows are wanted at most: no row at all would look like an empty list.
pub(super) fn limit(text: &str) -> std::result::Result<usize, String> {
    let wanted = text.parse().ok().filter(|wanted| *wanted > 0);
    wanted.ok_or_else(|| "a limit is a number of rows, 1 or more".to_owned())
}

/// The owner that a handle, `@handle`, a seat's digit or an unambiguous part of a name means. Nobody and several are
/// refused, with those who could be meant.
pub(super) fn owner<'a>(text: &str, owners: &'a [Owner]) -> Result<&'a Owner> {
    let typed = clean::line(text, clean::NAME);
    let handle = typed.trim_start_matches('@').to_lowercase();
    if let Some(owner) = owners.iter().find(|owner| owner.handle == handle) {
        return Ok(owner);
    }
    let seat: Option<u8> = handle.parse().ok();
    if let Some(owner) = owners.iter().find(|owner| seat.is_some() && owner.seat == seat) {
        return Ok(owner);
    }
    if owners.is_empty() {
        return Err(Failure::refused(format!(
            "there is no owner {typed:?}: none was added yet. Add one, for example `downbeat owner add maria --name \
             'Maria Sol' --seat 1 --kinds order`"
        )));
    }
    let wanted = clean::normalise_name(&handle);
    let named = |owner: &&Owner| {
        let name = clean::normalise_name(&owner.name);
        !typed.starts_with('@')
            && !wanted.is_empty()
            && (name.starts_with(&wanted) || name.contains(&format!(" {wanted}")))
    };
    let whole = |owner: &&Owner| clean::normalise_name(&owner.name) == wanted;
    // Somebody who has left is meant only when nobody else can be.
    let (mut meant, gone): (Vec<&Owner>, Vec<&Owner>) =
        owners.iter().filter(named).partition(|owner| !owner.retired);
    if meant.is_empty() {
        meant = gone;
    }
    let mut exact = meant.iter().copied().filter(whole);
    if let (Some(owner), None) = (exact.next(), exact.next()) {
        return Ok(owner);
    }
    match meant.as_slice() {
        [one] => Ok(one),
        [] => Err(Failure::refused(format!(
            "there is no owner {typed:?}; there are {}",
            listed(owners.iter().filter(|owner| !owner.retired))
        ))),
        several => Err(Failure::refused(format!(
            "{typed:?} could be any of {}: name one by handle or seat",
            listed(several.iter().copied())
        ))),
    }
}

/// `@maria (Maria Sol, seat 1), @dev (Dev Patel)`.
fn listed<'a>(owners: impl Iterator<Item = &'a Owner>) -> String {
    let shown: Vec<String> = owners
        .map(|owner| match owner.seat {
            Some(seat) => format!("@{} ({}, seat {seat})", owner.handle, owner.name),
            None => format!("@{} ({})", owner.handle, owner.name),
        })
        .collect();
    if shown.is_empty() {
        "none that take work".to_owned()
    } else {
        shown.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::OwnerNo;

    fn named(number: i64, handle: &str, name: &str, seat: Option<u8>, retired: bool) -> Owner {
        Owner {
            number: OwnerNo(number),
            handle: handle.into(),
            name: name.into(),
            role: String::new(),
            seat,
            address: String::new(),
            kinds: Vec::new(),
            hours: 0,
            away_until: None,
            stand_in: None,
            escalate_to: None,
            retired,
            part: crate::domain::owner::Part::Desk,
            asks_a_month: None,
        }
    }

    fn owners() -> Vec<Owner> {
        vec![
            named(1, "maria", "Maria Sol", Some(1), false),
            named(2, "dev", "Dev Patel", Some(2), false),
            named(3, "mars", "Märta Sørensen", None, false),
            named(4, "pat", "Patrick Dev", None, true),
        ]
    }

    #[test]
    fn an_item_is_named_with_and_without_its_sign() {
        assert_eq!(item("142"), Ok(ItemNo(142)));
        assert_eq!(item("#142"), Ok(ItemNo(142)));
        for bad in [
            "",
            "#",
            "##1",
            "0",
            "-1",
            "1.5",
            "abc",
            "99999999999999999999",
            "１",
        ] {
            assert!(item(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_owner_is_meant_by_handle_seat_or_part_of_the_name() {
        let owners = owners();
        let meant = |text: &str| owner(text, &owners).map(|owner| owner.number.0).ok();
        assert_eq!(meant("maria"), Some(1));
        assert_eq!(meant("@MARIA"), Some(1));
        assert_eq!(meant("2"), Some(2));
        assert_eq!(meant("sorensen"), Some(3));
        assert_eq!(meant("Maria Sol"), Some(1));
        // Dev's handle is meant before the name of somebody who has left.
        assert_eq!(meant("dev"), Some(2));
        assert_eq!(meant("patrick"), Some(4));
        assert_eq!(meant("patel"), Some(2));
        assert_eq!(meant("7"), None);
        assert_eq!(meant("@sorensen"), None);
    }

    #[test]
    fn an_ambiguous_name_lists_who_could_be_meant() {
        let owners = owners();
        let Err(Failure::Refused(words)) = owner("mar", &owners) else {
            panic!("two people begin with mar");
        };
        assert!(words.contains("@maria") && words.contains("@mars"), "{words}");
        assert!(!words.contains("@dev"), "{words}");
    }

    #[test]
    fn the_whole_name_means_one_even_where_another_begins_with_it() {
        let owners = [
            named(1, "a", "Maria", None, false),
            named(2, "b", "Maria Sol", None, false),
        ];
        assert_eq!(owner("Maria", &owners).unwrap().number.0, 1);
    }
}
