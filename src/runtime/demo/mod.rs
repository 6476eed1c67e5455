//! The demo: a believable Monday on made-up data.
//!
//! The story (`assets/demo/story.toml`) is played into a store by ordinary commands, each at its own moment, so that
//! lists, timeline, history and the week all tell the same.

mod clients;
mod dice;
mod more;
mod place;
mod play;
mod records;
mod script;
pub mod seed;
mod story;
#[cfg(test)]
mod tests;
mod weeks;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use chrono_tz::Tz;

use self::clients::Clients;
use self::play::Player;
use self::script::Script;
use self::seed::Seed;
use self::story::Story;
use super::{Launch, screen};
use crate::config::Config;
use crate::domain::Time;
use crate::domain::settings::Settings;
use crate::domain::worktime::Calendar;
use crate::store::{Reader, Store};

/// How many items of its own the demo has when no number is given: the whole story. From so many on, the past weeks and
/// the records of the clients come with it.
pub const ITEMS: usize = 56;

/// Up to so many items each has a life of its own; more are seeded in bulk.
const ONE_BY_ONE: usize = 250;

/// So many names of temporary folders are tried.
const TRIES: u32 = 10_000;

/// A demo made in a temporary folder, which goes when this is dropped.
#[derive(Debug)]
pub struct Demo {
    folder: PathBuf,
    now: Time,
}

impl Demo {
    /// The launch of the screen on it, with the look and the keys of another.
    #[must_use]
    pub fn launch(&self, like: &Launch) -> Launch {
        Launch {
            db: store_in(&self.folder),
            config: config(&like.config),
            config_file: None,
            now: Some(self.now),
        }
    }
}

/// Opens the screen on made-up data, so many items of it: in the launch's own store where it stays, else in one that
/// goes when the screen is left. No rule is written into a config from there.
///
/// # Errors
/// When the data can't be made, there is no terminal, or the store can't be opened.
pub fn open(mut launch: Launch, items: Option<usize>, stays: bool) -> Result<()> {
    let items = items.unwrap_or(ITEMS);
    if !stays {
        let made = make(items, launch.now, &launch.config.settings)?;
        return screen(&made.launch(&launch));
    }
    let now = launch
        .now
        .unwrap_or_else(|| monday(launch.config.settings.calendar.zone));
    make_at(&launch.db, items, now, &launch.config.settings)?;
    launch.now = Some(now);
    launch.config = config(&launch.config);
    launch.config_file = None;
    screen(&launch)
}

impl Drop for Demo {
    fn drop(&mut self) {
        // What can't be removed is left to the system: it is a temporary folder.
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// The morning on which the demo opens when no time is given: Monday 23 November 2026 at 7:42, by the clock of a zone.
#[must_use]
pub fn monday(zone: Tz) -> Time {
    let calendar = Calendar {
        zone,
        ..Calendar::default()
    };
    let local = NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|day| day.and_hms_opt(7, 42, 0));
    calendar.instant(local.unwrap_or_default())
}

/// A config with the demo's settings in place of the rep's; screen, keys and sources stay.
#[must_use]
pub fn config(like: &Config) -> Config {
    let mut config = like.clone();
    config.settings = settings(&like.settings);
    config
}

/// The demo's settings: its rules, rates and authorities, and Monday to Friday from 9:00 to 17:00 in the rep's zone. The rep's name stays.
#[must_use]
pub fn settings(like: &Settings) -> Settings {
    let mut settings = Settings {
        calendar: Calendar {
            zone: like.calendar.zone,
            ..Calendar::default()
        },
        rep: like.rep.clone(),
        // The story comes with the program and is read in the tests: without it the demo is not made at all.
        rules: Story::read().map(|story| story.rules()).unwrap_or_default(),
        ..Settings::default()
    };
    if let Ok(clients) = Clients::read() {
        settings.promises.authority = clients.authority();
        settings.deals.rates = clients.rates();
    }
    settings
}

/// Makes the demo in a temporary folder that only its user can read. The time, unless given, is [`monday`]'s by the
/// clock of `like`, whose settings decide as in [`settings`].
///
/// # Errors
/// When the temporary folder can't be written to.
pub fn make(items: usize, now: Option<Time>, like: &Settings) -> Result<Demo> {
    let now = now.unwrap_or_else(|| monday(like.calendar.zone));
    let folder = temporary().with_context(|| {
        format!(
            "could not make the demo: no folder could be made in {}",
            std::env::temp_dir().display()
        )
    })?;
    // From here on the folder goes, whatever happens.
    let demo = Demo { folder, now };
    fill(&store_in(&demo.folder), items, now, &settings(like))?;
    Ok(demo)
}

/// Makes the demo in a file that stays. `now` is the moment at which the story ends; `like` decides as in
/// [`settings`].
///
/// # Errors
/// When there is a store with work in it already, or the file can't be written.
pub fn make_at(path: &Path, items: usize, now: Time, like: &Settings) -> Result<()> {
    all_or_nothing(path, || fill(path, items, now, &settings(like)))
}

/// Fills a store that holds no work yet. What could not be filled to the end does not stay, if it is new.
fn all_or_nothing(path: &Path, fill: impl FnOnce() -> Result<()>) -> Result<()> {
    let new = !path.exists();
    if !new && !Reader::open(path)?.history(1)?.is_empty() {
        bail!(
            "could not make the demo in {}: there is work in it already; \
             name a new file, or leave --db away for a demo that goes when you leave it",
            path.display()
        );
    }
    fill().inspect_err(|_| {
        if new {
            for suffix in ["", "-wal", "-shm"] {
                let mut name = path.as_os_str().to_owned();
                name.push(suffix);
                drop(fs::remove_file(name));
            }
        }
    })
}

fn fill(path: &Path, items: usize, now: Time, settings: &Settings) -> Result<()> {
    let story = Story::read()?;
    let mut store = Store::open(path, now)?;
    let mut player = Player::new(&mut store, settings, now)?;
    let mut script = Script::of(&story, items, player.place)?;
    let whole = script::whole(&story);
    let more = items.saturating_sub(whole);
    // Fewer items than the story holds leave gaps in it, and among many more nobody would find its clients.
    let clients = (whole..=ONE_BY_ONE)
        .contains(&items)
        .then(Clients::read)
        .transpose()?;
    if let Some(clients) = &clients {
        let (parts, calls) = weeks::past(&story, &clients.weeks, player.place);
        script.parts.extend(parts);
        script.calls.extend(calls);
    }
    let seed = if items > ONE_BY_ONE {
        Some(Seed::of(more))
    } else {
        script.parts.extend(more::parts(&story, more, player.place));
        None
    };
    player
        .play(&story, &script, clients.as_ref(), seed)
        .context("could not make the demo")
}

fn store_in(folder: &Path) -> PathBuf {
    folder.join("demo.db")
}

/// A new folder that only its user can read. Its name is this process's, with a number: a folder of that name may have
/// been left behind by a process that was killed.
fn temporary() -> std::io::Result<PathBuf> {
    let within = std::env::temp_dir();
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let mut number = 0_u32;
    loop {
        let folder = within.join(format!("downbeat-demo-{}-{number}", std::process::id()));
        match builder.create(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < TRIES => number += 1,
            Err(error) => return Err(error),
        }
    }
}
