//! Commands on events: entered, changed, and clients invited to them.

use super::Act;
use crate::domain::ask::Ask;
use crate::domain::ask::command::{EventDraft, EventEdit};
use crate::domain::ask::event::{Coming, Event, Invitation};
use crate::domain::clean;
use crate::domain::command::{AccountRef, Remark};
use crate::domain::ids::{AccountNo, EventNo, OwnerNo, PersonNo};
use crate::domain::say;
use crate::store::{Result, StoreError, accounts, events, people};

/// What is said of an invitation: whom there, by whom (`None` leaves each as it is), and where it stands.
pub(super) type Said = (Option<Option<PersonNo>>, Option<Option<OwnerNo>>, Coming);

impl Act<'_> {
    pub(super) fn add_event(&mut self, draft: &EventDraft) -> Result<String> {
        let event = Event {
            number: EventNo(0),
            name: clean::line(draft.name.as_str(), clean::NAME),
            on: draft.on,
            place: clean::line(&draft.place, clean::NAME),
        };
        let number = events::insert(self.transaction, &event, self.moment.now)?;
        self.count += 1;
        Ok(format!("event {number} added: {}", self.named(&event)))
    }

    pub(super) fn edit_event(&mut self, number: EventNo, edit: &EventEdit) -> Result<String> {
        let before = events::load(self.transaction, number)?;
        let mut event = before.clone();
        if let Some(name) = &edit.name {
            event.name = clean::line(name.as_str(), clean::NAME);
        }
        if let Some(place) = &edit.place {
            event.place = clean::line(place, clean::NAME);
        }
        event.on = edit.on.unwrap_or(event.on);
        if event == before {
            return Err(StoreError::refused(format!(
                "nothing would change on the event {}: name what is other now",
                before.name
            )));
        }
        events::save(self.transaction, &event)?;
        self.count += 1;
        Ok(format!("event edited: {}", self.named(&event)))
    }

    /// `Rotterdam day, Tue 8 Dec`.
    fn named(&self, event: &Event) -> String {
        let today = self.calendar().local(self.moment.now).date_naive();
        format!("{}, {}", event.name, say::date(event.on, today))
    }

    /// Invites a client, or says where the invitation stands.
    pub(super) fn invite(&mut self, event: EventNo, account: &AccountRef, said: Said) -> Result<String> {
        let (person, by, state) = said;
        let event = events::load(self.transaction, event)?;
        let (account, client) = self.known_client(account)?;
        let before = events::invited(self.transaction, event.number, account)?;
        let mut invitation = before
            .clone()
            .unwrap_or_else(|| self.new_invitation(&event, account, &client));
        if let Some(by) = by {
            invitation.by = by
                .map(|by| Ok::<_, StoreError>((by, self.owner(by)?.name)))
                .transpose()?;
        }
        if let Some(person) = person {
            invitation.person = person
                .map(|person| self.somebody_there(person, account, &client))
                .transpose()?;
        }
        if invitation.state != state {
            invitation.state = state;
            invitation.at = self.moment.now;
        }
        if before.as_ref() == Some(&invitation) {
            return Err(StoreError::refused(format!(
                "{client} is down for {} already: {}",
                event.name,
                state.words()
            )));
        }
        events::keep(self.transaction, &invitation, None)?;
        self.count += 1;
        Ok(format!("{}: {client} {}", event.name, state.words()))
    }

    fn new_invitation(&self, event: &Event, account: AccountNo, client: &str) -> Invitation {
        Invitation {
            event: event.number,
            event_name: event.name.clone(),
            on: event.on,
            account,
            client: client.to_owned(),
            person: None,
            by: None,
            ask: None,
            state: Coming::Invited,
            at: self.moment.now,
        }
    }

    /// A client that there is already: a slip of the pen invites nobody.
    fn known_client(&self, account: &AccountRef) -> Result<(AccountNo, String)> {
        match account {
            AccountRef::Number(_) => {
                let (number, name, _) = accounts::resolve(self.transaction, account, self.moment.now)?;
                Ok((number, name))
            }
            AccountRef::Named(name) => accounts::of_name(self.transaction, &clean::normalise_name(name))?
                .ok_or_else(|| {
                    StoreError::refused(format!(
                        "no client is called {:?}: write the name as it stands, or add the account first",
                        clean::line(name, clean::NAME)
                    ))
                }),
        }
    }

    fn somebody_there(
        &self,
        person: PersonNo,
        account: AccountNo,
        client: &str,
    ) -> Result<(PersonNo, String)> {
        let card = people::load_person(self.transaction, person)?;
        if card.account == account {
            return Ok((card.number, card.name));
        }
        Err(StoreError::refused(format!(
            "{} is of {} and not of {client}: name somebody there",
            card.name, card.account_name
        )))
    }

    /// Invites the client of an ask, and others, to its event, in the name of who is asked. Whoever is down for it
    /// already stays as they are, and that is said. How many were invited comes back.
    pub(super) fn bring(&mut self, ask: &Ask, others: &[AccountRef]) -> Result<usize> {
        let Some((event, _)) = &ask.event else {
            return if others.is_empty() {
                Ok(0)
            } else {
                Err(StoreError::refused(
                    "nobody can be invited without an event: name it, or invite nobody",
                ))
            };
        };
        let event = events::load(self.transaction, *event)?;
        let mut already = Vec::new();
        let mut invited = 0;
        let own = AccountRef::Number(ask.account);
        for account in std::iter::once(&own).chain(others) {
            let (account, client) = self.known_client(account)?;
            if events::invited(self.transaction, event.number, account)?.is_some() {
                if account != ask.account {
                    already.push(client);
                }
                continue;
            }
            let mut invitation = self.new_invitation(&event, account, &client);
            invitation.by = Some((ask.owner, ask.owner_name.clone()));
            events::keep(self.transaction, &invitation, Some(ask.number))?;
            invited += 1;
        }
        if !already.is_empty() {
            self.remark = Some(Remark::Words(format!(
                "already down for {}: {}",
                event.name,
                already.join(", ")
            )));
        }
        Ok(invited)
    }
}
