//! Making anew whatever is derived from the rows.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{derived, gather, schema};
use crate::domain::Time;
use crate::store::log::LOGGED;
use crate::store::{Result, Store, StoreError, log, migrate};

impl Store {
    /// Makes everything derived anew from the rows, in one transaction: triggers and indexes, who is awake, the counts
    /// and the search. The rows and the log stay as they are. What was wrong comes back in words, a sentence each;
    /// nothing when all was right.
    ///
    /// # Errors
    /// When the store can't be written, or its tables themselves are not downbeat's. Nothing was changed then.
    pub fn rebuild(&mut self, now: Time) -> Result<Vec<String>> {
        let doing = format!("rebuild {}", self.path.display());
        let mended = rebuild(&mut self.connection).map_err(|error| StoreError::of(&doing, &error))?;
        self.tick(now)?;
        Ok(mended)
    }
}

fn rebuild(connection: &mut Connection) -> rusqlite::Result<Vec<String>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut mended = Vec::new();
    mend_schema(&transaction, &mut mended)?;
    mend_commands(&transaction, &mut mended)?;
    mend_awake(&transaction, &mut mended)?;
    mend_tally(&transaction, &mut mended)?;
    mend_search(&transaction, &mut mended)?;
    mend_noted(&transaction, &mut mended)?;
    mend_account_search(&transaction, &mut mended)?;
    transaction.commit()?;
    Ok(mended)
}

/// Puts every trigger and index back as it should be, and takes away triggers that are not downbeat's.
fn mend_schema(transaction: &Transaction<'_>, mended: &mut Vec<String>) -> rusqlite::Result<()> {
    let expected = schema::objects(&migrate::model(migrate::version(transaction)?)?)?;
    let found = schema::objects(transaction)?;
    for (object, sql) in &found {
        let (kind, name) = object;
        let right = expected
            .get(object)
            .is_some_and(|expected| schema::normal(expected) == schema::normal(sql));
        let ours = expected.contains_key(object);
        if !right && schema::can_be_made_anew(object) && (ours || kind == "trigger") {
            transaction.execute_batch(&format!("DROP {kind} \"{}\"", name.replace('"', "\"\"")))?;
            if !ours {
                mended.push(format!("{kind} {name} was not downbeat's and is gone"));
            }
        }
    }
    let left = schema::objects(transaction)?;
    for (object, sql) in &expected {
        if !left.contains_key(object) && schema::can_be_made_anew(object) {
            transaction.execute_batch(sql)?;
            mended.push(format!("{} {} was put back", object.0, object.1));
        }
    }
    log::make_triggers(transaction)
}

/// Ends a command that was left under way, and lets numbers go on from those that are taken.
fn mend_commands(transaction: &Transaction<'_>, mended: &mut Vec<String>) -> rusqlite::Result<()> {
    // What it left is the doctor's to name, and no reason to leave it under way: it ends as a command of no changes.
    transaction.execute("UPDATE running SET command = 0", [])?;
    if transaction.execute("DELETE FROM running", [])? > 0 {
        mended.push("a command that never finished was ended".to_owned());
    }
    for table in LOGGED.iter().map(|logged| logged.table).chain(["commands"]) {
        let ahead: i64 = transaction.query_row(
            &format!("SELECT coalesce(max(number), 0) FROM {table}"),
            [],
            |row| row.get(0),
        )?;
        let changed = transaction.execute(
            "UPDATE sqlite_sequence SET seq = ?2 WHERE name = ?1 AND seq < ?2",
            (table, ahead),
        )?;
        let missing = ahead > 0
            && transaction.execute(
                "INSERT INTO sqlite_sequence (name, seq)
                 SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
                (table, ahead),
            )? > 0;
        if changed > 0 || missing {
            mended.push(format!("the numbers of {table} go on after {ahead} again"));
        }
    }
    Ok(())
}

fn mend_awake(transaction: &Transaction<'_>, mended: &mut Vec<String>) -> rusqlite::Result<()> {
    transaction.execute("INSERT OR IGNORE INTO tick (one, at) VALUES (1, 0)", [])?;
    let wrongs = gather(transaction, "#", derived::AWAKE)?;
    if wrongs.count == 0 {
        return Ok(());
    }
    transaction.execute_batch(
        "DELETE FROM awake;
         INSERT INTO awake (item, kind, calm, client_due)
             SELECT number, kind, 1 - urgent, client_due FROM items
             WHERE state = 'open' AND wake_at <= (SELECT at FROM tick);",
    )?;
    mended.push(format!("the inbox shows what is awake again: {}", wrongs.words()));
    Ok(())
}

fn mend_tally(transaction: &Transaction<'_>, mended: &mut Vec<String>) -> rusqlite::Result<()> {
    let wrongs = derived::wrong_counts(transaction)?;
    if wrongs.count == 0 {
        return Ok(());
    }
    let names: Vec<String> = {
        let model = migrate::model(migrate::version(transaction)?)?;
        let mut statement = model.prepare("SELECT name FROM tally")?;
        statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?
    };
    transaction.execute("DELETE FROM tally", [])?;
    for name in names {
        transaction.execute("INSERT INTO tally (name) VALUES (?1)", [name])?;
    }
    transaction.execute_batch(&format!(
        "UPDATE tally SET n = counted.n FROM ({}) AS counted WHERE counted.name = tally.name",
        derived::TALLY
    ))?;
    mended.push(format!("the header counts rightly again: {}", wrongs.words()));
    Ok(())
}

/// Fills the search anew even when nothing seems wrong: it keeps no text that all of it could be compared with.
fn mend_search(transaction: &Transaction<'_>, mended: &mut Vec<String>) -> rusqlite::Result<()> {
    let wrongs = derived::wrong_in_search(transaction);
    transaction.execute_batch(
        "INSERT INTO search (search) VALUES ('delete-all');
         INSERT INTO search (rowid, subject, client, contact, words)
             SELECT i.number, i.subject, a.name, i.contact, i.words
             FROM items i JOIN accounts a ON a.number = i.account ORDER BY i.number;",
    )?;
    match wrongs {
        Ok(wrongs) if wrongs.count == 0 => {}
        Ok(wrongs) => mended.push(format!("the search was filled anew: {}", wrongs.words())),
        Err(error) => mended.push(format!(
            "the search could not be read and was filled anew ({error})"
        )),
    }
    Ok(())
}

fn mend_noted(transaction: &Transaction<'_>, mended: &mut Vec<String>) -> rusqlite::Result<()> {
    let wrongs = gather(transaction, "note ", derived::NOTED)?;
    if wrongs.count == 0 {
        return Ok(());
    }
    transaction.execute_batch(
        "DELETE FROM noted;
         INSERT INTO noted (account, kind, at, note)
             SELECT i.account, n.kind, n.at, n.number FROM notes n JOIN items i ON i.number = n.item;",
    )?;
    mended.push(format!(
        "accounts have the notes of their items again: {}",
        wrongs.words()
    ));
    Ok(())
}

/// As the search for items: filled anew even when nothing seems wrong.
fn mend_account_search(transaction: &Transaction<'_>, mended: &mut Vec<String>) -> rusqlite::Result<()> {
    let wrongs = derived::wrong_in_account_search(transaction);
    transaction.execute_batch(
        "INSERT INTO account_search (account_search) VALUES ('delete-all');
         INSERT INTO account_search (rowid, name, tags, domain, people, reach)
             SELECT account, name, tags, domain, people, reach FROM account_words ORDER BY account;",
    )?;
    match wrongs {
        Ok(wrongs) if wrongs.count == 0 => {}
        Ok(wrongs) => mended.push(format!(
            "the search for accounts was filled anew: {}",
            wrongs.words()
        )),
        Err(error) => mended.push(format!(
            "the search for accounts could not be read and was filled anew ({error})"
        )),
    }
    Ok(())
}
