//! The screen's mind: state, actions, effects, and the update that joins them. Pure.
