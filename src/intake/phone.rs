//! Phones' exports: any CSV, by a mapping of the config. One row is one call.

use chrono::Duration;

use super::dates::Dates;
use super::error::Refusal;
use super::header::{Header, cells};
use super::input::Input;
use super::records::{Record, Records};
use super::row::{Column, Row};
use crate::domain::diary::{Asked, Contact, Entry, LeftOut, PhoneMapping, Reading};
use crate::domain::settings::Settings;
use crate::domain::sources::{AUTO, Headers, column_key};
use crate::domain::{Time, clean, phone};

/// Rows that are taken of a file.
const ROWS: u64 = 100_000;
/// What separates cells where the mapping does not say.
const DELIMITERS: &[u8] = b",;\t";

/// Reads a phone's export: the calls in the days asked for.
pub(super) fn read(
    input: Input,
    from: Option<&str>,
    asked: &Asked,
    settings: &Settings,
) -> Result<Reading, Refusal> {
    let mut records = Records::new(input, DELIMITERS);
    let (mapping, delimiter, header) = known(&mut records, from, &settings.diary.phones)?;
    records.set_delimiter(delimiter);
    let calls = Calls::new(mapping, &header, asked, settings)?;
    let mut reading = Reading::default();
    let mut rows = 0;
    loop {
        match records.read().map_err(Refusal::Read)? {
            Record::End => return Ok(reading),
            Record::Bad { line, reason } => reading.skipped.push((line, reason)),
            Record::Row { line } => {
                rows += 1;
                if rows > ROWS {
                    let why = format!("the file has more than {ROWS} rows; export fewer months");
                    reading.skipped.push((line, why));
                    return Ok(reading);
                }
                let row = Row {
                    line,
                    cells: records.cells(),
                    empty: None,
                    guarded: true,
                };
                match calls.call(row) {
                    Err(reason) => reading.skipped.push((line, reason)),
                    Ok(call) if call.starts_at < asked.from || call.starts_at >= asked.until => {
                        reading.leave_out(LeftOut::Outside);
                    }
                    Ok(call) => reading.entries.push(call),
                }
            }
        }
    }
}

/// The mapping that the header fits, or the one that was named, with the header and what separates its cells.
fn known<'a>(
    records: &mut Records,
    from: Option<&str>,
    phones: &'a [PhoneMapping],
) -> Result<(&'a PhoneMapping, u8, Header), Refusal> {
    let line = records.line();
    if records.read_raw().map_err(Refusal::Read)?.is_err() {
        return Err(Refusal::HeaderUnfinished { line });
    }
    let raw = String::from_utf8_lossy(records.raw()).into_owned();
    if raw.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    let from = from
        .map(str::trim)
        .filter(|from| !from.eq_ignore_ascii_case(AUTO));
    let asked: Vec<&PhoneMapping> = phones
        .iter()
        .filter(|mapping| from.is_none_or(|from| mapping.name.eq_ignore_ascii_case(from)))
        .collect();
    let mut ways: Vec<(&PhoneMapping, u8, Header)> = Vec::new();
    for mapping in &asked {
        let own = mapping.delimiter.and_then(|c| u8::try_from(c).ok());
        for delimiter in own.map_or_else(|| DELIMITERS.to_vec(), |own| vec![own]) {
            let header = Header::new(cells(&raw, delimiter).iter());
            let has = |headers: &Headers| headers.0.iter().any(|name| header.has(name));
            if has(&mapping.columns.number) && has(&mapping.columns.start) {
                ways.push((mapping, delimiter, header));
            }
        }
    }
    // The mapping that knows most of the columns.
    let score = |(mapping, _, header): &(&PhoneMapping, u8, Header)| {
        let columns = &mapping.columns;
        let optional = [&columns.duration, &columns.name, &columns.how];
        optional
            .iter()
            .filter(|headers| headers.0.iter().any(|name| header.has(name)))
            .count()
    };
    ways.sort_by_key(|way| std::cmp::Reverse(score(way)));
    let names: Vec<&str> = phones.iter().map(|mapping| mapping.name.as_str()).collect();
    ways.into_iter().next().ok_or_else(|| Refusal::NoDiary {
        header: clean::line(&raw, 120),
        known: if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        },
    })
}

/// Reads the rows of one mapping.
struct Calls<'a> {
    mapping: &'a PhoneMapping,
    settings: &'a Settings,
    dates: Dates,
    number: Vec<Column>,
    start: Vec<Column>,
    duration: Vec<Column>,
    name: Vec<Column>,
    how: Vec<Column>,
}

impl<'a> Calls<'a> {
    fn new(
        mapping: &'a PhoneMapping,
        header: &Header,
        asked: &Asked,
        settings: &'a Settings,
    ) -> Result<Self, Refusal> {
        let find = |headers: &Headers| -> Result<Vec<Column>, Refusal> {
            headers.0.iter().map(|name| header.find(name)).collect()
        };
        let columns = &mapping.columns;
        Ok(Self {
            mapping,
            settings,
            dates: Dates {
                zone: mapping.zone.unwrap_or(asked.zone),
                format: mapping.date_format.clone(),
            },
            number: find(&columns.number)?,
            start: find(&columns.start)?,
            duration: find(&columns.duration)?,
            name: find(&columns.name)?,
            how: find(&columns.how)?,
        })
    }

    fn call(&self, row: Row<'_>) -> Result<Entry, String> {
        let starts_at = self
            .dates
            .moment("the start", row.first(&self.start))?
            .ok_or("it has no start; fill it in the file")?;
        let written = clean::line(row.first(&self.number), 60);
        let number = phone::key(&written, self.settings.country)
            .ok_or_else(|| format!("\"{written}\" is no number; a call without one can't be found again"))?;
        let lasts = lasts(row.first(&self.duration))?;
        let how = column_key(row.first(&self.how));
        let missed = !how.is_empty() && self.mapping.missed.iter().any(|value| column_key(value) == how);
        let answered = if missed || lasts == Some(Duration::zero()) {
            Some(false)
        } else {
            lasts.map(|_| true)
        };
        let name = clean::line(row.first(&self.name), clean::NAME);
        Ok(Entry {
            line: row.line,
            key: format!("{number} {}", key_time(starts_at)),
            uid: String::new(),
            starts_at,
            ends_at: lasts.map(|lasts| starts_at + lasts),
            title: if missed { "missed call" } else { "phone call" }.to_owned(),
            place: String::new(),
            people: vec![Contact {
                name: if name.is_empty() { written } else { name },
                address: String::new(),
            }],
            number,
            answered,
            gone: false,
        })
    }
}

fn key_time(at: Time) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Seconds, `4:10` or `1:04:10`; nothing where the cell is empty.
fn lasts(text: &str) -> Result<Option<Duration>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut seconds: i64 = 0;
    let parts: Vec<&str> = text.split(':').collect();
    let sound = parts.len() <= 3
        && parts.iter().all(|part| {
            let number = part.parse::<u32>();
            seconds = seconds
                .saturating_mul(60)
                .saturating_add(number.as_ref().map_or(0, |n| i64::from(*n)));
            number.is_ok()
        });
    if sound && seconds <= 86_400 {
        return Ok(Some(Duration::seconds(seconds)));
    }
    let text = clean::line(text, 40);
    Err(format!(
        "\"{text}\" is no duration; expected seconds, 4:10 or 1:04:10"
    ))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::domain::diary::{DiarySettings, DiarySource, PhoneColumns};
    use crate::domain::phone::Country;
    use crate::intake::read_diary;

    const CALLS: &str = include_str!("../../tests/fixtures/diary/calls.csv");

    fn settings() -> Settings {
        let headers = |name: &str| Headers(vec![name.to_owned()]);
        let mut settings = Settings {
            country: Country::of("DE"),
            diary: DiarySettings {
                zone: Some(Tz::Europe__Berlin),
                phones: vec![PhoneMapping {
                    name: "handy".to_owned(),
                    columns: PhoneColumns {
                        number: headers("Number"),
                        start: headers("When"),
                        duration: headers("Length"),
                        name: headers("Contact"),
                        how: headers("Type"),
                    },
                    date_format: None,
                    zone: None,
                    delimiter: None,
                    missed: vec!["Missed".to_owned()],
                }],
                ..DiarySettings::default()
            },
            ..Settings::default()
        };
        settings.calendar.zone = Tz::Europe__Berlin;
        settings
    }

    fn read(text: &'static str, from: Option<&str>) -> Result<(DiarySource, Reading), String> {
        let now = "2026-11-23T17:00:00Z".parse().unwrap();
        let file = read_diary(text.as_bytes(), "calls.csv", from, &settings(), now);
        file.map(|file| (file.source, file.reading))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_phones_rows_are_calls_and_each_bad_one_is_named() {
        let (source, reading) = read(CALLS, None).unwrap();
        assert_eq!(source, DiarySource::Phone);
        let calls: Vec<_> = reading
            .entries
            .iter()
            .map(|call| (call.key.as_str(), call.answered, call.people[0].name.as_str()))
            .collect();
        assert_eq!(
            calls,
            [
                ("+49305556677 20261123T081200Z", Some(true), "Sam Okoro"),
                ("+49409988 20261123T090200Z", Some(false), "+49 40 99 88"),
            ]
        );
        let lasted = reading.entries[0].ends_at.unwrap() - reading.entries[0].starts_at;
        assert_eq!(lasted, Duration::seconds(250));
        let lines: Vec<u64> = reading.skipped.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [4, 5, 6]);
        assert!(
            reading.skipped[2].1.contains("\"long\" is no duration"),
            "{:?}",
            reading.skipped
        );
        assert_eq!(reading.left_out.get(&LeftOut::Outside), Some(&1));
    }

    #[test]
    fn a_file_that_no_mapping_fits_says_what_to_do() {
        for (text, from) in [("a,b\n1,2\n", None), (CALLS, Some("iphone"))] {
            let words = read(text, from).unwrap_err();
            assert!(
                words.contains("[[diary.phones]]") && words.contains("handy"),
                "{words}"
            );
        }
    }
}
