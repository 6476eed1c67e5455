//! The config file as written, and the settings it resolves to.
//!
//! A config with a fault gives no config: every fault is reported with file, line and key, and nothing starts.

mod asks;
mod cadences;
mod check;
mod deals;
mod diary;
mod document;
mod errors;
mod file;
mod hours;
mod learn;
mod outcomes;
mod paths;
mod promises;
mod quarters;
mod read;
mod resolve;
#[cfg(test)]
mod resolve_tests;
mod resolved;
mod zone;

pub use check::{Finding, check};
pub use errors::{ConfigError, ConfigErrors};
pub use learn::{LearnError, learn};
pub use paths::{EXAMPLE, InitError, LoadError, Named, NoHome, Paths, Platform, init, load};
pub use resolve::resolve;
pub use resolved::{Config, Origin, Screen, Theme};
pub use zone::{LocalZone, parse_zone, system_zone};
