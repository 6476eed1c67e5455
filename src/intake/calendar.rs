//! Calendar files (iCalendar, RFC 5545), as Google, Outlook and Apple write them: the events of a few days, one entry for
//! each time that a recurring one takes place.
//!
//! The files are read by a reader of our own, not by a library: it has to name the line of what it leaves out, to take
//! bounded memory whatever a file holds, and to look at a recurrence only within the days asked for. Those that would do
//! some of it bring a mail parser or the regular expressions into the tree.

mod event;
mod lines;
mod rule;
mod windows;
mod zones;

use std::collections::BTreeMap;

use chrono::Days;

use super::error::Refusal;
use super::input::Input;
use crate::domain::Time;
use crate::domain::diary::{Asked, Entry, LeftOut, Reading};
use crate::domain::reach;
use event::{At, Event, Owner};
use lines::{Line, Lines};
use rule::Ends;
use zones::{Zone, Zones};

/// Lines that are kept of an event. More is no event of anybody's.
const LINES: usize = 2_000;
/// Bytes that are kept of all events of a file together.
const BYTES: usize = 64 * 1024 * 1024;
/// What is read of an event. Descriptions and attachments are long, and say nothing that is needed.
const READ: &[&str] = &[
    "UID",
    "SUMMARY",
    "LOCATION",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "EXRULE",
    "RECURRENCE-ID",
    "STATUS",
    "CLASS",
    "TRANSP",
    "ATTENDEE",
    "ORGANIZER",
    "X-MICROSOFT-CDO-ALLDAYEVENT",
    "X-MICROSOFT-CDO-BUSYSTATUS",
];
/// Events that are kept of a file, those that do not recur and lie outside of the days asked for left out.
const EVENTS: usize = 50_000;
/// Entries that a file gives at most.
const ENTRIES: usize = 20_000;

/// Reads a calendar file: what it holds between the days asked for.
pub(super) fn read(input: Input, asked: &Asked) -> Result<Reading, Refusal> {
    let mut file = File::new(asked);
    let mut lines = Lines::new(input);
    let first = lines
        .read()
        .map_err(Refusal::Read)?
        .ok_or(Refusal::EmptyCalendar)?;
    if first.name != "BEGIN" || !first.value.trim().eq_ignore_ascii_case("VCALENDAR") {
        return Err(Refusal::NotCalendar);
    }
    while let Some(line) = lines.read().map_err(Refusal::Read)? {
        file.take(line);
    }
    file.end(lines.at());
    Ok(file.reading)
}

/// A component that is being read: an event, a zone, or what is inside them.
struct Component {
    name: String,
    begins: u64,
    lines: Vec<Line>,
    /// Components inside that have not ended yet.
    depth: usize,
}

struct File<'a> {
    asked: &'a Asked,
    zones: Zones,
    own: Vec<String>,
    /// The whole file takes back what it lists.
    cancels: bool,
    /// Events wait for the end of the file: a zone or an exception may stand behind what needs it.
    events: Vec<(u64, Vec<Line>)>,
    /// The bytes of these.
    kept: usize,
    component: Option<Component>,
    reading: Reading,
}

impl<'a> File<'a> {
    fn new(asked: &'a Asked) -> Self {
        Self {
            asked,
            zones: Zones::default(),
            own: asked.own.clone(),
            cancels: false,
            events: Vec::new(),
            kept: 0,
            component: None,
            reading: Reading::default(),
        }
    }

    fn take(&mut self, line: Line) {
        let value = line.value.trim().to_ascii_uppercase();
        match (&mut self.component, line.name.as_str()) {
            (None, "BEGIN") if value != "VCALENDAR" => {
                self.component = Some(Component {
                    name: value,
                    begins: line.number,
                    lines: Vec::new(),
                    depth: 0,
                });
            }
            (None, "METHOD") => self.cancels = value == "CANCEL",
            // Google names a calendar by its owner's address.
            (None, "X-WR-CALNAME") => self.own.extend(reach::address(&line.value)),
            (None, _) => {}
            (Some(component), "BEGIN") => {
                // A file that was cut and joined: what was not ended is lost, and the next one is whole.
                if value == "VEVENT" && component.name == "VEVENT" {
                    self.unfinished(line.number);
                    return;
                }
                component.depth += 1;
                component.keep(line);
            }
            (Some(component), "END") if component.depth > 0 => {
                component.depth -= 1;
                component.keep(line);
            }
            (Some(_), "END") => self.component_ended(),
            (Some(component), _) => component.keep(line),
        }
    }

    fn unfinished(&mut self, next: u64) {
        if let Some(component) = &mut self.component {
            let why = "the next event begins before this one ends; export the calendar again";
            self.reading.skipped.push((component.begins, why.to_owned()));
            component.begins = next;
            component.lines.clear();
            component.depth = 0;
        }
    }

    fn component_ended(&mut self) {
        let Some(component) = self.component.take() else {
            return;
        };
        match component.name.as_str() {
            "VTIMEZONE" => self.zones.define(&component.lines),
            "VEVENT" if component.lines.len() >= LINES => self.reading.skipped.push((
                component.begins,
                format!("it has more than {LINES} lines; log the call by hand"),
            )),
            "VEVENT" if self.events.len() >= EVENTS || self.kept >= BYTES => self.reading.skipped.push((
                component.begins,
                format!("the file holds more than {EVENTS} events, or 64 MB of them; export fewer months"),
            )),
            "VEVENT" if self.may_matter(&component.lines) => {
                self.kept += component
                    .lines
                    .iter()
                    .map(|line| line.value.len() + 128)
                    .sum::<usize>();
                self.events.push((component.begins, component.lines));
            }
            "VEVENT" => self.reading.leave_out(LeftOut::Outside),
            // Tasks, journals and the like are no meetings.
            _ => {}
        }
    }

    /// Whether an event may lie in the days asked for: it recurs, or its date is near them. What can't be read as a date
    /// is looked at, so that it is told of.
    fn may_matter(&self, lines: &[Line]) -> bool {
        if lines
            .iter()
            .any(|line| matches!(line.name.as_str(), "RRULE" | "RDATE" | "RECURRENCE-ID"))
        {
            return true;
        }
        let start = lines.iter().find(|line| line.name == "DTSTART");
        let day = start.and_then(|line| line.value.trim().get(..8)?.parse::<i64>().ok());
        let number = |at: Time, days: i64| {
            let at = at + chrono::Duration::days(days);
            at.format("%Y%m%d").to_string().parse::<i64>().unwrap_or_default()
        };
        day.is_none_or(|day| day >= number(self.asked.from, -2) && day <= number(self.asked.until, 2))
    }

    fn end(&mut self, line: u64) {
        if let Some(component) = self.component.take()
            && component.name == "VEVENT"
        {
            let why =
                format!("the file ends at line {line}, inside of this event; export the calendar again");
            self.reading.skipped.push((component.begins, why));
        }
        let raw = std::mem::take(&mut self.events);
        let (mut masters, mut exceptions) = (Vec::new(), BTreeMap::new());
        let owner = Owner {
            own: &self.own,
            floating: self.asked.zone,
            zones: &self.zones,
        };
        for (begins, lines) in raw {
            match event::read(begins, &lines, &owner) {
                Ok(mut event) => {
                    event.cancelled |= self.cancels;
                    match &event.stands_for {
                        Some(at) => {
                            let key = (event.uid.clone(), at.instant(self.asked.zone));
                            exceptions.insert(key, event);
                        }
                        None => masters.push(event),
                    }
                }
                Err(skipped) => self.reading.skipped.push(skipped),
            }
        }
        for event in &masters {
            self.occurrences(event, &mut exceptions);
        }
        // Exceptions of what the file does not hold: an invitation to one meeting of a series.
        for ((_, stands_for), event) in &exceptions {
            self.entry(event, *stands_for, event.start.instant(self.asked.zone), true);
        }
        self.reading.skipped.sort();
    }

    fn occurrences(&mut self, event: &Event, exceptions: &mut BTreeMap<(String, Time), Event>) {
        let zone = self.asked.zone;
        let Some(starts) = starts(event, self.asked) else {
            let why = "its recurrence takes too many steps to count; log the call by hand";
            self.reading.skipped.push((event.line, why.to_owned()));
            return;
        };
        let recurs = event.rule.is_some() || !event.more.is_empty();
        let mut any = false;
        for at in starts {
            if let Some(exception) = exceptions.remove(&(event.uid.clone(), at)) {
                self.entry(&exception, at, exception.start.instant(zone), true);
                any = true;
            } else if at >= self.asked.from && at < self.asked.until {
                self.entry(event, at, at, recurs);
                any = true;
            }
        }
        if !any {
            self.reading.leave_out(LeftOut::Outside);
        }
    }

    /// Takes in one time at which an event takes place: `stands_for` is when it would by its rule.
    fn entry(&mut self, event: &Event, stands_for: Time, starts_at: Time, recurs: bool) {
        if !event.cancelled {
            if let Some(why) = event.left_out {
                self.reading.leave_out(why);
            } else if starts_at < self.asked.from || starts_at >= self.asked.until {
                return self.reading.leave_out(LeftOut::Outside);
            }
        }
        if self.reading.entries.len() >= ENTRIES {
            let why = format!("the file gives more than {ENTRIES} entries; export fewer months");
            self.reading.skipped.push((event.line, why));
            return;
        }
        let key = if recurs {
            format!("{} {}", event.uid, stands_for.format("%Y%m%dT%H%M%SZ"))
        } else {
            event.uid.clone()
        };
        self.reading.entries.push(Entry {
            line: event.line,
            key,
            uid: event.uid.clone(),
            starts_at,
            ends_at: event.lasts.map(|lasts| starts_at + lasts),
            title: event.title.clone(),
            place: event.place.clone(),
            people: event.people.clone(),
            number: String::new(),
            answered: None,
            // A meeting that was taken in, and that the rep has declined since, is none any more.
            gone: event.cancelled || event.left_out.is_some(),
        });
    }
}

impl Component {
    fn keep(&mut self, line: Line) {
        // What is inside of an event, such as its alarm, says nothing of the event.
        let inside = self.depth > 0 && self.name == "VEVENT";
        let nested = matches!(line.name.as_str(), "BEGIN" | "END") && self.name == "VEVENT";
        let needed = self.name != "VEVENT" || READ.contains(&line.name.as_str());
        if !inside && !nested && needed && self.lines.len() < LINES {
            self.lines.push(line);
        }
    }
}

/// When an event takes place by itself, its rule and its dates, without those that it leaves out, near the days asked
/// for. `None` when its rule takes too many steps.
fn starts(event: &Event, asked: &Asked) -> Option<Vec<Time>> {
    let near = |at: Time, days: u64, later: bool| {
        let day = at.date_naive();
        let moved = if later {
            day.checked_add_days(Days::new(days))
        } else {
            day.checked_sub_days(Days::new(days))
        };
        moved.unwrap_or(day)
    };
    // An exception may be moved from outside into the days asked for, so a little more is looked at.
    let (from, to) = (near(asked.from, 60, false), near(asked.until, 60, true));
    let mut starts = match (&event.rule, &event.start) {
        (Some(rule), At::Time(local, zone)) => {
            let days = rule.days(local.date(), from, to)?;
            let at = |day: chrono::NaiveDate| {
                let occurs = day.and_time(local.time());
                let at = zone.instant(occurs);
                let within = match rule.ends {
                    Ends::Never | Ends::Count(_) => true,
                    Ends::Local(until) => occurs <= until,
                    Ends::Utc(until) => at <= until.and_utc(),
                };
                within.then_some(at)
            };
            days.into_iter().filter_map(at).collect()
        }
        (Some(rule), At::Day(day)) => {
            let days = rule.days(*day, from, to)?;
            days.into_iter()
                .map(|day| At::Day(day).instant(asked.zone))
                .collect()
        }
        (None, start) => vec![start.instant(asked.zone)],
    };
    starts.extend(event.more.iter().map(|at| match (at, &event.start) {
        // A day alone means the event's own time on it.
        (At::Day(day), At::Time(local, zone)) => zone.instant(day.and_time(local.time())),
        (at, _) => at.instant(asked.zone),
    }));
    let zone = match &event.start {
        At::Time(_, zone) => zone.clone(),
        At::Day(_) => Zone::Known(asked.zone),
    };
    starts.retain(|start| {
        !event.except.iter().any(|at| match (at, &event.start) {
            (At::Day(day), At::Time(local, _)) => zone.instant(day.and_time(local.time())) == *start,
            (at, _) => at.instant(asked.zone) == *start,
        })
    });
    starts.sort_unstable();
    starts.dedup();
    Some(starts)
}

#[cfg(test)]
mod tests;
