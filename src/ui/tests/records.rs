//! Registers and pages as pictures: what each says with rows, without, narrowed, and opened.

use chrono::NaiveDate;

use super::morning::{DAY, HOUR, later, morning, row};
use super::{frame, look};
use crate::app::{State, View};
use crate::domain::ids::{AccountNo, CallNo, DealNo, ItemNo, OutcomeNo, PromiseNo};
use crate::domain::item::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::register::{
    Cell, Page, PlaceKey, Record, Register, RegisterPlace, RegisterRow, Split, Tone,
};
use crate::ui::theme::{Scheme, Theme};

fn record(record: Record, client: &str, cells: Vec<Cell>) -> RegisterRow {
    RegisterRow {
        record,
        place: RegisterPlace {
            stretch: 0,
            keys: vec![PlaceKey::Int(record.number())],
        },
        section: String::new(),
        account: Some(AccountNo(record.number())),
        client: client.to_owned(),
        cells,
        item: None,
        row: None,
    }
}

fn euro(units: i64) -> Cell {
    Cell::money(Some(Money {
        minor: units * 100,
        currency: Currency::parse("EUR").unwrap(),
    }))
}

fn day(text: &str) -> Cell {
    Cell::day(text.parse::<NaiveDate>().unwrap())
}

const CLIENTS: [&str; 6] = [
    "Acme Pumps",
    "Borealis GmbH",
    "Øresund Marine",
    "山田商店",
    "Vereinigte Donaudampfschifffahrts-Werkstätten",
    "شركة النور",
];

fn calls() -> Vec<RegisterRow> {
    let callback = |number: i64, section: &str, client: &str, cells| {
        let mut item = row(number, Kind::FollowUp, client, "Call back: no answer");
        item.urgent = number == 28;
        RegisterRow {
            section: section.to_owned(),
            item: Some(ItemNo(number)),
            row: Some(Box::new(item)),
            ..record(Record::Item(ItemNo(number)), client, cells)
        }
    };
    let logged = |number: i64, client: &str, what: &str, how: &str, minutes: i64| RegisterRow {
        section: "logged".to_owned(),
        ..record(
            Record::Call(CallNo(number)),
            client,
            vec![
                Cell::text(what),
                Cell::at(later(-minutes)).faint(),
                Cell::text(how).faint(),
                Cell::none(),
            ],
        )
    };
    vec![
        callback(
            28,
            "now",
            "山田商店",
            vec![
                Cell::text("田中さん: Call back: no answer"),
                Cell::due(later(-2 * DAY)),
                Cell::text("try 3 of 5"),
                Cell::text("call back"),
            ],
        ),
        callback(
            31,
            "later",
            "Nguyễn Thị Mai Textiles",
            vec![
                Cell::text("Call back: voicemail"),
                Cell::due(later(DAY + 258)),
                Cell::text("5 tries: Next!").faint(),
                Cell::text("move on").faint(),
            ],
        ),
        logged(
            1,
            "Borealis GmbH",
            "Ines Weber: nothing ships until it works",
            "connected",
            90,
        ),
        logged(2, "Harbour Lights Hotels", "", "busy", 3 * DAY),
        logged(
            3,
            "شركة النور",
            "left word with the desk",
            "left message",
            9 * DAY,
        ),
    ]
}

fn accounts() -> Vec<RegisterRow> {
    let cells = |open: &str, hears: i64, called: i64| {
        vec![
            Cell::text("Ines Weber"),
            Cell::text(open),
            Cell::due(later(hears)),
            Cell::at(later(-called)).faint(),
        ]
    };
    let times = [
        (138, 5 * DAY),
        (-2 * DAY, 4 * DAY),
        (DAY, 60),
        (9 * HOUR, 3 * DAY),
    ];
    CLIENTS
        .iter()
        .enumerate()
        .map(|(at, client)| {
            let number = i64::try_from(at).unwrap() + 1;
            let cells = times.get(at).map_or_else(
                || vec![Cell::none(); 4],
                |(hears, called)| cells("2", *hears, *called),
            );
            record(Record::Account(AccountNo(number)), client, cells)
        })
        .collect()
}

fn promises() -> Vec<RegisterRow> {
    let promise = |number: i64, client: &str, what: &str, basis: &str, due| {
        record(
            Record::Promise(PromiseNo(number)),
            client,
            vec![
                Cell::text(what),
                Cell::text(basis).faint(),
                Cell::text("Dev").faint(),
                Cell::none(),
                Cell::due(due),
            ],
        )
    };
    vec![
        promise(
            1,
            "Borealis GmbH",
            "The login works again",
            "dated",
            later(-2 * DAY),
        ),
        promise(2, "Acme Pumps", "40 pallets at the quay", "real", later(2 * DAY)),
        promise(
            3,
            "山田商店",
            "A meter that reads itself",
            "sponsored",
            later(90 * DAY),
        ),
    ]
}

fn outcomes() -> Vec<RegisterRow> {
    let outcome = |number: i64, client: &str, said: [&str; 3], cells: [Cell; 4]| {
        let mut all = said.map(Cell::text).to_vec();
        all.extend(cells);
        record(Record::Outcome(OutcomeNo(number)), client, all)
    };
    let marked = |words: &str| Cell::text(words).toned(Tone::Late);
    vec![
        outcome(
            1,
            "Acme Pumps",
            ["Pallets an hour", "10 → 33 pallets", "22 pallets"],
            [
                Cell::bar(52),
                Cell::spark(&[10, 12, 11, 15, 18, 17, 22]),
                day("2027-03-31"),
                Cell::none(),
            ],
        ),
        outcome(
            2,
            "Borealis GmbH",
            ["Tickets a week", "11.5 → 5", "12"],
            [
                Cell::bar(-8),
                Cell::spark(&[9, 7, 8, 12]),
                day("2026-11-20"),
                marked("fell back"),
            ],
        ),
        outcome(
            3,
            "Øresund Marine",
            ["Days to deliver", "12 → 4 days", ""],
            [
                Cell::text("unmeasured").faint(),
                Cell::none(),
                day("2026-12-01"),
                marked("stale 34 d"),
            ],
        ),
        outcome(
            4,
            "山田商店",
            ["Leaks found", "1 → 8.7 leaks", "9 leaks"],
            [
                Cell::bar(104),
                Cell::spark(&[1, 5, 9]),
                day("2026-11-24"),
                Cell::none(),
            ],
        ),
    ]
}

fn deals() -> Vec<RegisterRow> {
    let deal = |number: i64, client: &str, name: &str, cells: [Cell; 4]| {
        let mut all = vec![Cell::text(name)];
        all.extend(cells);
        record(Record::Deal(DealNo(number)), client, all)
    };
    vec![
        deal(
            1,
            "Acme Pumps",
            "Second line, pumps and service",
            [
                euro(480_000),
                Cell::text("proposal rots").toned(Tone::Late),
                day("2026-11-20"),
                Cell::text("date passed").toned(Tone::Late),
            ],
        ),
        deal(
            2,
            "Vereinigte Donaudampfschifffahrts-Werkstätten",
            "Fleet contract",
            [
                euro(1_250_000),
                Cell::text("negotiation").faint(),
                day("2026-11-27"),
                Cell::text("Security review, Dev").toned(Tone::Late),
            ],
        ),
        deal(
            3,
            "山田商店",
            "Meters",
            [
                Cell::none(),
                Cell::text("qualifying").faint(),
                day("2027-06-30"),
                Cell::text("not enough history").faint(),
            ],
        ),
    ]
}

fn page() -> Page {
    let mut page = Page::new();
    page.title("Acme Pumps");
    page.text("Wants the second line running before spring, and says so to everybody who listens.");
    page.fact("champion", "Jo Braddock, head of production");
    page.cells(
        "progress",
        vec![Cell::bar(52), Cell::spark(&[10, 12, 11, 15, 22])],
    );
    page.cells("worth", vec![euro(480_000), Cell::text("offer").faint()]);
    page.heading("2 items are open");
    page.led(
        Cell::due(later(-2 * DAY)),
        "#52 40 pallets to Rotterdam, with Maria",
    );
    page.led(Cell::due(later(DAY)), "#6 Ask about the second line");
    page.heading("Last calls");
    page.event(later(-5 * DAY), "voicemail, asked how the spring delivery did");
    page.toned("Too much is promised here without a date", Tone::Late);
    page
}

fn rows(register: Register) -> Vec<RegisterRow> {
    match register {
        Register::Calls => calls(),
        Register::Accounts => accounts(),
        Register::Promises => promises(),
        Register::Outcomes => outcomes(),
        Register::Pipeline => deals(),
    }
}

/// The morning with rows in every register, and the page of the first one.
pub(super) fn registers(shown: Register) -> State {
    let mut state = morning();
    for register in Register::ALL {
        let list = state.registers.of_mut(*register);
        list.window.rows = rows(*register);
        list.loaded = true;
        list.selected = list.window.rows.first().map(|row| row.record);
    }
    state.view = View::Register(shown);
    let selected = state.registers.of(shown).selected.unwrap();
    state.detail.page = Some((selected, Box::new(page())));
    state
}

#[test]
fn every_register_shows_its_rows_in_columns() {
    for register in Register::ALL {
        look(register.as_str(), &registers(*register));
    }
}

#[test]
fn what_sums_a_register_up_stands_above_it() {
    let mut state = registers(Register::Pipeline);
    let mut summary = Page::new();
    summary.text("Open: €1,730,000 in 2 deals, 1 without a value");
    summary.cells(
        "this quarter",
        vec![Cell::bar(61), Cell::text("of the target").faint()],
    );
    state.register_summary = Some((Register::Pipeline.opens_with(), summary));
    look("pipeline_summed", &state);
}

#[test]
fn a_page_opens_over_the_whole_window() {
    let mut state = registers(Register::Accounts);
    state.detail.open = true;
    look("register_page", &state);
    state.detail.scroll.first = 5;
    look("register_page_scrolled", &state);
    // Until it is there, what the row knows.
    state.detail.page = None;
    state.detail.scroll.first = 0;
    let shown = frame(&state, (80, 24), &Theme::default());
    assert!(shown.contains("Acme Pumps"), "{shown}");
}

#[test]
fn a_register_without_rows_is_calm() {
    for split in Register::ALL.iter().flat_map(|register| register.splits()) {
        let mut state = registers(split.register());
        let list = state.registers.of_mut(split.register());
        list.scope.split = split;
        list.window.rows.clear();
        list.selected = None;
        let shown = frame(&state, (80, 24), &Theme::default());
        let empty = split.empty();
        assert!(shown.contains(empty.head), "{shown}");
        for size in [(40, 12), (20, 5)] {
            frame(&state, size, &Theme::default());
        }
        if split == Register::Promises.opens_with() {
            look("promises_none", &state);
            state.registers.of_mut(Register::Promises).scope.words = "zebra".to_owned();
            look("promises_filtered", &state);
        }
    }
}

#[test]
fn the_parts_of_a_split_are_named_where_they_begin() {
    let mut state = registers(Register::Calls);
    let shown = frame(&state, (120, 36), &Theme::default());
    let at = |word: &str| shown.lines().position(|line| line.contains(word));
    assert_eq!(shown.matches("logged ").count(), 1, "{shown}");
    assert!(
        at(" now ") < at(" later ") && at(" later ") < at(" logged "),
        "{shown}"
    );
    // Named anew on the first line when their beginning is out of sight.
    let list = state.registers.of_mut(Register::Calls);
    let rows: Vec<RegisterRow> = list.window.rows[2..].to_vec();
    list.selected = Some(rows[1].record);
    list.window.rows = rows;
    let shown = frame(&state, (120, 36), &Theme::default());
    assert_eq!(shown.matches("logged ").count(), 1, "{shown}");
}

#[test]
fn registers_are_plain_lines_where_the_locale_is_not_utf8() {
    for register in Register::ALL {
        let mut state = registers(*register);
        let list = state.registers.of_mut(*register);
        list.window.rows.retain(|row| row.client.is_ascii());
        for row in &mut list.window.rows {
            // An amount keeps its sign, which is the client's business and not a mark of ours.
            row.cells.retain(|cell| *cell != euro(480_000));
        }
        let mut plain = Page::new();
        plain.title("Acme Pumps");
        plain.cells("progress", vec![Cell::bar(52), Cell::spark(&[1, 9, 3])]);
        let selected = state.registers.of(*register).selected.unwrap();
        state.detail.page = Some((selected, Box::new(plain)));
        for size in super::SIZES {
            let shown = frame(&state, size, &Theme::new(Scheme::Mono, true));
            assert!(shown.is_ascii(), "{shown}");
        }
    }
}

#[test]
fn a_split_is_clicked_by_its_name_and_a_row_where_it_stands() {
    use crate::app::Hit;
    use ratatui::layout::Size;
    let state = registers(Register::Promises);
    let size = Size::new(120, 36);
    let hit = |x, y| crate::ui::hit(&state, &Theme::default(), size, x, y);
    let splits: Vec<Split> = Register::Promises.splits();
    assert_eq!(hit(2, 1), Some(Hit::RegisterSplit(splits[0])));
    assert_eq!(hit(6, 2), Some(Hit::List), "the headings");
    assert_eq!(hit(6, 4), Some(Hit::Record(Record::Promise(PromiseNo(2)))));
    assert_eq!(hit(6, 30), Some(Hit::List));
    assert_eq!(hit(110, 4), Some(Hit::Detail));
}
