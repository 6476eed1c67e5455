//! A made-up Monday morning to draw: fixed names, a fixed clock, nothing read from outside.

use chrono::{TimeDelta, TimeZone, Utc};

use crate::app::state::{Status, StatusKind};
use crate::app::{ListState, OwnerCard, State};
use crate::domain::Time;
use crate::domain::handoff::{HandOff, Stage};
use crate::domain::ids::{AccountNo, HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::{Closed, Cue, Ending, Item, Kind, Mood, Open, Play, Reason, Standing, Wake};
use crate::domain::listing::{Counts, Detail, Event, Place, Row, RowEnd, Suggestion, With};
use crate::domain::money::{Currency, Money};
use crate::domain::owner::{Load, Owner};
use crate::domain::settings::Settings;
use crate::keys::Keymap;

/// Monday 23 November 2026, 07:42 in Berlin.
pub(super) fn now() -> Time {
    Utc.with_ymd_and_hms(2026, 11, 23, 6, 42, 0).unwrap()
}

/// So many minutes from now.
pub(super) fn later(minutes: i64) -> Time {
    now() + TimeDelta::minutes(minutes)
}

pub(super) const HOUR: i64 = 60;
pub(super) const DAY: i64 = 24 * HOUR;

fn euro(units: i64) -> Money {
    Money {
        minor: units * 100,
        currency: Currency::parse("EUR").unwrap(),
    }
}

pub(super) fn row(number: i64, kind: Kind, client: &str, subject: &str) -> Row {
    Row {
        item: ItemNo(number),
        place: Place {
            first: 1,
            second: number,
            item: ItemNo(number),
        },
        kind,
        account: AccountNo(number),
        client: client.to_owned(),
        subject: subject.to_owned(),
        urgent: false,
        value: None,
        client_due: Some(later(3 * HOUR)),
        wake: Some((later(-HOUR), Cue::New)),
        snoozed_until: None,
        first_chair: None,
        with: None,
        suggestion: None,
        done_by: None,
        ever_handed: false,
        end: None,
        stands_for: None,
    }
}

fn to(seat: u8, name: &str, why: &str) -> Suggestion {
    Suggestion {
        owner: OwnerNo(seat.into()),
        name: name.to_owned(),
        seat: (seat < 10).then_some(seat),
        why: why.to_owned(),
    }
}

fn with(owner: i64, name: &str, minutes_ago: i64) -> With {
    With {
        hand_off: HandOffNo(owner),
        owner: OwnerNo(owner),
        name: name.to_owned(),
        stage: Stage::Offered,
        given_at: later(-minutes_ago),
        owner_due: later(DAY - minutes_ago),
        last_word_at: later(-minutes_ago),
        nudges: 0,
        untold: false,
    }
}

fn inbox() -> Vec<Row> {
    let mut rows = vec![
        Row {
            urgent: true,
            client_due: Some(later(-2 * DAY)),
            wake: Some((later(-DAY), Cue::OwnerSilent)),
            with: Some(with(2, "Dev", 3 * DAY + 15 * HOUR)),
            ever_handed: true,
            ..row(131, Kind::Support, "Borealis GmbH", "Login fails after update")
        },
        Row {
            suggestion: Some(to(1, "Maria", "last took an order of Acme Pumps")),
            value: Some(euro(48_200)),
            client_due: Some(later(138)),
            ..row(142, Kind::Order, "Acme Pumps", "40 pallets to Rotterdam")
        },
        Row {
            suggestion: Some(to(1, "Maria", "default for orders")),
            value: Some(euro(3_180)),
            client_due: Some(later(228)),
            ..row(143, Kind::Order, "Øresund Marine", "Re-order, 12 seals")
        },
        Row {
            client_due: Some(later(9 * HOUR + 18)),
            wake: Some((later(-HOUR), Cue::Callback)),
            ..row(117, Kind::FollowUp, "山田商店", "Callback, third try")
        },
        Row {
            suggestion: Some(to(4, "Finance", "rule 2")),
            client_due: Some(later(DAY + 138)),
            wake: Some((later(-HOUR), Cue::Returned)),
            ever_handed: true,
            ..row(128, Kind::Support, "Čapek Roboti", "Invoice shows wrong VAT")
        },
    ];
    let more = [
        (
            144,
            Kind::Order,
            "Fjordkraft Verft AS",
            "Spare impellers for two ferries, deliver to quay 7 by the end of the month",
        ),
        (
            145,
            Kind::Order,
            "Donaudampfschifffahrtsgesellschaft mbH",
            "Framework order, second call-off",
        ),
        (
            146,
            Kind::Support,
            "شركة النور للتجارة",
            "Pump 3 stops after an hour",
        ),
        (147, Kind::Support, "Café Zoe\u{301}", "Where is our delivery?"),
        (
            148,
            Kind::FollowUp,
            "Nightingale & Sons",
            "Ask how the first month went 🙂",
        ),
        (149, Kind::Order, "株式会社みなと精機", "年間契約の更新"),
        (
            150,
            Kind::FollowUp,
            "Whitmore Dairy",
            "Send the case study they asked for",
        ),
    ];
    for (index, (number, kind, client, subject)) in more.into_iter().enumerate() {
        let days = i64::try_from(index).unwrap() + 1;
        rows.push(Row {
            suggestion: match kind {
                Kind::Order => Some(to(1, "Maria", "default for orders")),
                Kind::Support => Some(to(12, "Support desk", "default for support calls")),
                Kind::FollowUp => None,
            },
            client_due: Some(later(days * DAY + 3 * HOUR)),
            value: (number == 145).then(|| euro(1_250_000)),
            ..row(number, kind, client, subject)
        });
    }
    rows
}

fn waiting() -> Vec<Row> {
    let owned = |row: Row, with: With| Row {
        with: Some(with),
        ever_handed: true,
        wake: Some((later(DAY), Cue::OwnerSilent)),
        ..row
    };
    vec![
        owned(
            row(131, Kind::Support, "Borealis GmbH", "Login fails after update"),
            With {
                nudges: 1,
                ..with(2, "Dev", 3 * DAY + 15 * HOUR)
            },
        ),
        owned(
            row(
                98,
                Kind::Order,
                "Hartmann Hydraulik",
                "Change of delivery address",
            ),
            With {
                stage: Stage::Acknowledged,
                owner_due: later(DAY + 138),
                ..with(1, "Maria", 2 * DAY)
            },
        ),
        owned(
            row(121, Kind::Support, "Whitmore Dairy", "Filter clogs again"),
            With {
                nudges: 3,
                ..with(2, "Dev", DAY + HOUR)
            },
        ),
        owned(
            row(139, Kind::Order, "Øresund Marine", "12 gaskets, by courier"),
            With {
                untold: true,
                ..with(1, "Maria", 40)
            },
        ),
        owned(
            row(140, Kind::Order, "Acme Pumps", "Certificate of origin"),
            With {
                untold: true,
                ..with(4, "Finance", 12)
            },
        ),
    ]
}

fn asleep() -> Vec<Row> {
    vec![
        Row {
            wake: Some((later(5 * HOUR), Cue::SnoozeOver)),
            snoozed_until: Some(later(5 * HOUR)),
            ..row(
                104,
                Kind::FollowUp,
                "Nightingale & Sons",
                "Quote for the second line",
            )
        },
        Row {
            wake: Some((later(DAY + 138), Cue::ClientDue)),
            first_chair: Some(Reason::FasterMyself),
            client_due: Some(later(DAY + 138)),
            ..row(110, Kind::Support, "Café Zoe\u{301}", "Password for the portal")
        },
        Row {
            wake: Some((later(2 * DAY), Cue::OwnerSilent)),
            with: Some(with(1, "Maria", HOUR)),
            ..row(
                98,
                Kind::Order,
                "Hartmann Hydraulik",
                "Change of delivery address",
            )
        },
    ]
}

fn done() -> Vec<Row> {
    let ended = |row: Row, minutes_ago: i64, ending, reason| Row {
        client_due: None,
        wake: None,
        end: Some(RowEnd {
            at: later(-minutes_ago),
            ending,
            reason,
        }),
        ..row
    };
    vec![
        ended(
            row(130, Kind::Order, "Acme Pumps", "Two spare rotors"),
            30,
            Ending::Told,
            None,
        ),
        ended(
            row(126, Kind::Support, "Whitmore Dairy", "How to reset the alarm"),
            DAY,
            Ending::Told,
            Some(Reason::ClientInsisted),
        ),
        ended(
            row(120, Kind::FollowUp, "Kontor Nord", "Newsletter bounced"),
            4 * DAY,
            Ending::Dismissed,
            None,
        ),
        ended(
            row(12, Kind::Order, "Hartmann Hydraulik", "First delivery"),
            200 * DAY,
            Ending::History,
            None,
        ),
    ]
}

pub(super) fn owner(number: i64, seat: Option<u8>, handle: &str, name: &str, role: &str) -> Owner {
    Owner {
        number: OwnerNo(number),
        handle: handle.to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        seat,
        address: format!("{handle}@tuttipumps.example"),
        kinds: Vec::new(),
        hours: 8,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
        part: crate::domain::owner::Part::Desk,
        asks_a_month: None,
    }
}

fn owners() -> Vec<OwnerCard> {
    let card = |owner, open, overdue, untold, median| OwnerCard {
        owner,
        load: Load {
            open,
            overdue,
            untold,
            median_seconds_to_done: median,
            asks: 0,
        },
    };
    vec![
        card(
            Owner {
                kinds: vec![Kind::Order],
                ..owner(1, Some(1), "maria", "Maria", "order desk")
            },
            9,
            0,
            2,
            Some(5 * 3_600),
        ),
        card(
            Owner {
                kinds: vec![Kind::Support],
                escalate_to: Some(OwnerNo(5)),
                ..owner(2, Some(2), "dev", "Dev", "support")
            },
            7,
            2,
            0,
            Some(2 * 86_400),
        ),
        card(
            Owner {
                away_until: Some(later(3 * DAY)),
                stand_in: Some(OwnerNo(2)),
                ..owner(3, Some(3), "ife", "Ifeoma", "implementation")
            },
            1,
            0,
            0,
            Some(3 * 86_400),
        ),
        card(
            owner(4, Some(4), "finance", "Finance", "invoices"),
            4,
            1,
            0,
            Some(20 * 3_600),
        ),
        card(
            owner(
                5,
                None,
                "okonkwo",
                "Dr. Okonkwo-Lindqvist",
                "head of service and spare parts",
            ),
            0,
            0,
            0,
            None,
        ),
    ]
}

fn loaded(list: &mut ListState, rows: Vec<Row>) {
    list.selected = rows.first().map(|row| row.item);
    list.window.rows = rows;
    list.loaded = true;
}

/// The Inbox on Monday morning, with its first row selected and its detail read.
pub(super) fn morning() -> State {
    let mut settings = Settings::default();
    settings.calendar.zone = chrono_tz::Europe::Berlin;
    let mut state = State::new(settings, Keymap::default(), now(), None);
    loaded(&mut state.lists.inbox, inbox());
    loaded(&mut state.lists.waiting, waiting());
    loaded(&mut state.lists.later, asleep());
    loaded(&mut state.lists.done, done());
    state.counts = Counts {
        orders: 6,
        support: 3,
        follow_ups: 5,
        waiting: 23,
        later: 8,
        done: 1_204,
        untold: 2,
        calls: 5,
        promises: 3,
        ..Counts::default()
    };
    state.owners = owners();
    state.owner_selected = Some(OwnerNo(2));
    state.detail.shown = Some(Box::new(support_call()));
    state.status = Some(Status {
        text: "#128 came back from Finance".to_owned(),
        kind: StatusKind::Info,
        undo: Some("#127 handed to Maria".to_owned()),
    });
    state
}

/// The very first start.
pub(super) fn empty() -> State {
    let mut state = State::new(Settings::default(), Keymap::default(), now(), None);
    state.lists.inbox.loaded = true;
    state
}

/// The support call of Borealis.
pub(super) fn support_call() -> Detail {
    Detail {
        item: Item {
            number: ItemNo(131),
            kind: Kind::Support,
            account: AccountNo(131),
            account_name: "Borealis GmbH".to_owned(),
            contact: Some("Ines Weber, IT lead".to_owned()),
            subject: "Login fails after update".to_owned(),
            words: "We can't ship until this works. Since the update on Wednesday nobody in the warehouse can log in."
                .to_owned(),
            mood: Some(Mood::Annoyed),
            urgent: true,
            value: None,
            source: "zendesk".to_owned(),
            source_key: Some("#4711".to_owned()),
            arrived_at: later(-4 * DAY),
            standing: Standing::Open(Open {
                client_due: later(-2 * DAY),
                play: Play::Owner(HandOff {
                    number: HandOffNo(9),
                    item: ItemNo(131),
                    owner: OwnerNo(2),
                    owner_name: "Dev".to_owned(),
                    instead_of: None,
                    stage: Stage::Offered,
                    brief: BRIEF.to_owned(),
                    given_at: later(-3 * DAY - 15 * HOUR),
                    owner_due: later(-DAY),
                    last_word_at: later(-2 * DAY),
                    acknowledged_at: None,
                    nudges: 1,
                    told_at: Some(later(-3 * DAY)),
                    ended_at: None,
                    answer: String::new(),
                }),
                snoozed_until: None,
                standing_cue: Cue::New,
                falls_due: None,
                wake: Wake { at: later(-DAY), cue: Cue::OwnerSilent },
            }),
        },
        suggestion: None,
        brief: BRIEF.to_owned(),
        timeline: vec![
            Event { at: later(-2 * DAY), words: "nudged Dev".to_owned() },
            Event { at: later(-3 * DAY - 14 * HOUR), words: "brief copied: Dev told".to_owned() },
            Event { at: later(-3 * DAY - 15 * HOUR), words: "handed to Dev".to_owned() },
            Event { at: later(-4 * DAY), words: "listened: annoyed. \"We look at it today and call you by Friday noon.\"".to_owned() },
            Event { at: later(-4 * DAY), words: "arrived from zendesk #4711".to_owned() },
        ],
        more: false,
        promises: Vec::new(),
        asks: Vec::new(),
        deal: Vec::new(),
    }
}

const BRIEF: &str = "Dev, please take #131: Borealis GmbH cannot log in since Wednesday's update.\nBy: Friday 12:00.\n\
                     Why it matters: their warehouse stands still until this works.";

/// A closed order, opened over the whole window.
pub(super) fn closed_detail() -> Detail {
    let mut detail = support_call();
    detail.item.number = ItemNo(126);
    detail.item.standing = Standing::Closed(Closed {
        at: later(-DAY),
        ending: Ending::Told,
        reason: Some(Reason::ClientInsisted),
        minutes: Some(25),
    });
    detail.brief.clear();
    detail
}
