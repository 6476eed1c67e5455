//! Plays a script into a store: each event as the command that the rep would have given, at its own moment.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::Duration;

use super::clients::{Clients, Made};
use super::place::{Place, span};
use super::records::Made as Seeded;
use super::script::{Event, Part, Rung, Script};
use super::seed::{self, Deed, Plan, Seed};
use super::story::{Card, Step, Story, What};
use crate::domain::Time;
use crate::domain::command::{AccountRef, Answer, CallDraft, Command, Done, Listened, Recipient, Told};
use crate::domain::diary::DiaryFile;
use crate::domain::draft::{Arrival, Intake, ItemDraft};
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::owner::{self, Owner};
use crate::domain::settings::Settings;
use crate::store::{Batch, Reader, Store};

/// The pipeline was frozen on so many Mondays before this week's.
const WEEKS_FROZEN: u64 = 3;
/// How long before the first event the owners are entered.
const OWNERS_BEFORE: f64 = 1.0;

/// A store that is being filled.
pub(super) struct Player<'a> {
    store: &'a mut Store,
    pub(super) settings: &'a Settings,
    pub(super) place: Place<'a>,
    pub(super) reader: Reader,
    /// Numbers of the owners by their handles.
    owners: BTreeMap<String, OwnerNo>,
    /// Numbers of the seeded records.
    seeded: Seeded,
    /// What was made on the client's side.
    pub(super) clients: Made,
}

impl<'a> Player<'a> {
    pub(super) fn new(store: &'a mut Store, settings: &'a Settings, now: Time) -> Result<Self> {
        let place = Place {
            calendar: &settings.calendar,
            now,
        };
        Ok(Self {
            reader: store.reader()?,
            store,
            settings,
            place,
            owners: BTreeMap::new(),
            seeded: Seeded::default(),
            clients: Made::default(),
        })
    }

    /// Does a command at a moment. Nothing is left out: the script is wrong if a command does not apply.
    pub(super) fn perform(&mut self, command: &Command, at: Time) -> Result<Done> {
        Ok(self.store.perform(command, self.settings, at, false)?)
    }

    /// Enters the owners, then whom each of them names.
    fn owners(&mut self, cards: &[Card], at: Time) -> Result<()> {
        let owner = |card: &Card| Owner {
            number: OwnerNo(0),
            handle: card.handle.clone(),
            name: card.name.clone(),
            role: card.role.clone(),
            seat: card.seat,
            address: card.address.clone(),
            kinds: card.kinds.clone(),
            hours: card.hours,
            away_until: None,
            stand_in: None,
            escalate_to: None,
            retired: false,
            part: card.part.unwrap_or(owner::Part::Desk),
            asks_a_month: card.asks_a_month,
        };
        let added: Vec<Owner> = cards.iter().map(owner).collect();
        self.perform(&Command::AddOwners(added), at)?;
        let entered = self.reader.owners()?;
        self.owners = entered
            .iter()
            .map(|owner| (owner.handle.clone(), owner.number))
            .collect();
        for card in cards {
            let named =
                |handle: &Option<String>| handle.as_deref().map(|handle| self.owner(handle)).transpose();
            let (stand_in, escalate_to) = (named(&card.stand_in)?, named(&card.escalates_to)?);
            let Some(owner) = entered.iter().find(|owner| owner.handle == card.handle) else {
                continue;
            };
            if stand_in.is_some() || escalate_to.is_some() {
                let owner = Owner {
                    stand_in,
                    escalate_to,
                    ..owner.clone()
                };
                self.perform(&Command::EditOwner(Box::new(owner)), at)?;
            }
        }
        Ok(())
    }

    /// An owner goes away until the date that the card gives.
    fn away(&mut self, card: &Card, at: Time) -> Result<()> {
        let until = card.away_for_hours.context("an absence without an end")?;
        let owners = self.reader.owners()?;
        let Some(owner) = owners.into_iter().find(|owner| owner.handle == card.handle) else {
            return Ok(());
        };
        let owner = Owner {
            away_until: Some(self.place.date(self.place.now, until)),
            ..owner
        };
        self.perform(&Command::EditOwner(Box::new(owner)), at)?;
        Ok(())
    }

    pub(super) fn owner(&self, handle: &str) -> Result<OwnerNo> {
        self.owners
            .get(handle)
            .copied()
            .with_context(|| format!("the story of the demo has no owner \"{handle}\""))
    }

    /// Plays a script, the client's side and a seed in bulk with it, from the first event to now.
    pub(super) fn play(
        &mut self,
        story: &Story,
        script: &Script,
        clients: Option<&Clients>,
        seed: Option<Seed>,
    ) -> Result<()> {
        self.store.hurry()?;
        let plan = seed.map(|seed| Plan::new(story, seed, self.place));
        let mut events = script.events(self.place);
        let away = story.owners.iter().filter_map(|card| {
            let since = card.away_since_hours?;
            Some((self.place.back(since), Event::Away(card)))
        });
        events.extend(away);
        let happened = clients
            .map(|clients| clients.events(self.place))
            .unwrap_or_default();
        // The cards before what comes in from those whom they are of.
        let happened = happened.into_iter().map(|(at, deed)| (at, Event::Client(deed)));
        events.splice(0..0, happened);
        if clients.is_some() {
            events.extend(self.place.mondays(WEEKS_FROZEN).map(|at| (at, Event::Freeze)));
        }
        events.sort_by_key(|(at, _)| *at);
        let starts = plan.as_ref().map(Plan::starts);
        let first = events.iter().map(|(at, _)| *at).chain(starts).min();
        self.owners(
            &story.owners,
            first.unwrap_or(self.place.now) - span(OWNERS_BEFORE),
        )?;
        let deeds = plan
            .as_ref()
            .map_or_else(Vec::new, |plan| plan.deeds(&self.owners));
        if let Some(plan) = &plan {
            // The seed first at the same moment: it counts on the first numbers.
            let bulk = deeds.iter().map(|(at, deed)| (*at, Event::Bulk(plan, deed)));
            events.splice(0..0, bulk);
            events.sort_by_key(|(at, _)| *at);
        }
        let mut numbers: Vec<Option<ItemNo>> = vec![None; script.parts.len()];
        for (at, event) in events {
            self.happen(story, &mut numbers, at, event)?;
        }
        self.store.tick(self.place.now)?;
        self.store.count_deals(self.settings, self.place.now)?;
        Ok(self.store.settle()?)
    }

    fn happen(
        &mut self,
        story: &Story,
        numbers: &mut [Option<ItemNo>],
        at: Time,
        event: Event<'_>,
    ) -> Result<()> {
        match event {
            Event::Away(card) => self.away(card, at),
            Event::Freeze => Ok(self.store.freeze_week(&self.settings.calendar, at).map(drop)?),
            Event::Client(deed) => self
                .record(story, deed, at)
                .context("the client's side of the demo"),
            Event::Arrival(index, part) => {
                let number = self.arrive(part, at).with_context(|| told(part))?;
                if let Some(slot) = numbers.get_mut(index) {
                    *slot = Some(number);
                }
                Ok(())
            }
            Event::Night(parts) => self.night(&parts, at),
            Event::Step(index, part, step) => {
                let number = numbers
                    .get(index)
                    .copied()
                    .flatten()
                    .with_context(|| format!("{}: something was done before it arrived", told(part)))?;
                self.step(number, &part.client, step, at)
                    .with_context(|| format!("{}, {:?}", told(part), step.what))
            }
            Event::Call(call) => self
                .call(call)
                .with_context(|| format!("the call to {}", call.client)),
            Event::Bulk(_, Deed::Do(command)) => self.perform(command, at).map(drop),
            Event::Bulk(plan, Deed::Errand(errand)) => {
                let errands = plan.errands(&self.owners, &self.reader);
                let (store, settings) = (&mut *self.store, self.settings);
                let mut perform = |command: &Command| Ok(store.perform(command, settings, at, false)?);
                errands
                    .run(*errand, at, &mut self.seeded, &mut perform)
                    .with_context(|| format!("{errand:?}"))
            }
            Event::Bulk(plan, Deed::Import(rows)) => {
                let all = batch(seed::SOURCE, rows.clone().map(|row| plan.row(row)));
                let taken = self.import(vec![all], at)?;
                seed::all_new(rows, taken)
            }
        }
    }

    fn arrive(&mut self, part: &Part, at: Time) -> Result<ItemNo> {
        let told = &part.told;
        let due = told.due_hours.map(|hours| self.place.date(at, hours));
        let (Some(source), Some(key)) = (&told.source, &told.key) else {
            let draft = ItemDraft {
                kind: told.kind,
                account: part.client.clone(),
                subject: told.subject.clone(),
                words: told.words.clone(),
                client_due: due,
                urgent: told.urgent,
                value: told.money(),
                owner: None,
            };
            let done = self.perform(&Command::Add(draft), at)?;
            return done.items.first().copied().context("nothing was added");
        };
        let row = Self::row(part, key, due);
        self.import(vec![batch(source, std::iter::once(row))], at)?;
        self.newest()
    }

    /// What came in while nobody worked, one file for each source.
    fn night(&mut self, parts: &[&Part], at: Time) -> Result<()> {
        let mut files: BTreeMap<&str, Vec<Intake>> = BTreeMap::new();
        for part in parts {
            let due = part
                .told
                .due_hours
                .map(|hours| self.place.date(part.arrives, hours));
            if let (Some(source), Some(key)) = (&part.told.source, &part.told.key) {
                files.entry(source).or_default().push(Self::row(part, key, due));
            }
        }
        let batches = files
            .into_iter()
            .map(|(source, rows)| batch(source, rows.into_iter()))
            .collect();
        self.import(batches, at)?;
        Ok(())
    }

    /// An item as its source gives it.
    fn row(part: &Part, key: &str, due: Option<Time>) -> Intake {
        let told = &part.told;
        Intake::Arrival(Box::new(Arrival {
            line: 2,
            key: key.to_owned(),
            kind: told.kind,
            account: part.client.clone(),
            contact: Some(part.contact.clone()),
            subject: told.subject.clone(),
            words: told.words.clone(),
            urgent: told.urgent,
            value: told.money(),
            arrived_at: part.arrives,
            updated_at: None,
            due,
            finished: None,
            unsaid: Vec::new(),
        }))
    }

    /// Imports rows; how many became items comes back.
    fn import(&mut self, batches: Vec<Batch<'_>>, at: Time) -> Result<u64> {
        let report = self
            .store
            .import(batches, self.settings, at, false, &mut |_| ())?;
        Ok(report.new)
    }

    /// Takes in a file of the rep's calendar.
    pub(super) fn take_diary(&mut self, file: &DiaryFile, at: Time) -> Result<()> {
        let files = std::slice::from_ref(file);
        self.store.take_diary(files, self.settings, at, false, false)?;
        Ok(())
    }

    /// The newest item: the store began empty and nothing was taken back, so that numbers count the items.
    fn newest(&self) -> Result<ItemNo> {
        let counts = self.reader.counts()?;
        let items = counts.inbox(None) + counts.later + counts.done;
        Ok(ItemNo(i64::try_from(items).context("too many items")?))
    }

    /// What a step says is done to an item of a client.
    pub(super) fn step(&mut self, item: ItemNo, client: &str, step: &Step, at: Time) -> Result<()> {
        let command = self.command(item, client, step, at)?;
        self.perform(&command, at)?;
        let passed_on = match step.what {
            What::HandedOff => !step.untold,
            What::Escalated => true,
            What::Acknowledged
            | What::OwnerDone
            | What::Returned
            | What::Recalled
            | What::Nudged
            | What::Starred
            | What::Dismissed
            | What::Reopened
            | What::Told
            | What::Listened
            | What::Called
            | What::Noted
            | What::Kept
            | What::Snoozed
            | What::Finished => false,
        };
        if passed_on {
            let how = Told::Copied;
            self.perform(
                &Command::MarkTold {
                    items: vec![item],
                    how,
                },
                at,
            )?;
        }
        Ok(())
    }

    /// The command that a step stands for.
    fn command(&self, item: ItemNo, client: &str, step: &Step, at: Time) -> Result<Command> {
        let (items, words) = (vec![item], step.words.clone());
        let date = |hours: Option<f64>| hours.map(|hours| self.place.date(at, hours));
        let answer = |answer| Command::Answer {
            items: vec![item],
            answer,
            words: step.words.clone(),
        };
        Ok(match step.what {
            What::HandedOff => Command::HandOff {
                items,
                to: match &step.to {
                    Some(handle) => Recipient::Owner(self.owner(handle)?),
                    None => Recipient::Shown,
                },
                brief: Some(words).filter(|words| !words.is_empty()),
            },
            What::Acknowledged => answer(Answer::Acknowledged {
                by: date(step.by_hours),
            }),
            What::OwnerDone => answer(Answer::Done),
            What::Returned => answer(Answer::Returned),
            What::Recalled => Command::Recall { items },
            What::Nudged => Command::Nudge { items },
            What::Escalated => Command::Escalate { items },
            What::Starred => Command::Star { items, urgent: true },
            What::Dismissed => Command::Dismiss { items },
            What::Reopened => Command::Reopen { items },
            What::Told => Command::Tell {
                items,
                words,
                next: date(step.next_hours),
            },
            What::Listened => Command::Listen {
                item,
                heard: Listened {
                    words,
                    mood: step.mood,
                    said: step.said.clone(),
                    next: date(step.next_hours),
                    then: None,
                },
            },
            What::Called => Command::LogCall(CallDraft {
                account: AccountRef::Named(client.to_owned()),
                item: Some(item),
                person: step.person.clone(),
                outcome: step.outcome.context("a call without an outcome")?,
                minutes: step.minutes,
                notes: words,
                next: date(step.next_hours),
                opens: None,
                at: at - minutes(step.minutes),
            }),
            What::Noted => Command::Note { items, text: words },
            What::Kept => Command::Keep {
                items,
                reason: step.reason.context("first chair without a reason")?,
            },
            What::Snoozed => Command::Snooze {
                items,
                until: date(step.for_hours).context("a snooze without an end")?,
            },
            What::Finished => Command::Finish {
                items,
                told: true,
                reason: step.reason,
                minutes: step.minutes,
                words: String::new(),
            },
        })
    }

    fn call(&mut self, rung: &Rung) -> Result<()> {
        let (call, at) = (&rung.call, rung.at);
        let draft = CallDraft {
            account: AccountRef::Named(rung.client.clone()),
            item: None,
            person: call.person.clone(),
            outcome: call.outcome,
            minutes: call.minutes,
            notes: call.notes.clone(),
            next: call.next_hours.map(|hours| self.place.date(at, hours)),
            opens: None,
            at: at - minutes(call.minutes),
        };
        self.perform(&Command::LogCall(draft), at)?;
        Ok(())
    }
}

fn batch<'a>(source: &str, rows: impl Iterator<Item = Intake> + 'a) -> Batch<'a> {
    Batch {
        source: source.to_owned(),
        file: format!("{source}.csv"),
        rows: Box::new(rows),
    }
}

fn minutes(minutes: Option<u32>) -> Duration {
    Duration::minutes(i64::from(minutes.unwrap_or_default()))
}

fn told(part: &Part) -> String {
    format!("\"{}\" of {}", part.told.subject, part.client)
}
