//! Plays the client's side: each thing as the command that the rep would have given.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::super::play::Player;
use super::super::story::Story;
use super::{
    Card, Deal, Deed, Doing, Outcome, Person, Promise, Reading, Record, Turn, ahead, client, day, money,
};
use crate::domain::Time;
use crate::domain::account::{AccountCommand, AccountDraft, PersonDraft};
use crate::domain::command::{AccountRef, Command, Done, Told};
use crate::domain::deal::command::{Answers, DealCommand, DealDraft, DealEdit, NeedDraft, Redate};
use crate::domain::deal::{DealFile, Need, Side};
use crate::domain::ids::{DealNo, EventNo, ItemNo};
use crate::domain::outcome::command::{CheckFound, DealOf, OutcomeCommand, OutcomeDraft, ReadingDraft};
use crate::domain::outcome::{Check, CheckEnd, Course, Value};
use crate::domain::promise::{
    ClientKnows, PromiseCommand, PromiseDraft, PromiseEdit, PromiseEnd, Proof, Stated,
};
use crate::store::Checks;

/// More checks than the demo has.
const CHECKS: usize = 1_000;

/// What was made so far.
#[derive(Debug, Default)]
pub(in super::super) struct Made {
    /// Deals by the names that the file has for them.
    deals: BTreeMap<String, DealNo>,
    /// The rows of promises and outcomes, by their places in the file.
    promises: BTreeMap<usize, ItemNo>,
    outcomes: BTreeMap<usize, ItemNo>,
    /// The rows of asks likewise, and events by the names that the file has for them.
    pub(super) asks: BTreeMap<usize, ItemNo>,
    pub(super) events: BTreeMap<String, EventNo>,
}

impl Player<'_> {
    /// One thing on the client's side happens.
    pub(in super::super) fn record(&mut self, story: &Story, deed: Deed<'_>, at: Time) -> Result<()> {
        match deed {
            Deed::Card(card) => self.card(story, card, at),
            Deed::Person(person) => self.person(story, person, at),
            Deed::Deal(deal) => self.deal(story, deal, at).with_context(|| deal.id.clone()),
            Deed::Turn(deal, turn) => self
                .turn(deal, turn, at)
                .with_context(|| format!("{}, {:?}", deal.id, turn.what)),
            Deed::Promise(index, promise) => self
                .promise(story, index, promise, at)
                .with_context(|| promise.what.clone()),
            Deed::OfPromise(index, promise, turn) => self
                .of_promise(index, turn, at)
                .with_context(|| format!("{}, {:?}", promise.what, turn.what)),
            Deed::Outcome(index, outcome) => self
                .outcome(story, index, outcome, at)
                .with_context(|| outcome.measure.clone()),
            Deed::Event(event) => self.event(event, at),
            Deed::Invited(event, one) => self.invited(story, event, one, at),
            Deed::Ask(index, ask) => self.ask(story, index, ask, at),
            Deed::OfAsk(index, turn) => self.of_ask(index, turn, at),
            Deed::AskEnd(index, end) => self.ask_ended(index, end, at),
            Deed::Calendar(meetings) => self.calendar(meetings, at),
            Deed::Reading(index, reading) => self
                .reading(index, reading, at)
                .with_context(|| format!("the reading {}", reading.value)),
        }
    }

    fn card(&mut self, story: &Story, card: &Card, at: Time) -> Result<()> {
        let draft = AccountDraft {
            name: client(story, &card.account).to_owned(),
            domain: card.domain.clone(),
            tags: card.tags.clone(),
            phones: card.phones.clone(),
            emails: Vec::new(),
        };
        self.perform(&Command::Account(AccountCommand::Add(draft)), at)?;
        Ok(())
    }

    fn person(&mut self, story: &Story, person: &Person, at: Time) -> Result<()> {
        let command = AccountCommand::AddPerson {
            account: AccountRef::Named(client(story, &person.account).to_owned()),
            person: PersonDraft {
                name: person.name.clone(),
                role: person.role.clone(),
                champion: person.champion,
                phones: person.phones.clone(),
                emails: person.emails.clone(),
                words: person.words.clone(),
            },
        };
        self.perform(&Command::Account(command), at)?;
        Ok(())
    }

    fn deal(&mut self, story: &Story, deal: &Deal, at: Time) -> Result<()> {
        let draft = DealDraft {
            account: AccountRef::Named(client(story, &deal.account).to_owned()),
            name: deal.name.clone(),
            value: Some(money(&deal.value, &deal.currency)?),
            stage: None,
            close_on: day(self.place, deal.close_in_days),
            next_step: deal.next_step.clone(),
        };
        let item = first(&self.perform(&Command::Deal(DealCommand::Add(draft)), at)?)?;
        let made = self.reader.deal_of(item)?.context("the deal was not made")?;
        self.clients.deals.insert(deal.id.clone(), made.number);
        Ok(())
    }

    fn deal_number(&self, id: &str) -> Result<DealNo> {
        self.clients
            .deals
            .get(id)
            .copied()
            .with_context(|| format!("the story of the demo has no deal \"{id}\" yet"))
    }

    fn file(&self, id: &str, at: Time) -> Result<DealFile> {
        let number = self.deal_number(id)?;
        self.reader
            .deal(number, self.settings, at)?
            .context("the deal is not in the store")
    }

    fn turn(&mut self, of: &Deal, turn: &Turn, at: Time) -> Result<()> {
        let what = match turn.what {
            Doing::Record(record) => record,
            Doing::Item(what) => {
                let item = self.item_of(of, turn, at)?;
                return self.step(item, "", &turn.step(what), at);
            }
        };
        let deal = self.deal_number(&of.id)?;
        let edit = |edit| DealCommand::Edit { deal, edit };
        let command = match what {
            Record::Stage => edit(DealEdit {
                stage: turn.stage.clone(),
                ..DealEdit::default()
            }),
            Record::Moved => edit(DealEdit {
                close: Some(Redate {
                    to: day(self.place, turn.close_in_days.context("a move without a date")?),
                    tag: turn.tag.context("a move without a tag")?,
                }),
                ..DealEdit::default()
            }),
            Record::Worth => {
                let value = turn.value.as_deref().context("a worth without a value")?;
                edit(DealEdit {
                    value: Some(Some(money(value, &of.currency)?)),
                    ..DealEdit::default()
                })
            }
            Record::Plans => edit(DealEdit {
                next_step: Some(turn.words.clone()),
                ..DealEdit::default()
            }),
            Record::Need => return self.need(deal, turn, at),
            Record::NeedDone => DealCommand::NeedDone(self.need_of(of, &turn.words, at)?.number),
            Record::Gave | Record::Got => DealCommand::Concede {
                deal,
                side: if what == Record::Gave {
                    Side::Give
                } else {
                    Side::Get
                },
                what: turn.words.clone(),
                answers: if turn.alone {
                    Answers::Nothing
                } else {
                    Answers::Usual
                },
            },
            Record::Won | Record::Lost => DealCommand::End {
                deal,
                won: what == Record::Won,
                credit: turn.credit.context("an end without a credit")?,
            },
            Record::Check => return self.check(of, turn, at),
            Record::Redated | Record::Kept | Record::Broken | Record::Released => {
                bail!("a deal is not a promise")
            }
        };
        self.perform(&Command::Deal(command), at)?;
        Ok(())
    }

    fn need(&mut self, deal: DealNo, turn: &Turn, at: Time) -> Result<()> {
        let owner = turn.to.as_deref().map(|handle| self.owner(handle)).transpose()?;
        let draft = NeedDraft {
            deal,
            what: turn.words.clone(),
            owner,
            by_on: turn.by_in_days.map(|days| day(self.place, days)),
            at: None,
            later: turn.later,
            brief: None,
        };
        let done = self.perform(&Command::Deal(DealCommand::Need(draft)), at)?;
        if owner.is_some() && !turn.later {
            self.passed_on(first(&done)?, at)?;
        }
        Ok(())
    }

    fn need_of(&self, of: &Deal, what: &str, at: Time) -> Result<Need> {
        let file = self.file(&of.id, at)?;
        file.needs
            .into_iter()
            .find(|need| need.what == what)
            .with_context(|| format!("it does not need \"{what}\""))
    }

    /// The check of a deal after so many days.
    fn check_of(&self, of: &Deal, days: u32) -> Result<Check> {
        let deal = self.deal_number(&of.id)?;
        for ended in [false, true] {
            let asked = Checks { ended, account: None };
            let checks = self.reader.checks(asked, CHECKS)?;
            let found = checks
                .into_iter()
                .find(|one| one.deal == deal && one.days == days);
            if let Some(check) = found {
                return Ok(check);
            }
        }
        bail!("there is no check after {days} days")
    }

    /// The row that a step of the story is done to: that of a need, or the support call that a check made.
    fn item_of(&self, of: &Deal, turn: &Turn, at: Time) -> Result<ItemNo> {
        match (&turn.need, turn.check) {
            (Some(need), _) => self
                .need_of(of, need, at)?
                .item
                .context("nobody was asked for it"),
            (None, Some(days)) => self
                .check_of(of, days)?
                .made_item
                .context("the check made nothing"),
            (None, None) => bail!("it says neither of which need nor of which check"),
        }
    }

    fn check(&mut self, of: &Deal, turn: &Turn, at: Time) -> Result<()> {
        let check = self.check_of(of, turn.check.context("a check without its days")?)?;
        let found = match turn.found.context("a check without what was found")? {
            CheckEnd::Fine => CheckFound::Fine,
            CheckEnd::Problem => CheckFound::Problem {
                what: turn.subject.clone(),
            },
            CheckEnd::Opportunity => CheckFound::Opportunity {
                name: turn.subject.clone(),
                value: turn
                    .value
                    .as_deref()
                    .map(|value| money(value, &of.currency))
                    .transpose()?,
                close_on: day(
                    self.place,
                    turn.close_in_days.context("an opportunity without a date")?,
                ),
            },
        };
        let problem = matches!(found, CheckFound::Problem { .. });
        let command = OutcomeCommand::Check {
            item: check.item,
            found,
            words: turn.words.clone(),
        };
        self.perform(&Command::Outcome(command), at)?;
        if problem {
            let made = self.check_of(of, check.days)?.made_item;
            self.passed_on(made.context("the check made nothing")?, at)?;
        }
        Ok(())
    }

    fn promise(&mut self, story: &Story, index: usize, promise: &Promise, at: Time) -> Result<()> {
        let said = |text: &Option<String>| {
            text.as_deref()
                .and_then(Stated::new)
                .context("a proof without words")
        };
        let proof = match (&promise.owner, &promise.approver) {
            (Some(handle), _) => Proof::Dated {
                owner: self.owner(handle)?,
                owner_name: String::new(),
                by: ahead(self.place, promise.by_in_days.context("an owner without a date")?),
            },
            (None, Some(_)) => Proof::Sponsored {
                approver: said(&promise.approver)?,
                worth: match (&promise.value, &promise.currency) {
                    (Some(value), Some(currency)) => Some(money(value, currency)?),
                    (Some(_) | None, _) => None,
                },
                knows: ClientKnows::said(true).context("the client knows")?,
            },
            (None, None) => Proof::Real {
                exists: said(&promise.exists)?,
                seen: said(&promise.seen)?,
            },
        };
        let draft = PromiseDraft {
            account: AccountRef::Named(client(story, &promise.account).to_owned()),
            about: None,
            to_whom: promise.to.clone(),
            what: Stated::new(&promise.what).context("a promise of nothing")?,
            due: ahead(self.place, promise.due_in_days),
            proof,
        };
        let item = first(&self.perform(&Command::Promise(PromiseCommand::Make(draft)), at)?)?;
        self.clients.promises.insert(index, item);
        if promise.owner.is_some() {
            self.passed_on(item, at)?;
        }
        Ok(())
    }

    fn of_promise(&mut self, index: usize, turn: &Turn, at: Time) -> Result<()> {
        let item = *self.clients.promises.get(&index).context("it was not made yet")?;
        let told = turn.words.clone();
        let end = match turn.what {
            Doing::Item(what) => return self.step(item, "", &turn.step(what), at),
            Doing::Record(Record::Redated) => {
                let edit = PromiseEdit {
                    due: turn.due_in_days.map(|days| ahead(self.place, days)),
                    ..PromiseEdit::default()
                };
                self.perform(&Command::Promise(PromiseCommand::Edit { item, edit }), at)?;
                return Ok(());
            }
            Doing::Record(Record::Kept) => PromiseEnd::Kept { told },
            Doing::Record(Record::Released) => PromiseEnd::Released { words: told },
            Doing::Record(Record::Broken) => PromiseEnd::Broken {
                told: Stated::prose(&told).context("the client was told nothing")?,
            },
            Doing::Record(
                Record::Stage
                | Record::Moved
                | Record::Worth
                | Record::Plans
                | Record::Need
                | Record::NeedDone
                | Record::Gave
                | Record::Got
                | Record::Won
                | Record::Lost
                | Record::Check,
            ) => bail!("a promise is not a deal"),
        };
        self.perform(&Command::Promise(PromiseCommand::End { item, end }), at)?;
        Ok(())
    }

    fn outcome(&mut self, story: &Story, index: usize, outcome: &Outcome, at: Time) -> Result<()> {
        let course = Course::new(value(&outcome.baseline)?, value(&outcome.target)?);
        let draft = OutcomeDraft {
            account: AccountRef::Named(client(story, &outcome.account).to_owned()),
            deal: DealOf::That(self.deal_number(&outcome.deal)?),
            measure: outcome.measure.clone(),
            unit: outcome.unit.clone(),
            course: course.context("it leads nowhere")?,
            by: day(self.place, outcome.by_in_days),
        };
        let item = first(&self.perform(&Command::Outcome(OutcomeCommand::Add(draft)), at)?)?;
        self.clients.outcomes.insert(index, item);
        Ok(())
    }

    fn reading(&mut self, index: usize, reading: &Reading, at: Time) -> Result<()> {
        let item = *self
            .clients
            .outcomes
            .get(&index)
            .context("its outcome was not made yet")?;
        let draft = ReadingDraft {
            item,
            value: value(&reading.value)?,
            at: None,
            source: reading.source.clone(),
            words: reading.words.clone(),
            problem: false,
            reached: reading.reached,
        };
        self.perform(&Command::Outcome(OutcomeCommand::Read(draft)), at)?;
        Ok(())
    }

    /// The owner of a row has been told.
    pub(super) fn passed_on(&mut self, item: ItemNo, at: Time) -> Result<()> {
        let command = Command::MarkTold {
            items: vec![item],
            how: Told::Copied,
        };
        self.perform(&command, at)?;
        Ok(())
    }
}

pub(super) fn first(done: &Done) -> Result<ItemNo> {
    done.items.first().copied().context("nothing was made")
}

fn value(text: &str) -> Result<Value> {
    Value::parse(text).with_context(|| format!("\"{text}\" is no value"))
}
