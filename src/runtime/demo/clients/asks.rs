//! Asks to executives and marketing, and the events that clients are invited to.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::super::place::Place;
use super::super::play::Player;
use super::super::story::Story;
use super::{Deed, Doing, Turn, ago, client, day};
use crate::domain::Time;
use crate::domain::ask::AskEnd;
use crate::domain::ask::command::{AskCommand, AskDraft, EventDraft};
use crate::domain::ask::event::Coming;
use crate::domain::command::{AccountRef, Command};
use crate::domain::ids::EventNo;
use crate::domain::promise::Stated;

/// Something that clients are invited to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Event {
    id: String,
    name: String,
    place: String,
    on_in_days: i32,
    ago_days: f64,
    #[serde(default)]
    invited: Vec<Invited>,
}

/// A client who is invited, or what became of an invitation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Invited {
    ago_days: f64,
    account: String,
    person: Option<String>,
    by: Option<String>,
    state: Coming,
}

/// An ask and its answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Ask {
    account: String,
    to: String,
    why: String,
    #[serde(default)]
    common_ground: String,
    result: String,
    ago_days: f64,
    event: Option<String>,
    #[serde(default)]
    did: Vec<Turn>,
    end: Option<Ended>,
}

/// What came of an ask.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Ended {
    ago_days: f64,
    how: AskEnd,
    words: String,
}

/// What happens with asks and events.
pub(super) fn happen<'a>(events: &'a [Event], asks: &'a [Ask], place: Place<'_>) -> Vec<(Time, Deed<'a>)> {
    let mut all = Vec::new();
    for event in events {
        all.push((ago(place, event.ago_days), Deed::Event(event)));
        let invited = event.invited.iter();
        all.extend(invited.map(|one| (ago(place, one.ago_days), Deed::Invited(event, one))));
    }
    for (index, ask) in asks.iter().enumerate() {
        all.push((ago(place, ask.ago_days), Deed::Ask(index, ask)));
        let turns = ask.did.iter();
        all.extend(turns.map(|turn| (ago(place, turn.ago_days), Deed::OfAsk(index, turn))));
        let end = ask.end.iter();
        all.extend(end.map(|end| (ago(place, end.ago_days), Deed::AskEnd(index, end))));
    }
    all
}

impl Player<'_> {
    pub(super) fn event(&mut self, event: &Event, at: Time) -> Result<()> {
        let draft = EventDraft {
            name: Stated::new(&event.name).context("an event without a name")?,
            on: day(self.place, event.on_in_days),
            place: event.place.clone(),
        };
        self.perform(&Command::Ask(AskCommand::AddEvent(draft)), at)?;
        let number = self.clients.events.len() + 1;
        let number = EventNo(i64::try_from(number).context("too many events")?);
        self.clients.events.insert(event.id.clone(), number);
        Ok(())
    }

    fn event_number(&self, id: &str) -> Result<EventNo> {
        self.clients
            .events
            .get(id)
            .copied()
            .with_context(|| format!("the story of the demo has no event \"{id}\" yet"))
    }

    pub(super) fn invited(&mut self, story: &Story, event: &Event, one: &Invited, at: Time) -> Result<()> {
        let client = client(story, &one.account);
        let person = one.person.as_deref().map(|name| {
            let found = self.reader.people_like(name, None, 1)?.into_iter().next();
            found.with_context(|| format!("nobody is called \"{name}\""))
        });
        let by = one.by.as_deref().map(|handle| self.owner(handle)).transpose()?;
        let command = AskCommand::Invite {
            event: self.event_number(&event.id)?,
            account: AccountRef::Named(client.to_owned()),
            person: person.transpose()?.map(|person| Some(person.number)),
            by: by.map(Some),
            state: one.state,
        };
        self.perform(&Command::Ask(command), at)?;
        Ok(())
    }

    pub(super) fn ask(&mut self, story: &Story, index: usize, ask: &Ask, at: Time) -> Result<()> {
        let draft = AskDraft {
            account: AccountRef::Named(client(story, &ask.account).to_owned()),
            about: None,
            to: self.owner(&ask.to)?,
            why: Stated::prose(&ask.why).context("an ask without a why")?,
            common_ground: ask.common_ground.clone(),
            ideal_result: Stated::new(&ask.result).context("an ask without a result")?,
            draft: None,
            event: ask.event.as_deref().map(|id| self.event_number(id)).transpose()?,
            invites: Vec::new(),
        };
        let done = self.perform(&Command::Ask(AskCommand::Make(Box::new(draft))), at)?;
        let item = super::play::first(&done)?;
        self.clients.asks.insert(index, item);
        self.passed_on(item, at)
    }

    pub(super) fn of_ask(&mut self, index: usize, turn: &Turn, at: Time) -> Result<()> {
        let item = *self.clients.asks.get(&index).context("it was not made yet")?;
        match turn.what {
            Doing::Item(what) => self.step(item, "", &turn.step(what), at),
            Doing::Record(what) => anyhow::bail!("an ask has no {what:?}"),
        }
    }

    pub(super) fn ask_ended(&mut self, index: usize, end: &Ended, at: Time) -> Result<()> {
        let command = AskCommand::End {
            item: *self.clients.asks.get(&index).context("it was not made yet")?,
            end: end.how,
            words: end.words.clone(),
        };
        self.perform(&Command::Ask(command), at)?;
        Ok(())
    }
}
