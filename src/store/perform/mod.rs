//! Doing a command: one transaction, all of it or nothing, with words for what happened.

mod accounts;
mod asks;
mod calls;
mod deals;
mod diary;
mod events;
mod hand_offs;
mod items;
mod lessons;
mod merge;
mod move_on;
mod outcomes;
mod promises;
mod stands_for;
mod words;

use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::import::search;
use super::{Reader, Result, Store, StoreError, WindowId, log, owners, undo};
use crate::domain::Time;
use crate::domain::cadence::ChaseOver;
use crate::domain::clock::Moment;
use crate::domain::command::{Command, Done, Remark};
use crate::domain::ids::{CommandNo, ItemNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::learned::Lesson;
use crate::domain::owner::Owner;
use crate::domain::routing::Router;
use crate::domain::settings::Settings;

/// How many items a finished command names.
const NAMED: usize = 100;

/// How long looking waits for another program's write. A usual one is done in a hundredth of that.
pub(super) const READERS_PATIENCE: Duration = Duration::from_millis(500);

impl Reader {
    /// What `u` would take back now in a window, in words.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn undo_words(&self, window: WindowId) -> Result<Option<String>> {
        words_of(&self.connection, undo::newest_standing(&self.connection, window)?)
    }
}

impl Store {
    /// Does a command. With `leave_out`, rows of a command on several to which it does not apply are left out and
    /// named; without, one such row refuses the whole.
    ///
    /// # Errors
    /// When the command does not apply, or the store can't be written. Nothing was changed then.
    pub fn perform(
        &mut self,
        command: &Command,
        settings: &Settings,
        now: Time,
        leave_out: bool,
    ) -> Result<Done> {
        match command {
            Command::Undo(target) => self.take_back(*target, now),
            Command::Redo => self.do_again(now),
            _ => self.carry_out(command, settings, now, leave_out),
        }
    }

    fn carry_out(
        &mut self,
        command: &Command,
        settings: &Settings,
        now: Time,
        leave_out: bool,
    ) -> Result<Done> {
        let window = self.window;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        super::lists::tick(&transaction, now)?;
        let number = log::begin(
            &transaction,
            log::Entry::Do,
            window.id,
            words::verb(command),
            now,
            false,
        )?;
        let mut act = Act::new(&transaction, settings, now, leave_out)?;
        let said = act.act(command)?;
        act.learn()?;
        let Act {
            touched,
            count,
            left_out,
            remark,
            draft,
            over,
            lesson,
            ..
        } = act;
        if count == 0 {
            return Err(StoreError::Refused(nothing_done(&left_out)));
        }
        log::end(&transaction, number, &said)?;
        let undo = words_of(&transaction, undo::newest_standing(&transaction, window)?)?;
        transaction.commit()?;
        Ok(Done {
            command: number,
            words: said,
            items: touched,
            left_out,
            draft,
            remark,
            undo,
            over,
            lesson,
        })
    }

    fn take_back(&mut self, target: Option<CommandNo>, now: Time) -> Result<Done> {
        let window = self.window;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let target = match target {
            Some(target) => target,
            None => undo::newest_standing(&transaction, window)?
                .ok_or_else(|| StoreError::refused("there is nothing to take back"))?,
        };
        undo::inspect_target(&transaction, target)?;
        let done = replay(
            &transaction,
            log::Entry::Undo(target),
            target,
            "taken back",
            window,
            now,
        )?;
        transaction.commit()?;
        Ok(done)
    }

    fn do_again(&mut self, now: Time) -> Result<Done> {
        let window = self.window;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (undone, target) = undo::newest_undo(&transaction, window)?
            .ok_or_else(|| StoreError::refused("there is nothing to do again"))?;
        let mut done = replay(
            &transaction,
            log::Entry::Redo(undone),
            target,
            "done again",
            window,
            now,
        )?;
        // The command stands again; the one that did it again is not itself taken back by `u`.
        transaction.execute(
            "UPDATE commands SET undone_by = NULL WHERE number = ?1",
            [target.0],
        )?;
        done.undo = words_of(&transaction, undo::newest_standing(&transaction, window)?)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Wakes what has become due. `true` when something woke.
    ///
    /// # Errors
    /// When the store can't be written.
    pub fn tick(&mut self, now: Time) -> Result<bool> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let woke = super::lists::tick(&transaction, now)?;
        transaction.commit()?;
        Ok(woke)
    }

    /// As [`Self::tick`] before something is read: whoever only looks waits neither for a program that writes for
    /// long, such as an import, nor for room on the disk. Then the words say what stands in the way, and what is awake
    /// is as of the last tick.
    ///
    /// # Errors
    /// When the store can't be written for another reason.
    pub fn tick_before_reading(&mut self, now: Time) -> Result<Option<&'static str>> {
        self.connection.busy_timeout(READERS_PATIENCE)?;
        let ticked = self.tick(now);
        self.connection.busy_timeout(super::open::PATIENCE)?;
        match ticked {
            Ok(_) => Ok(None),
            Err(error) => error.hinders_writing().map(Some).ok_or(error),
        }
    }
}

/// Replays a command backwards: the target itself for an undo, the undo of it for a redo.
fn replay(
    transaction: &Transaction<'_>,
    entry: log::Entry,
    target: CommandNo,
    outcome: &str,
    window: WindowId,
    now: Time,
) -> Result<Done> {
    super::lists::tick(transaction, now)?;
    let (verb, source, aim) = match entry {
        log::Entry::Redo(undone) => ("redo", undone, format!("do command {target} again")),
        log::Entry::Undo(_) | log::Entry::Do => ("undo", target, format!("take back command {target}")),
    };
    let bulk = search::is_large(transaction, source)?;
    let number = log::begin(transaction, entry, window.id, verb, now, bulk)?;
    if bulk {
        search::clear(transaction)?;
    }
    let items = undo::revert(&undo::Replay {
        connection: transaction,
        source,
        aim,
    })?;
    if bulk {
        search::make(transaction)?;
    }
    let said = format!(
        "{outcome}: {}",
        log::words(transaction, target)?.unwrap_or_default()
    );
    log::end(transaction, number, &said)?;
    transaction.execute(
        "UPDATE commands SET undone_by = ?2 WHERE number = ?1",
        (source.0, number.0),
    )?;
    // Where the rep's absence was taken back or begins again, other rows are awake.
    super::lists::tick(transaction, now)?;
    let undo = words_of(transaction, undo::newest_standing(transaction, window)?)?;
    Ok(Done {
        command: number,
        words: said,
        items,
        left_out: Vec::new(),
        draft: None,
        remark: None,
        undo,
        over: None,
        lesson: None,
    })
}

fn words_of(connection: &Connection, command: Option<CommandNo>) -> Result<Option<String>> {
    command.map_or(Ok(None), |command| log::words(connection, command))
}

fn nothing_done(left_out: &[String]) -> String {
    match left_out {
        [] => "there is no row to do that to".to_owned(),
        [one] => one.clone(),
        [one, rest @ ..] => format!("{one} (and {} more like it)", rest.len()),
    }
}

/// A command under way.
struct Act<'a> {
    transaction: &'a Transaction<'a>,
    moment: Moment<'a>,
    owners: Vec<Owner>,
    router: Option<Router>,
    leave_out: bool,
    /// The items touched so far, [`NAMED`] at most.
    touched: Vec<ItemNo>,
    /// How many rows were touched, items or others.
    count: usize,
    /// The kind of the latest row that was given to another owner than it showed.
    overruled: Option<Kind>,
    left_out: Vec<String>,
    remark: Option<Remark>,
    draft: Option<String>,
    over: Option<ChaseOver>,
    lesson: Option<Lesson>,
}

impl<'a> Act<'a> {
    fn new(
        transaction: &'a Transaction<'a>,
        settings: &'a Settings,
        now: Time,
        leave_out: bool,
    ) -> Result<Self> {
        Ok(Self {
            transaction,
            moment: Moment { settings, now },
            owners: owners::all(transaction)?,
            router: None,
            leave_out,
            touched: Vec::new(),
            count: 0,
            overruled: None,
            left_out: Vec::new(),
            remark: None,
            draft: None,
            over: None,
            lesson: None,
        })
    }
}

impl Act<'_> {
    fn owner(&self, number: OwnerNo) -> Result<Owner> {
        self.owners
            .iter()
            .find(|owner| owner.number == number)
            .cloned()
            .ok_or_else(|| {
                StoreError::refused(format!(
                    "there is no owner {number}; `downbeat owner list` shows them"
                ))
            })
    }

    fn by_handle(&self, handle: &str) -> Result<Owner> {
        let wanted = handle.trim().trim_start_matches('@').to_lowercase();
        self.owners
            .iter()
            .find(|owner| owner.handle == wanted)
            .cloned()
            .ok_or_else(|| {
                let known: Vec<String> = self
                    .owners
                    .iter()
                    .map(|owner| format!("@{}", owner.handle))
                    .collect();
                let known = if known.is_empty() {
                    "there are none yet".to_owned()
                } else {
                    known.join(", ")
                };
                StoreError::refused(format!("nobody has the handle @{wanted} (owners: {known})"))
            })
    }

    fn touch(&mut self, item: ItemNo) {
        self.count += 1;
        if self.touched.len() < NAMED {
            self.touched.push(item);
        }
    }
}
