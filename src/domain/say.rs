//! Dates and spans in the words a person says.
