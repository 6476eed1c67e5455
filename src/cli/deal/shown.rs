//! Deals shown: the list with what it comes to, and one with all that hangs on it.

use clap::Args;

use super::meant::Meant;
use crate::cli::account;
use crate::cli::desk::Desk;
use crate::cli::failure::{Failure, Result};
use crate::cli::out;
use crate::cli::table::{Column, Layout};
use crate::domain::deal::totals::Totals;
use crate::domain::deal::{DealFile, words};
use crate::domain::say;
use crate::report::deals::DealJson;
use crate::store::Deals;

const COLUMNS: &[Column] = &[
    Column::number("No."),
    Column::cut("Client", 10, 2),
    Column::cut("Deal", 10, 1),
    Column::number("Value"),
    Column::cut("Stage", 8, 3),
    Column::whole("Closes"),
    Column::cut("", 12, 0),
];

const STEPS: &[Column] = &[
    Column::number(""),
    Column::cut("Needs", 16, 0),
    Column::whole("By"),
    Column::cut("", 12, 1),
    Column::whole(""),
];

/// How wide the names of fields are.
const FIELD: usize = 12;

/// Lists deals.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListDeals {
    /// Those that were won or lost, the latest first, instead of those that are open
    #[arg(long)]
    ended: bool,
    /// One client's only: the name, or the beginning of one of its words
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// Only those in this stage, or the beginning of its name
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// As JSON, one deal a line
    #[arg(long)]
    json: bool,
}

impl ListDeals {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let stage = match &self.stage {
            Some(text) => Some(
                desk.settings()
                    .deals
                    .meant(text)
                    .map_err(Failure::refused)?
                    .to_owned(),
            ),
            None => None,
        };
        let Some(reader) = desk.look()? else {
            return if self.json { desk.out.array().end() } else { Ok(()) };
        };
        let account = match &self.account {
            Some(text) => Some(account::meant(&reader, text)?.0),
            None => None,
        };
        let asked = Deals {
            ended: self.ended,
            account,
        };
        let mut files = reader.deals(asked, usize::MAX, desk.settings(), desk.now)?;
        files.retain(|file| stage.as_ref().is_none_or(|stage| file.deal.stage == *stage));
        files.truncate(self.limit.unwrap_or(usize::MAX));
        if self.json {
            let today = desk.today();
            let mut array = desk.out.array();
            for file in &files {
                array.push(&DealJson::of(file, today))?;
            }
            return array.end();
        }
        if files.is_empty() {
            out::say(if self.ended {
                "no deal has been won or lost"
            } else {
                "no deal is open; `downbeat deal add 'Acme Pumps' 'Line 2' --close 'in 6 weeks' --value 48200` enters one"
            });
            return Ok(());
        }
        let rows: Vec<Vec<String>> = files.iter().map(|file| cells(file, desk)).collect();
        let layout = Layout::of(COLUMNS, &rows, desk.out.columns());
        desk.out.heading(&layout.heads())?;
        for row in &rows {
            desk.out.line(&layout.line(row))?;
        }
        totals(&files, desk)
    }
}

fn cells(file: &DealFile, desk: &Desk) -> Vec<String> {
    let deal = &file.deal;
    let about = match (deal.state.end(), file.verdict_short(), file.rot_words()) {
        (Some(_), _, _) => words::state(deal.state),
        (None, verdict, None) => verdict,
        (None, verdict, Some(rots)) if verdict.is_empty() => rots,
        (None, verdict, Some(rots)) => format!("{verdict}; {rots}"),
    };
    vec![
        deal.item.to_string(),
        deal.account_name.clone(),
        deal.name.clone(),
        deal.value.map(|value| value.to_string()).unwrap_or_default(),
        deal.stage.clone(),
        say::date(deal.close_on, desk.today()),
        about,
    ]
}

/// What the deals come to: for each currency, and in one by the config's rates.
fn totals(files: &[DealFile], desk: &mut Desk) -> Result {
    let rates = desk.settings().deals.rates.clone();
    let totals = Totals::of(files.iter().map(|file| file.deal.value), rates.as_ref());
    let deals = match files.len() {
        1 => "1 deal".to_owned(),
        many => format!("{many} deals"),
    };
    let without = match totals.without {
        0 => String::new(),
        many => format!(" ({many} without a value)"),
    };
    desk.out.line("")?;
    desk.out.line(&format!("{deals}: {}{without}", totals.words()))?;
    if let Some(one) = totals.words_in_one(desk.today()) {
        desk.out.line(&format!("in one: {one}"))?;
    }
    Ok(())
}

/// Shows a deal.
#[derive(Debug, Args)]
pub(in crate::cli) struct Show {
    #[command(flatten)]
    meant: Meant,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let file = self.meant.looked_at(desk)?;
        if self.json {
            return desk.out.json(&DealJson::of(&file, desk.today()));
        }
        head(&file, desk)?;
        steps(&file, desk)?;
        rest(&file, desk)
    }
}

fn head(file: &DealFile, desk: &mut Desk) -> Result {
    let (deal, today) = (&file.deal, desk.today());
    let on = |at| say::date(desk.calendar().local(at).date_naive(), today);
    let rots = file
        .rot_words()
        .map(|rots| format!(", {rots}"))
        .unwrap_or_default();
    let moved = match file.moves.first() {
        None => String::new(),
        Some(first) => format!(", at first {}", say::date(first.from, today)),
    };
    let mut fields = vec![
        ("State", words::state(deal.state)),
        (
            "Value",
            deal.value.map(|value| value.to_string()).unwrap_or_default(),
        ),
        (
            "Stage",
            format!("{} since {}{rots}", deal.stage, on(deal.stage_at)),
        ),
        ("Closes", format!("{}{moved}", say::date(deal.close_on, today))),
        ("Next step", deal.next_step.clone()),
    ];
    match deal.state.end() {
        Some(end) => fields.push(("Ended", on(end.at))),
        None => fields.push(("In time?", file.verdict_words(today))),
    }
    fields.push(("", file.gives_words().unwrap_or_default()));
    desk.out.line(&words::named(deal))?;
    for (name, words) in fields.iter().filter(|(_, words)| !words.is_empty()) {
        desk.out.line(&format!("{name:<FIELD$}{words}"))?;
    }
    Ok(())
}

fn steps(file: &DealFile, desk: &mut Desk) -> Result {
    if file.needs.is_empty() {
        return Ok(());
    }
    let (today, calendar) = (desk.today(), desk.calendar());
    let rows: Vec<Vec<String>> = (1..)
        .zip(&file.needs)
        .map(|(number, need): (usize, _)| {
            let counted = file.count.steps.iter().find(|step| step.step.need == need.number);
            vec![
                number.to_string(),
                need.what.clone(),
                need.by_on.map(|by| say::date(by, today)).unwrap_or_default(),
                words::need(need, today, calendar),
                counted
                    .filter(|_| need.state.is_left())
                    .map(|counted| words::must(counted, today))
                    .unwrap_or_default(),
            ]
        })
        .collect();
    let layout = Layout::of(STEPS, &rows, desk.out.columns());
    desk.out.line("")?;
    desk.out.heading(&layout.heads())?;
    rows.iter().try_for_each(|row| desk.out.line(&layout.line(row)))
}

/// Gives and gets, and the moves of the close date.
fn rest(file: &DealFile, desk: &mut Desk) -> Result {
    let today = desk.today();
    let on = |at, desk: &Desk| say::date(desk.calendar().local(at).date_naive(), today);
    if !file.concessions.is_empty() {
        desk.out.line("")?;
        desk.out.heading("Gives and gets")?;
    }
    for (number, one) in (1..).zip(&file.concessions) {
        let words = words::concession(one, &file.concessions);
        let line = format!("{number:>2}  {words} ({})", on(one.at, desk));
        desk.out.line(&line)?;
    }
    if !file.moves.is_empty() {
        desk.out.line("")?;
        desk.out.heading("Close date moved")?;
    }
    for moved in &file.moves {
        let line = format!(
            "    {}: from {} to {}, {}",
            on(moved.at, desk),
            say::date(moved.from, today),
            say::date(moved.to, today),
            moved.tag.words()
        );
        desk.out.line(&line)?;
    }
    Ok(())
}
