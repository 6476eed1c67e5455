//! Errands with deals: entered, needed for, moved, conceded in, won or lost, and looked at after the signature.

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};

use super::errands::{Errands, Made, Perform, first};
use super::{Errand, Fate, Records};
use crate::domain::Time;
use crate::domain::command::{Answer, Command};
use crate::domain::deal::command::{Answers, DealCommand, DealDraft, DealEdit, NeedDraft, Redate};
use crate::domain::deal::{Credit, Deal, MoveTag, Side};
use crate::domain::ids::{DealNo, ItemNo};
use crate::domain::money::{Currency, Money};
use crate::domain::outcome::command::{CheckFound, DealOf, OutcomeCommand, OutcomeEdit};
use crate::store::Checks;

/// An open deal closes so many days after now, at the least, and within so many more.
const CLOSES: (u64, u64) = (20, 240);
/// So many days before a deal closes its first step is due.
const STEP_BEFORE: u64 = 6;
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

impl Errands<'_> {
    pub(super) fn deal(
        &self,
        errand: Errand,
        at: Time,
        made: &mut Made,
        perform: &mut Perform<'_>,
    ) -> Result<()> {
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
            Errand::Redate(nth) => self.redate(nth, &known(made, nth)?, perform),
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
            Errand::EndDeal(nth) => self.end_deal(nth, known(made, nth)?.number, made, perform),
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

    /// Another close date, and why.
    fn redate(&self, nth: usize, deal: &Deal, perform: &mut Perform<'_>) -> Result<()> {
        let to = self.closes(nth + 7);
        if to == deal.close_on {
            return Ok(());
        }
        let tag = if nth.is_multiple_of(2) {
            MoveTag::NewObstacle
        } else {
            MoveTag::AlwaysWrong
        };
        perform(&Command::Deal(DealCommand::Edit {
            deal: deal.number,
            edit: DealEdit {
                close: Some(Redate { to, tag }),
                ..DealEdit::default()
            },
        }))
        .map(drop)
    }

    /// Won or lost, once its owner's step is done; what it was bought for is then bought with it.
    fn end_deal(&self, nth: usize, deal: DealNo, made: &Made, perform: &mut Perform<'_>) -> Result<()> {
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
        perform(&Command::Deal(DealCommand::End {
            deal,
            won: Records::fate(nth) == Fate::Won,
            credit,
        }))?;
        let bought = self
            .outcome_of(nth)
            .and_then(|outcome| made.outcomes.get(&outcome));
        let Some(item) = bought.filter(|item| self.has_none(**item)) else {
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

    /// Whether an outcome is open and has no deal yet: the signature has found it, where it is the client's only one.
    fn has_none(&self, outcome: ItemNo) -> bool {
        let file = self.reader.outcome_of(outcome).ok().flatten();
        file.is_some_and(|file| file.outcome.ended.is_none() && file.outcome.deal.is_none())
    }

    fn closes(&self, nth: usize) -> NaiveDate {
        self.day(self.place.now, CLOSES.0 + nth as u64 * 7 % CLOSES.1)
    }
}
