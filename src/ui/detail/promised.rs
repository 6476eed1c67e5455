//! What is promised: what makes a promise honest on its own row, and what was promised on any other.

use super::{Writer, sentence};
use crate::domain::listing::Detail;
use crate::domain::promise::Promise;
use crate::domain::stands_for::StandsFor;
use crate::ui::layout::DetailPlace;
use crate::ui::when;

/// How many promises are named on the row they were made on, unless the detail is open.
const NAMED: usize = 2;

impl Writer<'_, '_> {
    pub(super) fn promises(&mut self, detail: &Detail) {
        let own = self
            .state
            .row()
            .is_some_and(|row| matches!(row.stands_for, Some(StandsFor::Promise(_))));
        match detail.promises.as_slice() {
            [promise] if own => self.own(promise),
            made_here => {
                let named = if self.state.detail.open { usize::MAX } else { NAMED };
                for promise in made_here.iter().take(named) {
                    self.made_here(promise);
                }
            }
        }
    }

    /// `Promised by Fri 27 Nov 12:00 (first Wed 25 Nov 12:00)`, and on what basis.
    fn own(&mut self, promise: &Promise) {
        let (theme, now, calendar) = (self.theme, self.state.now, &self.state.settings.calendar);
        let mut line = vec![(
            format!("Promised for {}", self.moment(promise.due_at)),
            theme.plain,
        )];
        if promise.is_redated() {
            line.push((
                format!(", first for {}", self.moment(promise.first_due_at)),
                theme.strong,
            ));
        }
        match &promise.ended {
            Some(_) => line.push((format!(", {}", promise.standing(now, calendar)), theme.plain)),
            None => {
                if let Some(late) = when::late(promise.due_at, self.state) {
                    line.push((format!(" ({late})"), theme.late));
                }
            }
        }
        self.page.flow(line, 2);
        let basis = promise.proof.basis();
        let proof = promise.proof.words(now, calendar);
        let most = if self.place == DetailPlace::Below { 1 } else { 4 };
        self.page.text(
            &format!("{}: {proof}", sentence(basis.as_str())),
            theme.plain,
            most,
        );
        if promise.ended.is_none() && promise.owner_is_too_late() {
            self.page
                .text("The owner has it after the client was told", theme.late, 2);
        }
    }

    /// `Promised: fixed by Wed (dated, Dev)`.
    fn made_here(&mut self, promise: &Promise) {
        let theme = self.theme;
        let who = promise.proof.who().map(|who| format!(", {who}"));
        let words = format!(
            "Promised: {} by {} ({}{})",
            promise.what,
            self.moment(promise.due_at),
            promise.proof.basis().as_str(),
            who.unwrap_or_default(),
        );
        let mut line = vec![(words, theme.plain)];
        if let Some(late) = when::late(promise.due_at, self.state) {
            line.push((format!(" ({late})"), theme.late));
        }
        self.page.flow(line, 3);
    }
}
