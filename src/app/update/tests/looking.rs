//! Tests of looking.
