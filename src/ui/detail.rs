//! The detail of the selected row: what it is, in whose hands, by when the client hears, the brief, what happened.

mod asked;
mod promised;
mod standing;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::layout::DetailPlace;
use super::page::Page;
use super::theme::Theme;
use super::when;
use super::words::quoted;
use crate::app::State;
use crate::domain::Time;
use crate::domain::item::{Item, Kind, Mood, Standing};
use crate::domain::listing::{Detail, Row};
use crate::domain::stands_for::StandsFor;

/// Lines wider than this are hard to read.
const READABLE: u16 = 100;
/// From this width on, what happened stands beside the facts.
const TWO: u16 = 110;

/// Where the parts of the detail end beside a list, in lines.
const SUBJECT_ENDS: usize = 4;
/// The client's words have three lines, and one parts them from what follows.
const WORDS_END: usize = 8;
/// Who plays it, and what is owed.
const PLAY_ENDS: usize = 11;
/// The client clock, when it wakes, when it arrived.
const FACTS_END: usize = 15;
/// Lines from which on each part has its own.
const ROOMY: usize = 24;

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
    let scroll = state.detail.scroll.first;
    let [facts, events] = columns(area, place);
    let mut page = Page::new(canvas.theme, facts, scroll);
    let mut past = Page::new(canvas.theme, events, scroll);
    match (state.detail_of_selected(), state.row()) {
        (Some(detail), _) => {
            Writer::new(state, &mut page, place).detail(detail, &amount(place, state.detail.open));
            let beside = if events.is_empty() { &mut page } else { &mut past };
            if place != DetailPlace::Below {
                Writer::new(state, beside, place).timeline(detail);
            }
        }
        (None, Some(row)) => Writer::new(state, &mut page, place).row(row),
        (None, None) => {}
    }
    let ends = [
        page.draw(canvas, facts, scroll),
        past.draw(canvas, events, scroll),
    ];
    // Beside or below the list, what is cut off waits for the detail to be opened.
    if state.detail.open || scroll > 0 {
        let (above, below) = (ends.iter().any(|end| end.0), ends.iter().any(|end| end.1));
        scroll_marks(canvas, area, above, below);
    }
}

/// The place of the facts, and of what happened where that stands beside them.
fn columns(area: Rect, place: DetailPlace) -> [Rect; 2] {
    let margin = u16::from(area.width > 20 && place != DetailPlace::Right);
    let inner = Rect {
        x: area.x + margin,
        width: area.width.saturating_sub(2).max(area.width.min(1)),
        ..area
    };
    if place != DetailPlace::Alone || area.width < TWO {
        let facts = Rect {
            width: inner.width.min(READABLE),
            ..inner
        };
        return [facts, Rect { width: 0, ..inner }];
    }
    let half = (inner.width / 2 - 2).min(READABLE);
    let facts = Rect { width: half, ..inner };
    [
        facts,
        Rect {
            x: inner.x + half + 4,
            width: half,
            ..inner
        },
    ]
}

/// How much of each part there is room for.
const fn amount(place: DetailPlace, open: bool) -> Amount {
    match place {
        DetailPlace::Below => Amount { words: 1, brief: 0 },
        // The brief says what stands above it, and is one key away.
        DetailPlace::Right if !open => Amount { words: 3, brief: 0 },
        DetailPlace::Right | DetailPlace::Alone | DetailPlace::Hidden => Amount {
            words: 400,
            brief: 60,
        },
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

struct Writer<'a, 'p> {
    state: &'a State,
    page: &'a mut Page<'p>,
    theme: &'p Theme,
    place: DetailPlace,
}

impl<'a, 'p> Writer<'a, 'p> {
    const fn new(state: &'a State, page: &'a mut Page<'p>, place: DetailPlace) -> Self {
        let theme = page.theme;
        Self {
            state,
            page,
            theme,
            place,
        }
    }

    /// What the list knows of a row, until its detail is there.
    fn row(mut self, row: &Row) {
        self.head(
            row.kind,
            &row.item.to_string(),
            &row.client,
            None,
            (row.urgent, None),
        );
        self.page.text(&row.subject, self.theme.plain, 3);
    }

    fn detail(mut self, detail: &Detail, amount: &Amount) {
        let theme = self.theme;
        let item = &detail.item;
        let (number, contact) = (item.number.to_string(), item.contact.as_deref());
        self.head(
            item.kind,
            &number,
            &item.account_name,
            contact,
            (item.urgent, item.mood),
        );
        self.page.text(&item.subject, theme.plain, 2);
        self.part(SUBJECT_ENDS);
        self.words(item, amount.words);
        self.deal(&detail.deal, amount.words);
        self.part(WORDS_END);
        match &item.standing {
            Standing::Open(open) => self.open(item, open, detail.suggestion.as_ref()),
            Standing::Closed(closed) => self.closed(closed),
        }
        self.promises(detail);
        self.asks(detail);
        self.facts(item);
        self.part(FACTS_END);
        if amount.brief > 0 && !detail.brief.trim().is_empty() {
            self.page.gap();
            let out = item.hand_off().is_some();
            let title = if out { "Brief" } else { "Brief, as it would go out" };
            self.page.line([(title, theme.quiet)]);
            self.page.text(&detail.brief, theme.plain, amount.brief);
        }
    }

    /// Ends a part: beside the list, where there is room, the next one always begins on the same line, so that little
    /// changes from row to row; else after a gap.
    fn part(&mut self, ends: usize) {
        if self.fixed() {
            self.page.fill_to(ends);
        } else if self.place != DetailPlace::Below {
            self.page.gap();
        }
    }

    /// Whether each part has its own lines.
    const fn fixed(&self) -> bool {
        matches!(self.place, DetailPlace::Right) && !self.state.detail.open && self.page.height() >= ROOMY
    }

    /// Kind and number; client and contact. Under the list, in one line.
    fn head(
        &mut self,
        kind: Kind,
        number: &str,
        client: &str,
        contact: Option<&str>,
        (urgent, mood): (bool, Option<Mood>),
    ) {
        let theme = self.theme;
        let dot = theme.glyphs.dot;
        let mut what = vec![(format!("{} {number}", sentence(kind.words())), theme.strong)];
        if urgent {
            what.push((format!(" {dot} urgent"), theme.strong));
        }
        if let Some(mood) = mood {
            what.push((format!(" {dot} {}", mood.as_str()), theme.plain));
        }
        let mut who = vec![(client.to_owned(), theme.strong)];
        if let Some(contact) = contact.filter(|contact| !contact.is_empty()) {
            who.push((format!(" {dot} {contact}"), theme.plain));
        }
        if self.place == DetailPlace::Below {
            what.push((format!(" {dot} "), theme.quiet));
            what.extend(who);
            self.page.line(what);
        } else {
            self.page.line(what);
            self.page.line(who);
        }
    }

    /// The client's own words.
    fn words(&mut self, item: &Item, most: usize) {
        let theme = self.theme;
        if !item.words.trim().is_empty() {
            let quote = if item.kind == Kind::Order {
                item.words.clone()
            } else {
                quoted(theme, &item.words)
            };
            self.page.text(&quote, theme.plain, most);
        }
    }

    /// What is to be known of a deal: where there is room, a sentence a line.
    fn deal(&mut self, sentences: &[String], most: usize) {
        let plain = self.theme.plain;
        if self.state.detail.open {
            for sentence in sentences {
                self.page.text(sentence, plain, most);
            }
        } else if !sentences.is_empty() {
            self.page.text(&sentences.join(". "), plain, most);
        }
    }

    /// What it is worth, when it arrived, and from where.
    fn facts(&mut self, item: &Item) {
        let theme = self.theme;
        let worth = item
            .value
            .map_or_else(String::new, |value| format!("Worth {value}. "));
        let from = match (item.source.as_str(), item.source_key.as_deref()) {
            ("added" | "call" | "", _) => String::new(),
            // What it stands for has been said.
            (source, _) if StandsFor::SOURCES.contains(&source) => String::new(),
            (source, Some(key)) => format!(" from {source} {key}"),
            (source, None) => format!(" from {source}"),
        };
        let words = format!("{worth}Arrived {}{from}", self.moment(item.arrived_at));
        self.page.text(&words, theme.quiet, 2);
    }

    fn timeline(self, detail: &Detail) {
        if detail.timeline.is_empty() {
            return;
        }
        let theme = self.theme;
        self.page.gap();
        self.page.line([("What happened", theme.quiet)]);
        let (events, words) = if self.state.detail.open {
            (usize::MAX, 400)
        } else {
            // Where they are wide, one line each: what is cut is read with the detail open, and little is written as the selection moves.
            (6, if self.page.width() < 50 { 2 } else { 1 })
        };
        for event in detail.timeline.iter().take(events) {
            if self.page.is_full() {
                return;
            }
            let at = super::text::padded(&self.moment(event.at), 13, "");
            self.page.hanging(&at, &event.words, theme.plain, words);
        }
        if detail.more && self.state.detail.open {
            self.page
                .line([("Older events are kept and not shown here", theme.quiet)]);
        }
    }

    fn moment(&self, at: Time) -> String {
        when::moment(at, self.state)
    }
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
