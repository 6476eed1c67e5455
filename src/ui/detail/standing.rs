//! Where an item stands: in whose hands it is, what is owed by when, or how it ended.

use ratatui::style::Style;

use super::{PLAY_ENDS, Writer};
use crate::domain::Time;
use crate::domain::handoff::{HandOff, Stage};
use crate::domain::item::{Closed, Ending, Item, Kind, Open, Play};
use crate::domain::listing::Suggestion;
use crate::domain::stands_for::StandsFor;
use crate::ui::layout::DetailPlace;
use crate::ui::when;
use crate::ui::words::quoted;

impl Writer<'_, '_> {
    pub(super) fn open(&mut self, item: &Item, open: &Open, suggestion: Option<&Suggestion>) {
        let theme = self.theme;
        match &open.play {
            Play::Owner(hand_off) => self.hand_off(hand_off),
            Play::FirstChair { reason } => {
                self.page
                    .line([(format!("You play this yourself: {}", reason.words()), theme.plain)]);
            }
            Play::Nobody if let Some(name) = self.done_by() => {
                let ask = self
                    .state
                    .row()
                    .is_some_and(|row| matches!(row.stands_for, Some(StandsFor::Ask(_))));
                let next = if ask {
                    "what came of it?"
                } else {
                    "has the client been told?"
                };
                let words = format!("{name} is done: {next}");
                self.page.text(&words, theme.plain, 2);
            }
            Play::Nobody => self.suggestion(item.kind, suggestion),
        }
        if self.fixed() {
            self.page.fill_to(PLAY_ENDS);
        }
        self.client_clock(item, open.client_due);
        if let Some(until) = open.snoozed_until {
            let words = format!("Asleep until {}, or new activity", self.moment(until));
            self.page.line([(words, theme.plain)]);
        } else if open.wake.at > self.state.now {
            self.page
                .line([(format!("Asleep until {}", self.moment(open.wake.at)), theme.plain)]);
        }
    }

    /// Who did it, while only the client is left to be told.
    fn done_by(&self) -> Option<&str> {
        self.state.row().and_then(|row| row.done_by.as_deref())
    }

    fn hand_off(&mut self, hand_off: &HandOff) {
        let theme = self.theme;
        let name = &hand_off.owner_name;
        let silent = when::passed(hand_off.last_word_at, self.state);
        let given = self.moment(hand_off.given_at);
        let nudged = match hand_off.nudges {
            0 => String::new(),
            1 => ", nudged once".to_owned(),
            2 => ", nudged twice".to_owned(),
            many => format!(", nudged {many} times"),
        };
        let words = match hand_off.stage {
            Stage::Acknowledged => {
                let said = self.moment(hand_off.acknowledged_at.unwrap_or(hand_off.last_word_at));
                format!("With {name} since {given}{nudged}, acknowledged {said}")
            }
            Stage::Offered | Stage::Done | Stage::Returned | Stage::Recalled => {
                format!("With {name} since {given}{nudged}, no word for {silent}")
            }
        };
        let owes = self.due(&format!("{name} owes an answer by "), hand_off.owner_due);
        if self.place == DetailPlace::Below {
            let first = (format!("{words}. "), theme.plain);
            self.page.flow(std::iter::once(first).chain(owes), 2);
        } else {
            self.page.text(&words, theme.plain, 2);
            self.page.flow(owes, 2);
        }
        if hand_off.told_at.is_none() {
            let words = format!("{name} has not been told yet");
            self.page.line([(words, theme.strong)]);
        }
        if !hand_off.answer.trim().is_empty() {
            self.page.text(
                &format!("{name}: {}", quoted(theme, &hand_off.answer)),
                theme.plain,
                3,
            );
        }
    }

    fn suggestion(&mut self, kind: Kind, suggestion: Option<&Suggestion>) {
        let theme = self.theme;
        let Some(suggestion) = suggestion else {
            let words = if kind.is_transaction() {
                "Nobody takes this kind yet: D picks an owner"
            } else {
                "Yours: follow-ups are the rep's own work"
            };
            self.page.text(words, theme.plain, 2);
            return;
        };
        let seat = suggestion
            .seat
            .map_or_else(String::new, |seat| format!("{seat} "));
        let words = format!("Would go to {seat}{}: {}", suggestion.name, suggestion.why);
        self.page.text(&words, theme.plain, 2);
    }

    fn client_clock(&mut self, item: &Item, due: Time) {
        let who = item
            .contact
            .as_deref()
            .and_then(|contact| contact.split([',', '<']).next())
            .map(str::trim)
            .filter(|name| !name.is_empty() && !name.contains('@'))
            .and_then(|name| name.split_whitespace().next())
            .unwrap_or("The client")
            .to_owned();
        let line = self.due(&format!("{who} hears from you by "), due);
        self.page.flow(line, 2);
    }

    pub(super) fn closed(&mut self, closed: &Closed) {
        let theme = self.theme;
        let at = self.moment(closed.at);
        let words = match closed.ending {
            Ending::Told if self.has_its_own_end() => format!("Ended {at}"),
            Ending::Told => format!("Finished {at}, the client was told"),
            Ending::Dismissed => format!("Dismissed {at}"),
            Ending::History => format!("Had ended {at}, before it was imported"),
        };
        self.page.text(&words, theme.plain, 2);
        if let Some(reason) = closed.reason {
            let took = closed.minutes.map_or_else(
                || "minutes unknown".to_owned(),
                |minutes| format!("{minutes} min"),
            );
            self.page
                .line([(format!("First chair: {}, {took}", reason.words()), theme.plain)]);
        }
    }

    /// Whether what the row stands for ends otherwise than by the client being told.
    fn has_its_own_end(&self) -> bool {
        let record = self.state.row().and_then(|row| row.stands_for);
        record.is_some_and(StandsFor::has_its_own_end)
    }

    /// `… by Fri 12:00 (2 d late)`, the lateness with weight and colour.
    fn due(&self, lead: &str, at: Time) -> Vec<(String, Style)> {
        let theme = self.theme;
        let mut line = vec![(format!("{lead}{}", self.moment(at)), theme.plain)];
        if let Some(words) = when::late(at, self.state) {
            let together = words.replace(' ', "\u{a0}");
            line.push((format!(" ({together})"), theme.late));
        }
        line
    }
}
