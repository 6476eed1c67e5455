//! What is derived from the rows, compared with what it would be if made anew: who is awake, the counts, the search.

use rusqlite::Connection;

use super::{Finding, REBUILD, Wrongs, gather};
use crate::domain::Time;
use crate::store::{ms, search, time};

/// How far the tick may be ahead of the clock before that is worth a word.
const AHEAD: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// Items that are awake and not listed so, or listed so and not awake, or listed wrongly.
pub(super) const AWAKE: &str = "
    SELECT i.number FROM items i
    WHERE i.state = 'open' AND i.wake_at <= (SELECT at FROM tick) AND NOT EXISTS (
        SELECT 1 FROM awake a WHERE a.item = i.number AND a.kind = i.kind AND a.calm = 1 - i.urgent
            AND a.client_due = i.client_due)
    UNION ALL
    SELECT a.item FROM awake a WHERE NOT EXISTS (
        SELECT 1 FROM items i WHERE i.number = a.item AND i.state = 'open'
            AND i.wake_at <= (SELECT at FROM tick))";

/// The counts as they should be.
pub(super) const TALLY: &str = "
    SELECT 'awake ' || kind AS name, count(*) AS n FROM awake GROUP BY kind
    UNION ALL SELECT state || ' ' || kind, count(*) FROM items GROUP BY state, kind
    UNION ALL SELECT 'waiting ' || kind, count(*) FROM hand_offs WHERE ended_at IS NULL GROUP BY kind
    UNION ALL SELECT 'untold', count(*) FROM hand_offs WHERE ended_at IS NULL AND told_at IS NULL";

/// Items that the search does not have, or has though they are gone.
const SEARCH: &str = "
    SELECT i.number FROM items i WHERE NOT EXISTS (SELECT 1 FROM search_docsize d WHERE d.id = i.number)
    UNION ALL
    SELECT d.id FROM search_docsize d WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.number = d.id)";

/// Notes that their account's list lacks, or has though they are another's or gone.
pub(super) const NOTED: &str = "
    SELECT n.number FROM notes n JOIN items i ON i.number = n.item WHERE NOT EXISTS (
        SELECT 1 FROM noted d WHERE d.account = i.account AND d.kind = n.kind AND d.at = n.at AND d.note = n.number)
    UNION ALL
    SELECT d.note FROM noted d WHERE NOT EXISTS (
        SELECT 1 FROM notes n JOIN items i ON i.number = n.item
        WHERE n.number = d.note AND i.account = d.account AND n.kind = d.kind AND n.at = d.at)";

/// Accounts that the search for accounts does not have, or has though they are gone or were merged.
const ACCOUNT_SEARCH: &str = "
    SELECT a.number FROM accounts a WHERE a.merged_into IS NULL
        AND NOT EXISTS (SELECT 1 FROM account_search_docsize d WHERE d.id = a.number)
    UNION ALL
    SELECT d.id FROM account_search_docsize d WHERE NOT EXISTS (
        SELECT 1 FROM accounts a WHERE a.number = d.id AND a.merged_into IS NULL)";

pub(super) fn look_at_noted(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let wrongs = gather(connection, "note ", NOTED)?;
    Ok(vec![if wrongs.count > 0 {
        Finding::wrong(
            "notes",
            format!(
                "accounts do not have the notes of their items: {}",
                wrongs.words()
            ),
            REBUILD,
        )
    } else {
        Finding::well("notes", "every account has the notes of its items")
    }])
}

pub(super) fn look_at_account_search(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let wrongs = wrong_in_account_search(connection)?;
    Ok(vec![if wrongs.count > 0 {
        Finding::wrong(
            "accounts",
            format!(
                "the search for accounts is not what it should be: {}",
                wrongs.words()
            ),
            REBUILD,
        )
    } else {
        Finding::well("accounts", "every account is found by its name")
    }])
}

/// Accounts that the search lacks, has too much, or has under another name. It keeps no text of its own, so the names
/// are tried on the newest alone.
pub(super) fn wrong_in_account_search(connection: &Connection) -> rusqlite::Result<Wrongs> {
    let mut wrongs = gather(connection, "account ", ACCOUNT_SEARCH)?;
    if wrongs.count > 0 {
        return Ok(wrongs);
    }
    let mut statement = connection.prepare(
        "SELECT number, name FROM accounts WHERE merged_into IS NULL ORDER BY number DESC LIMIT 100",
    )?;
    let mut found = connection.prepare(
        "SELECT EXISTS (SELECT 1 FROM account_search WHERE account_search MATCH ?1 AND rowid = ?2)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (number, name): (i64, String) = (row.get(0)?, row.get(1)?);
        let Some(word) = name.split_whitespace().find_map(search::query) else {
            continue;
        };
        let has: bool = found.query_row(
            (format!("name : {}", word.trim_end_matches('*')), number),
            |row| row.get(0),
        )?;
        if !has {
            wrongs.add(|| format!("account {number} is not found by its name"));
        }
    }
    Ok(wrongs)
}

pub(super) fn look_at_awake(connection: &Connection, now: Time) -> rusqlite::Result<Vec<Finding>> {
    let wrongs = gather(connection, "#", AWAKE)?;
    if wrongs.count > 0 {
        return Ok(vec![Finding::wrong(
            "awake",
            format!("the inbox does not show what is awake: {}", wrongs.words()),
            REBUILD,
        )]);
    }
    let (tick, awake): (i64, i64) = connection.query_row(
        "SELECT (SELECT at FROM tick), (SELECT count(*) FROM awake)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let words = format!("the inbox shows the {awake} items that are awake");
    Ok(vec![if tick > ms(now + AHEAD) {
        Finding::note(
            "awake",
            format!(
                "{words}, as of {}, which this machine's clock has not reached",
                time(tick).format("%Y-%m-%d %H:%M UTC")
            ),
            "check the date and time of this machine; the inbox follows at the next start",
        )
    } else {
        Finding::well("awake", words)
    }])
}

pub(super) fn look_at_tally(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let wrongs = wrong_counts(connection)?;
    Ok(vec![if wrongs.count > 0 {
        Finding::wrong(
            "counts",
            format!("the header counts wrongly: {}", wrongs.words()),
            REBUILD,
        )
    } else {
        Finding::well("counts", "the header's counts are those of the rows")
    }])
}

/// Counts that are not those of the rows.
pub(super) fn wrong_counts(connection: &Connection) -> rusqlite::Result<Wrongs> {
    let mut wrongs = Wrongs::default();
    let mut statement = connection.prepare(&format!(
        "WITH counted AS ({TALLY})
         SELECT coalesce(t.name, c.name), t.n, coalesce(c.n, 0)
         FROM tally t FULL JOIN counted c ON c.name = t.name WHERE t.n IS NOT coalesce(c.n, 0)"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, said, counted): (String, Option<i64>, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        wrongs.add(|| match said {
            Some(said) => format!("{name} is said to be {said} and is {counted}"),
            None => format!("{name} is missing and is {counted}"),
        });
    }
    Ok(wrongs)
}

pub(super) fn look_at_search(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let wrongs = wrong_in_search(connection)?;
    if wrongs.count > 0 {
        return Ok(vec![Finding::wrong(
            "search",
            format!("the search does not have what the rows have: {}", wrongs.words()),
            REBUILD,
        )]);
    }
    let count: i64 = connection.query_row("SELECT count(*) FROM search_docsize", [], |row| row.get(0))?;
    Ok(vec![Finding::well("search", format!("it has all {count} items"))])
}

/// Items that the search lacks, has too much, or has under other words. The search keeps no text of its own, so the
/// words are tried on the newest and the oldest items alone.
pub(super) fn wrong_in_search(connection: &Connection) -> rusqlite::Result<Wrongs> {
    let mut wrongs = gather(connection, "#", SEARCH)?;
    if wrongs.count > 0 {
        return Ok(wrongs);
    }
    let mut statement = connection.prepare(
        "SELECT i.number, i.subject, a.name FROM items i JOIN accounts a ON a.number = i.account WHERE i.number IN (
             SELECT number FROM (SELECT number FROM items ORDER BY number DESC LIMIT 100)
             UNION SELECT number FROM (SELECT number FROM items ORDER BY number LIMIT 100))",
    )?;
    let mut found =
        connection.prepare("SELECT EXISTS (SELECT 1 FROM search WHERE search MATCH ?1 AND rowid = ?2)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        for (column, at) in [("subject", 1), ("client", 2)] {
            let text: String = row.get(at)?;
            let Some(word) = text.split_whitespace().find_map(search::query) else {
                continue;
            };
            // The whole word: what merely begins so would have to be gathered from the whole index first.
            let query = format!("{column} : {}", word.trim_end_matches('*'));
            let has: bool = found.query_row((query, number), |row| row.get(0))?;
            if !has {
                wrongs.add(|| format!("#{number} is not found by its {column}"));
            }
        }
    }
    Ok(wrongs)
}
