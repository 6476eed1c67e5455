//! The paths that source mentions, resolved: `use crate::{store, ui::theme}`, `super::super::store::open()`,
//! `std::fs::read` and the like, each with its line.

use super::lexer::{Piece, Token};

/// A path mentioned in code. One inside this crate begins with `crate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
    /// Whether a `use` brings it in.
    pub(crate) by_use: bool,
}

impl Mention {
    /// The path as written: `crate::store::open`.
    pub(crate) fn shown(&self) -> String {
        self.path.join("::")
    }

    /// The top-level module of this crate that it names, if it names one.
    pub(crate) fn module(&self) -> Option<&str> {
        match self.path.as_slice() {
            [root, module, ..] if root == "crate" => Some(module),
            _ => None,
        }
    }
}

/// All paths that these tokens mention, when they stand in this module (without `crate`).
pub(crate) fn mentions(module: &[String], tokens: &[Token]) -> Vec<Mention> {
    let mut reader = Reader {
        tokens,
        at: 0,
        file: module.to_vec(),
        inline: Vec::new(),
        depth: 0,
        found: Vec::new(),
    };
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.found
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    /// The module that the file is.
    file: Vec<String>,
    /// Modules written out in the file that are open here, each with the depth of braces around it.
    inline: Vec<(String, usize)>,
    depth: usize,
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    fn is_mark(&self, ahead: usize, mark: char) -> bool {
        self.token(ahead).is_some_and(|token| token.is_mark(mark))
    }

    fn is_joint(&self, ahead: usize) -> bool {
        self.is_mark(ahead, ':') && self.is_mark(ahead + 1, ':')
    }

    fn step(&mut self) {
        let Some(token) = self.token(0) else { return };
        match &token.piece {
            Piece::Mark('{') => self.depth += 1,
            Piece::Mark('}') => {
                self.depth = self.depth.saturating_sub(1);
                self.inline.pop_if(|(_, depth)| *depth == self.depth);
            }
            Piece::Word(word) if word == "use" && !self.is_mark(1, '<') => {
                self.at += 1;
                return self.tree(&[]);
            }
            Piece::Word(word) if word == "mod" && self.is_mark(2, '{') => {
                let name = self.token(1).and_then(Token::word).unwrap_or_default().to_owned();
                self.inline.push((name, self.depth));
                self.at += 2;
                return;
            }
            Piece::Word(_) => return self.plain_path(),
            Piece::Mark(_) | Piece::Text(_) => {}
        }
        self.at += 1;
    }

    /// A path outside `use`. One of a single word is a name in scope, no path.
    fn plain_path(&mut self) {
        let line = self.tokens[self.at].line;
        let mut path = Vec::new();
        while let Some(word) = self.token(0).and_then(Token::word) {
            path.push(word.to_owned());
            self.at += 1;
            if !self.is_joint(0) || self.token(2).and_then(Token::word).is_none() {
                break;
            }
            self.at += 2;
        }
        if path.len() > 1 {
            self.push(line, path, false);
        }
    }

    /// One branch of a `use`, up to the `,`, `}` or `;` after it, which is left to the caller.
    fn tree(&mut self, before: &[String]) {
        let mut path = before.to_vec();
        let mut line = self.token(0).map_or(0, |token| token.line);
        while let Some(token) = self.token(0) {
            match &token.piece {
                Piece::Word(word) if word == "as" => self.at += 2,
                Piece::Word(word) => {
                    line = token.line;
                    path.push(word.clone());
                    self.at += 1;
                }
                Piece::Mark('*') => {
                    path.push("*".to_owned());
                    self.at += 1;
                }
                Piece::Mark('{') => return self.group(&path),
                Piece::Mark(':') => self.at += 1,
                Piece::Mark(_) | Piece::Text(_) => break,
            }
        }
        // `a::{self}` names `a`; at the front of a path it is the module itself.
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        if path.len() > before.len() || !before.is_empty() {
            self.push(line, path, true);
        }
    }

    fn group(&mut self, before: &[String]) {
        self.at += 1;
        while !self.is_mark(0, '}') && self.token(0).is_some() {
            let start = self.at;
            self.tree(before);
            if self.is_mark(0, ',') || self.at == start {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    fn push(&mut self, line: usize, path: Vec<String>, by_use: bool) {
        let path = self.resolved(path);
        self.found.push(Mention { line, path, by_use });
    }

    /// The path with `self` and `super` at its front replaced by where they lead.
    fn resolved(&self, path: Vec<String>) -> Vec<String> {
        if !matches!(path[0].as_str(), "self" | "super") {
            return path;
        }
        let mut place = vec!["crate".to_owned()];
        place.extend(self.file.iter().cloned());
        place.extend(self.inline.iter().map(|(name, _)| name.clone()));
        for word in path {
            match word.as_str() {
                "self" => {}
                "super" => {
                    place.truncate((place.len() - 1).max(1));
                }
                _ => place.push(word),
            }
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    /// The paths mentioned by source that stands in `crate::ui::list`.
    fn shown(source: &str) -> Vec<String> {
        let module = ["ui".to_owned(), "list".to_owned()];
        mentions(&module, &tokens(source))
            .iter()
            .map(Mention::shown)
            .collect()
    }

    #[test]
    fn a_use_is_taken_apart_to_its_last_branch() {
        assert_eq!(
            shown("pub(crate) use crate::{app::{self, State}, store as s, keys::*};"),
            [
                "crate::app",
                "crate::app::State",
                "crate::store",
                "crate::keys::*"
            ]
        );
        assert_eq!(
            shown("use ::std::{fs, io::{Read, Write},};"),
            ["std::fs", "std::io::Read", "std::io::Write"]
        );
        assert_eq!(shown("use {std::fs, crate::app};"), ["std::fs", "crate::app"]);
        assert_eq!(shown("use rusqlite;"), ["rusqlite"]);
    }

    #[test]
    fn a_path_in_code_counts_as_much_as_a_use() {
        assert_eq!(
            shown("fn f(x: &crate::store::Store) -> Vec<std::fs::File> { ::std::thread::spawn(x) }"),
            ["crate::store::Store", "std::fs::File", "std::thread::spawn"]
        );
        assert_eq!(
            shown("let x = Vec::<crate::app::State>::new(); a.b(c)"),
            ["crate::app::State"]
        );
    }

    #[test]
    fn super_and_self_lead_to_where_they_lead() {
        assert_eq!(shown("use super::super::store::Store;"), ["crate::store::Store"]);
        assert_eq!(
            shown("use super::theme; use self::row::Row;"),
            ["crate::ui::theme", "crate::ui::list::row::Row"]
        );
        assert_eq!(shown("use super::super::super::super::app;"), ["crate::app"]);
    }

    #[test]
    fn super_counts_the_modules_written_out_in_the_file() {
        assert_eq!(
            shown(
                "mod tests { use super::super::super::store; fn f() { {} } mod more { use super::x; } } use super::y;"
            ),
            ["crate::store", "crate::ui::list::tests::x", "crate::ui::y"]
        );
    }

    #[test]
    fn what_is_no_path_is_left_alone() {
        assert_eq!(
            shown("fn f<'a>(x: &'a T) -> impl Sized + use<'a, T> { x } // crate::store"),
            Vec::<String>::new()
        );
        assert_eq!(
            shown("let s = \"crate::store\"; crate; pub(crate) struct A;"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_mention_has_its_own_line() {
        let found = mentions(
            &[],
            &tokens("use crate::{\n    app,\n    ui::{\n        theme,\n    },\n};"),
        );
        let lines: Vec<_> = found.iter().map(|mention| mention.line).collect();
        assert_eq!(lines, [2, 4]);
        assert_eq!(found[1].module(), Some("ui"));
    }
}
