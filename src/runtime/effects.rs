//! Effects carried out: reads at once, questions to the worker, commands to the writer.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::clock::Clock;
use super::dialler;
use super::events::Message;
use super::export;
use super::reads::Desk;
use super::threads::Threads;
use crate::app::{Action, Effect, Query, Ticket};
use crate::config;
use crate::domain::Time;
use crate::domain::command::Done;
use crate::domain::format::Format;
use crate::domain::monday::Against;
use crate::domain::settings::{Rule, Settings};
use crate::domain::week::Week;
use crate::report;
use crate::store::writer::Job;
use crate::store::{Reader, StoreError};

/// All that carries effects out.
pub(super) struct Hands {
    pub(super) desk: Desk,
    pub(super) threads: Threads,
    pub(super) settings: Arc<Settings>,
    /// Where a rule is written; none in the demo.
    pub(super) config_file: Option<PathBuf>,
    pub(super) clock: Clock,
    pub(super) messages: Sender<Message>,
    /// What is read before the next frame.
    pub(super) idle: Option<Query>,
}

impl Hands {
    /// Carries an effect out; what it is answered with at once comes back.
    pub(super) fn run(&mut self, effect: Effect, now: Time) -> Option<Action> {
        match effect {
            Effect::Read(query) => Some(self.read(query, now)),
            Effect::ReadWhenIdle(query) => {
                self.idle = Some(query);
                None
            }
            Effect::Ask(question) => {
                let asked = self.threads.ask(question, now, Arc::clone(&self.settings));
                (!asked).then(|| {
                    Action::ReadFailed(
                        "could not ask: the reading thread has ended; restart downbeat".to_owned(),
                    )
                })
            }
            Effect::Write {
                ticket,
                command,
                leave_out,
            } => {
                let job = Job::Perform {
                    ticket: ticket.0,
                    command,
                    leave_out,
                    now: self.clock.now(),
                    settings: Arc::clone(&self.settings),
                };
                (!self.threads.give(job)).then(|| Action::Failed {
                    ticket,
                    message:
                        "could not write: the writing thread has ended; nothing was changed, restart downbeat"
                            .to_owned(),
                })
            }
            Effect::Copy { text, of, tells } => Some(match copy(&text) {
                Ok(()) => Action::Copied { of, tells },
                Err(words) => Action::CopyFailed(words),
            }),
            Effect::Dial { number } => {
                let messages = self.messages.clone();
                dialler::dial(&self.settings.dialler, &number, move |words| {
                    // The loop is gone only when the program ends.
                    drop(messages.send(Message::DialFailed(words)));
                });
                None
            }
            Effect::CopyText { text, what } => Some(match copy(&text) {
                Ok(()) => Action::TextCopied { what },
                Err(words) => Action::CopyFailed(words),
            }),
            Effect::Export { week, format } => {
                self.export(week, format);
                None
            }
            Effect::CopyWeek(week) => {
                self.week_text(week);
                None
            }
            Effect::ExportMonday(format) => {
                self.export_monday(format, now);
                None
            }
            Effect::NoteMorning => {
                let today = self.settings.calendar.local(now).date_naive();
                // Should the writer be gone, the next write says so.
                let _given = self.threads.give(Job::NoteMorning(today));
                None
            }
            Effect::WriteRule(rule) => Some(self.write_rule(&rule)),
            Effect::Quit { .. } | Effect::OpenDemo | Effect::Suspend | Effect::Redraw => None,
        }
    }

    /// Writes a rule into the config, by which everything is done from then on.
    fn write_rule(&mut self, rule: &Rule) -> Action {
        let Some(file) = &self.config_file else {
            return Action::RuleFailed(
                "the demo keeps no config: on your own data the rule would be written".to_owned(),
            );
        };
        match config::learn(file, rule, self.settings.calendar.zone) {
            Ok(config) => {
                self.settings = Arc::new(config.settings.clone());
                self.desk.forget();
                Action::RuleWritten {
                    settings: Box::new(config.settings),
                    path: file.display().to_string(),
                }
            }
            Err(error) => Action::RuleFailed(error.to_string()),
        }
    }

    /// A bounded read, answered.
    pub(super) fn read(&mut self, query: Query, now: Time) -> Action {
        match self.desk.read(query, &self.settings, now) {
            Ok(loaded) => Action::Loaded(loaded),
            Err(error) => Action::ReadFailed(error.to_string()),
        }
    }

    /// The writer's answer as an action.
    pub(super) fn answer(ticket: u64, result: Result<Done, StoreError>) -> Action {
        let ticket = Ticket(ticket);
        match result {
            Ok(done) => Action::Committed { ticket, done },
            Err(error) => Action::Failed {
                ticket,
                message: error.to_string(),
            },
        }
    }

    fn export(&self, week: Week, format: Format) {
        self.report(
            week,
            move |report, calendar| export::week(report, format, calendar),
            move |made| Message::Exported(made.map(|path| (week.to_string(), path))),
        );
    }

    /// Reads the Monday sheet on a thread and a connection of its own, and writes it.
    fn export_monday(&self, format: Format, now: Time) {
        let (settings, messages) = (Arc::clone(&self.settings), self.messages.clone());
        let path = self.desk.reader.path().to_owned();
        thread::spawn(move || {
            let today = settings.calendar.local(now).date_naive();
            let made = Reader::open(&path)
                .and_then(|reader| reader.monday(Against::usual(today), &settings, now))
                .map_err(anyhow::Error::from)
                .and_then(|sheet| export::monday(&sheet, format, &settings.calendar))
                .map(|path| ("the Monday sheet".to_owned(), path))
                .map_err(|error| format!("{error:#}"));
            drop(messages.send(Message::Exported(made)));
        });
    }

    fn week_text(&self, week: Week) {
        let render = |report: &_, calendar: &_| {
            let mut text = Vec::new();
            report::render(report, Format::Markdown, calendar, &mut text)?;
            Ok(String::from_utf8(text)?)
        };
        self.report(week, render, Message::WeekText);
    }

    /// Reads a whole week on a thread and a connection of its own, and makes something of it.
    fn report(
        &self,
        week: Week,
        make: impl FnOnce(
            &crate::domain::week::WeekReport,
            &crate::domain::worktime::Calendar,
        ) -> anyhow::Result<String>
        + Send
        + 'static,
        message: impl FnOnce(Result<String, String>) -> Message + Send + 'static,
    ) {
        let (settings, messages, now) = (
            Arc::clone(&self.settings),
            self.messages.clone(),
            self.clock.now(),
        );
        let path = self.desk.reader.path().to_owned();
        thread::spawn(move || {
            let made = Reader::open(&path)
                .and_then(|reader| reader.week(week, &settings, now, None))
                .map_err(anyhow::Error::from)
                .and_then(|report| make(&report, &settings.calendar));
            drop(messages.send(message(made.map_err(|error| format!("{error:#}")))));
        });
    }
}

/// Puts a text on the clipboard through the terminal (OSC 52), which also works over SSH.
pub(super) fn copy(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout();
    crossterm::execute!(
        out,
        crossterm::clipboard::CopyToClipboard::to_clipboard_from(text)
    )
    .and_then(|()| out.flush())
    .map_err(|error| format!("could not copy: the terminal did not take it ({error})"))
}
