//! The state of the screen: all that a frame is drawn from.

use std::collections::BTreeMap;

use super::effect::Ticket;
use super::list::ListState;
use super::overlay::{Greeting, Overlay, Welcome};
use super::scroll::Scroll;
pub use super::view::View;
use crate::domain::Time;
use crate::domain::ask::ear::Ear;
use crate::domain::command::Command;
use crate::domain::diary::Absence;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::learned::Lesson;
use crate::domain::listing::{Counts, Detail, List, Row};
use crate::domain::owner::{Load, Owner};
use crate::domain::register::{Page, Record, Register, RegisterRow, RegisterScope, Split};
use crate::domain::settings::Settings;
use crate::domain::week::{Week, WeekReport};
use crate::keys::{Intent, Key, Keymap, Mode};

/// The registers; each keeps its selection, split and words while another view is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Registers([ListState<RegisterRow>; 5]);

impl Registers {
    /// Registers that have not been read.
    #[must_use]
    pub fn new() -> Self {
        let unread = |register: Register| {
            ListState::of(RegisterScope {
                split: register.opens_with(),
                words: String::new(),
            })
        };
        Self([
            unread(Register::Calls),
            unread(Register::Accounts),
            unread(Register::Promises),
            unread(Register::Outcomes),
            unread(Register::Pipeline),
        ])
    }

    /// One of them.
    #[must_use]
    pub const fn of(&self, register: Register) -> &ListState<RegisterRow> {
        &self.0[register as usize]
    }

    /// One of them, to change it.
    pub const fn of_mut(&mut self, register: Register) -> &mut ListState<RegisterRow> {
        &mut self.0[register as usize]
    }

    /// All of them.
    pub(super) fn every(&mut self) -> Vec<&mut ListState<RegisterRow>> {
        self.0.iter_mut().collect()
    }
}

impl Default for Registers {
    fn default() -> Self {
        Self::new()
    }
}

/// The five lists; each keeps its selection, split and marks while another is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists {
    /// Open items that are awake.
    pub inbox: ListState,
    /// Open hand-offs.
    pub waiting: ListState,
    /// Sleeping items.
    pub later: ListState,
    /// Closed items.
    pub done: ListState,
    /// What a search found.
    pub found: ListState,
}

/// An owner, and what is at hand while a screen shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerCard {
    /// The owner.
    pub owner: Owner,
    /// What the owner has at hand. Read when a screen that shows it opens, and empty before.
    pub load: Load,
}

/// The detail of the selected row, or the page of the selected record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DetailPane {
    /// The latest answer. It may be of another row than the selected one until the next answer: compare
    /// `shown.item.number` with the selection before drawing it.
    pub shown: Option<Box<Detail>>,
    /// The latest page, of the record named: it may be another than the selected one until the next answer.
    pub page: Option<(Record, Box<Page>)>,
    /// Opened over the whole width, with keys that scroll it.
    pub open: bool,
    /// How far it is scrolled.
    pub scroll: Scroll,
}

/// The week on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekPage {
    /// Which.
    pub week: Week,
    /// Its figures; `None` until they are there.
    pub report: Option<Box<WeekReport>>,
    /// How far it is scrolled.
    pub scroll: Scroll,
}

/// What the status line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// In words.
    pub text: String,
    /// How it is meant.
    pub kind: StatusKind,
    /// What `u` would take back, in words.
    pub undo: Option<String>,
}

/// How a status is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusKind {
    /// Something to know.
    Info,
    /// Something is safe on disk.
    Done,
    /// Something is safe on disk, and a key has been pressed since: it stays named where there is room.
    Standing,
    /// Something was refused or failed.
    Problem,
    /// A write failed. It stays until it has been drawn and a key was pressed since: a later write that succeeds, and
    /// keys typed ahead, do not take it away unread.
    Failed {
        /// It has been drawn.
        seen: bool,
    },
}

/// A command on its way to disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// It.
    pub command: Command,
    /// The rows that leave the list with it.
    pub leaving: Vec<ItemNo>,
    /// What it was typed on: given back should the command fail.
    pub(super) typed_on: Option<Box<Overlay>>,
}

/// The commands on their way to disk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Writes {
    /// The number of the latest ticket.
    pub(super) latest: u64,
    /// Sent and not answered yet.
    pub sent: BTreeMap<Ticket, Sent>,
}

/// All that a frame is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// What the config decides.
    pub settings: Settings,
    /// The keys.
    pub keymap: Keymap,
    /// The time, as of the latest tick.
    pub now: Time,
    /// The terminal's size.
    pub screen: Screen,
    /// The view shown.
    pub view: View,
    /// The view that Esc goes back to from a search.
    pub back_to: View,
    /// The lists.
    pub lists: Lists,
    /// The registers.
    pub registers: Registers,
    /// What sums a split of a register up: the one that was read last.
    pub register_summary: Option<(Split, Page)>,
    /// When the register shown was last read: its words depend on the time.
    pub(super) register_read_at: Time,
    /// The header's counts.
    pub counts: Counts,
    /// The owners, by seat, then name.
    pub owners: Vec<OwnerCard>,
    /// Who had an executive's ear of late, as Orchestra shows it; `None` until it was read.
    pub ear: Option<Ear>,
    /// The owner selected in Orchestra.
    pub owner_selected: Option<OwnerNo>,
    /// The week on the screen.
    pub week: WeekPage,
    /// The detail of the selected row.
    pub detail: DetailPane,
    /// What lies on top.
    pub overlay: Option<Overlay>,
    /// The morning, on the first start of a day until the first key.
    pub greeting: Option<Greeting>,
    /// Keys of a sequence that has begun: `g`, `r`.
    pub pending: Vec<Key>,
    /// What the status line says.
    pub status: Option<Status>,
    /// The commands on their way to disk.
    pub writes: Writes,
    /// Rows on their way out of the list, with where to: `to Maria`.
    pub in_flight: BTreeMap<ItemNo, String>,
    /// The selection was handed on by something the rep did not do and has not seen: the runtime draws before it
    /// takes the next key.
    pub selection_unseen: bool,
    /// The rep was told that the key just pressed, pressed again, drops what was typed.
    pub(super) drop_warned: Option<Intent>,
    /// The rep wants to leave; the writes on their way are waited for.
    pub quitting: bool,
    /// The chase that the latest nudge drafted, for the clipboard.
    pub(super) chase: Option<String>,
    /// The rule that the latest hand-offs teach, until it is written or something else is done.
    pub(super) lesson: Option<Lesson>,
    /// The absence whose end the rep was asked about.
    pub(super) asked_back: Option<Absence>,
    /// The last action on rows, for `.`.
    pub(super) last_action: Option<Command>,
}

/// The terminal's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: u16,
    /// Lines.
    pub height: u16,
    /// List rows on the latest frame.
    pub rows: u16,
    /// Cells of a row of the field typed into on the latest frame, where it takes several lines; else 0.
    pub typing: u16,
}

impl State {
    /// The screen before its first frame. `welcome` names the place of a store that has just been made, and holds
    /// neither owners nor items: then the first start is offered.
    #[must_use]
    pub fn new(settings: Settings, keymap: Keymap, now: Time, welcome: Option<String>) -> Self {
        let week = Week::of(now, &settings.calendar);
        Self {
            settings,
            keymap,
            now,
            screen: Screen {
                width: 80,
                height: 24,
                rows: 18,
                typing: 0,
            },
            view: View::Inbox,
            back_to: View::Inbox,
            lists: Lists::new(),
            registers: Registers::new(),
            register_summary: None,
            register_read_at: now,
            counts: Counts::default(),
            owners: Vec::new(),
            ear: None,
            owner_selected: None,
            week: WeekPage {
                week,
                report: None,
                scroll: Scroll::default(),
            },
            detail: DetailPane::default(),
            overlay: welcome.map(|place| Overlay::Welcome(Welcome::at(place))),
            greeting: None,
            pending: Vec::new(),
            status: None,
            writes: Writes::default(),
            in_flight: BTreeMap::new(),
            selection_unseen: false,
            drop_warned: None,
            quitting: false,
            chase: None,
            lesson: None,
            asked_back: None,
            last_action: None,
        }
    }

    /// What the screen is doing, which decides what a key means.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.overlay
            .as_ref()
            .map_or_else(|| self.view_mode(), Overlay::mode)
    }

    /// The mode of the view itself, whatever lies on top of it.
    #[must_use]
    pub const fn view_mode(&self) -> Mode {
        match self.view {
            View::Orchestra => Mode::Orchestra,
            View::Week => Mode::Week,
            View::Register(Register::Calls) => Mode::Calls,
            View::Register(Register::Accounts) => Mode::Accounts,
            View::Register(Register::Promises) => Mode::Promises,
            View::Register(Register::Outcomes) => Mode::Outcomes,
            View::Register(Register::Pipeline) => Mode::Pipeline,
            View::Inbox | View::Waiting | View::Later | View::Done | View::Found if self.detail.open => {
                Mode::Detail
            }
            View::Inbox | View::Waiting | View::Later | View::Done | View::Found => Mode::List,
        }
    }

    /// The key that asks for an intent now, as the footer shows it; `None` when no key does.
    #[must_use]
    pub fn key_of(&self, intent: Intent) -> Option<String> {
        let mut keys = self.keymap.keys_for(self.mode(), intent);
        keys.next().map(|sequence| sequence.short(false))
    }

    /// The list of items shown; `None` in views that list none.
    #[must_use]
    pub const fn list(&self) -> Option<&ListState> {
        match self.view {
            View::Inbox => Some(&self.lists.inbox),
            View::Waiting => Some(&self.lists.waiting),
            View::Later => Some(&self.lists.later),
            View::Done => Some(&self.lists.done),
            View::Found => Some(&self.lists.found),
            View::Register(_) | View::Orchestra | View::Week => None,
        }
    }

    /// The list shown, to change it.
    pub(super) const fn list_mut(&mut self) -> Option<&mut ListState> {
        match self.view {
            View::Inbox => Some(&mut self.lists.inbox),
            View::Waiting => Some(&mut self.lists.waiting),
            View::Later => Some(&mut self.lists.later),
            View::Done => Some(&mut self.lists.done),
            View::Found => Some(&mut self.lists.found),
            View::Register(_) | View::Orchestra | View::Week => None,
        }
    }

    /// The register shown; `None` in views that are none.
    #[must_use]
    pub const fn register(&self) -> Option<&ListState<RegisterRow>> {
        match self.view {
            View::Register(register) => Some(self.registers.of(register)),
            View::Inbox
            | View::Waiting
            | View::Later
            | View::Done
            | View::Found
            | View::Orchestra
            | View::Week => None,
        }
    }

    /// The register shown, to change it.
    pub(crate) const fn register_mut(&mut self) -> Option<&mut ListState<RegisterRow>> {
        match self.view {
            View::Register(register) => Some(self.registers.of_mut(register)),
            View::Inbox
            | View::Waiting
            | View::Later
            | View::Done
            | View::Found
            | View::Orchestra
            | View::Week => None,
        }
    }

    /// The selected row of the register shown.
    #[must_use]
    pub fn record_row(&self) -> Option<&RegisterRow> {
        self.register().and_then(ListState::selected_row)
    }

    /// What sums up the split shown; nothing until it has been read, and where nothing does.
    #[must_use]
    pub fn summary(&self) -> Option<&Page> {
        let shown = self.register()?.scope.split;
        let (split, page) = self.register_summary.as_ref()?;
        (*split == shown && !page.lines.is_empty()).then_some(page)
    }

    /// The page, if it is of the record selected.
    #[must_use]
    pub fn page_of_selected(&self) -> Option<&Page> {
        let selected = self.register()?.selected?;
        let (record, page) = self.detail.page.as_ref()?;
        (*record == selected).then_some(page)
    }

    /// The selected item's row, of a list or of a register whose row stands on an item.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        match self.list() {
            Some(list) => list.selected_row(),
            None => self.record_row().and_then(|row| row.row.as_deref()),
        }
    }

    /// An item's row, where the list or register shown holds it.
    #[must_use]
    pub fn item_row(&self, item: ItemNo) -> Option<&Row> {
        match self.list() {
            Some(list) => list.row(item),
            None => self
                .register()?
                .window
                .rows
                .iter()
                .filter_map(|row| row.row.as_deref())
                .find(|row| row.item == item),
        }
    }

    /// The detail, if it is of the selected row.
    #[must_use]
    pub fn detail_of_selected(&self) -> Option<&Detail> {
        let selected = self.list()?.selected?;
        self.detail
            .shown
            .as_deref()
            .filter(|detail| detail.item.number == selected)
    }

    /// The card of the owner selected in Orchestra.
    #[must_use]
    pub fn selected_owner(&self) -> Option<&OwnerCard> {
        self.owner_selected.and_then(|number| self.owner(number))
    }

    /// An owner's card.
    #[must_use]
    pub fn owner(&self, number: OwnerNo) -> Option<&OwnerCard> {
        self.owners.iter().find(|card| card.owner.number == number)
    }
}

impl Lists {
    /// All of them.
    pub(super) const fn every(&mut self) -> [&mut ListState; 5] {
        [
            &mut self.inbox,
            &mut self.waiting,
            &mut self.later,
            &mut self.done,
            &mut self.found,
        ]
    }

    /// Lists that have not been read.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            inbox: ListState::new(Some(List::Inbox)),
            waiting: ListState::new(Some(List::Waiting)),
            later: ListState::new(Some(List::Later)),
            done: ListState::new(Some(List::Done)),
            found: ListState::new(None),
        }
    }
}

impl Default for Lists {
    fn default() -> Self {
        Self::new()
    }
}
