//! The rep's diary: meetings and calls without a log, and what a new reading of a calendar or a phone makes of them.

mod clients;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::import::Skip;
use super::{Reader, Result, Store, StoreError, lists, log, ms, new_id, time, word};
use crate::domain::Time;
use crate::domain::clean;
use crate::domain::diary::{
    Absence, Asked, DiaryFile, DiarySource, Entry, LeftOut, MeetingState, Unlogged, answering,
};
use crate::domain::ids::{AccountNo, CallNo, CommandNo, MeetingNo};
use crate::domain::listing::MOST_COUNTED;
use crate::domain::say;
use crate::domain::settings::Settings;
use clients::Clients;

/// Names that the words of a meeting hold.
const NAMED: usize = 4;
/// Skipped events that a report names; the rest are counted.
const SKIPPED: usize = 1_000;

/// What reading the diary came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DiaryReport {
    /// The command that one undo takes back; `None` when nothing was new or changed, and after a dry run.
    pub command: Option<CommandNo>,
    /// Meetings and calls that were not known.
    pub new: u64,
    /// Of these: a call is logged that answers them.
    pub logged: u64,
    /// Known ones that have changed, those called off among them.
    pub changed: u64,
    /// Known ones that have not.
    pub unchanged: u64,
    /// What is no call with a client, by why.
    pub left_out: Vec<(LeftOut, u64)>,
    /// The first 1,000 that could not be read.
    pub skipped: Vec<Skip>,
    /// How many could not be read.
    pub skipped_count: u64,
    /// All of it on one line.
    pub words: String,
}

/// A meeting as stored.
pub(super) struct Meeting {
    pub(super) number: MeetingNo,
    pub(super) source: DiarySource,
    pub(super) starts_at: Time,
    pub(super) ends_at: Option<Time>,
    pub(super) account: Option<AccountNo>,
    pub(super) state: MeetingState,
    pub(super) title: String,
    pub(super) who: String,
}

const COLUMNS: &str = "number, source, starts_at, ends_at, account, state, title, who";

fn meeting(row: &Row<'_>) -> rusqlite::Result<Meeting> {
    Ok(Meeting {
        number: MeetingNo(row.get(0)?),
        source: word(row.get_ref(1)?.as_str()?, DiarySource::from_word)?,
        starts_at: time(row.get(2)?),
        ends_at: row.get::<_, Option<i64>>(3)?.map(time),
        account: row.get::<_, Option<i64>>(4)?.map(AccountNo),
        state: word(row.get_ref(5)?.as_str()?, MeetingState::from_word)?,
        title: row.get(6)?,
        who: row.get(7)?,
    })
}

/// A meeting by its number.
pub(super) fn load(connection: &Connection, number: MeetingNo) -> Result<Meeting> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM meetings WHERE number = ?1"))?
        .query_row([number.0], meeting)
        .optional()?
        .ok_or_else(|| {
            StoreError::refused(format!(
                "there is no meeting {number}; `downbeat diary` lists those without a log"
            ))
        })
}

/// Says what became of a meeting: its log, or that it was none.
pub(super) fn settle(
    connection: &Connection,
    number: MeetingNo,
    state: MeetingState,
    call: Option<CallNo>,
) -> Result<()> {
    connection
        .prepare_cached("UPDATE meetings SET state = ?2, call = ?3 WHERE number = ?1")?
        .execute(params![number.0, state.as_str(), call.map(|call| call.0)])?;
    Ok(())
}

/// The open meetings with an account that a call at that time answers.
pub(super) fn answered_by(connection: &Connection, account: AccountNo, at: Time) -> Result<Vec<MeetingNo>> {
    /// How long before the call a meeting may have begun.
    const LONGEST: i64 = 24 * 3_600 * 1_000;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM meetings WHERE account = ?1 AND state = 'open' AND starts_at BETWEEN ?2 AND ?3"
    ))?;
    let bounds = params![account.0, ms(at) - LONGEST, ms(at) + 3_600_000];
    let mut numbers = Vec::new();
    for meeting in statement.query_map(bounds, meeting)? {
        let meeting = meeting?;
        let (from, to) = answering(meeting.source, meeting.starts_at, meeting.ends_at);
        if from <= at && at <= to {
            numbers.push(meeting.number);
        }
    }
    Ok(numbers)
}

/// The call that answers a meeting, if one is logged.
fn answer_of(
    connection: &Connection,
    account: AccountNo,
    entry: &Entry,
    source: DiarySource,
) -> Result<Option<CallNo>> {
    let (from, to) = answering(source, entry.starts_at, entry.ends_at);
    Ok(connection
        .prepare_cached(
            "SELECT number FROM calls WHERE account = ?1 AND at BETWEEN ?2 AND ?3 ORDER BY at LIMIT 1",
        )?
        .query_row([account.0, ms(from), ms(to)], |row| row.get(0).map(CallNo))
        .optional()?)
}

/// The rep's absence that has not been ended by coming back.
pub(super) fn absence(connection: &Connection) -> Result<Option<Absence>> {
    Ok(connection
        .prepare_cached("SELECT from_at, until_at FROM absences WHERE back_at IS NULL")?
        .query_row([], |row| {
            Ok(Absence {
                from: time(row.get(0)?),
                until: time(row.get(1)?),
            })
        })
        .optional()?)
}

impl Reader {
    /// The rep's absence that has not been ended by coming back; it may be over.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn absence(&self) -> Result<Option<Absence>> {
        absence(&self.connection)
    }

    /// How many rows are awake past their client clock, as of the latest tick: what coming back would spread.
    ///
    /// # Errors
    /// When the store can't be read.
    pub(super) fn overdue(&self) -> Result<u64> {
        let count: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM awake WHERE client_due < (SELECT at FROM tick) LIMIT ?1)",
            )?
            .query_row([MOST_COUNTED.cast_signed()], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Meetings and calls up to a time that have no log, oldest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn unlogged(&self, now: Time, limit: usize) -> Result<Vec<Unlogged>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.number, m.source, m.starts_at, m.ends_at, a.name, m.title, m.who
             FROM meetings m INDEXED BY meetings_open LEFT JOIN accounts a ON a.number = m.account
             WHERE m.state = 'open' AND m.ask_at <= ?1 ORDER BY m.ask_at, m.number LIMIT ?2",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![ms(now), limit], |row| {
            Ok(Unlogged {
                number: MeetingNo(row.get(0)?),
                source: word(row.get_ref(1)?.as_str()?, DiarySource::from_word)?,
                starts_at: time(row.get(2)?),
                ends_at: row.get::<_, Option<i64>>(3)?.map(time),
                client: row.get(4)?,
                title: row.get(5)?,
                who: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Store {
    /// Takes in what files of the diary say, as one command. With `dry_run` everything is tried and nothing kept.
    ///
    /// `by_itself`: the program reads the files that the config names. Then the command is its own, and `u` passes it
    /// over.
    ///
    /// # Errors
    /// When the store can't be written. Nothing was changed then.
    pub fn take_diary(
        &mut self,
        files: &[DiaryFile],
        settings: &Settings,
        now: Time,
        dry_run: bool,
        by_itself: bool,
    ) -> Result<DiaryReport> {
        let window = if by_itself { log::ITSELF } else { self.window.id };
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        lists::tick(&transaction, now)?;
        let command = log::begin(&transaction, log::Entry::Do, window, "diary", now, false)?;
        let mut taking = Taking {
            transaction: &transaction,
            clients: Clients::read(&transaction, settings)?,
            asked: settings.diary.asked(now, &settings.calendar),
            now,
            left_out: std::collections::BTreeMap::new(),
            report: DiaryReport::default(),
        };
        for file in files {
            taking.file(file)?;
        }
        let mut report = taking.report;
        report.left_out = taking.left_out.into_iter().collect();
        report.words = words(&report, files, dry_run);
        if dry_run || report.new + report.changed == 0 {
            transaction.rollback()?;
            return Ok(report);
        }
        log::end(&transaction, command, &report.words)?;
        transaction.commit()?;
        report.command = Some(command);
        Ok(report)
    }
}

/// Files being taken in.
struct Taking<'a> {
    transaction: &'a Transaction<'a>,
    clients: Clients<'a>,
    asked: Asked,
    now: Time,
    left_out: std::collections::BTreeMap<LeftOut, u64>,
    report: DiaryReport,
}

impl Taking<'_> {
    fn file(&mut self, file: &DiaryFile) -> Result<()> {
        for (line, reason) in &file.reading.skipped {
            self.report.skipped_count += 1;
            if self.report.skipped.len() < SKIPPED {
                self.report.skipped.push(Skip {
                    file: file.name.clone(),
                    line: *line,
                    reason: reason.clone(),
                });
            }
        }
        for (why, count) in &file.reading.left_out {
            *self.left_out.entry(*why).or_default() += count;
        }
        for entry in &file.reading.entries {
            self.entry(entry, file.source)?;
        }
        if file.source == DiarySource::Calendar {
            self.called_off(&file.reading.entries)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: &Entry, source: DiarySource) -> Result<()> {
        let known: Option<Meeting> = self
            .transaction
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM meetings WHERE source = ?1 AND source_key = ?2"
            ))?
            .query_row([source.as_str(), entry.key.as_str()], meeting)
            .optional()?;
        let account = self.clients.of(entry)?;
        if entry.gone {
            match known {
                Some(known) if known.state == MeetingState::Open => self.gone(known.number)?,
                Some(_) => self.report.unchanged += 1,
                None => {}
            }
            return Ok(());
        }
        let strangers = source == DiarySource::Phone || Clients::has_strangers(entry, &self.asked.own);
        if known.is_none() && account.is_none() && !strangers {
            *self.left_out.entry(LeftOut::NoClient).or_default() += 1;
            return Ok(());
        }
        let call = match account {
            Some(account) => answer_of(self.transaction, account, entry, source)?,
            None => None,
        };
        match known {
            Some(known) => self.renew(&known, entry, account, call),
            None => self.add(entry, source, account, call),
        }
    }

    fn add(
        &mut self,
        entry: &Entry,
        source: DiarySource,
        account: Option<AccountNo>,
        call: Option<CallNo>,
    ) -> Result<()> {
        let state = if call.is_some() {
            MeetingState::Logged
        } else {
            MeetingState::Open
        };
        self.report.new += 1;
        self.report.logged += u64::from(call.is_some());
        self.transaction
            .prepare_cached(
                "INSERT INTO meetings (id, source, source_key, starts_at, ends_at, ask_at, account, state, call, title, who)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                new_id(self.now),
                source.as_str(),
                entry.key,
                ms(entry.starts_at),
                entry.ends_at.map(ms),
                ms(entry.ends_at.unwrap_or(entry.starts_at)),
                account.map(|account| account.0),
                state.as_str(),
                call.map(|call| call.0),
                entry.title,
                who(entry),
            ])?;
        Ok(())
    }

    /// What a file says of a meeting that is known. One that the rep has answered stays answered.
    fn renew(
        &mut self,
        known: &Meeting,
        entry: &Entry,
        account: Option<AccountNo>,
        call: Option<CallNo>,
    ) -> Result<()> {
        let answered = matches!(known.state, MeetingState::Logged | MeetingState::Ignored);
        let moved = known.starts_at != entry.starts_at || known.ends_at != entry.ends_at;
        let account = account.or(known.account);
        let same = !moved
            && known.state == MeetingState::Open
            && call.is_none()
            && known.account == account
            && known.title == entry.title
            && known.who == who(entry);
        if answered || same {
            self.report.unchanged += 1;
            return Ok(());
        }
        self.report.changed += 1;
        let state = if call.is_some() {
            MeetingState::Logged
        } else {
            MeetingState::Open
        };
        let asks = ms(entry.ends_at.unwrap_or(entry.starts_at));
        self.transaction
            .prepare_cached(
                "UPDATE meetings SET starts_at = ?2, ends_at = ?3, ask_at = CASE WHEN ?4 THEN ?5 ELSE ask_at END,
                     account = ?6, state = ?7, call = ?8, title = ?9, who = ?10
                 WHERE number = ?1",
            )?
            .execute(params![
                known.number.0,
                ms(entry.starts_at),
                entry.ends_at.map(ms),
                moved || known.state == MeetingState::Gone,
                asks,
                account.map(|account| account.0),
                state.as_str(),
                call.map(|call| call.0),
                entry.title,
                who(entry),
            ])?;
        Ok(())
    }

    fn gone(&mut self, number: MeetingNo) -> Result<()> {
        self.report.changed += 1;
        settle(self.transaction, number, MeetingState::Gone, None)
    }

    /// Of an event that the file has, the times that it has no more were called off: a series was moved, or ended.
    fn called_off(&mut self, entries: &[Entry]) -> Result<()> {
        let mut keys: std::collections::BTreeMap<&str, Vec<&str>> = std::collections::BTreeMap::new();
        for entry in entries {
            keys.entry(&entry.uid).or_default().push(&entry.key);
        }
        for (uid, keys) in keys {
            // The key of a single event is its UID; a blank follows in those of a series, and '!' comes after it.
            let mut statement = self.transaction.prepare_cached(
                "SELECT number, source_key FROM meetings WHERE source = 'calendar' AND state = 'open'
                 AND (source_key = ?1 OR source_key > ?1 || ' ' AND source_key < ?1 || '!')
                 AND starts_at >= ?2 AND starts_at < ?3",
            )?;
            let bounds = params![uid, ms(self.asked.from), ms(self.asked.until)];
            let known: Vec<(i64, String)> = statement
                .query_map(bounds, |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (number, key) in known {
                if !keys.contains(&key.as_str()) {
                    self.gone(MeetingNo(number))?;
                }
            }
        }
        Ok(())
    }
}

/// Who was there, as said: names, else addresses.
fn who(entry: &Entry) -> String {
    let names: Vec<&str> = entry
        .people
        .iter()
        .map(|person| {
            if person.name.is_empty() {
                &person.address
            } else {
                &person.name
            }
        })
        .map(String::as_str)
        .collect();
    let said = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let said = match names.len().saturating_sub(NAMED) {
        0 => said,
        more => format!("{said} and {more} more"),
    };
    clean::line(&said, clean::NAME)
}

/// `diary read from rep.ics: 4 new, 1 changed, 12 unchanged`.
fn words(report: &DiaryReport, files: &[DiaryFile], dry_run: bool) -> String {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let from = match names.as_slice() {
        [] => String::new(),
        [one] => format!(" from {one}"),
        several => format!(" from {} files", several.len()),
    };
    let mut words = format!(
        "diary {}{from}: {} new, {} changed, {} unchanged",
        if dry_run { "looked at" } else { "read" },
        report.new,
        report.changed,
        report.unchanged
    );
    if report.skipped_count > 0 {
        words = format!("{words}, {} skipped", report.skipped_count);
    }
    words
}

/// The words for an absence: `away until Mon 7 Dec 09:00`.
pub(super) fn away_words(absence: Absence, now: Time, settings: &Settings) -> String {
    format!("away until {}", say::long(absence.until, now, &settings.calendar))
}
