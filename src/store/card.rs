//! What the boss card says of an account, read table by table; each question has its index and its limit.

mod deals;

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Reader, Result, accounts, day_of, events, ms, time, word};
use crate::domain::Time;
use crate::domain::ask::event::Coming;
use crate::domain::card::{Ahead, Card, Facts, LastWords, Outcome, Playing, Risk, Spoken, Who};
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::item::Kind;
use crate::domain::settings::Settings;

/// Most rows of a table that are looked at for one line.
const LOOKED_AT: i64 = 20;
/// Events ahead that are looked at.
const EVENTS: usize = 5;

/// Items that stand for a record of their own; the record says all that they say.
const STAND_INS: &str = "('promise', 'check', 'outcome', 'deal', 'need', 'ask')";

impl Reader {
    /// The boss card of an account; `None` when there is none with that number.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn card(&self, account: AccountNo, settings: &Settings, now: Time) -> Result<Option<Card>> {
        let transaction = self.connection.unchecked_transaction()?;
        let Some((account, name)) = accounts::standing(&transaction, account)? else {
            return Ok(None);
        };
        let asked = Asked {
            connection: &transaction,
            account,
            settings,
            now,
        };
        let facts = asked.facts()?;
        Ok(Some(Card::of(account, &name, &facts, now, &settings.calendar)))
    }
}

/// The last words with an account, and its open outcomes.
pub(super) fn last_words_and_outcomes(
    connection: &Connection,
    account: AccountNo,
    settings: &Settings,
    now: Time,
) -> Result<(Option<LastWords>, Vec<Outcome>)> {
    let asked = Asked {
        connection,
        account,
        settings,
        now,
    };
    let outcomes = asked.outcomes()?;
    Ok((
        asked.last_words()?,
        outcomes.into_iter().map(|(_, _, outcome)| outcome).collect(),
    ))
}

/// A card being gathered.
struct Asked<'a> {
    connection: &'a Connection,
    account: AccountNo,
    settings: &'a Settings,
    now: Time,
}

/// An open outcome with its number and when it was noted.
type OpenOutcome = (i64, Time, Outcome);

impl Asked<'_> {
    fn facts(&self) -> Result<Facts> {
        let outcomes = self.outcomes()?;
        let last = self.last_words()?;
        let tries_since = self.tries_since(last.as_ref().map(|last| last.at))?;
        let (playing, more_playing) = self.playing()?;
        let mut risks = Vec::new();
        let mut dates = Vec::new();
        self.items(&mut dates, &mut risks)?;
        self.promises(&mut dates, &mut risks)?;
        self.checks(&mut dates)?;
        self.events(&mut dates)?;
        self.deals(&mut dates, &mut risks)?;
        self.readings(&outcomes, &mut dates, &mut risks)?;
        self.champion(&mut risks)?;
        Ok(Facts {
            more_outcomes: u32::try_from(outcomes.len().saturating_sub(1)).unwrap_or(u32::MAX),
            outcome: outcomes.into_iter().next().map(|(_, _, outcome)| outcome),
            last,
            tries_since,
            open: !playing.is_empty() || self.anything_open()?,
            playing,
            more_playing,
            next: dates
                .into_iter()
                .filter(|ahead| ahead.at >= self.now || self.is_today(ahead))
                .min_by_key(|ahead| ahead.at),
            risks,
        })
    }

    fn all<T>(&self, sql: &str, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![self.account.0, LOOKED_AT], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn one<T>(&self, sql: &str, read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>) -> Result<Option<T>> {
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([self.account.0], read)
            .optional()?)
    }

    fn today(&self) -> NaiveDate {
        self.settings.calendar.local(self.now).date_naive()
    }

    fn is_today(&self, ahead: &Ahead) -> bool {
        ahead.whole_day && self.settings.calendar.local(ahead.at).date_naive() == self.today()
    }

    /// The first moment of a day.
    fn begin(&self, day: NaiveDate) -> Time {
        self.settings
            .calendar
            .instant(day.and_time(chrono::NaiveTime::MIN))
    }

    /// Open outcomes, that with the nearest date first.
    fn outcomes(&self) -> Result<Vec<OpenOutcome>> {
        self.all(
            "SELECT number, made_at, measure, unit, baseline, target, target_on,
                 (SELECT value FROM readings WHERE outcome = o.number ORDER BY at DESC, number DESC LIMIT 1),
                 (SELECT at FROM readings WHERE outcome = o.number ORDER BY at DESC, number DESC LIMIT 1)
             FROM outcomes o WHERE account = ?1 AND state = 'open' ORDER BY target_on, number LIMIT ?2",
            |row| {
                let read: Option<i64> = row.get(7)?;
                let at: Option<i64> = row.get(8)?;
                let outcome = Outcome {
                    measure: row.get(2)?,
                    unit: row.get(3)?,
                    baseline: row.get(4)?,
                    target: row.get(5)?,
                    target_on: day_of(row.get_ref(6)?.as_str()?)?,
                    latest: read.zip(at.map(time)),
                };
                Ok((row.get(0)?, time(row.get(1)?), outcome))
            },
        )
    }

    fn last_words(&self) -> Result<Option<LastWords>> {
        let call = self.one(
            "SELECT at, person, notes FROM calls INDEXED BY calls_reached
             WHERE account = ?1 AND outcome = 'connected' ORDER BY at DESC LIMIT 1",
            |row| {
                Ok(LastWords {
                    at: time(row.get(0)?),
                    how: Spoken::Call(row.get(1)?),
                    words: row.get(2)?,
                })
            },
        )?;
        let noted = |kind: &str, how: Spoken| {
            self.one(
                &format!(
                    "SELECT d.at, n.text FROM noted d CROSS JOIN notes n ON n.number = d.note
                     WHERE d.account = ?1 AND d.kind = '{kind}' ORDER BY d.at DESC, d.note DESC LIMIT 1"
                ),
                |row| {
                    Ok(LastWords {
                        at: time(row.get(0)?),
                        how,
                        words: row.get(1)?,
                    })
                },
            )
        };
        // Of one moment the call says more than the note that it left, and what was said more than that something was.
        let mut last = [noted("told", Spoken::Told)?, noted("heard", Spoken::Heard)?, call];
        last.sort_by_key(|words| words.as_ref().map(|words| (words.at, !words.words.is_empty())));
        Ok(last.into_iter().next_back().flatten())
    }

    fn tries_since(&self, since: Option<Time>) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM calls INDEXED BY calls_account
                 WHERE account = ?1 AND at > ?2 AND outcome <> 'connected' LIMIT 100)",
            )?
            .query_row(params![self.account.0, since.map_or(i64::MIN, ms)], |row| {
                row.get(0)
            })?)
    }

    /// Who is on the open items: what is urgent first, then by client clock; how many more there are.
    fn playing(&self) -> Result<(Vec<Playing>, u32)> {
        let playing = self.all(
            &format!(
                "SELECT i.number, i.kind, i.subject, i.play, o.name, h.given_at, i.source = 'ask'
                 FROM items i INDEXED BY items_account_open
                 LEFT JOIN hand_offs h ON h.item = i.number AND h.ended_at IS NULL
                 LEFT JOIN owners o ON o.number = h.owner
                 WHERE i.account = ?1 AND i.state = 'open'
                     AND (i.source NOT IN {STAND_INS} OR i.play = 'owner')
                 ORDER BY i.urgent DESC, i.client_due, i.number LIMIT ?2"
            ),
            |row| {
                let owner: Option<String> = row.get(4)?;
                let since: Option<i64> = row.get(5)?;
                Ok(Playing {
                    item: ItemNo(row.get(0)?),
                    kind: word(row.get_ref(1)?.as_str()?, Kind::from_word)?,
                    subject: row.get(2)?,
                    who: match (owner, since) {
                        (Some(owner), Some(since)) if row.get(6)? => Who::Asked(owner, time(since)),
                        (Some(owner), Some(since)) => Who::Owner(owner, time(since)),
                        _ if row.get_ref(3)?.as_str()? == "first_chair" => Who::Me,
                        _ => Who::Nobody,
                    },
                })
            },
        )?;
        let all: i64 = self
            .one(
                &format!(
                    "SELECT count(*) FROM (SELECT 1 FROM items INDEXED BY items_account_open
                     WHERE account = ?1 AND state = 'open' AND (source NOT IN {STAND_INS} OR play = 'owner')
                     LIMIT 1000)"
                ),
                |row| row.get(0),
            )?
            .unwrap_or(0);
        let shown = i64::try_from(playing.len()).unwrap_or(0);
        Ok((playing, u32::try_from(all - shown).unwrap_or(0)))
    }

    /// The clocks of the open items that stand for themselves.
    fn items(&self, dates: &mut Vec<Ahead>, risks: &mut Vec<Risk>) -> Result<()> {
        let own = format!(
            "SELECT number, client_due, standing_cue FROM items INDEXED BY items_account_open
             WHERE account = ?1 AND state = 'open' AND source NOT IN {STAND_INS}"
        );
        let clocks = |sql: &str, limit: i64| -> Result<Vec<(ItemNo, Time, String)>> {
            Ok(self
                .connection
                .prepare_cached(sql)?
                .query_map(params![self.account.0, limit, ms(self.now)], |row| {
                    Ok((ItemNo(row.get(0)?), time(row.get(1)?), row.get(2)?))
                })?
                .collect::<rusqlite::Result<_>>()?)
        };
        let order = "ORDER BY client_due, number LIMIT ?2";
        let late = clocks(&format!("{own} AND client_due < ?3 {order}"), LOOKED_AT)?;
        risks.extend(
            late.into_iter()
                .map(|(item, due, _)| Risk::ClientLate { due, item }),
        );
        for (item, due, cue) in clocks(&format!("{own} AND client_due >= ?3 {order}"), 1)? {
            let what = if cue == "callback" {
                format!("we call them ({item})")
            } else {
                format!("they hear from us about {item}")
            };
            dates.push(ahead(due, what));
        }
        let silent = self.all(
            "SELECT h.item, h.owner_due, o.name FROM items i INDEXED BY items_account_open
             CROSS JOIN hand_offs h ON h.item = i.number AND h.ended_at IS NULL
             JOIN owners o ON o.number = h.owner
             WHERE i.account = ?1 AND i.state = 'open' ORDER BY h.owner_due, h.item LIMIT ?2",
            |row| Ok((ItemNo(row.get(0)?), time(row.get(1)?), row.get::<_, String>(2)?)),
        )?;
        let late = silent.into_iter().filter(|(_, due, _)| *due < self.now);
        risks.extend(late.map(|(item, due, owner)| Risk::OwnerSilent { due, owner, item }));
        Ok(())
    }

    /// The next event to which they come, or are invited.
    fn events(&self, dates: &mut Vec<Ahead>) -> Result<()> {
        for invitation in events::ahead(self.connection, self.account, self.today(), EVENTS)? {
            let event = &invitation.event_name;
            let what = match invitation.state {
                Coming::Invited => format!("they are invited to {event}"),
                Coming::Coming | Coming::Came => format!("they come to {event}"),
                Coming::Declined | Coming::StayedAway => continue,
            };
            dates.push(Ahead {
                at: self.begin(invitation.on),
                whole_day: true,
                what,
            });
        }
        Ok(())
    }

    fn promises(&self, dates: &mut Vec<Ahead>, risks: &mut Vec<Risk>) -> Result<()> {
        let open = self.all(
            "SELECT due_at, what, basis, approver FROM promises INDEXED BY promises_account_open
             WHERE account = ?1 AND state = 'open' ORDER BY due_at, number LIMIT ?2",
            |row| {
                let (basis, approver): (String, String) = (row.get(2)?, row.get(3)?);
                Ok((time(row.get(0)?), row.get::<_, String>(1)?, basis, approver))
            },
        )?;
        for (due, what, basis, approver) in open {
            if due < self.now {
                risks.push(Risk::PromiseLate { due, what });
            } else {
                dates.push(ahead(due, format!("we promised “{}”", short(&what))));
                if basis == "sponsored" {
                    risks.push(Risk::Sponsored { due, what, approver });
                }
            }
        }
        Ok(())
    }

    fn checks(&self, dates: &mut Vec<Ahead>) -> Result<()> {
        let open = self.all(
            "SELECT due_at, days FROM checks
             WHERE account = ?1 AND ending IS NULL ORDER BY due_at, number LIMIT ?2",
            |row| Ok((time(row.get(0)?), row.get::<_, u32>(1)?)),
        )?;
        dates.extend(
            open.into_iter()
                .map(|(due, days)| ahead(due, format!("the check {days} days after the signature"))),
        );
        Ok(())
    }

    fn readings(
        &self,
        outcomes: &[OpenOutcome],
        dates: &mut Vec<Ahead>,
        risks: &mut Vec<Risk>,
    ) -> Result<()> {
        let today = self.today();
        for (number, made_at, outcome) in outcomes {
            if outcome.target_on >= today {
                dates.push(self.day_ahead(
                    outcome.target_on,
                    format!("the target of {}", short(&outcome.measure)),
                ));
            }
            let values: Vec<i64> = self
                .connection
                .prepare_cached(
                    "SELECT value FROM readings WHERE outcome = ?1 ORDER BY at DESC, number DESC LIMIT 2",
                )?
                .query_map([number], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let grows = outcome.target > outcome.baseline;
            if let [to, from] = values[..]
                && (if grows { to < from } else { to > from })
            {
                risks.push(Risk::FellBack {
                    measure: outcome.measure.clone(),
                    from,
                    to,
                    unit: outcome.unit.clone(),
                });
            }
            let since = outcome.latest.map_or(*made_at, |(_, at)| at);
            let stale = self.settings.calendar.local(since).date_naive()
                + Days::new(self.settings.outcomes.stale_days.into())
                < today;
            if stale {
                risks.push(Risk::Unmeasured {
                    since,
                    measure: outcome.measure.clone(),
                });
            }
        }
        Ok(())
    }

    /// A champion who is gone, and nobody else speaks for the rep.
    fn champion(&self, risks: &mut Vec<Risk>) -> Result<()> {
        let gone = self.one(
            "SELECT name FROM people p WHERE account = ?1 AND champion = 1 AND gone = 1 AND merged_into IS NULL
                 AND NOT EXISTS (SELECT 1 FROM people q WHERE q.account = p.account AND q.champion = 1
                     AND q.gone = 0 AND q.merged_into IS NULL)
             ORDER BY match_name LIMIT 1",
            |row| row.get(0),
        )?;
        risks.extend(gone.map(|name| Risk::ChampionGone { name }));
        Ok(())
    }

    fn anything_open(&self) -> Result<bool> {
        Ok(self
            .one(
                "SELECT EXISTS (SELECT 1 FROM items INDEXED BY items_account_open WHERE account = ?1 AND state = 'open')
                     OR EXISTS (SELECT 1 FROM outcomes WHERE account = ?1 AND state = 'open')",
                |row| row.get(0),
            )?
            .unwrap_or(false))
    }

    fn day_ahead(&self, day: NaiveDate, what: String) -> Ahead {
        Ahead {
            at: self.begin(day),
            whole_day: true,
            what,
        }
    }
}

const fn ahead(at: Time, what: String) -> Ahead {
    Ahead {
        at,
        whole_day: false,
        what,
    }
}

fn short(text: &str) -> String {
    crate::domain::clean::line(text, 90)
}
