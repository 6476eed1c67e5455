//! Keys pressed one after the other.

use std::fmt;
use std::str::FromStr;

use super::{BadKey, Key};

/// One or more keys pressed one after the other: `d`, `g g`, `r a`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(Vec<Key>);

impl Sequence {
    /// The keys, in order; there is at least one.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Whether the other sequence begins with this one and goes on.
    #[must_use]
    pub fn is_prefix_of(&self, other: &Self) -> bool {
        self.0.len() < other.0.len() && other.0.starts_with(&self.0)
    }

    /// The form for the footer: `gg`, `Ctrl-d`, `↓`.
    #[must_use]
    pub fn short(&self, ascii: bool) -> String {
        let plain = self.0.iter().all(|key| key.text().is_some_and(|c| c != ' '));
        let keys: Vec<String> = self.0.iter().map(|key| key.short(ascii)).collect();
        keys.join(if plain { "" } else { " " })
    }
}

/// Keys parted by spaces: `g g`.
impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, key) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{key}")?;
        }
        Ok(())
    }
}

impl FromStr for Sequence {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let keys = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<Vec<Key>, BadKey>>()?;
        if keys.is_empty() {
            return Err(BadKey::Empty);
        }
        Ok(Self(keys))
    }
}

impl From<Key> for Sequence {
    fn from(key: Key) -> Self {
        Self(vec![key])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sequences_are_shown_short_in_the_footer() {
        let short = |text: &str, ascii| text.parse::<Sequence>().unwrap().short(ascii);
        assert_eq!(short("g g", false), "gg");
        assert_eq!(short("r  a", false), "ra");
        assert_eq!(short("ctrl-x s", false), "Ctrl-x s");
        assert_eq!(short("down", false), "↓");
        assert_eq!(short("down", true), "Down");
        assert_eq!(short("space", false), "Space");
        assert_eq!("  ".parse::<Sequence>(), Err(BadKey::Empty));
        let (g, gg): (Sequence, Sequence) = ("g".parse().unwrap(), "g g".parse().unwrap());
        assert!(g.is_prefix_of(&gg) && !gg.is_prefix_of(&gg));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,12}") {
            let _ = text.parse::<Sequence>();
        }
    }
}
