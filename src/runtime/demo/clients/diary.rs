//! The rep's calendar, as a file of it is taken in on the morning.

use anyhow::Result;
use chrono::Duration;
use serde::Deserialize;

use super::super::place::Place;
use super::super::play::Player;
use super::ago;
use crate::domain::Time;
use crate::domain::diary::{Contact, DiaryFile, DiarySource, Entry, Reading};

/// When the file is taken in, in hours on the wall before now.
pub(super) const TAKEN: f64 = 0.2;

/// A meeting with a client.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Meeting {
    title: String,
    #[serde(default)]
    place: String,
    name: String,
    address: String,
    ago_days: f64,
    minutes: i64,
}

impl Player<'_> {
    pub(super) fn calendar(&mut self, meetings: &[Meeting], at: Time) -> Result<()> {
        let entries = (1_u64..)
            .zip(meetings)
            .map(|(nth, one)| one.entry(nth, self.place));
        let file = DiaryFile {
            name: "calendar.ics".to_owned(),
            source: DiarySource::Calendar,
            reading: Reading {
                entries: entries.collect(),
                ..Reading::default()
            },
        };
        self.take_diary(&file, at)
    }
}

impl Meeting {
    fn entry(&self, nth: u64, place: Place<'_>) -> Entry {
        let key = format!("{nth}@calendar.example");
        let starts_at = ago(place, self.ago_days);
        Entry {
            line: nth,
            uid: key.clone(),
            key,
            starts_at,
            ends_at: Some(starts_at + Duration::minutes(self.minutes)),
            title: self.title.clone(),
            place: self.place.clone(),
            people: vec![Contact {
                name: self.name.clone(),
                address: self.address.clone(),
            }],
            number: String::new(),
            answered: None,
            gone: false,
        }
    }
}
