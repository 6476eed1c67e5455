//! Modes: what the screen is doing when a key arrives. A prefix such as `g` is not a mode but the first key of a
//! sequence.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable word: a table of `assets/keymap.toml`, and of `[keys]` in the config.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

named! {
    /// What the screen is doing when a key arrives.
    pub enum Mode {
        /// A list of items has the keys: Inbox, Waiting, Later, Done.
        List = "list",
        /// The owners.
        Orchestra = "orchestra",
        /// The week.
        Week = "week",
        /// Callbacks and logged calls.
        Calls = "calls",
        /// The clients.
        Accounts = "accounts",
        /// What the rep told clients.
        Promises = "promises",
        /// What clients bought things for.
        Outcomes = "outcomes",
        /// The deals.
        Pipeline = "pipeline",
        /// The detail of one item, opened with Enter.
        Detail = "detail",
        /// The boss card.
        Card = "card",
        /// The owner picker or the palette: typing narrows it.
        Pick = "pick",
        /// A one-line prompt: what is not bound is text.
        Text = "text",
        /// Until when to snooze.
        Snooze = "snooze",
        /// Why the rep takes first chair.
        Reason = "reason",
        /// How a call ended.
        Outcome = "outcome",
        /// What comes after a chase.
        Next = "next",
        /// Minutes, notes and next date of a call.
        CallNotes = "call_notes",
        /// Listening to a support call: the client's words, what the client is told, when the client hears next.
        Listen = "listen",
        /// How the client sounded.
        Mood = "mood",
        /// Over how many days to spread what is overdue after an absence.
        Spread = "spread",
        /// What to do about a deal now.
        DealTurn = "deal_turn",
        /// Whose doing the end of a deal was.
        Credit = "credit",
        /// Why a close date was moved.
        CloseTag = "close_tag",
        /// A question that `y` and `n` answer.
        Confirm = "confirm",
        /// On what a promise rests.
        Basis = "basis",
        /// How an outcome stands: a reading, reached, given up.
        OutcomeEnd = "outcome_end",
        /// How a client is after a signature.
        Check = "check",
        /// What became of a promise.
        PromiseEnd = "promise_end",
        /// Escalate a row, or ask somebody for something.
        EscalateOrAsk = "escalate_or_ask",
        /// What came of an ask.
        AskEnd = "ask_end",
        /// The events, and who is invited to them.
        Events = "events",
        /// Every key of the screen below.
        Help = "help",
        /// Search as it is typed.
        Search = "search",
        /// The first start, without a store.
        Welcome = "welcome",
    }
}

named! {
    /// Bindings that several modes share.
    pub enum Layer {
        /// Every mode.
        Everywhere = "everywhere",
        /// The modes without an overlay: list, orchestra, week, detail, and the registers.
        Views = "views",
        /// The modes in which an item may be selected: list, detail, and the registers.
        Items = "items",
        /// The registers: calls, accounts, promises, outcomes, pipeline.
        Registers = "registers",
    }
}

impl Mode {
    /// The layers whose bindings hold in the mode, the widest first.
    #[must_use]
    pub const fn layers(self) -> &'static [Layer] {
        match self {
            Self::List | Self::Detail => &[Layer::Everywhere, Layer::Views, Layer::Items],
            Self::Calls | Self::Accounts | Self::Promises | Self::Outcomes | Self::Pipeline => {
                &[Layer::Everywhere, Layer::Views, Layer::Items, Layer::Registers]
            }
            Self::Orchestra | Self::Week => &[Layer::Everywhere, Layer::Views],
            Self::Card
            | Self::Pick
            | Self::Text
            | Self::Snooze
            | Self::Reason
            | Self::Outcome
            | Self::Next
            | Self::CallNotes
            | Self::Listen
            | Self::Mood
            | Self::Spread
            | Self::DealTurn
            | Self::Credit
            | Self::CloseTag
            | Self::Confirm
            | Self::Basis
            | Self::OutcomeEnd
            | Self::Check
            | Self::PromiseEnd
            | Self::EscalateOrAsk
            | Self::AskEnd
            | Self::Events
            | Self::Help
            | Self::Search
            | Self::Welcome => &[Layer::Everywhere],
        }
    }

    /// Whether a plain character that is not bound is text there.
    #[must_use]
    pub const fn takes_text(self) -> bool {
        match self {
            Self::Pick | Self::Text | Self::CallNotes | Self::Listen | Self::Search => true,
            Self::List
            | Self::Orchestra
            | Self::Week
            | Self::Calls
            | Self::Accounts
            | Self::Promises
            | Self::Outcomes
            | Self::Pipeline
            | Self::Detail
            | Self::Card
            | Self::Snooze
            | Self::Reason
            | Self::Outcome
            | Self::Next
            | Self::Mood
            | Self::Spread
            | Self::DealTurn
            | Self::Credit
            | Self::CloseTag
            | Self::Confirm
            | Self::Basis
            | Self::OutcomeEnd
            | Self::Check
            | Self::PromiseEnd
            | Self::EscalateOrAsk
            | Self::AskEnd
            | Self::Events
            | Self::Help
            | Self::Welcome => false,
        }
    }
}

/// A table of bindings: one mode's own, or a layer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Shared by several modes.
    Layer(Layer),
    /// One mode's own.
    Mode(Mode),
}

impl Section {
    /// Every section: the layers, then the modes.
    pub fn all() -> impl Iterator<Item = Self> {
        let layers = Layer::ALL.iter().copied().map(Self::Layer);
        layers.chain(Mode::ALL.iter().copied().map(Self::Mode))
    }

    /// The section of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|section| section.as_str() == name)
    }

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Layer(layer) => layer.as_str(),
            Self::Mode(mode) => mode.as_str(),
        }
    }

    /// The modes in which its bindings hold.
    pub fn modes(self) -> impl Iterator<Item = Mode> {
        Mode::ALL.iter().copied().filter(move |mode| match self {
            Self::Layer(layer) => mode.layers().contains(&layer),
            Self::Mode(own) => own == *mode,
        })
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_found_by_its_name_and_no_two_share_one() {
        for section in Section::all() {
            assert_eq!(Section::named(section.as_str()), Some(section));
        }
    }

    #[test]
    fn a_wider_layer_holds_in_every_mode_of_a_narrower_one() {
        for mode in Mode::ALL {
            assert!(mode.layers().is_sorted(), "{}", mode.as_str());
            assert_eq!(mode.layers().first(), Some(&Layer::Everywhere));
        }
        let items: Vec<Mode> = Section::Layer(Layer::Items).modes().collect();
        assert_eq!(
            items,
            [
                Mode::List,
                Mode::Calls,
                Mode::Accounts,
                Mode::Promises,
                Mode::Outcomes,
                Mode::Pipeline,
                Mode::Detail
            ]
        );
    }
}
