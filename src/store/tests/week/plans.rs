//! How the week's queries are answered: none of them may read a whole table that grows with closed items.

use super::super::Desk;
use super::story::Story;
use crate::store::week::ASKED;

/// The plan of each query asked since the list was emptied, in lines.
fn plans(desk: &Desk) -> Vec<(String, Vec<String>)> {
    let asked = ASKED.take();
    asked
        .into_iter()
        .map(|sql| {
            let mut statement = desk
                .reader
                .connection
                .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
                .unwrap();
            let lines = statement
                .raw_query()
                .mapped(|row| row.get(3))
                .collect::<Result<_, _>>()
                .unwrap();
            (sql, lines)
        })
        .collect()
}

/// Whether a line of a plan reads only what is open, what the report put back, or the few owners.
fn is_bounded(line: &str, sql: &str) -> bool {
    // A search that begins at the oldest row grows with what is closed, unless its index holds only what is open.
    let from_the_oldest = ["given_at<?", "ended_at<?", "closed_at<?", "arrived_at<?"];
    if line.contains("changes_row")
        || line.contains("AUTOMATIC")
        || from_the_oldest
            .iter()
            .any(|part| line.contains(&format!("({part}")))
            && !line.contains("hand_offs_open")
    {
        return false;
    }
    let Some(scan) = line.strip_prefix("SCAN ") else {
        return true;
    };
    let name = scan.split_whitespace().next().unwrap_or_default();
    let open = ["hand_offs_load", "items_first_chair"];
    let temporary = name == "t" || name.starts_with("(subquery") || name.parse::<u32>().is_ok();
    let put_back = name == "i" && !line.contains("INDEX") && sql.contains("temp.then_");
    let derived = name == "i" && sql.contains(") i") && !line.contains("INDEX");
    temporary
        || put_back
        || derived
        || name == "h" && sql.contains(") h")
        || name == "o" && sql.contains("FROM owners o")
        || scan == "CONSTANT ROW"
        || open
            .iter()
            .any(|index| line.contains(&format!("COVERING INDEX {index}")))
}

#[test]
fn no_query_of_the_week_reads_a_whole_table() {
    let mut story = Story::new();
    story.week_before();
    story.the_week();
    let now = story.desk.now;
    for (number, past) in [(49, false), (50, false), (48, true)] {
        for lines in [None, Some(50)] {
            ASKED.take();
            let desk = &story.desk;
            let week = crate::domain::week::Week::new(2026, number).unwrap();
            desk.reader.week(week, &desk.settings, now, lines).unwrap();
            let plans = plans(desk);
            assert!(plans.len() > 30, "{}", plans.len());
            assert_eq!(plans.iter().any(|(sql, _)| sql.contains("temp.")), past);
            for (sql, lines) in plans {
                for line in &lines {
                    assert!(is_bounded(line, &sql), "{line}\nin {lines:#?}\nof {sql}");
                }
            }
        }
    }
}
