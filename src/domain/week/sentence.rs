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
    let over = report.as_of >= report.ends;
    let (open, overdue) = (report.totals.still_open, report.totals.overdue);
    let verb = match (open, over) {
        (0, false) => return "no hand-off is open".to_owned(),
        (0, true) => return "no hand-off was open".to_owned(),
        (1, false) => "1 hand-off of an earlier week is",
        (1, true) => "1 hand-off of an earlier week was",
        (_, false) => "hand-offs of earlier weeks are",
        (_, true) => "hand-offs of earlier weeks were",
    };
    let count = if open == 1 {
        String::new()
    } else {
        format!("{open} ")
    };
    let late = match (open, overdue) {
        (1, 1) => "overdue".to_owned(),
        (1, _) => "not overdue".to_owned(),
        (_, 0) => "none of them overdue".to_owned(),
        (all, late) if late >= all => "all of them overdue".to_owned(),
        (_, late) => format!("{late} of them overdue"),
    };
    format!("{count}{verb} still open, {late}")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::OwnerNo;
    use crate::domain::quarter::Quarters;
    use crate::domain::week::clients::ClientSide;
    use crate::domain::week::played::{Facts, WhoPlayed};
    use crate::domain::week::series::ClocksKept;
    use crate::domain::week::{OwnerLine, Week, WeekFigures};
    use crate::domain::worktime::Calendar;

    fn said(running: bool, owners: usize, totals: WeekFigures) -> String {
        let week = Week::new(2026, 47).unwrap();
        let (starts, ends) = week.bounds(&Calendar::default());
        let owner = OwnerLine {
            owner: OwnerNo(1),
            name: "Maria".to_owned(),
            handed: 1,
            acknowledged: 0,
            done: 0,
            returned: 0,
            median_seconds_to_done: None,
            open: 0,
            overdue: 0,
        };
        sentence(&WeekReport {
            week,
            starts,
            ends,
            as_of: if running { starts } else { ends },
            running,
            totals,
            reasons: Vec::new(),
            owners: vec![owner; owners],
            kinds: Vec::new(),
            hand_offs: Vec::new(),
            calls: Vec::new(),
            next_week: Vec::new(),
            clients: ClientSide::nothing(Quarters::default().of(week.monday())),
            clocks: ClocksKept::default(),
            weeks: Vec::new(),
            played: WhoPlayed::of(week, &Facts::default(), &[], &Calendar::default()),
        })
    }

    fn figures(transactions: u64, handed: u64, follow_ups: u64) -> WeekFigures {
        WeekFigures {
            transactions,
            handed_transactions: handed,
            handed_follow_ups: follow_ups,
            handed_off: handed + follow_ups,
            ..WeekFigures::default()
        }
    }

    #[test]
    fn a_full_week_is_summed_up() {
        let totals = WeekFigures {
            done: 17,
            finished: 15,
            came_back: 2,
            still_open: 6,
            overdue: 4,
            ..figures(31, 23, 0)
        };
        assert_eq!(
            said(true, 5, totals),
            "So far you handed off 23 of 31 transactions to 5 owners; 17 hand-offs were done and 15 items are \
             finished, client told; 2 came back and 4 are overdue."
        );
        assert_eq!(
            said(false, 5, totals),
            "You handed off 23 of 31 transactions to 5 owners; 17 hand-offs were done and 15 items are finished, \
             client told; 2 came back and 4 were overdue at its end."
        );
    }

    #[test]
    fn one_is_said_as_one_and_none_as_none() {
        let ones = WeekFigures {
            done: 1,
            finished: 1,
            came_back: 1,
            still_open: 1,
            overdue: 1,
            ..figures(1, 1, 1)
        };
        assert_eq!(
            said(false, 1, ones),
            "You handed off the one transaction and 1 follow-up to 1 owner; 1 hand-off was done and 1 item is \
             finished, client told; 1 came back and 1 was overdue at its end."
        );
        assert_eq!(
            said(true, 0, figures(3, 0, 0)),
            "So far you handed off none of 3 transactions; no hand-off was done and nothing is finished; nothing \
             came back and nothing is overdue."
        );
    }

    #[test]
    fn what_was_handed_off_is_named_by_what_there_was() {
        let begins =
            |totals: WeekFigures, owners| said(false, owners, totals).split(';').next().unwrap().to_owned();
        assert_eq!(
            begins(figures(4, 4, 0), 2),
            "You handed off all 4 transactions to 2 owners"
        );
        assert_eq!(
            begins(figures(1, 0, 0), 0),
            "You did not hand off the one transaction"
        );
        assert_eq!(
            begins(figures(0, 0, 2), 1),
            "You handed off 2 follow-ups to 1 owner"
        );
        assert_eq!(
            begins(figures(4, 0, 2), 1),
            "You handed off none of 4 transactions, but 2 follow-ups to 1 owner"
        );
        let calls = WeekFigures {
            client_told: 1,
            ..WeekFigures::default()
        };
        assert_eq!(begins(calls, 0), "You had no transactions to hand off");
    }

    #[test]
    fn an_empty_week_says_that_it_was_empty_and_what_is_left_of_earlier_ones() {
        assert_eq!(
            said(false, 0, WeekFigures::default()),
            "An empty week: nothing came in and nothing was handed off; no hand-off was open."
        );
        let left = |open, overdue| {
            let totals = WeekFigures {
                still_open: open,
                overdue,
                ..WeekFigures::default()
            };
            said(true, 0, totals).rsplit("; ").next().unwrap().to_owned()
        };
        assert!(said(true, 0, WeekFigures::default()).starts_with("An empty week so far: "));
        assert_eq!(
            left(1, 1),
            "1 hand-off of an earlier week is still open, overdue."
        );
        assert_eq!(
            left(1, 0),
            "1 hand-off of an earlier week is still open, not overdue."
        );
        assert_eq!(
            left(3, 0),
            "3 hand-offs of earlier weeks are still open, none of them overdue."
        );
        assert_eq!(
            left(3, 2),
            "3 hand-offs of earlier weeks are still open, 2 of them overdue."
        );
        assert_eq!(
            left(3, 3),
            "3 hand-offs of earlier weeks are still open, all of them overdue."
        );
    }
}
