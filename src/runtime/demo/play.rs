//! Plays a script into a store: each event as the command that the rep would have given, at its own moment.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::Duration;

use super::place::{Place, span};
use super::script::{Event, Part, Rung, Script};
use super::story::{Card, Step, What};
use crate::domain::Time;
use crate::domain::command::{AccountRef, Answer, CallDraft, Command, Done, Listened, Recipient, Told};
use crate::domain::draft::ItemDraft;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::owner::Owner;
use crate::domain::settings::Settings;
use crate::store::Store;

/// How long before the first event the owners are entered.
const OWNERS_BEFORE: f64 = 1.0;

/// A store that is being filled.
pub(super) struct Player<'a> {
    pub(super) store: &'a mut Store,
    pub(super) settings: &'a Settings,
    pub(super) place: Place<'a>,
    /// Numbers of the owners by their handles.
    pub(super) owners: BTreeMap<String, OwnerNo>,
}

impl<'a> Player<'a> {
    pub(super) fn new(store: &'a mut Store, settings: &'a Settings, now: Time) -> Self {
        let place = Place {
            calendar: &settings.calendar,
            now,
        };
        Self {
            store,
            settings,
            place,
            owners: BTreeMap::new(),
        }
    }

    /// Does a command at a moment. Nothing is left out: the script is wrong if a command does not apply.
    pub(super) fn perform(&mut self, command: &Command, at: Time) -> Result<Done> {
        Ok(self.store.perform(command, self.settings, at, false)?)
    }

    /// Enters the owners, then whom each of them names.
    pub(super) fn owners(&mut self, cards: &[Card], at: Time) -> Result<()> {
        let owner = |card: &Card| Owner {
            number: OwnerNo(0),
            handle: card.handle.clone(),
            name: card.name.clone(),
            role: card.role.clone(),
            seat: card.seat,
            address: card.address.clone(),
            kinds: card.kinds.clone(),
            hours: card.hours,
            away_until: card
                .away_for_hours
                .map(|hours| self.place.date(self.place.now, hours)),
            stand_in: None,
            escalate_to: None,
            retired: false,
        };
        let added: Vec<Owner> = cards.iter().map(owner).collect();
        self.perform(&Command::AddOwners(added), at)?;
        let entered = self.store.reader()?.owners()?;
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
                self.perform(&Command::EditOwner(owner), at)?;
            }
        }
        Ok(())
    }

    fn owner(&self, handle: &str) -> Result<OwnerNo> {
        self.owners
            .get(handle)
            .copied()
            .with_context(|| format!("the story of the demo has no owner \"{handle}\""))
    }

    /// Plays the script from its first event to now.
    pub(super) fn play(&mut self, script: &Script, cards: &[Card]) -> Result<()> {
        let events = script.events();
        let first = events.first().map_or(self.place.now, |(at, _)| *at);
        if self.owners.is_empty() {
            self.owners(cards, first - span(OWNERS_BEFORE))?;
        }
        let mut numbers: Vec<Option<ItemNo>> = vec![None; script.parts.len()];
        for (at, event) in events {
            match event {
                Event::Arrival(index, part) => {
                    let number = self.arrive(part, at).with_context(|| told(part))?;
                    if let Some(slot) = numbers.get_mut(index) {
                        *slot = Some(number);
                    }
                }
                Event::Step(index, part, step) => {
                    let number =
                        numbers.get(index).copied().flatten().with_context(|| {
                            format!("{}: something was done before it arrived", told(part))
                        })?;
                    self.step(number, part, step, at)
                        .with_context(|| format!("{}, {:?}", told(part), step.what))?;
                }
                Event::Call(call) => self
                    .call(call)
                    .with_context(|| format!("the call to {}", call.client))?,
            }
        }
        self.store.tick(self.place.now)?;
        Ok(())
    }

    fn arrive(&mut self, part: &Part, at: Time) -> Result<ItemNo> {
        let draft = ItemDraft {
            kind: part.told.kind,
            account: part.client.clone(),
            subject: part.told.subject.clone(),
            words: part.told.words.clone(),
            client_due: part.told.due_hours.map(|hours| self.place.date(at, hours)),
            urgent: part.told.urgent,
            value: part.told.money(),
            owner: None,
        };
        let done = self.perform(&Command::Add(draft), at)?;
        done.items.first().copied().context("nothing was added")
    }

    fn step(&mut self, item: ItemNo, part: &Part, step: &Step, at: Time) -> Result<()> {
        let command = self.command(item, part, step, at)?;
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
    fn command(&self, item: ItemNo, part: &Part, step: &Step, at: Time) -> Result<Command> {
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
                account: AccountRef::Named(part.client.clone()),
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

fn minutes(minutes: Option<u32>) -> Duration {
    Duration::minutes(i64::from(minutes.unwrap_or_default()))
}

fn told(part: &Part) -> String {
    format!("\"{}\" of {}", part.told.subject, part.client)
}
