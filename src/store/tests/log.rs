//! The change log on real files.

use super::Desk;
use crate::domain::command::Command;
use crate::domain::item::Kind;

/// The pages of SQLite's log that are not in their places in the file yet.
fn pages_behind(desk: &Desk) -> i64 {
    let read = |row: &rusqlite::Row<'_>| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?);
    let connection = &desk.store.connection;
    connection
        .query_row("PRAGMA wal_checkpoint(NOOP)", [], read)
        .unwrap()
}

/// The commit that came to a thousand pages took ten times as long as the others.
#[test]
fn no_commit_waits_until_the_log_is_written_back() {
    let mut desk = Desk::new();
    desk.store.put_off_the_log();
    let before = pages_behind(&desk);
    desk.store.write_log_back();
    assert_eq!(pages_behind(&desk), before, "a short log is left alone");
    let mut rows = 0_u64;
    while pages_behind(&desk) < 1_200 {
        desk.add(Kind::Order, &format!("Client {rows}"), "40 pallets");
        rows += 1;
    }
    desk.store.write_log_back();
    assert_eq!(pages_behind(&desk), 0);
    assert_eq!(desk.counts().inbox(None), rows);
}

#[test]
fn a_write_outside_a_command_is_refused() {
    let mut desk = Desk::new();
    let order = desk.add(Kind::Order, "Acme", "one");
    desk.hand_off(&[order]);
    desk.perform(&Command::Note {
        items: vec![order],
        text: "a word".into(),
    });
    let before = desk.contents();
    for sql in [
        "UPDATE items SET urgent = 1",
        "UPDATE OR IGNORE items SET urgent = 1",
        "UPDATE hand_offs SET nudges = 7",
        "UPDATE owners SET name = 'x'",
        "INSERT INTO accounts (id, name, match_name) VALUES ('x', 'x', 'x')",
        "INSERT OR IGNORE INTO accounts (id, name, match_name) VALUES ('x', 'x', 'x')",
        "DELETE FROM notes",
        "DELETE FROM hand_offs",
    ] {
        let error = desk.store.connection.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("outside a command"), "{sql}: {error}");
    }
    assert_eq!(desk.contents(), before);
}

#[test]
fn the_log_keeps_what_changed_and_nothing_else() {
    let desk = Desk::new();
    let log = |sql: &str| -> Vec<(String, String)> {
        let connection = &desk.store.connection;
        connection
            .execute_batch(&format!(
                "BEGIN; INSERT INTO running (one, command) VALUES (1, 1); {sql}"
            ))
            .unwrap();
        let mut statement = connection
            .prepare(
                "SELECT coalesce(old, '-'), coalesce(new, '-') FROM changes WHERE row > 8000 ORDER BY number",
            )
            .unwrap();
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        let rows = rows.collect::<rusqlite::Result<_>>().unwrap();
        drop(statement);
        connection.execute_batch("ROLLBACK").unwrap();
        rows
    };
    let text = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    let row =
        "INSERT INTO owners (number, id, handle, name, seat) VALUES (8001, 'u', 'eve', '{\"a\":[1]}', 7);";
    let whole = r#"{"number":8001,"id":"u","handle":"eve","name":"{\"a\":[1]}","role":"","seat":7,"address":"","kinds":"","hours":0,"retired":0,"part":"desk"}"#;
    assert_eq!(log(row), [text("-", whole)]);
    assert_eq!(
        log(&format!("{row} DELETE FROM owners WHERE number = 8001")),
        [text("-", whole), text(whole, "-")]
    );
    for (set, old, new) in [
        ("hours = 0, seat = 7", None, ""),
        ("seat = NULL", Some(r#"{"seat":7}"#), r#"{"seat":null}"#),
        (
            "away_until = 9007199254740993",
            Some(r#"{"away_until":null}"#),
            r#"{"away_until":9007199254740993}"#,
        ),
        (
            "role = '7', name = 'say \"hi\"'",
            Some(r#"{"name":"{\"a\":[1]}","role":""}"#),
            r#"{"name":"say \"hi\"","role":"7"}"#,
        ),
        (
            "name = '{\"a\": [1]}'",
            Some(r#"{"name":"{\"a\":[1]}"}"#),
            r#"{"name":"{\"a\": [1]}"}"#,
        ),
    ] {
        let logged = log(&format!("{row} UPDATE owners SET {set} WHERE number = 8001"));
        let expected: Vec<_> = old.map(|old| text(old, new)).into_iter().collect();
        assert_eq!(logged[1..], expected, "{set}");
    }
}
