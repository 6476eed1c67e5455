//! The sentence that sums a week up.

use super::figures::WeekReport;

/// The week in one sentence: what was handed off, what came of it, what is late. Says so when the week was empty.
#[must_use]
pub fn sentence(report: &WeekReport) -> String {
    if report.is_ahead() {
        return format!("{} has not begun yet; {}.", report.week, left_open(report));
    }
    if report.is_empty() {
        let so_far = if report.running { " so far" } else { "" };
        return format!(
            "An empty week{so_far}: nothing came in and nothing was handed off; {}.",
            left_open(report)
        );
    }
    let handed = handed_off(report);
    let handed = if report.running {
        format!("So far {handed}")
    } else {
        capitalised(&handed)
    };
    format!(
        "{handed}; {} and {}; {} and {}.",
        counted(
            report.totals.done,
            "hand-off was done",
            "hand-offs were done",
            "no hand-off was done"
        ),
        counted(
            report.totals.finished,
            "item is finished, client told",
            "items are finished, client told",
            "nothing is finished"
        ),
        counted(
            report.totals.came_back,
            "came back",
            "came back",
            "nothing came back"
        ),
        overdue(report),
    )
}

/// `you handed off 23 of 31 transactions and 2 follow-ups to 5 owners`.
fn handed_off(report: &WeekReport) -> String {
    let figures = &report.totals;
    let transactions = match (figures.handed_transactions, figures.transactions) {
        (0, 0) => None,
        (0, 1) => Some("did not hand off the one transaction".to_owned()),
        (0, all) => Some(format!("handed off none of {all} transactions")),
        (1, 1) => Some("handed off the one transaction".to_owned()),
        (part, all) if part >= all => Some(format!("handed off all {all} transactions")),
        (part, all) => Some(format!("handed off {part} of {all} transactions")),
    };
    let follow_ups = match figures.handed_follow_ups {
        0 => None,
        1 => Some("1 follow-up".to_owned()),
        many => Some(format!("{many} follow-ups")),
    };
    let what = match (transactions, follow_ups) {
        (None, None) => return "you had no transactions to hand off".to_owned(),
        (Some(what), None) => what,
        (None, Some(what)) => format!("handed off {what}"),
        (Some(transactions), Some(follow_ups)) if figures.handed_transactions == 0 => {
            format!("{transactions}, but {follow_ups}")
        }
        (Some(transactions), Some(follow_ups)) => format!("{transactions} and {follow_ups}"),
    };
    match report.owners_handed() {
        0 => format!("you {what}"),
        1 => format!("you {what} to 1 owner"),
        many => format!("you {what} to {many} owners"),
    }
}

/// What is with owners still, for a week in which nothing happened.
fn left_open(report: &WeekReport) -> String {
    match report.totals.still_open {
        0 => "no hand-off is open".to_owned(),
        1 => format!("1 hand-off of an earlier week is still open, {}", overdue(report)),
        many => format!(
            "{many} hand-offs of earlier weeks are still open, {}",
            overdue(report)
        ),
    }
}

/// `4 are overdue`; of a week that is over, as of its end.
fn overdue(report: &WeekReport) -> String {
    let over = report.as_of >= report.ends;
    let words = match (report.totals.overdue, over) {
        (0, false) => "nothing is overdue",
        (0, true) => "nothing was overdue at its end",
        (1, false) => "is overdue",
        (1, true) => "was overdue at its end",
        (_, false) => "are overdue",
        (_, true) => "were overdue at its end",
    };
    match report.totals.overdue {
        0 => words.to_owned(),
        count => format!("{count} {words}"),
    }
}

fn counted(count: u64, one: &str, many: &str, none: &str) -> String {
    match count {
        0 => none.to_owned(),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
