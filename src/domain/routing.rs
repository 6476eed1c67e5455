//! Routing: who would get a row, and why.
//!
//! Asked in this order, and the first who can be named gets it: the config's rules, the owner who took this
//! account's last item of the kind, the config's default for the kind, the owner whose card lists the kind. An owner
//! who is away is then replaced by whoever stands in.

use std::cell::OnceCell;

use chrono::Datelike;

use super::Time;
use super::clean::normalise_name;
use super::ids::OwnerNo;
use super::item::Kind;
use super::listing::Suggestion;
use super::money::Money;
use super::owner::Owner;
use super::settings::{Rule, Settings};
use super::worktime::Calendar;

/// What routing looks at in an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Its kind.
    pub kind: Kind,
    /// The client's name.
    pub account: &'a str,
    /// One line that says what it is.
    pub subject: &'a str,
    /// The client's words; may be empty.
    pub words: &'a str,
    /// Where it came from.
    pub source: &'a str,
    /// What it is worth.
    pub value: Option<Money>,
    /// The owner of the latest hand-off among this account's other items of the kind.
    pub last_owner: Option<OwnerNo>,
}

/// The rules and owners, made ready once so that a window of rows is cheap to route. Build a new one when an owner's
/// card or the settings change.
#[derive(Debug, Clone)]
pub struct Router {
    rules: Vec<ReadyRule>,
    /// Indexes into `owners`, by the position of the kind in [`Kind::ALL`].
    defaults: Vec<Option<(usize, Origin)>>,
    /// Active owners only: a retired owner takes nothing.
    owners: Vec<Owner>,
    calendar: Calendar,
}

/// Where the default for a kind comes from.
#[derive(Debug, Clone, Copy)]
enum Origin {
    Config,
    Card,
}

/// A rule that names an active owner.
#[derive(Debug, Clone)]
struct ReadyRule {
    /// As counted in the config, from 1.
    number: usize,
    /// Index into the owners.
    to: usize,
    kind: Option<Kind>,
    account: Option<String>,
    words: Vec<String>,
    source: Option<String>,
    value_over: Option<i64>,
}

/// An item's texts, folded when a rule first asks.
struct Folded<'a> {
    facts: &'a Facts<'a>,
    account: OnceCell<String>,
    texts: OnceCell<[String; 2]>,
}

impl<'a> Folded<'a> {
    const fn new(facts: &'a Facts<'a>) -> Self {
        Self {
            facts,
            account: OnceCell::new(),
            texts: OnceCell::new(),
        }
    }

    fn account(&self) -> &str {
        self.account.get_or_init(|| normalise_name(self.facts.account))
    }

    fn texts(&self) -> &[String; 2] {
        self.texts
            .get_or_init(|| [self.facts.subject, self.facts.words].map(folded))
    }
}

impl ReadyRule {
    fn matches(&self, folded: &Folded<'_>) -> bool {
        let facts = folded.facts;
        // The conditions that cost nothing come first, so that texts are seldom folded in vain.
        self.kind.is_none_or(|kind| kind == facts.kind)
            && self
                .source
                .as_ref()
                .is_none_or(|source| source.eq_ignore_ascii_case(facts.source.trim()))
            && self
                .value_over
                .is_none_or(|least| facts.value.is_some_and(|value| value.units() >= least))
            && self
                .account
                .as_ref()
                .is_none_or(|part| folded.account().contains(part.as_str()))
            && (self.words.is_empty()
                || folded
                    .texts()
                    .iter()
                    .any(|text| self.words.iter().any(|word| has_word(text, word))))
    }
}

impl Router {
    /// Whether any rule looks at an item's words, so that they have to be read.
    #[must_use]
    pub fn reads_words(&self) -> bool {
        self.rules.iter().any(|rule| !rule.words.is_empty())
    }

    /// Makes rules and owners ready. Rules and defaults that name nobody, or a retired owner, are passed over.
    #[must_use]
    pub fn new(settings: &Settings, owners: &[Owner]) -> Self {
        let owners: Vec<Owner> = owners.iter().filter(|owner| !owner.retired).cloned().collect();
        let rules = settings
            .rules
            .iter()
            .enumerate()
            .filter_map(|(index, rule)| ready(index + 1, rule, find(&owners, &rule.to)?))
            .collect();
        let defaults = Kind::ALL
            .iter()
            .map(|&kind| {
                let named = settings
                    .default_owner
                    .get(&kind)
                    .and_then(|handle| find(&owners, handle));
                named
                    .map(|index| (index, Origin::Config))
                    .or_else(|| Some((takes(&owners, kind)?, Origin::Card)))
            })
            .collect();
        Self {
            rules,
            defaults,
            owners,
            calendar: settings.calendar.clone(),
        }
    }

    /// Who would get the item at `now`, and why. `None` leaves it with the rep: nobody takes the kind.
    #[must_use]
    pub fn suggest(&self, facts: &Facts<'_>, now: Time) -> Option<Suggestion> {
        let (owner, why) = self
            .by_rule(facts)
            .or_else(|| self.by_last(facts))
            .or_else(|| self.by_default(facts.kind))?;
        let player = self.player(owner, now);
        let why = match owner.away_until.filter(|until| *until > now) {
            None => why,
            Some(until) if player.number == owner.number => {
                format!("{why}, away until {}", day(until, now, &self.calendar))
            }
            Some(until) => format!(
                "stands in for {}, away until {}",
                owner.name,
                day(until, now, &self.calendar)
            ),
        };
        Some(Suggestion {
            owner: player.number,
            name: player.name.clone(),
            seat: player.seat,
            why,
        })
    }

    fn by_rule(&self, facts: &Facts<'_>) -> Option<(&Owner, String)> {
        let folded = Folded::new(facts);
        let rule = self.rules.iter().find(|rule| rule.matches(&folded))?;
        Some((self.owners.get(rule.to)?, format!("rule {}", rule.number)))
    }

    fn by_last(&self, facts: &Facts<'_>) -> Option<(&Owner, String)> {
        let owner = self.by_number(facts.last_owner?)?;
        let article = if facts.kind == Kind::Order { "an" } else { "a" };
        Some((
            owner,
            format!("last took {article} {} of {}", facts.kind.words(), facts.account),
        ))
    }

    fn by_default(&self, kind: Kind) -> Option<(&Owner, String)> {
        let position = Kind::ALL.iter().position(|&other| other == kind)?;
        let (index, from) = (*self.defaults.get(position)?)?;
        let why = match from {
            Origin::Config => format!("default for {}s", kind.words()),
            Origin::Card => format!("takes {}s", kind.words()),
        };
        Some((self.owners.get(index)?, why))
    }

    fn by_number(&self, number: OwnerNo) -> Option<&Owner> {
        self.owners.iter().find(|owner| owner.number == number)
    }

    /// The owner, or whoever stands in while the owner is away. When everybody along the chain is away, or the chain
    /// ends or turns back on itself, it stays with the owner: somebody must be named, and the reason says *away*.
    fn player<'a>(&'a self, owner: &'a Owner, now: Time) -> &'a Owner {
        let mut player = owner;
        for _ in 0..self.owners.len() {
            if !player.is_away(now) {
                return player;
            }
            match player.stand_in.and_then(|number| self.by_number(number)) {
                Some(next) => player = next,
                None => return owner,
            }
        }
        owner
    }
}

/// Who would get one item. For more than one, build a [`Router`] once.
#[must_use]
pub fn suggest(facts: &Facts<'_>, owners: &[Owner], settings: &Settings, now: Time) -> Option<Suggestion> {
    Router::new(settings, owners).suggest(facts, now)
}

/// Whether every condition of a rule holds for an item.
#[must_use]
pub fn holds(rule: &Rule, facts: &Facts<'_>) -> bool {
    ready(1, rule, 0).is_some_and(|rule| rule.matches(&Folded::new(facts)))
}

/// What in the settings names nobody who could take a row, in words, for `config check`.
#[must_use]
pub fn names_nobody(settings: &Settings, owners: &[Owner]) -> Vec<String> {
    let wrong = |handle: &str| match owners
        .iter()
        .filter(|owner| has_handle(owner, handle))
        .min_by_key(|o| o.retired)
    {
        None => Some(format!("names {handle:?}, and no owner has that handle")),
        Some(owner) if owner.retired => Some(format!("names {handle:?}, who is retired")),
        Some(_) => None,
    };
    let rules = settings
        .rules
        .iter()
        .enumerate()
        .filter_map(|(index, rule)| wrong(&rule.to).map(|wrong| format!("rule {} {wrong}", index + 1)));
    let defaults = settings.default_owner.iter().filter_map(|(kind, handle)| {
        wrong(handle).map(|wrong| format!("the default for {}s {wrong}", kind.words()))
    });
    rules.chain(defaults).collect()
}

/// A rule made ready. An empty condition is no condition, but words of which none can ever match match nothing.
fn ready(number: usize, rule: &Rule, to: usize) -> Option<ReadyRule> {
    let folded = |text: &String| Some(normalise_name(text)).filter(|folded| !folded.is_empty());
    let words: Vec<String> = rule.words.iter().filter_map(folded).collect();
    if words.is_empty() && !rule.words.is_empty() {
        return None;
    }
    Some(ReadyRule {
        number,
        to,
        kind: rule.kind,
        account: rule.account.as_ref().and_then(folded),
        words,
        source: rule
            .source
            .as_ref()
            .map(|source| source.trim().to_owned())
            .filter(|source| !source.is_empty()),
        value_over: rule.value_over,
    })
}

fn has_handle(owner: &Owner, handle: &str) -> bool {
    let handle = handle.trim().trim_start_matches('@').to_lowercase();
    !handle.is_empty() && owner.handle.to_lowercase() == handle
}

fn find(owners: &[Owner], handle: &str) -> Option<usize> {
    owners.iter().position(|owner| has_handle(owner, handle))
}

/// The owner whose card lists the kind: the lowest seat, then those without one, by number.
fn takes(owners: &[Owner], kind: Kind) -> Option<usize> {
    owners
        .iter()
        .enumerate()
        .filter(|(_, owner)| owner.kinds.contains(&kind))
        .min_by_key(|(_, owner)| (owner.seat.is_none(), owner.seat, owner.number))
        .map(|(index, _)| index)
}

/// A text as [`normalise_name`] leaves it, for the long ones: words of ASCII letters, which are most, are folded byte by
/// byte, and only the others are normalised.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        let_in_space(&mut folded);
        if !word.is_ascii() {
            // A name of nothing but punctuation is kept as it stands; in a text it is nothing.
            let normal = normalise_name(word);
            folded.push_str(if normal.chars().any(char::is_alphanumeric) {
                &normal
            } else {
                ""
            });
            continue;
        }
        for byte in word.bytes() {
            match byte {
                b'\'' | b'`' => {}
                b'+' | b'#' => folded.push(char::from(byte)),
                _ if byte.is_ascii_alphanumeric() => folded.push(char::from(byte.to_ascii_lowercase())),
                _ => let_in_space(&mut folded),
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Ends a word with one space.
fn let_in_space(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// Whether a folded text has a word that begins with the folded `word`: *vat* is found in *VAT number* and not in
/// *private*. Scripts that put no spaces between words are searched for the characters alone.
fn has_word(text: &str, word: &str) -> bool {
    let spaced = |c: char| c.is_alphanumeric() && c < '\u{e00}';
    let Some(first) = word.chars().next() else {
        return false;
    };
    text.match_indices(word)
        .any(|(at, _)| !spaced(first) || !text[..at].chars().next_back().is_some_and(spaced))
}

/// The day of an absence's end as a person says it: `today 14:00`, `tomorrow`, `Tue` within the next six days, else
/// `Tue 1 Dec`, with the year when it is another.
fn day(until: Time, now: Time, calendar: &Calendar) -> String {
    let (until, now) = (calendar.local(until), calendar.local(now));
    let ahead = (until.date_naive() - now.date_naive()).num_days();
    let shape = match ahead {
        0 => "today %H:%M",
        1 => "tomorrow",
        2..=6 => "%a",
        _ if until.year() == now.year() => "%a %-d %b",
        _ => "%a %-d %b %Y",
    };
    until.format(shape).to_string()
}

#[cfg(test)]
mod tests;
