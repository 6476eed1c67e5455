//! What typing does to a text.

use proptest::prelude::*;

use super::*;

/// A text with `|` where the cursor is.
fn input(shown: &str) -> Input {
    let at = shown.find('|').expect("a cursor");
    Input::new(shown.replacen('|', "", 1)).with_cursor(at)
}

fn shown(input: &Input) -> String {
    let (before, after) = input.value().split_at(input.cursor());
    format!("{before}|{after}")
}

fn went(from: &str, reach: Reach, on: bool) -> String {
    let mut input = input(from);
    input.go(reach, on);
    shown(&input)
}

fn deleted(from: &str, reach: Reach, on: bool) -> String {
    let mut input = input(from);
    input.delete(reach, on);
    shown(&input)
}

#[test]
fn what_a_person_sees_as_one_character_goes_as_one() {
    for one in ["e\u{301}", "👩‍👩‍👧‍👦", "🇩🇪", "각", "क्षि", "\r\n"] {
        let text = format!("a{one}b");
        let mut input = Input::new(text.clone()).with_cursor(1);
        input.go(Reach::Character, true);
        assert_eq!(input.cursor(), 1 + one.len(), "{one:?}");
        input.delete(Reach::Character, false);
        assert_eq!(shown(&input), "a|b", "{one:?}");
        let inside = Input::new(text).with_cursor(2);
        assert_eq!(inside.cursor(), 1 + one.len(), "{one:?}");
    }
}

#[test]
fn a_mark_that_joins_what_was_apart_leaves_the_cursor_behind_both() {
    let mut input = input("e\n|\u{301}");
    input.delete(Reach::Character, false);
    assert_eq!(shown(&input), "e\u{301}|");
    let mut flag = Input::new("🇫").with_cursor(0);
    flag.insert("🇩");
    assert_eq!(shown(&flag), "🇩🇫|");
}

#[test]
fn words_lines_and_the_whole_are_gone_over_and_taken_away() {
    assert_eq!(went("call Ines, no|w", Reach::Word, false), "call Ines, |now");
    assert_eq!(went("call Ines, |now", Reach::Word, false), "call |Ines, now");
    assert_eq!(went("ca|ll\nInes", Reach::Word, true), "call\n|Ines");
    assert_eq!(went("call|", Reach::Word, true), "call|");
    assert_eq!(went("one\ntw|o\nthree", Reach::Line, false), "one\n|two\nthree");
    assert_eq!(went("one\ntw|o\nthree", Reach::Line, true), "one\ntwo|\nthree");
    assert_eq!(went("one\ntw|o\nthree", Reach::Text, true), "one\ntwo\nthree|");
    assert_eq!(deleted("one\ntw|o\nthree", Reach::Line, false), "one\n|o\nthree");
    assert_eq!(deleted("one\ntw|o\nthree", Reach::Line, true), "one\ntw|\nthree");
    assert_eq!(deleted("one\n|two", Reach::Character, false), "one|two");
    assert_eq!(deleted("one two|", Reach::Word, false), "one |");
    assert!(!input("|one").delete(Reach::Character, false));
}

#[test]
fn rows_break_at_words_and_at_the_breaks_of_the_text() {
    let broken = |text: &str, room| -> Vec<String> {
        rows(text, room)
            .into_iter()
            .map(|row| text[row].to_owned())
            .collect()
    };
    assert_eq!(broken("we can't ship", 8), ["we can't ", "ship"]);
    assert_eq!(broken("we can't ship", 7), ["we ", "can't ", "ship"]);
    assert_eq!(broken("one\n\ntwo", 8), ["one", "", "two"]);
    assert_eq!(broken("abcdefgh", 3), ["abc", "def", "gh"]);
    assert_eq!(broken("a abcdefgh", 3), ["a ", "abc", "def", "gh"]);
    assert_eq!(broken("山田商店", 5), ["山田", "商店"]);
    assert_eq!(broken("", 5), [""]);
    assert_eq!(broken("no room is known", 0), ["no room is known"]);
}

#[test]
fn the_arrows_go_from_row_to_row_and_keep_their_column() {
    let mut input = input("a longer line\nb\nwith more w|ords");
    assert!(input.go_row(0, false));
    assert_eq!(shown(&input), "a longer line\nb|\nwith more words");
    assert!(input.go_row(0, false));
    assert_eq!(shown(&input), "a longer li|ne\nb\nwith more words");
    assert!(!input.go_row(0, false));
    // In 8 cells: `a longer`, `line`.
    assert!(input.go_row(8, true));
    assert_eq!(shown(&input), "a longer line\nb|\nwith more words");
    let mut wrapped = self::input("we can't shi|p");
    assert!(wrapped.go_row(8, false));
    assert_eq!(shown(&wrapped), "we |can't ship");
}

#[test]
fn the_end_of_a_row_that_goes_on_is_the_beginning_of_the_next() {
    let mut input = input("ab cd|");
    assert!(input.go_row(3, false));
    assert_eq!(shown(&input), "ab| cd");
    assert!(input.go_row(3, true));
    assert_eq!(shown(&input), "ab cd|");
    assert!(!input.go_row(3, true));
}

/// Something a person or a paste does.
#[derive(Debug, Clone)]
enum Deed {
    Insert(String),
    Go(Reach, bool),
    Delete(Reach, bool),
    Row(usize, bool),
}

fn reach() -> impl Strategy<Value = Reach> {
    prop::sample::select(vec![Reach::Character, Reach::Word, Reach::Line, Reach::Text])
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        "[a山e\u{301}👩‍\u{fe0f}🇩🇪שل\u{202e}\u{200b}\t\r\n ,.]{0,6}|\\PC{0,3}".prop_map(Deed::Insert),
        (reach(), any::<bool>()).prop_map(|(reach, on)| Deed::Go(reach, on)),
        (reach(), any::<bool>()).prop_map(|(reach, on)| Deed::Delete(reach, on)),
        (0_usize..12, any::<bool>()).prop_map(|(room, down)| Deed::Row(room, down)),
    ]
}

proptest! {
    /// Whatever is done, the cursor stands between two clusters, and taking away leaves a text that was there before.
    #[test]
    fn no_character_is_ever_taken_apart(deeds in prop::collection::vec(deed(), 0..30)) {
        let mut input = Input::default();
        for deed in deeds {
            let before = input.clone();
            match deed {
                Deed::Insert(words) => {
                    input.insert(&words);
                    prop_assert_eq!(input.value().len(), before.value().len() + words.len());
                }
                Deed::Go(reach, on) => input.go(reach, on),
                Deed::Row(room, down) => drop(input.go_row(room, down)),
                Deed::Delete(reach, on) => {
                    let any = input.delete(reach, on);
                    let lost = before.value().len() - input.value().len();
                    prop_assert_eq!(any, lost > 0);
                    // What is gone lay beside the cursor, and was whole.
                    let gone = if on { before.cursor()..before.cursor() + lost } else { before.cursor() - lost..before.cursor() };
                    let ends: Vec<usize> =
                        before.value().grapheme_indices(true).map(|(at, _)| at).chain([before.value().len()]).collect();
                    prop_assert!(ends.contains(&gone.start) && ends.contains(&gone.end));
                }
            }
            let cursor = input.cursor();
            let ends = input.value().grapheme_indices(true).map(|(at, _)| at).chain([input.value().len()]);
            prop_assert!(ends.into_iter().any(|end| end == cursor), "{:?}", input);
        }
    }

    /// The rows hold the whole text in its order, but for the line breaks between them, and none is wider than the room
    /// unless by blanks or by one cluster alone.
    #[test]
    fn the_rows_are_the_text(text in "[a山e\u{301}👩‍\u{fe0f}🇩🇪ש\t\n ,.]{0,40}|\\PC{0,20}", room in 0_usize..12) {
        let rows = rows(&text, room);
        let mut at = 0;
        for row in &rows {
            prop_assert!(row.start == at || (row.start == at + 1 && text.as_bytes()[at] == b'\n'));
            at = row.end;
            let shown = text[row.clone()].trim_end();
            let wide = shown.graphemes(true).filter(|cluster| cells(cluster) > 0).count();
            prop_assert!(room == 0 || cells(shown) <= room || wide == 1, "{:?}", shown);
        }
        prop_assert_eq!(at, text.len());
        for (byte, _) in text.grapheme_indices(true) {
            let row = &rows[row_at(&rows, byte)];
            prop_assert!(row.start <= byte && (byte <= row.end));
        }
    }
}
