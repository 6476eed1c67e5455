//! Every overlay, made up.

use super::morning::{DAY, HOUR, later, owner};
use crate::app::overlay::{
    Add, Ask, AskFor, Call, CallStep, Dial, Field, Form, FormFor, Help, HelpLine, Next, Palette, PickFor,
    Picker, Reads, Search, SearchKind, Snooze, SnoozeFor, Understood, Welcome, palette,
};
use crate::app::{Input, Overlay, Scroll, View};
use crate::domain::cadence::{Chase, Try};
use crate::domain::calls::{Callee, NextUp, Number, closing_note};
use crate::domain::ids::{AccountNo, ItemNo, OwnerNo, PersonNo};
use crate::domain::item::Kind;
use crate::domain::settings::{CallOutcome, Settings};
use crate::keys::{Intent, Keymap, Mode};

fn form(title: &str, fields: Vec<Field>, wanted: FormFor) -> Form {
    Form::new(title.to_owned(), fields, wanted)
}

fn understood(mut field: Field, understood: Understood) -> Field {
    field.understood = understood;
    field
}

/// Every overlay, by name.
pub(super) fn overlays() -> Vec<(&'static str, Overlay)> {
    let items = || vec![ItemNo(131)];
    let reasons = vec![
        Intent::ReasonNoOwner,
        Intent::ReasonOwnerOverloaded,
        Intent::ReasonFasterMyself,
        Intent::ReasonClientInsisted,
        Intent::ReasonHabit,
    ];
    let ask = |title: &str, choices, wanted| {
        Overlay::Ask(Ask {
            title: title.to_owned(),
            choices,
            scroll: Scroll::default(),
            wanted,
        })
    };
    vec![
        (
            "reason",
            ask(
                "Why keep #131 Borealis GmbH yourself?",
                reasons,
                AskFor::Keep(items()),
            ),
        ),
        (
            "client_told",
            ask(
                "Is Borealis GmbH told the end of #131?",
                vec![Intent::Yes, Intent::No],
                AskFor::ClientTold(items()),
            ),
        ),
        ("told", Overlay::Form(tell())),
        ("listen", Overlay::Form(listen())),
        ("owner_card", Overlay::Form(owner_form())),
        ("pick", Overlay::Picker(picker(""))),
        (
            "pick_nobody",
            Overlay::Picker(Picker {
                found: Vec::new(),
                ..picker("zz")
            }),
        ),
        ("call_who", Overlay::Call(call_who())),
        (
            "call_outcome",
            Overlay::Call(call(CallStep::Outcome {
                choices: outcomes(),
                scroll: Scroll::default(),
            })),
        ),
        ("call_rest", Overlay::Call(call_rest())),
        ("add", Overlay::Add(add())),
        ("snooze", Overlay::Snooze(snooze(None, Understood::Plain))),
        (
            "snooze_text",
            Overlay::Snooze(snooze(
                Some("next tue 9"),
                Understood::As("Tue 1 Dec 09:00".to_owned()),
            )),
        ),
        (
            "snooze_wrong",
            Overlay::Snooze(snooze(
                Some("some day"),
                Understood::Not("no date: write tomorrow 9am, fri, in 3 days".to_owned()),
            )),
        ),
        (
            "search",
            Overlay::Search(Search {
                kind: SearchKind::Everything {
                    from: View::Inbox,
                    before: String::new(),
                },
                input: Input::new("pump".to_owned()),
            }),
        ),
        (
            "filter",
            Overlay::Search(Search {
                kind: SearchKind::Filter {
                    before: String::new(),
                    selected: None,
                },
                input: Input::default(),
            }),
        ),
        ("next", Overlay::Next(next(None))),
        ("next_person", Overlay::Next(next(Some(1)))),
        ("dial", Overlay::Dial(dial())),
        ("palette", Overlay::Palette(palette())),
        ("help", Overlay::Help(help())),
        (
            "welcome",
            Overlay::Welcome(Welcome::at("~/.local/share/downbeat/downbeat.db".to_owned())),
        ),
        ("welcome_owners", Overlay::Welcome(welcome_owners())),
    ]
}

fn tell() -> Form {
    form(
        "Client told: #131 Borealis GmbH",
        vec![
            Field::holding("what", Reads::Prose, "Dev has found it; the fix comes tonight"),
            understood(
                Field::holding("hears next", Reads::Date, "fri 10"),
                Understood::As("Fri 27 Nov 10:00".to_owned()),
            ),
        ],
        FormFor::Tell(vec![ItemNo(131)]),
    )
}

fn listen() -> Form {
    let mut form = form(
        "Listen: #131 Borealis GmbH",
        vec![
            Field::new(
                "the client's words",
                Reads::Prose,
                "“We can't ship until this works.”",
            ),
            Field::new("what you told the client", Reads::Prose, ""),
            understood(
                Field::holding("hears next", Reads::Date, "someday"),
                Understood::Not("no date: write tomorrow 9am, fri, in 3 days".to_owned()),
            ),
        ],
        FormFor::Listen(ItemNo(131)),
    );
    form.focus = 2;
    form
}

fn owner_form() -> Form {
    let mut form = form(
        "Owner",
        vec![
            Field::holding("handle", Reads::Handle, "maria"),
            Field::holding("name", Reads::NeededText, "Maria"),
            Field::holding("role", Reads::Text, "order desk"),
            Field::holding("seat", Reads::Seat, "2"),
            Field::new("takes", Reads::Kinds, "orders, support, follow-ups"),
            Field::new("hours to answer", Reads::Hours, "8"),
            Field::new("address", Reads::Text, ""),
        ],
        FormFor::Owner(None),
    );
    form.focus = 3;
    form.problem = Some("Seat 2 is Dev's: choose another".to_owned());
    form
}

fn picker(typed: &str) -> Picker {
    Picker {
        title: "Hand #131 Borealis GmbH to".to_owned(),
        input: Input::new(typed.to_owned()),
        found: (1..=5).map(OwnerNo).collect(),
        at: 1,
        wanted: PickFor::HandOff(vec![ItemNo(131)]),
    }
}

fn call(step: CallStep) -> Call {
    Call {
        client: "Borealis GmbH".to_owned(),
        account: Some(AccountNo(131)),
        item: Some(ItemNo(131)),
        started: later(-4),
        chase: Chase {
            callback: Some(ItemNo(140)),
            tries: 2,
            kind: Kind::Support,
        },
        step,
    }
}

fn outcomes() -> Vec<Intent> {
    vec![
        Intent::OutcomeConnected,
        Intent::OutcomeVoicemail,
        Intent::OutcomeLeftMessage,
        Intent::OutcomeNoAnswer,
        Intent::OutcomeBusy,
        Intent::OutcomeWrongNumber,
    ]
}

fn call_who() -> Call {
    Call {
        client: String::new(),
        account: None,
        item: None,
        ..call(CallStep::Who {
            form: form(
                "With whom?",
                vec![Field::holding("client", Reads::Account, "a")],
                FormFor::CallWho,
            ),
            names: vec![
                "Acme Pumps".to_owned(),
                "Aurora Textil".to_owned(),
                "Café Zoe\u{301}".to_owned(),
            ],
            at: Some(0),
        })
    }
}

fn call_rest() -> Call {
    call(CallStep::Rest {
        outcome: CallOutcome::NoAnswer,
        made: Try {
            number: 3,
            of: Some(5),
            reached: false,
            step: "call back".to_owned(),
            next: Some(later(6 * HOUR)),
        },
        form: form(
            "",
            vec![
                Field::new("next", Reads::Date, "today 13:42"),
                Field::new("notes", Reads::Prose, ""),
                Field::new("minutes", Reads::Minutes, "4"),
            ],
            FormFor::CallRest,
        ),
    })
}

fn add() -> Add {
    Add {
        input: Input::new("order Acme Pumps: 40 pallets to Rotterdam fri 10:00 ! @maria €48200".to_owned()),
        names: Vec::new(),
        opened_with: String::new(),
        parts: vec![
            ("kind", "order".to_owned()),
            ("account", "Acme Pumps".to_owned()),
            ("what", "40 pallets to Rotterdam".to_owned()),
            ("client hears", "Fri 27 Nov 10:00".to_owned()),
            ("urgent", "yes".to_owned()),
            ("owner", "Maria".to_owned()),
            ("value", "€48,200".to_owned()),
        ],
        understood: Understood::Plain,
    }
}

fn snooze(typed: Option<&str>, understood: Understood) -> Snooze {
    Snooze {
        title: "Snooze #131 Borealis GmbH until".to_owned(),
        choices: vec![
            (Intent::SnoozeNextMorning, later(DAY + 78)),
            (Intent::SnoozeLaterToday, later(5 * HOUR)),
            (Intent::SnoozeNextWeek, later(7 * DAY + 78)),
            (Intent::SnoozeMonth, later(30 * DAY + 78)),
        ],
        scroll: Scroll::default(),
        input: typed.map(|typed| Input::new(typed.to_owned())),
        understood,
        wanted: SnoozeFor::Items(vec![ItemNo(131)]),
    }
}

fn next(picking: Option<usize>) -> Next {
    let callee = |number, name: &str, role: &str, phone: &str| Callee {
        person: PersonNo(number),
        name: name.to_owned(),
        introduced: format!("{name}, {role}"),
        phones: vec![phone.to_owned()],
    };
    let settings = Settings {
        rep: "Robin".to_owned(),
        ..Settings::default()
    };
    Next {
        up: NextUp {
            account: AccountNo(131),
            client: "Borealis GmbH".to_owned(),
            tries: 5,
            people: vec![
                callee(1, "Jan Novák", "head of production", "+420 222 111 000"),
                callee(2, "田中さん", "CFO", "+81 3 1234 5678"),
            ],
            ready: Some((AccountNo(7), "Øresund Marine".to_owned(), later(-12 * DAY))),
            note: closing_note("Ines Weber", 5, &settings),
        },
        choices: vec![
            Intent::NextPerson,
            Intent::NextAccount,
            Intent::NextNote,
            Intent::NextRest,
        ],
        picking,
        scroll: Scroll::default(),
    }
}

fn dial() -> Dial {
    let number = |whose: &str, shown: &str| Number {
        whose: whose.to_owned(),
        shown: shown.to_owned(),
        dialled: shown.replace(' ', ""),
    };
    Dial {
        client: "Borealis GmbH".to_owned(),
        numbers: vec![
            number("Ines Weber, IT lead", "+49 30 1234567"),
            number("Borealis GmbH", "+49 30 1000"),
        ],
        at: 0,
    }
}

fn palette() -> Palette {
    let map = Keymap::default();
    let entries: Vec<palette::Entry> = map
        .offered(Mode::List)
        .iter()
        .filter(|intent| intent.in_palette())
        .map(|intent| palette::Entry {
            words: intent.words().to_owned(),
            keys: map
                .keys_for(Mode::List, *intent)
                .next()
                .map_or_else(String::new, |keys| keys.short(false)),
            intent: *intent,
        })
        .collect();
    Palette {
        input: Input::default(),
        found: (0..entries.len()).collect(),
        entries,
        at: 0,
    }
}

fn help() -> Help {
    let map = Keymap::default();
    let mut lines = Vec::new();
    let mut group = None;
    for intent in map.offered(Mode::List) {
        if group != Some(intent.group()) {
            group = Some(intent.group());
            lines.push(HelpLine::Heading(intent.group().words()));
        }
        let keys: Vec<String> = map
            .keys_for(Mode::List, *intent)
            .map(|keys| keys.short(false))
            .collect();
        lines.push(HelpLine::Keys {
            keys: keys.join(" "),
            words: intent.words().to_owned(),
        });
    }
    Help {
        title: "Inbox".to_owned(),
        lines,
        scroll: Scroll::default(),
        under: None,
    }
}

fn welcome_owners() -> Welcome {
    let mut form = owner_form();
    form.title = "The second owner".to_owned();
    form.problem = None;
    form.focus = 0;
    Welcome {
        entered: vec![owner(1, Some(1), "maria", "Maria", "order desk")],
        form: Some(form),
        ..Welcome::at("~/.local/share/downbeat/downbeat.db".to_owned())
    }
}
