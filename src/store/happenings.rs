//! An account's timeline: the newest rows of each table, each read by its own index, and merged.

use rusqlite::{Connection, Row, params};

use super::items::money;
use super::{Reader, Result, accounts, day_of, time, word};
use crate::domain::Time;
use crate::domain::handoff::Stage;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::item::{Ending, Kind};
use crate::domain::listing::Event;
use crate::domain::settings::{CallOutcome, Settings};
use crate::domain::timeline::account::{Happening, What, newest};

/// One table's part of the timeline: the rows of account `?1`, newest first, `?2` at most. The first column is the
/// time, the second the item.
struct Part {
    sql: &'static str,
    read: fn(&Row<'_>) -> rusqlite::Result<What>,
}

const PARTS: &[Part] = &[
    Part {
        // What stands for a promise, a deal and so on is told by that.
        sql: "SELECT arrived_at, number, kind, source, subject FROM items INDEXED BY items_account
              WHERE account = ?1 AND source NOT IN ('promise', 'check', 'outcome', 'deal', 'need', 'ask')
              ORDER BY arrived_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::CameIn {
                kind: word(row.get_ref(2)?.as_str()?, Kind::from_word)?,
                source: row.get(3)?,
                subject: row.get(4)?,
            })
        },
    },
    Part {
        sql: "SELECT closed_at, number, ending, subject FROM items INDEXED BY items_account_closed
              WHERE account = ?1 AND state = 'closed'
                  AND source NOT IN ('promise', 'check', 'outcome', 'deal', 'need', 'ask')
              ORDER BY closed_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Closed {
                ending: word(row.get_ref(2)?.as_str()?, Ending::from_word)?,
                subject: row.get(3)?,
            })
        },
    },
    Part {
        sql: "SELECT h.given_at, h.item, o.name, i.subject
              FROM hand_offs h INDEXED BY hand_offs_account CROSS JOIN owners o ON o.number = h.owner
              CROSS JOIN items i ON i.number = h.item
              WHERE h.account = ?1 ORDER BY h.given_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Handed {
                owner: row.get(2)?,
                subject: row.get(3)?,
            })
        },
    },
    Part {
        sql: "SELECT h.ended_at, h.item, o.name, h.stage, h.answer
              FROM hand_offs h INDEXED BY hand_offs_account_ended CROSS JOIN owners o ON o.number = h.owner
              WHERE h.account = ?1 AND h.ended_at IS NOT NULL ORDER BY h.ended_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::HandOffEnded {
                owner: row.get(2)?,
                stage: word(row.get_ref(3)?.as_str()?, Stage::from_word)?,
                answer: row.get(4)?,
            })
        },
    },
    Part {
        sql: "SELECT at, item, outcome, person, minutes, notes FROM calls INDEXED BY calls_account
              WHERE account = ?1 ORDER BY at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Called {
                outcome: word(row.get_ref(2)?.as_str()?, CallOutcome::from_word)?,
                person: row.get(3)?,
                minutes: row.get(4)?,
                notes: row.get(5)?,
            })
        },
    },
    Part {
        sql: "SELECT d.at, n.item, n.text FROM noted d CROSS JOIN notes n ON n.number = d.note
              WHERE d.account = ?1 AND d.kind = 'note' ORDER BY d.at DESC LIMIT ?2",
        read: |row| Ok(What::Noted(row.get(2)?)),
    },
    Part {
        sql: "SELECT d.at, n.item, n.text FROM noted d CROSS JOIN notes n ON n.number = d.note
              WHERE d.account = ?1 AND d.kind = 'told' ORDER BY d.at DESC LIMIT ?2",
        read: |row| Ok(What::Told(row.get(2)?)),
    },
    Part {
        sql: "SELECT d.at, n.item, n.text FROM noted d CROSS JOIN notes n ON n.number = d.note
              WHERE d.account = ?1 AND d.kind = 'heard' ORDER BY d.at DESC LIMIT ?2",
        read: |row| Ok(What::Heard(row.get(2)?)),
    },
    // From here on an account has few rows of each table.
    Part {
        sql: "SELECT made_at, about, basis, what, to_whom, due_at FROM promises
              WHERE account = ?1 ORDER BY made_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Promised {
                basis: row.get(2)?,
                what: row.get(3)?,
                to_whom: row.get(4)?,
                due: time(row.get(5)?),
            })
        },
    },
    Part {
        sql: "SELECT ended_at, about, state, what, said FROM promises
              WHERE account = ?1 AND state <> 'open' ORDER BY ended_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::PromiseEnded {
                state: row.get(2)?,
                what: row.get(3)?,
                said: row.get(4)?,
            })
        },
    },
    Part {
        sql: "SELECT made_at, NULL, measure, unit, baseline, target, target_on FROM outcomes
              WHERE account = ?1 ORDER BY made_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::OutcomeNoted {
                measure: row.get(2)?,
                unit: row.get(3)?,
                baseline: row.get(4)?,
                target: row.get(5)?,
                on: day_of(row.get_ref(6)?.as_str()?)?,
            })
        },
    },
    Part {
        sql: "SELECT ended_at, NULL, state = 'reached', measure FROM outcomes
              WHERE account = ?1 AND state <> 'open' ORDER BY ended_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::OutcomeEnded {
                reached: row.get(2)?,
                measure: row.get(3)?,
            })
        },
    },
    Part {
        sql: "SELECT r.at, NULL, o.measure, o.unit, r.value, r.source, r.words
              FROM outcomes o CROSS JOIN readings r ON r.outcome = o.number
              WHERE o.account = ?1 ORDER BY r.at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Read {
                measure: row.get(2)?,
                unit: row.get(3)?,
                value: row.get(4)?,
                source: row.get(5)?,
                words: row.get(6)?,
            })
        },
    },
    Part {
        sql: "SELECT ended_at, made_item, days, ending, words FROM checks
              WHERE account = ?1 AND ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Checked {
                days: row.get(2)?,
                ending: row.get(3)?,
                words: row.get(4)?,
            })
        },
    },
    Part {
        sql: "SELECT made_at, NULL, name, value_minor, currency, close_on FROM deals
              WHERE account = ?1 ORDER BY made_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::DealOpened {
                name: row.get(2)?,
                value: money(row, 3, 4)?,
                close: day_of(row.get_ref(5)?.as_str()?)?,
            })
        },
    },
    Part {
        sql: "SELECT ended_at, NULL, state = 'won', name, why FROM deals
              WHERE account = ?1 AND state <> 'open' ORDER BY ended_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::DealEnded {
                won: row.get(2)?,
                name: row.get(3)?,
                why: row.get(4)?,
            })
        },
    },
    Part {
        sql: "SELECT m.at, NULL, d.name, m.from_on, m.to_on, m.tag
              FROM deals d CROSS JOIN close_moves m ON m.deal = d.number
              WHERE d.account = ?1 ORDER BY m.at DESC LIMIT ?2",
        read: |row| {
            Ok(What::CloseMoved {
                deal: row.get(2)?,
                from: day_of(row.get_ref(3)?.as_str()?)?,
                to: day_of(row.get_ref(4)?.as_str()?)?,
                tag: row.get(5)?,
            })
        },
    },
    Part {
        sql: "SELECT c.at, NULL, c.side = 'give', c.what
              FROM deals d CROSS JOIN concessions c ON c.deal = d.number
              WHERE d.account = ?1 ORDER BY c.at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Conceded {
                give: row.get(2)?,
                what: row.get(3)?,
            })
        },
    },
    Part {
        sql: "SELECT a.at, a.item, o.name, a.why FROM asks a JOIN owners o ON o.number = a.owner
              WHERE a.account = ?1 ORDER BY a.at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Asked {
                owner: row.get(2)?,
                why: row.get(3)?,
            })
        },
    },
    Part {
        sql: "SELECT a.ended_at, a.item, o.name, a.ending, a.came_of FROM asks a JOIN owners o ON o.number = a.owner
              WHERE a.account = ?1 AND a.ended_at IS NOT NULL ORDER BY a.ended_at DESC LIMIT ?2",
        read: |row| {
            Ok(What::AskEnded {
                owner: row.get(2)?,
                end: row.get(3)?,
                words: row.get(4)?,
            })
        },
    },
    Part {
        sql: "SELECT v.at, a.item, e.name, e.held_on, v.state, o.name
              FROM invitations v JOIN events e ON e.number = v.event
              LEFT JOIN asks a ON a.number = v.ask LEFT JOIN owners o ON o.number = v.owner
              WHERE v.account = ?1 ORDER BY v.at DESC LIMIT ?2",
        read: |row| {
            Ok(What::Invited {
                event: row.get(2)?,
                on: day_of(row.get_ref(3)?.as_str()?)?,
                state: row.get(4)?,
                by: row.get(5)?,
            })
        },
    },
];

/// What happened with an account, newest first, `limit` at most, and whether there is more.
pub(super) fn of_account(
    connection: &Connection,
    account: AccountNo,
    limit: usize,
) -> Result<(Vec<Happening>, bool)> {
    // One more than asked for, of each: whatever of them is left out tells that there is more.
    let each = i64::try_from(limit.saturating_add(1)).unwrap_or(i64::MAX);
    let mut all = Vec::new();
    for part in PARTS {
        let mut statement = connection.prepare_cached(part.sql)?;
        let rows = statement.query_map(params![account.0, each], |row| {
            Ok(Happening {
                at: time(row.get(0)?),
                item: row.get::<_, Option<i64>>(1)?.map(ItemNo),
                what: (part.read)(row)?,
            })
        })?;
        for row in rows {
            all.push(row?);
        }
    }
    Ok(newest(all, limit))
}

/// What happened, in words.
pub(super) fn events(happenings: &[Happening], settings: &Settings, now: Time) -> Vec<Event> {
    happenings
        .iter()
        .map(|happening| Event {
            at: happening.at,
            words: happening.words(now, &settings.calendar),
        })
        .collect()
}

impl Reader {
    /// What happened with an account, in words, newest first, `limit` at most, and whether there is more.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn timeline_of(
        &self,
        account: AccountNo,
        limit: usize,
        settings: &Settings,
        now: Time,
    ) -> Result<(Vec<Event>, bool)> {
        let transaction = self.connection.unchecked_transaction()?;
        let account = accounts::standing(&transaction, account)?.map_or(account, |(number, _)| number);
        let (happenings, more) = of_account(&transaction, account, limit)?;
        Ok((events(&happenings, settings, now), more))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrate;

    #[test]
    fn no_part_sorts_what_it_could_read_in_order() {
        let connection = migrate::model(migrate::newest()).unwrap();
        // The tables that grow with the store: each is read from its index, newest first.
        for part in &PARTS[..8] {
            let plan: Vec<String> = connection
                .prepare(&format!("EXPLAIN QUERY PLAN {}", part.sql))
                .unwrap()
                .query_map(params![1, 10], |row| row.get(3))
                .unwrap()
                .collect::<rusqlite::Result<_>>()
                .unwrap();
            let plan = plan.join("; ");
            assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{plan}");
        }
    }
}
