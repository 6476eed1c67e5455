//! What cleaning keeps and what it drops.

use proptest::prelude::*;

use super::*;

#[test]
fn escape_sequences_go_as_a_whole() {
    for (dirty, clean) in [
        ("\u{1b}[31mred\u{1b}[0m", "red"),
        ("\u{9b}1;31mred", "red"),
        ("a\u{1b}]0;title\u{7}b", "ab"),
        ("a\u{1b}]52;c;aGVsbG8=\u{1b}\\b", "ab"),
        ("a\u{9d}52;c;aGVsbG8=\u{9c}b", "ab"),
        ("a\u{1b}P1$r0m\u{1b}\\b", "ab"),
        ("a\u{1b}cb\u{1b}(Bc", "abc"),
        ("a\u{1b}[?1049hb", "ab"),
    ] {
        assert_eq!(line(dirty, 100), clean, "{dirty:?}");
    }
}

#[test]
fn an_unfinished_sequence_swallows_no_words() {
    assert_eq!(
        line("a\u{1b}]0;the client wrote this", 100),
        "a0;the client wrote this"
    );
    assert_eq!(block("a\u{1b}]0;first\nsecond\u{7}", 100), "a0;first\nsecond");
    assert_eq!(line("a\u{1b}[12", 100), "a12");
    assert_eq!(line("end\u{1b}", 100), "end");
    assert_eq!(line("a\u{1b} Foo", 100), "a Foo");
}

#[test]
fn controls_and_overrides_go_and_breaks_become_spaces() {
    assert_eq!(line(" a\u{0}b\u{7f}c\u{8}\t\r\n d\u{85}e ", 100), "abc d e");
    assert_eq!(
        line("\u{feff}inv\u{202e}gpj.exe\u{2066}\u{2069}\u{200f}", 100),
        "invgpj.exe"
    );
    assert_eq!(
        line("x\u{200b}y\u{2060}z\u{ad}\u{e000}\u{fffe}\u{e0041}\u{3164}", 100),
        "xyz"
    );
    assert_eq!(line("山田\u{3000}商店", 100), "山田 商店");
    assert_eq!(line("a\u{2028}b\u{2029}c", 100), "a b c");
}

#[test]
fn a_block_keeps_its_lines_and_its_indentation() {
    assert_eq!(
        block(
            "\r\n\r\n one\t\r\ntwo\r\n  three\r\n\r\n\r\n\r\nfour\u{2028}five\n\n",
            100
        ),
        "one\ntwo\n  three\n\nfour\nfive"
    );
    assert_eq!(block("a\tb", 100), "a b");
}

#[test]
fn several_lines_are_joined_where_there_is_room_for_one() {
    assert_eq!(
        joined("Pump 3:\r\n\r\n  alarm  17\n\nat night\n", " / ", 100),
        "Pump 3: / alarm 17 / at night"
    );
    assert_eq!(joined("a\nb", " ", 100), "a b");
    assert_eq!(joined("one line", " / ", 100), "one line");
    assert_eq!(joined("one\ntwo\nthree", " / ", 9), "one / tw…");
    assert_eq!(joined("\n \n", " / ", 100), "");
    assert_eq!(joined("a\u{1b}]0;b\nc\u{7}", " / ", 100), "a0;b / c");
}

#[test]
fn joiners_stay_where_they_mean_something() {
    for kept in ["👩‍🔧 hired", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "❤️‍🔥", "🏳️‍🌈", "می‌خواهم", "क्‍ष"]
    {
        assert_eq!(line(kept, 100), kept);
    }
    assert_eq!(line("pay\u{200d}pal\u{200c}.com", 100), "paypal.com");
    assert_eq!(line("👩\u{200d} 🔧\u{200d}", 100), "👩 🔧");
    let chain = vec!["👩"; 100].join("\u{200d}");
    let longest = line(&chain, 1_000)
        .graphemes(true)
        .map(|g| g.chars().count())
        .max();
    assert!(longest <= Some(2 * JOINS + 1), "{longest:?}");
}

#[test]
fn marks_on_one_letter_are_bounded() {
    let zalgo = format!("e{}!", "\u{301}".repeat(5_000));
    assert_eq!(line(&zalgo, 100).chars().count(), 1 + MARKS + 1);
    assert_eq!(line("\u{301}e\u{301}", 100), "e\u{301}");
    assert_eq!(line("שָׁלוֹם", 100), "שָׁלוֹם");
}

#[test]
fn what_is_too_long_is_cut_between_characters_with_a_mark() {
    assert_eq!(line("abcdef", 6), "abcdef");
    assert_eq!(line("abcdefg", 6), "abcde…");
    assert_eq!(line("abcd efg", 6), "abcd…");
    assert_eq!(line("abcde\u{301}fg", 6), "abcd…");
    assert_eq!(line("👩‍🔧👩‍🔧", 5), "👩‍🔧…");
    // The cut falls behind a joiner that would have nothing left to join.
    assert_eq!(line("A000 aم\u{200d}مA", 9), "A000 aم…");
    assert_eq!(line("abc", 1), "…");
    assert_eq!(line("abc", 0), "");
    assert_eq!(block(&"x".repeat(100_000), WORDS).chars().count(), WORDS);
}

#[test]
fn names_match_whatever_their_case_accents_and_punctuation() {
    for (name, normal) in [
        ("Acme Pumps", "acme pumps"),
        ("  ACME   pumps. ", "acme pumps"),
        ("Øresund Marine A/S", "oresund marine a s"),
        ("Čapek Roboti", "capek roboti"),
        ("Straße & Söhne", "strasse sohne"),
        ("Łódź-Œuvre", "lodz oeuvre"),
        ("İstanbul Işık", "istanbul isik"),
        ("ＡＣＭＥ　Ｌｔｄ．", "acme ltd"),
        ("O’Brien's", "obriens"),
        ("山田商店", "山田商店"),
        ("ガラス", "ガラス"),
        ("한국 상사", "한국 상사"),
        ("ООО Ёлка", "ооо елка"),
        ("ΟΔΟΣ", "οδοσ"),
        ("C++", "c++"),
        ("🍕 Ltd", "🍕 ltd"),
    ] {
        assert_eq!(normalise_name(name), normal, "{name}");
    }
}

#[test]
fn different_clients_are_not_merged() {
    for (one, other) in [
        ("Acme Ltd", "Acme Inc"),
        ("かき", "がき"),
        ("कि", "का"),
        ("C", "C++"),
        ("🍕 Ltd", "🍔 Ltd"),
        ("!!!", "???"),
    ] {
        assert_ne!(normalise_name(one), normalise_name(other), "{one} {other}");
    }
}

/// Any text, with what does harm far more often than chance would have it.
fn dirty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "\u{1b}", "\u{1b}[", "31m", "\u{1b}]", "\u{7}", "\u{1b}\\", "\u{9b}", "\u{9d}", "\u{9c}", "\r",
            "\n", "\t", " ", "\u{202e}", "\u{200d}", "\u{200c}", "\u{301}", "\u{fe0f}", "👩", "🏽", "🔧",
            "م", "ی", "क", "\u{94d}", "e", "…", "\u{feff}", "\u{2028}", "\u{1100}", "🇩", "İ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn clean_text_is_bounded_harmless_and_stays_as_it_is(text in dirty(), max in 0_usize..40) {
        for (shape, clean) in [("line", line as fn(&str, usize) -> String), ("block", block)] {
            let once = clean(&text, max);
            prop_assert!(once.chars().count() <= max);
            for c in once.chars() {
                let allowed_break = shape == "block" && c == '\n';
                prop_assert!(allowed_break || !c.is_control(), "{shape} kept {c:?}");
                let override_char = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}');
                prop_assert!(!override_char, "{shape} kept {c:?}");
            }
            prop_assert_eq!(once.trim(), once.as_str());
            prop_assert_eq!(clean(&once, max), once);
        }
    }

    #[test]
    fn a_short_text_of_letters_is_kept(text in "[a-zA-Z0-9äöüéñ山田商店]{0,40}") {
        prop_assert_eq!(line(&text, 40), text.as_str());
        prop_assert_eq!(block(&text, 40), text.as_str());
    }

    #[test]
    fn a_normalised_name_is_its_own_normal_form(text in dirty()) {
        let once = normalise_name(&line(&text, NAME));
        prop_assert_eq!(normalise_name(&once), once);
    }
}
