//! Cells in words and marks, for so much room: what depends on the time is said as of now.

use std::borrow::Cow;

use ratatui::style::Style;

use crate::app::State;
use crate::domain::register::{Cell, Shows, Tone};
use crate::domain::say;
use crate::ui::theme::Theme;
use crate::ui::{when, words};

/// The number beside a bar: ` 100%`.
const NUMBER: usize = 5;
/// A bar shorter than this says nothing.
const SHORTEST: usize = 4;

/// How a tone looks.
pub(super) const fn style(theme: &Theme, tone: Tone) -> Style {
    match tone {
        Tone::Plain => theme.plain,
        Tone::Strong => theme.strong,
        Tone::Faint => theme.quiet,
        Tone::Late => theme.late,
        Tone::New => theme.new,
        Tone::Flight => theme.flight,
    }
}

/// What a cell shows in so many cells of the screen, and how.
pub(super) fn said<'a>(theme: &Theme, cell: &'a Cell, room: usize, state: &State) -> (Cow<'a, str>, Style) {
    let plain = style(theme, cell.tone);
    // What runs out looks late by itself, unless it is shown as over and done with.
    let late = |late: bool| match cell.tone {
        Tone::Plain | Tone::Strong if late => theme.late,
        Tone::Plain | Tone::Strong | Tone::Faint | Tone::Late | Tone::New | Tone::Flight => plain,
    };
    let (words, style) = match &cell.shows {
        Shows::Text(words) => return (Cow::Borrowed(words), plain),
        Shows::Due(at) => {
            let (words, is_late) = when::clock(*at, state);
            (words, late(is_late))
        }
        Shows::At(at) => (when::moment(*at, state), plain),
        Shows::Since(at) => (when::passed(*at, state), plain),
        Shows::Day(day) => {
            let calendar = &state.settings.calendar;
            let is_late = *day < calendar.local(state.now).date_naive();
            (say::due_day(*day, state.now, calendar), late(is_late))
        }
        Shows::Money(money) => (words::amount(*money, room), plain),
        Shows::Bar(percent) => (bar(theme, *percent, room), plain),
        Shows::Spark(heights) => (spark(theme, heights, room), plain),
    };
    (Cow::Owned(words), style)
}

/// `████░░░░  52%`; where there is no room for a bar, its number alone.
fn bar(theme: &Theme, percent: i32, room: usize) -> String {
    let number = format!("{:>NUMBER$}", format!("{percent}%"));
    let cells = room.saturating_sub(number.chars().count());
    if cells < SHORTEST {
        return number.trim_start().to_owned();
    }
    let share = usize::try_from(percent.clamp(0, 100)).unwrap_or(0);
    // Something is never shown as nothing, and what is short of the whole never as the whole.
    let full = match share {
        0 => 0,
        100 => cells,
        _ => (share * cells / 100).clamp(1, cells - 1),
    };
    let (block, shade) = (theme.glyphs.block, theme.glyphs.shade);
    format!("{}{}{number}", block.repeat(full), shade.repeat(cells - full))
}

/// The latest values that there is room for.
fn spark(theme: &Theme, heights: &[u8], room: usize) -> String {
    let first = heights.len().saturating_sub(room);
    let marks = heights.iter().skip(first).map(|height| {
        let known = theme.glyphs.spark.get(usize::from(*height));
        known.copied().unwrap_or(theme.glyphs.block)
    });
    marks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text;
    use proptest::prelude::*;

    #[test]
    fn a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is() {
        let theme = Theme::default();
        let shown = |percent| bar(&theme, percent, 13);
        assert_eq!(shown(0), "░░░░░░░░   0%");
        assert_eq!(shown(1), "█░░░░░░░   1%");
        assert_eq!(shown(52), "████░░░░  52%");
        assert_eq!(shown(99), "███████░  99%");
        assert_eq!(shown(130), "████████ 130%");
        assert_eq!(shown(-20), "░░░░░░░░ -20%");
        assert_eq!(bar(&theme, 52, 8), "52%");
    }

    #[test]
    fn a_sparkline_shows_the_latest_values() {
        let theme = Theme::default();
        assert_eq!(spark(&theme, &[0, 3, 7], 9), "▁▄█");
        assert_eq!(spark(&theme, &[0, 3, 7], 2), "▄█");
        let ascii = Theme::new(crate::ui::theme::Scheme::Mono, true);
        assert!(spark(&ascii, &[0, 1, 2, 3, 4, 5, 6, 7], 9).is_ascii());
        assert!(bar(&ascii, 40, 12).is_ascii());
    }

    proptest! {
        #[test]
        fn a_bar_with_room_fills_it(percent in -999..999_i32, room in 9_usize..40) {
            prop_assert_eq!(text::width(&bar(&Theme::default(), percent, room)), room);
        }
    }
}
