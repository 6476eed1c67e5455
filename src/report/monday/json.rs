//! The sheet as JSON: everything, for other programs. Times are RFC 3339 in UTC, days ISO 8601; the fields keep their
//! order and names, and what is not known is null.

use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;
use serde::Serialize;

use super::snapshots::SnapshotJson;
use crate::domain::Time;
use crate::domain::deal::totals::Totals;
use crate::domain::deal::{Credit, MoveTag};
use crate::domain::monday::asks::{AskLine, AskStands, Beside, EventLine, Invited};
use crate::domain::monday::bridge::BridgeLine;
use crate::domain::monday::changes::{Change, ChangeKind, Shape};
use crate::domain::monday::{AtRisk, Ended, MondaySheet, Part, StageLine};
use crate::domain::money::Sum;
use crate::domain::worktime::Calendar;
use crate::report::deals::DealJson;
use crate::report::rows::ValueJson;

/// Writes the sheet as one object, indented, with a line break at its end.
///
/// # Errors
/// When `out` can't be written to.
pub(super) fn write(sheet: &MondaySheet, calendar: &Calendar, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &SheetJson::new(sheet, calendar))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct SheetJson {
    as_of: Time,
    today: NaiveDate,
    zone: &'static str,
    sentence: String,
    quarter: QuarterJson,
    month_ends: NaiveDate,
    against: Option<SnapshotJson>,
    against_words: String,
    closing: BTreeMap<&'static str, PartJson>,
    all: PartJson,
    stages: Vec<StageJson>,
    won: EndedJson,
    lost: EndedJson,
    bridge: Vec<BridgeJson>,
    changes: Vec<ChangeJson>,
    at_risk: Vec<RiskJson>,
    deals: Vec<DealJson>,
    beside: BesideJson,
}

#[derive(Serialize)]
struct QuarterJson {
    name: String,
    begins: NaiveDate,
    ends: NaiveDate,
}

/// Some deals: how many, and what they come to.
#[derive(Serialize)]
struct PartJson {
    deals: usize,
    without_value: usize,
    /// For each currency.
    totals: Vec<SumJson>,
    /// All in one, where the config has rates and there is more than the one currency.
    in_one: Option<InOneJson>,
}

#[derive(Serialize)]
struct SumJson {
    amount: String,
    currency: String,
}

#[derive(Serialize)]
struct InOneJson {
    total: SumJson,
    rates_of: NaiveDate,
    rates: BTreeMap<String, String>,
    left_out: Vec<SumJson>,
}

#[derive(Serialize)]
struct StageJson {
    stage: String,
    by_end_of_month: PartJson,
    by_end_of_quarter: PartJson,
    all: PartJson,
}

#[derive(Serialize)]
struct EndedJson {
    all: PartJson,
    by_credit: BTreeMap<&'static str, PartJson>,
}

#[derive(Serialize)]
struct BridgeJson {
    step: &'static str,
    quarter: PartJson,
    all: PartJson,
}

#[derive(Serialize)]
struct ChangeJson {
    kind: ChangeKind,
    item: i64,
    client: String,
    name: String,
    before: Option<ShapeJson>,
    now: Option<ShapeJson>,
    tags: Vec<MoveTag>,
    ended_at: Option<Time>,
    why: Option<Credit>,
    words: String,
}

#[derive(Serialize)]
struct ShapeJson {
    value: Option<ValueJson>,
    closes_on: NaiveDate,
    stage: String,
}

#[derive(Serialize)]
struct RiskJson {
    item: i64,
    client: String,
    name: String,
    value: Option<ValueJson>,
    closes_on: NaiveDate,
    rots_for_days: Option<i64>,
    why: String,
    need: String,
    need_what: String,
    need_from: String,
    need_by: NaiveDate,
}

#[derive(Serialize)]
struct BesideJson {
    asks_open: Vec<AskJson>,
    asks_answered: Vec<AskJson>,
    events: Vec<EventJson>,
    needs: Vec<String>,
}

#[derive(Serialize)]
struct AskJson {
    item: i64,
    to: String,
    client: String,
    why: String,
    ideal_result: String,
    event: Option<String>,
    asked_at: Time,
    stands: &'static str,
    due: Option<Time>,
    answered_at: Option<Time>,
    answer: String,
}

#[derive(Serialize)]
struct EventJson {
    name: String,
    on: NaiveDate,
    place: String,
    guests: Vec<GuestJson>,
}

#[derive(Serialize)]
struct GuestJson {
    client: String,
    person: Option<String>,
    invited_by: Option<String>,
    stands: Invited,
}

impl SheetJson {
    fn new(sheet: &MondaySheet, calendar: &Calendar) -> Self {
        Self {
            as_of: sheet.at,
            today: sheet.today,
            zone: calendar.zone.name(),
            sentence: sheet.sentence(),
            quarter: QuarterJson {
                name: sheet.quarter.to_string(),
                begins: sheet.quarter.begins(),
                ends: sheet.quarter.ends(),
            },
            month_ends: sheet.month_ends,
            against: sheet.snapshot.as_ref().map(SnapshotJson::from),
            against_words: sheet.against_words(calendar),
            closing: sheet
                .closing
                .iter()
                .map(|(closes, part)| (closes.as_str(), PartJson::from(part)))
                .collect(),
            all: PartJson::from(&sheet.all),
            stages: sheet.stages.iter().map(StageJson::from).collect(),
            won: EndedJson::from(&sheet.won),
            lost: EndedJson::from(&sheet.lost),
            bridge: sheet.bridge.iter().map(BridgeJson::from).collect(),
            changes: sheet
                .changes
                .iter()
                .map(|change| ChangeJson::of(change, sheet.today, calendar))
                .collect(),
            at_risk: sheet
                .at_risk
                .iter()
                .map(|risk| RiskJson::of(risk, sheet))
                .collect(),
            deals: sheet
                .open
                .iter()
                .map(|file| DealJson::of(file, sheet.today))
                .collect(),
            beside: BesideJson::of(&sheet.beside, sheet.today),
        }
    }
}

impl From<&Sum> for SumJson {
    fn from(sum: &Sum) -> Self {
        Self {
            amount: sum.decimal(),
            currency: sum.currency.code().to_owned(),
        }
    }
}

impl From<&Part> for PartJson {
    fn from(part: &Part) -> Self {
        let Totals {
            each,
            in_one,
            without,
        } = &part.totals;
        Self {
            deals: part.count,
            without_value: *without,
            totals: each.iter().map(SumJson::from).collect(),
            in_one: in_one.as_ref().map(|one| InOneJson {
                total: SumJson::from(&one.total),
                rates_of: one.on,
                rates: one
                    .rates
                    .iter()
                    .map(|(currency, rate)| (currency.code().to_owned(), rate.to_string()))
                    .collect(),
                left_out: one.left_out.iter().map(SumJson::from).collect(),
            }),
        }
    }
}

impl From<&StageLine> for StageJson {
    fn from(line: &StageLine) -> Self {
        Self {
            stage: line.stage.clone(),
            by_end_of_month: PartJson::from(&line.month),
            by_end_of_quarter: PartJson::from(&line.quarter),
            all: PartJson::from(&line.all),
        }
    }
}

impl From<&Ended> for EndedJson {
    fn from(ended: &Ended) -> Self {
        Self {
            all: PartJson::from(&ended.all),
            by_credit: ended
                .by_credit
                .iter()
                .map(|(credit, part)| (credit.as_str(), PartJson::from(part)))
                .collect(),
        }
    }
}

impl From<&BridgeLine> for BridgeJson {
    fn from(line: &BridgeLine) -> Self {
        Self {
            step: line.step.as_str(),
            quarter: PartJson::from(&line.quarter),
            all: PartJson::from(&line.all),
        }
    }
}

impl From<&Shape> for ShapeJson {
    fn from(shape: &Shape) -> Self {
        Self {
            value: shape.value.map(ValueJson::from),
            closes_on: shape.close_on,
            stage: shape.stage.clone(),
        }
    }
}

impl ChangeJson {
    fn of(change: &Change, today: NaiveDate, calendar: &Calendar) -> Self {
        Self {
            kind: change.kind,
            item: change.item.0,
            client: change.client.clone(),
            name: change.name.clone(),
            before: change.before.as_ref().map(ShapeJson::from),
            now: change.now.as_ref().map(ShapeJson::from),
            tags: change.tags.clone(),
            ended_at: change.ended.map(|(at, _)| at),
            why: change.ended.map(|(_, credit)| credit),
            words: change.words(today, calendar),
        }
    }
}

impl RiskJson {
    fn of(risk: &AtRisk, sheet: &MondaySheet) -> Self {
        let deal = &risk.file.deal;
        Self {
            item: deal.item.0,
            client: deal.account_name.clone(),
            name: deal.name.clone(),
            value: deal.value.map(ValueJson::from),
            closes_on: deal.close_on,
            rots_for_days: risk.file.rotten,
            why: super::sections::why(&risk.file, sheet),
            need: risk.wanted.words(sheet.today),
            need_what: risk.wanted.what.clone(),
            need_from: risk.wanted.from.clone(),
            need_by: risk.wanted.by,
        }
    }
}

/// A text, or null where it is empty.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl BesideJson {
    fn of(beside: &Beside, today: NaiveDate) -> Self {
        Self {
            asks_open: beside.waiting.iter().map(AskJson::from).collect(),
            asks_answered: beside.answered.iter().map(AskJson::from).collect(),
            events: beside.events.iter().map(EventJson::from).collect(),
            needs: beside.needs(today),
        }
    }
}

impl From<&AskLine> for AskJson {
    fn from(ask: &AskLine) -> Self {
        let (stands, due, answered_at) = match ask.stands {
            AskStands::WithThem {
                due,
                acknowledged: false,
            } => ("asked", Some(due), None),
            AskStands::WithThem {
                due,
                acknowledged: true,
            } => ("taken_up", Some(due), None),
            AskStands::Answered(at) => ("answered", None, Some(at)),
            AskStands::Back(at) => ("back", None, Some(at)),
            AskStands::WithNobody => ("with_nobody", None, None),
        };
        Self {
            item: ask.item.0,
            to: ask.owner.clone(),
            client: ask.client.clone(),
            why: ask.why.clone(),
            ideal_result: ask.ideal_result.clone(),
            event: some(&ask.event),
            asked_at: ask.at,
            stands,
            due,
            answered_at,
            answer: ask.answer.clone(),
        }
    }
}

impl From<&EventLine> for EventJson {
    fn from(event: &EventLine) -> Self {
        Self {
            name: event.name.clone(),
            on: event.on,
            place: event.place.clone(),
            guests: event
                .guests
                .iter()
                .map(|guest| GuestJson {
                    client: guest.client.clone(),
                    person: some(&guest.person),
                    invited_by: some(&guest.by),
                    stands: guest.stands,
                })
                .collect(),
        }
    }
}
