//! Cleaning of text from outside: control and escape characters, bidirectional overrides, lengths.
