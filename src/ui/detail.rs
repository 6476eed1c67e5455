//! The detail of the selected row: what it is, in whose hands, by when the client hears, the brief, what happened.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::layout::DetailPlace;
use super::page::Page;
use super::when;
use crate::app::State;
use crate::domain::Time;
use crate::domain::handoff::{HandOff, Stage};
use crate::domain::item::{Closed, Ending, Item, Kind, Open, Play, Standing};
use crate::domain::listing::{Detail, Row, Suggestion};

/// Lines wider than this are hard to read.
const READABLE: u16 = 100;

/// How much of each part is shown, in lines.
struct Amount {
    words: usize,
    brief: usize,
}

/// Draws the detail of the selected row.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, place: DetailPlace, state: &State) {
    if area.is_empty() {
        return;
    }
    let area = Rect {
        x: area.x + u16::from(area.width > 20 && place != DetailPlace::Right),
        width: area.width.min(READABLE).saturating_sub(2).max(area.width.min(1)),
        ..area
    };
    let scroll = if state.detail.open { state.detail.scroll } else { 0 };
    let theme = canvas.theme;
    let mut page = Page::new(theme, area, scroll);
    let amount = match place {
        DetailPlace::Below => Amount { words: 1, brief: 0 },
        DetailPlace::Right if !state.detail.open => Amount { words: 6, brief: 6 },
        DetailPlace::Right | DetailPlace::Alone | DetailPlace::Hidden => Amount {
            words: 400,
            brief: 60,
        },
    };
    let writer = Writer {
        state,
        page: &mut page,
        canvas,
    };
    match (state.detail_of_selected(), state.row()) {
        (Some(detail), _) => writer.detail(detail, place, &amount),
        (None, Some(row)) => writer.row(row, place),
        (None, None) => {}
    }
    let more = page.draw(canvas, area, scroll);
    if state.detail.open && (more || scroll > 0) {
        scroll_marks(canvas, area, scroll > 0, more);
    }
}

/// Signs that a page goes on above or below.
pub fn scroll_marks(canvas: &mut Canvas<'_>, area: Rect, above: bool, below: bool) {
    let (theme, right) = (canvas.theme, area.right().saturating_sub(1));
    if above {
        canvas.put(right, area.y, 1, theme.glyphs.above, theme.accent);
    }
    if below {
        canvas.put(
            right,
            area.bottom().saturating_sub(1),
            1,
            theme.glyphs.below,
            theme.accent,
        );
    }
}

struct Writer<'a, 'c, 'p> {
    state: &'a State,
    page: &'a mut Page<'p>,
    canvas: &'a Canvas<'c>,
}

impl Writer<'_, '_, '_> {
    /// What the list knows of a row, until its detail is there.
    fn row(mut self, row: &Row, place: DetailPlace) {
        self.head(
            row.kind,
            &row.item.to_string(),
            &row.client,
            None,
            row.urgent,
            place,
        );
        self.page.text(&row.subject, self.canvas.theme.plain, 3);
    }

    fn detail(mut self, detail: &Detail, place: DetailPlace, amount: &Amount) {
        let theme = self.canvas.theme;
        let item = &detail.item;
        let (number, contact) = (item.number.to_string(), item.contact.as_deref());
        self.head(
            item.kind,
            &number,
            &item.account_name,
            contact,
            item.urgent,
            place,
        );
        self.page.text(&item.subject, theme.plain, 3);
        if place != DetailPlace::Below {
            self.page.gap();
        }
        self.words(item, amount.words);
        match &item.standing {
            Standing::Open(open) => self.open(item, open, detail.suggestion.as_ref()),
            Standing::Closed(closed) => self.closed(closed),
        }
        self.facts(item);
        if amount.brief > 0 && !detail.brief.trim().is_empty() {
            self.page.gap();
            let out = item.hand_off().is_some();
            self.page.line([(
                if out { "Brief" } else { "Brief, as it would go out" },
                theme.quiet,
            )]);
            self.page.text(&detail.brief, theme.plain, amount.brief);
        }
        if place != DetailPlace::Below {
            self.timeline(detail);
        }
    }

    /// Kind and number; client and contact. Under the list, in one line.
    fn head(
        &mut self,
        kind: Kind,
        number: &str,
        client: &str,
        contact: Option<&str>,
        urgent: bool,
        place: DetailPlace,
    ) {
        let theme = self.canvas.theme;
        let dot = theme.glyphs.dot;
        let mut what = vec![(format!("{} {number}", sentence(kind.words())), theme.strong)];
        if urgent {
            what.push((format!(" {dot} urgent"), theme.strong));
        }
        let mut who = vec![(client.to_owned(), theme.strong)];
        if let Some(contact) = contact.filter(|contact| !contact.is_empty()) {
            who.push((format!(" {dot} {contact}"), theme.plain));
        }
        if place == DetailPlace::Below {
            what.push((format!(" {dot} "), theme.quiet));
            what.extend(who);
            self.page.line(what);
        } else {
            self.page.line(what);
            self.page.line(who);
        }
    }

    /// The client's own words, and how the client sounded.
    fn words(&mut self, item: &Item, most: usize) {
        let theme = self.canvas.theme;
        if !item.words.trim().is_empty() {
            let quote = if item.kind == Kind::Order {
                item.words.clone()
            } else {
                quoted(&item.words)
            };
            self.page.text(&quote, theme.plain, most);
        }
        if let Some(mood) = item.mood {
            self.page
                .line([(format!("Sounded {}", mood.as_str()), theme.plain)]);
        }
        if most > 1 {
            self.page.gap();
        }
    }

    fn open(&mut self, item: &Item, open: &Open, suggestion: Option<&Suggestion>) {
        let theme = self.canvas.theme;
        match &open.play {
            Play::Owner(hand_off) => self.hand_off(hand_off),
            Play::FirstChair { reason } => {
                self.page
                    .line([(format!("You play this yourself: {}", reason.words()), theme.plain)]);
            }
            Play::Nobody => self.suggestion(item.kind, suggestion),
        }
        self.client_clock(item, open.client_due);
        if let Some(until) = open.snoozed_until {
            let words = format!("Asleep until {}, or new activity", self.ahead(until));
            self.page.line([(words, theme.plain)]);
        } else if open.wake.at > self.state.now {
            self.page
                .line([(format!("Asleep until {}", self.ahead(open.wake.at)), theme.plain)]);
        }
    }

    fn hand_off(&mut self, hand_off: &HandOff) {
        let theme = self.canvas.theme;
        let (now, name) = (self.state.now, &hand_off.owner_name);
        let silent = when::span((now - hand_off.last_word_at).num_seconds());
        let given = self.moment(hand_off.given_at);
        let words = match hand_off.stage {
            Stage::Acknowledged => {
                let said = self.moment(hand_off.acknowledged_at.unwrap_or(hand_off.last_word_at));
                format!("With {name} since {given}, acknowledged {said}")
            }
            Stage::Offered | Stage::Done | Stage::Returned | Stage::Recalled => {
                format!("With {name} since {given}, no word for {silent}")
            }
        };
        self.page.text(&words, theme.plain, 2);
        if hand_off.told_at.is_none() {
            self.page
                .line([(format!("{name} has not been told yet"), theme.strong)]);
        }
        let mut owes = self.due(&format!("{name} owes an answer by "), hand_off.owner_due);
        match hand_off.nudges {
            0 => {}
            1 => owes.push((", nudged once".to_owned(), theme.plain)),
            2 => owes.push((", nudged twice".to_owned(), theme.plain)),
            many => owes.push((format!(", nudged {many} times"), theme.plain)),
        }
        self.page.line(owes);
        if !hand_off.answer.trim().is_empty() {
            self.page
                .text(&format!("{name}: {}", quoted(&hand_off.answer)), theme.plain, 3);
        }
    }

    fn suggestion(&mut self, kind: Kind, suggestion: Option<&Suggestion>) {
        let theme = self.canvas.theme;
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
        self.page.line(line);
    }

    fn closed(&mut self, closed: &Closed) {
        let theme = self.canvas.theme;
        let at = self.moment(closed.at);
        let words = match closed.ending {
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

    /// What it is worth, when it arrived, and from where.
    fn facts(&mut self, item: &Item) {
        let theme = self.canvas.theme;
        let mut words = item
            .value
            .map_or_else(String::new, |value| format!("Worth {value}. "));
        words.push_str(&format!("Arrived {}", self.moment(item.arrived_at)));
        match (item.source.as_str(), item.source_key.as_deref()) {
            ("added" | "call" | "", _) => {}
            (source, Some(key)) => words.push_str(&format!(" from {source} {key}")),
            (source, None) => words.push_str(&format!(" from {source}")),
        }
        self.page.text(&words, theme.quiet, 2);
    }

    fn timeline(&mut self, detail: &Detail) {
        if detail.timeline.is_empty() {
            return;
        }
        let theme = self.canvas.theme;
        self.page.gap();
        self.page.line([("What happened", theme.quiet)]);
        let words = if self.state.detail.open { 20 } else { 2 };
        for event in &detail.timeline {
            if self.page.is_full() {
                return;
            }
            let at = super::text::padded(&self.moment(event.at), 13, "");
            self.page.hanging(&at, &event.words, theme.plain, words);
        }
        if detail.more {
            self.page
                .line([("Older events are kept and not shown here", theme.quiet)]);
        }
    }

    /// `… by Fri 12:00 (2 d late)`, the lateness with weight and colour.
    fn due(&self, lead: &str, at: Time) -> Vec<(String, Style)> {
        let theme = self.canvas.theme;
        let mut line = vec![(format!("{lead}{}", self.moment(at)), theme.plain)];
        let (words, late) = when::clock(at, self.state.now, &self.state.settings.calendar);
        if late {
            line.push((format!(" ({words})"), theme.late));
        }
        line
    }

    fn moment(&self, at: Time) -> String {
        when::moment(at, self.state.now, &self.state.settings.calendar)
    }

    fn ahead(&self, at: Time) -> String {
        when::ahead(at, self.state)
    }
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// In quotation marks.
fn quoted(words: &str) -> String {
    format!("“{}”", words.trim().trim_matches(['"', '“', '”']))
}
