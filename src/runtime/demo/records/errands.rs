//! How each errand with a record is run: the command that it is, with the numbers that earlier ones were given.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};

use super::super::dice::Dice;
use super::super::more::{Client, Pen};
use super::super::place::Place;
use super::super::story::Story;
use super::{Errand, Fate, Records, promise_due};
use crate::domain::Time;
use crate::domain::account::{AccountCommand, PersonDraft};
use crate::domain::command::{AccountRef, Answer, CallDraft, Command, Done};
use crate::domain::deal::command::{Answers, DealCommand, DealDraft, DealEdit, NeedDraft, Redate};
use crate::domain::deal::{Credit, Deal, MoveTag, Side};
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::money::{Currency, Money};
use crate::domain::outcome::command::{
    CheckFound, DealOf, OutcomeCommand, OutcomeDraft, OutcomeEdit, ReadingDraft,
};
use crate::domain::outcome::{Course, OutcomeEnd, Value};
use crate::domain::promise::{ClientKnows, PromiseCommand, PromiseDraft, PromiseEnd, Proof, Stated};
use crate::domain::settings::CallOutcome;
use crate::store::{Checks, Reader};

/// An open deal closes so many days after now, at the least, and within so many more.
const CLOSES: (u64, u64) = (20, 240);
/// So many days before a deal closes its first step is due.
const STEP_BEFORE: u64 = 6;
/// A reading in so many falls back; the latest never does.
const FALLS_BACK: usize = 9;
/// What the value of a measure goes from, to, and by with each reading, at least and at most.
const MEASURES: &[(&str, &str, u64, u64)] = &[
    ("days to invoice", "days", 60, 20),
    ("orders shipped on time", "%", 70, 98),
    ("calls to support a month", "calls", 400, 90),
    ("lines run without a stop", "hours", 20, 160),
];
const STEPS: &[&str] = &[
    "security questionnaire answered",
    "terms agreed with legal",
    "pilot line set up",
    "price for the second site",
    "reference call arranged",
];
const GIVEN: &[&str] = &[
    "60 days to pay",
    "training free of charge",
    "5 % off the first year",
];
const GOT: &[&str] = &[
    "a reference visit",
    "signature this quarter",
    "the second site with it",
];

/// The numbers that records were given.
#[derive(Debug, Default)]
pub(in crate::runtime::demo) struct Made {
    promises: BTreeMap<usize, ItemNo>,
    outcomes: BTreeMap<usize, ItemNo>,
    deals: BTreeMap<usize, Deal>,
    /// The step of each deal that an owner has.
    steps: BTreeMap<usize, ItemNo>,
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
type Perform<'p> = dyn FnMut(&Command) -> Result<Done> + 'p;

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
    fn dice(kind: u64, number: usize) -> Dice {
        Dice::new((kind << 40) ^ number as u64)
    }

    fn client(&self, dice: &mut Dice) -> Result<&Client> {
        dice.pick(self.clients).context("there are no clients")
    }

    fn named(client: &Client) -> AccountRef {
        AccountRef::Named(client.name.clone())
    }

    fn owner(&self, dice: &mut Dice) -> Result<(String, OwnerNo)> {
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

/// Outcomes and deals.
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

    fn deal(&self, errand: Errand, at: Time, made: &mut Made, perform: &mut Perform<'_>) -> Result<()> {
        let known = |made: &Made, nth: usize| {
            let deal = made.deals.get(&nth).cloned();
            deal.context("a deal that was not entered")
        };
        match errand {
            Errand::Deal(nth) => {
                let done = perform(&self.new_deal(nth)?)?;
                let deal = self
                    .reader
                    .deal_of(first(&done)?)?
                    .context("a deal that is not there")?;
                made.deals.insert(nth, deal);
                Ok(())
            }
            Errand::Needs(nth) => self.needs(nth, &known(made, nth)?, made, perform),
            Errand::Redate(nth) => {
                let deal = known(made, nth)?;
                let to = self.closes(nth + 7);
                let tag = if nth.is_multiple_of(2) {
                    MoveTag::NewObstacle
                } else {
                    MoveTag::AlwaysWrong
                };
                if to == deal.close_on {
                    return Ok(());
                }
                perform(&Command::Deal(DealCommand::Edit {
                    deal: deal.number,
                    edit: DealEdit {
                        close: Some(Redate { to, tag }),
                        ..DealEdit::default()
                    },
                }))
                .map(drop)
            }
            Errand::Concede(nth) => {
                let deal = known(made, nth)?.number;
                let mut concede = |side, list: &[&str]| {
                    perform(&Command::Deal(DealCommand::Concede {
                        deal,
                        side,
                        what: list
                            .get(nth / 4 % list.len())
                            .copied()
                            .unwrap_or_default()
                            .to_owned(),
                        answers: Answers::Usual,
                    }))
                };
                concede(Side::Give, GIVEN)?;
                if nth.is_multiple_of(8) {
                    concede(Side::Get, GOT)?;
                }
                Ok(())
            }
            Errand::EndDeal(nth) => {
                if let Some(step) = made.steps.get(&nth) {
                    perform(&Command::Finish {
                        items: vec![*step],
                        told: true,
                        reason: None,
                        minutes: None,
                        words: String::new(),
                    })?;
                }
                let credits = [Credit::Mine, Credit::Team, Credit::Client, Credit::Luck];
                let credit = credits.get(nth % credits.len()).copied().unwrap_or(Credit::Luck);
                let deal = known(made, nth)?.number;
                perform(&Command::Deal(DealCommand::End {
                    deal,
                    won: Records::fate(nth) == Fate::Won,
                    credit,
                }))?;
                let bought = self
                    .outcome_of(nth)
                    .and_then(|outcome| made.outcomes.get(&outcome));
                let Some(item) = bought.filter(|item| self.is_open(**item)) else {
                    return Ok(());
                };
                perform(&Command::Outcome(OutcomeCommand::Edit {
                    item: *item,
                    edit: OutcomeEdit {
                        deal: Some(DealOf::That(deal)),
                        ..OutcomeEdit::default()
                    },
                }))
                .map(drop)
            }
            Errand::Check(nth) => {
                let deal = known(made, nth)?;
                let asked = Checks {
                    ended: false,
                    account: Some(deal.account),
                };
                let checks = self.reader.checks(asked, 100)?;
                let due = checks
                    .iter()
                    .find(|check| check.deal == deal.number && check.due_at <= at);
                let Some(check) = due else {
                    return Ok(());
                };
                perform(&Command::Outcome(OutcomeCommand::Check {
                    item: check.item,
                    found: CheckFound::Fine,
                    words: "it runs as they hoped".to_owned(),
                }))
                .map(drop)
            }
            Errand::Person(_)
            | Errand::Call(_)
            | Errand::Promise(_)
            | Errand::EndPromise(_)
            | Errand::Outcome(_)
            | Errand::Reading(..)
            | Errand::EndOutcome(_) => Ok(()),
        }
    }

    /// Who bought the thing for an outcome.
    fn buyer(&self, outcome: usize) -> Result<&Client> {
        self.client(&mut Self::dice(0x07, outcome))
    }

    /// The outcome that a deal is for, where it is won: another one for each deal.
    fn outcome_of(&self, deal: usize) -> Option<usize> {
        let outcome = deal * self.records.outcomes / self.records.deals.max(1);
        (Records::fate(deal) == Fate::Won && self.records.outcomes > 0).then_some(outcome)
    }

    fn new_deal(&self, nth: usize) -> Result<Command> {
        let mut dice = Self::dice(0xdea1, nth);
        let client = match self.outcome_of(nth) {
            Some(outcome) => self.buyer(outcome)?,
            None => self.client(&mut dice)?,
        };
        let code = if nth.is_multiple_of(5) { "USD" } else { "EUR" };
        Ok(Command::Deal(DealCommand::Add(DealDraft {
            account: Self::named(client),
            name: format!("Line {} retrofit", nth % 97 + 1),
            value: Some(Money {
                minor: i64::try_from(dice.between(2_000, 200_000) * 100)?,
                currency: Currency::parse(code).context("no currency")?,
            }),
            stage: None,
            close_on: self.closes(nth),
            next_step: "send the offer for the second site".to_owned(),
        })))
    }

    /// A step that its owner has a date for, one that is planned, and one of the client's own.
    fn needs(&self, nth: usize, deal: &Deal, made: &mut Made, perform: &mut Perform<'_>) -> Result<()> {
        let mut dice = Self::dice(0x4eed, nth);
        let step = |nth: usize| {
            STEPS
                .get(nth % STEPS.len())
                .copied()
                .unwrap_or_default()
                .to_owned()
        };
        let (_, owner) = self.owner(&mut dice)?;
        let by = deal.close_on.checked_sub_days(Days::new(STEP_BEFORE));
        let draft = NeedDraft {
            deal: deal.number,
            what: step(nth),
            owner: Some(owner),
            by_on: by,
            at: None,
            later: false,
            brief: None,
        };
        let asked = perform(&Command::Deal(DealCommand::Need(draft.clone())))?;
        if let Some(item) = asked.items.iter().find(|item| **item != deal.item) {
            made.steps.insert(nth, *item);
            let by = self.place.date(self.place.now, dice.hours(10.0, 60.0));
            perform(&Command::Answer {
                items: vec![*item],
                answer: Answer::Acknowledged { by: Some(by) },
                words: "In hand".to_owned(),
            })?;
        }
        let planned = NeedDraft {
            what: step(nth + 1),
            later: true,
            by_on: None,
            ..draft.clone()
        };
        let own = NeedDraft {
            what: step(nth + 2),
            owner: None,
            by_on: None,
            ..draft
        };
        for draft in [planned, own] {
            perform(&Command::Deal(DealCommand::Need(draft)))?;
        }
        Ok(())
    }

    fn is_open(&self, outcome: ItemNo) -> bool {
        let file = self.reader.outcome_of(outcome).ok().flatten();
        file.is_some_and(|file| file.outcome.ended.is_none())
    }

    fn closes(&self, nth: usize) -> NaiveDate {
        self.day(self.place.now, CLOSES.0 + nth as u64 * 7 % CLOSES.1)
    }

    fn day(&self, from: Time, days: u64) -> NaiveDate {
        let today = self.place.calendar.local(from).date_naive();
        today.checked_add_days(Days::new(days)).unwrap_or(today)
    }
}

/// The first row that a command touched: the one that stands for the record it made.
fn first(done: &Done) -> Result<ItemNo> {
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
