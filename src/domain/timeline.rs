//! An item's timeline in words.
