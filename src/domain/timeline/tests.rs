use chrono::{TimeDelta, TimeZone};

use super::*;

fn at(minute: i64) -> Time {
    chrono::Utc.with_ymd_and_hms(2026, 11, 23, 8, 0, 0).unwrap() + TimeDelta::minutes(minute)
}

fn friday() -> Value {
    Value::Int(
        chrono::Utc
            .with_ymd_and_hms(2026, 11, 27, 11, 0, 0)
            .unwrap()
            .timestamp_millis(),
    )
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn entry(command: i64, table: &str, row: i64, op: Op, new: &[(&str, Value)]) -> Logged {
    Logged {
        command: CommandNo(command),
        at: at(command),
        verb: String::new(),
        table: table.to_owned(),
        row,
        op,
        old: BTreeMap::new(),
        new: new
            .iter()
            .map(|(column, value)| ((*column).to_owned(), value.clone()))
            .collect(),
    }
}

fn made(command: i64, table: &str, row: i64, new: &[(&str, Value)]) -> Logged {
    entry(command, table, row, Op::Insert, new)
}

fn changed(command: i64, table: &str, row: i64, new: &[(&str, Value)]) -> Logged {
    entry(command, table, row, Op::Update, new)
}

fn words(logged: &[Logged]) -> Vec<String> {
    let calendar = Calendar {
        zone: chrono_tz::Europe::Berlin,
        ..Calendar::default()
    };
    let name = |owner: OwnerNo| {
        if owner.0 == 1 {
            "Maria".to_owned()
        } else {
            "Dev".to_owned()
        }
    };
    events(logged, name, &calendar, at(0))
        .into_iter()
        .map(|event| event.words)
        .collect()
}

#[test]
fn a_hand_off_is_followed_from_owner_to_owner() {
    let log = [
        made(
            1,
            "items",
            7,
            &[
                ("source", text("shopify")),
                ("source_key", text("#1001")),
                ("state", text("open")),
            ],
        ),
        made(
            2,
            "hand_offs",
            1,
            &[("owner", Value::Int(2)), ("stage", text("offered"))],
        ),
        changed(
            2,
            "items",
            7,
            &[
                ("play", text("owner")),
                ("wake_at", friday()),
                ("wake_cue", text("client_due")),
            ],
        ),
        changed(3, "hand_offs", 1, &[("told_at", friday())]),
        changed(
            4,
            "hand_offs",
            1,
            &[
                ("stage", text("acknowledged")),
                ("owner_due", friday()),
                ("answer", text("")),
            ],
        ),
        changed(
            5,
            "hand_offs",
            1,
            &[("nudges", Value::Int(1)), ("owner_due", friday())],
        ),
        changed(6, "hand_offs", 1, &[("nudges", Value::Int(2))]),
        made(
            7,
            "hand_offs",
            2,
            &[("owner", Value::Int(1)), ("stage", text("offered"))],
        ),
        changed(
            7,
            "hand_offs",
            1,
            &[("stage", text("recalled")), ("ended_at", friday())],
        ),
        changed(
            8,
            "hand_offs",
            2,
            &[
                ("stage", text("done")),
                ("answer", text("fixed\nin 2.1")),
                ("told_at", friday()),
            ],
        ),
        changed(
            8,
            "items",
            7,
            &[("standing_cue", text("owner_done")), ("play", text("nobody"))],
        ),
        changed(
            9,
            "items",
            7,
            &[
                ("state", text("closed")),
                ("ending", text("told")),
                ("client_due", Value::Null),
            ],
        ),
    ];
    assert_eq!(
        words(&log),
        [
            "finished, client told",
            "done by Maria: fixed\nin 2.1",
            "recalled from Dev; handed to Maria",
            "nudged Dev, 2 times now",
            "nudged Dev",
            "Dev has it, answer due Fri 27 Nov 12:00",
            "Dev told",
            "handed to Dev",
            "came in from shopify as #1001",
        ]
    );
}

#[test]
fn what_the_client_heard_and_when_the_client_hears_next_are_one_event() {
    let log = [
        made(
            1,
            "notes",
            1,
            &[("kind", text("told")), ("text", text("ships Friday"))],
        ),
        changed(1, "items", 7, &[("client_due", friday()), ("wake_at", friday())]),
        made(
            2,
            "calls",
            1,
            &[
                ("outcome", text("left_message")),
                ("person", text("Ines Weber")),
                ("minutes", Value::Int(2)),
                ("notes", text("will call back")),
                ("next_at", friday()),
            ],
        ),
        made(
            3,
            "notes",
            2,
            &[
                ("kind", text("heard")),
                ("text", text("We can't ship until this works.")),
            ],
        ),
        changed(
            3,
            "items",
            7,
            &[
                ("mood", text("angry")),
                ("words", text("We can't ship until this works.")),
            ],
        ),
        made(
            4,
            "notes",
            3,
            &[("kind", text("note")), ("text", text("ask for the log"))],
        ),
    ];
    assert_eq!(
        words(&log),
        [
            "note: ask for the log",
            "listened: We can't ship until this works.; client sounded angry; the client's words changed",
            "call: left message, Ines Weber, 2 min: will call back; next call Fri 27 Nov 12:00",
            "client told: ships Friday; client hears by Fri 27 Nov 12:00",
        ]
    );
}

#[test]
fn the_rep_s_own_turns_are_told() {
    let log = [
        made(
            1,
            "items",
            7,
            &[("source", text("added")), ("state", text("open"))],
        ),
        changed(
            2,
            "items",
            7,
            &[("snoozed_until", friday()), ("wake_at", friday())],
        ),
        changed(
            3,
            "items",
            7,
            &[("snoozed_until", Value::Null), ("wake_at", friday())],
        ),
        changed(
            4,
            "items",
            7,
            &[("play", text("first_chair")), ("reason", text("faster_myself"))],
        ),
        changed(
            5,
            "items",
            7,
            &[
                ("state", text("closed")),
                ("ending", text("told")),
                ("reason", text("habit")),
                ("minutes", Value::Int(25)),
            ],
        ),
        changed(
            6,
            "items",
            7,
            &[
                ("state", text("open")),
                ("ending", Value::Null),
                ("client_due", friday()),
            ],
        ),
        changed(
            7,
            "items",
            7,
            &[
                ("urgent", Value::Int(1)),
                ("kind", text("order")),
                ("account", Value::Int(4)),
                ("subject", text("12 seals")),
                ("value_minor", Value::Int(318_000)),
                ("currency", text("EUR")),
            ],
        ),
        changed(
            8,
            "items",
            7,
            &[("state", text("closed")), ("ending", text("dismissed"))],
        ),
    ];
    assert_eq!(
        words(&log),
        [
            "dismissed",
            "urgent; now an order; moved to another client; subject: 12 seals; value: €3,180",
            "reopened; client hears by Fri 27 Nov 12:00",
            "finished, client told; first chair: habit, 25 min",
            "first chair: faster myself",
            "snooze ended",
            "snoozed until Fri 27 Nov 12:00",
            "added",
        ]
    );
}

#[test]
fn what_a_newer_export_brought_is_told_as_the_source_s() {
    let seen = ("source_seen_at", friday());
    let log = [
        made(
            1,
            "items",
            7,
            &[
                ("source", text("zendesk")),
                ("state", text("closed")),
                ("ending", text("history")),
            ],
        ),
        changed(
            2,
            "items",
            7,
            &[
                seen.clone(),
                ("subject", text("New")),
                ("value_minor", Value::Int(5)),
            ],
        ),
        changed(
            3,
            "items",
            7,
            &[seen.clone(), ("standing_cue", text("owner_done"))],
        ),
        changed(4, "items", 7, std::slice::from_ref(&seen)),
        changed(
            5,
            "items",
            7,
            &[
                seen,
                ("wake_at", Value::Int(at(5).timestamp_millis())),
                ("snoozed_until", Value::Null),
            ],
        ),
    ];
    assert_eq!(
        words(&log),
        [
            "woken by news at its source",
            "finished at its source",
            "changed at its source: subject, value",
            "came in from zendesk, finished there already",
        ]
    );
}

#[test]
fn an_escalation_is_called_one() {
    let mut log = [made(1, "hand_offs", 1, &[("owner", Value::Int(1))])];
    log[0].verb = "escalate".to_owned();
    assert_eq!(words(&log), ["escalated to Maria"]);
}

#[test]
fn a_hand_off_made_before_the_entries_begin_is_still_told() {
    let log = [changed(9, "hand_offs", 1, &[("stage", text("returned"))])];
    assert_eq!(words(&log), ["returned by the owner"]);
    let log = [changed(
        9,
        "hand_offs",
        1,
        &[("stage", text("returned")), ("owner", Value::Int(1))],
    )];
    assert_eq!(words(&log), ["returned by Maria"]);
}

#[test]
fn nothing_is_said_of_what_nobody_needs_to_hear_and_nothing_breaks_on_missing_columns() {
    let mut log = Vec::new();
    for table in ["items", "hand_offs", "calls", "notes", "accounts", "later"] {
        for op in Op::ALL {
            log.push(entry(1, table, 1, *op, &[]));
        }
    }
    assert_eq!(words(&log), ["added; call: logged; handed to the owner"]);
    let derived = [
        ("wake_at", friday()),
        ("wake_cue", text("client_due")),
        ("standing_cue", text("new")),
    ];
    assert!(words(&[changed(1, "items", 7, &derived)]).is_empty());
    assert!(words(&[]).is_empty());
}

#[test]
fn what_was_said_on_a_call_is_not_said_again_as_what_the_client_was_told() {
    let log = [
        made(
            1,
            "calls",
            1,
            &[("outcome", text("connected")), ("notes", text("ships Friday"))],
        ),
        made(
            1,
            "notes",
            1,
            &[("kind", text("told")), ("text", text("ships Friday"))],
        ),
    ];
    assert_eq!(words(&log), ["call: connected: ships Friday; client told"]);
}

#[test]
fn words_of_several_lines_stay_so_and_what_follows_stands_on_a_line_of_its_own() {
    let log = [
        made(
            1,
            "calls",
            1,
            &[
                ("outcome", text("connected")),
                ("notes", text("Pump 3:\n  alarm 17\n")),
                ("next_at", friday()),
            ],
        ),
        changed(1, "items", 7, &[("client_due", friday())]),
        made(
            2,
            "notes",
            1,
            &[("kind", text("told")), ("text", text("one\ntwo"))],
        ),
    ];
    assert_eq!(
        words(&log),
        [
            "client told: one\ntwo",
            "call: connected: Pump 3:\n  alarm 17\nnext call Fri 27 Nov 12:00\nclient hears by Fri 27 Nov 12:00",
        ]
    );
}

#[test]
fn events_stand_in_the_order_of_the_commands_whatever_the_machine_s_clock_did() {
    let mut log = [
        made(1, "notes", 1, &[("text", text("first"))]),
        made(2, "notes", 2, &[("text", text("second"))]),
    ];
    log[0].at = at(500);
    assert_eq!(words(&log), ["note: second", "note: first"]);
}
