//! The week as JSON: everything, for other programs. Times are RFC 3339 in UTC; the fields keep their order and names.

use std::io;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::domain::Time;
use crate::domain::week::series::ClocksKept;
use crate::domain::week::{
    CallLine, ClockLine, HandOffLine, KindLine, OwnerLine, ReasonLine, WeekFigures, WeekReport, Whose,
    percent, sentence,
};
use crate::domain::worktime::Calendar;

mod clients;
mod played;

/// Writes the report as one object, indented, with a line break at its end.
///
/// # Errors
/// When `out` can't be written to.
pub fn write(report: &WeekReport, calendar: &Calendar, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &WeekJson::new(report, calendar))?;
    out.write_all(b"\n")
}

/// A list whose lines are made one by one as they are written.
struct Lines<'a, T, J>(&'a [T], fn(&'a T) -> J);

impl<T, J: Serialize> Serialize for Lines<'_, T, J> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(self.1))
    }
}

#[derive(Serialize)]
struct WeekJson<'a> {
    week: String,
    starts: Time,
    ends: Time,
    as_of: Time,
    running: bool,
    zone: &'static str,
    sentence: String,
    totals: TotalsJson,
    conducted_share: Option<ShareJson>,
    reached_share: Option<ShareJson>,
    first_chair: Lines<'a, ReasonLine, ReasonJson>,
    owners: Lines<'a, OwnerLine, OwnerJson<'a>>,
    kinds: Lines<'a, KindLine, KindJson>,
    hand_offs: Lines<'a, HandOffLine, HandOffJson<'a>>,
    calls: Lines<'a, CallLine, CallJson<'a>>,
    next_week: Lines<'a, ClockLine, ClockJson<'a>>,
    clients: Value,
    clocks_kept: Value,
    weeks: Vec<Value>,
    who_played: Value,
}

impl<'a> WeekJson<'a> {
    fn new(report: &'a WeekReport, calendar: &Calendar) -> Self {
        let (reached, calls) = report.reached();
        Self {
            week: report.week.to_string(),
            starts: report.starts,
            ends: report.ends,
            as_of: report.as_of,
            running: report.running,
            zone: calendar.zone.name(),
            sentence: sentence(report),
            totals: totals(report.totals),
            conducted_share: report.conducted().map(|(part, whole)| share(part, whole)),
            reached_share: (calls > 0).then(|| share(reached as u64, calls as u64)),
            first_chair: Lines(&report.reasons, reason),
            owners: Lines(&report.owners, owner),
            kinds: Lines(&report.kinds, kind),
            hand_offs: Lines(&report.hand_offs, hand_off),
            calls: Lines(&report.calls, call),
            next_week: Lines(&report.next_week, clock),
            clients: clients::value(&report.clients),
            clocks_kept: kept(report.clocks),
            weeks: report.weeks.iter().map(played::week).collect(),
            who_played: played::value(&report.played),
        }
    }
}

fn kept(clocks: ClocksKept) -> Value {
    json!({
        "owners_kept": clocks.owners_kept,
        "owners_missed": clocks.owners_missed,
        "clients_kept": clocks.clients_kept,
        "clients_missed": clocks.clients_missed,
    })
}

#[derive(Serialize)]
struct TotalsJson {
    arrived: u64,
    transactions: u64,
    handed_transactions: u64,
    handed_follow_ups: u64,
    handed_off: u64,
    acknowledged: u64,
    done: u64,
    finished: u64,
    client_told: u64,
    came_back: u64,
    recalled: u64,
    still_open: u64,
    overdue: u64,
    untold: u64,
    nudges: u64,
    escalated: u64,
    dismissed: u64,
    finished_transactions: u64,
    conducted: u64,
}

/// Taken apart whole, so that a new figure can't be forgotten here.
const fn totals(figures: WeekFigures) -> TotalsJson {
    let WeekFigures {
        arrived,
        transactions,
        handed_transactions,
        handed_follow_ups,
        handed_off,
        acknowledged,
        done,
        finished,
        client_told,
        came_back,
        recalled,
        still_open,
        overdue,
        untold,
        nudges,
        escalated,
        dismissed,
        finished_transactions,
        conducted,
    } = figures;
    TotalsJson {
        arrived,
        transactions,
        handed_transactions,
        handed_follow_ups,
        handed_off,
        acknowledged,
        done,
        finished,
        client_told,
        came_back,
        recalled,
        still_open,
        overdue,
        untold,
        nudges,
        escalated,
        dismissed,
        finished_transactions,
        conducted,
    }
}

#[derive(Serialize)]
struct ShareJson {
    part: u64,
    whole: u64,
    percent: u64,
}

fn share(part: u64, whole: u64) -> ShareJson {
    ShareJson {
        part,
        whole,
        percent: percent(part, whole),
    }
}

#[derive(Serialize)]
struct ReasonJson {
    reason: &'static str,
    finished: u64,
    minutes: u64,
    minutes_unknown: u64,
    open: u64,
}

const fn reason(line: &ReasonLine) -> ReasonJson {
    ReasonJson {
        reason: line.reason.as_str(),
        finished: line.count,
        minutes: line.minutes,
        minutes_unknown: line.unknown,
        open: line.open,
    }
}

#[derive(Serialize)]
struct OwnerJson<'a> {
    number: i64,
    name: &'a str,
    handed: u64,
    acknowledged: u64,
    done: u64,
    returned: u64,
    median_seconds_to_done: Option<i64>,
    open: u64,
    overdue: u64,
}

fn owner(line: &OwnerLine) -> OwnerJson<'_> {
    OwnerJson {
        number: line.owner.0,
        name: &line.name,
        handed: line.handed,
        acknowledged: line.acknowledged,
        done: line.done,
        returned: line.returned,
        median_seconds_to_done: line.median_seconds_to_done,
        open: line.open,
        overdue: line.overdue,
    }
}

#[derive(Serialize)]
struct KindJson {
    kind: &'static str,
    arrived: u64,
    handed: u64,
    done: u64,
    finished: u64,
    first_chair: u64,
}

const fn kind(line: &KindLine) -> KindJson {
    KindJson {
        kind: line.kind.as_str(),
        arrived: line.arrived,
        handed: line.handed,
        done: line.done,
        finished: line.finished,
        first_chair: line.first_chair,
    }
}

#[derive(Serialize)]
struct HandOffJson<'a> {
    number: i64,
    item: i64,
    kind: &'static str,
    client: &'a str,
    subject: &'a str,
    owner: &'a str,
    brief: &'a str,
    given_at: Time,
    owner_due: Time,
    client_due: Option<Time>,
    stage: &'static str,
    ended_at: Option<Time>,
    finished_at: Option<Time>,
    nudges: u32,
    carried_over: bool,
    owner_told: bool,
    answer: &'a str,
}

fn hand_off(line: &HandOffLine) -> HandOffJson<'_> {
    HandOffJson {
        number: line.hand_off.0,
        item: line.item.0,
        kind: line.kind.as_str(),
        client: &line.client,
        subject: &line.subject,
        owner: &line.owner_name,
        brief: &line.brief,
        given_at: line.given_at,
        owner_due: line.owner_due,
        client_due: line.client_due,
        stage: line.stage.as_str(),
        ended_at: line.ended_at,
        finished_at: line.finished_at,
        nudges: line.nudges,
        carried_over: line.carried_over,
        owner_told: line.told,
        answer: &line.answer,
    }
}

#[derive(Serialize)]
struct CallJson<'a> {
    number: i64,
    at: Time,
    client: &'a str,
    person: &'a str,
    item: Option<i64>,
    outcome: &'static str,
    minutes: Option<u32>,
    notes: &'a str,
}

fn call(line: &CallLine) -> CallJson<'_> {
    CallJson {
        number: line.call.0,
        at: line.at,
        client: &line.client,
        person: &line.person,
        item: line.item.map(|item| item.0),
        outcome: line.outcome.as_str(),
        minutes: line.minutes,
        notes: &line.notes,
    }
}

#[derive(Serialize)]
struct ClockJson<'a> {
    at: Time,
    whose: &'static str,
    owner: Option<&'a str>,
    item: i64,
    kind: &'static str,
    client: &'a str,
    subject: &'a str,
}

fn clock(line: &ClockLine) -> ClockJson<'_> {
    let (whose, owner) = match &line.whose {
        Whose::Client => ("client", None),
        Whose::Owner(name) => ("owner", Some(name.as_str())),
    };
    ClockJson {
        at: line.at,
        whose,
        owner,
        item: line.item.0,
        kind: line.kind.as_str(),
        client: &line.client,
        subject: &line.subject,
    }
}
