//! What a rep's work is: items, owners, hand-offs, clocks, cues, routing, calls, working time, weeks.
//! Pure: values in, values out. The time is always an argument.

pub mod account;
pub mod ask;
pub mod brief;
pub mod cadence;
pub mod calls;
pub mod card;
pub mod clean;
pub mod clock;
pub mod command;
pub mod deal;
pub mod diary;
pub mod draft;
pub mod duplicates;
pub mod format;
pub mod handoff;
pub mod ids;
pub mod item;
pub mod learned;
pub mod life;
pub mod listing;
pub mod monday;
pub mod money;
pub mod morning;
pub mod oneline;
pub mod outcome;
pub mod owner;
pub mod phone;
pub mod promise;
pub mod quarter;
pub mod reach;
pub mod ready;
pub mod register;
pub mod routing;
pub mod say;
pub mod settings;
pub mod sources;
pub mod stands_for;
pub mod timeline;
pub mod week;
pub mod when;
pub mod worktime;

/// A moment in UTC. The store keeps it as milliseconds since the Unix epoch.
pub type Time = chrono::DateTime<chrono::Utc>;

/// An enumeration with one stable word for each value: the word stored, listed in JSON and read back.
macro_rules! words_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable word for the value.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value for a stable word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words_enum;
