//! Text cut to columns: what is shown of a name or a sentence in so many cells.
//!
//! Everything here works on grapheme clusters, the units a person sees, and on their width in cells. Text keeps its
//! logical order; a terminal that knows right-to-left scripts turns it round by itself.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// A cluster longer than this is cut: enough for every emoji in use, too short to paint over the rows around it.
const MARKS: usize = 16;

/// The clusters of a text as they are shown, each with its width in cells. What would move the cursor, turn the
/// reading direction or show nothing is left out; line breaks and tabs become spaces.
pub fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    let each = std::iter::from_fn(move || {
        let cluster = first_cluster(rest)?;
        rest = &rest[cluster.len()..];
        Some(cluster)
    });
    each.filter_map(|cluster| {
        if cluster.len() == 1 {
            let byte = cluster.as_bytes()[0];
            return match byte {
                b'\t' | b'\n' | b'\r' => Some((" ", 1)),
                0..=31 | 127 => None,
                _ => Some((cluster, 1)),
            };
        }
        if cluster == "\r\n" || matches!(cluster, "\u{2028}" | "\u{2029}" | "\u{85}") {
            return Some((" ", 1));
        }
        if cluster.contains(is_hidden) {
            return None;
        }
        let shown = cluster
            .char_indices()
            .nth(MARKS)
            .map_or(cluster, |(end, _)| &cluster[..end]);
        let width = usize::from(shown.cell_width());
        (width > 0).then_some((shown, width))
    })
}

/// The cluster that a text begins with. Most of what is drawn is ASCII, where one character that another follows is a
/// cluster by itself: that needs no table.
fn first_cluster(text: &str) -> Option<&str> {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => text.get(..2),
        [first, rest @ ..] if first.is_ascii() && rest.first().is_none_or(u8::is_ascii) => text.get(..1),
        _ => text.graphemes(true).next(),
    }
}

/// Characters that are never sent to a terminal: controls, bidirectional marks and overrides, zero-width spaces.
/// The joiners of emoji and of Indic and Persian scripts stay.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}')
}

/// The width of a text as it is shown, in cells.
#[must_use]
pub fn width(text: &str) -> usize {
    clusters(text).map(|(_, width)| width).sum()
}

/// A text in at most `room` cells. What does not fit is cut at a word and marked, or inside a word when cutting at
/// one would throw away more than half of the room. Runs of blanks become one.
#[must_use]
pub fn fit<'a>(text: &'a str, room: usize, mark: &str) -> Cow<'a, str> {
    if text.len() <= room && is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mark_width = width(mark).min(room);
    let mut out = String::with_capacity(room.min(text.len()).saturating_add(8));
    let mut used = 0;
    let mut blank = false;
    // Where the text may be cut so that the mark still fits: after a cluster, and after a whole word.
    let mut hard = 0;
    let mut word = None;
    for (cluster, cells) in clusters(text) {
        if cluster.trim().is_empty() {
            if !blank && used > 0 && used + mark_width <= room {
                word = Some((out.len(), used));
            }
            blank = used > 0;
            continue;
        }
        let gap = usize::from(blank);
        if used + gap + cells > room {
            return Cow::Owned(cut(out, hard, word, room, mark));
        }
        if gap == 1 {
            out.push(' ');
        }
        blank = false;
        out.push_str(cluster);
        used += gap + cells;
        if used + mark_width <= room {
            hard = out.len();
        }
    }
    Cow::Owned(out)
}

/// Cuts at the word, if that keeps half of the room, else at the cluster; then adds the mark.
fn cut(mut out: String, hard: usize, word: Option<(usize, usize)>, room: usize, mark: &str) -> String {
    let at = match word {
        Some((at, used)) if used * 2 >= room => at,
        Some(_) | None => hard,
    };
    out.truncate(at);
    out.truncate(out.trim_end().len());
    if width(mark) <= room {
        out.push_str(mark);
    }
    out
}

/// Printable ASCII without runs of blanks: as many cells as bytes, shown as it is.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| (32..127).contains(byte))
        && bytes.first() != Some(&b' ')
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// A text in exactly `room` cells: cut like [`fit`], filled with blanks on the right.
#[must_use]
pub fn padded(text: &str, room: usize, mark: &str) -> String {
    let mut out = fit(text, room, mark).into_owned();
    let missing = room.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// A text broken into lines of at most `room` cells, at words where it can be, at most `limit` lines. Line breaks of
/// the text are kept; the last line is marked when the text goes on.
#[must_use]
pub fn wrap(text: &str, room: usize, limit: usize, mark: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if room == 0 || limit == 0 {
        return lines;
    }
    let mut paragraphs = text
        .split(['\n', '\u{2028}', '\u{2029}', '\u{85}'])
        .skip_while(|part| part.trim().is_empty())
        .peekable();
    while let Some(paragraph) = paragraphs.next() {
        // One line more than allowed tells that the text goes on.
        wrap_paragraph(paragraph, room, limit.saturating_add(1), &mut lines);
        if lines.len() > limit || (lines.len() == limit && paragraphs.peek().is_some()) {
            break;
        }
    }
    let goes_on = lines.len() > limit || paragraphs.peek().is_some_and(|rest| !rest.trim().is_empty());
    lines.truncate(limit);
    if goes_on && let Some(last) = lines.last_mut() {
        let kept = fit(last, room.saturating_sub(width(mark)), "").into_owned();
        *last = kept + if width(mark) <= room { mark } else { "" };
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// After these, addresses, paths and long compounds are parted rather than anywhere.
const JOINTS: [char; 9] = ['@', '.', '/', '\\', '-', '_', ':', '&', '='];

/// Breaks one paragraph; stops once there are `limit` lines in all.
fn wrap_paragraph(paragraph: &str, room: usize, limit: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    for word in paragraph.split_whitespace() {
        if lines.len() >= limit {
            return;
        }
        let cells = width(word);
        if used > 0 && used + 1 + cells <= room {
            line.push(' ');
            used += 1;
        } else if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        // Where a word that is too long is parted, if that leaves enough of it on the line.
        let mut joint = None;
        for (cluster, cells) in clusters(word) {
            if cells > room {
                continue;
            }
            // What a joint leaves for the next line may leave no room there either.
            while used + cells > room {
                let rest = match joint.take() {
                    // What follows the joint must leave room for what comes next.
                    Some((at, before)) if before * 3 >= room && used - before + cells <= room => {
                        used -= before;
                        line.split_off(at)
                    }
                    Some(_) | None => {
                        used = 0;
                        String::new()
                    }
                };
                lines.push(std::mem::replace(&mut line, rest));
                if lines.len() >= limit {
                    return;
                }
            }
            line.push_str(cluster);
            used += cells;
            if cluster.ends_with(JOINTS) {
                joint = Some((line.len(), used));
            }
        }
    }
    lines.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fitted(text: &str, room: usize) -> String {
        fit(text, room, "…").into_owned()
    }

    #[test]
    fn cuts_at_a_word_and_marks_the_cut() {
        assert_eq!(fitted("Login fails after update", 24), "Login fails after update");
        assert_eq!(fitted("Login fails after update", 23), "Login fails after…");
        assert_eq!(fitted("Login fails after update", 18), "Login fails after…");
        assert_eq!(fitted("Login fails after update", 17), "Login fails…");
        assert_eq!(fitted("Login", 1), "…");
        assert_eq!(fitted("Login", 0), "");
    }

    #[test]
    fn cuts_inside_a_word_that_is_longer_than_half_the_room() {
        assert_eq!(fitted("Donaudampfschifffahrtsgesellschaft", 10), "Donaudamp…");
        assert_eq!(
            fitted("An Donaudampfschifffahrtsgesellschaft", 12),
            "An Donaudam…"
        );
    }

    #[test]
    fn wide_and_joined_clusters_stay_whole() {
        assert_eq!(fitted("山田商店", 8), "山田商店");
        assert_eq!(fitted("山田商店", 7), "山田商…");
        assert_eq!(fitted("山田商店", 6), "山田…");
        assert_eq!(fitted("👩‍👩‍👧‍👦 family", 3), "👩‍👩‍👧‍👦…");
        assert_eq!(fitted("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3), "👩‍👩‍👧‍👦…");
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(fitted("Cafe\u{301} de\u{301}ja\u{300}", 6), "Cafe\u{301}…");
    }

    #[test]
    fn nothing_that_moves_the_cursor_or_turns_the_line_is_shown() {
        assert_eq!(
            fitted("a\u{1b}[31mb\u{7}\u{9b}c\u{202e}d\u{200b}e\u{feff}", 20),
            "a[31mbcde"
        );
        assert_eq!(fitted("one\r\n\ttwo\u{2028}three", 20), "one two three");
        assert_eq!(fitted("שלום עולם", 20), "שלום עולם");
        let shout: String = "Z".chars().chain(std::iter::repeat_n('\u{336}', 400)).collect();
        assert!(fitted(&shout, 3).chars().count() <= MARKS);
    }

    #[test]
    fn wraps_at_words_and_marks_what_is_left_out() {
        assert_eq!(
            wrap("We can't ship until this works.", 12, 9, "…"),
            ["We can't", "ship until", "this works."]
        );
        assert_eq!(
            wrap("We can't ship until this works.", 12, 2, "…"),
            ["We can't", "ship until…"]
        );
        assert_eq!(wrap("one\n\ntwo", 12, 9, "…"), ["one", "", "two"]);
        assert_eq!(wrap("one\n\ntwo\n", 12, 2, "…"), ["one", "…"]);
        assert_eq!(wrap("abcdefgh", 3, 9, "…"), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3, 9, "…"), Vec::<String>::new());
    }

    #[test]
    fn a_word_that_is_too_long_is_parted_where_an_address_can_be_read() {
        assert_eq!(
            wrap("maria.lindqvist@example.com", 22, 9, "…"),
            ["maria.lindqvist@", "example.com"]
        );
        assert_eq!(
            wrap("~/.local/share/downbeat/downbeat.db", 17, 9, "…"),
            ["~/.local/share/", "downbeat/", "downbeat.db"]
        );
        assert_eq!(wrap("a@bcdefghijkl", 6, 9, "…"), ["a@", "bcdefg", "hijkl"]);
        assert_eq!(wrap("-a🌀", 2, 9, "…"), ["-a", "🌀"]);
        assert_eq!(wrap("a@bcdefghijkl", 7, 9, "…"), ["a@bcdef", "ghijkl"]);
    }

    proptest! {
        #[test]
        fn clusters_are_found_one_by_one_as_in_the_whole_text(text in "(.|[a-c\r\n 山e\u{301}👩‍שل🇩🇪क्ष])*") {
            let mut rest = text.as_str();
            let mut found = Vec::new();
            while let Some(cluster) = first_cluster(rest) {
                found.push(cluster);
                rest = &rest[cluster.len()..];
            }
            prop_assert_eq!(found, text.graphemes(true).collect::<Vec<_>>());
        }

        #[test]
        fn never_wider_than_the_room(text in "\\PC{0,40}|(.|[山e\u{301}👩‍שل\u{202e} ]){0,40}", room in 0_usize..60) {
            let shown = fit(&text, room, "…");
            prop_assert!(width(&shown) <= room);
            prop_assert!(!shown.contains(is_hidden));
            prop_assert_eq!(width(&padded(&text, room, "…")), room);
        }

        #[test]
        fn no_wrapped_line_is_wider_than_the_room(text in "(.|[山e\u{301}👩‍שل\u{202e} \n]){0,60}",
                                                  room in 0_usize..30, limit in 0_usize..6) {
            let lines = wrap(&text, room, limit, "…");
            prop_assert!(lines.len() <= limit);
            for line in lines {
                prop_assert!(width(&line) <= room);
                prop_assert!(!line.contains(is_hidden));
            }
        }
    }
}
