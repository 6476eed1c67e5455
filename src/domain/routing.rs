//! Routing: who would get a row, and why.
