//! Pages: an outcome with all its readings and the client's words, and a check.

use super::paycheck::{DealPay, Paycheck};
use super::{Check, OutcomeFile, OutcomeSettings, words};
use crate::domain::Time;
use crate::domain::listing::Event;
use crate::domain::register::{Cell, Page, Tone};
use crate::domain::settings::Settings;
use crate::domain::worktime::Calendar;

/// Readings that a page lists, the latest.
const READINGS: usize = 100;

impl OutcomeFile {
    /// The values in their order, for a sparkline.
    #[must_use]
    pub fn values(&self) -> Vec<i64> {
        self.readings.iter().map(|reading| reading.value.0).collect()
    }

    /// How far it is, as a bar; a word while it is unmeasured.
    #[must_use]
    pub fn bar(&self) -> Cell {
        match self.progress() {
            Some(progress) => bar(progress.percent()),
            None => Cell::text("unmeasured").faint(),
        }
    }
}

/// So many of a hundred as a bar.
#[must_use]
pub fn bar(percent: i64) -> Cell {
    Cell::bar(i32::try_from(percent).unwrap_or(if percent < 0 { i32::MIN } else { i32::MAX }))
}

/// An outcome's page. `deals` are what its client has signed; what all clients have stands above the register's rows.
#[must_use]
pub fn outcome(
    file: &OutcomeFile,
    deals: &[DealPay],
    events: &[Event],
    (now, settings): (Time, &Settings),
) -> Page {
    let (one, calendar) = (&file.outcome, &settings.calendar);
    let today = calendar.local(now).date_naive();
    let mut page = Page::new();
    page.title(one.client.as_str());
    page.text(format!("{} {}", one.item, one.measure));
    page.gap();
    page.fact("from", file.said(one.course.baseline()));
    page.fact("to", file.said(one.course.target()));
    page.fact(
        "now",
        file.latest()
            .map_or_else(|| "unmeasured".to_owned(), |latest| file.said(latest.value)),
    );
    page.cells("progress", vec![file.bar()]);
    if file.readings.len() > 1 {
        page.cells("readings", vec![Cell::spark(&file.values())]);
    }
    match one.ended {
        None => page.cells("by", vec![Cell::day(one.by)]),
        Some((at, end)) => {
            page.cells("by", vec![Cell::text(one.by.format("%a %-d %b %Y").to_string())]);
            page.cells(end.words(), vec![Cell::at(at)]);
        }
    }
    if one.ended.is_none() {
        page.fact("trend", file.trend_words(today, calendar));
    }
    if let Some(words) = file.fell_back_words() {
        page.toned(words, Tone::Late);
    }
    if let Some(words) = file.stale_words(&settings.outcomes, now, calendar) {
        page.toned(words, Tone::Late);
    }
    if let Some(deal) = &file.deal {
        let value = deal
            .value
            .map_or_else(|| "no value".to_owned(), |value| value.to_string());
        let state = if deal.won { "signed" } else { "not signed" };
        page.fact("deal", format!("{} {}, {value}, {state}", deal.item, deal.name));
    }
    readings(&mut page, file);
    pay(&mut page, deals);
    if !events.is_empty() {
        page.heading("What happened");
    }
    for event in events {
        page.event(event.at, event.words.as_str());
    }
    page
}

/// The readings, latest first, with what the client said.
fn readings(page: &mut Page, file: &OutcomeFile) {
    page.heading("Readings");
    if file.readings.is_empty() {
        page.text("none yet");
    }
    for reading in file.readings.iter().rev().take(READINGS) {
        let progress = file.outcome.course.progress(reading.value).percent();
        let mut said = format!("{} ({progress}%)", file.said(reading.value));
        if !reading.source.is_empty() {
            said = format!("{said}, {}", reading.source);
        }
        if !reading.words.is_empty() {
            said = format!("{said}: \"{}\"", reading.words);
        }
        page.event(reading.at, said);
    }
    if file.readings.len() > READINGS {
        page.text(format!("and {} before", file.readings.len() - READINGS));
    }
}

/// What the client has signed and what of it results have earned.
fn pay(page: &mut Page, deals: &[DealPay]) {
    page.heading("Paycheck, if pay followed results");
    page.fact("this client", Paycheck::of(deals, None).words());
    for deal in deals {
        let percent = deal
            .percent()
            .map_or_else(|| "unmeasured".to_owned(), |percent| format!("{percent}%"));
        let signed = deal
            .signed
            .map_or_else(|| "no value".to_owned(), |money| money.to_string());
        page.fact("", format!("{} {}: {signed}, {percent}", deal.item, deal.name));
    }
}

/// A check's page, with the other checks of its deal.
#[must_use]
pub fn check(check: &Check, others: &[Check], outcomes: &[OutcomeFile], calendar: &Calendar) -> Page {
    let mut page = Page::new();
    page.title(check.client.as_str());
    page.text(words::check_subject(check));
    page.gap();
    page.fact("number", check.item.to_string());
    match check.ended {
        None => page.cells("due", vec![Cell::due(check.due_at)]),
        Some((at, end)) => {
            page.cells("found", vec![Cell::text(end.words()), Cell::at(at).faint()]);
        }
    }
    page.fact("they said", check.words.as_str());
    page.fact(
        "made",
        [check.made_item, check.made_deal]
            .into_iter()
            .flatten()
            .map(|item| item.to_string())
            .collect::<Vec<_>>()
            .join(", "),
    );
    if !outcomes.is_empty() {
        page.heading("What they bought it for");
    }
    for file in outcomes {
        page.text(format!(
            "{} {}: {}",
            file.outcome.item,
            file.outcome.measure,
            file.stands()
        ));
    }
    page.heading("Checks after the signature");
    for other in others {
        let day = calendar.local(other.due_at).date_naive();
        let found = other
            .ended
            .map_or_else(|| "to come".to_owned(), |(_, end)| end.words().to_owned());
        let said = if other.words.is_empty() {
            String::new()
        } else {
            format!(": \"{}\"", other.words)
        };
        page.fact(
            &format!("{} days", other.days),
            format!("{}, {found}{said}", day.format("%a %-d %b %Y")),
        );
    }
    page
}

/// Whether an outcome is worth a mark in a list, and in which words: it fell back, or is stale.
#[must_use]
pub fn mark(file: &OutcomeFile, settings: &OutcomeSettings, now: Time, calendar: &Calendar) -> Cell {
    if file.outcome.ended.is_some() {
        return Cell::none();
    }
    if file.fell_back_from().is_some() {
        return Cell::text("fell back").toned(Tone::Late);
    }
    match file.stale_days(settings, now, calendar) {
        Some(days) => Cell::text(format!("stale {days} d")).toned(Tone::Late),
        None => Cell::none(),
    }
}
