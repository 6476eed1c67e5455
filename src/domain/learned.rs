//! Rules learned from the rep: when the owner shown was passed over for another in the same way three times, the rule
//! that would have shown that other.

use super::clean::normalise_name;
use super::item::Kind;
use super::routing::{self, Facts};
use super::settings::Rule;

/// How often the rep must have picked the same other owner before a rule is offered.
pub const TIMES: usize = 3;

/// How many of the latest hand-offs of a kind are looked at.
pub const LOOKED_AT: usize = 40;

/// The shortest word of a subject that a rule may stand on.
const SHORTEST_WORD: usize = 4;

/// Sources whose rows have nothing in common but that the rep wrote them.
const BY_HAND: [&str; 2] = ["added", "call"];

/// One hand-off of the rep's, as far as a rule could look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The handle of the owner who got it.
    pub to: String,
    /// The handle of the owner whom the row had shown, when the rep picked another.
    pub instead_of: Option<String>,
    /// The client's name.
    pub account: String,
    /// The row's one line.
    pub subject: String,
    /// Where the row came from.
    pub source: String,
}

/// A rule worth writing, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The rule.
    pub rule: Rule,
    /// Why: `3 orders of Acme Pumps went to @piet instead of @maria`.
    pub why: String,
}

/// The rule that the newest of these hand-offs of one kind teaches, if it teaches one. Newest first.
///
/// The newest three that passed over the same owner for the same other must have something in common: the account,
/// else a word of the subject, else the source, else only the kind. The narrowest rule is taken under which none of the
/// hand-offs looked at would have gone to anybody else.
#[must_use]
pub fn lesson(kind: Kind, given: &[Given]) -> Option<Lesson> {
    let newest = given.first()?;
    let instead = newest.instead_of.as_ref()?;
    let same: Vec<&Given> = given
        .iter()
        .filter(|other| other.to == newest.to && other.instead_of.as_ref() == Some(instead))
        .take(TIMES)
        .collect();
    if same.len() < TIMES {
        return None;
    }
    candidates(kind, newest, &same)
        .into_iter()
        .find_map(|(rule, what)| {
            let holds = given
                .iter()
                .take(LOOKED_AT)
                .filter(|other| matches(kind, &rule, other))
                .all(|other| other.to == newest.to);
            holds.then(|| Lesson {
                why: format!("{TIMES} {what} went to @{} instead of @{instead}", newest.to),
                rule,
            })
        })
}

/// The rules that would match all of the same, the narrowest first, each with what it speaks of.
fn candidates(kind: Kind, newest: &Given, same: &[&Given]) -> Vec<(Rule, String)> {
    let plain = Rule {
        to: newest.to.clone(),
        kind: Some(kind),
        ..Rule::default()
    };
    let plural = plural(kind);
    let mut rules = Vec::new();
    let account = normalise_name(&newest.account);
    if same.iter().all(|one| normalise_name(&one.account) == account) {
        let rule = Rule {
            account: Some(newest.account.clone()),
            ..plain.clone()
        };
        rules.push((rule, format!("{plural} of {}", newest.account)));
    }
    for word in shared_words(kind, newest, same) {
        let what = format!("{plural} with “{word}”");
        let rule = Rule {
            words: vec![word],
            ..plain.clone()
        };
        rules.push((rule, what));
    }
    if !BY_HAND.contains(&newest.source.as_str()) && same.iter().all(|one| one.source == newest.source) {
        let rule = Rule {
            source: Some(newest.source.clone()),
            ..plain.clone()
        };
        rules.push((rule, format!("{plural} from {}", newest.source)));
    }
    rules.push((plain, plural.to_owned()));
    rules
}

/// Words of the newest subject that stand in all of the others, the longest first.
fn shared_words(kind: Kind, newest: &Given, same: &[&Given]) -> Vec<String> {
    let mut words: Vec<String> = newest
        .subject
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST_WORD && word.chars().all(char::is_alphabetic))
        .map(str::to_lowercase)
        .filter(|word| {
            let rule = Rule {
                words: vec![word.clone()],
                ..Rule::default()
            };
            same.iter().all(|one| matches(kind, &rule, one))
        })
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    words
}

/// Whether a rule would match a hand-off, as far as is known of it.
fn matches(kind: Kind, rule: &Rule, given: &Given) -> bool {
    let facts = Facts {
        kind,
        account: &given.account,
        subject: &given.subject,
        words: "",
        source: &given.source,
        value: None,
        last_owner: None,
    };
    routing::holds(rule, &facts)
}

const fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Order => "orders",
        Kind::Support => "support calls",
        Kind::FollowUp => "follow-ups",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(to: &str, instead_of: Option<&str>, account: &str, subject: &str, source: &str) -> Given {
        Given {
            to: to.to_owned(),
            instead_of: instead_of.map(str::to_owned),
            account: account.to_owned(),
            subject: subject.to_owned(),
            source: source.to_owned(),
        }
    }

    fn passed_over(account: &str, subject: &str) -> Given {
        given("piet", Some("maria"), account, subject, "shopify")
    }

    #[test]
    fn twice_is_no_habit_and_the_third_time_teaches_the_account() {
        let mut all = vec![
            passed_over("Acme Pumps", "40 pallets"),
            passed_over("ACME pumps", "seals"),
        ];
        assert_eq!(lesson(Kind::Order, &all), None);
        all.insert(0, passed_over("Acme Pumps", "hoses"));
        let taught = lesson(Kind::Order, &all).unwrap();
        assert_eq!(taught.rule.account.as_deref(), Some("Acme Pumps"));
        assert_eq!(
            (taught.rule.to.as_str(), taught.rule.kind),
            ("piet", Some(Kind::Order))
        );
        assert_eq!(
            taught.why,
            "3 orders of Acme Pumps went to @piet instead of @maria"
        );
    }

    #[test]
    fn of_several_accounts_a_shared_word_is_what_they_have_in_common() {
        let all = [
            passed_over("Acme", "Invoice shows wrong VAT"),
            passed_over("Borealis", "wrong invoice sent"),
            given("dev", None, "Øresund", "Login fails", "zendesk"),
            passed_over("Čapek", "An INVOICE is missing"),
        ];
        let taught = lesson(Kind::Support, &all).unwrap();
        assert_eq!(taught.rule.words, ["invoice"]);
        assert_eq!(
            taught.why,
            "3 support calls with “invoice” went to @piet instead of @maria"
        );
    }

    #[test]
    fn a_rule_that_other_hand_offs_speak_against_is_not_offered() {
        let all = [
            passed_over("Acme", "40 pallets"),
            passed_over("Borealis", "seals"),
            passed_over("Čapek", "hoses"),
            given("maria", None, "Øresund", "gaskets", "shopify"),
        ];
        assert_eq!(
            lesson(Kind::Order, &all),
            None,
            "neither the source nor the kind alone would be right"
        );
        let taught = lesson(Kind::Order, &all[..3]).unwrap();
        assert_eq!(taught.rule.source.as_deref(), Some("shopify"));
    }

    #[test]
    fn what_went_as_shown_teaches_nothing() {
        let all = vec![given("maria", None, "Acme", "seals", "added"); 5];
        assert_eq!(lesson(Kind::Order, &all), None);
        assert_eq!(lesson(Kind::Order, &[]), None);
    }

    #[test]
    fn rows_written_by_hand_have_only_their_kind_in_common() {
        let all: Vec<Given> = ["seals", "hoses", "pumps"]
            .iter()
            .enumerate()
            .map(|(n, subject)| given("piet", Some("maria"), &format!("Client {n}"), subject, "added"))
            .collect();
        let taught = lesson(Kind::Order, &all).unwrap();
        assert_eq!(
            taught.rule,
            Rule {
                to: "piet".into(),
                kind: Some(Kind::Order),
                ..Rule::default()
            }
        );
    }
}
