//! The resolved config.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono_tz::Tz;

use crate::domain::money::Currency;
use crate::domain::settings::Settings;
use crate::domain::sources::Sources;
use crate::keys::Keymap;

/// Where a config came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// There is no file: the defaults hold.
    Defaults,
    /// A file.
    File(PathBuf),
}

/// The theme of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// By what the terminal says of itself.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Without colour.
    Mono,
}

/// How the screen looks and listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Its colours.
    pub theme: Theme,
    /// Whether the mouse is read.
    pub mouse: bool,
    /// Whether only ASCII is drawn; `None` leaves it to the locale.
    pub ascii: Option<bool>,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            theme: Theme::Auto,
            mouse: true,
            ascii: None,
        }
    }
}

/// Everything that the config decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where it came from.
    pub origin: Origin,
    /// What decides about the rep's work.
    pub settings: Settings,
    /// How other programs' exports are read.
    pub sources: Sources,
    /// What each key means.
    pub keymap: Keymap,
    /// How the screen looks.
    pub screen: Screen,
    /// The line of each key that [`super::check`] may speak of: `rules[2]`, `defaults.order`.
    pub(super) lines: BTreeMap<String, usize>,
}

impl Config {
    /// The config where there is no file.
    #[must_use]
    pub fn defaults(local: Tz) -> Self {
        let mut config = Self {
            origin: Origin::Defaults,
            settings: Settings::default(),
            sources: Sources::default(),
            keymap: Keymap::default(),
            screen: Screen::default(),
            lines: BTreeMap::new(),
        };
        config.settings.calendar.zone = local;
        config.sources.local_zone = local;
        config.sources.currency = Currency::parse(&config.settings.currency);
        config
    }
}
