//! The paycheck's figures: the deals that were won, with how far their outcomes are.

use rusqlite::{Connection, params};

use crate::domain::ids::{AccountNo, DealNo, ItemNo};
use crate::domain::outcome::paycheck::DealPay;
use crate::domain::outcome::{Course, Value};
use crate::store::items::money;
use crate::store::{Reader, Result};

/// The won deals, by client: all of them, one client's, or one alone.
pub(in crate::store) fn pay(
    connection: &Connection,
    account: Option<AccountNo>,
    deal: Option<DealNo>,
) -> Result<Vec<DealPay>> {
    let which = match (account, deal) {
        (_, Some(_)) => "d.number = ?2 AND ?1 IS ?1",
        (Some(_), None) => "d.account = ?1 AND ?2 IS NULL",
        (None, None) => "?1 IS NULL AND ?2 IS NULL",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT d.number, d.item, d.account, a.name, d.name, d.value_minor, d.currency, o.number, o.baseline, o.target,
             (SELECT r.value FROM readings r WHERE r.outcome = o.number ORDER BY r.at DESC, r.number DESC LIMIT 1)
         FROM deals d JOIN accounts a ON a.number = d.account LEFT JOIN outcomes o ON o.deal = d.number
         WHERE d.state = 'won' AND {which} ORDER BY a.match_name, d.account, d.number, o.number"
    ))?;
    let mut rows = statement.query(params![account.map(|one| one.0), deal.map(|one| one.0)])?;
    let mut deals: Vec<DealPay> = Vec::new();
    while let Some(row) = rows.next()? {
        let number = DealNo(row.get(0)?);
        if deals.last().is_none_or(|last| last.deal != number) {
            deals.push(DealPay {
                deal: number,
                item: ItemNo(row.get(1)?),
                account: AccountNo(row.get(2)?),
                client: row.get(3)?,
                name: row.get(4)?,
                signed: money(row, 5, 6)?,
                measured: Vec::new(),
                unmeasured: 0,
            });
        }
        let (Some(last), Some(_)) = (deals.last_mut(), row.get::<_, Option<i64>>(7)?) else {
            continue;
        };
        let course = Course::new(Value(row.get(8)?), Value(row.get(9)?));
        match course.zip(row.get::<_, Option<i64>>(10)?) {
            Some((course, latest)) => last.measured.push(course.progress(Value(latest))),
            None => last.unmeasured += 1,
        }
    }
    Ok(deals)
}

impl Reader {
    /// The deals that were won, by client, with how far their outcomes are; one client's only, if one is named.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn paycheck(&self, account: Option<AccountNo>) -> Result<Vec<DealPay>> {
        pay(&self.connection, account, None)
    }
}
