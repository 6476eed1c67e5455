//! How other programs' exports are read: zones, words for kinds and urgency, and mappings for any CSV.
