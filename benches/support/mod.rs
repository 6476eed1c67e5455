//! Seeded stores, a stage at 200x50, and a program in a pseudo-terminal, for the benches.

pub(crate) mod machine;
pub(crate) mod process;
pub(crate) mod table;

use std::cell::Cell;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono_tz::Tz;
use downbeat::config::Config;
use downbeat::domain::Time;
use downbeat::domain::settings::Settings;
use downbeat::runtime::demo::{self, seed};
use downbeat::runtime::{Careful, Launch, Stage};
use downbeat::store::{Reader, Store};
use ratatui::Terminal;
use ratatui::layout::Size;

/// A seeded store.
pub(crate) struct StoreOf {
    pub(crate) name: &'static str,
    pub(crate) items: usize,
    pub(crate) open: usize,
    pub(crate) awake: usize,
    pub(crate) records: seed::Records,
}

/// The client's side of a large store.
const MANY: seed::Records = seed::Records {
    accounts: 10_000,
    calls: 50_000,
    promises: 5_000,
    outcomes: 2_000,
    readings: 20,
    deals: 3_000,
};

/// The client's side of a small one.
const FEW: seed::Records = seed::Records {
    accounts: 50,
    calls: 200,
    promises: 50,
    outcomes: 20,
    readings: 20,
    deals: 30,
};

/// The stores that the figures are for.
pub(crate) const STORES: &[StoreOf] = &[
    StoreOf {
        name: "1k",
        items: 1_000,
        open: 100,
        awake: 50,
        records: FEW,
    },
    StoreOf {
        name: "1M-50",
        items: 1_000_000,
        open: 100_000,
        awake: 50,
        records: MANY,
    },
    StoreOf {
        name: "1M-50k",
        items: 1_000_000,
        open: 100_000,
        awake: 50_000,
        records: MANY,
    },
];

/// The window that the figures are for.
pub(crate) const SIZE: (u16, u16) = (200, 50);

/// The moment at which the stores were seeded.
pub(crate) fn now() -> Time {
    demo::monday(Tz::UTC)
}

fn config() -> Config {
    demo::config(&Config::defaults(Tz::UTC))
}

/// A seeded store, made once and kept under the target folder.
pub(crate) fn seeded(of: &StoreOf) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-stores");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{}-{}.db", of.name, downbeat::store::newest()));
    if !path.exists() {
        eprintln!("seeding {} ({} items) ...", path.display(), of.items);
        let wanted = seed::Seed {
            items: of.items,
            open: of.open,
            awake: of.awake,
            records: of.records,
        };
        let building = path.with_extension("building");
        drop(std::fs::remove_file(&building));
        seed::seed(&building, wanted, now(), &Settings::default()).unwrap();
        std::fs::rename(&building, &path).unwrap();
    }
    path
}

/// A stage on a store.
pub(crate) fn open_stage(path: &Path) -> Stage {
    let launch = Launch {
        db: path.to_owned(),
        config: config(),
        config_file: None,
        now: Some(now()),
    };
    Stage::open(&launch, SIZE).unwrap()
}

/// A reader on a store, with what a report takes.
pub(crate) fn reader(path: &Path) -> (Reader, Settings, Time) {
    (Reader::open(path).unwrap(), config().settings, now())
}

/// A store, open for writing.
pub(crate) fn store(path: &Path) -> Store {
    Store::open(path, now()).unwrap()
}

/// Counts what is written to it.
pub(crate) struct Counter(Rc<Cell<usize>>);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Frames at 200x50, drawn into a counter.
pub(crate) struct Frames {
    pub(crate) terminal: Terminal<Careful<Counter>>,
    written: Rc<Cell<usize>>,
}

impl Frames {
    /// Bytes written so far.
    pub(crate) fn written(&self) -> usize {
        self.written.get()
    }
}

/// Frames at 200x50.
pub(crate) fn frames() -> Frames {
    let written = Rc::new(Cell::new(0));
    let counter = Counter(Rc::clone(&written));
    let terminal = Terminal::new(Careful::sized(counter, Size::from(SIZE))).unwrap();
    Frames { terminal, written }
}
