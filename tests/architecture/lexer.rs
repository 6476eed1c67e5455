//! Rust source as words, marks and texts, each with its line. Comments are gone, and what stands in a string or a
//! character is never taken for code. Crude on numbers, which no rule asks about.

/// A piece of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A name, a keyword or a number.
    Word(String),
    /// One character of punctuation.
    Mark(char),
    /// What a string literal holds, as written between its quotes.
    Text(String),
}

/// A piece and the line it begins on, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) piece: Piece,
}

impl Token {
    /// Whether it is this word.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(&self.piece, Piece::Word(own) if own == word)
    }

    /// Whether it is this mark.
    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.piece == Piece::Mark(mark)
    }

    /// The word, if it is one.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.piece {
            Piece::Word(word) => Some(word),
            Piece::Mark(_) | Piece::Text(_) => None,
        }
    }
}

/// Takes source apart.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        chars: source.chars().collect(),
        at: 0,
        line: 1,
        found: Vec::new(),
    };
    while lexer.peek(0).is_some() {
        lexer.step();
    }
    lexer.found
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    found: Vec<Token>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(char == '\n');
        Some(char)
    }

    fn push(&mut self, line: usize, piece: Piece) {
        self.found.push(Token { line, piece });
    }

    fn step(&mut self) {
        let line = self.line;
        match (self.peek(0), self.peek(1)) {
            (Some('/'), Some('/')) => while self.next().is_some_and(|char| char != '\n') {},
            (Some('/'), Some('*')) => self.block_comment(),
            (Some('"'), _) => self.string(line),
            (Some('\''), _) => self.char_or_lifetime(),
            (Some(char), _) if is_word(char) => self.word(line),
            (Some(char), _) => {
                self.next();
                if !char.is_whitespace() {
                    self.push(line, Piece::Mark(char));
                }
            }
            (None, _) => {}
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.next();
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.next();
                }
                (None, _) => return,
                (Some(_), _) => {}
            }
            self.next();
            if depth == 0 {
                return;
            }
        }
    }

    /// A string with escapes, from its opening quote on.
    fn string(&mut self, line: usize) {
        self.next();
        let mut text = String::new();
        while let Some(char) = self.next() {
            match char {
                '"' => break,
                '\\' => {
                    text.push(char);
                    text.extend(self.next());
                }
                _ => text.push(char),
            }
        }
        self.push(line, Piece::Text(text));
    }

    /// A raw string, from its hashes or its quote on.
    fn raw_string(&mut self, line: usize) {
        let hashes = self.hashes();
        self.at += hashes + 1;
        let mut text = String::new();
        while let Some(char) = self.next() {
            if char == '"' && self.hashes() >= hashes {
                self.at += hashes;
                break;
            }
            text.push(char);
        }
        self.push(line, Piece::Text(text));
    }

    fn hashes(&self) -> usize {
        self.chars[self.at..]
            .iter()
            .take_while(|&&char| char == '#')
            .count()
    }

    /// `'a'` and `'\n'` are characters, `'a` is a lifetime: both are left out.
    fn char_or_lifetime(&mut self) {
        self.next();
        match (self.peek(0), self.peek(1)) {
            (Some('\\'), _) => {
                self.next();
                self.next();
                while self.next().is_some_and(|char| char != '\'') {}
            }
            (Some(_), Some('\'')) => {
                self.next();
                self.next();
            }
            (Some(_) | None, _) => {
                while self.peek(0).is_some_and(is_word) {
                    self.next();
                }
            }
        }
    }

    /// A word, or the string whose prefix it is.
    fn word(&mut self, line: usize) {
        let mut word = String::new();
        while let Some(char) = self.peek(0).filter(|&char| is_word(char)) {
            word.push(char);
            self.next();
        }
        let hashes = self.hashes();
        let quoted = self.peek(hashes) == Some('"');
        match word.as_str() {
            "r" | "br" | "cr" if quoted => self.raw_string(line),
            "b" | "c" if self.peek(0) == Some('"') => self.string(line),
            "b" if self.peek(0) == Some('\'') => self.char_or_lifetime(),
            "r" if hashes == 1 => {
                // A raw identifier: `r#type` is the word `type`.
                self.next();
                self.word(line);
            }
            _ => self.push(line, Piece::Word(word)),
        }
    }
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words and marks as written, texts in quotes, joined by spaces.
    fn shown(source: &str) -> String {
        let pieces: Vec<String> = tokens(source)
            .into_iter()
            .map(|token| match token.piece {
                Piece::Word(word) => word,
                Piece::Mark(mark) => mark.to_string(),
                Piece::Text(text) => format!("\"{text}\""),
            })
            .collect();
        pieces.join(" ")
    }

    #[test]
    fn comments_are_gone_even_nested_ones() {
        assert_eq!(shown("a // b \"c\n/* d /* e */ f */ g /// h\n//! i\nj"), "a g j");
        assert_eq!(shown("a /* never closed"), "a");
    }

    #[test]
    fn strings_are_texts_whatever_they_hold() {
        assert_eq!(shown(r#"a("b // c \" d /*") e"#), r#"a ( "b // c \" d /*" ) e"#);
        assert_eq!(shown("r\"a\\\" b"), "\"a\\\" b");
        assert_eq!(shown("br##\"a\"# b\"## c"), "\"a\"# b\" c");
        assert_eq!(shown("b\"x\" c\"y\" bx"), "\"x\" \"y\" bx");
        assert_eq!(shown("\"never closed"), "\"never closed\"");
    }

    #[test]
    fn characters_and_lifetimes_do_not_open_strings() {
        assert_eq!(shown("'\"' a '\\'' b '\\u{1f600}' c b'\"' d"), "a b c d");
        assert_eq!(
            shown("fn f<'a>(x: &'a str, y: &'static str) {}"),
            "fn f < > ( x : & str , y : & str ) { }"
        );
        assert_eq!(shown("'outer: loop { break 'outer; }"), ": loop { break ; }");
    }

    #[test]
    fn raw_identifiers_are_words() {
        assert_eq!(shown("r#type::r#use"), "type : : use");
    }

    #[test]
    fn lines_are_counted_through_comments_and_strings() {
        let lines: Vec<_> = tokens("a\n/* b\nc */ d\n\"e\nf\" g")
            .into_iter()
            .map(|token| token.line)
            .collect();
        assert_eq!(lines, [1, 3, 4, 5]);
    }
}
