//! Cadences and the dialler as written: for each outcome of a call, and for each kind and outcome, what follows it.

use toml::{Spanned, Value};

use super::file::{CadenceEntry, CadenceTable, CadencesEntry, DiallerEntry, KindCadences};
use super::hours;
use super::read::Faults;
use super::resolve::{MOST_HOURS, one_line};
use crate::domain::cadence::Cadence;
use crate::domain::item::Kind;
use crate::domain::settings::{CallOutcome, Settings};

/// Most tries of a chase.
const MOST_TRIES: i64 = 99;
/// What stands for the number in the dialler's command.
const NUMBER: &str = "{number}";

/// What is written for one outcome.
type Entry = Option<Spanned<CadenceEntry>>;

/// Takes what is written over the defaults: first for every kind, then for each.
pub(super) fn take(written: &CadencesEntry, settings: &mut Settings, faults: &mut Faults<'_>) {
    let cadences = &mut settings.cadences;
    let all = KindCadences {
        connected: written.connected.clone(),
        voicemail: written.voicemail.clone(),
        left_message: written.left_message.clone(),
        no_answer: written.no_answer.clone(),
        busy: written.busy.clone(),
        wrong_number: written.wrong_number.clone(),
    };
    for (outcome, entry) in by_outcome(&all) {
        if let (Some(entry), Some(cadence)) = (entry, cadences.outcomes.get_mut(&outcome)) {
            read(entry, cadence, faults);
        }
    }
    let kinds = [
        (Kind::Order, &written.order),
        (Kind::Support, &written.support),
        (Kind::FollowUp, &written.follow_up),
    ];
    for (kind, entries) in kinds {
        for (outcome, entry) in by_outcome(entries) {
            if let (Some(entry), Some(mut cadence)) = (entry, cadences.outcomes.get(&outcome).cloned()) {
                read(entry, &mut cadence, faults);
                cadences.kinds.insert((kind, outcome), cadence);
            }
        }
    }
}

const fn by_outcome(entries: &KindCadences) -> [(CallOutcome, &Entry); 6] {
    [
        (CallOutcome::Connected, &entries.connected),
        (CallOutcome::Voicemail, &entries.voicemail),
        (CallOutcome::LeftMessage, &entries.left_message),
        (CallOutcome::NoAnswer, &entries.no_answer),
        (CallOutcome::Busy, &entries.busy),
        (CallOutcome::WrongNumber, &entries.wrong_number),
    ]
}

fn read(written: &Spanned<CadenceEntry>, cadence: &mut Cadence, faults: &mut Faults<'_>) {
    let expected = || format!("working hours, a whole number from 1 to {MOST_HOURS}, or \"none\"");
    match written.get_ref() {
        CadenceEntry::Table(table) => read_table(table, cadence, faults),
        CadenceEntry::Word(word) if word == "none" => cadence.after = None,
        CadenceEntry::Hours(hours) if (1..=MOST_HOURS).contains(hours) => {
            set_after(cadence, u32::try_from(*hours).ok());
        }
        CadenceEntry::Word(_) | CadenceEntry::Hours(_) => faults.wrong(&written.span(), expected()),
    }
}

fn read_table(table: &CadenceTable, cadence: &mut Cadence, faults: &mut Faults<'_>) {
    if let Some(written) = &table.after {
        let expected = format!("working hours, a whole number from 1 to {MOST_HOURS}, or \"none\"");
        number_or_none(written, MOST_HOURS, &expected, faults, |after| {
            set_after(cadence, after);
        });
    }
    if let Some(written) = &table.tries {
        let expected =
            format!("how many calls, a whole number from 1 to {MOST_TRIES}, or \"none\" for no end");
        number_or_none(written, MOST_TRIES, &expected, faults, |tries| {
            cadence.tries = tries;
        });
    }
    if let Some(written) = &table.hours {
        let text = written.get_ref().trim();
        let hours = hours::span(text);
        if hours.is_some() || text == "any" {
            cadence.hours = hours;
        } else {
            faults.wrong(
                &written.span(),
                "a span of the day such as \"09:00-12:00\", or \"any\"",
            );
        }
    }
    if let Some(written) = &table.step {
        if written.get_ref().trim().is_empty() {
            faults.wrong(&written.span(), "what to do next, such as \"call back\"");
        } else {
            cadence.step = one_line(written, faults);
        }
    }
}

/// A default of one try is for outcomes that no call follows: where one does, it would never be proposed.
fn set_after(cadence: &mut Cadence, after: Option<u32>) {
    if after.is_some() && cadence.tries == Some(1) {
        cadence.tries = None;
    }
    cadence.after = after;
}

/// Sets a number within its bounds, or none.
fn number_or_none(
    written: &Spanned<Value>,
    most: i64,
    expected: &str,
    faults: &mut Faults<'_>,
    set: impl FnOnce(Option<u32>),
) {
    match written.get_ref() {
        Value::String(word) if word == "none" => set(None),
        Value::Integer(number) if (1..=most).contains(number) => set(u32::try_from(*number).ok()),
        _ => faults.wrong(&written.span(), expected),
    }
}

/// The dialler's command: a program, and the number somewhere after it.
pub(super) fn dialler(written: &DiallerEntry, faults: &mut Faults<'_>) -> Vec<String> {
    let Some(program) = written.command.first() else {
        return Vec::new();
    };
    let text = program.get_ref();
    if text.trim().is_empty() || text.contains(NUMBER) {
        faults.wrong(&program.span(), "the program that dials, such as \"xdg-open\"");
    } else if !written.command.iter().any(|part| part.get_ref().contains(NUMBER)) {
        let last = written.command.last().unwrap_or(program);
        faults.say(
            &last.span(),
            "the number stands nowhere in the command",
            "an argument with {number} in it, such as \"tel:{number}\"",
        );
    }
    written
        .command
        .iter()
        .map(|part| part.get_ref().clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::NaiveTime;
    use chrono_tz::Tz;

    use super::*;
    use crate::config::{Config, ConfigErrors, resolve};

    fn read(text: &str) -> Result<Config, ConfigErrors> {
        resolve(text, Path::new("config.toml"), Tz::UTC)
    }

    #[test]
    fn a_fault_of_a_cadence_or_the_dialler_is_named_as_well() {
        for (text, expected) in [
            (
                "[cadences.no_answer]\ntries = 0",
                "config.toml:2: cadences.no_answer.tries: found `0`; expected how many calls, a whole number from 1 to 99, or \"none\" for no end",
            ),
            (
                "[cadences.support]\nbusy = { hours = \"mornings\" }",
                "config.toml:2: cadences.support.busy.hours: found `\"mornings\"`; expected a span of the day such as \"09:00-12:00\", or \"any\"",
            ),
            (
                "[cadences]\nbusy = true",
                "config.toml:2: cadences.busy: found `true`; expected working hours, \"none\", or a table such as { after = 4, tries = 5 }",
            ),
            (
                "[cadences.busy]\ntry = 5",
                "config.toml:2: cadences.busy.try: there is no such setting; expected one of step, after, tries, hours",
            ),
            (
                "[dialler]\ncommand = [\"xdg-open\"]",
                "config.toml:2: dialler.command[1]: the number stands nowhere in the command; expected an argument with {number} in it, such as \"tel:{number}\"",
            ),
        ] {
            let errors = read(text).unwrap_err();
            let lines: Vec<String> = errors
                .errors
                .iter()
                .map(|error| ConfigErrors::line(&errors.file, error))
                .collect();
            assert_eq!(lines, [expected], "{text}");
        }
    }

    #[test]
    fn a_cadence_is_hours_or_a_table_and_a_kind_may_differ() {
        let text = r#"
            [cadences]
            voicemail = 8
            busy = "none"
            no_answer = { after = 4, tries = 3, hours = "09:00-12:00", step = "ring again" }
            wrong_number = 4
            [cadences.support]
            no_answer = { tries = "none" }
            [dialler]
            command = ["xdg-open", "tel:{number}"]
        "#;
        let settings = read(text).unwrap().settings;
        let of = |outcome| &settings.cadences.outcomes[&outcome];
        assert_eq!(
            (of(CallOutcome::Voicemail).after, of(CallOutcome::Voicemail).tries),
            (Some(8), Some(5))
        );
        assert_eq!(of(CallOutcome::Busy).after, None);
        let morning = NaiveTime::from_hms_opt(9, 0, 0).zip(NaiveTime::from_hms_opt(12, 0, 0));
        let rings = of(CallOutcome::NoAnswer);
        assert_eq!(
            (rings.tries, rings.hours, rings.step.as_str()),
            (Some(3), morning, "ring again")
        );
        // A next call was asked for, so that one try can't be all.
        assert_eq!(of(CallOutcome::WrongNumber).tries, None);
        let support = settings
            .cadences
            .of(Kind::Support, CallOutcome::NoAnswer)
            .unwrap();
        assert_eq!(
            (support.after, support.tries, support.hours),
            (Some(4), None, morning)
        );
        assert_eq!(settings.dialler, ["xdg-open", "tel:{number}"]);
    }
}
