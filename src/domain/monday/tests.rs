use super::bridge::BridgeStep;
use super::changes::ChangeKind;
use super::sample::{at, facts, file, need, on, settings, snapshot};
use super::*;
use crate::domain::worktime::Calendar;

fn sheet() -> MondaySheet {
    MondaySheet::of(facts(), &settings())
}

#[test]
fn the_quarter_and_the_rest_of_the_month_are_added_up_by_close_date() {
    let sheet = sheet();
    let said: Vec<(String, String)> = sheet
        .closing
        .iter()
        .map(|(closes, part)| (sheet.closes_words(*closes), part.words()))
        .collect();
    let two = |name: &str, words: &str| (name.to_owned(), words.to_owned());
    assert_eq!(
        said,
        [
            two("The date has passed", "1 deal, €600"),
            two("By Mon 30 Nov, the rest of the month", "2 deals, €1,000"),
            two("By Thu 31 Dec, the rest of Q4 2026", "3 deals, €36,000"),
            two("Later", "1 deal, $8,000"),
        ]
    );
    assert_eq!(sheet.all.words(), "7 deals, €37,600 + $8,000");
    assert_eq!(
        sheet.all.totals.words_in_one(sheet.today).unwrap(),
        "€41,600 at the rates of Fri 20 Nov (1 USD = 0.5)"
    );
    assert_eq!(sheet.all.totals.without, 1);
    // Won and lost since the quarter began, also what the snapshot does not know any more.
    assert_eq!(
        sheet.won.words(),
        "3 deals, €53,900 (1 my doing, 1 the team's, 1 luck)"
    );
    assert_eq!(sheet.lost.words(), "1 deal, ¥150,000 (1 the client's)");
}

#[test]
fn stages_stand_in_the_order_of_the_config_and_then_those_it_no_longer_has() {
    let sheet = sheet();
    let lines: Vec<(&str, String, String, String)> = sheet
        .stages
        .iter()
        .map(|line| {
            (
                line.stage.as_str(),
                line.month.words(),
                line.quarter.words(),
                line.all.words(),
            )
        })
        .collect();
    let none = || "no deal".to_owned();
    let said = |text: &str| text.to_owned();
    assert_eq!(
        lines,
        [
            (
                "qualifying",
                said("1 deal, €1,000"),
                said("1 deal, €1,000"),
                said("1 deal, €1,000")
            ),
            (
                "solution",
                none(),
                said("1 deal, €20,000"),
                said("1 deal, €20,000")
            ),
            (
                "proposal",
                none(),
                said("1 deal, €12,000"),
                said("2 deals, €12,000 + $8,000")
            ),
            (
                "negotiation",
                none(),
                said("1 deal, €4,000"),
                said("1 deal, €4,000")
            ),
            (
                "signature",
                said("1 deal, €600"),
                said("1 deal, €600"),
                said("1 deal, €600")
            ),
            (
                "pilot",
                said("1 deal, without a value"),
                said("1 deal, without a value"),
                said("1 deal, without a value")
            ),
        ]
    );
}

#[test]
fn each_change_names_the_deal_its_client_and_how_it_stood() {
    let sheet = sheet();
    let said: Vec<String> = sheet
        .changes
        .iter()
        .map(|change| {
            format!(
                "{}: {} {} {}, {}",
                change.kind.title(),
                change.item,
                change.client,
                change.name,
                change.words(sheet.today, &Calendar::default())
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "New: #19 Epsilon Quick, €900, in signature, to close Fri 20 Nov",
            "New: #18 Delta Expansion, €20,000, in solution, to close Tue 22 Dec",
            "Opened again: #20 Zeta Back again, no value, in pilot, to close Wed 25 Nov",
            "Pulled in: #13 Čapek Roboti Robots, from Mon 1 Feb 2027 to Tue 1 Dec: the date was always wrong",
            "Slipped: #12 Borealis GmbH Service, from Fri 20 Nov to Fri 15 Jan 2027: a new obstacle",
            "Grown: #11 Acme Pumps Line 2, from €10,000 to €12,000",
            "Shrunk: #13 Čapek Roboti Robots, from €5,000 to €4,000",
            "In another stage: #13 Čapek Roboti Robots, from solution to negotiation",
            "Won: #19 Epsilon Quick, €900, luck, Fri 20 Nov",
            "Won: #14 Øresund Marine Seals, €3,000, my doing, Wed 18 Nov",
            "Lost: #15 山田商店 Register, ¥150,000, the client's, Thu 19 Nov",
            "Taken back: #17 Gone Ltd Typo, €700, was to close Sat 5 Dec",
        ]
    );
}

#[test]
fn the_bridge_leads_from_the_snapshot_to_today_step_by_step() {
    let sheet = sheet();
    let calendar = Calendar::default();
    let lines: Vec<(String, usize, String, usize, String)> = sheet
        .bridge
        .iter()
        .map(|line| {
            (
                sheet.step_words(line.step, &calendar),
                line.quarter.count,
                line.quarter.amounts(),
                line.all.count,
                line.all.amounts(),
            )
        })
        .collect();
    let five = |name: &str, count, amounts: &str, all, sum: &str| {
        (name.to_owned(), count, amounts.to_owned(), all, sum.to_owned())
    };
    assert_eq!(
        lines,
        [
            five(
                "Mon 16 Nov",
                7,
                "€15,300 + ¥150,000 + $8,000",
                8,
                "€20,300 + ¥150,000 + $8,000"
            ),
            five("New", 2, "€20,900", 2, "€20,900"),
            five("Opened again", 1, "–", 1, "–"),
            five("Pulled in", 1, "€5,000", 0, "–"),
            five("Grown", 1, "€2,000", 1, "€2,000"),
            five("Shrunk", 1, "-€1,000", 1, "-€1,000"),
            five("Slipped", 1, "-$8,000", 0, "–"),
            five("Won", 2, "-€3,900", 2, "-€3,900"),
            five("Lost", 1, "-¥150,000", 1, "-¥150,000"),
            five("Taken back", 1, "-€700", 1, "-€700"),
            five("Now", 6, "€37,600", 7, "€37,600 + $8,000"),
        ]
    );
}

/// For each currency, what the snapshot came to and all the steps come to what stands now.
#[test]
fn the_steps_of_the_bridge_add_up_whatever_happens_to_the_deals() {
    let balanced = |facts: Facts| {
        let sheet = MondaySheet::of(facts, &settings());
        for scope in [0, 1] {
            let mut sums: BTreeMap<_, i128> = BTreeMap::new();
            for line in &sheet.bridge {
                let part = if scope == 0 { &line.quarter } else { &line.all };
                let sign = if line.step == BridgeStep::Today { -1 } else { 1 };
                for sum in &part.totals.each {
                    *sums.entry(sum.currency).or_default() += sign * sum.minor;
                }
            }
            assert!(sums.values().all(|sum| *sum == 0), "{sums:?}");
        }
    };
    balanced(facts());
    // Another currency, a value that is gone, one that came.
    let mut other = facts();
    for (index, value) in ["$10", "", "€7"].into_iter().enumerate() {
        other.open[index].deal.value = super::sample::money(value);
    }
    balanced(other);
    // Every deal of the snapshot is gone, and every one is new.
    let mut gone = facts();
    gone.open.clear();
    gone.ended.clear();
    balanced(gone);
    let mut anew = facts();
    anew.snapshot = Some(Snapshot {
        deals: Vec::new(),
        ..snapshot()
    });
    balanced(anew);
    // A quarter later everything is overdue.
    let mut later = facts();
    later.now = at("2027-04-05T08:00");
    balanced(later);
}

#[test]
fn a_deal_at_risk_ends_with_what_is_needed_of_whom_and_by_when() {
    let sheet = sheet();
    let said: Vec<(String, String)> = sheet
        .at_risk
        .iter()
        .map(|risk| {
            (
                risk.file.deal.account_name.clone(),
                risk.wanted.words(sheet.today),
            )
        })
        .collect();
    let two = |client: &str, words: &str| (client.to_owned(), words.to_owned());
    assert_eq!(
        said,
        [
            two(
                "Eta",
                "I need the signature or a new close date from Eta by Tue 24 Nov"
            ),
            two(
                "=HYPERLINK(1)",
                "I need a next step from myself by Tue 24 Nov (none is named)"
            ),
            two("Acme Pumps", "I need Security review from Dev by Fri 18 Dec"),
        ]
    );
}

#[test]
fn what_a_rotting_deal_needs_is_its_next_step_whoever_has_it() {
    let (today, calendar) = (on("2026-11-23"), Calendar::default());
    let deal = |next: &str| {
        let mut deal = facts().open[1].deal.clone();
        next.clone_into(&mut deal.next_step);
        deal
    };
    let said = |file: DealFile| Wanted::of(&file, today, &calendar).words(today);
    assert_eq!(
        said(file(deal("call Ines"), Vec::new(), 0, Some(3))),
        "I need “call Ines” from myself by Tue 24 Nov"
    );
    let mut board = need(1, "Their board", None);
    board.by_on = Some(on("2026-11-24"));
    assert_eq!(
        said(file(deal("call Ines"), vec![board], 0, Some(3))),
        "I need Their board from Zeta or myself by Tue 24 Nov"
    );
    // A step that had to be done by a day that is over is needed today.
    let late = file(
        deal(""),
        vec![need(1, "Review", Some("Dev")), need(2, "Legal", Some("Dev"))],
        9,
        None,
    );
    assert_eq!(said(late), "I need Legal from Dev by Wed 25 Nov");
}

#[test]
fn without_last_mondays_snapshot_it_says_against_which_it_is_or_that_there_is_none() {
    let calendar = Calendar::default();
    let said = |facts: Facts| {
        let sheet = MondaySheet::of(facts, &settings());
        assert_eq!(sheet.bridge.is_empty(), sheet.snapshot.is_none());
        sheet.against_words(&calendar)
    };
    assert_eq!(
        said(facts()),
        "Against the pipeline as it stood Mon 16 Nov 07:42."
    );
    let head = SnapshotHead {
        monday: on("2026-11-02"),
        at: at("2026-11-03T09:00"),
        deals: 8,
    };
    let earlier = Facts {
        snapshot: Some(Snapshot { head, ..snapshot() }),
        ..facts()
    };
    assert_eq!(
        said(earlier),
        "No snapshot was taken in the week of Mon 16 Nov: this is against the one before, as the pipeline stood Tue \
         3 Nov 09:00."
    );
    let none = |against, first| Facts {
        against,
        snapshot: None,
        first,
        ..facts()
    };
    let today = SnapshotHead {
        monday: on("2026-11-23"),
        at: at("2026-11-23T07:42"),
        deals: 8,
    };
    assert_eq!(
        said(none(Against::usual(on("2026-11-23")), Some(today))),
        "There is nothing to compare with yet: the first snapshot was taken Mon 23 Nov 07:42."
    );
    assert_eq!(
        said(none(Against::Day(on("2026-11-10")), Some(today))),
        "There is nothing to compare with: no snapshot was taken up to Tue 10 Nov; the first was taken Mon 23 Nov \
         07:42."
    );
    assert_eq!(
        said(none(Against::usual(on("2026-11-23")), None)),
        "There is nothing to compare with: no snapshot has been taken yet."
    );
}

#[test]
fn last_monday_is_the_monday_of_the_week_before_on_every_day() {
    for day in ["2026-11-23", "2026-11-25", "2026-11-29"] {
        assert_eq!(
            Against::usual(on(day)),
            Against::LastMonday(on("2026-11-16")),
            "{day}"
        );
    }
}

#[test]
fn the_sentence_sums_it_up() {
    assert_eq!(
        sheet().sentence(),
        "Q4 2026: 6 deals to close by Thu 31 Dec, 3 of them by Mon 30 Nov; 3 won and 1 lost since Thu 1 Oct. Since the \
         snapshot: 2 new, 1 opened again, 1 pulled in, 1 slipped, 1 grown, 1 shrunk, 1 in another stage, 2 won, 1 \
         lost, 1 taken back. 3 deals are at risk."
    );
    let mut facts = facts();
    facts.open.clear();
    facts.ended.clear();
    facts.snapshot = Some(Snapshot {
        deals: Vec::new(),
        ..snapshot()
    });
    assert_eq!(
        MondaySheet::of(facts, &settings()).sentence(),
        "Q4 2026: no open deal is to close by Thu 31 Dec; 0 won and 0 lost since Thu 1 Oct. Since the snapshot: \
         nothing has changed."
    );
}

#[test]
fn a_date_that_went_and_came_back_is_no_change() {
    let mut same = facts();
    same.open.retain(|file| file.deal.item.0 == 12);
    same.open[0].deal.close_on = on("2026-11-20");
    let sheet = MondaySheet::of(same, &settings());
    assert_eq!(sheet.changed(ChangeKind::Slipped), 0);
    assert_eq!(sheet.changed(ChangeKind::PulledIn), 0);
}

#[test]
fn marketing_and_executives_read_what_they_need_from_sales() {
    let sheet = sheet();
    assert_eq!(
        sheet.beside.needs(sheet.today),
        [
            "Marketing gave #32 Acme Pumps back: which logo?",
            "Who came to Works visit, Wed 18 Nov: Delta",
            "An answer for Open day, Thu 3 Dec, Hamburg: Borealis GmbH",
        ]
    );
    let stands: Vec<String> = sheet
        .beside
        .waiting
        .iter()
        .chain(&sheet.beside.answered)
        .map(|ask| ask.stands_words(sheet.at, &Calendar::default()))
        .collect();
    assert_eq!(
        stands,
        [
            "overdue since Fri 20 Nov",
            "given back Thu 19 Nov",
            "answered Fri 20 Nov"
        ]
    );
    assert_eq!(sheet.beside.events[1].counted(), "1 no answer yet, 1 coming");
}
