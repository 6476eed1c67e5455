//! What lies on top of a view, one at a time, each with a state of its own.

pub mod add;
pub mod ask;
pub mod asked;
pub mod call;
pub mod client;
pub mod deal;
pub mod form;
pub mod help;
pub mod morning;
pub mod next;
pub mod outcome;
pub mod palette;
pub mod picker;
pub mod promise;
pub mod search;
pub mod snooze;
pub mod welcome;

pub use add::Add;
pub use ask::{Ask, AskFor};
pub use asked::{AskForm, AskQuestion, Events};
pub use call::{Call, CallStep};
pub use client::ClientOverlay;
pub use deal::{DealAsk, DealForm, DealKey};
pub use form::{AccountForm, EditedRow, Field, Form, FormFor, Reads, Understood};
pub use help::{Help, HelpLine};
pub use morning::{Greeting, MorningSheet};
pub use next::{Dial, Next};
pub use outcome::{OutcomeAsk, OutcomeForm};
pub use palette::Palette;
pub use picker::{PickFor, Picker};
pub use promise::{PromiseAsk, PromiseForm, PromiseTo};
pub use search::{Search, SearchKind};
pub use snooze::{Snooze, SnoozeFor};
pub use welcome::Welcome;

use crate::keys::Mode;

use super::scroll::Scroll;

/// What lies on top.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// One question, answered by one key.
    Ask(Ask),
    /// A few fields: Tab moves, Enter saves, Esc leaves.
    Form(Form),
    /// Pick an owner.
    Picker(Picker),
    /// Log a call.
    Call(Call),
    /// The boss card, the people of a client, or finding a client.
    Client(ClientOverlay),
    /// The events, and who is invited to them.
    Events(Events),
    /// Add an item in one line.
    Add(Add),
    /// Snooze.
    Snooze(Snooze),
    /// What comes after a chase.
    Next(Next),
    /// Which number to dial.
    Dial(Dial),
    /// The search or filter line.
    Search(Search),
    /// Every action with its key.
    Palette(Palette),
    /// Every key of this screen.
    Help(Help),
    /// The morning in words.
    Morning(MorningSheet),
    /// The first start.
    Welcome(Welcome),
}

impl Overlay {
    /// What the screen is doing while it lies on top, which decides what a key means.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match self {
            Self::Ask(ask) => ask.mode(),
            Self::Form(form) => form.mode(),
            Self::Call(call) => match &call.step {
                CallStep::Who { .. } => Mode::Pick,
                CallStep::Outcome { .. } => Mode::Outcome,
                CallStep::Rest { .. } => Mode::CallNotes,
            },
            Self::Next(next) if next.picking.is_none() => Mode::Next,
            Self::Picker(_)
            | Self::Palette(_)
            | Self::Dial(_)
            | Self::Next(_)
            | Self::Client(ClientOverlay::People(_) | ClientOverlay::Pick(_)) => Mode::Pick,
            Self::Client(ClientOverlay::Card(_)) | Self::Morning(_) => Mode::Card,
            Self::Events(_) => Mode::Events,
            Self::Add(_) => Mode::Text,
            Self::Snooze(snooze) if snooze.input.is_some() => Mode::Text,
            Self::Snooze(_) => Mode::Snooze,
            Self::Search(_) => Mode::Search,
            Self::Help(_) => Mode::Help,
            Self::Welcome(welcome) if welcome.form.is_some() => Mode::Text,
            Self::Welcome(_) => Mode::Welcome,
        }
    }

    /// Whether it offers choices by one key each, and so names the keys that work itself.
    #[must_use]
    pub const fn is_choice(&self) -> bool {
        match self {
            Self::Ask(_) => true,
            Self::Snooze(snooze) => snooze.input.is_none(),
            Self::Call(call) => matches!(call.step, CallStep::Outcome { .. }),
            Self::Next(next) => next.picking.is_none(),
            Self::Welcome(welcome) => welcome.form.is_none(),
            Self::Form(_)
            | Self::Dial(_)
            | Self::Picker(_)
            | Self::Client(_)
            | Self::Events(_)
            | Self::Add(_)
            | Self::Search(_)
            | Self::Palette(_)
            | Self::Morning(_)
            | Self::Help(_) => false,
        }
    }

    /// How far it is scrolled, where moving scrolls it.
    pub(super) const fn scroll_mut(&mut self) -> Option<&mut Scroll> {
        match self {
            Self::Help(help) => Some(&mut help.scroll),
            Self::Morning(sheet) => Some(&mut sheet.scroll),
            Self::Client(ClientOverlay::Card(card)) => Some(&mut card.scroll),
            Self::Ask(ask) => Some(&mut ask.scroll),
            Self::Snooze(snooze) if snooze.input.is_none() => Some(&mut snooze.scroll),
            Self::Next(next) if next.picking.is_none() => Some(&mut next.scroll),
            Self::Call(Call {
                step: CallStep::Outcome { scroll, .. },
                ..
            }) => Some(scroll),
            Self::Welcome(welcome) if welcome.form.is_none() => Some(&mut welcome.scroll),
            Self::Form(_)
            | Self::Picker(_)
            | Self::Client(_)
            | Self::Events(_)
            | Self::Next(_)
            | Self::Dial(_)
            | Self::Call(_)
            | Self::Add(_)
            | Self::Snooze(_)
            | Self::Search(_)
            | Self::Palette(_)
            | Self::Welcome(_) => None,
        }
    }
}
