//! The only place with a loop, threads, the terminal and the clock.

mod backend;
pub mod clock;
pub mod columns;
pub mod demo;
mod dialler;
mod diary;
mod effects;
mod events;
mod export;
mod question;
mod reads;
mod screen;
mod signals;
mod stage;
mod terminal;
mod threads;

pub use backend::Careful;
pub use export::{usual_name, write_whole};
pub use screen::{Launch, screen};
pub use stage::Stage;
pub use terminal::Taken;
