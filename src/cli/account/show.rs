//! All about an account.

use clap::Args;
use serde::Serialize;

use super::person::{self, PersonJson};
use super::{meant, table};
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Result};
use crate::cli::list;
use crate::cli::out;
use crate::cli::table::Column;
use crate::domain::account::Shown;
use crate::domain::listing::{Event, Row};
use crate::domain::week::CallLine;
use crate::domain::{Time, card, clean, say};
use crate::report::asks::{AskJson, InvitationJson};
use crate::report::rows::RowJson;

/// Events of the timeline shown where no number is given; with JSON all that there are, 200 at most.
const EVENTS: usize = 20;

const COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::whole("Kind"),
    Column::cut("Subject", 16, 0),
    Column::whole("Clock"),
    Column::cut("Owner", 10, 1),
];

const CALLS: &[Column] = &[
    Column::whole("When"),
    Column::whole("Call"),
    Column::cut("With", 8, 1),
    Column::number("Took"),
    Column::cut("Notes", 16, 0),
];

const RECORDS: &[Column] = &[
    Column::number("No."),
    Column::whole("What"),
    Column::cut("", 16, 0),
    Column::whole("Date"),
];

const TIMELINE: &[Column] = &[Column::whole("When"), Column::cut("What happened", 16, 0)];

/// Shows an account.
#[derive(Debug, Args)]
pub(in crate::cli) struct Show {
    /// The client by number, by name, or by the beginning of one of its words
    #[arg(value_name = "ACCOUNT")]
    account: String,
    /// Events of the timeline, at most so many
    #[arg(long, value_name = "N", default_value_t = EVENTS)]
    events: usize,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// An account with its items and calls as JSON.
#[derive(Debug, Serialize)]
struct ShownJson<'a> {
    number: i64,
    name: &'a str,
    domain: &'a str,
    tags: &'a [String],
    phones: &'a [String],
    emails: &'a [String],
    people: Vec<PersonJson<'a>>,
    open: Vec<RowJson>,
    closed: Vec<RowJson>,
    calls: Vec<CallJson<'a>>,
    promises: Vec<PromisedJson<'a>>,
    outcomes: Vec<OutcomeJson<'a>>,
    deals: Vec<DealJson<'a>>,
    /// Open asks, and the events ahead to which they are invited.
    asks: Vec<AskJson<'a>>,
    invitations: Vec<InvitationJson<'a>>,
    timeline: Vec<EventJson<'a>>,
    /// Whether the timeline goes on.
    more: bool,
}

/// An open promise as JSON.
#[derive(Debug, Serialize)]
struct PromisedJson<'a> {
    number: i64,
    what: &'a str,
    to_whom: &'a str,
    basis: &'a str,
    due: Time,
}

/// An open outcome as JSON; amounts as exact decimals.
#[derive(Debug, Serialize)]
struct OutcomeJson<'a> {
    measure: &'a str,
    unit: &'a str,
    baseline: String,
    target: String,
    target_on: String,
    latest: Option<String>,
    read_at: Option<Time>,
}

/// An open deal as JSON.
#[derive(Debug, Serialize)]
struct DealJson<'a> {
    number: i64,
    name: &'a str,
    value: Option<String>,
    stage: &'a str,
    close_on: String,
    next_step: &'a str,
}

/// An event of the timeline as JSON.
#[derive(Debug, Serialize)]
struct EventJson<'a> {
    at: Time,
    words: &'a str,
}

/// A call as JSON.
#[derive(Debug, Serialize)]
struct CallJson<'a> {
    at: Time,
    outcome: &'static str,
    person: &'a str,
    item: Option<i64>,
    minutes: Option<u32>,
    notes: &'a str,
}

impl<'a> From<&'a CallLine> for CallJson<'a> {
    fn from(call: &'a CallLine) -> Self {
        Self {
            at: call.at,
            outcome: call.outcome.as_str(),
            person: &call.person,
            item: call.item.map(|item| item.0),
            minutes: call.minutes,
            notes: &call.notes,
        }
    }
}

impl<'a> ShownJson<'a> {
    fn new(shown: &'a Shown) -> Self {
        let rows = |rows: &[Row]| rows.iter().map(RowJson::from).collect();
        let plain = |millionths| card::measured(millionths, "");
        Self {
            number: shown.account.number.0,
            name: &shown.account.name,
            domain: &shown.account.domain,
            tags: &shown.account.tags,
            phones: &shown.account.phones,
            emails: &shown.account.emails,
            people: shown.people.iter().map(PersonJson::from).collect(),
            open: rows(&shown.open),
            closed: rows(&shown.closed),
            calls: shown.calls.iter().map(CallJson::from).collect(),
            promises: shown
                .promises
                .iter()
                .map(|promise| PromisedJson {
                    number: promise.number.0,
                    what: &promise.what,
                    to_whom: &promise.to_whom,
                    basis: &promise.basis,
                    due: promise.due,
                })
                .collect(),
            outcomes: shown
                .outcomes
                .iter()
                .map(|outcome| OutcomeJson {
                    measure: &outcome.measure,
                    unit: &outcome.unit,
                    baseline: plain(outcome.baseline),
                    target: plain(outcome.target),
                    target_on: outcome.target_on.to_string(),
                    latest: outcome.latest.map(|(value, _)| plain(value)),
                    read_at: outcome.latest.map(|(_, at)| at),
                })
                .collect(),
            deals: shown
                .deals
                .iter()
                .map(|deal| DealJson {
                    number: deal.number.0,
                    name: &deal.name,
                    value: deal.value.map(|value| value.to_string()),
                    stage: &deal.stage,
                    close_on: deal.close_on.to_string(),
                    next_step: &deal.next_step,
                })
                .collect(),
            asks: shown.asks.iter().map(AskJson::from).collect(),
            invitations: shown.invitations.iter().map(InvitationJson::from).collect(),
            timeline: shown
                .timeline
                .iter()
                .map(|event| EventJson {
                    at: event.at,
                    words: &event.words,
                })
                .collect(),
            more: shown.more,
        }
    }
}

impl Show {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let mut store = desk.existing()?;
        store.tick(desk.now)?;
        let reader = store.reader()?;
        let (account, _) = meant(&reader, &self.account)?;
        let router = desk.router(&reader.owners()?);
        let shown = reader
            .account_shown(account, &router, desk.settings(), desk.now)?
            .ok_or_else(|| {
                Failure::refused(format!(
                    "there is no account {account}; `downbeat account list` shows those there are"
                ))
            })?;
        if self.json {
            return desk.out.json(&ShownJson::new(&shown));
        }
        for line in head(&shown) {
            desk.out.line(&line)?;
        }
        let rows: Vec<Vec<String>> = shown
            .open
            .iter()
            .chain(&shown.closed)
            .map(|row| cells(row, desk))
            .collect();
        let calls: Vec<Vec<String>> = shown.calls.iter().map(|call| call_cells(call, desk)).collect();
        if shown.timeline.is_empty() && rows.is_empty() && calls.is_empty() {
            out::say("nothing has come in from them yet");
        }
        let mut page = Page { desk, begun: false };
        if !shown.people.is_empty() {
            page.part()?;
            person::of_account(page.desk, &shown.people)?;
        }
        page.table(COLUMNS, &rows)?;
        let records = records(&shown, page.desk);
        page.table(RECORDS, &records)?;
        page.table(CALLS, &calls)?;
        let events: Vec<Vec<String>> = shown
            .timeline
            .iter()
            .take(self.events)
            .map(|event| event_cells(event, page.desk))
            .collect();
        page.table(TIMELINE, &events)?;
        if shown.more || shown.timeline.len() > self.events {
            out::say("older events are not shown");
        }
        Ok(())
    }
}

/// Parts of the page, with an empty line between them.
struct Page<'a> {
    desk: &'a mut Desk,
    begun: bool,
}

impl Page<'_> {
    fn part(&mut self) -> Result {
        if self.begun {
            self.desk.out.line("")?;
        }
        self.begun = true;
        Ok(())
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) -> Result {
        if rows.is_empty() {
            return Ok(());
        }
        self.part()?;
        table(self.desk, columns, rows)
    }
}

/// The account's card in a line or two.
fn head(shown: &Shown) -> Vec<String> {
    let account = &shown.account;
    let tags: Vec<String> = account.tags.iter().map(|tag| format!("#{tag}")).collect();
    let first = [
        account.name.clone(),
        format!("account {}", account.number),
        account.domain.clone(),
        tags.join(" "),
    ];
    let first: Vec<&str> = first
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let mut lines = vec![first.join("  ")];
    let reach: Vec<&str> = account
        .phones
        .iter()
        .chain(&account.emails)
        .map(String::as_str)
        .collect();
    if !reach.is_empty() {
        lines.push(reach.join("  "));
    }
    lines
}

/// Open promises, outcomes, deals and asks, and the events ahead.
fn records(shown: &Shown, desk: &Desk) -> Vec<Vec<String>> {
    let promises = shown.promises.iter().map(|promise| {
        vec![
            promise.number.to_string(),
            format!("promise, {}", promise.basis),
            promise.what.clone(),
            say::due(promise.due, desk.now, desk.calendar()),
        ]
    });
    let outcomes = shown.outcomes.iter().map(|outcome| {
        let latest = outcome.latest.map_or_else(
            || "not measured yet".to_owned(),
            |(value, _)| format!("now {}", card::measured(value, &outcome.unit)),
        );
        let goal = card::measured(outcome.target, &outcome.unit);
        vec![
            String::new(),
            "outcome".to_owned(),
            format!("{}: {goal}, {latest}", outcome.measure),
            say::day(outcome.target_on),
        ]
    });
    let deals = shown.deals.iter().map(|deal| {
        let value = deal.value.map_or_else(String::new, |value| format!(", {value}"));
        vec![
            deal.number.to_string(),
            format!("deal, {}", deal.stage),
            format!("{}{value}", deal.name),
            say::day(deal.close_on),
        ]
    });
    let asks = shown.asks.iter().map(|ask| {
        vec![
            ask.item.0.to_string(),
            format!("ask, {}", ask.owner_name),
            ask.words.ideal_result.clone(),
            say::since(ask.at, desk.now, desk.calendar()),
        ]
    });
    let invitations = shown.invitations.iter().map(|invitation| {
        vec![
            String::new(),
            "event".to_owned(),
            format!("{}: {}", invitation.event_name, invitation.state.words()),
            say::day(invitation.on),
        ]
    });
    promises
        .chain(outcomes)
        .chain(deals)
        .chain(asks)
        .chain(invitations)
        .collect()
}

fn event_cells(event: &Event, desk: &Desk) -> Vec<String> {
    vec![
        say::long(event.at, desk.now, desk.calendar()),
        event.words.clone(),
    ]
}

fn cells(row: &Row, desk: &Desk) -> Vec<String> {
    let (now, calendar) = (desk.now, desk.calendar());
    let (clock, owner) = match (&row.end, row.client_due) {
        (Some(end), _) => (
            format!("closed {}", say::since(end.at, now, calendar)),
            String::new(),
        ),
        (None, Some(due)) => (say::due(due, now, calendar), list::owner(row)),
        (None, None) => (String::new(), list::owner(row)),
    };
    vec![
        row.item.to_string(),
        row.kind.words().to_owned(),
        row.subject.clone(),
        clock,
        owner,
    ]
}

fn call_cells(call: &CallLine, desk: &Desk) -> Vec<String> {
    vec![
        say::since(call.at, desk.now, desk.calendar()),
        call.outcome.words().to_owned(),
        call.person.clone(),
        call.minutes
            .map_or_else(String::new, |minutes| format!("{minutes} min")),
        clean::line(&call.notes, clean::NAME),
    ]
}
