//! Draws a frame from the state.

pub mod canvas;
pub mod columns;
pub mod detail;
pub mod header;
pub mod layout;
pub mod list;
pub mod overlay;
pub mod page;
pub mod text;
pub mod theme;
pub mod when;
pub mod words;
