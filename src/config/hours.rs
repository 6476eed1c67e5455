//! Working hours as written: spans such as `09:00-12:30`, one list a day.

use chrono::NaiveTime;

use super::file::{Day, Hours};
use super::read::Faults;

/// A day's spans.
type Spans = Vec<(NaiveTime, NaiveTime)>;

const EXPECTED: &str = "a span such as \"09:00-17:00\", which ends after it starts";

/// The week from Monday: a day's own hours, else those of all weekdays, else the default's.
pub(super) fn week(hours: &Hours, default: &[Spans; 7], faults: &mut Faults<'_>) -> [Spans; 7] {
    let weekdays = spans(&hours.weekdays, faults);
    let days = [
        &hours.monday,
        &hours.tuesday,
        &hours.wednesday,
        &hours.thursday,
        &hours.friday,
        &hours.saturday,
        &hours.sunday,
    ];
    let mut week = default.clone();
    for (index, (day, written)) in week.iter_mut().zip(days).enumerate() {
        let shared = if index < 5 { weekdays.clone() } else { None };
        if let Some(spans) = spans(written, faults).or(shared) {
            *day = spans;
        }
    }
    // A span that can't be read was said already: without it there may well be no hours left.
    if faults.any_in("hours") {
        return week;
    }
    let last = days
        .into_iter()
        .chain([&hours.weekdays])
        .flatten()
        .max_by_key(|day| day.span().start);
    if let Some(last) = last
        && week.iter().all(Vec::is_empty)
    {
        faults.say(
            &last.span(),
            "the week has no working hours, so no clock could ever end",
            EXPECTED,
        );
    }
    week
}

fn spans(day: &Day, faults: &mut Faults<'_>) -> Option<Spans> {
    let day = day.as_ref()?;
    let mut spans: Spans = Vec::new();
    for written in day.get_ref() {
        match span(written.get_ref()) {
            Some(span)
                if spans
                    .last()
                    .is_some_and(|before| before.1 == NaiveTime::MIN || span.0 < before.1) =>
            {
                faults.wrong(
                    &written.span(),
                    "a span that starts after the one before it has ended",
                );
            }
            Some(span) => spans.push(span),
            None => faults.wrong(&written.span(), EXPECTED),
        }
    }
    Some(spans)
}

/// Reads `09:00-17:00`; also `9-17`, `9:00 – 17:30`. `24:00` is the midnight at the end of the day.
pub(super) fn span(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (from, to) = text.split_once(['-', '–'])?;
    let from = time(from)?;
    if matches!(to.trim(), "24" | "24:00") {
        return Some((from, NaiveTime::MIN));
    }
    let to = time(to)?;
    (from < to).then_some((from, to))
}

fn time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "00"));
    let digits = |text: &str, least: usize| {
        let right = (least..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        right.then(|| text.parse::<u32>().ok()).flatten()
    };
    NaiveTime::from_hms_opt(digits(hour, 1)?, digits(minute, 2)?, 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn show((from, to): (NaiveTime, NaiveTime)) -> String {
        format!("{}-{}", from.format("%H:%M"), to.format("%H:%M"))
    }

    #[test]
    fn spans_are_read_and_shown() {
        for (text, shown) in [
            ("09:00-17:00", "09:00-17:00"),
            ("9-17", "09:00-17:00"),
            ("8:30 – 12:15", "08:30-12:15"),
            ("00:00-23:59", "00:00-23:59"),
            ("00:00-24:00", "00:00-00:00"),
            ("16-24", "16:00-00:00"),
        ] {
            assert_eq!(span(text).map(show).as_deref(), Some(shown), "{text}");
        }
    }

    #[test]
    fn what_is_no_span_within_a_day_is_refused() {
        for text in [
            "",
            "-",
            "9",
            "17-9",
            "9-9",
            "9:5-10",
            "25-26",
            "09:00-24:01",
            "24:00-24:00",
            "09:00-00:00",
            "9am-5pm",
            "22:00-06:00",
            "+9-17",
        ] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,16}") {
            let _ = span(&text);
        }
    }
}
