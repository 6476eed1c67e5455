//! Draws a frame from the state.

pub mod canvas;
pub mod layout;
pub mod text;
pub mod theme;
