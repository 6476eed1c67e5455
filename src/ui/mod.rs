//! Draws a frame from the state.

pub mod canvas;
pub mod columns;
pub mod layout;
pub mod text;
pub mod theme;
