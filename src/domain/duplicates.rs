//! Accounts, or people, that may be one and the same: found by name, domain, telephone number and address, and only
//! ever offered.
//!
//! What is compared is put into groups by what it shares, so the work grows with what there is and not with its square:
//! 10,000 accounts are 10,000 look-ups. Names that differ by one letter share what is left of both when a letter is
//! taken away.

use std::collections::{BTreeMap, HashMap};

use super::clean;
use super::words_enum;

/// The forms of a company that say nothing of which company it is, as normalised words.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "dba",
    "eeig",
    "eg",
    "ek",
    "ev",
    "gbr",
    "gesmbh",
    "gmbh",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "lda",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sab",
    "sarl",
    "sas",
    "sasu",
    "se",
    "sia",
    "sl",
    "slu",
    "snc",
    "spa",
    "spzoo",
    "sprl",
    "srl",
    "sro",
    "uab",
    "ug",
    "zrt",
];

/// Names shorter than this are not compared letter by letter: *Alfa* and *Alba* are two.
const SHORTEST: usize = 5;

/// Most that share one thing and are still offered: what many share tells nothing.
const CROWD: usize = 25;

words_enum! {
    /// Why two may be one.
    pub enum Why {
        /// The same name, but for the legal form or the order of its words.
        SameName = "same_name",
        /// A telephone number of both.
        SamePhone = "same_phone",
        /// A mail address of both.
        SameEmail = "same_email",
        /// A domain of both that is not a public provider's.
        SameDomain = "same_domain",
        /// Names that differ by one letter.
        NearName = "near_name",
    }
}

impl Why {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SameName => "same name",
            Self::SamePhone => "same phone",
            Self::SameEmail => "same e-mail",
            Self::SameDomain => "same domain",
            Self::NearName => "a letter apart",
        }
    }
}

/// What is known of one of those to compare.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Only those of the same group are compared by name: the people of one account. Accounts are all of group 0.
    pub group: i64,
    /// Keys of its telephone numbers.
    pub phones: Vec<String>,
    /// Its mail addresses.
    pub emails: Vec<String>,
    /// Its domains, without public providers'.
    pub domains: Vec<String>,
}

/// Two that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The one with the lower number, which was there first.
    pub first: i64,
    /// The other.
    pub second: i64,
    /// Why, strongest first.
    pub why: Vec<Why>,
}

/// A name without its legal form, its words in alphabetical order: two with the same result are called the same.
#[must_use]
pub fn bare_name(name: &str) -> String {
    let normal = clean::normalise_name(name);
    // `S.p.A.` and `Sp. z o.o.` come as single letters.
    let mut words: Vec<String> = Vec::new();
    let mut letters = String::new();
    for word in normal.split(' ').chain([""]) {
        if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
            letters.push_str(word);
        } else {
            if !letters.is_empty() {
                words.push(std::mem::take(&mut letters));
            }
            if !word.is_empty() {
                words.push(word.to_owned());
            }
        }
    }
    let mut told: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| {
            !LEGAL_FORMS.contains(word) && !matches!(*word, "and" | "und" | "et" | "the" | "zoo" | "sp")
        })
        .collect();
    if told.is_empty() {
        return normal;
    }
    told.sort_unstable();
    told.join(" ")
}

/// The pairs among these that may be one, strongest reason first, then by the first one's name; `limit` at most, and
/// whether there are more.
#[must_use]
pub fn pairs(known: &[Known], limit: usize) -> (Vec<Pair>, bool) {
    let mut found: BTreeMap<(usize, usize), Vec<Why>> = BTreeMap::new();
    let names: Vec<String> = known.iter().map(|one| bare_name(&one.name)).collect();
    by_name(known, &names, &mut found);
    for (why, keys) in [
        (Why::SamePhone, (|one| &one.phones) as fn(&Known) -> &Vec<String>),
        (Why::SameEmail, |one| &one.emails),
        (Why::SameDomain, |one| &one.domains),
    ] {
        let mut sharing: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, one) in known.iter().enumerate() {
            for key in keys(one) {
                let with = sharing.entry(key).or_default();
                if with.last() != Some(&at) {
                    with.push(at);
                }
            }
        }
        for with in sharing.values() {
            join(with, why, &mut found);
        }
    }
    let mut pairs: Vec<Pair> = found
        .into_iter()
        .map(|((a, b), mut why)| {
            why.sort_unstable();
            why.dedup();
            let (a, b) = (known[a].number, known[b].number);
            Pair {
                first: a.min(b),
                second: a.max(b),
                why,
            }
        })
        .collect();
    let name_of: HashMap<i64, &str> = known
        .iter()
        .zip(&names)
        .map(|(one, name)| (one.number, name.as_str()))
        .collect();
    pairs.sort_by(|a, b| {
        let place = |pair: &Pair| (pair.why.first().copied(), std::cmp::Reverse(pair.why.len()));
        place(a)
            .cmp(&place(b))
            .then_with(|| name_of.get(&a.first).cmp(&name_of.get(&b.first)))
            .then_with(|| (a.first, a.second).cmp(&(b.first, b.second)))
    });
    let more = pairs.len() > limit;
    pairs.truncate(limit);
    (pairs, more)
}

/// Names that are the same, or a letter apart.
fn by_name(known: &[Known], names: &[String], found: &mut BTreeMap<(usize, usize), Vec<Why>>) {
    let mut same: HashMap<(i64, &str), Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        same.entry((known[at].group, name)).or_default().push(at);
    }
    for with in same.values() {
        join(with, Why::SameName, found);
    }
    // One of each name stands for all: those of the same name have been joined.
    let mut near: HashMap<(i64, String), Vec<usize>> = HashMap::new();
    for ((group, name), with) in &same {
        if name.chars().count() < SHORTEST {
            continue;
        }
        let Some(first) = with.first() else { continue };
        for left in shortened(name) {
            near.entry((*group, left)).or_default().push(*first);
        }
    }
    for with in near.values().filter(|with| with.len() > 1 && with.len() <= CROWD) {
        for (at, &a) in with.iter().enumerate() {
            for &b in &with[at + 1..] {
                if a != b && is_near(&names[a], &names[b]) {
                    let why = found.entry((a.min(b), a.max(b))).or_default();
                    if !why.contains(&Why::NearName) {
                        why.push(Why::NearName);
                    }
                }
            }
        }
    }
}

/// The first of those that share something, with each of the others.
fn join(with: &[usize], why: Why, found: &mut BTreeMap<(usize, usize), Vec<Why>>) {
    if with.len() > CROWD {
        return;
    }
    if let Some((first, others)) = with.split_first() {
        for other in others {
            found.entry((*first, *other)).or_default().push(why);
        }
    }
}

/// The name itself, and with each of its letters taken away.
fn shortened(name: &str) -> impl Iterator<Item = String> + '_ {
    let without = name.char_indices().map(|(at, letter)| {
        let mut left = String::with_capacity(name.len());
        left.push_str(&name[..at]);
        left.push_str(&name[at + letter.len_utf8()..]);
        left
    });
    without.chain([name.to_owned()])
}

/// Whether two names are one letter apart: one too many, another one, or two that changed places. Digits tell things
/// apart: *Store 12* is not *Store 13*.
#[must_use]
pub fn is_near(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if a == b || digits(a) != digits(b) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 || short.len() < SHORTEST {
        return false;
    }
    let Some(at) = (0..long.len()).find(|&at| short.get(at) != long.get(at)) else {
        return false;
    };
    if long.len() > short.len() {
        return short[at..] == long[at + 1..];
    }
    let rest = |by: usize| short.get(at + by..) == long.get(at + by..);
    rest(1) || (short.get(at) == long.get(at + 1) && short.get(at + 1) == long.get(at) && rest(2))
}

#[cfg(test)]
mod tests;
