//! The screen's mind: state, actions, effects, and the update that joins them. Pure.
//!
//! The runtime turns terminal events into [`Action`]s, calls [`update`], and runs the [`Effect`]s it returns;
//! their answers come back as actions. The screen is drawn from `&State` alone once the queue is empty.

pub mod action;
mod away;
mod dates;
pub mod effect;
mod fields;
pub mod input;
pub mod list;
pub mod overlay;
pub mod scroll;
pub mod state;
mod update;
mod view;

pub use action::{AccountLoaded, Action, AskLoaded, Hit, Loaded};
pub use effect::{AccountQuery, AskQuery, BriefsOf, Effect, Query, Question, RowsQuery, Ticket};
pub use input::Input;
pub use list::ListState;
pub use overlay::Overlay;
pub use scroll::Scroll;
pub use state::{OwnerCard, State, View};
pub use update::update;
