//! What lies on top of a view, one at a time, each with a state of its own.

pub mod add;
pub mod ask;
pub mod call;
pub mod form;
pub mod help;
pub mod next;
pub mod palette;
pub mod picker;
pub mod search;
pub mod snooze;
pub mod welcome;

pub use add::Add;
pub use ask::{Ask, AskFor};
pub use call::{Call, CallStep};
pub use form::{EditedRow, Field, Form, FormFor, Reads, Understood};
pub use help::{Help, HelpLine};
pub use next::{Dial, Next};
pub use palette::Palette;
pub use picker::{PickFor, Picker};
pub use search::{Search, SearchKind};
pub use snooze::{Snooze, SnoozeFor};
pub use welcome::Welcome;

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
    /// The first start.
    Welcome(Welcome),
}
