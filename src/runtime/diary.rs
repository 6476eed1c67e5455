//! The files of the diary that the config names: read by themselves after the first frame, each hour, and when one of
//! them has changed. Reading is a thread's work; what was read goes to the writer, as one command of the program's own.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::SystemTime;

use chrono::Duration;

use super::events::Message;
use crate::domain::Time;
use crate::domain::diary::DiaryFile;
use crate::domain::settings::Settings;
use crate::intake;

/// How often the files are looked at for a change.
const LOOKS: Duration = Duration::minutes(1);
/// How often they are read though none has changed: other days come into view.
const READS: Duration = Duration::hours(1);

/// When files last changed; `None` for one that can't be looked at.
type Stamps = Vec<Option<SystemTime>>;

/// When the files were last looked at and read.
#[derive(Debug, Default)]
pub(super) struct Diary {
    looked: Option<Time>,
    read: Option<Time>,
    stamps: Stamps,
    /// A reading is on its way.
    busy: bool,
}

impl Diary {
    /// Reads the files if it is time to. Never two at once.
    pub(super) fn tick(&mut self, settings: &Arc<Settings>, now: Time, messages: &Sender<Message>) {
        let files = &settings.diary.files;
        let passed = |since: Option<Time>, long: Duration| since.is_none_or(|at| (now - at).abs() >= long);
        if files.is_empty() || self.busy || !passed(self.looked, LOOKS) {
            return;
        }
        self.looked = Some(now);
        let stamps: Stamps = files.iter().map(|file| changed_at(Path::new(file))).collect();
        if stamps == self.stamps && !passed(self.read, READS) {
            return;
        }
        self.stamps = stamps;
        self.read = Some(now);
        self.busy = true;
        let (settings, messages) = (Arc::clone(settings), messages.clone());
        thread::spawn(move || {
            // The loop is gone only when the program ends; then nobody waits for it.
            drop(messages.send(Message::DiaryRead(read(&settings, now))));
        });
    }

    /// What was read has been written, or could not be.
    pub(super) const fn done(&mut self) {
        self.busy = false;
    }
}

/// What a reading came to.
#[derive(Debug)]
pub(super) struct DiaryRead {
    /// The files that could be read.
    pub(super) files: Vec<DiaryFile>,
    /// Why the first of the others could not.
    pub(super) problem: Option<String>,
    /// As of when.
    pub(super) now: Time,
}

fn read(settings: &Settings, now: Time) -> DiaryRead {
    let mut read = DiaryRead {
        files: Vec::new(),
        problem: None,
        now,
    };
    for file in &settings.diary.files {
        match intake::read_diary_file(Path::new(file), None, settings, now) {
            Ok(file) => read.files.push(file),
            Err(error) => {
                read.problem.get_or_insert_with(|| error.to_string());
            }
        }
    }
    read
}

fn changed_at(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|about| about.modified()).ok()
}
