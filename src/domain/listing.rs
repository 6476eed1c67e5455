//! Rows of a list, windows over it, and the order each list has.

use super::Time;
use super::ask::Ask;
use super::diary::Absence;
use super::ids::{AccountNo, HandOffNo, ItemNo, OwnerNo};
use super::item::{Cue, Ending, Kind, Reason};
use super::money::Money;
use super::promise::Promise;
use super::stands_for::StandsFor;
use super::{handoff::Stage, words_enum};

words_enum! {
    /// A list of items.
    pub enum List {
        /// Open items that are awake: urgent first, then by client clock.
        Inbox = "inbox",
        /// Items with an open hand-off, longest silence first.
        Waiting = "waiting",
        /// Open items that are asleep, first to wake first.
        Later = "later",
        /// Closed items, latest first.
        Done = "done",
    }
}

/// What a list shows: which list, one kind or all, and words to narrow it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The list, or everything (open and closed, newest number first) for a search.
    pub list: Option<List>,
    /// One kind only.
    pub kind: Option<Kind>,
    /// One owner's only (open hand-off).
    pub owner: Option<OwnerNo>,
    /// Every word must begin a word of the row's number, client, subject or words; empty narrows nothing.
    pub words: String,
}

/// A place in a list's order. `first` and `second` are what the list sorts by, `item` breaks ties.
///
/// Inbox: not urgent (0 urgent, 1 not), client clock. Waiting: 0, last word. Later: 0, wake.
/// Done: 0, negated closing time. Everything: 0, negated number. All ascending; times in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// What the list sorts by first.
    pub first: i64,
    /// What it sorts by next.
    pub second: i64,
    /// Breaks ties.
    pub item: ItemNo,
}

/// Where a window starts: places of a list of items, or of another list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From<P = Place> {
    /// The list's first row.
    Top,
    /// The list's last rows.
    Bottom,
    /// The rows after a place, which is not included.
    After(P),
    /// The rows before a place, which is not included, in list order.
    Before(P),
    /// Around a place: the row there, if it is still there, with rows before and after it.
    Around(P),
}

/// A bounded part of a list of items, or of other rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window<R = Row> {
    /// The rows, in list order.
    pub rows: Vec<R>,
    /// Whether the list goes on before them.
    pub more_before: bool,
    /// Whether the list goes on after them.
    pub more_after: bool,
}

impl<R> Default for Window<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            more_before: false,
            more_after: false,
        }
    }
}

/// Who would get a row, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The owner.
    pub owner: OwnerNo,
    /// Name as said.
    pub name: String,
    /// The seat, if any.
    pub seat: Option<u8>,
    /// Why: `rule 2`, `last took an order of Acme Pumps`, `default for orders`, `stands in for Dev, away until Tue`.
    pub why: String,
}

/// The open hand-off on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct With {
    /// The hand-off.
    pub hand_off: HandOffNo,
    /// The owner.
    pub owner: OwnerNo,
    /// Name as said.
    pub name: String,
    /// Offered or acknowledged.
    pub stage: Stage,
    /// When it was given.
    pub given_at: Time,
    /// The owner clock.
    pub owner_due: Time,
    /// The last word.
    pub last_word_at: Time,
    /// Nudges so far.
    pub nudges: u32,
    /// The owner has not been told yet.
    pub untold: bool,
}

/// The end of a closed row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowEnd {
    /// When.
    pub at: Time,
    /// How.
    pub ending: Ending,
    /// First chair.
    pub reason: Option<Reason>,
}

/// One row of a list: what is shown, and all that a key needs to act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The item.
    pub item: ItemNo,
    /// Where it stands in the list it was read for.
    pub place: Place,
    /// Its kind.
    pub kind: Kind,
    /// The account.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// One line (cut at 500 characters).
    pub subject: String,
    /// Sorted before everything else.
    pub urgent: bool,
    /// What it is worth.
    pub value: Option<Money>,
    /// The client clock, while open.
    pub client_due: Option<Time>,
    /// When and why it wakes, or woke; while open.
    pub wake: Option<(Time, Cue)>,
    /// A snooze, while it lasts.
    pub snoozed_until: Option<Time>,
    /// First chair, while open.
    pub first_chair: Option<Reason>,
    /// The open hand-off.
    pub with: Option<With>,
    /// Who would get it, when nobody has it. `None` when no owner takes the kind.
    pub suggestion: Option<Suggestion>,
    /// Who did it, while the cue is *owner done*.
    pub done_by: Option<String>,
    /// Whether it was ever handed off: closing one that never was asks for a reason.
    pub ever_handed: bool,
    /// The end, when closed.
    pub end: Option<RowEnd>,
    /// The record it stands for: what ends, edits and shows it is the record's.
    pub stands_for: Option<StandsFor>,
}

impl Row {
    /// How it ended, in a word. What stands for a promise, a check, an outcome or a deal ends otherwise than by the
    /// client being told: its record says how.
    #[must_use]
    pub fn ended_how(&self, end: RowEnd) -> &'static str {
        match end.ending {
            Ending::Told if self.stands_for.is_some_and(StandsFor::has_its_own_end) => "ended",
            Ending::Told | Ending::Dismissed | Ending::History => end.ending.as_str(),
        }
    }
}

/// What the header counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Awake orders.
    pub orders: u64,
    /// Awake support calls.
    pub support: u64,
    /// Awake follow-ups.
    pub follow_ups: u64,
    /// Open hand-offs.
    pub waiting: u64,
    /// Asleep items.
    pub later: u64,
    /// Closed items.
    pub done: u64,
    /// Open hand-offs whose owner has not been told.
    pub untold: u64,
    /// Callbacks due, counted up to [`MOST_COUNTED`].
    pub calls: u64,
    /// Open promises, counted up to [`MOST_COUNTED`].
    pub promises: u64,
    /// The rep's absence, until the rep has come back.
    pub absence: Option<Absence>,
    /// Once that is over: rows past their client clock, counted up to [`MOST_COUNTED`].
    pub overdue: u64,
}

/// As far as what has no kept count is counted: more than a rep has in front of them.
pub const MOST_COUNTED: u64 = 999;

impl Counts {
    /// Awake items of a kind, or of all.
    #[must_use]
    pub const fn inbox(&self, kind: Option<Kind>) -> u64 {
        match kind {
            Some(Kind::Order) => self.orders,
            Some(Kind::Support) => self.support,
            Some(Kind::FollowUp) => self.follow_ups,
            None => self.orders + self.support + self.follow_ups,
        }
    }
}

/// One line of an item's timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Time,
    /// What happened, in words: `handed to Maria`, `Maria: fixed in 2.1`.
    pub words: String,
}

/// Everything the detail pane shows of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The item.
    pub item: super::item::Item,
    /// Who would get it, when nobody has it.
    pub suggestion: Option<Suggestion>,
    /// The brief of the open hand-off, else the one that would go out.
    pub brief: String,
    /// The newest events first, 200 at most.
    pub timeline: Vec<Event>,
    /// Older events are not shown.
    pub more: bool,
    /// The promise it stands for, else the open ones made on it.
    pub promises: Vec<Promise>,
    /// The ask it stands for, else the open ones made on it.
    pub asks: Vec<Ask>,
    /// What is to be known of the deal it stands for, or of the deal that needs it: a sentence each.
    pub deal: Vec<String>,
}
