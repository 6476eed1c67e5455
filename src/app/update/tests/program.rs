//! Tests of program.
