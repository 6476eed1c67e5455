//! Commands: the things a rep can do. One command is one undo step, however many rows it touches.

use super::Time;
use super::account::AccountCommand;
use super::ask::command::AskCommand;
use super::cadence::ChaseOver;
use super::calls::CallCommand;
use super::deal::command::DealCommand;
use super::diary::DiaryCommand;
use super::draft::ItemDraft;
use super::ids::{AccountNo, CommandNo, ItemNo, OwnerNo};
use super::item::{Kind, Mood, Reason};
use super::learned::Lesson;
use super::money::Money;
use super::outcome::command::OutcomeCommand;
use super::owner::Owner;
use super::promise::PromiseCommand;
use super::settings::CallOutcome;

/// What an owner answered, as the rep records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// "I have it", and by when, if a date was given.
    Acknowledged {
        /// The date the owner gave; it sets the owner clock.
        by: Option<Time>,
    },
    /// "It is done."
    Done,
    /// "Not mine", or "I can't".
    Returned,
}

/// To whom a hand-off goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// To the owner each row shows.
    Shown,
    /// To this owner.
    Owner(OwnerNo),
}

/// How untold hand-offs came to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The brief was copied.
    Copied,
    /// The rep says so.
    Marked,
}

/// A logged call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallDraft {
    /// With whom: an account that exists, or the name of one to make.
    pub account: AccountRef,
    /// The row it was logged on, if any. Its client clock is set when the call connected.
    pub item: Option<ItemNo>,
    /// Spoke with, when known; may be empty.
    pub person: String,
    /// How it ended.
    pub outcome: CallOutcome,
    /// Whole minutes; unknown is `None`.
    pub minutes: Option<u32>,
    /// What was said; may be empty.
    pub notes: String,
    /// The next date: makes or moves the account's one callback.
    pub next: Option<Time>,
    /// What to open for a call that brought something new: its kind and subject.
    pub opens: Option<(Kind, String)>,
    /// When the call began.
    pub at: Time,
}

/// An account by number, or by the name it has or will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountRef {
    /// One that exists.
    Number(AccountNo),
    /// Found by its normalised name, else made.
    Named(String),
}

/// Changes to a row's own fields; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemEdit {
    /// New kind.
    pub kind: Option<Kind>,
    /// New account, by name.
    pub account: Option<String>,
    /// New subject.
    pub subject: Option<String>,
    /// New value; `Some(None)` clears it.
    pub value: Option<Option<Money>>,
    /// New client clock.
    pub client_due: Option<Time>,
    /// New urgency.
    pub urgent: Option<bool>,
}

/// What listening to a support call brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listened {
    /// The client's own words; empty leaves what stands.
    pub words: String,
    /// How the client sounded.
    pub mood: Option<Mood>,
    /// What the client was told; may be empty.
    pub said: String,
    /// When the client hears next.
    pub next: Option<Time>,
    /// Hand it off in the same command.
    pub then: Option<Recipient>,
}

/// One thing the rep does, with everything it needs. Commands on several items are all or nothing, unless the
/// writer is told to leave out rows to which it does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are named by the words of the table in the guide"
)]
pub enum Command {
    /// `d` `D` `1`–`9`: give to an owner. An open hand-off is recalled first.
    HandOff {
        items: Vec<ItemNo>,
        to: Recipient,
        brief: Option<String>,
    },
    /// `r a`, `r d`, `r r`: the owner's answer.
    Answer {
        items: Vec<ItemNo>,
        answer: Answer,
        words: String,
    },
    /// `r x`: take it back.
    Recall { items: Vec<ItemNo> },
    /// `f`: chase the owner; restarts the owner clock.
    Nudge { items: Vec<ItemNo> },
    /// `!`: hand to the person whom the owner's card names.
    Escalate { items: Vec<ItemNo> },
    /// `t`: the client was told something, and hears again at `next`, else after the default.
    Tell {
        items: Vec<ItemNo>,
        words: String,
        next: Option<Time>,
    },
    /// `e`: finish. With `told`, closes, and `words` are what the client was told; without, wakes as *owner done*.
    Finish {
        items: Vec<ItemNo>,
        told: bool,
        reason: Option<Reason>,
        minutes: Option<u32>,
        words: String,
    },
    /// `m`: first chair.
    Keep { items: Vec<ItemNo>, reason: Reason },
    /// `h`: asleep until then.
    Snooze { items: Vec<ItemNo>, until: Time },
    /// `s`: urgent, or not any more.
    Star { items: Vec<ItemNo>, urgent: bool },
    /// `#`: nobody's work.
    Dismiss { items: Vec<ItemNo> },
    /// Open a closed item again.
    Reopen { items: Vec<ItemNo> },
    /// `i`: capture.
    Add(ItemDraft),
    /// `E`: edit the row.
    Edit { item: ItemNo, edit: ItemEdit },
    /// `a`: a note.
    Note { items: Vec<ItemNo>, text: String },
    /// `c` `C`: log a call.
    LogCall(CallDraft),
    /// `l`: listen.
    Listen { item: ItemNo, heard: Listened },
    /// `y` and marking: the owners of these items' open hand-offs have been told.
    MarkTold { items: Vec<ItemNo>, how: Told },
    /// Orchestra's `y`: all of one owner's untold hand-offs.
    MarkOwnerTold { owner: OwnerNo, how: Told },
    /// What is told to a client with a date.
    Promise(PromiseCommand),
    /// Owners entered at first start, or added. Numbers are ignored.
    AddOwners(Vec<Owner>),
    /// An owner's card, whole.
    EditOwner(Box<Owner>),
    /// What is done with deals.
    Deal(DealCommand),
    /// What is done with outcomes and the checks that follow a signature.
    Outcome(OutcomeCommand),
    /// Accounts and people.
    Account(AccountCommand),
    /// Asks, events and who is invited to them.
    Ask(AskCommand),
    /// Moving on from a chase, and calls exported.
    Call(CallCommand),
    /// Meetings without a log, and the rep's own absence.
    Diary(DiaryCommand),
    /// `u`: take back the newest standing command of this window, then those older than the window; or a named one.
    Undo(Option<CommandNo>),
    /// Ctrl-r.
    Redo,
}

/// What else deserves a word when a command is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Words that stand for themselves: `Maria is away until Tue`.
    Words(String),
    /// A call reached the client, and the clocks of the account's other open rows stand as they did.
    OthersOpen {
        /// Which, and when the client hears of them: `also open for Acme Pumps: #12 Tue`.
        words: String,
        /// The first of them.
        first: ItemNo,
    },
}

impl Remark {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Words(words) | Self::OthersOpen { words, .. } => words,
        }
    }
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its number: `downbeat undo 17`.
    pub command: CommandNo,
    /// What happened, in words for the status line: `#128 handed to Maria`.
    pub words: String,
    /// The items it touched, as many as the screen needs to know of (100 at most).
    pub items: Vec<ItemNo>,
    /// Rows left out, each with the reason.
    pub left_out: Vec<String>,
    /// Text to pass on: the chase that a nudge drafted.
    pub draft: Option<String>,
    /// What else deserves a word: a snooze past the client clock, an owner away.
    pub remark: Option<Remark>,
    /// What `u` would take back now, in words.
    pub undo: Option<String>,
    /// A chase that had its last try with this call: *Next!*
    pub over: Option<ChaseOver>,
    /// A rule that the rep's hand-offs teach, offered to be written into the config.
    pub lesson: Option<Lesson>,
}
