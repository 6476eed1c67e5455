//! The machine that the figures are of.

use std::fs;

/// Processors, memory, system, and how busy it was when the bench began.
pub(crate) fn described() -> String {
    let cpu = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|words| words.split_whitespace().next()?.parse::<u64>().ok())
        .map_or_else(String::new, |kb| {
            format!(", {} GiB of memory", (kb + 524_288) / 1_048_576)
        });
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("unknown");
    format!(
        "{cores} cores of {cpu}{memory}, {} {}; load {load} at the start; frames of 200x50",
        std::env::consts::OS,
        kernel.trim()
    )
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}
