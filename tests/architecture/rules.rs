//! The rules, each a function from one file to what it breaks.

use super::lexer::{Piece, Token, tokens};
use super::mentions::{Mention, mentions};

/// Who may know whom: each top-level module, and those whose paths it may mention besides its own.
pub(crate) const MAY_KNOW: &[(&str, &[&str])] = &[
    ("main", &["cli", "runtime"]),
    (
        "cli",
        &[
            "ui", "app", "keys", "store", "intake", "handoff", "report", "config", "domain",
        ],
    ),
    (
        "runtime",
        &[
            "ui", "app", "keys", "store", "intake", "handoff", "report", "config", "domain",
        ],
    ),
    ("ui", &["app", "keys", "domain"]),
    ("app", &["keys", "domain"]),
    ("store", &["domain"]),
    ("intake", &["domain"]),
    ("handoff", &["domain"]),
    ("report", &["domain"]),
    ("config", &["keys", "domain"]),
    ("keys", &["domain"]),
    ("domain", &[]),
];

/// Libraries that only some modules may know.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("ratatui", &["ui", "runtime"]),
    ("crossterm", &["ui", "keys", "runtime"]),
    ("rusqlite", &["store", "runtime"]),
    ("signal_hook", &["runtime"]),
    ("clap", &["main", "cli"]),
];

/// Modules that are pure: values in, values out.
const PURE: &[&str] = &["domain", "app"];

/// What a pure module takes from outside itself only as an argument.
const IMPURE: &[&str] = &["env", "fs", "io", "net", "os", "process", "thread", "time"];

/// The one file that asks what time it is.
const CLOCK: &str = "src/runtime/clock.rs";

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "misc", "common", "manager", "managers",
];

const MOST_LINES: usize = 500;
const MOST_LINES_OF_MAIN: usize = 40;

/// A file, taken apart.
pub(crate) struct Source<'a> {
    /// Its path from the root of the package, with `/`.
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    tokens: Vec<Token>,
    /// The module it is, from the top-level one down.
    module: Vec<String>,
}

/// A rule broken: where, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) words: String,
}

impl<'a> Source<'a> {
    pub(crate) fn new(path: &'a str, text: &'a str) -> Self {
        Self {
            path,
            text,
            tokens: if is_rust(path) { tokens(text) } else { Vec::new() },
            module: module_of(path),
        }
    }

    /// Everything that this file breaks, in the order of the rules.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let rules: [fn(&Self) -> Vec<Finding>; 9] = [
            Self::knows_only_what_it_may,
            Self::takes_libraries_only_where_they_belong,
            Self::stays_pure,
            Self::leaves_the_clock_alone,
            Self::leaves_the_clock_of_the_store_alone,
            Self::allows_nothing,
            Self::is_short,
            Self::has_a_name_that_says_something,
            Self::opens_with_a_sentence,
        ];
        rules.iter().flat_map(|rule| rule(self)).collect()
    }

    /// The top-level module this file belongs to; `None` outside `src`.
    fn top(&self) -> Option<&str> {
        let name = self.path.strip_prefix("src/")?.split(['/', '.']).next()?;
        (name != "lib").then_some(name)
    }

    fn mentions(&self) -> Vec<Mention> {
        mentions(&self.module, &self.tokens)
    }

    fn finding(&self, line: usize, words: String) -> Finding {
        Finding {
            path: self.path.to_owned(),
            line,
            words,
        }
    }

    fn knows_only_what_it_may(&self) -> Vec<Finding> {
        let Some(top) = self.top() else { return Vec::new() };
        let Some((_, may)) = MAY_KNOW.iter().find(|(module, _)| *module == top) else {
            let words =
                format!("`{top}` is in no list of who may know whom: add it to MAY_KNOW and to src/lib.rs");
            return vec![self.finding(1, words)];
        };
        let mut found = Vec::new();
        for mut mention in self.mentions() {
            let shown = mention.shown();
            if mention.path[0] == "downbeat" {
                "crate".clone_into(&mut mention.path[0]);
            }
            if mention.by_use && matches!(shown.as_str(), "crate" | "downbeat" | "crate::*" | "std") {
                let words = format!("`use {shown}` hides what is known: name the module or the type");
                found.push(self.finding(mention.line, words));
            } else if let Some(known) = mention
                .module()
                .filter(|known| *known != top && !may.contains(known))
            {
                let words = format!(
                    "`{top}` must not know `{known}` ({shown}). It may know {}: pass the value in, or move the code",
                    listed(may)
                );
                found.push(self.finding(mention.line, words));
            }
        }
        found
    }

    fn takes_libraries_only_where_they_belong(&self) -> Vec<Finding> {
        let Some(top) = self.top() else { return Vec::new() };
        let misplaced = |mention: &Mention| {
            let (library, homes) = LIBRARIES
                .iter()
                .find(|(library, _)| *library == mention.path[0])?;
            let words = format!("`{top}` must not use {library}: only {} may", listed(homes));
            (!homes.contains(&top)).then(|| self.finding(mention.line, words))
        };
        self.mentions().iter().filter_map(misplaced).collect()
    }

    fn stays_pure(&self) -> Vec<Finding> {
        let Some(top) = self.top().filter(|top| PURE.contains(top)) else {
            return Vec::new();
        };
        let impure = |mention: &Mention| match mention.path.as_slice() {
            [std, part, ..] if matches!(std.as_str(), "std" | "core") && IMPURE.contains(&part.as_str()) => {
                let words = format!(
                    "`{top}` is pure and must not use std::{part} ({}): take the value as an argument",
                    mention.shown()
                );
                Some(self.finding(mention.line, words))
            }
            _ => None,
        };
        self.mentions().iter().filter_map(impure).collect()
    }

    /// Looks for `Utc::now`, `Instant::now` and the like, `Uuid::now_v7`, and `.elapsed()`, which asks as well.
    fn leaves_the_clock_alone(&self) -> Vec<Finding> {
        if self.top().is_none() || self.path == CLOCK {
            return Vec::new();
        }
        let asks = |window: &[Token]| -> Option<Finding> {
            let [before, a, b, name] = window else { return None };
            let word = name.word()?;
            let of_clock = |word| matches!(word, "Utc" | "Local" | "SystemTime" | "Instant");
            let joined = a.is_mark(':') && b.is_mark(':');
            let asked = match word {
                "now" | "today" => joined && before.word().is_some_and(of_clock),
                "now_v1" | "now_v6" | "now_v7" => true,
                "elapsed" => b.is_mark('.'),
                _ => false,
            };
            let words =
                format!("`{word}` asks what time it is: only {CLOCK} may. Take the time as an argument");
            asked.then(|| self.finding(name.line, words))
        };
        self.tokens.windows(4).filter_map(asks).collect()
    }

    /// SQL has a clock of its own, and a `REPLACE` that the change log does not see.
    fn leaves_the_clock_of_the_store_alone(&self) -> Vec<Finding> {
        let in_sql = |line: usize, sql: &str| {
            let sql = sql.to_lowercase();
            let mut found = Vec::new();
            for clock in [
                "'now'",
                "current_timestamp",
                "current_date",
                "current_time",
                "unixepoch()",
            ] {
                if sql.contains(clock) {
                    let words = format!("{clock} asks what time it is: bind the time as a parameter");
                    found.push(self.finding(line, words));
                    break;
                }
            }
            if sql.contains("or replace") || sql.contains("replace into") {
                let words = "REPLACE skips the delete trigger of the change log: use ON CONFLICT DO UPDATE"
                    .to_owned();
                found.push(self.finding(line, words));
            }
            found
        };
        if extension(self.path) == "sql" {
            let lines = self
                .text
                .lines()
                .map(|line| line.split("--").next().unwrap_or_default());
            return lines
                .enumerate()
                .flat_map(|(index, line)| in_sql(index + 1, line))
                .collect();
        }
        if self.top() != Some("store") {
            return Vec::new();
        }
        let texts = self.tokens.iter().filter_map(|token| match &token.piece {
            Piece::Text(text) => Some((token.line, text)),
            Piece::Word(_) | Piece::Mark(_) => None,
        });
        texts.flat_map(|(line, text)| in_sql(line, text)).collect()
    }

    /// No `#[allow]`, and a reason with every `#[expect]`, also inside `cfg_attr`.
    fn allows_nothing(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for (start, token) in self
            .tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| token.is_mark('#'))
        {
            let rest = &self.tokens[start + 1..];
            let inner = rest.first().is_some_and(|token| token.is_mark('!'));
            let rest = &rest[usize::from(inner)..];
            if !rest.first().is_some_and(|token| token.is_mark('[')) {
                continue;
            }
            let attribute: Vec<&Token> = rest.iter().take_while(|token| !token.is_mark(']')).collect();
            let says = |word: &str| attribute.iter().any(|token| token.is_word(word));
            let calls = |word: &str| {
                attribute
                    .windows(2)
                    .any(|pair| pair[0].is_word(word) && pair[1].is_mark('('))
            };
            if calls("allow") {
                let words = "`allow` hides a lint for good: mend it, or `expect` it with a reason".to_owned();
                found.push(self.finding(token.line, words));
            } else if calls("expect") && !says("reason") {
                let words = "`expect` without a reason: say why in `reason = \"...\"`".to_owned();
                found.push(self.finding(token.line, words));
            }
        }
        found
    }

    fn is_short(&self) -> Vec<Finding> {
        let lines = self.text.lines().count();
        let most = if self.path == "src/main.rs" {
            MOST_LINES_OF_MAIN
        } else {
            MOST_LINES
        };
        if !is_rust(self.path) || lines <= most {
            return Vec::new();
        }
        vec![self.finding(
            lines,
            format!("{lines} lines, {most} at most: split the file by subject"),
        )]
    }

    fn has_a_name_that_says_something(&self) -> Vec<Finding> {
        let empty = |line, name: &str| {
            let words = format!("`{name}` says nothing of what is inside: name the subject");
            EMPTY_NAMES.contains(&name).then(|| self.finding(line, words))
        };
        let of_file = self.path.split(['/', '.']).filter_map(|name| empty(1, name));
        let of_modules = self.tokens.windows(2).filter(|pair| pair[0].is_word("mod"));
        let of_modules = of_modules.filter_map(|pair| empty(pair[1].line, pair[1].word()?));
        of_file.chain(of_modules).collect()
    }

    /// The tests of the module above them need no other introduction than their name.
    fn opens_with_a_sentence(&self) -> Vec<Finding> {
        if !is_rust(self.path) || self.path.ends_with("/tests.rs") || self.text.starts_with("//!") {
            return Vec::new();
        }
        vec![self.finding(
            1,
            "open the file with a `//!` sentence on what lives there".to_owned(),
        )]
    }
}

fn is_rust(path: &str) -> bool {
    extension(path) == "rs"
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// `src/ui/list.rs` is `ui::list`, `src/ui/mod.rs` is `ui`, `src/lib.rs` and `src/main.rs` are the root.
fn module_of(path: &str) -> Vec<String> {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if matches!(path, "lib" | "main") {
        return Vec::new();
    }
    path.split('/').map(str::to_owned).collect()
}

fn listed(modules: &[&str]) -> String {
    if modules.is_empty() {
        return "nobody else".to_owned();
    }
    modules.join(", ")
}
