//! The list on the screen as the rep sees it: which rows there are, which one is selected, and how to get to another.

use super::pty::Session;

/// A row of the list, as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// The line without what stands beside the list.
    pub(crate) text: String,
    /// The selection is on it.
    pub(crate) selected: bool,
    /// It is marked.
    pub(crate) marked: bool,
}

/// The rows of the list that this screen shows, from top to bottom.
pub(crate) fn rows(screen: &str) -> Vec<Row> {
    screen.lines().filter_map(row).collect()
}

/// A row begins with the sign of the selection or a mark, the letter of its kind, the sign of urgency and a space.
fn row(line: &str) -> Option<Row> {
    let list = line.split('│').next().unwrap_or(line);
    let mut chars = list.chars();
    let (sign, kind, urgent, space) = (chars.next()?, chars.next()?, chars.next()?, chars.next()?);
    let is_row = " ▌•▶".contains(sign)
        && "OSF".contains(kind)
        && " !".contains(urgent)
        && space == ' '
        && chars.next().is_some_and(|client| client != ' ');
    is_row.then(|| Row {
        text: list.trim_end().to_owned(),
        selected: "▌▶".contains(sign),
        marked: "•▶".contains(sign),
    })
}

/// The selected row.
pub(crate) fn selected(screen: &str) -> Option<Row> {
    rows(screen).into_iter().find(|row| row.selected)
}

/// Moves the selection to the row of this client, key by key, each waited for.
#[track_caller]
pub(crate) fn select(session: &mut Session, client: &str) {
    let is_it = |row: &Row| row.text.chars().skip(4).collect::<String>().starts_with(client);
    let screen = session.until_screen(&format!("list {client} and a selected row"), |screen| {
        let rows = rows(screen);
        rows.iter().any(is_it) && rows.iter().any(|row| row.selected)
    });
    let rows = rows(&screen);
    let to = rows.iter().position(is_it).unwrap_or(0);
    let from = rows.iter().position(|row| row.selected).unwrap_or(0);
    let key = if to > from { "j" } else { "k" };
    for _ in 0..to.abs_diff(from) {
        session.key(key);
    }
    session.until_screen(&format!("select {client}"), |screen| {
        selected(screen).is_some_and(|row| is_it(&row))
    });
}
