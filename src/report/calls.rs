//! Logged calls as CSV for other programs: tasks that Salesforce inserts, calls that HubSpot imports, and a plain table.

use std::borrow::Cow;
use std::io;

use chrono::SecondsFormat;

use super::csv::guarded;
use crate::domain::Time;
use crate::domain::calls::{LoggedCall, Target};
use crate::domain::settings::CallOutcome;
use crate::domain::worktime::Calendar;

/// A file of tasks without `Id`: Salesforce inserts each row. Ids of people and records stand only where they are known.
const SALESFORCE: [&str; 11] = [
    "Subject",
    "ActivityDate",
    "Status",
    "Priority",
    "Description",
    "TaskSubtype",
    "CallType",
    "CallDisposition",
    "CallDurationInSeconds",
    "WhoId",
    "WhatId",
];

/// The names that HubSpot has for the properties of a call, so that its import maps the columns by itself.
const HUBSPOT: [&str; 7] = [
    "Call title",
    "Activity date",
    "Call notes",
    "Call outcome",
    "Call duration",
    "Call direction",
    "Call status",
];

const PLAIN: [&str; 10] = [
    "call", "at", "client", "person", "outcome", "minutes", "try", "item", "next", "notes",
];

/// Writes the calls for a program. Times are in the calendar's zone.
///
/// # Errors
/// When `out` can't be written to.
pub fn write(
    target: Target,
    calls: &[LoggedCall],
    calendar: &Calendar,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    match target {
        Target::Salesforce => writer.write_record(SALESFORCE)?,
        Target::Hubspot => writer.write_record(HUBSPOT)?,
        Target::Csv => writer.write_record(PLAIN)?,
    }
    for call in calls {
        let row = match target {
            Target::Salesforce => salesforce(call, calendar),
            Target::Hubspot => hubspot(call),
            Target::Csv => plain(call, calendar),
        };
        writer.write_record(row.iter().map(|cell| cell.as_bytes()))?;
    }
    writer.flush()
}

/// `Call with Acme Pumps (Jo Braddock)`.
fn title(call: &LoggedCall) -> String {
    match call.person.as_str() {
        "" => format!("Call with {}", call.client),
        person => format!("Call with {} ({person})", call.client),
    }
}

fn salesforce<'a>(call: &'a LoggedCall, calendar: &Calendar) -> Vec<Cow<'a, str>> {
    let seconds = call
        .minutes
        .map_or_else(String::new, |minutes| (u64::from(minutes) * 60).to_string());
    vec![
        Cow::Owned(title(call)),
        Cow::Owned(calendar.local(call.at).format("%Y-%m-%d").to_string()),
        Cow::Borrowed("Completed"),
        Cow::Borrowed("Normal"),
        guarded(&call.notes),
        Cow::Borrowed("Call"),
        Cow::Borrowed("Outbound"),
        Cow::Borrowed(call.outcome.words()),
        Cow::Owned(seconds),
        Cow::Borrowed(""),
        Cow::Borrowed(call.salesforce_id.as_deref().unwrap_or_default()),
    ]
}

fn hubspot(call: &LoggedCall) -> Vec<Cow<'_, str>> {
    // HubSpot's own outcomes; durations are in milliseconds.
    let outcome = match call.outcome {
        CallOutcome::Connected => "Connected",
        CallOutcome::Voicemail => "Left voicemail",
        CallOutcome::LeftMessage => "Left live message",
        CallOutcome::NoAnswer => "No answer",
        CallOutcome::Busy => "Busy",
        CallOutcome::WrongNumber => "Wrong number",
    };
    let duration = call
        .minutes
        .map_or_else(String::new, |minutes| (u64::from(minutes) * 60_000).to_string());
    vec![
        Cow::Owned(title(call)),
        Cow::Owned(call.at.to_rfc3339_opts(SecondsFormat::Millis, true)),
        guarded(&call.notes),
        Cow::Borrowed(outcome),
        Cow::Owned(duration),
        Cow::Borrowed("Outbound"),
        Cow::Borrowed("Completed"),
    ]
}

fn plain<'a>(call: &'a LoggedCall, calendar: &Calendar) -> Vec<Cow<'a, str>> {
    let time = |at: Time| calendar.local(at).to_rfc3339_opts(SecondsFormat::Secs, false);
    let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    vec![
        Cow::Owned(call.call.0.to_string()),
        Cow::Owned(time(call.at)),
        guarded(&call.client),
        guarded(&call.person),
        Cow::Borrowed(call.outcome.as_str()),
        Cow::Owned(number(call.minutes)),
        Cow::Owned(number(call.attempt)),
        Cow::Owned(call.item.map_or_else(String::new, |item| item.0.to_string())),
        Cow::Owned(call.next.map_or_else(String::new, time)),
        guarded(&call.notes),
    ]
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::domain::ids::{CallNo, ItemNo};

    fn call() -> LoggedCall {
        LoggedCall {
            call: CallNo(7),
            at: "2026-11-22T23:30:00Z".parse().unwrap(),
            client: "Acme, Pumps".to_owned(),
            person: "Jo".to_owned(),
            item: Some(ItemNo(12)),
            outcome: CallOutcome::LeftMessage,
            minutes: Some(3),
            attempt: Some(2),
            next: Some("2026-11-24T09:00:00Z".parse().unwrap()),
            notes: "=cmd|' /C calc'!A0".to_owned(),
            salesforce_id: Some("0065g00000XyZaB".to_owned()),
        }
    }

    fn written(target: Target, calls: &[LoggedCall]) -> Vec<String> {
        let calendar = Calendar {
            zone: Tz::Europe__Berlin,
            ..Calendar::default()
        };
        let mut out = Vec::new();
        write(target, calls, &calendar, &mut out).unwrap();
        String::from_utf8(out)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn salesforce_inserts_tasks_without_ids_that_nobody_knows() {
        let lines = written(Target::Salesforce, &[call()]);
        assert_eq!(
            lines[0],
            "Subject,ActivityDate,Status,Priority,Description,TaskSubtype,CallType,CallDisposition,\
             CallDurationInSeconds,WhoId,WhatId"
        );
        // The day is the rep's, and a formula is text.
        assert_eq!(
            lines[1],
            "\"Call with Acme, Pumps (Jo)\",2026-11-23,Completed,Normal,'=cmd|' /C calc'!A0,Call,Outbound,left \
             message,180,,0065g00000XyZaB"
        );
    }

    #[test]
    fn hubspot_finds_its_own_names_and_outcomes() {
        let lines = written(Target::Hubspot, &[call()]);
        assert_eq!(
            lines[0],
            "Call title,Activity date,Call notes,Call outcome,Call duration,Call direction,Call status"
        );
        assert!(
            lines[1].contains("2026-11-22T23:30:00.000Z")
                && lines[1].contains("Left live message,180000,Outbound"),
            "{}",
            lines[1]
        );
    }

    #[test]
    fn what_is_not_known_stays_empty() {
        let bare = LoggedCall {
            minutes: None,
            attempt: None,
            item: None,
            next: None,
            person: String::new(),
            notes: String::new(),
            salesforce_id: None,
            ..call()
        };
        let lines = written(Target::Csv, &[bare]);
        assert_eq!(
            lines[0],
            "call,at,client,person,outcome,minutes,try,item,next,notes"
        );
        assert_eq!(
            lines[1],
            "7,2026-11-23T00:30:00+01:00,\"Acme, Pumps\",,left_message,,,,,"
        );
        assert_eq!(written(Target::Csv, &[]).len(), 1, "an empty export is a header");
    }
}
