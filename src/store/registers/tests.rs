//! How SQLite walks each split: along an index, from a place on, without sorting.

use super::stretch::beyond;
use super::{Stretch, stretches};
use crate::domain::register::Register;
use crate::store::tests::Desk;
use crate::store::window::Side;

fn plan(desk: &Desk, sql: &str) -> Vec<String> {
    let mut statement = desk
        .store
        .connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    // What is bound does not decide the plan.
    let mut rows = statement.raw_query();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        lines.push(row.get(3).unwrap());
    }
    lines
}

fn all() -> Vec<Stretch> {
    Register::ALL
        .iter()
        .flat_map(|register| register.splits())
        .flat_map(stretches)
        .collect()
}

#[test]
fn every_split_is_walked_along_an_index_and_never_sorted() {
    let desk = Desk::new();
    for stretch in all() {
        for (side, backward) in [
            (Side::Whole, false),
            (Side::Whole, true),
            (Side::After, false),
            (Side::AtOrAfter, false),
            (Side::Before, true),
        ] {
            let bound = (side != Side::Whole).then(|| beyond(stretch.order, side));
            let conditions: Vec<String> = bound.into_iter().collect();
            let plan = plan(&desk, &stretch.sql(&conditions, backward));
            let first = &plan[0];
            let scans = plan.iter().any(|line| {
                line.starts_with("SCAN") && !line.contains("USING") && line != "SCAN CONSTANT ROW"
            });
            assert!(!scans, "{} {side:?}: {plan:?}", stretch.from);
            assert!(
                !plan.iter().any(|line| line.contains("B-TREE")),
                "{}: {plan:?}",
                stretch.from
            );
            if side != Side::Whole {
                assert!(first.starts_with("SEARCH"), "{} {side:?}: {plan:?}", stretch.from);
            }
        }
    }
}
