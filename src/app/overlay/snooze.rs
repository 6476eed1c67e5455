//! Snoozing: by one key, or until a date as people write it.

use super::form::Understood;
use crate::app::input::Input;
use crate::app::scroll::Scroll;
use crate::domain::Time;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::keys::Intent;

/// Snoozing: `h` next working morning, `l` later today, `w` next week, `m` in a month; Enter or a digit starts
/// free text.
#[derive(Debug, Clone, PartialEq)]
pub struct Snooze {
    /// `Snooze #128 Acme Pumps until`.
    pub title: String,
    /// The choices by one key, with the moments they stand for now.
    pub choices: Vec<(Intent, Time)>,
    /// How far they are scrolled, in a window too low for all of them.
    pub scroll: Scroll,
    /// Free text, once it was begun.
    pub input: Option<Input>,
    /// What is understood of the free text.
    pub understood: Understood,
    /// What sleeps.
    pub(crate) wanted: SnoozeFor,
}

/// What a snooze is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnoozeFor {
    /// `h`: these rows.
    Items(Vec<ItemNo>),
    /// Next!: the chase of this client rests.
    Rest(AccountNo),
}
