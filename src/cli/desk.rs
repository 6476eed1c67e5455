//! What every command works at: the config, the clock, the store, and where it writes to.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::args::Global;
use super::aside::Aside;
use super::failure::{Failure, Result};
use super::out::{self, DoneJson, Out};
use super::world::World;
use crate::config::{self, Config, LocalZone, Named, Paths, Platform};
use crate::domain::Time;
use crate::domain::command::{Command, Done};
use crate::domain::owner::Owner;
use crate::domain::routing::Router;
use crate::domain::settings::Settings;
use crate::domain::when;
use crate::domain::worktime::Calendar;
use crate::store::{Reader, Store};

/// Shapes in which `--now` may be written, besides RFC 3339: in the config's zone.
const LOCAL_SHAPES: [&str; 4] = [
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
];

/// The variable that names the store.
pub(super) const DB: &str = "DOWNBEAT_DB";
/// The variable that names the config.
pub(super) const CONFIG: &str = "DOWNBEAT_CONFIG";
/// The variable that sets the clock.
pub(super) const NOW: &str = "DOWNBEAT_NOW";

/// What a command works at.
pub(super) struct Desk {
    pub(super) out: Out,
    pub(super) paths: Paths,
    pub(super) config: Config,
    /// The moment at which the command is done.
    pub(super) now: Time,
    /// The clock, where it was set.
    pub(super) set: Option<Time>,
    pub(super) world: World,
}

/// Where the config and the store are.
pub(super) fn paths(global: &Global) -> Result<Paths> {
    let named = Named {
        config: global.config.clone().map(PathBuf::from),
        store: global.db.clone().map(PathBuf::from),
    };
    let set = |variable| std::env::var_os(variable).map(PathBuf::from);
    let env = Named {
        config: set(CONFIG),
        store: set(DB),
    };
    Paths::find(named, env, Platform::here().as_ref()).map_err(|error| Failure::refused(error.to_string()))
}

/// The zone of this computer.
pub(super) fn local_zone() -> LocalZone {
    let tz = std::env::var("TZ").ok();
    LocalZone::find(tz.as_deref(), config::system_zone)
}

/// A reader on the store, and the store, which closes after it: the last to close writes the log back, which one that
/// only reads can't. A store that can't be written to is read from a copy, which goes last.
pub(super) struct Looking {
    reader: Reader,
    store: Store,
    _aside: Option<Aside>,
}

impl Looking {
    /// Opens a store that is there.
    fn at(path: &Path, now: Time) -> Result<Self> {
        let (store, aside) = match Store::open(path, now) {
            Err(error) if error.is_unwritable() => {
                let aside = Aside::new()?;
                let store = aside.store_of(path, now)?;
                out::say(&format!(
                    "{} can't be written to: it is read from a copy, which goes again",
                    path.display()
                ));
                (store, Some(aside))
            }
            opened => (opened?, None),
        };
        Ok(Self {
            reader: store.reader()?,
            store,
            _aside: aside,
        })
    }
}

impl Looking {
    /// Freezes the pipeline on the first start of a week, if that does not hold up who looks.
    pub(super) fn freeze_week(&mut self, calendar: &Calendar, now: Time) -> Result {
        self.store.freeze_week_if_free(calendar, now)?;
        Ok(())
    }
}

impl std::ops::Deref for Looking {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Desk {
    /// Reads the config and the clock.
    pub(super) fn new(global: &Global, world: World) -> Result<Self> {
        let paths = paths(global)?;
        let local = local_zone();
        let config = config::load(&paths, local.zone).map_err(|error| Failure::refused(error.to_string()))?;
        let set = [global.now.clone(), std::env::var(NOW).ok()]
            .into_iter()
            .flatten()
            .find(|text| !text.trim().is_empty())
            .map(|text| read_now(text.trim(), &config.settings.calendar))
            .transpose()?;
        Ok(Self {
            out: Out::new(world),
            paths,
            now: (world.now)(set),
            set,
            config,
            world,
        })
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.config.settings
    }

    pub(super) fn calendar(&self) -> &Calendar {
        &self.config.settings.calendar
    }

    /// A date as it was written, if one was.
    pub(super) fn date(&self, text: Option<&str>) -> Result<Option<Time>> {
        Ok(text
            .map(|text| when::parse(text, self.now, self.calendar()))
            .transpose()?)
    }

    /// The day of the rep's that it is.
    pub(super) fn today(&self) -> NaiveDate {
        self.calendar().local(self.now).date_naive()
    }

    /// A day as it was written, if one was: of a moment, the day it is on.
    pub(super) fn day(&self, text: Option<&str>) -> Result<Option<NaiveDate>> {
        let at = self.date(text)?;
        Ok(at.map(|at| self.calendar().local(at).date_naive()))
    }

    pub(super) fn db(&self) -> &Path {
        &self.paths.store
    }

    /// Opens the store for a command that may be the first: it is made where there is none. On the first start of a week
    /// the pipeline is frozen before anything is done to it.
    pub(super) fn open(&self) -> Result<Store> {
        let mut store = Store::open(self.db(), self.now)?;
        store.freeze_week_if_free(self.calendar(), self.now)?;
        Ok(store)
    }

    /// Opens the store for a command on what is in it.
    pub(super) fn existing(&self) -> Result<Store> {
        if self.has_store() {
            self.open()
        } else {
            Err(self.no_store())
        }
    }

    /// The refusal where there is no store.
    pub(super) fn no_store(&self) -> Failure {
        Failure::refused(format!(
            "there is no store at {} yet; `downbeat add`, `downbeat owner add` and `downbeat import` make it",
            self.db().display()
        ))
    }

    /// Opens the store if there is one.
    pub(super) fn found(&self) -> Result<Option<Store>> {
        self.has_store().then(|| self.open()).transpose()
    }

    /// Opens the store for reading, as it stands.
    pub(super) fn standing(&self) -> Result<Looking> {
        if self.has_store() {
            Looking::at(self.db(), self.now)
        } else {
            Err(self.no_store())
        }
    }

    /// Opens the store for reading, with what is due awake. While nothing can be written it is read as it was, with a
    /// word.
    pub(super) fn reading(&self) -> Result<Looking> {
        let mut looking = self.standing()?;
        if let Some(why) = looking.store.tick_before_reading(self.now)? {
            out::say(&format!(
                "{why}: this is how it stood before, and what has become due since may be missing"
            ));
        } else {
            let (settings, now) = (self.settings(), self.now);
            looking.store.count_deals_before_reading(settings, now)?;
        }
        Ok(looking)
    }

    /// Opens the store for reading, with what is due awake. `None`, with a word, where there is no store: looking
    /// makes none.
    pub(super) fn look(&self) -> Result<Option<Looking>> {
        if self.has_store() {
            return self.reading().map(Some);
        }
        out::say(&format!(
            "there is no store at {} yet: nothing to show",
            self.db().display()
        ));
        Ok(None)
    }

    pub(super) fn has_store(&self) -> bool {
        // What can't be looked at is left for opening to explain.
        self.db().try_exists().unwrap_or(true)
    }

    /// The rules with these owners, made ready.
    pub(super) fn router(&self, owners: &[Owner]) -> Router {
        Router::new(self.settings(), owners)
    }

    /// Does a command, all of it or nothing, and says what became of it: in words on standard error, or as a line of
    /// JSON on standard output.
    pub(super) fn perform(&mut self, store: &mut Store, command: &Command, json: bool) -> Result<Done> {
        let done = store.perform(command, self.settings(), self.now, false)?;
        if json {
            self.out.json_line(&DoneJson::from(&done))?;
        } else {
            out::say_done(&done);
        }
        Ok(done)
    }
}

/// Reads what `--now` was set to.
fn read_now(text: &str, calendar: &Calendar) -> Result<Time> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.with_timezone(&Utc));
    }
    LOCAL_SHAPES
        .iter()
        .find_map(|shape| NaiveDateTime::parse_from_str(text, shape).ok())
        .map(|local| calendar.instant(local))
        .ok_or_else(|| {
            Failure::usage(format!(
                "--now (or DOWNBEAT_NOW) {text:?} is no time: write 2026-11-23T07:42:00+01:00, or 2026-11-23 07:42 in the zone of the \
                 config"
            ))
        })
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn the_clock_is_set_with_an_offset_or_in_the_zone_of_the_config() {
        let calendar = Calendar {
            zone: Tz::Europe__Berlin,
            ..Calendar::default()
        };
        let expected: Time = "2026-11-23T06:42:00Z".parse().unwrap();
        for text in [
            "2026-11-23T07:42:00+01:00",
            "2026-11-23T06:42:00Z",
            "2026-11-23 07:42",
            "2026-11-23T07:42",
            "2026-11-23 07:42:00",
        ] {
            assert_eq!(read_now(text, &calendar).unwrap(), expected, "{text}");
        }
        for text in ["soon", "2026-11-23", "07:42", "2026-13-23 07:42", "2026-11-23 7h"] {
            assert!(
                matches!(read_now(text, &calendar), Err(Failure::Usage(_))),
                "{text}"
            );
        }
    }
}
