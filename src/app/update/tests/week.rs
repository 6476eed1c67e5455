//! Tests of week.
