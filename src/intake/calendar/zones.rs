//! The zones of a calendar file: by their IANA name, by the name that Windows has for them, or by the rules that the file
//! itself gives.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::lines::Line;
use super::rule::{Ends, Rule};
use super::windows;
use crate::domain::Time;
use crate::domain::worktime::Calendar;

/// Zones that are kept of a file.
const MOST: usize = 500;

/// A zone in which a time stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Zone {
    /// One that is known.
    Known(Tz),
    /// One that the file defines.
    Defined(Definition),
}

impl Zone {
    /// The moment at which a wall clock there shows this time. A time that is skipped when clocks go forward is moved
    /// forward by as much; of one that comes twice the first is meant.
    pub(super) fn instant(&self, local: NaiveDateTime) -> Time {
        match self {
            Self::Known(zone) => Calendar {
                zone: *zone,
                ..Calendar::default()
            }
            .instant(local),
            Self::Defined(definition) => definition.instant(local),
        }
    }
}

/// A zone as the file defines it: which offset holds from when on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Definition {
    turns: Vec<Turn>,
}

/// A change of the clocks, or one each year.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Turn {
    first: NaiveDateTime,
    rule: Option<Rule>,
    more: Vec<NaiveDateTime>,
    /// Seconds east of UTC before and after.
    before: i64,
    after: i64,
}

impl Turn {
    /// The last change that is not after a time, on the clock as it went before it.
    fn last(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        let fits = |at: &NaiveDateTime| *at <= local;
        let listed = self.more.iter().copied().chain([self.first]).filter(fits).max()?;
        let Some(rule) = &self.rule else {
            return Some(listed);
        };
        let time = self.first.time();
        let ended = |at: &NaiveDateTime| match rule.ends {
            Ends::Never | Ends::Count(_) => false,
            Ends::Local(until) => *at > until,
            Ends::Utc(until) => *at - Duration::seconds(self.before) > until,
        };
        // A rule that ended long ago has its last change before the two years looked at.
        let upto = match rule.ends {
            Ends::Local(until) | Ends::Utc(until) => local.min(until + Duration::days(1)),
            Ends::Never | Ends::Count(_) => local,
        };
        let from = upto.date() - Duration::days(800);
        let from = if matches!(rule.ends, Ends::Count(_)) {
            self.first.date()
        } else {
            from
        };
        let days = rule
            .days(self.first.date(), from, upto.date())
            .unwrap_or_default();
        let yearly = days
            .into_iter()
            .map(|day| day.and_time(time))
            .filter(|at| fits(at) && !ended(at))
            .max();
        Some(yearly.map_or(listed, |yearly| yearly.max(listed)))
    }
}

impl Definition {
    fn instant(&self, local: NaiveDateTime) -> Time {
        let changes = self
            .turns
            .iter()
            .filter_map(|turn| Some((turn.last(local)?, turn)));
        let offset = match changes.max_by_key(|(at, _)| *at) {
            // In the hour that is skipped the clock has not changed yet.
            Some((at, turn)) if local < at + Duration::seconds(turn.after - turn.before) => turn.before,
            Some((_, turn)) => turn.after,
            None => self
                .turns
                .iter()
                .min_by_key(|turn| turn.first)
                .map_or(0, |turn| turn.before),
        };
        (local - Duration::seconds(offset)).and_utc()
    }
}

/// What a file says of its zones, by the names it gives them.
#[derive(Debug, Default)]
pub(super) struct Zones {
    defined: BTreeMap<String, Zone>,
}

impl Zones {
    /// Takes in a VTIMEZONE by its lines. What can't be understood of it is left out: events name the zone then, and are
    /// told of.
    pub(super) fn define(&mut self, lines: &[Line]) {
        let mut name = None;
        let mut known = None;
        let mut definition = Definition::default();
        let mut part: Option<Vec<&Line>> = None;
        for line in lines {
            match (line.name.as_str(), &mut part) {
                ("BEGIN", _) => part = Some(Vec::new()),
                ("END", Some(lines)) => {
                    definition.turns.extend(turn(lines));
                    part = None;
                }
                (_, Some(lines)) => lines.push(line),
                ("TZID", None) => name = Some(line.text()),
                ("X-LIC-LOCATION", None) => known = by_name(&line.text()),
                (_, None) => {}
            }
        }
        let Some(name) = name.filter(|_| self.defined.len() < MOST) else {
            return;
        };
        if let Some(zone) = by_name(&name).or(known) {
            self.defined.insert(name, Zone::Known(zone));
        } else if !definition.turns.is_empty() {
            self.defined.insert(name, Zone::Defined(definition));
        }
    }

    /// The zone of this name.
    pub(super) fn find(&self, name: &str) -> Option<Zone> {
        self.defined
            .get(name)
            .cloned()
            .or_else(|| by_name(name).map(Zone::Known))
    }
}

/// A zone by its IANA name, also behind a maker's prefix (`/freeassociation.sourceforge.net/Europe/Berlin`), or by the
/// name that Windows has for it.
pub(super) fn by_name(name: &str) -> Option<Tz> {
    let name = name.trim().trim_matches('"');
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    (0..parts.len().min(8))
        .find_map(|from| Tz::from_str_insensitive(&parts[from..].join("/")).ok())
        .or_else(|| windows::zone(name))
}

/// One STANDARD or DAYLIGHT of a VTIMEZONE.
fn turn(lines: &[&Line]) -> Option<Turn> {
    let value = |name: &str| {
        lines
            .iter()
            .find(|line| line.name == name)
            .map(|line| line.value.trim())
    };
    let more = lines
        .iter()
        .filter(|line| line.name == "RDATE")
        .flat_map(|line| line.value.split(','))
        .filter_map(|text| local_time(text.trim().trim_end_matches('Z')))
        .collect();
    let first = local_time(value("DTSTART")?)?;
    // Outlook begins its zones in the year 1601.
    let earliest = NaiveDate::from_ymd_opt(1601, 1, 1)?.and_time(NaiveTime::MIN);
    Some(Turn {
        first: first.max(earliest),
        rule: match value("RRULE") {
            Some(rule) => Some(Rule::read(rule).ok()?),
            None => None,
        },
        more,
        before: offset(value("TZOFFSETFROM")?)?,
        after: offset(value("TZOFFSETTO")?)?,
    })
}

/// `20261025T030000`.
pub(super) fn local_time(text: &str) -> Option<NaiveDateTime> {
    let time = NaiveDateTime::parse_from_str(text.trim(), "%Y%m%dT%H%M%S")
        .or_else(|_| NaiveDateTime::parse_from_str(text.trim(), "%Y%m%dT%H%M"))
        .ok()?;
    (1000..=9999).contains(&time.year()).then_some(time)
}

/// `+0100`, `-023015`, in seconds.
fn offset(text: &str) -> Option<i64> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let part = |from: usize| digits.get(from..from + 2).and_then(|two| two.parse::<i64>().ok());
    let seconds = part(0)? * 3600 + part(2)? * 60 + part(4).unwrap_or(0);
    (seconds < 86_400).then_some(sign * seconds)
}
