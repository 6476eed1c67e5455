//! Tests of the store on real SQLite files.

mod accounts;
mod backup;
mod chases;
mod desk;
mod doctor;
mod faults;
mod import;
mod lists;
mod registers;
mod undo;
mod week;

pub(super) use desk::Desk;
