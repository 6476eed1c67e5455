//! Logging a call: with whom, how it ended by one key, then the rest.

use super::form::Form;
use crate::app::scroll::Scroll;
use crate::domain::Time;
use crate::domain::cadence::{Chase, Try};
use crate::domain::command::AccountRef;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::item::Kind;
use crate::domain::settings::CallOutcome;
use crate::keys::Intent;

/// Logging a call. Its timer runs from `started`.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// With whom, once known: the name shown.
    pub client: String,
    /// The account, when the call is logged on a row.
    pub(crate) account: Option<AccountNo>,
    /// The row it is logged on.
    pub item: Option<ItemNo>,
    /// When the overlay was opened.
    pub started: Time,
    /// How far the chase of this client has come.
    pub(crate) chase: Chase,
    /// What is asked now.
    pub step: CallStep,
}

/// What a call overlay asks now.
#[derive(Debug, Clone, PartialEq)]
pub enum CallStep {
    /// With whom; the names offered are known accounts.
    Who {
        /// The one field.
        form: Form,
        /// Known accounts that match, best first.
        names: Vec<String>,
        /// The name that the arrows stand on, counted in `names`; `None` takes what was typed.
        at: Option<usize>,
    },
    /// How it ended, by one key.
    Outcome {
        /// The outcomes, in order; their keys are in the keymap.
        choices: Vec<Intent>,
        /// How far they are scrolled, in a window too low for all of them.
        scroll: Scroll,
    },
    /// The next date, notes, minutes.
    Rest {
        /// How it ended.
        outcome: CallOutcome,
        /// What the cadence makes of it. The next date it proposes is taken when the field is left empty.
        made: Try,
        /// The fields.
        form: Form,
    },
}

impl Call {
    /// A call that begins now; how it ends is asked first.
    #[must_use]
    pub(crate) fn with(
        client: String,
        account: AccountNo,
        item: Option<ItemNo>,
        now: Time,
        step: CallStep,
    ) -> Self {
        Self {
            client,
            account: Some(account),
            item,
            started: now,
            chase: Chase::fresh(Kind::FollowUp),
            step,
        }
    }

    /// With whom, as the store finds them.
    #[must_use]
    pub(crate) fn client_ref(&self) -> AccountRef {
        self.account
            .map_or_else(|| AccountRef::Named(self.client.clone()), AccountRef::Number)
    }

    /// Whole minutes since the overlay was opened, rounded up; at least 1.
    #[must_use]
    pub fn minutes(&self, now: Time) -> u32 {
        let seconds = (now - self.started).num_seconds().max(0);
        u32::try_from(seconds.div_euclid(60) + i64::from(seconds % 60 > 0))
            .unwrap_or(u32::MAX)
            .max(1)
    }
}
