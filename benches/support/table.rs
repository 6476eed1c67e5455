//! The table of figures, as it stands in the README.

use std::time::Duration;

use super::StoreOf;

/// What a figure is to be, in milliseconds at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) p50: Option<f64>,
    pub(crate) p95: Option<f64>,
    pub(crate) p99: Option<f64>,
}

impl Wanted {
    pub(crate) const NOTHING: Self = Self {
        p50: None,
        p95: None,
        p99: None,
    };

    pub(crate) const fn p95(most: f64) -> Self {
        Self {
            p95: Some(most),
            ..Self::NOTHING
        }
    }

    /// For nearly all.
    pub(crate) const fn most(most: f64) -> Self {
        Self {
            p99: Some(most),
            ..Self::NOTHING
        }
    }
}

/// What stands above a store's figures.
pub(crate) fn head(of: &StoreOf) {
    println!(
        "\n{}: {} items, {} open, {} awake; {} accounts, {} calls, {} promises, {} outcomes with {} readings each, {} \
         deals\n",
        of.name,
        of.items,
        of.open,
        of.awake,
        of.records.accounts,
        of.records.calls,
        of.records.promises,
        of.records.outcomes,
        of.records.readings,
        of.records.deals
    );
    println!(
        "| {:<42} | {:>8} | {:>8} | {:>8} | {:>8} | {:>8} | {:<14} |",
        "milliseconds", "least", "p50", "p95", "p99", "most", "wanted"
    );
    println!(
        "| {:-<42} | {:->8} | {:->8} | {:->8} | {:->8} | {:->8} | {:-<14} |",
        "", ":", ":", ":", ":", ":", ""
    );
}

/// One line of the table.
pub(crate) fn line(what: &str, mut times: Vec<Duration>, wanted: Wanted) {
    if times.is_empty() {
        println!("| {what:<42} | nothing was measured");
        return;
    }
    times.sort_unstable();
    let at = |percent: usize| {
        let index = (times.len() * percent).div_ceil(100).clamp(1, times.len()) - 1;
        times[index].as_secs_f64() * 1e3
    };
    let limits = [
        ("p50", wanted.p50, at(50)),
        ("p95", wanted.p95, at(95)),
        ("p99", wanted.p99, at(99)),
    ];
    let said: Vec<String> = limits
        .iter()
        .filter_map(|(name, most, _)| most.map(|most| format!("{name} {most}")))
        .collect();
    let missed = limits
        .iter()
        .any(|(_, most, is)| most.is_some_and(|most| *is > most));
    println!(
        "| {what:<42} | {:>8.3} | {:>8.3} | {:>8.3} | {:>8.3} | {:>8.3} | {:<14} |{}",
        at(0),
        at(50),
        at(95),
        at(99),
        at(100),
        said.join(", "),
        mark(missed)
    );
}

/// A line of bytes.
pub(crate) fn bytes(what: &str, mut bytes: Vec<usize>, wanted: usize) {
    bytes.sort_unstable();
    let at = |percent: usize| bytes[(bytes.len() * percent).div_ceil(100).clamp(1, bytes.len()) - 1];
    println!(
        "| {what:<42} | {:>8} | {:>8} | {:>8} | {:>8} | {:>8} | {:<14} |{}",
        at(0),
        at(50),
        at(95),
        at(99),
        at(100),
        format!("p50 {wanted} bytes"),
        mark(at(50) > wanted)
    );
}

/// A line of one amount.
pub(crate) fn amount(what: &str, is: u64, unit: &str, wanted: Option<u64>) {
    let said = wanted.map_or_else(String::new, |most| format!("{most} {unit}"));
    let empty = "";
    println!(
        "| {what:<42} | {empty:>8} | {is:>8} | {empty:>8} | {empty:>8} | {empty:>8} | {said:<14} |{}",
        mark(wanted.is_some_and(|most| is > most))
    );
}

const fn mark(missed: bool) -> &'static str {
    if missed { " not reached" } else { "" }
}
