//! Tests of the store on real SQLite files.

mod accounts;
mod backup;
mod calls;
mod chance;
mod chases;
pub(super) mod desk;
mod diary;
mod doctor;
mod faults;
mod import;
mod lessons;
mod lists;
mod log;
mod morning;
mod registers;
mod undo;
mod week;

pub(super) use desk::Desk;
