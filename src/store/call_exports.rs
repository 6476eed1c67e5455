//! Logged calls as the shell and other programs want them, each only once for a program.

use rusqlite::{Row, params};

use super::{Reader, Result, ms, time, word};
use crate::domain::Time;
use crate::domain::calls::{LoggedCall, Target, is_salesforce_id};
use crate::domain::ids::{CallNo, ItemNo};
use crate::domain::settings::CallOutcome;

const CALL: &str =
    "SELECT c.number, c.at, a.name, c.person, c.item, c.outcome, c.minutes, c.attempt, c.next_at, c.notes,
        i.source, i.source_key
    FROM calls c JOIN accounts a ON a.number = c.account LEFT JOIN items i ON i.number = c.item";

/// Calls that go into a file for another program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ToExport {
    /// They.
    pub calls: Vec<LoggedCall>,
    /// Those of them that have never stood in such a file.
    pub new: Vec<CallNo>,
    /// How many are left out, because they have.
    pub left_out: usize,
}

fn logged(row: &Row<'_>) -> rusqlite::Result<LoggedCall> {
    let source: Option<String> = row.get(10)?;
    let key: Option<String> = row.get(11)?;
    Ok(LoggedCall {
        call: CallNo(row.get(0)?),
        at: time(row.get(1)?),
        client: row.get(2)?,
        person: row.get(3)?,
        item: row.get::<_, Option<i64>>(4)?.map(ItemNo),
        outcome: word(row.get_ref(5)?.as_str()?, CallOutcome::from_word)?,
        minutes: row.get(6)?,
        attempt: row.get(7)?,
        next: row.get::<_, Option<i64>>(8)?.map(time),
        notes: row.get(9)?,
        salesforce_id: key.filter(|key| {
            source.is_some_and(|source| source.contains("salesforce")) && is_salesforce_id(key)
        }),
    })
}

impl Reader {
    /// The last calls, newest first, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn calls(&self, limit: usize) -> Result<Vec<LoggedCall>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{CALL} ORDER BY c.at DESC, c.number DESC LIMIT ?1"))?;
        let rows = statement.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], logged)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The calls from `from` until before `until`, oldest first, that go into a file for another program: those that
    /// have not stood in one before, or all of them.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn calls_to_export(
        &self,
        target: Target,
        (from, until): (Option<Time>, Option<Time>),
        again: bool,
    ) -> Result<ToExport> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT call.*, EXISTS (SELECT 1 FROM call_exports e WHERE e.call = call.number AND e.target = ?3)
             FROM ({CALL} WHERE c.at >= ?1 AND c.at < ?2) call ORDER BY call.at, call.number"
        ))?;
        let bounds = params![
            from.map_or(i64::MIN, ms),
            until.map_or(i64::MAX, ms),
            target.as_str()
        ];
        let rows = statement.query_map(bounds, |row| Ok((logged(row)?, row.get::<_, bool>(12)?)))?;
        let mut found = ToExport::default();
        for row in rows {
            let (call, before) = row?;
            if before && !again {
                found.left_out += 1;
                continue;
            }
            if !before {
                found.new.push(call.call);
            }
            found.calls.push(call);
        }
        Ok(found)
    }
}
