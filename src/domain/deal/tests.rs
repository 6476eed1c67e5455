use super::close::{Counted, Pace, Step, Verdict};
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> Time {
    format!("{text}T09:00:00Z").parse().unwrap()
}

fn deal() -> Deal {
    Deal {
        number: DealNo(3),
        account: AccountNo(1),
        account_name: "Acme Pumps".to_owned(),
        item: ItemNo(7),
        name: "Line 2".to_owned(),
        state: DealState::Open,
        value: None,
        stage: "proposal".to_owned(),
        stage_at: at("2026-11-02"),
        close_on: day("2026-11-27"),
        next_step: String::new(),
        made_at: at("2026-10-01"),
        wakes_at: Some(at("2026-11-23")),
    }
}

fn need(number: i64, what: &str, owner: Option<&str>) -> Need {
    Need {
        number: NeedNo(number),
        deal: DealNo(3),
        place: number,
        what: what.to_owned(),
        owner: owner.map(|name| (OwnerNo(1), name.to_owned())),
        item: None,
        by_on: None,
        state: NeedState::Waiting,
    }
}

fn counted(number: i64, pace: Pace) -> Counted {
    Counted {
        step: Step {
            need: NeedNo(number),
            given: None,
            by: None,
            pace,
        },
        done_by: day("2026-11-27"),
        start_by: matches!(pace, Pace::Known { .. }).then(|| day("2026-11-23")),
        breaks: false,
    }
}

fn file(needs: Vec<Need>, steps: Vec<Counted>, verdict: Verdict) -> DealFile {
    DealFile {
        deal: deal(),
        needs,
        concessions: Vec::new(),
        moves: Vec::new(),
        count: CountBack {
            steps,
            verdict,
            wakes_on: Some(day("2026-11-23")),
        },
        rotten: None,
    }
}

#[test]
fn whether_it_closes_in_time_is_said_in_one_sentence() {
    let four = Pace::Known { days: 4, finished: 9 };
    let review = || vec![need(1, "Security review", Some("Dev"))];
    let said = |file: &DealFile, today: &str| file.verdict_words(day(today));
    let in_time = file(review(), vec![counted(1, four)], Verdict::InTime(0));
    assert_eq!(
        said(&in_time, "2026-11-20"),
        "in time: Security review (Dev, 4 working days) must start by Mon 23 Nov"
    );
    let breaks = file(review(), vec![counted(1, four)], Verdict::Breaks(0));
    assert_eq!(
        said(&breaks, "2026-11-24"),
        "Security review (Dev, 4 working days) breaks it: the last safe start was yesterday"
    );
    assert_eq!(breaks.verdict_short(), "Security review, Dev");
    let mut under_way = breaks;
    under_way.count.steps[0].step.given = Some(day("2026-11-23"));
    assert_eq!(
        said(&under_way, "2026-11-24"),
        "Security review (Dev, 4 working days) breaks it: under way since yesterday, it must be done by Fri 27 Nov"
    );
    let mut board = file(
        vec![need(1, "Board approves", None)],
        vec![counted(1, Pace::Nobody)],
        Verdict::Breaks(0),
    );
    board.count.steps[0].step.by = Some(day("2026-12-08"));
    assert_eq!(
        said(&board, "2026-11-24"),
        "Board approves breaks it: it is set for Tue 8 Dec, and must be done by Fri 27 Nov"
    );
    let few = file(
        vec![
            need(1, "Security review", Some("Dev")),
            need(2, "Board approves", None),
        ],
        vec![counted(1, Pace::TooFew { finished: 2 }), counted(2, Pace::Nobody)],
        Verdict::Unknown(vec![0, 1]),
    );
    assert_eq!(
        said(&few, "2026-11-24"),
        "not enough history: Security review (Dev has finished 2 of 5 hand-offs), Board approves (no owner and no date)"
    );
    assert_eq!(
        said(&file(Vec::new(), Vec::new(), Verdict::NoSteps), "2026-11-24"),
        "nothing is named that it still needs"
    );
    assert_eq!(
        said(&file(review(), Vec::new(), Verdict::NoSteps), "2026-11-24"),
        "every step is done"
    );
    assert_eq!(
        said(&file(review(), Vec::new(), Verdict::Past), "2026-11-30"),
        "its close date has passed: Fri 27 Nov"
    );
}

#[test]
fn a_deal_rots_once_it_has_stood_longer_than_its_stage_allows() {
    let settings = DealSettings::default();
    let calendar = Calendar::default();
    let rotten = |deal: &Deal, on: &str| settings.rotten(deal, at(on), &calendar);
    let mut deal = deal();
    assert_eq!(rotten(&deal, "2026-11-16"), None, "fourteen days are allowed");
    assert_eq!(rotten(&deal, "2026-11-17"), Some(1));
    deal.stage = "a stage of last year".to_owned();
    assert_eq!(rotten(&deal, "2026-12-31"), None);
    deal.stage = "proposal".to_owned();
    deal.state = DealState::Won(DealEnd {
        at: at("2026-11-05"),
        credit: Credit::Team,
    });
    assert_eq!(rotten(&deal, "2026-12-31"), None);
}

#[test]
fn a_stage_is_meant_by_its_name_or_the_beginning_of_only_one() {
    let settings = DealSettings::default();
    assert_eq!(settings.meant("Proposal"), Ok("proposal"));
    assert_eq!(settings.meant("neg"), Ok("negotiation"));
    for bad in ["s", "", "won"] {
        let words = settings.meant(bad).unwrap_err();
        assert!(words.contains("solution, proposal"), "{words}");
    }
    assert_eq!(settings.first(), "qualifying");
    assert_eq!(settings.after("proposal"), Some("negotiation"));
    assert_eq!(settings.after("signature"), None);
}

#[test]
fn a_give_stands_without_a_get_until_one_answers_it_from_either_side() {
    let one = |number, side, answers: Option<i64>| Concession {
        number: ConcessionNo(number),
        side,
        what: format!("{} {number}", side.as_str()),
        at: at("2026-11-02"),
        answers: answers.map(ConcessionNo),
    };
    let mut file = file(Vec::new(), Vec::new(), Verdict::NoSteps);
    file.concessions = vec![
        one(1, Side::Give, None),
        one(2, Side::Give, None),
        one(3, Side::Get, Some(2)),
        one(4, Side::Get, None),
        one(5, Side::Give, Some(4)),
    ];
    assert_eq!(file.gives_words().as_deref(), Some("given without a get: give 1"));
    assert_eq!(
        words::concession(&file.concessions[2], &file.concessions),
        "got get 3, for give 2"
    );
}

#[test]
fn what_is_to_be_known_of_a_deal_says_the_verdict_first_and_nothing_twice() {
    let today = day("2026-11-24");
    let mut file = file(Vec::new(), Vec::new(), Verdict::NoSteps);
    file.deal.next_step = "call Ines".to_owned();
    assert_eq!(
        words::about(&file, today),
        [
            "Nothing is named that it still needs",
            "To close Fri 27 Nov, in proposal",
            "Next: call Ines"
        ]
    );
    file.count.verdict = Verdict::Past;
    file.rotten = Some(3);
    file.deal.next_step = String::new();
    assert_eq!(
        words::about(&file, today),
        [
            "Its close date has passed: Fri 27 Nov",
            "Rots in proposal for 3 days"
        ]
    );
    assert_eq!(
        words::about_need(&file, today),
        "A deal needs it: #7 Line 2, to close Fri 27 Nov"
    );
    let end = DealEnd {
        at: at("2026-11-05"),
        credit: Credit::Mine,
    };
    file.deal.state = DealState::Won(end);
    file.count = CountBack::ended();
    assert_eq!(words::about(&file, today), ["Won, my doing"]);
    assert_eq!(
        words::about_need(&file, today),
        "A deal needs it: #7 Line 2, won, my doing"
    );
}
