//! A pipeline entered by hand, for tests: on Monday 23 November 2026, against that of the 16th, with each thing that can
//! happen to a deal in a week.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::asks::{AskLine, AskStands, Beside, EventLine, Guest, Invited};
use super::{Against, Facts, Frozen, Snapshot, SnapshotHead};
use crate::domain::Time;
use crate::domain::deal::close::{CountBack, Pace, Step};
use crate::domain::deal::rates::{Rate, Rates};
use crate::domain::deal::{CloseMove, Credit, Deal, DealEnd, DealFile, DealState, MoveTag, Need, NeedState};
use crate::domain::ids::{AccountNo, DealNo, ItemNo, NeedNo, OwnerNo};
use crate::domain::money::{Currency, Money};
use crate::domain::settings::Settings;
use crate::domain::worktime::Calendar;

pub(crate) fn at(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

pub(crate) fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn money(text: &str) -> Option<Money> {
    (!text.is_empty()).then(|| Money::read(text, None).unwrap())
}

/// A dollar is half a euro; a yen has no rate.
pub(crate) fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.deals.rates = Some(Rates {
        on: on("2026-11-20"),
        to: Currency::parse("EUR").unwrap(),
        of: BTreeMap::from([(Currency::parse("USD").unwrap(), Rate::parse("0.5").unwrap())]),
    });
    settings
}

fn deal(number: i64, client: &str, name: &str, value: &str, stage: &str, close: &str) -> Deal {
    Deal {
        number: DealNo(number),
        account: AccountNo(number),
        account_name: client.to_owned(),
        item: ItemNo(number + 10),
        name: name.to_owned(),
        state: DealState::Open,
        value: money(value),
        stage: stage.to_owned(),
        stage_at: at("2026-11-16T08:00"),
        close_on: on(close),
        next_step: String::new(),
        made_at: at("2026-11-02T08:00"),
        wakes_at: None,
    }
}

fn frozen(number: i64, client: &str, name: &str, value: &str, stage: &str, close: &str) -> Frozen {
    Frozen {
        deal: DealNo(number),
        item: ItemNo(number + 10),
        client: client.to_owned(),
        name: name.to_owned(),
        value: money(value),
        stage: stage.to_owned(),
        close_on: on(close),
    }
}

fn ended(deal: Deal, won: bool, when: &str, credit: Credit) -> Deal {
    let end = DealEnd { at: at(when), credit };
    Deal {
        state: if won {
            DealState::Won(end)
        } else {
            DealState::Lost(end)
        },
        ..deal
    }
}

/// A step of Dev's that takes so many days, or of the client's.
pub(crate) fn need(number: i64, what: &str, owner: Option<&str>) -> Need {
    Need {
        number: NeedNo(number),
        deal: DealNo(1),
        place: number,
        what: what.to_owned(),
        owner: owner.map(|name| (OwnerNo(2), name.to_owned())),
        item: None,
        by_on: None,
        state: NeedState::Waiting,
    }
}

pub(crate) fn file(deal: Deal, needs: Vec<Need>, days: u32, rotten: Option<i64>) -> DealFile {
    let steps: Vec<Step> = needs
        .iter()
        .map(|need| Step {
            need: need.number,
            given: None,
            by: need.by_on,
            pace: match need.owner {
                Some(_) if days > 0 => Pace::Known { days, finished: 5 },
                Some(_) => Pace::TooFew { finished: 2 },
                None => Pace::Nobody,
            },
        })
        .collect();
    DealFile {
        count: CountBack::of(deal.close_on, &steps, on("2026-11-23"), &Calendar::default()),
        deal,
        needs,
        concessions: Vec::new(),
        moves: Vec::new(),
        rotten,
    }
}

fn moved(number: i64, from: &str, to: &str, tag: MoveTag) -> (DealNo, Vec<CloseMove>) {
    let moved = CloseMove {
        at: at("2026-11-18T10:00"),
        from: on(from),
        to: on(to),
        tag,
    };
    (DealNo(number), vec![moved])
}

/// The pipeline as it stood on the 16th.
pub(crate) fn snapshot() -> Snapshot {
    let deals = vec![
        frozen(1, "Acme Pumps", "Line 2", "€10,000", "proposal", "2026-12-18"),
        frozen(2, "Borealis GmbH", "Service", "$8,000", "proposal", "2026-11-20"),
        frozen(3, "Čapek Roboti", "Robots", "€5,000", "solution", "2027-02-01"),
        frozen(
            4,
            "Øresund Marine",
            "Seals",
            "€3,000",
            "negotiation",
            "2026-11-30",
        ),
        frozen(5, "山田商店", "Register", "JPY 150000", "proposal", "2026-11-27"),
        frozen(
            6,
            "=HYPERLINK(1)",
            "@formula",
            "€1,000",
            "qualifying",
            "2026-11-27",
        ),
        frozen(7, "Gone Ltd", "Typo", "€700", "qualifying", "2026-12-05"),
        frozen(11, "Eta", "Overdue", "€600", "signature", "2026-11-19"),
    ];
    Snapshot {
        head: SnapshotHead {
            monday: on("2026-11-16"),
            at: at("2026-11-16T07:42"),
            deals: 8,
        },
        deals,
    }
}

/// All of it.
pub(crate) fn facts() -> Facts {
    let new = |deal: Deal, made: &str| Deal {
        made_at: at(made),
        ..deal
    };
    let mut open = vec![
        file(
            deal(1, "Acme Pumps", "Line 2", "€12,000", "proposal", "2026-12-18"),
            vec![need(1, "Security review", Some("Dev"))],
            20,
            None,
        ),
        file(
            deal(2, "Borealis GmbH", "Service", "$8,000", "proposal", "2027-01-15"),
            Vec::new(),
            0,
            None,
        ),
        file(
            deal(3, "Čapek Roboti", "Robots", "€4,000", "negotiation", "2026-12-01"),
            vec![need(3, "Their board", None)],
            0,
            None,
        ),
        file(
            deal(
                6,
                "=HYPERLINK(1)",
                "@formula",
                "€1,000",
                "qualifying",
                "2026-11-27",
            ),
            Vec::new(),
            0,
            Some(5),
        ),
        file(
            new(
                deal(8, "Delta", "Expansion", "€20,000", "solution", "2026-12-22"),
                "2026-11-19T09:00",
            ),
            vec![need(8, "Legal", Some("Maria"))],
            0,
            None,
        ),
        file(
            deal(10, "Zeta", "Back again", "", "pilot", "2026-11-25"),
            Vec::new(),
            0,
            None,
        ),
        file(
            deal(11, "Eta", "Overdue", "€600", "signature", "2026-11-19"),
            Vec::new(),
            0,
            None,
        ),
    ];
    open.sort_by_key(|file| (file.deal.close_on, file.deal.number));
    let quick = new(
        deal(9, "Epsilon", "Quick", "€900", "signature", "2026-11-20"),
        "2026-11-17T09:00",
    );
    let seals = deal(4, "Øresund Marine", "Seals", "€3,000", "signature", "2026-11-30");
    let register = deal(5, "山田商店", "Register", "JPY 150000", "proposal", "2026-11-27");
    let earlier = deal(12, "Theta", "Won earlier", "€50,000", "signature", "2026-10-10");
    Facts {
        now: at("2026-11-23T08:00"),
        open,
        ended: vec![
            ended(quick, true, "2026-11-20T15:00", Credit::Luck),
            ended(register, false, "2026-11-19T15:00", Credit::Client),
            ended(seals, true, "2026-11-18T15:00", Credit::Mine),
            ended(earlier, true, "2026-10-10T15:00", Credit::Team),
        ],
        moves: BTreeMap::from([
            moved(2, "2026-11-20", "2027-01-15", MoveTag::NewObstacle),
            moved(3, "2027-02-01", "2026-12-01", MoveTag::AlwaysWrong),
        ]),
        against: Against::usual(on("2026-11-23")),
        snapshot: Some(snapshot()),
        first: Some(snapshot().head),
        beside: beside(),
    }
}

fn beside() -> Beside {
    let ask = |item, owner: &str, stands, open, answer: &str| AskLine {
        item: ItemNo(item),
        client: "Acme Pumps".to_owned(),
        owner: owner.to_owned(),
        at: at("2026-11-12T09:00"),
        why: "they decide on line 2".to_owned(),
        ideal_result: "a call with their CEO".to_owned(),
        event: String::new(),
        open,
        stands,
        answer: answer.to_owned(),
    };
    let with_them = AskStands::WithThem {
        due: at("2026-11-20T12:00"),
        acknowledged: false,
    };
    let guest = |client: &str, by: &str, stands| Guest {
        client: client.to_owned(),
        person: String::new(),
        by: by.to_owned(),
        stands,
    };
    Beside {
        waiting: vec![
            ask(31, "Helena Brandt", with_them, true, ""),
            ask(
                32,
                "Marketing",
                AskStands::Back(at("2026-11-19T12:00")),
                true,
                "which logo?",
            ),
        ],
        answered: vec![ask(
            33,
            "Helena Brandt",
            AskStands::Answered(at("2026-11-20T16:00")),
            false,
            "I rang him",
        )],
        events: vec![
            EventLine {
                name: "Works visit".to_owned(),
                on: on("2026-11-18"),
                place: String::new(),
                guests: vec![
                    guest("Delta", "", Invited::Coming),
                    guest("Eta", "", Invited::Came),
                ],
            },
            EventLine {
                name: "Open day".to_owned(),
                on: on("2026-12-03"),
                place: "Hamburg".to_owned(),
                guests: vec![
                    guest("Acme Pumps", "Helena Brandt", Invited::Coming),
                    guest("Borealis GmbH", "", Invited::Asked),
                ],
            },
        ],
    }
}
