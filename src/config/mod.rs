//! The config file as written, and the settings it resolves to.
