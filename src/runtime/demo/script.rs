//! The script: every event of the demo with its moment, in the order of time.

use anyhow::{Context, Result};

use super::clients::Deed;
use super::place::Place;
use super::seed::{self, Plan};
use super::story::{Call, Card, Step, Story, Told};
use crate::domain::Time;

/// When this morning's import brings what came in at night, in hours on the wall before now.
const MORNING: f64 = 0.15;

/// An item with its moments.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) told: Told,
    /// The client's name.
    pub(super) client: String,
    /// Who at the client, and what they do.
    pub(super) contact: String,
    pub(super) arrives: Time,
    pub(super) steps: Vec<(Time, Step)>,
}

/// A call with its moment.
#[derive(Debug, Clone)]
pub(super) struct Rung {
    pub(super) call: Call,
    pub(super) client: String,
    pub(super) at: Time,
}

/// Everything that happens.
#[derive(Debug, Default)]
pub(super) struct Script {
    pub(super) parts: Vec<Part>,
    pub(super) calls: Vec<Rung>,
}

/// One thing that happens.
#[derive(Debug, Clone)]
pub(super) enum Event<'a> {
    /// An item arrives.
    Arrival(usize, &'a Part),
    /// What came in while nobody worked is imported together.
    Night(Vec<&'a Part>),
    /// Something is done to an item.
    Step(usize, &'a Part, &'a Step),
    /// A call that belongs to no item.
    Call(&'a Rung),
    /// An owner goes away.
    Away(&'a Card),
    /// A week begins: the pipeline is frozen.
    Freeze,
    /// Something on the client's side.
    Client(Deed<'a>),
    /// Something on many items.
    Bulk(&'a Plan<'a>, &'a seed::Deed),
}

impl Part {
    /// Whether it came in from a source while nobody worked, and nothing was done to it since.
    fn came_at_night(&self) -> bool {
        self.told.ago_wall_hours.is_some() && self.told.source.is_some() && self.steps.is_empty()
    }
}

impl Script {
    /// The story's own items, `items` of them at most: fewer are spread over all that the story holds.
    pub(super) fn of(story: &Story, items: usize, place: Place<'_>) -> Result<Self> {
        let callbacks = callbacks(story);
        let whole = story.items.len() + callbacks.len();
        let wanted = items.min(whole);
        // The n-th of `whole` is taken when the share counted up to it grows by one.
        let taken = |n: usize| (n + 1) * wanted / whole > n * wanted / whole;
        let mut script = Self::default();
        for (_, told) in story.items.iter().enumerate().filter(|(n, _)| taken(*n)) {
            script.parts.push(part(story, told, place)?);
        }
        let called: Vec<&str> = callbacks
            .iter()
            .enumerate()
            .filter(|(n, _)| taken(story.items.len() + n))
            .map(|(_, account)| *account)
            .collect();
        for call in &story.calls {
            let account = call.account.as_str();
            let belongs = if callbacks.contains(&account) {
                called.contains(&account)
            } else {
                script.parts.iter().any(|part| part.told.account == account)
            };
            if belongs {
                script.calls.push(Rung {
                    call: call.clone(),
                    client: story.account(account)?.name.clone(),
                    at: place.back(call.ago_hours),
                });
            }
        }
        Ok(script)
    }

    /// What happens, in the order of time; at the same moment as it is written.
    pub(super) fn events(&self, place: Place<'_>) -> Vec<(Time, Event<'_>)> {
        let mut events = Vec::new();
        let mut night = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            if part.came_at_night() {
                night.push(part);
                continue;
            }
            events.push((part.arrives, Event::Arrival(index, part)));
            events.extend(
                part.steps
                    .iter()
                    .map(|(at, step)| (*at, Event::Step(index, part, step))),
            );
        }
        if !night.is_empty() {
            night.sort_by_key(|part| part.arrives);
            events.push((place.wall(MORNING), Event::Night(night)));
        }
        events.extend(self.calls.iter().map(|call| (call.at, Event::Call(call))));
        events.sort_by_key(|(at, _)| *at);
        events
    }
}

/// How many items the whole story holds: those it names, and the callbacks that its calls make.
pub(super) fn whole(story: &Story) -> usize {
    story.items.len() + callbacks(story).len()
}

/// The accounts with a callback made by a call.
fn callbacks(story: &Story) -> Vec<&str> {
    let mut accounts: Vec<&str> = Vec::new();
    for call in story.calls.iter().filter(|call| call.next_hours.is_some()) {
        if !accounts.contains(&call.account.as_str()) {
            accounts.push(&call.account);
        }
    }
    accounts
}

fn part(story: &Story, told: &Told, place: Place<'_>) -> Result<Part> {
    let account = story.account(&told.account)?;
    let arrives = match (told.ago_hours, told.ago_wall_hours) {
        (Some(hours), None) => place.back(hours),
        (None, Some(hours)) => place.wall(hours),
        (Some(_), Some(_)) | (None, None) => {
            anyhow::bail!(
                "the story of the demo must say once when \"{}\" arrived",
                told.subject
            )
        }
    };
    let steps = told
        .did
        .iter()
        .map(|step| {
            let hours = step
                .ago_hours
                .with_context(|| format!("a step of \"{}\" has no ago_hours", told.subject))?;
            Ok((place.back(hours), step.clone()))
        })
        .collect::<Result<_>>()?;
    Ok(Part {
        told: told.clone(),
        client: account.name.clone(),
        contact: format!("{}, {}", account.contact, account.role),
        arrives,
        steps,
    })
}
