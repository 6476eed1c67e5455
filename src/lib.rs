//! downbeat: the first half hour of a salesperson's day.
//!
//! The map of the crate, and who may know whom. Top knows below, never the other way round:
//!
//! ```text
//! main → cli, runtime
//! cli, runtime → everything below
//! ui → app, keys, domain
//! app → keys, domain
//! store, intake, handoff, report → domain
//! config → keys, domain
//! ```
//!
//! `domain` and `app` are pure: no terminal, database, files, threads or clock. `tests/architecture.rs` holds
//! the rule by reading the `use` lines.

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod handoff;
pub mod intake;
pub mod keys;
pub mod report;
pub mod runtime;
pub mod store;
pub mod ui;
