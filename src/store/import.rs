//! Importing: other programs' exports become items, as one command over all files.
//!
//! Rows are matched by their source's own key. A new one becomes an item; of one that is known, what the source
//! changed since the last import is written, and the item wakes if that is news. Memory does not grow with the file.

mod marks;
mod renew;
pub(super) mod search;
mod words;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::items::{self, SourceMark};
use super::{Result, Store, StoreError, accounts, lists, log, ms, undo};
use crate::domain::clock::Moment;
use crate::domain::draft::{Arrival, Field, Intake};
use crate::domain::ids::{CommandNo, ItemNo};
use crate::domain::item::{Closed, Cue, Ending, Item, Standing};
use crate::domain::settings::Settings;
use crate::domain::{Time, clean};
use marks::Marks;
use renew::News;

/// The skipped rows that a report names; the rest are counted.
const NAMED: usize = 1_000;
/// Progress is told once in so many rows.
const STEP: u64 = 64;

/// The rows of one file.
pub struct Batch<'a> {
    /// The source they come from: `shopify`, `zendesk`, a mapping's name. Keys are unique within it.
    pub source: String,
    /// The file as the rep named it, for words.
    pub file: String,
    /// The rows. They are fetched one by one while the store is held for writing.
    pub rows: Box<dyn Iterator<Item = Intake> + 'a>,
}

/// A row that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// The file, as the rep named it.
    pub file: String,
    /// The line on which the row starts, counted from 1.
    pub line: u64,
    /// Why, in words that say what to do.
    pub reason: String,
}

/// What an import came to. Every row that came in is in exactly one of `new`, `changed`, `unchanged` and
/// `skipped_count`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// The command that one undo takes back; `None` when nothing was new or changed, and after a dry run.
    pub command: Option<CommandNo>,
    /// Rows that became items.
    pub new: u64,
    /// Rows that changed an item.
    pub changed: u64,
    /// Rows that said nothing new, and rows older than what was imported before.
    pub unchanged: u64,
    /// Of the new: finished at their source already, so they arrived closed.
    pub history: u64,
    /// Of the changed: slept or were closed, and are in front of the rep now.
    pub woke: u64,
    /// The first 1,000 rows that could not be taken.
    pub skipped: Vec<Skip>,
    /// How many could not be taken.
    pub skipped_count: u64,
    /// All of it on one line.
    pub words: String,
}

impl ImportReport {
    fn rows(&self) -> u64 {
        self.new + self.changed + self.unchanged + self.skipped_count
    }

    fn skip(&mut self, file: &str, line: u64, reason: String) {
        self.skipped_count += 1;
        if self.skipped.len() < NAMED {
            self.skipped.push(Skip {
                file: file.to_owned(),
                line,
                reason,
            });
        }
    }
}

impl Store {
    /// Imports files as one command. With `dry_run` everything is tried and nothing kept. `progress` is called now
    /// and then with the number of rows done.
    ///
    /// Of two rows with the same key, also in one run, the later one is the newer, unless the source's own dates say
    /// otherwise. When nothing was new or changed, no command is left behind.
    ///
    /// # Errors
    /// When the store can't be written. Nothing was changed then.
    pub fn import(
        &mut self,
        batches: Vec<Batch<'_>>,
        settings: &Settings,
        now: Time,
        dry_run: bool,
        progress: &mut dyn FnMut(u64),
    ) -> Result<ImportReport> {
        let window = self.window.id;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        lists::tick(&transaction, now)?;
        let command = log::begin(&transaction, log::Entry::Do, window, "import", now, true)?;
        let newest = newest_item(&transaction)?;
        let mut run = Run {
            transaction: &transaction,
            moment: Moment { settings, now },
            command,
            newest,
            report: ImportReport::default(),
        };
        let files: Vec<String> = batches.iter().map(|batch| batch.file.clone()).collect();
        for batch in batches {
            run.take_in(batch, progress)?;
        }
        let mut report = run.report;
        progress(report.rows());
        report.words = words::said(&report, &files, dry_run);
        if dry_run || report.new + report.changed == 0 {
            transaction.rollback()?;
            return Ok(report);
        }
        search::fill(&transaction, command, newest)?;
        log::end(&transaction, command, &report.words)?;
        transaction.commit()?;
        report.command = Some(command);
        Ok(report)
    }
}

/// An import under way.
struct Run<'a> {
    transaction: &'a Transaction<'a>,
    moment: Moment<'a>,
    command: CommandNo,
    /// The newest item there was before.
    newest: i64,
    report: ImportReport,
}

/// An item that the source knows.
struct Known {
    number: ItemNo,
    seen_at: Option<i64>,
    marks: Marks,
}

/// What a row came to.
enum Outcome {
    New { history: bool },
    Changed { woke: bool },
    Unchanged,
}

impl Run<'_> {
    fn take_in(&mut self, batch: Batch<'_>, progress: &mut dyn FnMut(u64)) -> Result<()> {
        let Batch { source, file, rows } = batch;
        for row in rows {
            match row {
                Intake::Skipped { line, reason } => self.report.skip(&file, line, reason),
                Intake::Arrival(row) => match self.arrive(&source, &row) {
                    Ok(outcome) => self.count(&outcome),
                    // What the store refuses of one row never stops the others.
                    Err(StoreError::Refused(why)) => self.report.skip(&file, row.line, why),
                    Err(error) => return Err(error),
                },
            }
            if self.report.rows().is_multiple_of(STEP) {
                progress(self.report.rows());
            }
        }
        Ok(())
    }

    fn count(&mut self, outcome: &Outcome) {
        let report = &mut self.report;
        match outcome {
            Outcome::New { history } => {
                report.new += 1;
                report.history += u64::from(*history);
            }
            Outcome::Changed { woke } => {
                report.changed += 1;
                report.woke += u64::from(*woke);
            }
            Outcome::Unchanged => report.unchanged += 1,
        }
    }

    fn arrive(&mut self, source: &str, row: &Arrival) -> Result<Outcome> {
        if clean::line(&row.account, 1).is_empty() || row.key.is_empty() {
            return Err(StoreError::refused(
                "the row lacks its client's name or its source's key; fill it in the file and import it again",
            ));
        }
        match self.known(source, &row.key)? {
            Some(known) if row.unsaid.is_empty() => self.renew(known, row, &Marks::of(row)),
            Some(known) => self.renew(known, row, &Marks::said_by(row)),
            None => self.add(source, row, &Marks::of(row)),
        }
    }

    fn known(&self, source: &str, key: &str) -> Result<Option<Known>> {
        Ok(self
            .transaction
            .prepare_cached(
                "SELECT number, source_seen_at, source_marks FROM items WHERE source = ?1 AND source_key = ?2",
            )?
            .query_row([source, key], |found| {
                Ok(Known {
                    number: ItemNo(found.get(0)?),
                    seen_at: found.get(1)?,
                    marks: Marks::stored(found.get(2)?),
                })
            })
            .optional()?)
    }

    fn add(&self, source: &str, row: &Arrival, marks: &Marks) -> Result<Outcome> {
        let moment = &self.moment;
        let (account, account_name, _) = accounts::named(self.transaction, &row.account, moment.now)?;
        let standing = if let Some(finished) = &row.finished {
            Standing::Closed(Closed {
                at: finished.at,
                ending: Ending::History,
                reason: None,
                minutes: None,
            })
        } else {
            // Nothing arrives in the future, whatever another program's clock or zone says.
            let arrived_at = row.arrived_at.min(moment.now);
            let default = || moment.client_default(row.kind, row.urgent, arrived_at);
            Standing::Open(moment.arrived(row.due.unwrap_or_else(default), Cue::New))
        };
        let item = Item {
            number: ItemNo(0),
            kind: row.kind,
            account,
            account_name,
            contact: row.contact.clone(),
            subject: row.subject.clone(),
            words: row.words.clone(),
            mood: None,
            urgent: row.urgent,
            value: row.value,
            source: source.to_owned(),
            source_key: Some(row.key.clone()),
            arrived_at: row.arrived_at,
            standing,
        };
        let mark = SourceMark {
            seen_at: row.updated_at.map(ms),
            marks: Some(marks.as_str().to_owned()),
        };
        items::insert(self.transaction, &item, &mark, moment.now)?;
        Ok(Outcome::New {
            history: row.finished.is_some(),
        })
    }

    fn renew(&mut self, mut known: Known, row: &Arrival, marks: &Marks) -> Result<Outcome> {
        let mut seen_at = row.updated_at.map(ms);
        if row.unsaid.contains(&Field::Updated) {
            // It can't be told from an older one by its date, only by what it says.
            seen_at = seen_at.max(known.seen_at);
        }
        let same = |known: &Known| seen_at == known.seen_at && !marks.differ(&known.marks);
        // Where the source once gave a date and gives none now, the row is from before there was one.
        if seen_at < known.seen_at || same(&known) {
            return Ok(Outcome::Unchanged);
        }
        let mut item = items::load(self.transaction, known.number)?;
        if self.supersede(&mut known, &mut item)? && same(&known) {
            return Ok(Outcome::Unchanged);
        }
        let news = News {
            moment: self.moment,
            row,
            now: marks,
            before: &known.marks,
        };
        let slept = !self.is_awake(&item);
        news.write(self.transaction, &mut item)?;
        let ended = news.turn(&mut item);
        let mark = SourceMark {
            seen_at,
            marks: Some(marks.over(&known.marks).as_str().to_owned()),
        };
        items::save_turn_marked(self.transaction, &item, ended.as_ref(), &mark)?;
        Ok(Outcome::Changed {
            woke: slept && self.is_awake(&item),
        })
    }

    /// Of several rows with one key only the last counts, so what this run made of a known item by an earlier one is
    /// taken back first. A file that holds a key twice would otherwise change the item each time it is imported.
    /// `true` when there was an earlier one.
    fn supersede(&mut self, known: &mut Known, item: &mut Item) -> Result<bool> {
        if known.number.0 > self.newest || !undo::strike(self.transaction, self.command, known.number)? {
            return Ok(false);
        }
        let was_awake = self.is_awake(item);
        *item = items::load(self.transaction, known.number)?;
        self.report.changed -= 1;
        self.report.unchanged += 1;
        self.report.woke -= u64::from(was_awake && !self.is_awake(item));
        (known.seen_at, known.marks) = self
            .transaction
            .prepare_cached("SELECT source_seen_at, source_marks FROM items WHERE number = ?1")?
            .query_row([known.number.0], |found| {
                Ok((found.get(0)?, Marks::stored(found.get(1)?)))
            })?;
        Ok(true)
    }

    fn is_awake(&self, item: &Item) -> bool {
        item.open().is_some_and(|open| open.wake.at <= self.moment.now)
    }
}

fn newest_item(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("SELECT coalesce(max(number), 0) FROM items", [], |row| row.get(0))?)
}
