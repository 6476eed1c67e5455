//! What the rep says of meetings without a log; and the rep's own absence.

use rusqlite::params;

use super::Act;
use crate::domain::command::{AccountRef, CallDraft, Recipient, Remark};
use crate::domain::diary::{DiaryCommand, Loan, MeetingAnswer, MeetingState, minutes};
use crate::domain::ids::{AccountNo, ItemNo, MeetingNo};
use crate::domain::item::{Cue, Standing};
use crate::domain::settings::CallOutcome;
use crate::domain::stands_for::StandsFor;
use crate::domain::{Time, say};
use crate::store::diary::{self, Meeting};
use crate::store::{Result, StoreError, calls, items, lists, ms, new_id};

/// Over how many working days overdue rows are spread at most.
const DAYS: u32 = 20;

impl Act<'_> {
    /// Does a command on the diary.
    pub(super) fn diary(&mut self, command: &DiaryCommand) -> Result<String> {
        match command {
            DiaryCommand::Answer {
                meetings,
                answer,
                client,
            } => self.answer_meetings(meetings, *answer, client.as_ref()),
            DiaryCommand::Away { until, lend } => self.away(*until, lend.as_ref()),
            DiaryCommand::Back { spread } => self.back(*spread),
        }
    }

    /// Meetings that a call at that time answers are off the list in the command that logs it.
    pub(super) fn settle_meetings(&self, account: AccountNo, at: Time) -> Result<()> {
        let call = calls::latest(self.transaction)?;
        for meeting in diary::answered_by(self.transaction, account, at)? {
            diary::settle(self.transaction, meeting, MeetingState::Logged, Some(call))?;
        }
        Ok(())
    }

    fn answer_meetings(
        &mut self,
        meetings: &[MeetingNo],
        answer: MeetingAnswer,
        client: Option<&AccountRef>,
    ) -> Result<String> {
        let mut said = Vec::new();
        for number in meetings {
            let meeting = diary::load(self.transaction, *number)?;
            if meeting.state != MeetingState::Open {
                return Err(StoreError::refused(format!(
                    "meeting {number} has been answered: {}; `downbeat diary` lists those without a log",
                    became(meeting.state)
                )));
            }
            let words = match answer {
                MeetingAnswer::Called(outcome) => self.log_meeting(&meeting, outcome, client)?,
                MeetingAnswer::NoCall => {
                    self.count += 1;
                    diary::settle(self.transaction, *number, MeetingState::Ignored, None)?;
                    format!("{} was no call with a client", named(&meeting))
                }
                MeetingAnswer::Later => {
                    self.count += 1;
                    let asks = self.calendar().next_morning(self.moment.now);
                    self.transaction
                        .prepare_cached("UPDATE meetings SET ask_at = ?2 WHERE number = ?1")?
                        .execute(params![number.0, ms(asks)])?;
                    let day = say::long(asks, self.moment.now, self.calendar());
                    format!("{} is asked for again {day}", named(&meeting))
                }
            };
            said.push(words);
        }
        Ok(match said.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first}, and {} more", rest.len()),
        })
    }

    /// Logs the call that a meeting was: with its minutes if it connected, else with the next try of the cadence.
    fn log_meeting(
        &mut self,
        meeting: &Meeting,
        outcome: CallOutcome,
        client: Option<&AccountRef>,
    ) -> Result<String> {
        let account = meeting.account.map(AccountRef::Number);
        let Some(account) = client.cloned().or(account) else {
            return Err(StoreError::refused(format!(
                "nobody knows which client {} was with: say it, as in `downbeat diary answer {} --client NAME`",
                named(meeting),
                meeting.number
            )));
        };
        let (account, _, _) = crate::store::accounts::resolve(self.transaction, &account, self.moment.now)?;
        let next = if outcome.reached() {
            None
        } else {
            let chase = calls::chase(self.transaction, account, None)?;
            let (settings, now) = (self.moment.settings, self.moment.now);
            chase
                .try_that_ended(outcome, &settings.cadences, now, self.calendar())
                .next
        };
        let said = self.log_call(&CallDraft {
            account: AccountRef::Number(account),
            item: None,
            person: meeting.who.split(", ").next().unwrap_or_default().to_owned(),
            outcome,
            minutes: minutes(meeting.starts_at, meeting.ends_at).filter(|_| outcome.reached()),
            notes: meeting.title.clone(),
            next,
            opens: None,
            at: meeting.starts_at,
        })?;
        // Whoever was named now may not be whom the diary thought of.
        let call = calls::latest(self.transaction)?;
        self.transaction
            .prepare_cached("UPDATE meetings SET account = ?2 WHERE number = ?1")?
            .execute(params![meeting.number.0, account.0])?;
        diary::settle(self.transaction, meeting.number, MeetingState::Logged, Some(call))?;
        Ok(said)
    }

    fn away(&mut self, until: Time, lend: Option<&Loan>) -> Result<String> {
        let now = self.moment.now;
        if until <= now {
            return Err(StoreError::refused(
                "the day you are back must be in the future: name a later one",
            ));
        }
        if let Some(standing) = diary::absence(self.transaction)? {
            if standing.holds(now) {
                return Err(StoreError::refused(format!(
                    "you are {} already: come back first (`downbeat back`)",
                    diary::away_words(standing, now, self.moment.settings)
                )));
            }
            self.end_absence()?;
        }
        let lent = match lend {
            Some(loan) => self.lend(loan, until)?,
            None => String::new(),
        };
        self.transaction
            .prepare_cached("INSERT INTO absences (id, from_at, until_at) VALUES (?1, ?2, ?3)")?
            .execute(params![new_id(now), ms(now), ms(until)])?;
        self.count += 1;
        let until = say::long(until, now, self.calendar());
        Ok(format!("away until {until}: nothing falls due before{lent}"))
    }

    /// Hands rows to a stand-in: those named, or all that nobody has and that would fall due.
    fn lend(&mut self, loan: &Loan, until: Time) -> Result<String> {
        let owner = self.owner(loan.to)?;
        let rows = if loan.items.is_empty() {
            let mut statement = self.transaction.prepare_cached(
                "SELECT number FROM items INDEXED BY items_client_due
                 WHERE state = 'open' AND client_due < ?1 AND play = 'nobody' ORDER BY client_due, number",
            )?;
            let rows = statement.query_map([ms(until)], |row| row.get(0).map(ItemNo))?;
            rows.collect::<rusqlite::Result<Vec<ItemNo>>>()?
        } else {
            loan.items.clone()
        };
        let before = self.count;
        // What can't be handed to anybody stays, and is named; the absence does not fail by it.
        for row in rows {
            let handed = self.each(&[row], |act, item| {
                act.hand_off(item, Recipient::Owner(owner.number), None)
            });
            match handed {
                Ok(_) => {}
                Err(StoreError::Refused(why) | StoreError::NeedsReason(why)) => self.left_out.push(why),
                Err(error) => return Err(error),
            }
        }
        Ok(match self.count - before {
            0 => format!(", and nothing was there to lend to {}", owner.name),
            1 => format!(", 1 row lent to {}", owner.name),
            many => format!(", {many} rows lent to {}", owner.name),
        })
    }

    fn end_absence(&mut self) -> Result<()> {
        self.transaction
            .prepare_cached("UPDATE absences SET back_at = ?1 WHERE back_at IS NULL")?
            .execute([ms(self.moment.now)])?;
        self.count += 1;
        Ok(())
    }

    /// The rep is back: everything wakes, and what is overdue is spread over so many working days.
    fn back(&mut self, spread: u32) -> Result<String> {
        let now = self.moment.now;
        let Some(absence) = diary::absence(self.transaction)? else {
            return Err(StoreError::refused(
                "you are not away: `downbeat away until DATE` says that you are",
            ));
        };
        if !(1..=DAYS).contains(&spread) {
            return Err(StoreError::refused(format!(
                "what is overdue is spread over 1 to {DAYS} working days: name one of these"
            )));
        }
        self.end_absence()?;
        lists::tick(self.transaction, now)?;
        let rows = self.overdue()?;
        self.remark = self.still_lent(absence.from)?;
        let days = usize::try_from(spread).unwrap_or(1);
        let first = rows.len().div_ceil(days);
        for (at, number) in rows.iter().enumerate().skip(first) {
            let day = u32::try_from(at / first.max(1)).unwrap_or(spread);
            self.put_off(*number, day)?;
        }
        Ok(match (rows.len(), days) {
            (0, _) => "back: nothing is overdue".to_owned(),
            (1, _) => "back: 1 row is overdue".to_owned(),
            (all, 1) => format!("back: {all} rows are overdue"),
            (all, days) => {
                format!("back: {all} overdue rows spread over {days} working days, {first} of them today")
            }
        })
    }

    /// What is in front of the rep and past its client clock: what was promised first, then whose client was promised
    /// most, then urgent, then the oldest.
    fn overdue(&self) -> Result<Vec<ItemNo>> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT i.number FROM awake w JOIN items i ON i.number = w.item WHERE w.client_due < ?1
             ORDER BY i.source = 'promise' DESC,
                 (SELECT count(*) FROM promises p WHERE p.account = i.account AND p.state = 'open') DESC,
                 w.calm, w.client_due, w.item",
        )?;
        let rows = statement.query_map([ms(self.moment.now)], |row| row.get(0).map(ItemNo))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Puts a row off by so many working days: asleep until that morning, and its client hears by that evening. The date
    /// of a record is the record's own.
    fn put_off(&mut self, number: ItemNo, days: u32) -> Result<()> {
        let calendar = self.calendar();
        let today = calendar.local(self.moment.now).date_naive();
        let day = calendar.working_days_later(today, days);
        let (morning, evening) = (calendar.morning(day), calendar.evening(day));
        let mut item = items::load(self.transaction, number)?;
        let of_record = StandsFor::of(&item.source, 0).is_some();
        if let Standing::Open(open) = &mut item.standing
            && !of_record
        {
            open.client_due = if open.standing_cue == Cue::Callback {
                morning
            } else {
                evening
            };
        }
        let ended = self.moment.snooze(&mut item, morning)?;
        items::save_turn(self.transaction, &item, ended.as_ref())?;
        self.touch(number);
        Ok(())
    }

    /// What a stand-in still has of what was lent.
    fn still_lent(&self, since: Time) -> Result<Option<Remark>> {
        let lent: i64 = self
            .transaction
            .prepare_cached("SELECT count(*) FROM hand_offs h WHERE h.ended_at IS NULL AND h.given_at = ?1")?
            .query_row([ms(since)], |row| row.get(0))?;
        Ok((lent > 0).then(|| {
            Remark::Words(match lent {
                1 => "1 row is still lent: recall it in Waiting".to_owned(),
                many => format!("{many} rows are still lent: recall them in Waiting"),
            })
        }))
    }
}

/// What became of a meeting, in words.
const fn became(state: MeetingState) -> &'static str {
    match state {
        MeetingState::Open => "not yet",
        MeetingState::Logged => "a call is logged",
        MeetingState::Ignored => "it was no call with a client",
        MeetingState::Gone => "it was called off",
    }
}

fn named(meeting: &Meeting) -> String {
    match meeting.title.as_str() {
        "" => format!("meeting {}", meeting.number),
        title => format!("\"{title}\""),
    }
}
