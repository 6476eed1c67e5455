//! Tests of hand_off.
