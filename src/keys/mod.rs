//! Keys as data: parse and show a key, and what each means in each mode.
