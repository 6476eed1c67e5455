//! What was asked: why, on the ask's own row; and what was asked for on any other.

use super::Writer;
use crate::domain::ask::{Ask, AskState};
use crate::domain::listing::Detail;
use crate::domain::stands_for::StandsFor;
use crate::ui::layout::DetailPlace;

/// How many asks are named on the row they were made on, unless the detail is open.
const NAMED: usize = 2;

impl Writer<'_, '_> {
    pub(super) fn asks(&mut self, detail: &Detail) {
        let own = self
            .state
            .row()
            .is_some_and(|row| matches!(row.stands_for, Some(StandsFor::Ask(_))));
        match detail.asks.as_slice() {
            [ask] if own => self.own_ask(ask),
            made_here => {
                let named = if self.state.detail.open { usize::MAX } else { NAMED };
                for ask in made_here.iter().take(named) {
                    self.asked_here(ask);
                }
            }
        }
    }

    /// Why it was asked, what they have in common, the event, and what came of it.
    fn own_ask(&mut self, ask: &Ask) {
        let theme = self.theme;
        let most = if self.place == DetailPlace::Below { 1 } else { 3 };
        if let AskState::Ended { .. } = &ask.state {
            let standing = ask.standing(self.state.now, &self.state.settings.calendar);
            self.page.hanging("Came of it  ", &standing, theme.strong, most);
        }
        self.page
            .hanging("Why         ", &ask.words.why, theme.plain, most);
        if !ask.words.common_ground.is_empty() {
            self.page
                .hanging("In common   ", &ask.words.common_ground, theme.plain, most);
        }
        if let Some((_, event)) = &ask.event {
            self.page.hanging("Event       ", event, theme.plain, 1);
        }
    }

    /// `Asked Helena Brandt for a call with their director (#150), no word yet`.
    fn asked_here(&mut self, ask: &Ask) {
        let words = super::sentence(&ask.mentioned());
        self.page.text(&words, self.theme.plain, 3);
    }
}
