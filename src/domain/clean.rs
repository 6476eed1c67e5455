//! Cleaning of text from outside: control and escape characters, bidirectional overrides, lengths.
//!
//! Text is cleaned once, where it enters. What is left can be stored, drawn and exported without another look:
//! it moves no cursor, reverses no line, hides nothing and is bounded in length.

use std::iter::Peekable;
use std::str::Chars;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Most characters in a subject: one line that says what an item is.
pub const SUBJECT: usize = 500;
/// Most characters in a name: of a client, a contact, an owner, a source's key.
pub const NAME: usize = 200;
/// Most characters in the client's words and line items.
pub const WORDS: usize = 20_000;
/// Most characters in a note.
pub const NOTE: usize = 20_000;

/// Stands at the end of a text that was too long.
pub const MARK: char = '…';

/// Most combining marks kept on one character. Real writing stays below: stacked Tibetan and pointed Hebrew use 5.
const MARKS: usize = 8;
/// Most emoji joined to one. The longest in use, a family or a couple with skin tones, joins 4.
const JOINS: usize = 8;

/// Cleans a text that belongs on one line, such as a name or a subject.
///
/// Line breaks, tabs and every kind of space become one space, runs of them collapse, and the ends are trimmed.
/// The result has at most `max_chars` characters, the last of them [`MARK`] when the text was cut.
#[must_use]
pub fn line(text: &str, max_chars: usize) -> String {
    let tidy = |bytes: &[u8]| {
        bytes.iter().all(|byte| matches!(byte, 0x20..=0x7e))
            && !bytes.windows(2).any(|pair| pair == b"  ")
            && bytes.first() != Some(&b' ')
            && bytes.last() != Some(&b' ')
    };
    if text.len() <= max_chars && tidy(text.as_bytes()) {
        return text.to_owned();
    }
    cleaned(text, max_chars, Shape::Line)
}

/// Cleans a text of several lines, such as a note or a client's words.
///
/// Every kind of line break becomes `\n`, tabs become spaces. Indentation stays; spaces at the end of a line, empty
/// lines at both ends and all but one of several empty lines go. The result has at most `max_chars` characters,
/// the last of them [`MARK`] when the text was cut.
#[must_use]
pub fn block(text: &str, max_chars: usize) -> String {
    cleaned(text, max_chars, Shape::Block)
}

/// Cleans a text of several lines for a place that has one: what stands on its lines, with `joint` where one ended.
/// The result has at most `max_chars` characters, the last of them [`MARK`] when the text was cut.
#[must_use]
pub fn joined(text: &str, joint: &str, max_chars: usize) -> String {
    // Cleaned before it is parted: what hides in a text may hide a break.
    let block = block(text, max_chars.saturating_mul(2));
    let lines: Vec<&str> = block
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    line(&lines.join(joint), max_chars)
}

/// The name by which accounts are matched: two names with the same result are the same account.
///
/// Case, accents, punctuation and spacing do not count. Legal forms do: *Acme Ltd* and *Acme Inc* may be two
/// companies, and offering a duplicate is better than merging two clients in silence. For the same reason the vowel
/// signs and voicing marks of other scripts stay, because there they make another word. A name of nothing but
/// punctuation is matched as it stands, in lower case.
#[must_use]
pub fn normalise_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.nfkd().flat_map(char::to_lowercase) {
        match c {
            // Lower case of a capital may bring an accent with it, so accents are dropped after it.
            c if is_accent(c) || is_apostrophe(c) => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ı' => folded.push('i'),
            'ŋ' => folded.push('n'),
            'ς' => folded.push('σ'),
            c if c.is_whitespace() || c.is_control() || is_punctuation(c) => folded.push(' '),
            c => folded.push(c),
        }
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    let joined: String = words.join(" ").nfc().collect();
    if joined.is_empty() {
        name.trim().to_lowercase()
    } else {
        joined
    }
}

/// Marks that make no other word of a Latin, Greek or Cyrillic one, and the choice between two looks of a character.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{e0100}'..='\u{e01ef}')
}

/// What stands inside a word without parting it: apostrophes as typed and as typeset, and joiners.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{200c}' | '\u{200d}')
}

/// Punctuation that does not tell one name from another. `+`, `#` and symbols do: *C++* is not *C*.
fn is_punctuation(c: char) -> bool {
    (c.is_ascii_punctuation() && !matches!(c, '+' | '#'))
        || matches!(c,
            '¡' | '¿' | '§' | '¶' | '·' | '«' | '»'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
            | '\u{2e00}'..='\u{2e5d}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '・')
}

/// One line or several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Block,
}

fn cleaned(text: &str, max_chars: usize, shape: Shape) -> String {
    let mut out = Writer::new(shape, max_chars);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if out.is_full() {
            break;
        }
        match c {
            '\u{1b}' => skip_escape(&mut chars),
            '\u{9b}' => skip_control_sequence(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => skip_control_string(&mut chars),
            '\r' => {
                chars.next_if_eq(&'\n');
                out.line_break();
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.line_break(),
            c if c.is_whitespace() => out.space(),
            '\u{200c}' | '\u{200d}' => out.joiner(c),
            c if c.is_control() || is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out.finish()
}

/// After ESC: drops the rest of the sequence where it is one, nothing otherwise.
fn skip_escape(chars: &mut Peekable<Chars<'_>>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            skip_control_sequence(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            chars.next();
            skip_control_string(chars);
        }
        // Intermediate and final: character sets, line sizes.
        Some('#' | '%' | '(' | ')' | '*' | '+' | '-' | '.' | '/') => {
            let mut ahead = chars.clone();
            ahead.next();
            if matches!(ahead.next(), Some('0'..='~')) {
                *chars = ahead;
            }
        }
        Some('0'..='~') => {
            chars.next();
        }
        Some(_) | None => {}
    }
}

/// After CSI: drops parameters, intermediates and the final byte when all are there.
fn skip_control_sequence(chars: &mut Peekable<Chars<'_>>) {
    let mut ahead = chars.clone();
    while ahead.next_if(|c| matches!(c, '0'..='?')).is_some() {}
    while ahead.next_if(|c| matches!(c, ' '..='/')).is_some() {}
    if ahead.next_if(|c| matches!(c, '@'..='~')).is_some() {
        *chars = ahead;
    }
}

/// After OSC, DCS and the like: drops the string when it ends on the same line, so that an unfinished sequence never
/// swallows what a client wrote.
fn skip_control_string(chars: &mut Peekable<Chars<'_>>) {
    let mut ahead = chars.clone();
    while let Some(c) = ahead.next() {
        match c {
            '\u{7}' | '\u{9c}' => {
                *chars = ahead;
                return;
            }
            '\u{1b}' => {
                if ahead.next_if_eq(&'\\').is_some() {
                    *chars = ahead;
                }
                return;
            }
            '\n' | '\r' => return,
            _ => {}
        }
    }
}

/// Characters that show nothing of their own, or mean something only inside one program: format characters, fillers,
/// bidirectional controls, tags, private use, noncharacters.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{890}' | '\u{891}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{ffa0}' | '\u{feff}' | '\u{fff0}'..='\u{fffc}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{10ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Draws on top of the character before it: combining marks, skin tones, half-width voicing marks.
fn is_mark(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{ff9e}' | '\u{ff9f}')
}

/// Scripts in which a joiner or non-joiner between two letters changes how a word is written.
fn is_joining_script(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{1a00}'..='\u{1cff}'
        | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10a00}'..='\u{10fff}' | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}')
}

/// Emoji and the signs that take part in joined ones.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Collects what is kept. Spaces, breaks and joiners wait until the next character shows whether they belong.
struct Writer {
    shape: Shape,
    max_chars: usize,
    text: String,
    chars: usize,
    spaces: usize,
    breaks: usize,
    joiner: Option<char>,
    marks: usize,
    joins: usize,
}

impl Writer {
    fn new(shape: Shape, max_chars: usize) -> Self {
        Self {
            shape,
            max_chars,
            text: String::new(),
            chars: 0,
            spaces: 0,
            breaks: 0,
            joiner: None,
            marks: 0,
            joins: 0,
        }
    }

    /// One character more than fits is enough to know that the text is too long.
    fn is_full(&self) -> bool {
        self.chars > self.max_chars
    }

    fn line_break(&mut self) {
        self.joiner = None;
        match self.shape {
            Shape::Line => self.spaces = 1,
            Shape::Block => {
                self.spaces = 0;
                self.breaks += 1;
            }
        }
    }

    fn space(&mut self) {
        self.joiner = None;
        match self.shape {
            Shape::Line => self.spaces = 1,
            Shape::Block => self.spaces += 1,
        }
    }

    fn joiner(&mut self, joiner: char) {
        if self.spaces == 0 && self.breaks == 0 {
            self.joiner = Some(joiner);
        }
    }

    fn push(&mut self, c: char) {
        let begins_line = self.text.is_empty() || (self.breaks > 0 && self.spaces == 0);
        if is_mark(c) {
            // A mark with nothing under it would be drawn on whatever stands to the left of the text.
            if begins_line || (self.spaces == 0 && self.marks >= MARKS) {
                return;
            }
        }
        self.write_gap();
        self.write_joiner(c);
        if is_mark(c) {
            self.marks += 1;
        } else {
            self.marks = 0;
        }
        self.write(c);
    }

    fn write_gap(&mut self) {
        if self.spaces == 0 && self.breaks == 0 {
            return;
        }
        if !self.text.is_empty() {
            for _ in 0..self.breaks.min(2) {
                self.write('\n');
            }
            for _ in 0..self.spaces.min(self.max_chars) {
                self.write(' ');
            }
        }
        (self.spaces, self.breaks, self.marks, self.joins) = (0, 0, 0, 0);
    }

    fn write_joiner(&mut self, next: char) {
        let before = self.text.chars().next_back();
        let Some((joiner, before)) = self.joiner.take().zip(before) else {
            if !is_mark(next) {
                self.joins = 0;
            }
            return;
        };
        let in_word = is_joining_script(before) && is_joining_script(next);
        let in_emoji = joiner == '\u{200d}'
            && (is_pictograph(before) || is_mark(before))
            && is_pictograph(next)
            && !is_mark(next);
        if (in_word || in_emoji) && self.joins < JOINS {
            self.joins += 1;
            self.write(joiner);
        } else {
            self.joins = 0;
        }
    }

    fn write(&mut self, c: char) {
        self.text.push(c);
        self.chars += 1;
    }

    fn finish(mut self) -> String {
        if self.is_full() {
            let end = cut(&self.text, self.max_chars.saturating_sub(1));
            self.text.truncate(end);
            let open_end = |c: char| c.is_whitespace() || matches!(c, '\u{200c}' | '\u{200d}');
            self.text.truncate(self.text.trim_end_matches(open_end).len());
            if self.max_chars > 0 {
                self.text.push(MARK);
            }
        }
        self.text
    }
}

/// The byte at which to cut so that at most `chars` characters stay and no character as a person sees it is split.
/// One that alone is too long is split after all.
fn cut(text: &str, chars: usize) -> usize {
    let mut seen = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        seen += grapheme.chars().count();
        if seen > chars {
            if at > 0 {
                return at;
            }
            break;
        }
    }
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
#[path = "clean_tests.rs"]
mod tests;
