//! What the rep's own choices teach: a rule worth offering once a row went elsewhere than it showed, three times over.

use rusqlite::Connection;

use super::Act;
use crate::domain::item::Kind;
use crate::domain::learned::{self, Given, LOOKED_AT, Lesson};
use crate::store::{Reader, Result};

impl Act<'_> {
    /// Looks, after a command that passed over the owner shown, whether a rule could be offered.
    pub(super) fn learn(&mut self) -> Result<()> {
        if let Some(kind) = self.overruled {
            self.lesson = learned::lesson(kind, &given(self.transaction, kind)?);
        }
        Ok(())
    }
}

impl Reader {
    /// The rules that the latest hand-offs of each kind teach.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn lessons(&self) -> Result<Vec<Lesson>> {
        let mut lessons = Vec::new();
        for &kind in Kind::ALL {
            lessons.extend(learned::lesson(kind, &given(&self.connection, kind)?));
        }
        Ok(lessons)
    }
}

/// The latest hand-offs of a kind, newest first, as many as are looked at.
fn given(connection: &Connection, kind: Kind) -> Result<Vec<Given>> {
    let mut statement = connection.prepare_cached(
        "SELECT o.handle, s.handle, a.name, i.subject, i.source
         FROM hand_offs h
         JOIN owners o ON o.number = h.owner
         JOIN items i ON i.number = h.item
         JOIN accounts a ON a.number = i.account
         LEFT JOIN owners s ON s.number = h.instead_of
         WHERE h.kind = ?1 ORDER BY h.number DESC LIMIT ?2",
    )?;
    let limit = i64::try_from(LOOKED_AT).unwrap_or(i64::MAX);
    let rows = statement.query_map((kind.as_str(), limit), |row| {
        Ok(Given {
            to: row.get(0)?,
            instead_of: row.get(1)?,
            account: row.get(2)?,
            subject: row.get(3)?,
            source: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
