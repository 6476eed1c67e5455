//! A line cut into words, with quoted text kept whole.

use super::Role;

/// A word, or text in quotes with what is glued to it.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    /// Where it starts in the line, in bytes.
    pub(super) start: usize,
    /// It is taken as it stands.
    pub(super) quoted: bool,
    /// A part of the subject until understood as something else.
    pub(super) role: Role,
}

impl Token<'_> {
    /// Where it ends in the line, in bytes.
    pub(super) const fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of the line from a byte on, which must be a character's first.
pub(super) fn tokens(line: &str, from: usize) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(rest) = line.get(at..) {
        at += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let quote = quote_length(rest);
        let length = rest[quote..]
            .find(char::is_whitespace)
            .map_or(rest.len(), |end| quote + end);
        found.push(Token {
            text: &rest[..length],
            start: at,
            quoted: quote > 0,
            role: Role::Subject,
        });
        at += length;
    }
    found
}

/// The text between the quotes that enclose all of it, else the text.
pub(super) fn unquoted(text: &str) -> &str {
    let inner = || {
        let first = text.chars().next()?;
        let last = text.chars().next_back()?;
        (quote_length(text) == text.len()).then(|| &text[first.len_utf8()..text.len() - last.len_utf8()])
    };
    inner().unwrap_or(text)
}

/// Where the colon stands that ends the client's name, from a byte on: the first one at the end of a word, else the first one within a
/// word that is no time of day and no address.
pub(super) fn colon(line: &str, from: usize) -> Option<usize> {
    let tokens = tokens(line, from);
    let ends = tokens
        .iter()
        .find(|token| token.text.ends_with(':') && quote_length(token.text) < token.text.len());
    ends.map(|token| token.end() - 1).or_else(|| {
        tokens.iter().find_map(|token| {
            let quote = quote_length(token.text);
            let at = quote + token.text[quote..].find(':')?;
            let (before, after) = (&token.text[..at], &token.text[at + 1..]);
            let time = before.ends_with(|c: char| c.is_ascii_digit())
                && after.starts_with(|c: char| c.is_ascii_digit());
            (!time && !after.starts_with("//") && token.start + at > 0).then_some(token.start + at)
        })
    })
}

/// The length of the quoted text at the start, with its quotes; 0 when there is none or it is not closed.
fn quote_length(text: &str) -> usize {
    let mut chars = text.char_indices();
    let closing: &[char] = match chars.next() {
        Some((_, '"')) => &['"'],
        Some((_, '“')) => &['”'],
        Some((_, '„')) => &['“', '”'],
        Some((_, '«')) => &['»'],
        _ => return 0,
    };
    chars
        .find(|(_, c)| closing.contains(c))
        .map_or(0, |(at, c)| at + c.len_utf8())
}
