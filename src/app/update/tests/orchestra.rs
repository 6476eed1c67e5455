//! Tests of orchestra.
