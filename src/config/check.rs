//! What is odd about a config that can be used: rules naming nobody, rules that never match, modes without a way out.
//! `downbeat config check` says these after the faults; none of them keeps the program from starting.

use std::fmt;

use super::Config;
use crate::domain::item::Kind;
use crate::domain::owner::Owner;
use crate::domain::settings::{Rule, Settings};
use crate::keys::{Intent, Mode, nearest};

/// Sources of items that no export brought.
const OWN_SOURCES: [&str; 2] = ["added", "call"];

/// One odd thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The line of the config, from 1, where one line is to blame.
    pub line: Option<usize>,
    /// The dotted key: `rules[2].to`.
    pub key: String,
    /// What is odd, and what to do about it.
    pub words: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}: {}", self.key, self.words)
    }
}

/// Everything odd about a config, given the owners in the store.
#[must_use]
pub fn check(config: &Config, owners: &[Owner]) -> Vec<Finding> {
    let mut findings = Vec::new();
    rules(config, owners, &mut findings);
    defaults(config, owners, &mut findings);
    clocks(config, &mut findings);
    ways_out(config, &mut findings);
    findings.sort_by_key(|finding| finding.line.unwrap_or(usize::MAX));
    findings
}

/// Why a handle names nobody who could take a row.
fn nobody(handle: &str, owners: &[Owner]) -> Option<String> {
    let Some(owner) = owners.iter().find(|owner| owner.handle == handle) else {
        let active = owners
            .iter()
            .filter(|owner| !owner.retired)
            .map(|owner| owner.handle.as_str());
        let near = nearest(handle, active).map_or_else(
            || "add one with `downbeat owner add`".to_owned(),
            |near| format!("did you mean \"{near}\"?"),
        );
        return Some(format!("there is no owner \"{handle}\"; {near}"));
    };
    owner.retired.then(|| {
        format!(
            "{} is retired and takes no new hand-offs; name another owner",
            owner.name
        )
    })
}

fn rules(config: &Config, owners: &[Owner], findings: &mut Vec<Finding>) {
    let rules = &config.settings.rules;
    for (index, rule) in rules.iter().enumerate() {
        let place = format!("rules[{}]", index + 1);
        let mut say = |field: &str, words: String| {
            let key = format!("{place}{field}");
            let line = config.lines.get(&key).copied();
            findings.push(Finding { line, key, words });
        };
        if let Some(why) = nobody(&rule.to, owners) {
            say(".to", why);
        }
        if let Some(source) = rule.source.as_deref() {
            let known: Vec<&str> = config.sources.names().chain(OWN_SOURCES).collect();
            if !known.contains(&source) {
                say(
                    ".source",
                    format!(
                        "there is no source \"{source}\"; it is one of {}",
                        known.join(", ")
                    ),
                );
            }
        }
        let before = rules
            .iter()
            .take(index)
            .position(|earlier| takes_all_of(earlier, rule));
        if let Some(earlier) = before {
            let words = format!(
                "it never matches: rule {} before it takes all of its rows",
                earlier + 1
            );
            say("", words);
        }
    }
}

/// Whether every row that `later` matches is matched by `earlier` as well. False where that cannot be told.
fn takes_all_of(earlier: &Rule, later: &Rule) -> bool {
    let kind = earlier.kind.is_none() || earlier.kind == later.kind;
    let source = earlier.source.is_none() || earlier.source == later.source;
    let value = earlier
        .value_over
        .is_none_or(|least| later.value_over.is_some_and(|value| value >= least));
    let account = match (&earlier.account, &later.account) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wide), Some(narrow)) => holds(narrow, wide),
    };
    let words = earlier.words.is_empty()
        || !later.words.is_empty()
            && later
                .words
                .iter()
                .all(|narrow| earlier.words.iter().any(|wide| holds(narrow, wide)));
    kind && source && value && account && words
}

/// Whether one text holds the other at the start of a word, so that whatever holds the first holds the second.
fn holds(narrow: &str, wide: &str) -> bool {
    format!(" {}", narrow.to_lowercase()).contains(&format!(" {}", wide.to_lowercase()))
}

fn defaults(config: &Config, owners: &[Owner], findings: &mut Vec<Finding>) {
    for (kind, handle) in &config.settings.default_owner {
        if let Some(words) = nobody(handle, owners) {
            let key = format!("defaults.{}", kind.as_str());
            findings.push(Finding {
                line: config.lines.get(&key).copied(),
                key,
                words,
            });
        }
    }
}

fn clocks(config: &Config, findings: &mut Vec<Finding>) {
    let Settings { client_hours, .. } = &config.settings;
    for kind in Kind::ALL {
        let Some(hours) = client_hours.get(kind).filter(|hours| hours.urgent > hours.normal) else {
            continue;
        };
        let clock = format!("clocks.{}", kind.as_str());
        let lines = ["urgent", "normal"]
            .iter()
            .map(|field| config.lines.get(&format!("{clock}.{field}")));
        let words = format!(
            "an urgent {} waits {} hours and any other {}; urgent ones should not wait longer",
            kind.words(),
            hours.urgent,
            hours.normal
        );
        findings.push(Finding {
            line: lines.flatten().copied().next(),
            key: clock,
            words,
        });
    }
}

/// A mode that no key leaves holds the rep until the program is killed.
fn ways_out(config: &Config, findings: &mut Vec<Finding>) {
    const WAYS: [Intent; 6] = [
        Intent::Back,
        Intent::Leave,
        Intent::Cancel,
        Intent::Quit,
        Intent::No,
        Intent::Accept,
    ];
    for mode in Mode::ALL {
        if !WAYS
            .iter()
            .any(|way| config.keymap.keys_for(*mode, *way).next().is_some())
        {
            let words = "no key leaves it; bind one to `cancel` or `back`".to_owned();
            findings.push(Finding {
                line: None,
                key: format!("keys.{}", mode.as_str()),
                words,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono_tz::Tz;

    use super::super::resolve;
    use super::*;
    use crate::domain::ids::OwnerNo;

    fn owner(handle: &str, retired: bool) -> Owner {
        Owner {
            number: OwnerNo(1),
            handle: handle.to_owned(),
            name: handle.to_uppercase(),
            role: String::new(),
            seat: None,
            address: String::new(),
            kinds: Vec::new(),
            hours: 8,
            away_until: None,
            stand_in: None,
            escalate_to: None,
            retired,
            part: crate::domain::owner::Part::Desk,
            asks_a_month: None,
        }
    }

    fn findings(text: &str) -> Vec<String> {
        let config = resolve(text, Path::new("config.toml"), Tz::UTC).unwrap();
        let owners = [owner("maria", false), owner("dev", false), owner("old", true)];
        check(&config, &owners).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_defaults_are_in_order() {
        assert_eq!(findings(""), Vec::<String>::new());
    }

    #[test]
    fn rules_and_defaults_that_name_nobody_are_found_with_their_line() {
        let text =
            "[defaults]\norder = \"maira\"\nsupport = \"old\"\n[[rules]]\nto = \"zoe\"\nkind = \"order\"\n";
        assert_eq!(
            findings(text),
            [
                "line 2: defaults.order: there is no owner \"maira\"; did you mean \"maria\"?",
                "line 3: defaults.support: OLD is retired and takes no new hand-offs; name another owner",
                "line 5: rules[1].to: there is no owner \"zoe\"; add one with `downbeat owner add`",
            ]
        );
    }

    #[test]
    fn a_rule_behind_one_that_takes_all_its_rows_is_found() {
        let rule = |conditions: &str| format!("[[rules]]\nto = \"dev\"\n{conditions}\n");
        let never = |first: &str, second: &str| {
            let found = findings(&format!("{}{}", rule(first), rule(second)));
            found
                .iter()
                .any(|finding| finding.contains("rules[2]: it never matches: rule 1"))
        };
        assert!(never("", "kind = \"order\""));
        assert!(never("kind = \"order\"", "kind = \"order\"\naccount = \"acme\""));
        assert!(never("account = \"acme\"", "account = \"Acme Pumps\""));
        assert!(never(
            "words = [\"vat\", \"invoice\"]",
            "words = [\"wrong invoice\"]"
        ));
        assert!(never("value_over = 10", "value_over = 10"));
        assert!(!never("kind = \"order\"", "kind = \"support\""));
        assert!(!never("kind = \"order\"", ""));
        assert!(!never("account = \"acme pumps\"", "account = \"acme\""));
        assert!(!never("words = [\"vat\"]", "words = [\"vat\", \"invoice\"]"));
        assert!(!never("words = [\"vat\"]", "words = [\"elevation\"]"));
        assert!(!never("value_over = 10", "value_over = 5"));
        assert!(!never("source = \"shopify\"", "source = \"zendesk\""));
    }

    #[test]
    fn a_source_that_is_not_there_is_found() {
        let found = findings("[[rules]]\nto = \"dev\"\nsource = \"ebay\"\n");
        assert_eq!(
            found,
            [
                "line 3: rules[1].source: there is no source \"ebay\"; it is one of shopify, zendesk, added, call"
            ]
        );
    }

    #[test]
    fn an_urgent_clock_slower_than_the_normal_one_is_found() {
        let found = findings("[clocks]\norder = { urgent = 40 }\n");
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("line 2: clocks.order: an urgent order waits 40 hours"),
            "{found:?}"
        );
    }

    #[test]
    fn a_mode_that_no_key_leaves_is_found() {
        let text = "[keys.everywhere]\n\"ctrl-c\" = \"none\"\n[keys.snooze]\nesc = \"none\"\n";
        assert_eq!(
            findings(text),
            ["keys.snooze: no key leaves it; bind one to `cancel` or `back`"]
        );
    }
}
