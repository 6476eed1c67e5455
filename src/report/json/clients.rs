//! The client's side of a week as JSON.

use serde_json::{Value, json};

use crate::domain::money::{Money, Sum};
use crate::domain::outcome;
use crate::domain::week::clients::{AskLine, ClientSide, CreditLine, DealLine, MovedLine, PromiseLine};

/// Promises, outcomes, checks, asks, deals.
pub(super) fn value(side: &ClientSide) -> Value {
    let checks = side.checks;
    json!({
        "promises": side.promises.iter().map(promise).collect::<Vec<_>>(),
        "outcomes": side.moved.iter().map(moved).collect::<Vec<_>>(),
        "checks": {
            "due": checks.due,
            "fine": checks.fine,
            "problem": checks.problem,
            "opportunity": checks.opportunity,
            "overdue": checks.overdue,
        },
        "asks": side.asks.iter().map(ask).collect::<Vec<_>>(),
        "deals": side.deals.iter().map(deal).collect::<Vec<_>>(),
        "deals_by_credit": side.week_credits().iter().map(credit).collect::<Vec<_>>(),
        "quarter": {
            "name": side.quarter.quarter.to_string(),
            "begins": side.quarter.quarter.begins().to_string(),
            "deals_by_credit": side.quarter.credits.iter().map(credit).collect::<Vec<_>>(),
        },
    })
}

fn promise(line: &PromiseLine) -> Value {
    json!({
        "basis": line.basis.as_str(),
        "made": line.made,
        "kept": line.kept,
        "broken": line.broken,
        "released": line.released,
    })
}

fn moved(line: &MovedLine) -> Value {
    let decimal = outcome::Value::decimal;
    let (from, to) = line.percents();
    json!({
        "item": line.item.0,
        "client": line.client,
        "measure": line.measure,
        "unit": line.unit,
        "baseline": decimal(line.course.baseline()),
        "target": decimal(line.course.target()),
        "before": line.before.map(decimal),
        "latest": decimal(line.latest),
        "percent_before": from,
        "percent": to,
        "fell_back": line.fell_back,
    })
}

fn ask(line: &AskLine) -> Value {
    json!({
        "owner": line.owner.0,
        "name": line.name,
        "made": line.made,
        "answered": line.answered,
        "this_month": line.month,
        "budget": line.budget,
    })
}

fn deal(line: &DealLine) -> Value {
    json!({
        "item": line.item.0,
        "client": line.client,
        "name": line.name,
        "value": line.value.map(|value: Money| sum(&value.into())),
        "end": if line.won { "won" } else { "lost" },
        "credit": line.credit.as_str(),
    })
}

fn credit(line: &CreditLine) -> Value {
    let sums = |sums: &[Sum]| sums.iter().map(sum).collect::<Vec<_>>();
    json!({
        "credit": line.credit.as_str(),
        "won": line.won,
        "won_value": sums(&line.won_value),
        "lost": line.lost,
        "lost_value": sums(&line.lost_value),
    })
}

fn sum(sum: &Sum) -> Value {
    json!({ "amount": sum.decimal(), "currency": sum.currency.code() })
}
