//! The table of figures, as it stands in the README.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

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

/// How long something took, each time.
#[derive(Debug, Default)]
pub(crate) struct Times {
    each: Vec<Duration>,
    /// What the thread was at work on a processor, all times together: other programs do not make that longer.
    worked: Duration,
}

impl Times {
    /// Does something so many times, with the number of the time.
    pub(crate) fn of(n: usize, mut what: impl FnMut(usize)) -> Self {
        let mut times = Self::default();
        for index in 0..n {
            times.once(|| what(index));
        }
        times
    }

    /// Does something once more.
    pub(crate) fn once(&mut self, what: impl FnOnce()) {
        let (worked, start) = (thread_time(), Instant::now());
        what();
        self.each.push(start.elapsed());
        self.worked += thread_time().saturating_sub(worked);
    }

    /// Adds a time that was measured otherwise; what was at work then is not known.
    pub(crate) fn add(&mut self, time: Duration) {
        self.each.push(time);
    }

    pub(crate) fn len(&self) -> usize {
        self.each.len()
    }
}

/// What this thread was at work on a processor since it began.
fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or(0),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
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
        "| {:<42} | {:>8} | {:>8} | {:>8} | {:>8} | {:>8} | {:>8} | {:<14} |",
        "milliseconds", "at work", "least", "p50", "p95", "p99", "most", "wanted"
    );
    let dashes = "-".repeat(7) + ":";
    println!(
        "| {} | {dashes} | {dashes} | {dashes} | {dashes} | {dashes} | {dashes} | {} |",
        "-".repeat(42),
        "-".repeat(14)
    );
}

/// One line of the table. The first figure is what the thread was at work each time, on the average.
pub(crate) fn line(what: &str, times: Times, wanted: Wanted) {
    let Times { mut each, worked } = times;
    let Some(n) = u32::try_from(each.len()).ok().filter(|n| *n > 0) else {
        println!("| {what:<42} | nothing was measured");
        return;
    };
    each.sort_unstable();
    let at = |percent: usize| {
        let index = (each.len() * percent).div_ceil(100).clamp(1, each.len()) - 1;
        each[index].as_secs_f64() * 1e3
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
    let worked = if worked.is_zero() {
        String::new()
    } else {
        format!("{:.3}", (worked / n).as_secs_f64() * 1e3)
    };
    println!(
        "| {what:<42} | {worked:>8} | {:>8.3} | {:>8.3} | {:>8.3} | {:>8.3} | {:>8.3} | {:<14} |{}",
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
        "| {what:<42} | {:>8} | {:>8} | {:>8} | {:>8} | {:>8} | {:>8} | {:<14} |{}",
        "",
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
        "| {what:<42} | {empty:>8} | {empty:>8} | {is:>8} | {empty:>8} | {empty:>8} | {empty:>8} | {said:<14} |{}",
        mark(wanted.is_some_and(|most| is > most))
    );
}

const fn mark(missed: bool) -> &'static str {
    if missed { " not reached" } else { "" }
}
