//! Tests of the store on real SQLite files.

mod desk;
mod import;
mod lists;
mod undo;

pub(super) use desk::Desk;
