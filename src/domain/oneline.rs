//! One line that adds an item, read as it is typed.
