//! The ready list. Looks at every account with something open: a question for a worker.

use rusqlite::{Connection, params};

use super::{Reader, Result, ms, time};
use crate::domain::Time;
use crate::domain::ids::AccountNo;
use crate::domain::ready::{self, Waiting};

/// Accounts with something open, each with what its place follows from. Each is looked up by indexes alone.
const READY: &str = "
    WITH open (account) AS (
        SELECT account FROM items INDEXED BY items_account_open WHERE state = 'open'
        UNION SELECT account FROM promises WHERE state = 'open'
        UNION SELECT account FROM outcomes WHERE state = 'open'
        UNION SELECT account FROM deals WHERE state = 'open')
    SELECT a.number, a.name,
        (SELECT max(at) FROM calls INDEXED BY calls_reached WHERE account = a.number AND outcome = 'connected'),
        (SELECT max(at) FROM noted WHERE account = a.number AND kind = 'told'),
        (SELECT max(at) FROM noted WHERE account = a.number AND kind = 'heard'),
        (SELECT min(arrived_at) FROM items INDEXED BY items_account WHERE account = a.number),
        (SELECT count(*) FROM (SELECT 1 FROM items INDEXED BY items_account_open
            WHERE account = a.number AND state = 'open' LIMIT 1000)),
        (SELECT count(*) FROM promises INDEXED BY promises_account_open
            WHERE account = a.number AND state = 'open'),
        (SELECT count(*) FROM promises INDEXED BY promises_account_open
            WHERE account = a.number AND state = 'open' AND due_at < ?1),
        (SELECT min(due_at) FROM promises INDEXED BY promises_account_open
            WHERE account = a.number AND state = 'open')
    FROM open o JOIN accounts a ON a.number = o.account";

impl Reader {
    /// The ready list, `limit` at most.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn ready(&self, now: Time, limit: usize) -> Result<Vec<Waiting>> {
        let mut list = waiting(&self.connection, now)?;
        ready::sort(&mut list, now);
        list.truncate(limit);
        Ok(list)
    }
}

fn waiting(connection: &Connection, now: Time) -> Result<Vec<Waiting>> {
    let mut statement = connection.prepare_cached(READY)?;
    let rows = statement.query_map(params![ms(now)], |row| {
        let moment =
            |at: usize| -> rusqlite::Result<Option<Time>> { Ok(row.get::<_, Option<i64>>(at)?.map(time)) };
        let last_words = moment(2)?.max(moment(3)?).max(moment(4)?);
        Ok(Waiting {
            account: AccountNo(row.get(0)?),
            name: row.get(1)?,
            last_words,
            since: last_words.or(moment(5)?).unwrap_or(now),
            items: row.get(6)?,
            promises: row.get(7)?,
            overdue: row.get(8)?,
            next_promise: moment(9)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
