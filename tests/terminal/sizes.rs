//! Any size of window, one after the other; and what is drawn in them with or without colour.

use crate::support::list::select;
use crate::{SIZE, morning, opened};

/// The screen without its first line, where the time stands.
fn below_the_clock(screen: &str) -> Vec<String> {
    screen.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_storm_of_sizes_leaves_the_screen_as_it_was() {
    let downbeat = morning();
    let mut screen = opened(&downbeat);
    select(&mut screen, "Borealis GmbH");
    // The line of keys is drawn last.
    screen.until("Would go to 2 Dev Patel");
    let before = screen.until("l listen");
    for _ in 0..3 {
        for size in [(1, 1), (500, 2), (20, 5), (2, 60), (120, 1), (80, 24)] {
            screen.resize(size);
        }
    }
    screen.resize(SIZE);
    screen.until_screen("look as before the storm", |screen| {
        below_the_clock(screen) == below_the_clock(&before)
    });

    // Each of them once more, waited for: a key must work in it.
    for size in [(1, 1), (500, 2), (20, 5)] {
        screen.resize(size);
        screen.keys("g w");
        screen.keys("g i");
    }
    screen.until("Borealis");
    screen.resize(SIZE);
    screen.until_screen("look as before", |screen| {
        below_the_clock(screen) == below_the_clock(&before)
    });
    screen.key("q");
    assert_eq!(screen.wait_exit(), 0);
    screen.assert_given_back();
}

/// The parameters of every sequence that sets a style.
fn styles(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    let sequences = text.split("\x1b[").skip(1);
    sequences
        .filter_map(|rest| {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            rest[end..].starts_with('m').then(|| rest[..end].to_owned())
        })
        .flat_map(|codes| codes.split(';').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn is_colour(code: &str) -> bool {
    code.parse::<u8>()
        .is_ok_and(|code| matches!(code, 30..=38 | 40..=48 | 90..=97 | 100..=107))
}

#[test]
fn no_color_leaves_weight_and_no_colour() {
    let downbeat = morning();
    for (variable, colour) in [(("NO_COLOR", "1"), false), (("NO_COLOR", ""), true)] {
        let mut screen = downbeat.session_with(&[], SIZE, &[variable]);
        screen.until("by client clock");
        select(&mut screen, "Acme Pumps");
        screen.keys("d");
        screen.until("handed to Maria Sol");
        screen.key("u");
        screen.until("taken back");
        screen.keys("g k");
        screen.until("Conducted");
        screen.key("q");
        assert_eq!(screen.wait_exit(), 0);
        let styles = styles(&screen.raw());
        assert!(
            styles.iter().any(|code| code == "1"),
            "nothing has weight: {styles:?}"
        );
        assert_eq!(
            styles.iter().any(|code| is_colour(code)),
            colour,
            "{variable:?}: {styles:?}"
        );
    }
}
