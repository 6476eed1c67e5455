//! What can be done when a chase is over, and the numbers that can be dialled.

use super::{Reader, Result, accounts, calls, items, people};
use crate::domain::Time;
use crate::domain::account::Person;
use crate::domain::calls::{Callee, NextUp, Number, closing_note};
use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::phone;
use crate::domain::settings::Settings;

/// Most people offered when a chase is over, and looked at for numbers.
const PEOPLE: usize = 12;

impl Reader {
    /// What can be done now that a chase is over; `None` when there is no such account. Looks at every account with
    /// something open: a question for a worker.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn next_up(&self, account: AccountNo, settings: &Settings, now: Time) -> Result<Option<NextUp>> {
        let Some((account, client)) = accounts::standing(&self.connection, account)? else {
            return Ok(None);
        };
        let chase = calls::chase(&self.connection, account, None)?;
        let spoken_to = match chase.callback {
            Some(callback) => items::load(&self.connection, callback)?
                .contact
                .unwrap_or_default(),
            None => String::new(),
        };
        let people = people::of_account(&self.connection, account, PEOPLE)?
            .into_iter()
            .filter(|person| !person.gone && person.name != spoken_to)
            .map(|person| Callee {
                introduced: person.introduced(),
                person: person.number,
                name: person.name,
                phones: person.phones,
            })
            .collect();
        let ready = self
            .ready(now, 2)?
            .into_iter()
            .find(|waiting| waiting.account != account)
            .map(|waiting| (waiting.account, waiting.name, waiting.since));
        Ok(Some(NextUp {
            note: closing_note(&spoken_to, chase.tries, settings),
            account,
            client,
            tries: chase.tries,
            people,
            ready,
        }))
    }

    /// The numbers that can be dialled for an account: of the one to speak with first, then of the house, then of
    /// everybody else there.
    ///
    /// # Errors
    /// When the store can't be read.
    pub fn numbers_of(
        &self,
        account: AccountNo,
        item: Option<ItemNo>,
        settings: &Settings,
    ) -> Result<Vec<Number>> {
        let Some(card) = people::account(&self.connection, account)? else {
            return Ok(Vec::new());
        };
        let item = match item {
            Some(item) => items::find(&self.connection, item)?,
            None => None,
        };
        let contact = item.and_then(|item| item.contact).unwrap_or_default();
        let number = |whose: &str, shown: &String| {
            let key = phone::key(shown, settings.country)?;
            let dialled: String = key.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            (!dialled.is_empty()).then(|| Number {
                whose: whose.to_owned(),
                shown: shown.clone(),
                dialled,
            })
        };
        let mut people = people::of_account(&self.connection, card.number, PEOPLE)?;
        people.retain(|person| !person.gone);
        let (asked_for, others): (Vec<_>, Vec<_>) =
            people.into_iter().partition(|person| person.name == contact);
        let of = |people: Vec<Person>| {
            people
                .into_iter()
                .flat_map(|person| {
                    let whose = person.introduced();
                    let numbers = person.phones.iter().filter_map(|shown| number(&whose, shown));
                    numbers.collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
        };
        let mut numbers = of(asked_for);
        numbers.extend(card.phones.iter().filter_map(|shown| number(&card.name, shown)));
        numbers.extend(of(others));
        Ok(numbers)
    }
}
