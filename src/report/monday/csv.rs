//! The sheet as CSV: one row a deal, for a spreadsheet. The open ones by close date, then those that have ended or were
//! taken back since the snapshot. Text that a spreadsheet would take for a formula is guarded.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;

use crate::domain::deal::Credit;
use crate::domain::ids::ItemNo;
use crate::domain::monday::MondaySheet;
use crate::domain::monday::changes::{Change, ChangeKind, Shape};
use crate::domain::money::Money;
use crate::report::csv::guarded;

const HEADER: [&str; 20] = [
    "sheet",
    "against",
    "item",
    "client",
    "deal",
    "state",
    "stage",
    "stage_before",
    "value",
    "currency",
    "value_before",
    "currency_before",
    "closes_on",
    "closed_on_before",
    "closes",
    "changes",
    "tags",
    "at_risk",
    "why",
    "needs",
];

/// Writes the header and one row for each deal. Days are ISO 8601.
///
/// # Errors
/// When `out` can't be written to.
pub(super) fn write(sheet: &MondaySheet, out: &mut dyn io::Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADER)?;
    let mut changes: BTreeMap<ItemNo, Vec<&Change>> = BTreeMap::new();
    for change in &sheet.changes {
        changes.entry(change.item).or_default().push(change);
    }
    let at_risk: BTreeMap<ItemNo, _> = sheet
        .at_risk
        .iter()
        .map(|risk| (risk.file.deal.item, risk))
        .collect();
    for file in &sheet.open {
        let deal = &file.deal;
        let risk = at_risk.get(&deal.item);
        let changes = changes.remove(&deal.item).unwrap_or_default();
        let now = Shape {
            value: deal.value,
            close_on: deal.close_on,
            stage: deal.stage.clone(),
        };
        // A deal that did not change stood as it stands, if the snapshot has it.
        let same = (sheet.snapshot.is_some() && changes.is_empty()).then(|| now.clone());
        let before = changes
            .first()
            .map_or(same.as_ref(), |change| change.before.as_ref());
        let row = Row {
            item: deal.item,
            client: &deal.account_name,
            name: &deal.name,
            state: Cow::Borrowed("open"),
            before,
            now: Some(&now),
            changes: &changes,
            at_risk: risk.is_some(),
            why: risk.map_or_else(String::new, |risk| super::sections::why(&risk.file, sheet)),
            needs: risk.map_or_else(String::new, |risk| risk.wanted.words(sheet.today)),
        };
        writer.write_record(row.cells(sheet).iter().map(|cell| cell.as_bytes()))?;
    }
    // What is left is in the pipeline no more.
    for (item, changes) in changes {
        let Some(first) = changes.first() else {
            continue;
        };
        let row = Row {
            item,
            client: &first.client,
            name: &first.name,
            state: Cow::Owned(state(&changes)),
            before: first.before.as_ref(),
            now: first.now.as_ref(),
            changes: &changes,
            at_risk: false,
            why: first
                .ended
                .map_or_else(String::new, |(_, credit)| Credit::words(credit).to_owned()),
            needs: String::new(),
        };
        writer.write_record(row.cells(sheet).iter().map(|cell| cell.as_bytes()))?;
    }
    writer.flush()
}

fn state(changes: &[&Change]) -> String {
    let ends = [ChangeKind::Won, ChangeKind::Lost, ChangeKind::TakenBack];
    let end = ends
        .into_iter()
        .find(|kind| changes.iter().any(|change| change.kind == *kind));
    end.map_or("", ChangeKind::as_str).to_owned()
}

/// One deal.
struct Row<'a> {
    item: ItemNo,
    client: &'a str,
    name: &'a str,
    state: Cow<'a, str>,
    before: Option<&'a Shape>,
    now: Option<&'a Shape>,
    changes: &'a [&'a Change],
    at_risk: bool,
    why: String,
    needs: String,
}

impl Row<'_> {
    fn cells(&self, sheet: &MondaySheet) -> [Cow<'_, str>; HEADER.len()] {
        let day = |day: Option<NaiveDate>| Cow::Owned(day.map_or_else(String::new, |day| day.to_string()));
        let amount = |shape: Option<&Shape>| {
            let value = shape.and_then(|shape| shape.value);
            Cow::Owned(value.map_or_else(String::new, |value: Money| value.decimal()))
        };
        let currency = |shape: Option<&Shape>| {
            let value = shape.and_then(|shape| shape.value);
            Cow::Owned(value.map_or_else(String::new, |value: Money| value.currency.code().to_owned()))
        };
        let stage = |shape: Option<&Shape>| match shape {
            Some(shape) => Cow::Owned(guarded(&shape.stage).into_owned()),
            None => Cow::Borrowed(""),
        };
        let closes = |shape: Option<&Shape>| day(shape.map(|shape| shape.close_on));
        let kinds: Vec<&str> = self.changes.iter().map(|change| change.kind.as_str()).collect();
        let mut tags: Vec<&str> = Vec::new();
        for tag in self.changes.iter().flat_map(|change| &change.tags) {
            if !tags.contains(&tag.as_str()) {
                tags.push(tag.as_str());
            }
        }
        [
            day(Some(sheet.today)),
            day(sheet.snapshot.map(|head| head.monday)),
            Cow::Owned(self.item.0.to_string()),
            guarded(self.client),
            guarded(self.name),
            self.state.clone(),
            stage(self.now),
            stage(self.before),
            amount(self.now),
            currency(self.now),
            amount(self.before),
            currency(self.before),
            closes(self.now),
            closes(self.before),
            Cow::Borrowed(match self.now.filter(|_| self.state == "open") {
                Some(now) => sheet.closes(now.close_on).as_str(),
                None => "",
            }),
            Cow::Owned(kinds.join(" ")),
            Cow::Owned(tags.join(" ")),
            Cow::Borrowed(if self.at_risk { "yes" } else { "no" }),
            Cow::Owned(guarded(&self.why).into_owned()),
            Cow::Owned(guarded(&self.needs).into_owned()),
        ]
    }
}
