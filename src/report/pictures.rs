//! The charts of a week: what owners did of what was handed to them, the conducted share week by week, clocks kept.

use super::charts::{Bar, Column, bars, columns};
use crate::domain::week::WeekReport;
use crate::domain::week::series::ClocksKept;

/// A chart with the sentence that says how to read it.
pub(super) struct Picture {
    /// The sentence.
    pub(super) caption: &'static str,
    /// Inline SVG, its texts escaped.
    pub(super) svg: String,
}

/// The charts that have something to show.
pub(super) fn pictures(report: &WeekReport) -> Vec<Picture> {
    let all = [
        Picture {
            caption: "Handed off this week, by owner: done (full), and not done yet (hatched).",
            svg: owners(report),
        },
        Picture {
            caption: "Conducted share by week: finished transactions that an owner did, of all finished ones.",
            svg: shares(report),
        },
        Picture {
            caption: "Clocks that ran this week: kept (full), and missed (hatched).",
            svg: clocks(report.clocks),
        },
    ];
    all.into_iter()
        .filter(|picture| !picture.svg.is_empty())
        .collect()
}

fn owners(report: &WeekReport) -> String {
    let given = |owner| {
        report
            .hand_offs
            .iter()
            .filter(move |line| line.owner == owner && !line.carried_over)
    };
    let lines: Vec<Bar> = report
        .owners
        .iter()
        .filter(|line| line.handed > 0)
        .map(|line| {
            let all = given(line.owner).count() as u64;
            let done = given(line.owner)
                .filter(|line| line.stage == crate::domain::handoff::Stage::Done)
                .count() as u64;
            Bar {
                label: line.name.clone(),
                full: done,
                hatched: all - done,
                words: format!("{done} of {all} done"),
            }
        })
        .collect();
    bars("Handed off and done, by owner", &lines)
}

fn shares(report: &WeekReport) -> String {
    let weeks: Vec<Column> = report
        .weeks
        .iter()
        .map(|line| Column {
            label: format!("W{:02}", line.week.number()),
            percent: line.share().and_then(|share| u32::try_from(share).ok()),
        })
        .collect();
    columns("Conducted share by week", &weeks)
}

fn clocks(clocks: ClocksKept) -> String {
    let bar = |label: &str, kept: u64, missed: u64| Bar {
        label: label.to_owned(),
        full: kept,
        hatched: missed,
        words: format!("{kept} of {} kept", kept + missed),
    };
    bars(
        "Clocks kept",
        &[
            bar("Owner clocks", clocks.owners_kept, clocks.owners_missed),
            bar("Client clocks", clocks.clients_kept, clocks.clients_missed),
        ],
    )
}
