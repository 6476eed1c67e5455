//! Accounts, people and the boss card, as pictures.

use super::look;
use super::morning::{DAY, HOUR, later, morning};
use crate::app::overlay::client::{BossCard, ClientFor, ClientOverlay, ClientPick, People};
use crate::app::scroll::Scroll;
use crate::app::{Input, Overlay, State, View};
use crate::domain::account::Person;
use crate::domain::card::{Card, Facts, LastWords, Outcome, Risk, Spoken};
use crate::domain::ids::{AccountNo, ItemNo, PersonNo};
use crate::domain::register::{
    AccountSplit, Cell, Page, Record, Register, RegisterPlace, RegisterRow, Split, Tone,
};
use chrono::NaiveDate;

fn row(number: i64, client: &str, cells: Vec<Cell>) -> RegisterRow {
    RegisterRow {
        record: Record::Account(AccountNo(number)),
        place: RegisterPlace {
            stretch: 0,
            keys: Vec::new(),
        },
        section: String::new(),
        account: Some(AccountNo(number)),
        client: client.to_owned(),
        cells,
        item: None,
        row: None,
    }
}

/// Accounts with its second row selected and its page read.
fn accounts(split: AccountSplit, rows: Vec<RegisterRow>) -> State {
    let mut state = morning();
    state.view = View::Register(Register::Accounts);
    let list = state.register_mut().unwrap();
    list.scope.split = Split::Accounts(split);
    list.selected = Some(Record::Account(AccountNo(2)));
    list.window.rows = rows;
    list.loaded = true;
    state.detail.page = Some((Record::Account(AccountNo(2)), Box::new(page())));
    state
}

fn page() -> Page {
    let mut page = Page::new();
    page.title("Borealis GmbH");
    page.toned("borealis.example  #vip  +49 30 1234567", Tone::Faint);
    page.heading("Last words");
    page.event(
        later(-3 * DAY),
        "a call with Ines Weber: “we can't ship until this works”",
    );
    page.heading("People");
    page.cells(
        "",
        vec![
            Cell::text("Ines Weber, IT lead"),
            Cell::text("champion").toned(Tone::New),
            Cell::text("+49 30 1234568").faint(),
        ],
    );
    page.heading("1 item is open");
    page.cells(
        "",
        vec![
            Cell::due(later(-2 * DAY)),
            Cell::text("#131 Login fails after update"),
        ],
    );
    page.heading("No outcome is noted");
    page.heading("What happened");
    page.event(later(-3 * DAY), "#131 handed to Dev: Login fails after update");
    page
}

fn by_name() -> Vec<RegisterRow> {
    let line = |number, client, who: &str, open: &str, due, words| {
        let open = if open.is_empty() {
            Cell::none()
        } else {
            Cell::text(open)
        };
        row(number, client, vec![Cell::text(who), open, due, words])
    };
    vec![
        line(
            1,
            "Acme Pumps",
            "Jo Ek",
            "2",
            Cell::due(later(3 * HOUR)),
            Cell::at(later(-DAY)).faint(),
        ),
        line(
            2,
            "Borealis GmbH",
            "Ines Weber",
            "1",
            Cell::due(later(-2 * DAY)),
            Cell::at(later(-3 * DAY)).faint(),
        ),
        line(3, "山田商店", "", "", Cell::none(), Cell::none()),
    ]
}

#[test]
fn accounts_stand_by_name_and_as_those_who_wait_for_a_word() {
    let mut state = accounts(AccountSplit::ByName, by_name());
    look("accounts_by_name", &state);
    state.detail.open = true;
    look("accounts_page", &state);
    let ready = |number, client, promised: Cell, silent, due, open: &str| {
        row(
            number,
            client,
            vec![promised, Cell::since(silent), due, Cell::text(open)],
        )
    };
    let state = accounts(
        AccountSplit::Ready,
        vec![
            ready(
                2,
                "Borealis GmbH",
                Cell::text("2 promises, 1 overdue").toned(Tone::Late),
                later(-3 * DAY),
                Cell::due(later(-DAY)),
                "1",
            ),
            ready(3, "山田商店", Cell::none(), later(-11 * DAY), Cell::none(), "1"),
        ],
    );
    look("accounts_ready", &state);
    let state = accounts(AccountSplit::Ready, Vec::new());
    look("accounts_ready_none", &state);
}

fn facts() -> Facts {
    Facts {
        outcome: Some(Outcome {
            measure: "Pallets shipped a day".into(),
            unit: "pallets".into(),
            baseline: 40_000_000,
            target: 60_000_000,
            target_on: NaiveDate::from_ymd_opt(2027, 3, 1).unwrap(),
            latest: Some((48_000_000, later(-3 * DAY))),
        }),
        last: Some(LastWords {
            at: later(-3 * DAY),
            how: Spoken::Call("Ines Weber".into()),
            words: "we can't ship until this works".into(),
        }),
        risks: vec![
            Risk::OwnerSilent {
                due: later(-2 * DAY),
                owner: "Dev".into(),
                item: ItemNo(131),
            },
            Risk::GiveWithoutGet {
                at: later(-20 * DAY),
                what: "a fourth seat".into(),
            },
        ],
        open: true,
        ..Facts::default()
    }
}

fn on_top(overlay: ClientOverlay) -> State {
    let mut state = morning();
    state.overlay = Some(Overlay::Client(overlay));
    state
}

#[test]
fn the_boss_card_can_be_read_at_any_size() {
    let calendar = morning().settings.calendar;
    let card = Card::of(AccountNo(2), "Borealis GmbH", &facts(), later(0), &calendar);
    let mut state = on_top(ClientOverlay::Card(BossCard {
        account: AccountNo(2),
        client: "Borealis GmbH".into(),
        card: Some(Box::new(card)),
        scroll: Scroll::default(),
    }));
    look("overlay_card", &state);
    if let Some(Overlay::Client(ClientOverlay::Card(card))) = &mut state.overlay {
        card.scroll = Scroll::from(3);
    }
    look("overlay_card_scrolled", &state);
}

#[test]
fn people_and_clients_are_picked_from_a_list() {
    let person = |number, name: &str, role: &str, champion, gone| Person {
        number: PersonNo(number),
        account: AccountNo(2),
        account_name: "Borealis GmbH".into(),
        name: name.into(),
        role: role.into(),
        champion,
        gone,
        phones: vec!["+49 30 1234567".into()],
        emails: Vec::new(),
        words: String::new(),
    };
    look(
        "overlay_people",
        &on_top(ClientOverlay::People(People {
            account: AccountNo(2),
            client: "Borealis GmbH".into(),
            input: Input::default(),
            people: Some(vec![
                person(1, "Ines Weber", "IT lead", true, false),
                person(2, "Jo Ek", "", false, true),
            ]),
            found: vec![0, 1],
            at: 0,
        })),
    );
    look(
        "overlay_whose_card",
        &on_top(ClientOverlay::Pick(ClientPick {
            title: "Whose card?".into(),
            input: Input::new("bor"),
            found: vec![
                (AccountNo(2), "Borealis GmbH".into()),
                (AccountNo(4), "Borealis AG".into()),
            ],
            at: 1,
            wanted: ClientFor::Card,
        })),
    );
}
