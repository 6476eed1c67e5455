//! Promises shown: lists, one of them, and what they come to.

use chrono::Duration;
use clap::Args;
use serde::Serialize;

use super::proof::BasisArg;
use crate::cli::desk::Desk;
use crate::cli::failure::Result;
use crate::cli::table::{Column, Layout};
use crate::cli::{account, out};
use crate::domain::owner::Owner;
use crate::domain::promise::{Basis, BasisShare, Promise, PromiseState, Proof, Shares};
use crate::domain::settings::Settings;
use crate::domain::{Time, clean, say};
use crate::report::rows::ValueJson;
use crate::store::Reader;

/// How many promises are listed, unless more are asked for.
const LISTED: usize = 200;
/// How many days back promises are counted, unless said otherwise.
const COUNTED: i64 = 365;

const OPEN: &[Column] = &[
    Column::number("No."),
    Column::cut("Client", 10, 2),
    Column::cut("Promised", 16, 0),
    Column::whole("Basis"),
    Column::cut("Proof", 12, 1),
    Column::whole("By"),
    Column::whole("First"),
];

const ENDED: &[Column] = &[
    Column::number("No."),
    Column::cut("Client", 10, 2),
    Column::cut("Promised", 16, 0),
    Column::whole("Basis"),
    Column::whole("How"),
    Column::whole("When"),
    Column::cut("Said", 12, 1),
];

/// Lists promises.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListPromises {
    /// Only those to this client, the ended ones after the open ones
    #[arg(long, value_name = "ACCOUNT", conflicts_with_all = ["basis", "ended"])]
    account: Option<String>,
    /// Only those that rest on this
    #[arg(long, value_name = "BASIS")]
    basis: Option<BasisArg>,
    /// Those that were kept, broken or released, latest first
    #[arg(long)]
    ended: bool,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = LISTED)]
    limit: usize,
    /// What they come to, below
    #[arg(long, conflicts_with = "json")]
    summary: bool,
    /// As JSON, one promise a line
    #[arg(long)]
    json: bool,
}

impl ListPromises {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let owners = reader.owners()?;
        let found = match &self.account {
            Some(account) => reader.promises_of(account::meant(&reader, account)?.0, self.limit)?,
            None => reader.promises(!self.ended, self.basis.map(BasisArg::basis), self.limit)?,
        };
        if self.json {
            let mut array = desk.out.array();
            for promise in &found {
                array.push(&PromiseJson::new(
                    promise,
                    (owners.as_slice(), &desk.config.settings),
                ))?;
            }
            return array.end();
        }
        let (open, ended): (Vec<&Promise>, Vec<&Promise>) =
            found.iter().partition(|promise| promise.ended.is_none());
        if found.is_empty() {
            out::say(if self.ended {
                "no promise has ended yet"
            } else {
                "nothing is promised; `downbeat promise add` makes a promise"
            });
        }
        table(desk, OPEN, &open, open_cells)?;
        if !open.is_empty() && !ended.is_empty() {
            desk.out.line("")?;
        }
        table(desk, ENDED, &ended, ended_cells)?;
        if self.summary {
            if !found.is_empty() {
                desk.out.line("")?;
            }
            let shares = counted(&reader, desk, COUNTED)?;
            summary(desk, &shares)?;
        }
        Ok(())
    }
}

/// Writes promises as a table, or nothing where there are none.
fn table(
    desk: &mut Desk,
    columns: &[Column],
    promises: &[&Promise],
    cells: fn(&Promise, &Desk) -> Vec<String>,
) -> Result {
    if promises.is_empty() {
        return Ok(());
    }
    let rows: Vec<Vec<String>> = promises.iter().map(|promise| cells(promise, desk)).collect();
    let layout = Layout::of(columns, &rows, desk.out.columns());
    desk.out.heading(&layout.heads())?;
    rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
}

fn open_cells(promise: &Promise, desk: &Desk) -> Vec<String> {
    let (now, calendar) = (desk.now, desk.calendar());
    let first = if promise.is_redated() {
        say::since(promise.first_due_at, now, calendar)
    } else {
        String::new()
    };
    vec![
        promise.item.to_string(),
        promise.client.clone(),
        promise.what.clone(),
        promise.proof.basis().as_str().to_owned(),
        promise.proof.words(now, calendar),
        say::due(promise.due_at, now, calendar),
        first,
    ]
}

fn ended_cells(promise: &Promise, desk: &Desk) -> Vec<String> {
    let (when, said) = promise
        .ended
        .as_ref()
        .map_or((String::new(), String::new()), |(at, end)| {
            (
                say::since(*at, desk.now, desk.calendar()),
                clean::line(end.said(), clean::NOTE),
            )
        });
    vec![
        promise.item.to_string(),
        promise.client.clone(),
        promise.what.clone(),
        promise.proof.basis().as_str().to_owned(),
        promise.state().as_str().to_owned(),
        when,
        said,
    ]
}

/// Shows a promise.
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowPromise {
    /// The promise by number, or by words that mean no other
    #[arg(value_name = "PROMISE")]
    promise: String,
    /// Only what can be quoted to the client
    #[arg(long, conflicts_with = "json")]
    quote: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl ShowPromise {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let store = desk.existing()?;
        let reader = store.reader()?;
        let promise = super::meant(&reader, &self.promise, desk)?;
        let owners = reader.owners()?;
        if self.json {
            let facts = (owners.as_slice(), &desk.config.settings);
            return desk.out.json(&PromiseJson::new(&promise, facts));
        }
        if self.quote {
            return desk.out.line(&promise.quote(desk.calendar()));
        }
        let lines = told(&promise, desk, &owners);
        lines.iter().try_for_each(|line| desk.out.line(line))
    }
}

/// How wide the names of fields are.
const FIELD: usize = 14;

fn told(promise: &Promise, desk: &Desk, owners: &[Owner]) -> Vec<String> {
    let (now, calendar) = (desk.now, desk.calendar());
    let basis = promise.proof.basis();
    let mut lines = vec![
        format!("{} promise", promise.item),
        promise.addressee(),
        promise.what.clone(),
        String::new(),
    ];
    let mut field = |name: &str, words: String| {
        if !words.is_empty() {
            lines.push(format!("{name:<FIELD$}{words}"));
        }
    };
    field("By", promise.date(now, calendar));
    field("Stands", promise.standing(now, calendar));
    if let Some((_, end)) = &promise.ended {
        field("Said", clean::line(end.said(), clean::NOTE));
    }
    field("Basis", format!("{}: {}", basis.as_str(), basis.meaning()));
    field("Proof", promise.proof.words(now, calendar));
    field(
        "Doubt",
        doubt(promise, (owners, &desk.config.settings)).unwrap_or_default(),
    );
    field(
        "Made on",
        promise.about.map(|item| item.to_string()).unwrap_or_default(),
    );
    field("Made", say::long(promise.made_at, now, calendar));
    lines.extend([String::new(), "To quote".to_owned()]);
    let quote = promise.quote(calendar);
    lines.extend(quote.lines().map(|line| format!("  {line}")));
    lines
}

/// Shows what promises come to.
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowShares {
    /// Count what was made and ended in so many days
    #[arg(long, value_name = "N", default_value_t = COUNTED, value_parser = clap::value_parser!(i64).range(1..=36_500))]
    days: i64,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl ShowShares {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return Ok(());
        };
        let shares = counted(&reader, desk, self.days)?;
        if self.json {
            return desk.out.json(&SharesJson::from(&shares));
        }
        summary(desk, &shares)
    }
}

fn counted(reader: &Reader, desk: &Desk, days: i64) -> Result<Shares> {
    let since = desk.now - Duration::days(days);
    Ok(reader.promise_shares(since, desk.settings().promises.sponsored_share)?)
}

fn summary(desk: &mut Desk, shares: &Shares) -> Result {
    let lines = shares.lines(desk.now, desk.calendar());
    lines.iter().try_for_each(|line| desk.out.line(line))
}

/// What a promise is doubted by: the owners, and what the config says.
type Facts<'a> = (&'a [Owner], &'a Settings);

/// Why its approver has not the authority that the config gives.
fn doubt(promise: &Promise, (owners, settings): Facts<'_>) -> Option<String> {
    match &promise.proof {
        Proof::Sponsored { approver, worth, .. } => {
            settings
                .promises
                .authority
                .doubt(approver.as_str(), *worth, owners)
        }
        Proof::Real { .. } | Proof::Dated { .. } => None,
    }
}

/// A promise as JSON.
#[derive(Debug, Serialize)]
struct PromiseJson<'a> {
    /// The number it goes by: that of the follow-up that stands for it.
    number: i64,
    client: &'a str,
    to: &'a str,
    what: &'a str,
    basis: Basis,
    made_at: Time,
    due_at: Time,
    first_due_at: Time,
    state: PromiseState,
    ended_at: Option<Time>,
    /// What was said at its end.
    said: &'a str,
    /// The item it was made on.
    about: Option<i64>,
    exists: Option<&'a str>,
    seen: Option<&'a str>,
    owner: Option<&'a str>,
    owner_by: Option<Time>,
    approver: Option<&'a str>,
    worth: Option<ValueJson>,
    /// Why the approver has not the authority that the config gives.
    doubt: Option<String>,
    quote: String,
}

impl<'a> PromiseJson<'a> {
    fn new(promise: &'a Promise, facts: Facts<'_>) -> Self {
        let mut json = Self {
            number: promise.item.0,
            client: &promise.client,
            to: &promise.to_whom,
            what: &promise.what,
            basis: promise.proof.basis(),
            made_at: promise.made_at,
            due_at: promise.due_at,
            first_due_at: promise.first_due_at,
            state: promise.state(),
            ended_at: promise.ended.as_ref().map(|(at, _)| *at),
            said: promise.ended.as_ref().map_or("", |(_, end)| end.said()),
            about: promise.about.map(|item| item.0),
            exists: None,
            seen: None,
            owner: None,
            owner_by: None,
            approver: None,
            worth: None,
            doubt: doubt(promise, facts),
            quote: promise.quote(&facts.1.calendar),
        };
        match &promise.proof {
            Proof::Real { exists, seen } => {
                json.exists = Some(exists.as_str());
                json.seen = Some(seen.as_str());
            }
            Proof::Dated { owner_name, by, .. } => {
                json.owner = Some(owner_name);
                json.owner_by = Some(*by);
            }
            Proof::Sponsored { approver, worth, .. } => {
                json.approver = Some(approver.as_str());
                json.worth = worth.map(ValueJson::from);
            }
        }
        json
    }
}

/// What promises come to, as JSON.
#[derive(Debug, Serialize)]
struct SharesJson<'a> {
    since: Time,
    real: ShareJson,
    dated: ShareJson,
    sponsored: ShareJson,
    /// Accounts of whose open promises more than the config allows are sponsored.
    too_much_sponsored: Vec<HeavyJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ShareJson {
    made: u64,
    kept: u64,
    broken: u64,
    released: u64,
    open: u64,
    /// Kept of kept and broken, in percent; null before any has ended.
    kept_share: Option<u64>,
}

#[derive(Debug, Serialize)]
struct HeavyJson<'a> {
    client: &'a str,
    sponsored: u64,
    open: u64,
}

impl From<&BasisShare> for ShareJson {
    fn from(share: &BasisShare) -> Self {
        Self {
            made: share.made,
            kept: share.kept,
            broken: share.broken,
            released: share.released,
            open: share.open,
            kept_share: share.kept_share(),
        }
    }
}

impl<'a> From<&'a Shares> for SharesJson<'a> {
    fn from(shares: &'a Shares) -> Self {
        Self {
            since: shares.since,
            real: ShareJson::from(&shares.real),
            dated: ShareJson::from(&shares.dated),
            sponsored: ShareJson::from(&shares.sponsored),
            too_much_sponsored: shares
                .heavy
                .iter()
                .map(|heavy| HeavyJson {
                    client: &heavy.client,
                    sponsored: heavy.sponsored,
                    open: heavy.open,
                })
                .collect(),
        }
    }
}
