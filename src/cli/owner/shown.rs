//! Owners shown: the list with what each has at hand, and one card.

use clap::Args;
use serde::Serialize;

use crate::cli::desk::Desk;
use crate::cli::failure::Result;
use crate::cli::table::{Column, Layout};
use crate::cli::{names, out};
use crate::domain::ask::budget::Budget;
use crate::domain::ids::OwnerNo;
use crate::domain::item::Kind;
use crate::domain::owner::{Load, Owner, Part};
use crate::domain::{Time, say};

const COLUMNS: &[Column] = &[
    Column::number("Seat"),
    Column::cut("Handle", 8, 3),
    Column::cut("Name", 10, 2),
    Column::cut("Role", 6, 0),
    Column::cut("Takes", 6, 1),
    Column::number("Open"),
    Column::number("Overdue"),
    Column::number("Untold"),
    Column::whole("Done in"),
    Column::whole("Asks"),
    Column::whole(""),
];

/// Lists owners.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListOwners {
    /// Also those who take no new work any more
    #[arg(long)]
    all: bool,
    /// As JSON, one owner a line
    #[arg(long)]
    json: bool,
}

impl ListOwners {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let everybody = reader.owners()?;
        let mut owners = reader.owners_with_load(desk.calendar(), desk.now)?;
        owners.retain(|(owner, _)| self.all || !owner.retired);
        if self.json {
            let mut array = desk.out.array();
            for (owner, load) in &owners {
                array.push(&OwnerJson::new(owner, *load, &everybody))?;
            }
            return array.end();
        }
        if owners.is_empty() {
            out::say(
                "there are no owners yet; `downbeat owner add maria --name 'Maria Sol' --seat 1` adds one",
            );
            return Ok(());
        }
        let rows: Vec<Vec<String>> = owners
            .iter()
            .map(|(owner, load)| cells(owner, load, desk))
            .collect();
        let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        for row in &rows {
            desk.out.line(&layout.line(row))?;
        }
        Ok(())
    }
}

fn cells(owner: &Owner, load: &Load, desk: &Desk) -> Vec<String> {
    let number = |count: u32| {
        if count == 0 {
            String::new()
        } else {
            count.to_string()
        }
    };
    vec![
        owner.seat.map(|seat| seat.to_string()).unwrap_or_default(),
        owner.handle.clone(),
        owner.name.clone(),
        owner.role.clone(),
        kinds(owner),
        load.open.to_string(),
        number(load.overdue),
        number(load.untold),
        done_in(load),
        asks(owner, load),
        presence(owner, desk),
    ]
}

fn kinds(owner: &Owner) -> String {
    let words: Vec<&str> = owner.kinds.iter().map(|kind| kind.words()).collect();
    words.join(", ")
}

fn done_in(load: &Load) -> String {
    load.median_seconds_to_done
        .map(|seconds| say::span(chrono::Duration::seconds(seconds)))
        .unwrap_or_default()
}

/// How often they were asked this month, of how often they can be.
fn asks(owner: &Owner, load: &Load) -> String {
    match (owner.part.is_asked(), owner.asks_a_month) {
        (false, _) => String::new(),
        (true, Some(of)) => format!("{} of {of}", load.asks),
        (true, None) => load.asks.to_string(),
    }
}

fn presence(owner: &Owner, desk: &Desk) -> String {
    match owner.away_until {
        _ if owner.retired => "takes no new work".to_owned(),
        Some(until) if until > desk.now => {
            format!("away until {}", say::long(until, desk.now, desk.calendar()))
        }
        Some(_) | None => String::new(),
    }
}

/// An owner as JSON. Other owners are named by handle.
#[derive(Debug, Serialize)]
struct OwnerJson<'a> {
    handle: &'a str,
    name: &'a str,
    role: &'a str,
    seat: Option<u8>,
    address: &'a str,
    kinds: &'a [Kind],
    /// Working hours to answer; 0 takes the config's.
    hours: u32,
    away_until: Option<Time>,
    stand_in: Option<&'a str>,
    escalate_to: Option<&'a str>,
    retired: bool,
    /// Open hand-offs, those overdue, and those untold.
    open: u32,
    overdue: u32,
    untold: u32,
    /// Median seconds from given to done.
    median_seconds_to_done: Option<i64>,
    /// `desk`, `executive` or `marketing`.
    part: Part,
    /// Asks this month, and how many there can be.
    asks: u32,
    asks_a_month: Option<u32>,
}

impl<'a> OwnerJson<'a> {
    fn new(owner: &'a Owner, load: Load, everybody: &'a [Owner]) -> Self {
        Self {
            handle: &owner.handle,
            name: &owner.name,
            role: &owner.role,
            seat: owner.seat,
            address: &owner.address,
            kinds: &owner.kinds,
            hours: owner.hours,
            away_until: owner.away_until,
            stand_in: handle_of(owner.stand_in, everybody),
            escalate_to: handle_of(owner.escalate_to, everybody),
            retired: owner.retired,
            open: load.open,
            overdue: load.overdue,
            untold: load.untold,
            median_seconds_to_done: load.median_seconds_to_done,
            part: owner.part,
            asks: load.asks,
            asks_a_month: owner.asks_a_month,
        }
    }
}

fn handle_of(number: Option<OwnerNo>, everybody: &[Owner]) -> Option<&str> {
    let number = number?;
    everybody
        .iter()
        .find(|owner| owner.number == number)
        .map(|owner| owner.handle.as_str())
}

/// Shows an owner's card.
#[derive(Debug, Args)]
pub(in crate::cli) struct Show {
    /// The owner by handle, seat or name
    #[arg(value_name = "OWNER")]
    owner: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let reader = desk.reading()?;
        let everybody = reader.owners()?;
        let owner = names::owner(&self.owner, &everybody)?;
        let load = reader
            .owners_with_load(desk.calendar(), desk.now)?
            .into_iter()
            .find(|(other, _)| other.number == owner.number)
            .map(|(_, load)| load)
            .unwrap_or_default();
        if self.json {
            return desk.out.json(&OwnerJson::new(owner, load, &everybody));
        }
        let other = |number| handle_of(number, &everybody).map(|handle| format!("@{handle}"));
        let hours = if owner.hours == 0 {
            format!("{} (from the config)", desk.settings().owner_hours)
        } else {
            owner.hours.to_string()
        };
        let asked = if owner.part.is_asked() {
            let budget = Budget::of(owner, &load).words();
            format!("{}, {budget}", owner.part.as_str())
        } else {
            String::new()
        };
        let fields = [
            ("Handle", format!("@{}", owner.handle)),
            ("Name", owner.name.clone()),
            ("Role", owner.role.clone()),
            (
                "Seat",
                owner.seat.map(|seat| seat.to_string()).unwrap_or_default(),
            ),
            ("Address", owner.address.clone()),
            ("Takes", kinds(owner)),
            ("Hours to answer", hours),
            ("Asked", asked),
            ("Stand-in", other(owner.stand_in).unwrap_or_default()),
            ("Escalates to", other(owner.escalate_to).unwrap_or_default()),
            ("Presence", presence(owner, desk)),
            (
                "At hand",
                format!(
                    "{} open, {} overdue, {} untold",
                    load.open, load.overdue, load.untold
                ),
            ),
            ("Done in", done_in(&load)),
        ];
        for (name, words) in fields.iter().filter(|(_, words)| !words.is_empty()) {
            desk.out.line(&format!("{name:<17}{words}"))?;
        }
        Ok(())
    }
}
