//! Checks: made when a deal is won, each closed with how the client is.

use super::super::Act;
use super::super::items::Turn;
use super::super::stands_for::FollowUp;
use crate::domain::clean;
use crate::domain::command::AccountRef;
use crate::domain::deal::Deal;
use crate::domain::deal::command::DealDraft;
use crate::domain::handoff::Stage;
use crate::domain::ids::{CheckNo, ItemNo};
use crate::domain::item::{Cue, Item, Wake};
use crate::domain::life::Refusal;
use crate::domain::outcome::command::CheckFound;
use crate::domain::outcome::{Check, CheckEnd, days_after, words};
use crate::domain::stands_for::StandsFor;
use crate::store::{Result, StoreError, outcomes};

/// The source of a check's follow-up.
const SOURCE: &str = "check";

impl Act<'_> {
    /// The client has signed: the checks that follow, each a follow-up that sleeps until its day. In words, when they are:
    /// `checks after 7, 30, 60 and 90 days`; `None` when the config wants none.
    pub(in crate::store::perform) fn check_after_signature(&mut self, won: &Deal) -> Result<Option<String>> {
        let settings = self.moment.settings;
        for &days in &settings.outcomes.checks {
            let calendar = &settings.calendar;
            let day = calendar.working_day_from(days_after(self.moment.now, days, calendar));
            let due = Wake {
                at: calendar.morning(day),
                cue: Cue::CheckDue,
            };
            let mut check = Check {
                number: CheckNo(0),
                item: ItemNo(0),
                account: won.account,
                client: won.account_name.clone(),
                deal: won.number,
                deal_name: won.name.clone(),
                days,
                due_at: due.at,
                ended: None,
                made_item: None,
                made_deal: None,
                words: String::new(),
            };
            let item = self.follow_up(FollowUp {
                source: SOURCE,
                account: (won.account, &won.account_name),
                contact: None,
                subject: &words::check_subject(&check),
                due,
                client_due: due.at,
            })?;
            check.item = item.number;
            outcomes::insert_check(self.transaction, &check, self.moment.now)?;
        }
        Ok(after(&settings.outcomes.checks))
    }

    /// How the client is: fine, or a problem that becomes a support call, or an opportunity that becomes a deal.
    pub(super) fn end_check(&mut self, item: ItemNo, found: &CheckFound, text: &str) -> Result<String> {
        let mut check = outcomes::check_of_item(self.transaction, item)?.ok_or_else(|| {
            StoreError::refused(format!(
                "{item} is no check; `downbeat outcome checks` shows those there are"
            ))
        })?;
        if let Some((_, end)) = check.ended {
            return Err(StoreError::refused(format!(
                "{} was closed already: {}",
                words::check_named(&check),
                end.words()
            )));
        }
        let said = clean::block(text, clean::WORDS);
        self.close_follow_up(check.item, Stage::Done, "")?;
        check.ended = Some((self.moment.now, found.end()));
        check.words.clone_from(&said);
        let (made_deal, came) = match found {
            CheckFound::Fine => (None, String::new()),
            CheckFound::Problem { what } => {
                let what = clean::line(what, clean::SUBJECT);
                let what = if what.is_empty() {
                    format!("Problem {} days after \"{}\"", check.days, check.deal_name)
                } else {
                    what
                };
                let (item, came) = self.support_call(&check.client, &what, &said)?;
                check.made_item = Some(item);
                (None, format!("; {came}"))
            }
            CheckFound::Opportunity {
                name,
                value,
                close_on,
            } => {
                let deal = self.make_deal(&DealDraft {
                    account: AccountRef::Number(check.account),
                    name: name.clone(),
                    value: *value,
                    stage: None,
                    close_on: *close_on,
                    next_step: String::new(),
                })?;
                (
                    Some(deal.number),
                    format!("; deal {} {} made", deal.item, deal.name),
                )
            }
        };
        outcomes::save_check(self.transaction, &check, made_deal)?;
        Ok(format!(
            "{}: {}{came}",
            words::check_named(&check).trim_end_matches('?'),
            found.end().words()
        ))
    }

    /// A check that was closed as fine too early can be asked again. What one has made stands, so that it stays closed.
    pub(super) fn reopen_check(&mut self, number: CheckNo, item: &mut Item) -> Turn {
        let mut check = outcomes::check(self.transaction, number)?;
        match check.ended {
            None => return Err(Refusal::Open(item.number).into()),
            Some((_, CheckEnd::Fine)) => {}
            Some((_, CheckEnd::Problem | CheckEnd::Opportunity)) => {
                return Err(Refusal::Ended(item.number, StandsFor::Check(number)).into());
            }
        }
        check.ended = None;
        check.words = String::new();
        outcomes::save_check(self.transaction, &check, None)?;
        let due = Wake {
            at: check.due_at,
            cue: Cue::CheckDue,
        };
        let ended = self.moment.reopen_with_record(item, due, due.at)?;
        Ok((ended, "reopened".to_owned()))
    }
}

/// `checks after 7, 30, 60 and 90 days`.
fn after(days: &[u32]) -> Option<String> {
    let (last, before) = days.split_last()?;
    let before: Vec<String> = before.iter().map(ToString::to_string).collect();
    Some(if before.is_empty() {
        format!("a check after {last} days")
    } else {
        format!("checks after {} and {last} days", before.join(", "))
    })
}
