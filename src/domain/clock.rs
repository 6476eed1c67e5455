//! The two clocks and the wake time of an item.
