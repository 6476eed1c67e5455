//! How wide the terminal is.

/// Columns of the terminal that standard output is; `None` when it has no width to tell.
#[must_use]
pub fn columns() -> Option<usize> {
    let (columns, _) = crossterm::terminal::size().ok()?;
    (columns > 0).then_some(usize::from(columns))
}
