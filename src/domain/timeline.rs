//! An item's timeline in words, read from the change log: one event for each command that touched the item.
//!
//! What is said follows from the columns that changed, hardly ever from the name of the command, so that whatever
//! changes an item is told. Columns that are derived from others (the wake time and its cue) say nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};

use super::ids::{CommandNo, OwnerNo};
use super::listing::Event;
use super::worktime::Calendar;
use super::{Time, words_enum};

pub mod account;
mod asks;
mod deals;
mod items;
mod others;
mod outcomes;
mod promises;

/// A value as logged.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number; a time in milliseconds since the Unix epoch, a number of a row, a yes (1) or no (0).
    Int(i64),
    /// A number with a fraction. No column has one yet.
    Real(f64),
    /// Text.
    Text(String),
}

words_enum! {
    /// What happened to a row.
    pub enum Op {
        /// It was made.
        Insert = "insert",
        /// Columns changed.
        Update = "update",
        /// It was taken away, which only taking back a command does.
        Delete = "delete",
    }
}

/// One row of the change log with the command it belongs to. Only commands that stand: one that was undone is left
/// out, and so is its undoing.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// The command.
    pub command: CommandNo,
    /// When.
    pub at: Time,
    /// What the command was.
    pub verb: String,
    /// The table: `items`, `hand_offs`, `calls`, `notes`, `promises`, those of deals, outcomes and asks; others say nothing.
    pub table: String,
    /// The row's number in its table.
    pub row: i64,
    /// What happened to the row.
    pub op: Op,
    /// The values before, of the columns that changed; nothing for an insert.
    pub old: BTreeMap<String, Value>,
    /// The values after, of the columns that changed; of an insert, all that are not null. A change to a hand-off
    /// may also name its `owner`: it is looked for here before the hand-off's own insert among the entries. A change to
    /// a promise or an ask may also name its `item`, and one to an invitation its `client` and `event_name`.
    pub new: BTreeMap<String, Value>,
}

impl Logged {
    /// The column's new text.
    fn text(&self, column: &str) -> Option<&str> {
        match self.new.get(column)? {
            Value::Text(text) => Some(text),
            Value::Null | Value::Int(_) | Value::Real(_) => None,
        }
    }

    /// The column's new text on one line; `None` when there is none to say.
    fn line(&self, column: &str) -> Option<String> {
        let words: Vec<&str> = self.text(column)?.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// The column's new text as it was written, on several lines; `None` when there is none to say.
    fn prose(&self, column: &str) -> Option<String> {
        let text = self.text(column)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The column's new whole number.
    fn int(&self, column: &str) -> Option<i64> {
        match self.new.get(column)? {
            Value::Int(number) => Some(*number),
            Value::Null | Value::Real(_) | Value::Text(_) => None,
        }
    }

    /// The column's new time.
    fn time(&self, column: &str) -> Option<Time> {
        DateTime::from_timestamp_millis(self.int(column)?)
    }

    /// Whether the column changed, to whatever.
    fn changed(&self, column: &str) -> bool {
        self.new.contains_key(column)
    }

    /// Whether the column was emptied.
    fn cleared(&self, column: &str) -> bool {
        self.new.get(column) == Some(&Value::Null)
    }
}

/// Who has which hand-off, as far as the entries tell, and how times are said.
struct Telling<'a> {
    owner_name: &'a dyn Fn(OwnerNo) -> String,
    owners: BTreeMap<i64, OwnerNo>,
    calendar: &'a Calendar,
    now: Time,
}

impl Telling<'_> {
    /// The name of the owner who has, or had, the hand-off an entry is about; *the owner* when the entries don't
    /// tell.
    fn owner(&self, entry: &Logged) -> String {
        let number = entry
            .int("owner")
            .map(OwnerNo)
            .or_else(|| self.owners.get(&entry.row).copied());
        number.map_or_else(|| "the owner".to_owned(), self.owner_name)
    }

    /// A day with its date: `Fri 27 Nov`, with the year when it is not this one.
    fn day(&self, day: NaiveDate) -> String {
        use chrono::Datelike;
        let today = self.calendar.local(self.now).date_naive();
        let shape = if day.year() == today.year() {
            "%a %-d %b"
        } else {
            "%a %-d %b %Y"
        };
        day.format(shape).to_string()
    }

    /// A moment with its date: `Fri 27 Nov 12:00`, with the year when it is not this one.
    fn moment(&self, at: Time) -> String {
        use chrono::Datelike;
        let (local, today) = (self.calendar.local(at), self.calendar.local(self.now));
        let shape = if local.year() == today.year() {
            "%a %-d %b %H:%M"
        } else {
            "%a %-d %b %Y %H:%M"
        };
        local.format(shape).to_string()
    }
}

/// The events of one item, newest first. `owner_name` gives the name of an owner by number, and the calendar the zone
/// in which times are said. Commands that changed nothing worth a word are left out.
#[must_use]
pub fn events(
    logged: &[Logged],
    owner_name: impl Fn(OwnerNo) -> String,
    calendar: &Calendar,
    now: Time,
) -> Vec<Event> {
    let owners = logged
        .iter()
        .filter(|entry| entry.table == "hand_offs")
        .filter_map(|entry| Some((entry.row, OwnerNo(entry.int("owner")?))))
        .collect();
    let telling = Telling {
        owner_name: &owner_name,
        owners,
        calendar,
        now,
    };
    let mut commands: BTreeMap<CommandNo, Vec<&Logged>> = BTreeMap::new();
    for entry in logged {
        commands.entry(entry.command).or_default().push(entry);
    }
    // By command and not by time: the machine's clock may have been put back between two commands.
    commands
        .values()
        .rev()
        .filter_map(|entries| {
            Some(Event {
                at: entries.first()?.at,
                words: told(entries, &telling)?,
            })
        })
        .collect()
}

/// One command's event in words: what came in, what was said, who plays, what became of the item.
fn told(entries: &[&Logged], telling: &Telling<'_>) -> Option<String> {
    let of = |table: &'static str| entries.iter().copied().filter(move |entry| entry.table == table);
    let mut parts: Vec<String> = Vec::new();
    parts.extend(of("items").filter_map(items::arrival));
    parts.extend(of("deals").filter_map(|entry| deals::deal(entry, telling)));
    parts.extend(of("close_moves").filter_map(|entry| deals::close_move(entry, telling)));
    parts.extend(of("concessions").filter_map(deals::concession));
    parts.extend(of("needs").filter_map(|entry| deals::need(entry, telling)));
    parts.extend(of("outcomes").filter_map(|entry| outcomes::outcome(entry, telling)));
    parts.extend(of("readings").filter_map(outcomes::reading));
    parts.extend(of("checks").filter_map(outcomes::check));
    parts.extend(of("calls").filter_map(|entry| others::call(entry, telling)));
    parts.extend(of("promises").filter_map(|entry| promises::promise(entry, telling)));
    parts.extend(of("asks").filter_map(|entry| asks::ask(entry, telling)));
    parts.extend(of("invitations").filter_map(asks::invitation));
    // A call's notes are also what the client was told: they are said once.
    let said: Vec<&str> = of("calls").filter_map(|entry| entry.text("notes")).collect();
    parts.extend(of("notes").filter_map(|entry| others::note(entry, &said)));
    // A recall is said before the hand-off that caused it, in whichever order they were written.
    let (made, changed): (Vec<_>, Vec<_>) = of("hand_offs").partition(|entry| entry.op == Op::Insert);
    parts.extend(
        changed
            .into_iter()
            .filter_map(|entry| others::hand_off_changed(entry, telling)),
    );
    // To whom an ask goes has been said.
    let asked = of("asks").any(|entry| entry.op == Op::Insert);
    parts.extend(
        made.into_iter()
            .filter(|_| !asked)
            .map(|entry| others::hand_off_made(entry, telling)),
    );
    // The subject and the clock of an outcome's or a check's row follow from the record, which has spoken.
    let by_record = ["outcomes", "readings", "checks"]
        .into_iter()
        .any(|table| of(table).next().is_some());
    let spoken_for = by_record
        || of("promises").any(promises::speaks_for_its_row)
        || of("asks").any(asks::speaks_for_its_row);
    // The clock of a deal's row follows from the deal's own dates, and says nothing that they do not.
    let deal = of("deals").next().map(|entry| entry.op);
    for entry in of("items").filter(|entry| entry.op == Op::Update && !spoken_for) {
        match deal {
            None => items::update(entry, telling, &mut parts),
            Some(Op::Update) => parts.extend(items::beside_deal(entry)),
            Some(Op::Insert | Op::Delete) => {}
        }
    }
    parts.into_iter().reduce(followed)
}

/// What was said, and what follows: on a line of its own after words of several lines, else after a semicolon.
fn followed(said: String, next: impl AsRef<str>) -> String {
    let between = if said.contains('\n') { "\n" } else { "; " };
    said + between + next.as_ref()
}

#[cfg(test)]
mod tests;
