//! More items than the story tells, written from its templates and lives.

use std::collections::BTreeMap;

use super::dice::Dice;
use super::place::Place;
use super::script::Part;
use super::story::{Step, Story, Template, Told};
use crate::domain::item::Kind;

/// Items for each made-up client.
const ITEMS_A_CLIENT: usize = 3;
/// Keys of made-up items begin above those of the story.
const FIRST_KEY: usize = 20_001;

/// Writes texts from the templates.
#[derive(Debug)]
pub(super) struct Pen<'a> {
    story: &'a Story,
    pub(super) dice: Dice,
}

/// A client that a pen made up.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) name: String,
    pub(super) contact: String,
}

impl<'a> Pen<'a> {
    pub(super) const fn new(story: &'a Story, seed: u64) -> Self {
        Self {
            story,
            dice: Dice::new(seed),
        }
    }

    /// So many clients with names of their own.
    pub(super) fn clients(&mut self, count: usize) -> Vec<Client> {
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        (0..count)
            .map(|_| {
                let story = self.story;
                let pattern = self.dice.pick(&story.names.accounts);
                let mut name = self.filled(pattern);
                let before = taken.entry(name.clone()).or_default();
                *before += 1;
                if *before > 1 {
                    name = format!("{name} {before}");
                }
                let pattern = self.dice.pick(&story.names.contacts);
                Client {
                    name,
                    contact: self.filled(pattern),
                }
            })
            .collect()
    }

    /// A template, each as often as its weight says.
    pub(super) fn template(&mut self) -> Option<&'a Template> {
        self.dice
            .weighed(&self.story.templates.iter(), |template| template.weight)
    }

    /// An item for an account, from a template.
    pub(super) fn item(&mut self, template: &Template, account: &str) -> Told {
        let subject = self.dice.pick(&template.subjects);
        let subject = capital(&self.filled(subject));
        let words = self.dice.pick(&template.words);
        let words = self.filled(words);
        let mut told = Told::made(template.kind, account.to_owned(), subject, words);
        if let (Some(from), Some(to), Some(currency)) =
            (template.value_from, template.value_to, &template.currency)
        {
            // Small amounts are more common than large ones.
            let most = self.dice.between(from.into(), to.into());
            told.worth(self.dice.between(from.into(), most), currency);
        }
        told
    }

    /// A pattern with each `{list}` replaced by an entry of that list, and `{number}` by a number.
    fn filled(&mut self, pattern: Option<&String>) -> String {
        let mut rest = pattern.map_or("", String::as_str);
        let mut text = String::new();
        while let Some((before, behind)) = rest.split_once('{') {
            text.push_str(before);
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            if name == "number" {
                text.push_str(&self.dice.between(2, 60).to_string());
            } else if let Some(entry) = self
                .story
                .fill
                .get(name)
                .and_then(|entries| self.dice.pick(entries))
            {
                text.push_str(entry);
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// So many items more, each with a life that has led it up to now.
pub(super) fn parts(story: &Story, count: usize, place: Place<'_>) -> Vec<Part> {
    let mut pen = Pen::new(story, 0xd047_bea7);
    let clients = pen.clients(count.div_ceil(ITEMS_A_CLIENT));
    let mut parts: Vec<Part> = (0..count)
        .filter_map(|_| part(story, &mut pen, &clients, place))
        .collect();
    parts.sort_by_key(|part| part.arrives);
    // The sources number what they send in the order of its arrival.
    for (index, part) in parts.iter_mut().enumerate() {
        let number = FIRST_KEY + index;
        (part.told.source, part.told.key) = match part.told.kind {
            Kind::Order => (Some("shopify".to_owned()), Some(format!("#{number}"))),
            Kind::Support => (Some("zendesk".to_owned()), Some(number.to_string())),
            Kind::FollowUp => (None, None),
        };
    }
    parts
}

fn part(story: &Story, pen: &mut Pen<'_>, clients: &[Client], place: Place<'_>) -> Option<Part> {
    let template = pen.template()?;
    let client = pen.dice.pick(clients)?.clone();
    let told = pen.item(template, &client.name);
    let lives = story
        .lives
        .iter()
        .filter(|life| life.kinds.is_empty() || life.kinds.contains(&told.kind));
    let life = pen.dice.weighed(&lives, |life| life.weight)?;
    let arrives = place.back(pen.dice.hours(life.ago_from, life.ago_to));
    let steps = life
        .did
        .iter()
        .map(|step: &Step| (place.after(arrives, step.after_hours.unwrap_or_default()), step))
        .take_while(|(at, _)| *at <= place.now)
        .map(|(at, step)| (at, step.clone()))
        .collect();
    Some(Part {
        told,
        client: client.name,
        contact: client.contact,
        arrives,
        steps,
    })
}
