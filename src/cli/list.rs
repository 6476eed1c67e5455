//! `downbeat list`: the lists, as tables for people or rows of JSON.

use clap::Args;

use super::desk::Desk;
use super::failure::Result;
use super::names;
use super::out;
use super::table::{Column, Layout};
use crate::domain::Time;
use crate::domain::item::{Kind, Reason};
use crate::domain::listing::{From, List, Row, Scope};
use crate::domain::routing::Router;
use crate::domain::say;
use crate::domain::worktime::Calendar;
use crate::report::rows::RowJson;
use crate::store::Reader;

/// Rows read at a time, so that a list of any length takes no more memory than a short one. A table's columns are as
/// wide as those of its first page.
const PAGE: usize = 200;

const INBOX: &[Column] = &[
    Column::number("No."),
    Column::whole(""),
    Column::whole("Kind"),
    Column::cut("Client", 10, 2),
    Column::cut("Subject", 12, 0),
    Column::whole("Hears"),
    Column::whole("Cue"),
    Column::cut("Owner", 10, 1),
];

const WAITING: &[Column] = &[
    Column::number("No."),
    Column::whole(""),
    Column::whole("Kind"),
    Column::cut("Client", 10, 2),
    Column::cut("Subject", 12, 0),
    Column::cut("With", 10, 1),
    Column::whole("Silent since"),
    Column::whole("Owes"),
    Column::whole("Hears"),
    Column::number("Nudges"),
];

const LATER: &[Column] = &[
    Column::number("No."),
    Column::whole(""),
    Column::whole("Kind"),
    Column::cut("Client", 10, 2),
    Column::cut("Subject", 12, 0),
    Column::whole("Wakes"),
    Column::whole("As"),
    Column::cut("Owner", 10, 1),
];

const DONE: &[Column] = &[
    Column::number("No."),
    Column::whole(""),
    Column::whole("Kind"),
    Column::cut("Client", 10, 2),
    Column::cut("Subject", 12, 0),
    Column::whole("Closed"),
    Column::whole("As"),
    Column::cut("First chair", 10, 1),
];

/// Lists items.
#[derive(Debug, Args)]
pub(super) struct ListItems {
    /// Which list
    #[arg(value_name = "LIST", default_value = "inbox", value_parser = names::list())]
    list: List,
    /// Only order, support or follow-up
    #[arg(long, value_name = "KIND", value_parser = names::kind())]
    kind: Option<Kind>,
    /// Only what is, or was, with this owner
    #[arg(long, value_name = "OWNER")]
    owner: Option<String>,
    /// At most so many rows
    #[arg(long, value_name = "N", value_parser = names::limit)]
    limit: Option<usize>,
    /// As JSON, one row a line
    #[arg(long)]
    json: bool,
}

impl ListItems {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let owners = reader.owners()?;
        let owner = match &self.owner {
            Some(name) => Some(names::owner(name, &owners)?.number),
            None => None,
        };
        let router = desk.router(&owners);
        let scope = Scope {
            list: Some(self.list),
            kind: self.kind,
            owner,
            words: String::new(),
        };
        let pages = Pages {
            reader: &reader,
            router: &router,
            scope,
            now: desk.now,
            from: Some(From::Top),
            left: self.limit.unwrap_or(usize::MAX),
        };
        if self.json {
            let mut array = desk.out.array();
            for page in pages {
                for row in page? {
                    array.push(&RowJson::from(&row))?;
                }
            }
            array.end()
        } else {
            self.table(desk, pages)
        }
    }

    fn table(&self, desk: &mut Desk, pages: Pages<'_>) -> Result {
        let columns = columns(self.list);
        let mut layout: Option<Layout<'_>> = None;
        let (now, calendar) = (desk.now, desk.calendar().clone());
        for page in pages {
            let rows: Vec<Vec<String>> = page?
                .iter()
                .map(|row| cells(self.list, row, now, &calendar))
                .collect();
            if rows.is_empty() {
                break;
            }
            let layout = if let Some(layout) = &layout {
                layout
            } else {
                let made = Layout::of(columns, &rows, desk.out.columns());
                desk.out.heading(&made.heads())?;
                layout.insert(made)
            };
            for row in &rows {
                desk.out.line(&layout.line(row))?;
            }
        }
        if layout.is_none() {
            out::say(empty(self.list, self.kind.is_some() || self.owner.is_some()));
        }
        Ok(())
    }
}

const fn columns(list: List) -> &'static [Column] {
    match list {
        List::Inbox => INBOX,
        List::Waiting => WAITING,
        List::Later => LATER,
        List::Done => DONE,
    }
}

/// What is said of a list without rows.
const fn empty(list: List, narrowed: bool) -> &'static str {
    match (list, narrowed) {
        (_, true) => "nothing there for that kind or owner",
        (List::Inbox, false) => "the inbox is empty: nothing needs you now",
        (List::Waiting, false) => "nobody has anything of yours",
        (List::Later, false) => "nothing is asleep",
        (List::Done, false) => "nothing has been closed yet",
    }
}

/// A list, page by page.
struct Pages<'a> {
    reader: &'a Reader,
    router: &'a Router,
    scope: Scope,
    now: Time,
    /// Where the next page starts; `None` once the list has ended.
    from: Option<From>,
    /// Rows still wanted.
    left: usize,
}

impl Iterator for Pages<'_> {
    type Item = Result<Vec<Row>>;

    fn next(&mut self) -> Option<Self::Item> {
        let from = self.from.take().filter(|_| self.left > 0)?;
        let wanted = self.left.min(PAGE);
        let window = match self
            .reader
            .window(&self.scope, from, wanted, self.router, self.now)
        {
            Ok(window) => window,
            Err(error) => return Some(Err(error.into())),
        };
        self.left -= window.rows.len().min(self.left);
        if window.more_after {
            self.from = window.rows.last().map(|row| From::After(row.place));
        }
        Some(Ok(window.rows))
    }
}

/// A row in the words of its list.
fn cells(list: List, row: &Row, now: Time, calendar: &Calendar) -> Vec<String> {
    let due = |at: Option<Time>| at.map(|at| say::due(at, now, calendar)).unwrap_or_default();
    let since = |at: Time| say::since(at, now, calendar);
    let urgent = if row.urgent { "!" } else { "" };
    let subject = match row.value {
        Some(value) => format!("{}  {value}", row.subject),
        None => row.subject.clone(),
    };
    let mut cells = vec![
        row.item.to_string(),
        urgent.to_owned(),
        kind(row.kind).to_owned(),
        row.client.clone(),
        subject,
    ];
    match list {
        List::Inbox => {
            let cue = row.wake.map(|(_, cue)| cue.words()).unwrap_or_default();
            cells.extend([due(row.client_due), cue.to_owned(), owner(row)]);
        }
        List::Waiting => {
            if let Some(with) = &row.with {
                let told = if with.untold { " (untold)" } else { "" };
                let nudges = if with.nudges == 0 {
                    String::new()
                } else {
                    with.nudges.to_string()
                };
                cells.extend([
                    format!("{}{told}", with.name),
                    since(with.last_word_at),
                    due(Some(with.owner_due)),
                    due(row.client_due),
                    nudges,
                ]);
            }
        }
        List::Later => {
            let (at, cue) = row
                .wake
                .map(|(at, cue)| (say::long(at, now, calendar), cue.words()))
                .unwrap_or_default();
            cells.extend([at, cue.to_owned(), owner(row)]);
        }
        List::Done => {
            if let Some(end) = &row.end {
                let how = match row.ended_how(*end) {
                    "told" => "client told",
                    how => how,
                };
                let reason = end.reason.map(Reason::words).unwrap_or_default();
                cells.extend([since(end.at), how.to_owned(), reason.to_owned()]);
            }
        }
    }
    cells
}

/// The kind as `--kind` takes it.
const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "order",
        Kind::Support => "support",
        Kind::FollowUp => "follow-up",
    }
}

/// Who has an open row, or would get it: `with Dev`, `→ 1 Maria`, `mine: habit`, `→ me`.
pub(super) fn owner(row: &Row) -> String {
    if let Some(with) = &row.with {
        return format!("with {}", with.name);
    }
    if let Some(reason) = row.first_chair {
        return format!("mine: {}", reason.words());
    }
    match &row.suggestion {
        Some(suggestion) => match suggestion.seat {
            Some(seat) => format!("→ {seat} {}", suggestion.name),
            None => format!("→ {}", suggestion.name),
        },
        None => "→ me".to_owned(),
    }
}
