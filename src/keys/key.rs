//! One key: read from text, and shown.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// What was pressed, without modifiers. A capital letter is its own character, not a letter with shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A character; space too.
    Char(char),
    /// Enter.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Shift with Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow left.
    Left,
    /// The arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// Names of keys that are no character: the one shown first, then others that are read.
const NAMES: &[(Code, &str, &[&str])] = &[
    (Code::Char(' '), "Space", &["spc"]),
    (Code::Enter, "Enter", &["return", "ret"]),
    (Code::Esc, "Esc", &["escape"]),
    (Code::Tab, "Tab", &[]),
    (Code::BackTab, "Shift-Tab", &["backtab"]),
    (Code::Backspace, "Backspace", &["bs"]),
    (Code::Delete, "Delete", &["del"]),
    (Code::Insert, "Insert", &["ins"]),
    (Code::Up, "Up", &["↑"]),
    (Code::Down, "Down", &["↓"]),
    (Code::Left, "Left", &["←"]),
    (Code::Right, "Right", &["→"]),
    (Code::Home, "Home", &[]),
    (Code::End, "End", &[]),
    (Code::PageUp, "PgUp", &["pageup"]),
    (Code::PageDown, "PgDn", &["pagedown", "pgdown"]),
];

const ARROWS: [(Code, char); 4] = [
    (Code::Up, '↑'),
    (Code::Down, '↓'),
    (Code::Left, '←'),
    (Code::Right, '→'),
];

/// A key as pressed or bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With shift. Never set on a character: the capital says it.
    pub shift: bool,
}

/// Why a text names no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}; expected {}", self.found(), self.expected())]
pub enum BadKey {
    /// Nothing was written.
    Empty,
    /// A word that names no key.
    Unknown(String),
    /// Shift on a character that has no capital: which one it gives depends on the keyboard.
    Shifted(String),
    /// Terminals send the same for both.
    Same(String, &'static str),
}

impl BadKey {
    /// What was found.
    #[must_use]
    pub fn found(&self) -> String {
        match self {
            Self::Empty => "no key is written".to_owned(),
            Self::Unknown(text) => format!("`{text}` names no key"),
            Self::Shifted(text) => format!("what `{text}` gives depends on the keyboard"),
            Self::Same(text, twin) => format!("a terminal cannot tell `{text}` from `{twin}`"),
        }
    }

    /// What was expected instead.
    #[must_use]
    pub fn expected(&self) -> String {
        match self {
            Self::Empty | Self::Unknown(_) => {
                "one such as `d`, `D`, `ctrl-d`, `enter`, `space`, `pgdn`, `f5` or `g g`".to_owned()
            }
            Self::Shifted(_) => "the character itself, such as `!`".to_owned(),
            Self::Same(_, twin) => format!("`{twin}`, or another key"),
        }
    }
}

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A key as a terminal reports it, brought to the one form in which keys are compared: a letter with shift is
    /// its capital, Ctrl makes a letter small, and Shift-Tab is [`Code::BackTab`].
    #[must_use]
    pub fn pressed(code: Code, ctrl: bool, alt: bool, shift: bool) -> Self {
        let bare = |code| Self {
            code,
            ctrl,
            alt,
            shift: false,
        };
        if let Code::Char(c) = code {
            return bare(Code::Char(match (ctrl, shift) {
                (true, _) => small(c),
                (false, true) => capital(c),
                (false, false) => c,
            }));
        }
        if code == Code::BackTab || code == Code::Tab && shift {
            return bare(Code::BackTab);
        }
        Self {
            code,
            ctrl,
            alt,
            shift,
        }
    }

    /// The character that the key types in a text field, if it types one.
    #[must_use]
    pub const fn text(self) -> Option<char> {
        if let Code::Char(c) = self.code
            && !self.ctrl
            && !self.alt
        {
            return Some(c);
        }
        None
    }

    /// The form for the footer: arrows as arrows, unless only ASCII may be shown.
    #[must_use]
    pub fn short(self, ascii: bool) -> String {
        let arrow = ARROWS.iter().find(|(code, _)| *code == self.code && !ascii);
        arrow.map_or_else(
            || self.to_string(),
            |(_, arrow)| format!("{}{arrow}", self.modifiers()),
        )
    }

    fn modifiers(self) -> String {
        let mut text = String::new();
        for (held, word) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                text.push_str(word);
            }
        }
        text
    }
}

/// The capital of a letter, where it is one character.
fn capital(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn small(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// `d`, `D`, `Ctrl-d`, `Shift-Tab`, `PgDn`, `F5`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.modifiers())?;
        match (self.code, NAMES.iter().find(|(code, ..)| *code == self.code)) {
            (_, Some((_, name, _))) => f.write_str(name),
            (Code::Char(c), None) => write!(f, "{c}"),
            (Code::F(number), None) => write!(f, "F{number}"),
            (other, None) => write!(f, "{other:?}"),
        }
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = text;
        while let Some((held, after)) = modifier(rest) {
            match held {
                Held::Ctrl => ctrl = true,
                Held::Alt => alt = true,
                Held::Shift => shift = true,
            }
            rest = after;
        }
        let code = code(rest).ok_or_else(|| match rest {
            "" => BadKey::Empty,
            _ => BadKey::Unknown(text.to_owned()),
        })?;
        if let Code::Char(c) = code {
            if shift && (ctrl || capital(c) == c && !c.is_uppercase()) {
                return Err(BadKey::Shifted(text.to_owned()));
            }
            if let Some(twin) = twin(c).filter(|_| ctrl) {
                return Err(BadKey::Same(text.to_owned(), twin));
            }
        }
        Ok(Self::pressed(code, ctrl, alt, shift))
    }
}

enum Held {
    Ctrl,
    Alt,
    Shift,
}

/// A modifier at the start of a key's text, and what follows it.
fn modifier(text: &str) -> Option<(Held, &str)> {
    let (word, rest) = text.split_once('-')?;
    let held = match word.to_ascii_lowercase().as_str() {
        "ctrl" | "control" => Held::Ctrl,
        "alt" => Held::Alt,
        "shift" => Held::Shift,
        _ => return None,
    };
    Some((held, rest))
}

fn code(text: &str) -> Option<Code> {
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && !c.is_control()
        && !c.is_whitespace()
        && !matches!(c, '↑' | '↓' | '←' | '→')
    {
        return Some(Code::Char(c));
    }
    let named = NAMES.iter().find(|(_, name, others)| {
        std::iter::once(name)
            .chain(*others)
            .any(|name| name.eq_ignore_ascii_case(text))
    });
    if let Some((code, ..)) = named {
        return Some(*code);
    }
    let number = text.strip_prefix(['f', 'F'])?;
    let number: u8 = number
        .parse()
        .ok()
        .filter(|_| number.bytes().all(|b| b.is_ascii_digit()))?;
    (1..=24).contains(&number).then_some(Code::F(number))
}

/// What a terminal sends for a character with Ctrl, where that is another key's own code (ASCII 9, 13, 27).
const fn twin(c: char) -> Option<&'static str> {
    match c {
        'i' | 'I' => Some("tab"),
        'm' | 'M' => Some("enter"),
        '[' => Some("esc"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    #[test]
    fn reads_what_the_guide_writes() {
        for (text, shown) in [
            ("d", "d"),
            ("D", "D"),
            ("shift-d", "D"),
            ("ctrl-d", "Ctrl-d"),
            ("Ctrl-D", "Ctrl-d"),
            ("enter", "Enter"),
            ("Return", "Enter"),
            ("space", "Space"),
            ("shift-tab", "Shift-Tab"),
            ("backtab", "Shift-Tab"),
            ("PGDN", "PgDn"),
            ("pageup", "PgUp"),
            ("up", "Up"),
            ("↓", "Down"),
            ("shift-up", "Shift-Up"),
            ("\\", "\\"),
            ("*", "*"),
            ("-", "-"),
            ("alt--", "Alt--"),
            ("alt-x", "Alt-x"),
            ("alt-shift-x", "Alt-X"),
            ("ctrl-alt-del", "Ctrl-Alt-Delete"),
            ("f5", "F5"),
            ("f", "f"),
            ("ø", "ø"),
            ("shift-ø", "Ø"),
        ] {
            assert_eq!(key(text).to_string(), shown, "{text}");
        }
    }

    #[test]
    fn refuses_what_no_terminal_sends_or_no_keyboard_settles() {
        let bad = |text: &str| text.parse::<Key>().unwrap_err();
        assert_eq!(bad(""), BadKey::Empty);
        assert_eq!(bad("ctrl-"), BadKey::Empty);
        for text in ["entr", "f0", "f25", "f+1", "ctrl-entr", "dd", "\u{1b}", "meta-x"] {
            assert_eq!(bad(text), BadKey::Unknown(text.to_owned()), "{text}");
        }
        assert_eq!(bad("shift-1"), BadKey::Shifted("shift-1".to_owned()));
        assert_eq!(bad("ctrl-shift-x"), BadKey::Shifted("ctrl-shift-x".to_owned()));
        assert_eq!(bad("ctrl-i"), BadKey::Same("ctrl-i".to_owned(), "tab"));
        assert_eq!(bad("ctrl-M"), BadKey::Same("ctrl-M".to_owned(), "enter"));
    }

    #[test]
    fn a_pressed_key_equals_the_bound_one_however_the_terminal_reports_it() {
        assert_eq!(Key::pressed(Code::Char('D'), false, false, true), key("D"));
        assert_eq!(Key::pressed(Code::Char('d'), false, false, true), key("D"));
        assert_eq!(Key::pressed(Code::Char('!'), false, false, true), key("!"));
        assert_eq!(Key::pressed(Code::Char('R'), true, false, true), key("ctrl-r"));
        assert_eq!(Key::pressed(Code::Tab, false, false, true), key("shift-tab"));
        assert_eq!(Key::pressed(Code::BackTab, false, false, true), key("shift-tab"));
        assert_eq!(Key::pressed(Code::Char(' '), false, false, true), key("space"));
    }

    proptest! {
        #[test]
        fn a_key_that_is_read_is_shown_in_a_form_that_reads_back(text in "(ctrl-|alt-|shift-){0,2}([ -~]|é|[a-z]{2,9}|f[0-9]{1,2})") {
            if let Ok(key) = text.parse::<Key>() {
                prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
            }
        }
    }
}
