//! Actions: all that can happen to the screen.

use super::effect::{BriefsOf, RowsQuery, Ticket};
use super::overlay::DealKey;
use super::overlay::asked::AskFacts;
use super::scroll::Scroll;
use super::state::{OwnerCard, View};
use crate::domain::Time;
use crate::domain::account::{Account, Person};
use crate::domain::ask::Ask;
use crate::domain::ask::ear::Ear;
use crate::domain::ask::event::{Event, EventFile};
use crate::domain::cadence::Chase;
use crate::domain::calls::{NextUp, Number};
use crate::domain::card::Card;
use crate::domain::command::{AccountRef, Done};
use crate::domain::deal::DealFile;
use crate::domain::ids::{AccountNo, ItemNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::listing::{Counts, Detail, Scope, Window};
use crate::domain::morning::Morning;
use crate::domain::outcome::OutcomeFile;
use crate::domain::promise::Promise;
use crate::domain::register::{Page, Record, RegisterRow, Split};
use crate::domain::settings::Settings;
use crate::domain::week::WeekReport;
use crate::keys::Key;

/// Something happened: a key, an answer, the passing of time.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The first action of all: asks for what the first frame needs.
    Start,
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was clicked; `None` where nothing answers to a click.
    Click(Option<Hit>),
    /// The wheel was turned, down when positive, over what `over` says.
    Scroll {
        /// Notches.
        lines: i32,
        /// What the pointer is over.
        over: Option<Hit>,
    },
    /// The terminal has this size now, in cells.
    Resize {
        /// Columns.
        width: u16,
        /// Lines.
        height: u16,
    },
    /// It is now this late. Sent each second, and before the first key after a pause. What becomes due as time passes
    /// is told by [`Action::Changed`]; a register, whose words depend on the time, is read again once a minute.
    Tick(Time),
    /// A frame has been drawn with this many list rows on it.
    Drawn {
        /// Rows of the list that fit.
        rows: u16,
        /// How far what scrolls is scrolled, if anything on it does.
        scroll: Option<Scroll>,
        /// Cells of a row of the field typed into that takes several lines; 0 while there is none.
        typing: u16,
    },
    /// A read or a question was answered.
    Loaded(Loaded),
    /// A read or a question failed; the words say which, why and what to do.
    ReadFailed(String),
    /// A command is safe on disk.
    Committed {
        /// Which.
        ticket: Ticket,
        /// What became of it.
        done: Done,
    },
    /// A command was refused or failed; nothing of it was done.
    Failed {
        /// Which.
        ticket: Ticket,
        /// Why, in words.
        message: String,
    },
    /// Another program changed the store, or the passing of time woke something.
    Changed,
    /// The text is on its way to the clipboard.
    Copied {
        /// Whose briefs.
        of: BriefsOf,
        /// The items whose open hand-offs it tells of.
        tells: Vec<ItemNo>,
    },
    /// A text is on its way to the clipboard.
    TextCopied {
        /// What it is, in words.
        what: String,
    },
    /// The week is on its way to the clipboard.
    WeekCopied,
    /// The clipboard could not be reached.
    CopyFailed(String),
    /// The system's dialler could not be started, or failed; the words say why.
    DialFailed(String),
    /// A report was written to a file.
    Exported {
        /// Which, in words.
        what: String,
        /// Where, as the rep would type it.
        path: String,
    },
    /// A report could not be written.
    ExportFailed(String),
    /// A rule was written into the config, which decides from now on.
    RuleWritten {
        /// What the config decides.
        settings: Box<Settings>,
        /// The config.
        path: String,
    },
    /// The rule was not written; nothing was.
    RuleFailed(String),
    /// A long job goes on: words for the status line.
    Progress(String),
}

/// What a click or the wheel is over, found by the part that drew it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// A view's name in the header.
    View(View),
    /// A split's name: one kind, or all.
    Split(Option<Kind>),
    /// A row of the list.
    Row(ItemNo),
    /// The name of a split of a register.
    RegisterSplit(Split),
    /// A row of a register.
    Record(Record),
    /// An owner in Orchestra.
    Owner(OwnerNo),
    /// The list where it has no row.
    List,
    /// The detail pane.
    Detail,
    /// The week's page.
    Week,
    /// A line of what lies on top: a choice, a match, a field; counted from 0.
    Line(usize),
    /// What lies on top, where it has no line.
    Overlay,
}

/// An answer about asks and events.
#[derive(Debug, Clone, PartialEq)]
pub enum AskLoaded {
    /// What is known when something is asked for a client.
    For {
        /// Which client.
        account: AccountNo,
        /// What is known.
        facts: Box<AskFacts>,
    },
    /// An ask; `None` when the item stands for none.
    Whole {
        /// The item.
        item: ItemNo,
        /// The ask.
        ask: Option<Box<Ask>>,
        /// The events still to come, and the one it is about.
        events: Vec<Event>,
    },
    /// The events.
    Events(Vec<EventFile>),
    /// Who had an executive's ear of late.
    Ear(Ear),
}

/// The answer to a read or a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    /// Part of a list, with the question it answers.
    Rows {
        /// The question.
        asked: RowsQuery,
        /// The rows.
        window: Window,
    },
    /// Part of a register, with the question it answers.
    Register {
        /// The question.
        asked: RowsQuery<RegisterRow>,
        /// The rows.
        window: Window<RegisterRow>,
        /// What sums the split up, when the window was read anew; `None` when rows were added to it.
        summary: Option<Page>,
    },
    /// All about one record; `None` when it does not exist.
    Page {
        /// The record asked for.
        record: Record,
        /// It.
        page: Option<Box<Page>>,
    },
    /// A deal with all that hangs on it, for a key; `None` when it does not exist.
    Deal {
        /// The key.
        key: DealKey,
        /// It.
        file: Option<Box<DealFile>>,
    },
    /// How far the chase of a client has come.
    Chase {
        /// Whose.
        client: AccountRef,
        /// For a call on this row.
        item: Option<ItemNo>,
        /// It.
        chase: Chase,
    },
    /// The numbers that can be dialled.
    Phones {
        /// For whom.
        account: AccountNo,
        /// They.
        numbers: Vec<Number>,
    },
    /// What can be done when a chase is over; `None` when there is no such client.
    NextUp(Option<Box<NextUp>>),
    /// Something about an account.
    Account(AccountLoaded),
    /// Something about asks or events.
    Ask(AskLoaded),
    /// The numbers of every row of a list.
    Numbers {
        /// The list.
        scope: Scope,
        /// In its order.
        items: Vec<ItemNo>,
        /// Whether the list goes on.
        more: bool,
    },
    /// The header's counts.
    Counts(Counts),
    /// Every owner that is not retired, with what each has at hand; by seat, then name.
    Owners(Vec<OwnerCard>),
    /// One item whole; `None` when it does not exist.
    Detail {
        /// The item asked for.
        item: ItemNo,
        /// It.
        detail: Option<Box<Detail>>,
    },
    /// Briefs as one text.
    Briefs {
        /// Whose.
        of: BriefsOf,
        /// The text; empty when there is none.
        text: String,
        /// The items whose open hand-offs this text tells of.
        tells: Vec<ItemNo>,
    },
    /// Names of known accounts that begin with or contain what was typed, best first, 8 at most.
    Accounts {
        /// What was typed.
        typed: String,
        /// The names.
        names: Vec<String>,
    },
    /// An outcome, for a reading to be taken; `None` when the item stands for none.
    Outcome {
        /// The item.
        item: ItemNo,
        /// It, with its readings.
        file: Option<Box<OutcomeFile>>,
    },
    /// A promise, to be changed; `None` when the item stands for none.
    Promise {
        /// The item.
        item: ItemNo,
        /// It.
        promise: Option<Box<Promise>>,
    },
    /// The figures of a week.
    Week(Box<WeekReport>),
    /// The morning.
    Morning(Box<Morning>),
}

/// What was asked about an account.
#[derive(Debug, Clone, PartialEq)]
pub enum AccountLoaded {
    /// The boss card; `None` when there is no such account.
    Card {
        /// Whose.
        account: AccountNo,
        /// It.
        card: Option<Box<Card>>,
    },
    /// The people there.
    People {
        /// Where.
        asked: AccountRef,
        /// Who: champions first, those who are gone last.
        people: Vec<Person>,
    },
    /// The account's own card; `None` when there is none.
    Whole(Option<Box<Account>>),
    /// Accounts found by anything.
    Found {
        /// What was typed.
        typed: String,
        /// By name.
        accounts: Vec<(AccountNo, String)>,
    },
}
