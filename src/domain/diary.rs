//! The rep's diary: meetings and calls that a calendar or a phone knows of, and what answers each: the log of a call, or
//! that it was none.

use std::collections::BTreeMap;

use chrono::Duration;
use chrono_tz::Tz;
use serde::Deserialize;

use super::Time;
use super::command::AccountRef;
use super::ids::{ItemNo, MeetingNo, OwnerNo};
use super::settings::CallOutcome;
use super::sources::Headers;
use super::words_enum;
use super::worktime::Calendar;

/// Days ahead for which meetings are taken in, so that a file read today still serves tomorrow.
const AHEAD: i64 = 14;
/// How long before a calendar's meeting, and how long after it, a logged call is taken for its log, in minutes.
const AROUND_MEETING: (i64, i64) = (30, 60);
/// The same for a phone's call, whose times are exact.
const AROUND_CALL: (i64, i64) = (10, 10);

words_enum! {
    /// Where a meeting is from.
    pub enum DiarySource {
        /// A calendar file.
        Calendar = "calendar",
        /// A phone's export.
        Phone = "phone",
    }
}

words_enum! {
    /// What has become of a meeting.
    pub enum MeetingState {
        /// Nobody has said yet.
        Open = "open",
        /// A call is its log.
        Logged = "logged",
        /// It was no call with a client.
        Ignored = "ignored",
        /// It was called off.
        Gone = "gone",
    }
}

words_enum! {
    /// Why an event of a calendar is no call with a client.
    pub enum LeftOut {
        /// It is not in the days looked at.
        Outside = "outside",
        /// It takes the whole day.
        AllDay = "all_day",
        /// It is nobody else's business.
        Private = "private",
        /// The rep has said no.
        Declined = "declined",
        /// The rep's time is shown as free, or as out of office.
        Free = "free",
        /// No client is in it.
        NoClient = "no_client",
    }
}

impl LeftOut {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Outside => "on other days",
            Self::AllDay => "all day",
            Self::Private => "private",
            Self::Declined => "declined",
            Self::Free => "shown as free",
            Self::NoClient => "without a client",
        }
    }
}

/// Somebody who is in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// The name; may be empty.
    pub name: String,
    /// The mail address, as two are compared; may be empty.
    pub address: String,
}

/// One meeting or call, as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// By this a later file finds it again.
    pub key: String,
    /// What all the times of one recurring event have in common.
    pub uid: String,
    /// When it begins.
    pub starts_at: Time,
    /// When it ends, if the file says so.
    pub ends_at: Option<Time>,
    /// What it is about.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// Who is there, without the rep.
    pub people: Vec<Contact>,
    /// The number that was called or that called; empty in a calendar.
    pub number: String,
    /// Whether anybody picked up, where that is known.
    pub answered: Option<bool>,
    /// It was called off.
    pub gone: bool,
}

/// What a file gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The meetings and calls.
    pub entries: Vec<Entry>,
    /// What could not be read: the line, why, and what to do.
    pub skipped: Vec<(u64, String)>,
    /// What is no call with a client, counted by why.
    pub left_out: BTreeMap<LeftOut, u64>,
}

impl Reading {
    /// Counts one more that is no call.
    pub fn leave_out(&mut self, why: LeftOut) {
        *self.left_out.entry(why).or_default() += 1;
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiaryFile {
    /// As the rep named it, cleaned.
    pub name: String,
    /// What it is.
    pub source: DiarySource,
    /// What it gives.
    pub reading: Reading,
}

/// Which part of a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// From this moment.
    pub from: Time,
    /// Up to this one, which is not included.
    pub until: Time,
    /// The zone of times that name none.
    pub zone: Tz,
    /// The rep's own mail addresses, as two are compared.
    pub own: Vec<String>,
}

/// What the config says of the diary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiarySettings {
    /// Files that are read by themselves, as written.
    pub files: Vec<String>,
    /// The zone of times that name none; `None` for the rep's own.
    pub zone: Option<Tz>,
    /// The rep's own mail addresses, as two are compared.
    pub own: Vec<String>,
    /// How many days back meetings are taken in.
    pub days: u32,
    /// How phones' exports are read.
    pub phones: Vec<PhoneMapping>,
}

impl Default for DiarySettings {
    fn default() -> Self {
        Self {
            files: Vec::new(),
            zone: None,
            own: Vec::new(),
            days: 7,
            phones: Vec::new(),
        }
    }
}

impl DiarySettings {
    /// The days that are looked at.
    #[must_use]
    pub fn asked(&self, now: Time, calendar: &Calendar) -> Asked {
        let today = calendar.local(now).date_naive();
        let midnight = |days: i64| {
            let day = today.checked_add_signed(Duration::days(days)).unwrap_or(today);
            calendar.instant(day.and_time(chrono::NaiveTime::MIN))
        };
        Asked {
            from: midnight(-i64::from(self.days)),
            until: midnight(AHEAD),
            zone: self.zone.unwrap_or(calendar.zone),
            own: self.own.clone(),
        }
    }
}

/// How a phone's export is read: which column is which. Headers are compared without case, accents, spaces and
/// punctuation; so are the values of `missed`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhoneMapping {
    /// The mapping's name, for `--from`. Required.
    pub name: String,
    /// Which column is which. Required.
    pub columns: PhoneColumns,
    /// How dates are written, in `strftime` signs. Default: as for other exports.
    #[serde(default)]
    pub date_format: Option<String>,
    /// The zone of times that name none. Default: the diary's.
    #[serde(default)]
    pub zone: Option<Tz>,
    /// What separates the cells. Default: whichever of `,`, `;` and tab the header uses.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// Values of `columns.how` for calls that nobody answered.
    #[serde(default = "missed")]
    pub missed: Vec<String>,
}

fn missed() -> Vec<String> {
    [
        "missed",
        "no answer",
        "rejected",
        "busy",
        "cancelled",
        "voicemail",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Which column of a phone's export is which.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PhoneColumns {
    /// The other's number. Required.
    pub number: Headers,
    /// When the call began. Required.
    pub start: Headers,
    /// How long it took: seconds, `4:10` or `1:04:10`.
    pub duration: Headers,
    /// The other's name.
    pub name: Headers,
    /// Incoming, outgoing, missed: compared with `missed`.
    pub how: Headers,
}

/// What the rep says of a meeting without a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingAnswer {
    /// It was a call that ended so: it is logged, with the minutes that the meeting took if it connected.
    Called(CallOutcome),
    /// It was no call with a client.
    NoCall,
    /// Asked again on the next working day.
    Later,
}

/// Whose part a stand-in takes while the rep is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// The stand-in.
    pub to: OwnerNo,
    /// Which rows; none for all that would fall due and nobody has.
    pub items: Vec<ItemNo>,
}

/// A command on the diary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiaryCommand {
    /// What meetings without a log were.
    Answer {
        /// Which.
        meetings: Vec<MeetingNo>,
        /// What they were.
        answer: MeetingAnswer,
        /// With whom, where the diary does not say.
        client: Option<AccountRef>,
    },
    /// The rep is away from now on: nothing falls due until then.
    Away {
        /// When the rep is back.
        until: Time,
        /// What a stand-in takes over.
        lend: Option<Loan>,
    },
    /// The rep is back, and what is overdue is spread over so many working days, today the first; 1 leaves it all in
    /// front of the rep.
    Back {
        /// Over how many.
        spread: u32,
    },
}

impl DiaryCommand {
    /// The rows it names.
    #[must_use]
    pub fn items(&self) -> &[ItemNo] {
        match self {
            Self::Away { lend: Some(loan), .. } => &loan.items,
            Self::Away { lend: None, .. } | Self::Answer { .. } | Self::Back { .. } => &[],
        }
    }

    /// The stable word for the command, for the log.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "diary_answer",
            Self::Away { .. } => "away",
            Self::Back { .. } => "back",
        }
    }
}

/// The rep's absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// Since when.
    pub from: Time,
    /// Until when.
    pub until: Time,
}

impl Absence {
    /// Whether the rep is away at that time. Afterwards everything is awake, and the question how to spread it waits.
    #[must_use]
    pub fn holds(&self, now: Time) -> bool {
        now < self.until
    }
}

/// When a call must have been for it to be the log of a meeting: the first and the last moment.
#[must_use]
pub fn answering(source: DiarySource, starts_at: Time, ends_at: Option<Time>) -> (Time, Time) {
    let (before, after) = match source {
        DiarySource::Calendar => AROUND_MEETING,
        DiarySource::Phone => AROUND_CALL,
    };
    let ends_at = ends_at.unwrap_or(starts_at);
    (
        starts_at - Duration::minutes(before),
        ends_at + Duration::minutes(after),
    )
}

/// The whole minutes that a meeting took, at least one; unknown where its end is.
#[must_use]
pub fn minutes(starts_at: Time, ends_at: Option<Time>) -> Option<u32> {
    let minutes = (ends_at? - starts_at + Duration::seconds(30))
        .num_minutes()
        .clamp(1, 24 * 60);
    u32::try_from(minutes).ok()
}

/// A meeting without a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlogged {
    /// Its number.
    pub number: MeetingNo,
    /// Where it is from.
    pub source: DiarySource,
    /// When it began.
    pub starts_at: Time,
    /// When it ended, if that is known.
    pub ends_at: Option<Time>,
    /// The client, where one was found.
    pub client: Option<String>,
    /// What it was about.
    pub title: String,
    /// Who was there.
    pub who: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        format!("2026-11-23T{text}:00Z").parse().unwrap()
    }

    #[test]
    fn a_call_logged_a_little_before_or_after_answers_a_meeting() {
        let (from, to) = answering(DiarySource::Calendar, at("10:00"), Some(at("10:30")));
        assert_eq!((from, to), (at("09:30"), at("11:30")));
        let (from, to) = answering(DiarySource::Phone, at("10:00"), None);
        assert_eq!((from, to), (at("09:50"), at("10:10")));
    }

    #[test]
    fn a_call_of_seconds_took_a_minute() {
        assert_eq!(minutes(at("10:00"), Some(at("10:45"))), Some(45));
        assert_eq!(minutes(at("10:00"), Some(at("10:00"))), Some(1));
        assert_eq!(minutes(at("10:00"), None), None);
    }

    #[test]
    fn the_days_looked_at_are_whole_days_of_the_reps_zone() {
        let calendar = Calendar {
            zone: Tz::Europe__Berlin,
            ..Calendar::default()
        };
        let asked = DiarySettings::default().asked(at("08:00"), &calendar);
        assert_eq!(asked.from.to_rfc3339(), "2026-11-15T23:00:00+00:00");
        assert_eq!(asked.until.to_rfc3339(), "2026-12-06T23:00:00+00:00");
    }
}
