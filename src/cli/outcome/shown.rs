//! Outcomes, checks and pay by results, shown.

use clap::Args;

use super::meant::Meant;
use crate::cli::desk::Desk;
use crate::cli::failure::Result;
use crate::cli::table::{Column, Layout};
use crate::cli::{account, out};
use crate::domain::ids::AccountNo;
use crate::domain::outcome::paycheck::{DealPay, Paycheck, by_client};
use crate::domain::outcome::{Check, OutcomeFile, words};
use crate::domain::say;
use crate::report::outcomes::{CheckJson, ClientPayJson, OutcomeJson};
use crate::store::{Checks, Outcomes, Reader};

const OUTCOMES: &[Column] = &[
    Column::number("No."),
    Column::cut("Client", 10, 2),
    Column::cut("Measure", 12, 0),
    Column::cut("From → to", 10, 3),
    Column::number("Now"),
    Column::number(""),
    Column::whole("By"),
    Column::cut("", 10, 1),
];

const CHECKS: &[Column] = &[
    Column::number("No."),
    Column::cut("Client", 10, 1),
    Column::cut("Deal", 12, 0),
    Column::number("After"),
    Column::whole("Due"),
    Column::cut("", 12, 2),
];

const PAY: &[Column] = &[
    Column::cut("Client", 10, 1),
    Column::number("No."),
    Column::cut("Deal", 12, 0),
    Column::number("Signed"),
    Column::number("Progress"),
    Column::number("Earned"),
];

/// How wide the names of fields are.
const FIELD: usize = 12;

/// Writes a table.
fn table(columns: &'static [Column], rows: &[Vec<String>], desk: &mut Desk) -> Result {
    let layout = Layout::of(columns, rows, desk.out.columns());
    desk.out.heading(&layout.heads())?;
    rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
}

/// The account that was named, if one was.
fn named(reader: &Reader, text: Option<&str>) -> Result<Option<AccountNo>> {
    Ok(text
        .map(|text| account::meant(reader, text))
        .transpose()?
        .map(|(number, _)| number))
}

/// Lists outcomes.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListOutcomes {
    /// Those that were reached or given up, the latest first
    #[arg(long)]
    ended: bool,
    /// Only those without a fresh reading
    #[arg(long, conflicts_with = "ended")]
    stale: bool,
    /// One client's only: the name, or the beginning of one of its words
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// As JSON, one outcome a line
    #[arg(long)]
    json: bool,
}

impl ListOutcomes {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let asked = Outcomes {
            ended: self.ended,
            account: named(&reader, self.account.as_deref())?,
        };
        let mut files = reader.outcomes(asked, usize::MAX)?;
        files.retain(|file| !self.stale || stale(file, desk).is_some());
        files.truncate(self.limit.unwrap_or(usize::MAX));
        if self.json {
            let all: Vec<OutcomeJson> = files.iter().map(|file| json(file, desk)).collect();
            let mut array = desk.out.array();
            for one in &all {
                array.push(one)?;
            }
            return array.end();
        }
        if files.is_empty() {
            out::say(match (self.ended, self.stale) {
                (true, _) => "no outcome has ended",
                (false, true) => "no reading is stale",
                (false, false) => {
                    "no outcome is followed; `downbeat outcome add 'Acme Pumps' 'Time to ship' --from 12 --to 4 --unit \
                     days --by 'in 3 months'` enters one"
                }
            });
            return Ok(());
        }
        let rows: Vec<Vec<String>> = files.iter().map(|file| cells(file, desk)).collect();
        table(OUTCOMES, &rows, desk)
    }
}

fn stale(file: &OutcomeFile, desk: &Desk) -> Option<String> {
    file.stale_words(&desk.settings().outcomes, desk.now, desk.calendar())
}

fn json(file: &OutcomeFile, desk: &Desk) -> OutcomeJson {
    OutcomeJson::of(file, desk.settings(), desk.now)
}

fn cells(file: &OutcomeFile, desk: &Desk) -> Vec<String> {
    let one = &file.outcome;
    let percent = file
        .progress()
        .map_or_else(String::new, |progress| format!("{}%", progress.percent()));
    let about = match one.ended {
        Some((at, end)) => format!(
            "{} {}",
            end.words(),
            say::date(desk.calendar().local(at).date_naive(), desk.today())
        ),
        None => [file.fell_back_words(), stale(file, desk)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
    };
    vec![
        one.item.to_string(),
        one.client.clone(),
        one.measure.clone(),
        words::course(one.course, &one.unit),
        file.latest()
            .map_or_else(|| "unmeasured".to_owned(), |latest| file.said(latest.value)),
        percent,
        say::date(one.by, desk.today()),
        about,
    ]
}

/// Shows an outcome.
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowOutcome {
    #[command(flatten)]
    meant: Meant,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl ShowOutcome {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let (store, file) = self.meant.outcome(desk)?;
        if self.json {
            return desk.out.json(&json(&file, desk));
        }
        let (one, today) = (&file.outcome, desk.today());
        let deal = file.deal.as_ref().map(|deal| {
            let value = deal
                .value
                .map_or_else(|| "no value".to_owned(), |value| value.to_string());
            format!("{} {}, {value}", deal.item, deal.name)
        });
        let trend = one
            .ended
            .is_none()
            .then(|| file.trend_words(today, desk.calendar()));
        let reader = store.reader()?;
        let pay = Paycheck::of(&reader.paycheck(Some(one.account))?, None);
        let fields = [
            ("State", Some(file.state().to_owned())),
            ("Stands at", Some(file.stands())),
            ("By", Some(say::date(one.by, today))),
            ("Trend", trend),
            ("", file.fell_back_words()),
            ("", stale(&file, desk)),
            ("Deal", deal),
            ("Paycheck", Some(pay.words())),
        ];
        desk.out.line(&words::named(one))?;
        for (name, words) in fields {
            if let Some(words) = words {
                desk.out.line(&format!("{name:<FIELD$}{words}"))?;
            }
        }
        readings(&file, desk)
    }
}

fn readings(file: &OutcomeFile, desk: &mut Desk) -> Result {
    if file.readings.is_empty() {
        return Ok(());
    }
    desk.out.line("")?;
    desk.out.heading("Readings")?;
    for reading in file.readings.iter().rev() {
        let day = say::date(desk.calendar().local(reading.at).date_naive(), desk.today());
        let percent = file.outcome.course.progress(reading.value).percent();
        let mut line = format!("{day:<FIELD$}{} ({percent}%)", file.said(reading.value));
        if !reading.source.is_empty() {
            line = format!("{line}, {}", reading.source);
        }
        if !reading.words.is_empty() {
            line = format!("{line}: \"{}\"", reading.words.replace('\n', " / "));
        }
        desk.out.line(&line)?;
    }
    Ok(())
}

/// Lists checks.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListChecks {
    /// Those that were closed, the latest first
    #[arg(long)]
    ended: bool,
    /// One client's only: the name, or the beginning of one of its words
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// As JSON, one check a line
    #[arg(long)]
    json: bool,
}

impl ListChecks {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let asked = Checks {
            ended: self.ended,
            account: named(&reader, self.account.as_deref())?,
        };
        let checks = reader.checks(asked, self.limit.unwrap_or(usize::MAX))?;
        if self.json {
            let mut array = desk.out.array();
            for check in &checks {
                array.push(&CheckJson::from(check))?;
            }
            return array.end();
        }
        if checks.is_empty() {
            out::say(if self.ended {
                "no check was closed"
            } else {
                "no check is to come: a deal that is won starts them"
            });
            return Ok(());
        }
        let rows: Vec<Vec<String>> = checks.iter().map(|check| check_cells(check, desk)).collect();
        table(CHECKS, &rows, desk)
    }
}

fn check_cells(check: &Check, desk: &Desk) -> Vec<String> {
    let day = |at| say::date(desk.calendar().local(at).date_naive(), desk.today());
    let made = check.made_item.or(check.made_deal);
    let found = check.ended.map_or_else(String::new, |(at, end)| {
        let made = made.map_or_else(String::new, |item| format!(", made {item}"));
        format!("{} {}{made}", end.words(), day(at))
    });
    vec![
        check.item.to_string(),
        check.client.clone(),
        check.deal_name.clone(),
        format!("{} days", check.days),
        day(check.due_at),
        found,
    ]
}

/// Shows pay by results.
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowPaycheck {
    /// One client's only: the name, or the beginning of one of its words
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// As JSON, one client a line
    #[arg(long)]
    json: bool,
}

impl ShowPaycheck {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let deals = reader.paycheck(named(&reader, self.account.as_deref())?)?;
        if self.json {
            let mut array = desk.out.array();
            for (_, client, deals) in by_client(&deals) {
                array.push(&ClientPayJson::of(client, deals))?;
            }
            return array.end();
        }
        if deals.is_empty() {
            out::say("nothing was signed yet: a deal that is won counts here");
            return Ok(());
        }
        let rows: Vec<Vec<String>> = deals.iter().map(pay_cells).collect();
        table(PAY, &rows, desk)?;
        desk.out.line("")?;
        for (_, client, deals) in by_client(&deals) {
            let line = format!("{client}: {}", Paycheck::of(deals, None).words());
            desk.out.line(&line)?;
        }
        let rates = desk.settings().deals.rates.clone();
        let total = Paycheck::of(&deals, rates.as_ref());
        desk.out.line(&format!("in total: {}", total.words()))?;
        let today = desk.today();
        for (name, totals) in [("earned", &total.earned), ("signed", &total.signed)] {
            if let Some(one) = totals.words_in_one(today) {
                desk.out.line(&format!("{name} in one: {one}"))?;
            }
        }
        Ok(())
    }
}

fn pay_cells(deal: &DealPay) -> Vec<String> {
    let (percent, earned) = match (deal.percent(), deal.earned()) {
        (None, _) => (String::new(), "unmeasured".to_owned()),
        (Some(percent), None) => (format!("{percent}%"), String::new()),
        (Some(percent), Some(earned)) => (format!("{percent}%"), earned.to_string()),
    };
    vec![
        deal.client.clone(),
        deal.item.to_string(),
        deal.name.clone(),
        deal.signed
            .map_or_else(|| "no value".to_owned(), |money| money.to_string()),
        percent,
        earned,
    ]
}
