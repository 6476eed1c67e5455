//! How each errand with a record is run: the command that it is, with the numbers that earlier ones were given.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};

use super::super::dice::Dice;
use super::super::more::{Client, Pen};
use super::super::place::Place;
use super::super::story::Story;
use super::{Errand, Records, promise_due};
use crate::domain::Time;
use crate::domain::account::{AccountCommand, PersonDraft};
use crate::domain::command::{AccountRef, CallDraft, Command, Done};
use crate::domain::deal::Deal;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::outcome::command::{DealOf, OutcomeCommand, OutcomeDraft, ReadingDraft};
use crate::domain::outcome::{Course, OutcomeEnd, Value};
use crate::domain::promise::{ClientKnows, PromiseCommand, PromiseDraft, PromiseEnd, Proof, Stated};
use crate::domain::settings::CallOutcome;
use crate::store::Reader;

/// A reading in so many falls back; the latest never does.
const FALLS_BACK: usize = 9;
/// What the value of a measure goes from, to, and by with each reading, at least and at most.
const MEASURES: &[(&str, &str, u64, u64)] = &[
    ("days to invoice", "days", 60, 20),
    ("orders shipped on time", "%", 70, 98),
    ("calls to support a month", "calls", 400, 90),
    ("lines run without a stop", "hours", 20, 160),
];
/// The numbers that records were given.
#[derive(Debug, Default)]
pub(in crate::runtime::demo) struct Made {
    promises: BTreeMap<usize, ItemNo>,
    pub(super) outcomes: BTreeMap<usize, ItemNo>,
    pub(super) deals: BTreeMap<usize, Deal>,
    /// The step of each deal that an owner has.
    pub(super) steps: BTreeMap<usize, ItemNo>,
}

/// What errands are run with.
pub(in crate::runtime::demo) struct Errands<'a> {
    pub(in crate::runtime::demo) story: &'a Story,
    pub(in crate::runtime::demo) place: Place<'a>,
    pub(in crate::runtime::demo) clients: &'a [Client],
    pub(in crate::runtime::demo) records: Records,
    pub(in crate::runtime::demo) owners: &'a BTreeMap<String, OwnerNo>,
    pub(in crate::runtime::demo) reader: &'a Reader,
}

/// Does a command at the moment of the errand.
pub(super) type Perform<'p> = dyn FnMut(&Command) -> Result<Done> + 'p;

impl Errands<'_> {
    /// Runs an errand.
    pub(in crate::runtime::demo) fn run(
        &self,
        errand: Errand,
        at: Time,
        made: &mut Made,
        perform: &mut Perform<'_>,
    ) -> Result<()> {
        match errand {
            Errand::Person(person) => perform(&self.person(person)?).map(drop),
            Errand::Call(call) => perform(&self.call(call, at)?).map(drop),
            Errand::Promise(promise) => {
                let item = first(&perform(&self.promise(promise, at)?)?)?;
                made.promises.insert(promise, item);
                Ok(())
            }
            Errand::EndPromise(promise) => {
                let item = *made
                    .promises
                    .get(&promise)
                    .context("a promise that was not made")?;
                perform(&Command::Promise(PromiseCommand::End {
                    item,
                    end: promise_end(promise)?,
                }))
                .map(drop)
            }
            Errand::Outcome(_) | Errand::Reading(..) | Errand::EndOutcome(_) => {
                self.outcome(errand, made, perform)
            }
            Errand::Deal(_)
            | Errand::Needs(_)
            | Errand::Redate(_)
            | Errand::Concede(_)
            | Errand::EndDeal(_)
            | Errand::Check(_) => self.deal(errand, at, made, perform),
        }
    }

    /// Chance of its own for each record.
    pub(super) fn dice(kind: u64, number: usize) -> Dice {
        Dice::new((kind << 40) ^ number as u64)
    }

    pub(super) fn client(&self, dice: &mut Dice) -> Result<&Client> {
        dice.pick(self.clients).context("there are no clients")
    }

    pub(super) fn named(client: &Client) -> AccountRef {
        AccountRef::Named(client.name.clone())
    }

    pub(super) fn owner(&self, dice: &mut Dice) -> Result<(String, OwnerNo)> {
        let owners: Vec<_> = self.owners.iter().collect();
        let (handle, number) = dice.pick(&owners).context("there are no owners")?;
        Ok(((*handle).clone(), **number))
    }

    fn person(&self, person: usize) -> Result<Command> {
        let client = self.clients.get(person).context("more people than clients")?;
        let (name, role) = client
            .contact
            .split_once(',')
            .unwrap_or((client.contact.as_str(), ""));
        let number = 2_000_000 + person;
        Ok(Command::Account(AccountCommand::AddPerson {
            account: Self::named(client),
            person: PersonDraft {
                name: name.trim().to_owned(),
                role: role.trim().to_owned(),
                champion: person.is_multiple_of(3),
                phones: vec![format!("+4930{number}")],
                emails: vec![format!("p{person}@client{person}.example")],
                words: String::new(),
            },
        }))
    }

    fn call(&self, call: usize, at: Time) -> Result<Command> {
        let mut pen = Pen::new(self.story, 0xca11_0000_0000 ^ call as u64);
        let template = pen.template().context("the story has no templates")?;
        let client = self.client(&mut pen.dice)?;
        let outcome = match pen.dice.between(1, 20) {
            1..=9 => CallOutcome::Connected,
            10..=12 => CallOutcome::Voicemail,
            13..=14 => CallOutcome::LeftMessage,
            15..=18 => CallOutcome::NoAnswer,
            19 => CallOutcome::Busy,
            _ => CallOutcome::WrongNumber,
        };
        let reached = outcome == CallOutcome::Connected;
        let said = pen.item(template, &client.name);
        // One that would be due by now was made meanwhile, or nobody waits for it any more.
        let next = self.place.date(at, pen.dice.hours(4.0, 60.0));
        Ok(Command::LogCall(CallDraft {
            account: Self::named(client),
            item: None,
            person: client.contact.clone(),
            outcome,
            minutes: u32::try_from(pen.dice.between(1, 40)).ok().filter(|_| reached),
            notes: if reached { said.words } else { String::new() },
            next: Some(next).filter(|next| !reached && *next > self.place.now),
            opens: None,
            at,
        }))
    }

    fn promise(&self, promise: usize, at: Time) -> Result<Command> {
        let mut pen = Pen::new(self.story, 0x0b0b_0000_0000 ^ promise as u64);
        let template = pen.template().context("the story has no templates")?;
        let client = self.client(&mut pen.dice)?;
        let due = promise_due(promise, at, self.place);
        let proof = match promise % 20 {
            0..=10 => Proof::Real {
                exists: stated("release 5.2, which they tested")?,
                seen: stated("at the pilot line in Gdynia")?,
            },
            11..=16 => {
                let (owner_name, owner) = self.owner(&mut pen.dice)?;
                let by = due - chrono::Duration::days(1);
                Proof::Dated {
                    owner,
                    owner_name,
                    by,
                }
            }
            _ => Proof::Sponsored {
                approver: stated("the head of product")?,
                worth: None,
                knows: ClientKnows::said(true).context("the client knows")?,
            },
        };
        let what = pen.item(template, &client.name).subject;
        Ok(Command::Promise(PromiseCommand::Make(PromiseDraft {
            account: Self::named(client),
            about: None,
            to_whom: client.contact.clone(),
            what: stated(&what)?,
            due,
            proof,
        })))
    }
}

/// Outcomes.
impl Errands<'_> {
    fn outcome(&self, errand: Errand, made: &mut Made, perform: &mut Perform<'_>) -> Result<()> {
        let item = |made: &Made, outcome: usize| {
            let item = made.outcomes.get(&outcome).copied();
            item.context("an outcome that was not entered")
        };
        let command = match errand {
            Errand::Outcome(outcome) => {
                let (measure, unit, from, to) = measured(outcome);
                let days = Self::dice(0xda75, outcome).between(0, 300);
                let done = perform(&Command::Outcome(OutcomeCommand::Add(OutcomeDraft {
                    account: Self::named(self.buyer(outcome)?),
                    deal: DealOf::Nothing,
                    measure: measure.to_owned(),
                    unit: unit.to_owned(),
                    course: Course::new(value(from)?, value(to)?).context("nothing is to change")?,
                    by: self.day(self.place.now, 30 + days),
                })))?;
                made.outcomes.insert(outcome, first(&done)?);
                return Ok(());
            }
            Errand::EndOutcome(outcome) => OutcomeCommand::End {
                item: item(made, outcome)?,
                end: OutcomeEnd::Reached,
            },
            Errand::Reading(outcome, nth) => {
                let (_, _, from, to) = measured(outcome);
                let of = self.records.readings.max(1) as u64;
                let back = nth % FALLS_BACK == FALLS_BACK - 1 && nth + 1 < self.records.readings;
                let nth = (nth as u64 + 1).saturating_sub(if back { 3 } else { 0 });
                // In hundredths: three quarters of the way by now, or all of it where that is the end.
                let way = if Records::outcome_ends(outcome) { 100 } else { 75 };
                let gone = from.abs_diff(to) * way * nth / of;
                let at = if to > from {
                    from * 100 + gone
                } else {
                    from * 100 - gone
                };
                OutcomeCommand::Read(ReadingDraft {
                    item: item(made, outcome)?,
                    value: Value::parse(&format!("{}.{:02}", at / 100, at % 100)).context("no value")?,
                    at: None,
                    source: "their monthly report".to_owned(),
                    words: if nth.is_multiple_of(5) {
                        "we see it on the floor"
                    } else {
                        ""
                    }
                    .to_owned(),
                    problem: false,
                    reached: false,
                })
            }
            Errand::Person(_)
            | Errand::Call(_)
            | Errand::Promise(_)
            | Errand::EndPromise(_)
            | Errand::Deal(_)
            | Errand::Needs(_)
            | Errand::Redate(_)
            | Errand::Concede(_)
            | Errand::EndDeal(_)
            | Errand::Check(_) => return Ok(()),
        };
        perform(&Command::Outcome(command)).map(drop)
    }

    /// Who bought the thing for an outcome.
    pub(super) fn buyer(&self, outcome: usize) -> Result<&Client> {
        self.client(&mut Self::dice(0x07, outcome))
    }

    pub(super) fn day(&self, from: Time, days: u64) -> NaiveDate {
        let today = self.place.calendar.local(from).date_naive();
        today.checked_add_days(Days::new(days)).unwrap_or(today)
    }
}

/// The first row that a command touched: the one that stands for the record it made.
pub(super) fn first(done: &Done) -> Result<ItemNo> {
    done.items.first().copied().context("nothing was made")
}

fn stated(text: &str) -> Result<Stated> {
    Stated::new(text).context("a promise without words")
}

fn value(whole: u64) -> Result<Value> {
    Value::parse(&whole.to_string()).context("no value")
}

fn measured(outcome: usize) -> (&'static str, &'static str, u64, u64) {
    MEASURES
        .get(outcome % MEASURES.len())
        .copied()
        .unwrap_or(("hours saved", "hours", 0, 100))
}

fn promise_end(promise: usize) -> Result<PromiseEnd> {
    Ok(match promise % 10 {
        1 => PromiseEnd::Broken {
            told: stated("it takes a week longer, and why")?,
        },
        2 => PromiseEnd::Released {
            words: "no longer needed".to_owned(),
        },
        _ => PromiseEnd::Kept { told: String::new() },
    })
}
