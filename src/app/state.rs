//! The state of the screen: all that a frame is drawn from.

use std::collections::BTreeMap;

use super::effect::Ticket;
use super::list::ListState;
use super::overlay::{CallStep, Overlay, Welcome};
use crate::domain::Time;
use crate::domain::command::Command;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::listing::{Counts, Detail, List, Row};
use crate::domain::owner::{Load, Owner};
use crate::domain::settings::Settings;
use crate::domain::week::{Week, WeekReport};
use crate::keys::{Intent, Key, Keymap, Mode};

/// A view: what fills the frame below the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// Open items that are awake.
    Inbox,
    /// Open hand-offs.
    Waiting,
    /// Sleeping items.
    Later,
    /// Closed items.
    Done,
    /// What a search found.
    Found,
    /// The owners.
    Orchestra,
    /// The week.
    Week,
}

impl View {
    /// The views with a name in the header, in order.
    pub const SHOWN: [Self; 6] = [
        Self::Inbox,
        Self::Waiting,
        Self::Later,
        Self::Done,
        Self::Orchestra,
        Self::Week,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inbox => "Inbox",
            Self::Waiting => "Waiting",
            Self::Later => "Later",
            Self::Done => "Done",
            Self::Found => "Found",
            Self::Orchestra => "Orchestra",
            Self::Week => "Week",
        }
    }

    /// Whether it is a list of items.
    #[must_use]
    pub const fn is_list(self) -> bool {
        match self {
            Self::Inbox | Self::Waiting | Self::Later | Self::Done | Self::Found => true,
            Self::Orchestra | Self::Week => false,
        }
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

/// The detail of the selected row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DetailPane {
    /// The latest answer. It may be of another row than the selected one until the next answer: compare
    /// `shown.item.number` with the selection before drawing it.
    pub shown: Option<Box<Detail>>,
    /// Opened over the whole width, with keys that scroll it.
    pub open: bool,
    /// The first line shown.
    pub scroll: usize,
}

/// The week on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekPage {
    /// Which.
    pub week: Week,
    /// Its figures; `None` until they are there.
    pub report: Option<Box<WeekReport>>,
    /// The first line shown.
    pub scroll: usize,
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
    /// The header's counts.
    pub counts: Counts,
    /// The owners, by seat, then name.
    pub owners: Vec<OwnerCard>,
    /// The owner selected in Orchestra.
    pub owner_selected: Option<OwnerNo>,
    /// The week on the screen.
    pub week: WeekPage,
    /// The detail of the selected row.
    pub detail: DetailPane,
    /// What lies on top.
    pub overlay: Option<Overlay>,
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
            },
            view: View::Inbox,
            back_to: View::Inbox,
            lists: Lists::new(),
            counts: Counts::default(),
            owners: Vec::new(),
            owner_selected: None,
            week: WeekPage {
                week,
                report: None,
                scroll: 0,
            },
            detail: DetailPane::default(),
            overlay: welcome.map(|place| Overlay::Welcome(Welcome::at(place))),
            pending: Vec::new(),
            status: None,
            writes: Writes::default(),
            in_flight: BTreeMap::new(),
            selection_unseen: false,
            drop_warned: None,
            quitting: false,
            chase: None,
            last_action: None,
        }
    }

    /// What the screen is doing, which decides what a key means.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match &self.overlay {
            Some(Overlay::Ask(ask)) => ask.mode(),
            Some(Overlay::Form(form)) => form.mode(),
            Some(Overlay::Call(call)) => match &call.step {
                CallStep::Who { .. } => Mode::Pick,
                CallStep::Outcome { .. } => Mode::Outcome,
                CallStep::Rest { .. } => Mode::CallNotes,
            },
            Some(Overlay::Picker(_) | Overlay::Palette(_)) => Mode::Pick,
            Some(Overlay::Add(_)) => Mode::Text,
            Some(Overlay::Snooze(snooze)) if snooze.input.is_some() => Mode::Text,
            Some(Overlay::Snooze(_)) => Mode::Snooze,
            Some(Overlay::Search(_)) => Mode::Search,
            Some(Overlay::Help(_)) => Mode::Help,
            Some(Overlay::Welcome(welcome)) if welcome.form.is_some() => Mode::Text,
            Some(Overlay::Welcome(_)) => Mode::Welcome,
            None => self.view_mode(),
        }
    }

    /// The mode of the view itself, whatever lies on top of it.
    #[must_use]
    pub const fn view_mode(&self) -> Mode {
        match self.view {
            View::Orchestra => Mode::Orchestra,
            View::Week => Mode::Week,
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

    /// The list shown; `None` in Orchestra and Week.
    #[must_use]
    pub const fn list(&self) -> Option<&ListState> {
        match self.view {
            View::Inbox => Some(&self.lists.inbox),
            View::Waiting => Some(&self.lists.waiting),
            View::Later => Some(&self.lists.later),
            View::Done => Some(&self.lists.done),
            View::Found => Some(&self.lists.found),
            View::Orchestra | View::Week => None,
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
            View::Orchestra | View::Week => None,
        }
    }

    /// The selected row of the list shown.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.list().and_then(ListState::selected_row)
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
