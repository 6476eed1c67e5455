//! Large stores, seeded in bulk: what `demo --items` makes of large numbers, and what the benches measure on.
//!
//! Everything arrives by imports of many rows and is handed off, answered and snoozed by commands on many rows, so
//! that a million items take minutes and not hours. The same seed gives the same store.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use anyhow::{Result, ensure};
use chrono::Duration;

use super::more::{Client, Pen};
use super::place::Place;
use super::play::Player;
pub use super::records::Records;
use super::records::{Errand, Errands};
use super::script::Script;
use super::story::Story;
use crate::domain::Time;
use crate::domain::command::{Answer, Command, Recipient, Told};
use crate::domain::draft::{Arrival, Finished, Intake};
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::item::Kind;
use crate::domain::settings::Settings;
use crate::store::{Reader, Store};

/// The source of seeded items.
pub(super) const SOURCE: &str = "crm";
/// Rows of one import: more would make one transaction too large for a small machine.
const SLICE: usize = 50_000;
/// Rows of one command, at the most.
const CHUNK: usize = 2_000;
/// Rows of one command, unless there are fewer.
const FEWEST: usize = 20;
/// About so many commands are spread over the time in which work is handed off.
const COMMANDS: usize = 100;
/// One client for so many items, within bounds.
const ITEMS_A_CLIENT: usize = 40;
/// How long before the first hand-off everything but the fresh rows is imported, in working hours. With [`HANDED`]
/// that is before the story's first event.
const IMPORTED: f64 = 35.0;
/// When what is imported is handed off: from so many working hours before now, at the least, to so many.
const HANDED: (f64, f64) = (60.0, 3.0);
/// So many items are handed off in a working hour, at the most, so that no week is fuller than a year is.
const AN_HOUR: u32 = 50;
/// When the last import brings what is new, in hours on the wall.
const FRESH: f64 = 1.2;
/// How far back the history goes, in days.
const HISTORY_DAYS: i64 = 730;
/// Hand-offs of the shortest chain from hand-off to close take so many working hours.
const CHAIN: f64 = 11.0;
/// Every so many-th sleeping item is snoozed; the others are with an owner.
const SNOOZED: usize = 7;
/// So many hand-offs stay untold.
const UNTOLD: usize = 3;

/// What a seeded store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed {
    /// Items in all.
    pub items: usize,
    /// How many of them are open, at most all.
    pub open: usize,
    /// How many of the open ones are awake at the moment of the seed, at most all. The others are with an owner who
    /// has acknowledged, with both clocks in the future, or snoozed.
    pub awake: usize,
    /// The client's side beside the items. Its own rows come on top: most of what is open of it sleeps.
    pub records: Records,
}

impl Seed {
    /// What a rep with so many items might have: a tenth of them open, a screenful awake.
    #[must_use]
    pub fn of(items: usize) -> Self {
        Self {
            items,
            open: (items / 10).min(100_000),
            awake: 20.min(items / 10),
            records: Records::default(),
        }
    }
}

/// Seeds a store at `path`, which must not hold any work yet. `now` is the moment at which the counts of the seed
/// hold; `like` decides about zone and name as in [`super::settings`].
///
/// # Errors
/// When there is a store with work in it already, or it can't be written.
pub fn seed(path: &Path, seed: Seed, now: Time, like: &Settings) -> Result<()> {
    let settings = super::settings(like);
    super::all_or_nothing(path, || {
        let story = Story::read()?;
        let mut store = Store::open(path, now)?;
        let mut player = Player::new(&mut store, &settings, now)?;
        player.play(&story, &Script::default(), None, Some(seed))
    })
}

/// One step of seeding.
#[derive(Debug)]
pub(super) enum Deed {
    /// Rows are imported.
    Import(Range<usize>),
    /// A command on many items.
    Do(Command),
    /// Something done with a record of the client's side.
    Errand(Errand),
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    /// Finished at its source before it was imported.
    History,
    /// Handed off, done and closed.
    Closed,
    /// Open and asleep.
    Asleep,
    /// Awake, with or back from an owner.
    Back,
    /// Awake, as it came in.
    Fresh,
}

/// A store to be seeded: rows in the order in which they are imported, which is that of their numbers.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    story: &'a Story,
    place: Place<'a>,
    clients: Vec<Client>,
    records: Records,
    items: usize,
    /// When the first is handed off, in working hours before now.
    handed: f64,
    starts: Time,
    /// Where each share of the rows ends.
    ends: [(usize, Share); 5],
}

impl<'a> Plan<'a> {
    pub(super) fn new(story: &'a Story, seed: Seed, place: Place<'a>) -> Self {
        let open = seed.open.min(seed.items);
        let awake = seed.awake.min(open);
        let closed = seed.items - open;
        let history = closed - (closed / 20).min(10_000);
        let asleep = closed + open - awake;
        let handed = HANDED
            .0
            .max(f64::from(u32::try_from(open).unwrap_or(u32::MAX) / AN_HOUR));
        let accounts = match seed.records.accounts {
            0 => (seed.items / ITEMS_A_CLIENT).clamp(20, 20_000),
            accounts => accounts,
        };
        let clients = Pen::new(story, 0x5eed_c11e).clients(accounts);
        Self {
            story,
            place,
            clients,
            records: seed.records,
            items: seed.items,
            handed,
            starts: place.back(handed + IMPORTED),
            ends: [
                (history, Share::History),
                (closed, Share::Closed),
                (asleep, Share::Asleep),
                (asleep + awake / 5, Share::Back),
                (seed.items, Share::Fresh),
            ],
        }
    }

    /// When the first row is imported.
    pub(super) const fn starts(&self) -> Time {
        self.starts
    }

    fn share(&self, row: usize) -> Share {
        self.ends
            .iter()
            .find(|(end, _)| row < *end)
            .map_or(Share::Fresh, |(_, share)| *share)
    }

    fn rows(&self, wanted: Share) -> Range<usize> {
        let mut start = 0;
        for (end, share) in self.ends {
            if share == wanted {
                return start..end;
            }
            start = end;
        }
        start..start
    }

    /// Everything that is done, with its moment, in the order of time.
    pub(super) fn deeds(&self, owners: &BTreeMap<String, OwnerNo>) -> Vec<(Time, Deed)> {
        let imported = self.starts();
        let before = self.rows(Share::Fresh).start;
        let mut deeds: Vec<(Time, Deed)> = (0..before)
            .step_by(SLICE)
            .map(|start| (imported, Deed::Import(start..before.min(start + SLICE))))
            .collect();
        self.close(owners, &mut deeds);
        self.put_to_sleep(owners, &mut deeds);
        self.bring_back(owners, &mut deeds);
        let fresh = self.rows(Share::Fresh);
        let night = self.place.wall(FRESH);
        deeds.extend(
            fresh
                .clone()
                .step_by(SLICE)
                .map(|start| (night, Deed::Import(start..fresh.end.min(start + SLICE)))),
        );
        let errands = self.records.errands(imported, self.place);
        deeds.extend(errands.into_iter().map(|(at, errand)| (at, Deed::Errand(errand))));
        deeds.sort_by_key(|(at, _)| *at);
        deeds
    }

    /// What errands with records are run with.
    pub(super) fn errands<'b>(
        &'b self,
        owners: &'b BTreeMap<String, OwnerNo>,
        reader: &'b Reader,
    ) -> Errands<'b> {
        Errands {
            story: self.story,
            place: self.place,
            clients: &self.clients,
            records: self.records,
            owners,
            reader,
        }
    }

    /// Handed off, acknowledged, done, and the client told.
    fn close(&self, owners: &BTreeMap<String, OwnerNo>, deeds: &mut Vec<(Time, Deed)>) {
        let chunks = self.by_owner(self.rows(Share::Closed), owners);
        let count = chunks.len();
        for (nth, (owner, items)) in chunks.into_iter().enumerate() {
            let given = self.spread(nth, count, HANDED.1 + CHAIN);
            let after = |hours| self.place.after(given, hours);
            let told = Command::Finish {
                items: items.clone(),
                told: true,
                reason: None,
                minutes: None,
                words: String::new(),
            };
            deeds.push((given, hand_off(owner, items.clone())));
            deeds.push((
                after(2.0),
                answer(Answer::Acknowledged { by: None }, "On it", items.clone()),
            ));
            deeds.push((after(9.0), answer(Answer::Done, "Done", items)));
            deeds.push((after(CHAIN), Deed::Do(told)));
        }
    }

    /// With an owner who has named a date in the future, or snoozed.
    fn put_to_sleep(&self, owners: &BTreeMap<String, OwnerNo>, deeds: &mut Vec<(Time, Deed)>) {
        let (snoozed, handed): (Vec<usize>, Vec<usize>) =
            self.rows(Share::Asleep).partition(|row| row % SNOOZED == 0);
        let chunks = self.by_owner(handed, owners);
        let count = chunks.len();
        for (nth, (owner, items)) in chunks.into_iter().enumerate() {
            let at = self.spread(nth, count, HANDED.1);
            let by = Some(self.ahead(nth));
            deeds.push((at, hand_off(owner, items.clone())));
            deeds.push((at, answer(Answer::Acknowledged { by }, "In hand", items)));
        }
        let items: Vec<ItemNo> = snoozed.into_iter().map(number).collect();
        for (nth, chunk) in items.chunks(CHUNK).enumerate() {
            let command = Command::Snooze {
                items: chunk.to_vec(),
                until: self.ahead(nth + 7),
            };
            deeds.push((
                self.spread(nth, items.len() / CHUNK + 1, HANDED.1),
                Deed::Do(command),
            ));
        }
    }

    /// Handed off in good time: some owners are silent, some done, some gave it back.
    fn bring_back(&self, owners: &BTreeMap<String, OwnerNo>, deeds: &mut Vec<(Time, Deed)>) {
        let given = self.place.back(HANDED.0);
        let answered = self.place.back(HANDED.1);
        let mut silent = Vec::new();
        for (owner, items) in self.by_owner(self.rows(Share::Back), owners) {
            let (done, rest) = items.split_at(items.len() / 4);
            let (returned, left) = rest.split_at(rest.len() / 3);
            deeds.push((given, hand_off(owner, items.clone())));
            if !done.is_empty() {
                deeds.push((answered, answer(Answer::Done, "Done", done.to_vec())));
            }
            if !returned.is_empty() {
                deeds.push((answered, answer(Answer::Returned, "Not mine", returned.to_vec())));
            }
            silent.extend_from_slice(left);
        }
        for chunk in silent.get(UNTOLD..).unwrap_or_default().chunks(CHUNK) {
            let told = Command::MarkTold {
                items: chunk.to_vec(),
                how: Told::Copied,
            };
            deeds.push((given, Deed::Do(told)));
        }
    }

    /// Rows by the owner who gets them, in chunks of one command.
    fn by_owner(
        &self,
        rows: impl IntoIterator<Item = usize>,
        owners: &BTreeMap<String, OwnerNo>,
    ) -> Vec<(OwnerNo, Vec<ItemNo>)> {
        let mut all: BTreeMap<OwnerNo, Vec<ItemNo>> = BTreeMap::new();
        for row in rows {
            let kind = self.kind(row);
            // Those who take the kind get most of it, the others a little.
            let takers: Vec<OwnerNo> = self
                .story
                .owners
                .iter()
                .filter(|card| card.kinds.contains(&kind) || (card.kinds.is_empty() && row.is_multiple_of(4)))
                .chain(self.story.owners.iter().filter(|card| card.kinds.is_empty()))
                .filter_map(|card| owners.get(&card.handle).copied())
                .collect();
            let first = takers.first().copied();
            let chosen = if row % 3 > 0 {
                first
            } else {
                takers.get(row / 3 % takers.len().max(1)).copied()
            };
            if let Some(owner) = chosen {
                all.entry(owner).or_default().push(number(row));
            }
        }
        let rows: usize = all.values().map(Vec::len).sum();
        let chunk = (rows / COMMANDS).clamp(FEWEST, CHUNK);
        let mut chunks: Vec<(OwnerNo, Vec<ItemNo>)> = Vec::new();
        for (owner, items) in all {
            chunks.extend(items.chunks(chunk).map(|items| (owner, items.to_vec())));
        }
        // Every owner gets something all along.
        chunks.sort_by_key(|(_, items)| items.first().copied());
        chunks
    }

    /// The moment of the n-th of so many commands, the last one so many working hours before now.
    fn spread(&self, nth: usize, count: usize, last: f64) -> Time {
        let share = f64::from(u32::try_from(nth).unwrap_or(u32::MAX))
            / f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX));
        self.place.back(self.handed - (self.handed - last) * share)
    }

    /// A date in the future, another one for each n.
    fn ahead(&self, nth: usize) -> Time {
        let hours = u32::try_from(nth % 56).unwrap_or_default();
        self.place.date(self.place.now, f64::from(hours) + 4.0)
    }
}

/// The rows.
impl Plan<'_> {
    fn pen(&self, row: usize) -> Pen<'_> {
        Pen::new(self.story, 0x0005_eed0 ^ row as u64)
    }

    fn kind(&self, row: usize) -> Kind {
        self.pen(row)
            .template()
            .map_or(Kind::FollowUp, |template| template.kind)
    }

    /// A row as the source gives it.
    pub(super) fn row(&self, row: usize) -> Intake {
        let mut pen = self.pen(row);
        let (Some(template), Some(client)) = (pen.template(), pen.dice.pick(&self.clients).cloned()) else {
            return Intake::Skipped {
                line: row as u64,
                reason: "the story of the demo has no templates".to_owned(),
            };
        };
        let told = pen.item(template, &client.name);
        let share = self.share(row);
        let arrived_at = self.arrives(row, share, &mut pen);
        Intake::Arrival(Box::new(Arrival {
            line: row as u64 + 2,
            key: format!("{:07}", row + 1),
            kind: told.kind,
            value: told.money(),
            account: client.name,
            contact: Some(client.contact),
            subject: told.subject,
            words: told.words,
            urgent: share != Share::History && pen.dice.between(1, 40) == 1,
            arrived_at,
            updated_at: None,
            due: self.due(share, &mut pen),
            finished: (share == Share::History).then(|| Finished {
                at: (arrived_at
                    + Duration::minutes(i64::try_from(pen.dice.between(30, 9_000)).unwrap_or(30)))
                .min(self.starts),
                how: if told.kind == Kind::Order {
                    "fulfilled"
                } else {
                    "solved"
                }
                .to_owned(),
            }),
            unsaid: Vec::new(),
        }))
    }

    fn arrives(&self, row: usize, share: Share, pen: &mut Pen<'_>) -> Time {
        match share {
            Share::History => {
                let whole = HISTORY_DAYS * 24 * 60;
                let left = self.items.saturating_sub(row) as u64;
                let minutes = i64::try_from(left).unwrap_or_default().saturating_mul(whole)
                    / i64::try_from(self.items.max(1)).unwrap_or(1);
                self.starts - Duration::minutes(minutes)
            }
            Share::Closed | Share::Asleep | Share::Back => {
                // Counted on the wall: in working hours it would be a long walk for every row.
                let minutes = pen.dice.between(60, 14 * 24 * 60);
                self.starts - Duration::minutes(i64::try_from(minutes).unwrap_or(60))
            }
            Share::Fresh => self.place.wall(pen.dice.hours(FRESH + 0.1, FRESH + 14.0)),
        }
    }

    /// By when the client expects to hear. `None` leaves it to the default.
    fn due(&self, share: Share, pen: &mut Pen<'_>) -> Option<Time> {
        let ahead = |hours| self.place.date(self.place.now, hours);
        match share {
            Share::History | Share::Closed => None,
            Share::Asleep => Some(ahead(pen.dice.hours(3.0, 90.0))),
            Share::Back => Some(if pen.dice.between(1, 2) == 1 {
                self.place.back(pen.dice.hours(0.5, 20.0))
            } else {
                ahead(pen.dice.hours(0.5, 20.0))
            }),
            Share::Fresh => Some(ahead(pen.dice.hours(0.5, 20.0))),
        }
    }
}

/// Checks that an import took every row: what is done later goes by their numbers.
pub(super) fn all_new(rows: &Range<usize>, new: u64) -> Result<()> {
    ensure!(
        new == rows.len() as u64,
        "only {new} of {} made-up rows were taken in",
        rows.len()
    );
    Ok(())
}

/// The number of a row: the store was empty, and numbers count from 1.
fn number(row: usize) -> ItemNo {
    ItemNo(i64::try_from(row + 1).unwrap_or(i64::MAX))
}

fn hand_off(owner: OwnerNo, items: Vec<ItemNo>) -> Deed {
    Deed::Do(Command::HandOff {
        items,
        to: Recipient::Owner(owner),
        brief: None,
    })
}

fn answer(answer: Answer, words: &str, items: Vec<ItemNo>) -> Deed {
    Deed::Do(Command::Answer {
        items,
        answer,
        words: words.to_owned(),
    })
}
