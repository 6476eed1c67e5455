//! How long owners take for a follow-up, from their finished hand-offs; and the steps that this is counted by.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::domain::deal::Need;
use crate::domain::deal::NeedState;
use crate::domain::deal::close::{Pace, Step};
use crate::domain::ids::OwnerNo;
use crate::domain::worktime::Calendar;
use crate::store::{Result, time};

/// The latest finished hand-offs of an owner that count.
const LATEST: i64 = 50;

/// The owners' times, each asked for once.
pub(in crate::store) struct Paces<'a> {
    pub(super) connection: &'a Connection,
    calendar: &'a Calendar,
    known: BTreeMap<OwnerNo, Pace>,
}

impl<'a> Paces<'a> {
    pub(in crate::store) const fn new(connection: &'a Connection, calendar: &'a Calendar) -> Self {
        Self {
            connection,
            calendar,
            known: BTreeMap::new(),
        }
    }

    /// How long an owner takes: the median over the latest 50 follow-ups that the owner finished.
    fn of(&mut self, owner: OwnerNo) -> Result<Pace> {
        if let Some(pace) = self.known.get(&owner) {
            return Ok(*pace);
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT given_at, ended_at FROM hand_offs WHERE owner = ?1 AND stage = 'done' AND kind = 'follow_up'
             ORDER BY ended_at DESC LIMIT ?2",
        )?;
        let on = |at| self.calendar.local(time(at)).date_naive();
        let days: Vec<i64> = statement
            .query_map((owner.0, LATEST), |row| {
                Ok(self
                    .calendar
                    .working_days_between(on(row.get(0)?), on(row.get(1)?)))
            })?
            .map(|days| days.map(i64::from))
            .collect::<rusqlite::Result<_>>()?;
        let pace = Pace::of(&days);
        self.known.insert(owner, pace);
        Ok(pace)
    }
}

/// The steps that are left among a deal's needs, in order.
pub(in crate::store) fn steps(needs: &[Need], paces: &mut Paces<'_>) -> Result<Vec<Step>> {
    let calendar = paces.calendar;
    needs
        .iter()
        .filter(|need| need.state.is_left())
        .map(|need| {
            let given = match need.state {
                NeedState::UnderWay(at) => Some(calendar.local(at).date_naive()),
                NeedState::Waiting
                | NeedState::Back
                | NeedState::Answered(_)
                | NeedState::Done(_)
                | NeedState::Dropped(_) => None,
            };
            Ok(Step {
                need: need.number,
                given,
                by: need.by_on,
                pace: match &need.owner {
                    Some((owner, _)) => paces.of(*owner)?,
                    None => Pace::Nobody,
                },
            })
        })
        .collect()
}
