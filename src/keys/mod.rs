//! Keys as data: parse and show a key, and what each means in each mode.
//!
//! The defaults are `assets/keymap.toml`. The config may add, replace and unbind; help, footer and palette are
//! made from the same table, so what they say is what the keys do.

mod bindings;
mod intent;
mod key;
mod keymap;
mod mode;
mod nearest;
mod sequence;

pub use bindings::{KeymapError, Written};
pub use intent::{Group, Intent};
pub use key::{BadKey, Code, Key};
pub use keymap::{Binding, Continuation, Keymap, Resolved};
pub use mode::{Layer, Mode, Section};
pub use nearest::nearest;
pub use sequence::Sequence;
