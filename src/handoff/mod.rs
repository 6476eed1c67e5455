//! A hand-off's message out, and its answer back.
