//! The morning as JSON: its figures, and its lines as they are said.

use std::io;

use serde_json::{Value, json};

use crate::domain::Time;
use crate::domain::morning::{Due, Morning, Silence, Some3};
use crate::domain::worktime::Calendar;

/// Writes the morning as one JSON object. Times are UTC.
///
/// # Errors
/// When `out` can't be written to.
pub fn write_json(morning: &Morning, calendar: &Calendar, out: &mut dyn io::Write) -> io::Result<()> {
    let silent: serde_json::Map<String, Value> = morning
        .silent
        .iter()
        .map(|(who, count)| (who.as_str().to_owned(), json!(count)))
        .collect();
    let value = json!({
        "at": utc(morning.at),
        "lines": morning.lines(calendar),
        "inbox": morning.inbox,
        "urgent": morning.urgent,
        "waiting": morning.waiting,
        "untold": morning.untold,
        "silent": silent,
        "silences": morning.silences.iter().map(silence).collect::<Vec<_>>(),
        "promises": some(&morning.promises),
        "callbacks": some(&morning.callbacks),
        "checks": some(&morning.checks),
        "away_until": morning.away,
        "unlogged": morning.unlogged,
        "late_tomorrow": some(&morning.late_tomorrow),
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    out.write_all(b"\n")
}

fn utc(at: Time) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn silence(silence: &Silence) -> Value {
    json!({
        "who": silence.who.as_str(),
        "owner": silence.owner,
        "since": utc(silence.since),
        "item": silence.item.0,
        "client": silence.client,
        "subject": silence.subject,
    })
}

fn some(some: &Some3) -> Value {
    let first: Vec<Value> = some.first.iter().map(due).collect();
    json!({ "count": some.count, "first": first })
}

fn due(due: &Due) -> Value {
    json!({
        "at": utc(due.at),
        "item": due.item.0,
        "client": due.client,
        "what": due.what,
    })
}
