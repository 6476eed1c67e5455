//! Stretches: where the rows of a register come from, and how they are walked from a place in either direction.

use std::cmp::Ordering;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Row as SqlRow, ToSql};

use super::Look;
use crate::domain::clean;
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::register::{Cell, PlaceKey, Record, RegisterPlace, RegisterRow};
use crate::store::window::Side;
use crate::store::{Result, ms, people};

/// How many of the words typed are looked for.
const WORDS: usize = 6;

/// A value that a stretch sorts by: an SQL expression that is never null, and stands in this order in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// A number or a text, ascending.
    Up(&'static str),
    /// A number, descending.
    Down(&'static str),
}

impl By {
    const fn column(self) -> &'static str {
        match self {
            Self::Up(column) | Self::Down(column) => column,
        }
    }
}

/// What a stretch makes of a row: the part of the split it belongs to, and its cells.
pub(super) type Drawn = (String, Vec<Cell>);

/// Rows of one kind in one order. In the conditions `:now` is the moment in milliseconds, `:today` the date in the rep's
/// zone as ISO text, and `:after_quarter` the first day that is not in its quarter any more.
pub(super) struct Stretch {
    /// The record of a number.
    pub(super) record: fn(i64) -> Record,
    /// The tables.
    pub(super) from: &'static str,
    /// Which of their rows.
    pub(super) filter: &'static str,
    /// The order. Its last value is the number, so that no two rows stand in one place.
    pub(super) order: &'static [By],
    /// The record's number.
    pub(super) number: &'static str,
    /// The account's number.
    pub(super) account: &'static str,
    /// The client's name.
    pub(super) client: &'static str,
    /// The item the record stands on; `NULL` where there is none.
    pub(super) item: &'static str,
    /// The text that words are looked for in. Empty: the account is looked for, by anything that is known of it.
    pub(super) text: &'static str,
    /// What `row` reads: its columns are counted from 0.
    pub(super) columns: &'static str,
    /// What is shown of a row.
    pub(super) row: fn(&SqlRow<'_>, &Look<'_>) -> Result<Drawn>,
}

/// Columns that every stretch has after its own and before those it sorts by.
const OWN: usize = 4;

/// Rows on one side of a place, nearest first, through one stretch after the other.
pub(super) fn walk(
    stretches: &[Stretch],
    words: &str,
    look: &Look<'_>,
    side: Side,
    backward: bool,
    at: Option<&RegisterPlace>,
    limit: usize,
) -> Result<Vec<RegisterRow>> {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    if backward {
        order.reverse();
    }
    let mut rows = Vec::new();
    for index in order {
        let within = at.map(|at| (index.cmp(&at.stretch), at));
        let bound = match within {
            None => None,
            Some((Ordering::Equal, at)) => Some((side, at.keys.as_slice())),
            Some((Ordering::Less, _)) if backward => None,
            Some((Ordering::Greater, _)) if !backward => None,
            Some((Ordering::Less | Ordering::Greater, _)) => continue,
        };
        let (Some(stretch), room) = (stretches.get(index), limit.saturating_sub(rows.len())) else {
            continue;
        };
        if room == 0 {
            break;
        }
        rows.extend(stretch.read(index, bound, words, backward, room, look)?);
    }
    Ok(rows)
}

/// Where a record stands; of an item, the first row that stands on it.
pub(super) fn place_of(
    stretches: &[Stretch],
    record: Record,
    look: &Look<'_>,
) -> Result<Option<RegisterPlace>> {
    for (index, stretch) in stretches.iter().enumerate() {
        let column = if (stretch.record)(record.number()) == record {
            stretch.number
        } else if matches!(record, Record::Item(_)) && stretch.item != "NULL" {
            stretch.item
        } else {
            continue;
        };
        let condition = format!("{column} = :follow");
        let binds = vec![(":follow".to_owned(), Value::Integer(record.number()))];
        let found = stretch.select(index, &[condition], binds, false, 1, look)?;
        if let Some(row) = found.into_iter().next() {
            return Ok(Some(row.place));
        }
    }
    Ok(None)
}

impl Stretch {
    fn read(
        &self,
        index: usize,
        bound: Option<(Side, &[PlaceKey])>,
        words: &str,
        backward: bool,
        limit: usize,
        look: &Look<'_>,
    ) -> Result<Vec<RegisterRow>> {
        let (mut conditions, mut binds) = (Vec::new(), Vec::new());
        if let Some((side, keys)) = bound {
            conditions.push(beyond(self.order, side));
            for (at, (by, key)) in self.order.iter().zip(keys).enumerate() {
                binds.push((format!(":k{at}"), bound_value(*by, key)));
            }
        }
        if self.text.is_empty() && !words.trim().is_empty() {
            let (condition, more) = people::found_by(self.account, words, look.settings.country);
            conditions.push(condition);
            binds.extend(more);
        }
        let typed = words
            .split_whitespace()
            .take(WORDS)
            .filter(|_| !self.text.is_empty());
        for (at, word) in typed.enumerate() {
            let text = self.text;
            // As it is typed, and as names are compared.
            conditions.push(format!(
                "({text} LIKE :w{at} ESCAPE '\\' OR {text} LIKE :n{at} ESCAPE '\\')"
            ));
            binds.push((format!(":w{at}"), anywhere(word)));
            binds.push((format!(":n{at}"), anywhere(&clean::normalise_name(word))));
        }
        self.select(index, &conditions, binds, backward, limit, look)
    }

    /// Rows for which the conditions hold, in order or backward.
    fn select(
        &self,
        index: usize,
        conditions: &[String],
        mut binds: Vec<(String, Value)>,
        backward: bool,
        limit: usize,
        look: &Look<'_>,
    ) -> Result<Vec<RegisterRow>> {
        let sql = self.sql(conditions, backward);
        let today = look.settings.calendar.local(look.now).date_naive();
        binds.push((
            ":limit".to_owned(),
            Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)),
        ));
        binds.push((":now".to_owned(), Value::Integer(ms(look.now))));
        binds.push((":today".to_owned(), Value::Text(today.to_string())));
        let after = look.settings.quarters.of(today).after();
        binds.push((":after_quarter".to_owned(), Value::Text(after.to_string())));
        let used: Vec<(&str, &dyn ToSql)> = binds
            .iter()
            .filter(|(name, _)| sql.contains(name.as_str()))
            .map(|(name, value)| (name.as_str(), value as &dyn ToSql))
            .collect();
        let mut statement = look.reader.connection.prepare_cached(&sql)?;
        let own = statement.column_count().saturating_sub(OWN + self.order.len());
        let mut found = statement.query(used.as_slice())?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let (section, cells) = (self.row)(row, look)?;
            rows.push(RegisterRow {
                record: (self.record)(row.get(own + 3)?),
                place: RegisterPlace {
                    stretch: index,
                    keys: self
                        .order
                        .iter()
                        .enumerate()
                        .map(|(at, by)| Ok(key(*by, row.get_ref(own + OWN + at)?)))
                        .collect::<rusqlite::Result<_>>()?,
                },
                section,
                account: row.get::<_, Option<i64>>(own)?.map(AccountNo),
                client: row.get::<_, Option<String>>(own + 1)?.unwrap_or_default(),
                cells,
                item: row.get::<_, Option<i64>>(own + 2)?.map(ItemNo),
                row: None,
            });
        }
        Ok(rows)
    }

    pub(super) fn sql(&self, conditions: &[String], backward: bool) -> String {
        let keys: Vec<&str> = self.order.iter().map(|by| by.column()).collect();
        let order: Vec<String> = self
            .order
            .iter()
            .map(|by| match (by, backward) {
                (By::Up(column), false) | (By::Down(column), true) => (*column).to_owned(),
                (By::Up(column), true) | (By::Down(column), false) => format!("{column} DESC"),
            })
            .collect();
        let narrowed: String = conditions
            .iter()
            .flat_map(|condition| [" AND ", condition])
            .collect();
        format!(
            "SELECT {}, {}, {}, {}, {}, {} FROM {} WHERE {}{narrowed} ORDER BY {} LIMIT :limit",
            self.columns,
            self.account,
            self.client,
            self.item,
            self.number,
            keys.join(", "),
            self.from,
            self.filter,
            order.join(", "),
        )
    }
}

/// The condition for what lies on one side of the place that `:k0`, `:k1` and so on name.
pub(super) fn beyond(order: &[By], side: Side) -> String {
    let up = order.iter().all(|by| matches!(by, By::Up(_)));
    let down = order.iter().all(|by| matches!(by, By::Down(_)));
    if !up && !down {
        return nested(order, side, 0);
    }
    let columns: Vec<&str> = order.iter().map(|by| by.column()).collect();
    let keys: Vec<String> = (0..order.len()).map(|at| format!(":k{at}")).collect();
    let compared = if up { side.ascending() } else { side.descending() };
    format!("({}) {compared} ({})", columns.join(", "), keys.join(", "))
}

/// Where some values ascend and some descend, each is compared for itself; the first bounds the walk along the index.
fn nested(order: &[By], side: Side, at: usize) -> String {
    let Some((by, rest)) = order.split_first() else {
        return "1".to_owned();
    };
    let compared = |side: Side| match by {
        By::Up(column) => format!("{column} {} :k{at}", side.ascending()),
        By::Down(column) => format!("{column} {} :k{at}", side.descending()),
    };
    if rest.is_empty() {
        return compared(side);
    }
    let past = match side {
        Side::Before => Side::Before,
        Side::Whole | Side::After | Side::AtOrAfter => Side::After,
    };
    let column = by.column();
    let past = compared(past);
    let near = past.replacen(" > ", " >= ", 1).replacen(" < ", " <= ", 1);
    format!(
        "{near} AND ({past} OR {column} = :k{at} AND {})",
        nested(rest, side, at + 1)
    )
}

/// A key as the place holds it: ascending.
fn key(by: By, value: ValueRef<'_>) -> PlaceKey {
    match (by, value) {
        (By::Up(_), ValueRef::Integer(number)) => PlaceKey::Int(number),
        (By::Down(_), ValueRef::Integer(number)) => PlaceKey::Int(number.saturating_neg()),
        (_, ValueRef::Text(text)) => PlaceKey::Text(String::from_utf8_lossy(text).into_owned()),
        (_, ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_)) => PlaceKey::Int(0),
    }
}

/// A key as its column holds it.
fn bound_value(by: By, key: &PlaceKey) -> Value {
    match (by, key) {
        (By::Up(_), PlaceKey::Int(number)) => Value::Integer(*number),
        (By::Down(_), PlaceKey::Int(number)) => Value::Integer(number.saturating_neg()),
        (_, PlaceKey::Text(text)) => Value::Text(text.clone()),
    }
}

/// A pattern that finds the word anywhere in a text.
fn anywhere(word: &str) -> Value {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Value::Text(pattern)
}
