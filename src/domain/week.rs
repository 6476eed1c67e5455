//! Weeks, and the figures of a week.
