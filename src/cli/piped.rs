//! What is piped in: standard input as text.

use std::io::Read;

use super::failure::{Failure, Result};

/// The most that is read, in bytes: lines typed or piped, not a file of exports.
const MOST: u64 = 1 << 20;

/// All of standard input. `nothing` says what was not done when it can't be had: `nothing was added`.
pub(super) fn text(nothing: &str) -> Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .take(MOST + 1)
        .read_to_string(&mut text)
        .map_err(|error| Failure::refused(format!("could not read standard input: {error}; {nothing}")))?;
    if text.len() as u64 > MOST {
        return Err(Failure::refused(format!(
            "standard input is longer than a megabyte; {nothing}. `downbeat import` reads files"
        )));
    }
    Ok(text)
}
