//! `downbeat show`: one item with its timeline.

use clap::Args;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::names;
use crate::domain::ids::ItemNo;
use crate::domain::item::{Ending, Item, Open, Play, Standing};
use crate::domain::listing::Detail;
use crate::domain::{clean, say};
use crate::report::rows;
use crate::ui::text;

/// How wide the names of fields are.
const FIELD: usize = 14;

/// Shows one item.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The item by number
    #[arg(value_name = "ITEM", value_parser = names::item)]
    item: ItemNo,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let reader = desk.reading()?;
        let router = desk.router(&reader.owners()?);
        let detail = reader
            .detail(self.item, &router, desk.settings(), desk.now)?
            .ok_or_else(|| {
                Failure::refused(format!(
                    "there is no item {}; `downbeat list` shows those there are",
                    self.item
                ))
            })?;
        if self.json {
            rows::write_detail(&detail, desk.out.writer())?;
            return Ok(());
        }
        let telling = Telling {
            desk,
            detail: &detail,
        };
        let lines = telling.lines();
        lines.iter().try_for_each(|line| desk.out.line(line))
    }
}

/// An item being put into words.
struct Telling<'a> {
    desk: &'a Desk,
    detail: &'a Detail,
}

impl Telling<'_> {
    fn lines(&self) -> Vec<String> {
        let item = &self.detail.item;
        let urgent = if item.urgent { ", urgent" } else { "" };
        let value = item.value.map(|value| format!("  {value}")).unwrap_or_default();
        let contact = item
            .contact
            .as_ref()
            .map(|contact| format!(" · {contact}"))
            .unwrap_or_default();
        let mut lines = vec![
            format!("{} {}{urgent}", item.number, item.kind.words()),
            format!("{}{contact}", item.account_name),
            format!("{}{value}", item.subject),
            String::new(),
        ];
        match &item.standing {
            Standing::Open(open) => self.open(open, &mut lines),
            Standing::Closed(closed) => {
                let how = match closed.ending {
                    Ending::Told => "the client knows",
                    Ending::Dismissed => "dismissed",
                    Ending::History => "had ended before it came",
                };
                lines.push(field("Closed", &format!("{}, {how}", self.long(closed.at))));
                if let Some(reason) = closed.reason {
                    let minutes = closed
                        .minutes
                        .map_or("minutes unknown".to_owned(), |minutes| format!("{minutes} min"));
                    lines.push(field("First chair", &format!("{}, {minutes}", reason.words())));
                }
            }
        }
        self.promises(&mut lines);
        self.asks(&mut lines);
        self.origin(item, &mut lines);
        section("Deal", &self.detail.deal.join("\n"), &mut lines);
        section("Words", &item.words, &mut lines);
        section("Brief", &self.detail.brief, &mut lines);
        self.timeline(&mut lines);
        lines
    }

    fn open(&self, open: &Open, lines: &mut Vec<String>) {
        let (now, calendar) = (self.desk.now, self.desk.calendar());
        let late = |at| {
            say::late(at, now, calendar)
                .map(|late| format!(" ({late})"))
                .unwrap_or_default()
        };
        let due = open.client_due;
        lines.push(field("Client hears", &format!("{}{}", self.long(due), late(due))));
        match &open.play {
            Play::Owner(hand_off) => {
                let mut words = format!(
                    "{} since {}, {}; owes an answer by {}{}",
                    hand_off.owner_name,
                    say::since(hand_off.given_at, now, calendar),
                    hand_off.stage.as_str(),
                    self.long(hand_off.owner_due),
                    late(hand_off.owner_due),
                );
                match hand_off.nudges {
                    0 => {}
                    1 => words.push_str("; nudged once"),
                    nudges => words.push_str(&format!("; nudged {nudges} times")),
                }
                if hand_off.told_at.is_none() {
                    words.push_str("; untold");
                }
                lines.push(field("With", &words));
            }
            Play::FirstChair { reason } => lines.push(field("First chair", reason.words())),
            Play::Nobody => {
                let goes = self.detail.suggestion.as_ref().map_or_else(
                    || "you: no owner takes this kind".to_owned(),
                    |suggestion| {
                        let seat = suggestion.seat.map(|seat| format!("{seat} ")).unwrap_or_default();
                        format!("{seat}{} ({})", suggestion.name, suggestion.why)
                    },
                );
                lines.push(field("Would go to", &goes));
            }
        }
        if open.wake.at <= now {
            lines.push(field("Awake", open.wake.cue.words()));
        } else {
            let wakes = format!(
                "until {}, then {}",
                self.long(open.wake.at),
                open.wake.cue.words()
            );
            lines.push(field("Asleep", &wakes));
        }
    }

    /// Its promise, or those made on it.
    fn promises(&self, lines: &mut Vec<String>) {
        let (now, calendar) = (self.desk.now, self.desk.calendar());
        for promise in &self.detail.promises {
            let own = promise.item == self.detail.item.number;
            let what = if own {
                String::new()
            } else {
                format!("{} {} ", promise.item, promise.what)
            };
            let words = format!(
                "{what}by {}, {}: {}",
                promise.date(now, calendar),
                promise.proof.basis().as_str(),
                promise.proof.words(now, calendar)
            );
            lines.push(field("Promised", &words));
        }
    }

    /// Its ask, or those made on it.
    fn asks(&self, lines: &mut Vec<String>) {
        for ask in &self.detail.asks {
            if ask.item != self.detail.item.number {
                lines.push(field("Asked", &ask.mentioned()));
                continue;
            }
            let standing = ask.standing(self.desk.now, self.desk.calendar());
            lines.push(field("Asked", &format!("{}: {standing}", ask.owner_name)));
            lines.push(field("Why", &clean::line(&ask.words.why, clean::NOTE)));
        }
    }

    fn origin(&self, item: &Item, lines: &mut Vec<String>) {
        let key = item
            .source_key
            .as_ref()
            .map(|key| format!(" {key}"))
            .unwrap_or_default();
        let arrived = format!("{}, {}{key}", self.long(item.arrived_at), item.source);
        lines.push(field("Arrived", &arrived));
        if let Some(mood) = item.mood {
            lines.push(field("Mood", mood.as_str()));
        }
    }

    fn timeline(&self, lines: &mut Vec<String>) {
        if self.detail.timeline.is_empty() {
            return;
        }
        lines.extend([String::new(), "Timeline".to_owned()]);
        for event in &self.detail.timeline {
            let at = self.long(event.at);
            let mut words = event.words.lines();
            lines.push(format!("  {at}  {}", words.next().unwrap_or_default()));
            // The lines after the first stand under it.
            let indent = text::width(&at) + 4;
            lines.extend(words.map(|line| format!("{:indent$}{line}", "").trim_end().to_owned()));
        }
        if self.detail.more {
            lines.push("  older events are not shown".to_owned());
        }
    }

    fn long(&self, at: crate::domain::Time) -> String {
        say::long(at, self.desk.now, self.desk.calendar())
    }
}

fn field(name: &str, words: &str) -> String {
    format!("{name:<FIELD$}{words}")
}

/// A text of its own below a heading; nothing where there is no text.
fn section(heading: &str, text: &str, lines: &mut Vec<String>) {
    if text.is_empty() {
        return;
    }
    lines.extend([String::new(), heading.to_owned()]);
    lines.extend(text.lines().map(|line| format!("  {line}").trim_end().to_owned()));
}
