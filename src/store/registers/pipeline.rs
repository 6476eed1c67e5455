//! The register of deals, a deal's page, and what the deals of a split come to.

use rusqlite::Row as SqlRow;

use super::Look;
use super::stretch::{By, Drawn, Stretch};
use crate::domain::deal::totals::Totals;
use crate::domain::deal::{Credit, Deal, DealFile, page};
use crate::domain::ids::DealNo;
use crate::domain::money::Money;
use crate::domain::register::{Cell, DealSplit, Page, Record, Tone};
use crate::domain::settings::Settings;
use crate::domain::{Time, timeline};
use crate::store::deals::Paces;
use crate::store::{Reader, Result, deals, history, items, owners, time, word};

/// Events that a page shows.
const EVENTS: usize = 50;

/// Open deals, by close date.
const OPEN: Stretch = Stretch {
    record: |number| Record::Deal(DealNo(number)),
    from: "deals d JOIN accounts a ON a.number = d.account",
    filter: "d.state = 'open'",
    order: &[By::Up("d.close_on"), By::Up("d.number")],
    number: "d.number",
    account: "d.account",
    client: "a.name",
    item: "d.item",
    text: "(a.match_name || ' ' || d.name || ' ' || d.stage)",
    columns: "d.number",
    row: open_row,
};

/// The stretches of a split.
pub(super) fn stretches(split: DealSplit) -> Vec<Stretch> {
    vec![match split {
        DealSplit::Open => OPEN,
        DealSplit::ThisMonth => Stretch {
            filter: "d.state = 'open' AND d.close_on < date(:today, 'start of month', '1 month')",
            ..OPEN
        },
        DealSplit::ThisQuarter => Stretch {
            filter: "d.state = 'open' AND d.close_on < :after_quarter",
            ..OPEN
        },
        DealSplit::Later => Stretch {
            filter: "d.state = 'open' AND d.close_on >= :after_quarter",
            ..OPEN
        },
        DealSplit::Ended => Stretch {
            filter: "d.state <> 'open'",
            order: &[By::Down("d.ended_at"), By::Up("d.number")],
            // Its row is in Done: `reopen` brings a lost one back.
            item: "d.item",
            text: "(a.match_name || ' ' || d.name)",
            columns: "substr(d.name, 1, 500), d.value_minor, d.currency, d.state, d.why, d.ended_at",
            row: ended_row,
            ..OPEN
        },
    }]
}

fn open_row(row: &SqlRow<'_>, look: &Look<'_>) -> Result<Drawn> {
    let number = DealNo(row.get(0)?);
    let Some(file) = look.deal(number, deals::glance)? else {
        return Ok((String::new(), Vec::new()));
    };
    let rots = file.rotten.is_some();
    let stage = Cell::text(file.deal.stage.as_str());
    let (breaks, tone) = match (file.verdict_short(), file.rot_short()) {
        (short, _) if file.count.is_at_risk() => (short, Tone::Late),
        (short, Some(rots)) if short.is_empty() => (rots, Tone::Plain),
        (short, _) => (short, Tone::Faint),
    };
    let cells = vec![
        Cell::text(file.deal.name.as_str()),
        Cell::money(file.deal.value),
        if rots {
            Cell::text(format!("rots in {}", file.deal.stage)).toned(Tone::Late)
        } else {
            stage.faint()
        },
        Cell::day(file.deal.close_on),
        Cell::text(breaks).toned(tone),
    ];
    Ok((String::new(), cells))
}

fn ended_row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let state: String = row.get(3)?;
    let credit = word(&row.get::<_, String>(4)?, Credit::from_word)?;
    let how = format!("{state}, {}", credit.words());
    let cells = vec![
        Cell::text(row.get::<_, String>(0)?),
        Cell::money(items::money(row, 1, 2)?),
        Cell::text(how),
        Cell::at(time(row.get(5)?)).faint(),
    ];
    Ok((String::new(), cells))
}

impl Look<'_> {
    /// A deal as `read` finds it. What owners take is asked for once in all the rows of a window.
    fn deal(
        &self,
        number: DealNo,
        read: impl Fn(Deal, &mut Paces<'_>, &Settings, Time) -> Result<DealFile>,
    ) -> Result<Option<DealFile>> {
        let deal = deals::find(&self.reader.connection, number)?;
        let read = |deal| read(deal, &mut self.paces.borrow_mut(), self.settings, self.now);
        deal.map(read).transpose()
    }
}

/// A deal's page.
pub(super) fn page(number: DealNo, look: &Look<'_>) -> Result<Option<Page>> {
    let Some(file) = look.deal(number, deals::file)? else {
        return Ok(None);
    };
    let connection = &look.reader.connection;
    let owners = owners::all(connection)?;
    let named = |owner| {
        let mut all = owners.iter();
        all.find(|other| other.number == owner)
            .map_or_else(String::new, |other| other.name.clone())
    };
    let calendar = &look.settings.calendar;
    let (logged, _) = history::logged(connection, file.deal.item, EVENTS)?;
    let events = timeline::events(&logged, named, calendar, look.now);
    Ok(Some(page::page(&file, &events, look.now, calendar)))
}

/// What the deals of a split come to, in words: each currency, and all in one where the config has rates.
pub(super) fn summary(split: DealSplit, look: &Look<'_>) -> Result<Page> {
    let totals = look.reader.pipeline_totals(split, look.settings, look.now)?;
    let today = look.settings.calendar.local(look.now).date_naive();
    let mut page = Page::new();
    if totals.each.is_empty() && totals.without == 0 {
        return Ok(page);
    }
    let without = match totals.without {
        0 => String::new(),
        many => format!(" ({many} without a value)"),
    };
    let since = match split {
        DealSplit::Ended => "This quarter: ",
        DealSplit::Open | DealSplit::ThisMonth | DealSplit::ThisQuarter | DealSplit::Later => "",
    };
    page.text(format!("{since}{}{without}", totals.words()));
    if let Some(one) = totals.words_in_one(today) {
        page.toned(format!("In one: {one}"), Tone::Faint);
    }
    Ok(page)
}

impl Reader {
    /// What the deals of a split come to; those that have ended, since the quarter began.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn pipeline_totals(&self, split: DealSplit, settings: &Settings, now: Time) -> Result<Totals> {
        let filter = match split {
            DealSplit::Ended => "d.state <> 'open' AND d.ended_at >= :since",
            DealSplit::Open | DealSplit::ThisMonth | DealSplit::ThisQuarter | DealSplit::Later => {
                stretches(split).first().map_or("0", |stretch| stretch.filter)
            }
        };
        let sql = format!("SELECT d.value_minor, d.currency FROM deals d WHERE {filter}");
        let calendar = &settings.calendar;
        let today = calendar.local(now).date_naive();
        let quarter = settings.quarters.of(today);
        let since = calendar.instant(quarter.begins().and_time(chrono::NaiveTime::MIN));
        let (today, after, since) = (
            today.to_string(),
            quarter.after().to_string(),
            crate::store::ms(since),
        );
        let binds: [(&str, &dyn rusqlite::ToSql); 3] =
            [(":today", &today), (":after_quarter", &after), (":since", &since)];
        let used: Vec<_> = binds.into_iter().filter(|(name, _)| sql.contains(name)).collect();
        let mut statement = self.connection.prepare_cached(&sql)?;
        let amounts: Vec<Option<Money>> = statement
            .query_map(used.as_slice(), |row| items::money(row, 0, 1))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Totals::of(amounts, settings.deals.rates.as_ref()))
    }
}
