//! Colours and glyphs: one accent, weight before colour, and colour only for what is late, new or in flight.
//!
//! Nothing is said by colour alone: whatever is coloured also says it in words.

use ratatui::style::{Color, Modifier, Style};

/// Which set of colours is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    /// The terminal's own sixteen colours, readable on dark and on light.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Weight only.
    Mono,
}

impl Scheme {
    /// The scheme for the config's word. `None` for any other word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "dark" => Some(Self::Dark),
            "light" => Some(Self::Light),
            "mono" => Some(Self::Mono),
            _ => None,
        }
    }
}

/// The marks drawn beside text; plain ASCII where the locale is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Before the selected row.
    pub selected: &'static str,
    /// Before a marked row.
    pub marked: &'static str,
    /// Before a row that is marked and selected.
    pub both: &'static str,
    /// Of an urgent row.
    pub urgent: &'static str,
    /// Before the owner a row would go to.
    pub to: &'static str,
    /// Where text was cut.
    pub cut: &'static str,
    /// Between two facts of a line.
    pub dot: &'static str,
    /// Around words that somebody said.
    pub quotes: [&'static str; 2],
    /// Between list and detail.
    pub bar: &'static str,
    /// Above a panel.
    pub rule: &'static str,
    /// Filled part of a bar chart.
    pub block: &'static str,
    /// Empty part of a bar.
    pub shade: &'static str,
    /// The heights of a sparkline, the lowest first.
    pub spark: [&'static str; 8],
    /// More rows above.
    pub above: &'static str,
    /// More rows below.
    pub below: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    selected: "▌",
    marked: "•",
    both: "▶",
    urgent: "!",
    to: "→",
    cut: "…",
    dot: "·",
    quotes: ["“", "”"],
    bar: "│",
    rule: "─",
    block: "█",
    shade: "░",
    spark: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    above: "↑",
    below: "↓",
};

const ASCII: Glyphs = Glyphs {
    selected: ">",
    marked: "*",
    both: "#",
    urgent: "!",
    to: ">",
    cut: "~",
    dot: "-",
    quotes: ["\"", "\""],
    bar: "|",
    rule: "-",
    block: "#",
    shade: ".",
    spark: ["_", ".", ",", "-", "~", "+", "*", "#"],
    above: "^",
    below: "v",
};

/// How everything looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The marks.
    pub glyphs: Glyphs,
    /// The one accent: where the rep is.
    pub accent: Style,
    /// What matters in a line.
    pub strong: Style,
    /// Ordinary text.
    pub plain: Style,
    /// What may be overlooked.
    pub quiet: Style,
    /// A clock that has run out.
    pub late: Style,
    /// What has just arrived.
    pub new: Style,
    /// On its way to the disk.
    pub flight: Style,
    /// The place where typed text goes.
    pub cursor: Style,
}

impl Theme {
    /// The theme for a scheme; `ascii` where the locale is not UTF-8. A set `NO_COLOR` asks for [`Scheme::Mono`].
    #[must_use]
    pub fn new(scheme: Scheme, ascii: bool) -> Self {
        let plain = Style::new();
        let quiet = plain.add_modifier(Modifier::DIM);
        let strong = plain.add_modifier(Modifier::BOLD);
        let [accent, late, new, flight] = match scheme {
            Scheme::Auto => [Color::Cyan, Color::Red, Color::Green, Color::Magenta],
            Scheme::Dark => [80, 210, 114, 221].map(Color::Indexed),
            Scheme::Light => [25, 124, 28, 130].map(Color::Indexed),
            Scheme::Mono => [Color::Reset; 4],
        };
        Self {
            glyphs: if ascii { ASCII } else { UNICODE },
            accent: strong.fg(accent),
            strong,
            plain,
            quiet,
            late: strong.fg(late),
            new: plain.fg(new),
            flight: plain.fg(flight).add_modifier(Modifier::ITALIC),
            cursor: plain.add_modifier(Modifier::REVERSED),
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Scheme::Auto, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mono_has_no_colour_and_still_tells_late_from_plain() {
        let theme = Theme::new(Scheme::Mono, false);
        for style in [theme.accent, theme.late, theme.new, theme.flight, theme.quiet] {
            assert!(style.fg.is_none_or(|colour| colour == Color::Reset));
            assert_eq!(style.bg, None);
        }
        assert_ne!(theme.late, theme.plain);
    }

    #[test]
    fn every_ascii_mark_is_one_ascii_character() {
        let g = Theme::new(Scheme::Auto, true).glyphs;
        for mark in [
            g.selected, g.marked, g.both, g.urgent, g.to, g.cut, g.dot, g.bar, g.rule, g.block, g.above,
            g.below,
        ] {
            assert!(mark.len() == 1 && mark.is_ascii());
        }
    }

    #[test]
    fn the_words_of_the_config_name_every_scheme() {
        assert_eq!(Scheme::from_word("auto"), Some(Scheme::Auto));
        assert_eq!(Scheme::from_word("dark"), Some(Scheme::Dark));
        assert_eq!(Scheme::from_word("light"), Some(Scheme::Light));
        assert_eq!(Scheme::from_word("mono"), Some(Scheme::Mono));
        assert_eq!(Scheme::from_word("pink"), None);
    }
}
