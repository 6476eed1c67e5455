//! One VEVENT: what it says, and why it can't be used where it can't.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::lines::Line;
use super::rule::Rule;
use super::zones::{Zone, Zones, local_time};
use crate::domain::diary::{Contact, LeftOut};
use crate::domain::{Time, clean, reach};

/// Attendees that are kept of an event.
const MOST_PEOPLE: usize = 100;
/// Longest key of an event, in bytes.
const LONGEST_UID: usize = 1_000;

/// A start or an end: on a day, or at a time of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    /// A whole day.
    Day(NaiveDate),
    /// A time.
    Time(NaiveDateTime, Zone),
}

impl At {
    /// The moment; of a day its first in the zone of floating times.
    pub(super) fn instant(&self, floating: Tz) -> Time {
        match self {
            Self::Day(day) => Zone::Known(floating).instant(day.and_time(chrono::NaiveTime::MIN)),
            Self::Time(local, zone) => zone.instant(*local),
        }
    }
}

/// An event, or one exception of a recurring one.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) line: u64,
    pub(super) uid: String,
    pub(super) start: At,
    pub(super) lasts: Option<Duration>,
    pub(super) rule: Option<Rule>,
    pub(super) more: Vec<At>,
    pub(super) except: Vec<At>,
    /// The start of the occurrence that this one stands for.
    pub(super) stands_for: Option<At>,
    pub(super) title: String,
    pub(super) place: String,
    pub(super) people: Vec<Contact>,
    pub(super) cancelled: bool,
    /// Why it is no call, if it is none.
    pub(super) left_out: Option<LeftOut>,
}

/// Whose calendar it is, and where its times are that name no zone.
pub(super) struct Owner<'a> {
    pub(super) own: &'a [String],
    pub(super) floating: Tz,
    pub(super) zones: &'a Zones,
}

/// Reads an event. The error names the line and says why, and what to do.
pub(super) fn read(begins: u64, lines: &[Line], owner: &Owner<'_>) -> Result<Event, (u64, String)> {
    let find = |name: &str| lines.iter().find(|line| line.name == name);
    let text = |name: &str| find(name).map(Line::text).unwrap_or_default();
    let whole = [
        "UID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
    ];
    if let Some(line) = lines
        .iter()
        .find(|line| line.cut && whole.contains(&line.name.as_str()))
    {
        return Err((
            line.number,
            format!(
                "its {} is longer than 64 KB; export the calendar again",
                line.name
            ),
        ));
    }
    let uid = clean::line(&text("UID"), usize::MAX);
    if uid.is_empty() || uid.len() > LONGEST_UID {
        let why = if uid.is_empty() {
            "it has no UID"
        } else {
            "its UID is longer than any real one"
        };
        return Err((
            begins,
            format!("{why}, so it could not be found again; export the calendar again"),
        ));
    }
    let Some(starts) = find("DTSTART") else {
        return Err((
            begins,
            "it has no DTSTART, so nobody knows when it is; export the calendar again".to_owned(),
        ));
    };
    let start = moment(starts, &starts.value, owner)?;
    if let Some(line) = find("EXRULE") {
        return Err((
            line.number,
            "it has an EXRULE, which calendars gave up in 2009; save the event anew".to_owned(),
        ));
    }
    let rule = match find("RRULE") {
        Some(line) => Some(Rule::read(line.value.trim()).map_err(|part| {
            let part = clean::line(&part, 60);
            (
                line.number,
                format!("its recurrence is not understood: {part}; log the call by hand"),
            )
        })?),
        None => None,
    };
    let mut event = Event {
        line: begins,
        uid,
        lasts: lasts(&start, lines, owner)?,
        rule,
        more: listed(lines, "RDATE", owner)?,
        except: listed(lines, "EXDATE", owner)?,
        stands_for: match find("RECURRENCE-ID") {
            Some(line) => Some(moment(line, &line.value, owner)?),
            None => None,
        },
        title: clean::line(&text("SUMMARY"), clean::SUBJECT),
        place: clean::line(&text("LOCATION"), clean::SUBJECT),
        people: people(lines),
        cancelled: text("STATUS").trim().eq_ignore_ascii_case("CANCELLED"),
        left_out: None,
        start,
    };
    event.left_out = left_out(&event, lines, owner);
    // The rep is no client of the rep's.
    event.people.retain(|person| !owner.own.contains(&person.address));
    Ok(event)
}

/// Why an event is no call of the rep's.
fn left_out(event: &Event, lines: &[Line], owner: &Owner<'_>) -> Option<LeftOut> {
    let says = |name: &str, values: &[&str]| {
        lines.iter().any(|line| {
            line.name == name
                && values
                    .iter()
                    .any(|value| line.value.trim().eq_ignore_ascii_case(value))
        })
    };
    let all_day = matches!(event.start, At::Day(_)) || says("X-MICROSOFT-CDO-ALLDAYEVENT", &["TRUE"]);
    if says("CLASS", &["PRIVATE", "CONFIDENTIAL"]) {
        Some(LeftOut::Private)
    } else if all_day {
        Some(LeftOut::AllDay)
    } else if has_declined(lines, owner.own) {
        Some(LeftOut::Declined)
    } else if says("TRANSP", &["TRANSPARENT"]) || says("X-MICROSOFT-CDO-BUSYSTATUS", &["FREE", "OOF"]) {
        Some(LeftOut::Free)
    } else {
        None
    }
}

/// Whether the rep has said no.
fn has_declined(lines: &[Line], own: &[String]) -> bool {
    lines.iter().filter(|line| line.name == "ATTENDEE").any(|line| {
        line.param("PARTSTAT")
            .is_some_and(|said| said.eq_ignore_ascii_case("DECLINED"))
            && reach::address(&line.value).is_some_and(|address| own.contains(&address))
    })
}

/// Who is there, without rooms and those who have said no.
fn people(lines: &[Line]) -> Vec<Contact> {
    let mut people: Vec<Contact> = Vec::new();
    for line in lines
        .iter()
        .filter(|line| line.name == "ATTENDEE" || line.name == "ORGANIZER")
    {
        let is = |param: &str, values: &[&str]| {
            line.param(param)
                .is_some_and(|said| values.iter().any(|value| said.eq_ignore_ascii_case(value)))
        };
        if is("CUTYPE", &["ROOM", "RESOURCE"]) || is("PARTSTAT", &["DECLINED"]) || people.len() == MOST_PEOPLE
        {
            continue;
        }
        let name = clean::line(line.param("CN").unwrap_or_default(), clean::NAME);
        // Some write no address where they know none.
        let address = reach::address(line.value.trim()).unwrap_or_default();
        let known = people
            .iter()
            .any(|person| person.address == address && (!address.is_empty() || person.name == name));
        let said = !name.is_empty() || !address.is_empty();
        if said && !known {
            let name = if name.eq_ignore_ascii_case(&address) {
                String::new()
            } else {
                name
            };
            people.push(Contact { name, address });
        }
    }
    people
}

/// How long it lasts, if the event says so.
fn lasts(start: &At, lines: &[Line], owner: &Owner<'_>) -> Result<Option<Duration>, (u64, String)> {
    let find = |name: &str| lines.iter().find(|line| line.name == name);
    if let Some(line) = find("DTEND") {
        let end = moment(line, &line.value, owner)?;
        let lasts = end.instant(owner.floating) - start.instant(owner.floating);
        return if lasts < Duration::zero() {
            Err((
                line.number,
                "it ends before it starts; correct it in the calendar".to_owned(),
            ))
        } else {
            Ok(Some(lasts))
        };
    }
    let Some(line) = find("DURATION") else {
        return Ok(None);
    };
    let lasts = duration(line.value.trim());
    let wrong = || {
        (
            line.number,
            format!(
                "{} is no duration; correct it in the calendar",
                quoted(&line.value)
            ),
        )
    };
    lasts.map(Some).ok_or_else(wrong)
}

/// Every date of the lines of this name.
fn listed(lines: &[Line], name: &str, owner: &Owner<'_>) -> Result<Vec<At>, (u64, String)> {
    let mut all = Vec::new();
    for line in lines.iter().filter(|line| line.name == name) {
        for text in line.value.split(',').filter(|text| !text.trim().is_empty()) {
            // Of a period only the start matters here.
            let text = text.split('/').next().unwrap_or_default();
            all.push(moment(line, text, owner)?);
        }
    }
    Ok(all)
}

/// `20261123`, `20261123T090000Z`, or `20261123T090000` in the zone that the line names, else in the rep's own.
fn moment(line: &Line, text: &str, owner: &Owner<'_>) -> Result<At, (u64, String)> {
    let text = text.trim();
    let wrong = || {
        (
            line.number,
            format!("{} is no date; correct the event in the calendar", quoted(text)),
        )
    };
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d")
            .map(At::Day)
            .map_err(|_| wrong());
    }
    if let Some(utc) = text.strip_suffix(['Z', 'z']) {
        let local = local_time(utc).ok_or_else(wrong)?;
        return Ok(At::Time(local, Zone::Known(Tz::UTC)));
    }
    let local = local_time(text).ok_or_else(wrong)?;
    let zone = match line.param("TZID") {
        None => Zone::Known(owner.floating),
        Some(name) => owner.zones.find(name).ok_or_else(|| {
            let name = quoted(name);
            (
                line.number,
                format!("its zone {name} is neither known nor defined in the file; set the event's zone in the calendar"),
            )
        })?,
    };
    Ok(At::Time(local, zone))
}

/// `PT1H30M`, `P1D`, `P2W`.
fn duration(text: &str) -> Option<Duration> {
    let rest = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    let mut seconds: i64 = 0;
    let mut digits = String::new();
    let mut any = false;
    for c in rest.chars() {
        let unit = match c {
            '0'..='9' => {
                digits.push(c);
                continue;
            }
            'T' if digits.is_empty() => continue,
            'W' => 604_800,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        let count: i64 = digits.parse().ok()?;
        seconds = seconds.checked_add(count.checked_mul(unit)?)?;
        digits.clear();
        any = true;
    }
    (any && digits.is_empty() && seconds < 86_400 * 3_660).then(|| Duration::seconds(seconds))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", clean::line(text, 40))
}
