//! Tests of the store on real SQLite files.

mod desk;
mod lists;
mod undo;
mod week;

pub(super) use desk::Desk;
