//! *Who played?* as JSON, with all rows behind each answer.

use serde_json::{Value, json};

use crate::domain::week::played::{
    Compared, Dragged, Endings, Ends, Evidence, Finding, Group, ReasonRows, RowRef, Side, SupportCalls,
    WhoPlayed,
};
use crate::domain::week::series::WeekLine;

/// The answers.
pub(super) fn value(played: &WhoPlayed) -> Value {
    json!({
        "since": played.since.to_string(),
        "reasons": finding(&played.reasons, |reasons| reasons.iter().map(reason).collect::<Vec<_>>().into()),
        "dragged_in": finding(&played.dragged, dragged),
        "endings": finding(&played.endings, endings),
        "support_calls": finding(&played.support, support),
        "weeks_compared": finding(&played.compared, compared),
    })
}

/// One of the weeks beside each other.
pub(super) fn week(line: &WeekLine) -> Value {
    json!({
        "week": line.week.to_string(),
        "over": line.over,
        "finished_transactions": line.finished,
        "conducted": line.conducted,
        "conducted_percent": line.share(),
        "first_chair": line.first_chair,
        "calls": line.calls,
        "promises_made": line.promises,
    })
}

fn finding<T>(finding: &Finding<T>, known: impl Fn(&T) -> Value) -> Value {
    match finding {
        Finding::Known(answer) => json!({ "answer": known(answer) }),
        Finding::TooLittle(few) => json!({ "too_little": {
            "has": few.has,
            "needs": few.needs,
            "of": match few.of {
                Evidence::Played => "first_chair",
                Evidence::PlayedTransactions => "first_chair_transactions",
                Evidence::Conducted => "conducted_transactions",
                Evidence::SupportCalls => "support_calls",
                Evidence::Weeks => "weeks",
                Evidence::BusyWeeks => "weeks_of_much_first_chair",
            },
        } }),
    }
}

fn rows(rows: &[RowRef]) -> Value {
    rows.iter()
        .map(|row| json!({ "item": row.item.0, "client": row.client }))
        .collect()
}

fn reason(line: &ReasonRows) -> Value {
    json!({
        "reason": line.reason.as_str(),
        "minutes": line.minutes,
        "minutes_unknown": line.unknown,
        "rows": rows(&line.rows),
    })
}

fn dragged(dragged: &Dragged) -> Value {
    let groups = |groups: &[Group]| {
        groups
            .iter()
            .map(|group| json!({ "name": group.name, "rows": rows(&group.rows) }))
            .collect::<Value>()
    };
    json!({
        "kinds": groups(&dragged.kinds),
        "sources": groups(&dragged.sources),
        "clients": groups(&dragged.clients),
        "hours": groups(&dragged.hours),
    })
}

fn endings(endings: &Endings) -> Value {
    let ends = |ends: &Ends| {
        json!({
            "median_seconds_to_end": ends.median_seconds,
            "reopened": rows(&ends.reopened),
            "late": rows(&ends.late),
            "clock_known": ends.clocked,
            "rows": rows(&ends.rows),
        })
    };
    json!({ "conducted": ends(&endings.conducted), "played": ends(&endings.played) })
}

fn support(calls: &SupportCalls) -> Value {
    json!({ "handed_on": rows(&calls.handed_on), "kept": rows(&calls.kept) })
}

fn compared(compared: &Compared) -> Value {
    let side = |side: &Side| {
        json!({
            "weeks": side.weeks.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "first_chair": side.first_chair,
            "calls": side.calls,
            "promises_made": side.promises,
        })
    };
    json!({
        "middle_first_chair": compared.middle,
        "much": side(&compared.much),
        "little": side(&compared.little),
    })
}
