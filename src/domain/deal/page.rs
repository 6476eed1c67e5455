//! A deal's page: all about it, in words.

use chrono::NaiveDate;

use super::close::Verdict;
use super::{DealFile, words};
use crate::domain::listing::Event;
use crate::domain::register::{Cell, Page, Tone};
use crate::domain::worktime::Calendar;
use crate::domain::{Time, say};

/// The page of a deal, with the events of its row, newest first.
#[must_use]
pub fn page(file: &DealFile, events: &[Event], now: Time, calendar: &Calendar) -> Page {
    let today = calendar.local(now).date_naive();
    let mut page = Page::new();
    head(&mut page, file, today, calendar);
    steps(&mut page, file, today, calendar);
    conceded(&mut page, file);
    if !file.moves.is_empty() {
        page.heading("Close date moved");
        for moved in &file.moves {
            page.event(
                moved.at,
                format!(
                    "from {} to {}, {}",
                    say::date(moved.from, today),
                    say::date(moved.to, today),
                    moved.tag.words()
                ),
            );
        }
    }
    if !events.is_empty() {
        page.heading("What happened");
        for event in events {
            page.event(event.at, event.words.as_str());
        }
    }
    page
}

fn head(page: &mut Page, file: &DealFile, today: NaiveDate, calendar: &Calendar) {
    let deal = &file.deal;
    page.title(format!("{} {}", deal.item, deal.account_name));
    page.text(deal.name.as_str());
    match deal.state.end() {
        None => {
            let tone = match file.count.verdict {
                Verdict::Breaks(_) | Verdict::Past => Tone::Late,
                Verdict::Ended | Verdict::NoSteps | Verdict::Unknown(_) | Verdict::InTime(_) => Tone::Plain,
            };
            page.toned(file.verdict_words(today), tone);
        }
        Some(end) => {
            page.cells(
                "ended",
                vec![Cell::text(words::state(deal.state)), Cell::at(end.at)],
            );
        }
    }
    if let Some(gives) = file.gives_words() {
        page.toned(gives, Tone::Strong);
    }
    let closes = say::date(deal.close_on, today);
    if deal.state.end().is_none() {
        page.fact("next step", deal.next_step.as_str());
        page.fact("closes", closes);
    } else {
        page.fact("planned for", closes);
    }
    let since = say::date(calendar.local(deal.stage_at).date_naive(), today);
    let rots = file
        .rot_words()
        .map(|rots| format!("; {rots}"))
        .unwrap_or_default();
    page.fact("stage", format!("{} since {since}{rots}", deal.stage));
    if deal.value.is_some() {
        page.cells("value", vec![Cell::money(deal.value)]);
    }
}

fn steps(page: &mut Page, file: &DealFile, today: NaiveDate, calendar: &Calendar) {
    if file.needs.is_empty() {
        return;
    }
    page.heading("Needs");
    for (number, need) in (1..).zip(&file.needs) {
        let counted = file.count.steps.iter().find(|one| one.step.need == need.number);
        let counted = counted.filter(|_| need.state.is_left());
        let by = need.by_on.map(|by| format!(" by {}", say::date(by, today)));
        let must = counted.map(|counted| format!("; {}", words::must(counted, today)));
        let tone = match counted {
            Some(counted) if counted.breaks => Tone::Late,
            Some(_) => Tone::Plain,
            None => Tone::Faint,
        };
        page.toned(
            format!(
                "{number} {}{}: {}{}",
                need.what,
                by.unwrap_or_default(),
                words::need(need, today, calendar),
                must.unwrap_or_default()
            ),
            tone,
        );
    }
}

fn conceded(page: &mut Page, file: &DealFile) {
    if file.concessions.is_empty() {
        return;
    }
    page.heading("Gives and gets");
    for (number, one) in (1..).zip(&file.concessions) {
        page.event(
            one.at,
            format!("{number} {}", words::concession(one, &file.concessions)),
        );
    }
}
