//! Deals in the pipeline, and a deal's page.

use super::*;

/// The rows of a split of the pipeline: number and what breaks it or how it ended.
fn pipeline(desk: &Desk, split: DealSplit) -> Vec<(i64, String)> {
    let scope = RegisterScope {
        split: Split::Deals(split),
        words: String::new(),
    };
    let router = desk.router();
    let window = desk
        .reader
        .register(&scope, &From::Top, 100, (&router, &desk.settings), desk.now)
        .unwrap();
    window
        .rows
        .into_iter()
        .map(|row| {
            let last = match (split, row.cells.last(), row.cells.get(2)) {
                (DealSplit::Ended, _, Some(cell)) | (_, Some(cell), _) => match &cell.shows {
                    Shows::Text(words) => words.clone(),
                    other => format!("{other:?}"),
                },
                _ => String::new(),
            };
            (row.item.unwrap().0, last)
        })
        .collect()
}

#[test]
fn the_pipeline_is_parted_by_month_and_quarter_and_says_what_breaks_each_date() {
    let mut desk = Desk::new();
    history(&mut desk, DEV, &[7, 7, 7, 7, 7]);
    desk.settings.deals.rates = Some(Rates {
        on: on("2026-11-20"),
        to: Currency::parse("EUR").unwrap(),
        of: [(Currency::parse("USD").unwrap(), Rate::parse("0.5").unwrap())].into(),
    });
    for close in ["2026-11-24", "2026-12-31", "2027-01-04", "2026-11-30"] {
        run(&mut desk, DealCommand::Add(draft("Line", close)));
    }
    let dollars = DealEdit {
        value: Some(Money::read("USD 100", None)),
        ..DealEdit::default()
    };
    run(&mut desk, edit(DealNo(2), dollars));
    run(&mut desk, later(DealNo(4), "Security review", DEV));
    run(&mut desk, later(DealNo(3), "Legal", MARIA));
    // On the 25th the first is past.
    desk.at("2026-11-25T07:42:00Z");
    let said = |text: &str| text.to_owned();
    assert_eq!(
        pipeline(&desk, DealSplit::Open),
        [
            (6, said("date passed")),
            (9, said("Security review, Dev")),
            (7, said("")),
            (8, said("not enough history")),
        ]
    );
    let numbers = |split| -> Vec<i64> { pipeline(&desk, split).iter().map(|row| row.0).collect() };
    assert_eq!(numbers(DealSplit::ThisMonth), [6, 9]);
    assert_eq!(numbers(DealSplit::ThisQuarter), [6, 9, 7]);
    assert_eq!(numbers(DealSplit::Later), [8]);
    let totals = |desk: &Desk, split| {
        let totals = desk
            .reader
            .pipeline_totals(split, &desk.settings, desk.now)
            .unwrap();
        (totals.words(), totals.words_in_one(on("2026-11-25")))
    };
    assert_eq!(totals(&desk, DealSplit::ThisMonth), ("€96,400".to_owned(), None));
    assert_eq!(
        totals(&desk, DealSplit::ThisQuarter),
        (
            "€96,400 + $100".to_owned(),
            Some("€96,450 at the rates of Fri 20 Nov (1 USD = 0.5)".to_owned())
        )
    );
    let won = DealCommand::End {
        deal: DealNo(2),
        won: true,
        credit: Credit::Luck,
    };
    run(&mut desk, won);
    assert_eq!(pipeline(&desk, DealSplit::Ended), [(7, said("won, luck"))]);
    assert_eq!(totals(&desk, DealSplit::Ended).0, "$100");
    // The next quarter has begun: what was later is this month's, and nothing has ended in it.
    desk.at("2027-01-02T07:42:00Z");
    assert_eq!(pipeline(&desk, DealSplit::Later), []);
    assert_eq!(pipeline(&desk, DealSplit::ThisMonth).len(), 3);
    assert_eq!(totals(&desk, DealSplit::Ended).0, "nothing");
}

#[test]
fn the_pipeline_goes_by_the_quarters_of_the_config() {
    let mut desk = Desk::new();
    for close in ["2026-12-31", "2027-01-31", "2027-02-01"] {
        run(&mut desk, DealCommand::Add(draft("Line", close)));
    }
    let count = |desk: &Desk, split| pipeline(desk, split).len();
    assert_eq!(
        (
            count(&desk, DealSplit::ThisQuarter),
            count(&desk, DealSplit::Later)
        ),
        (1, 2)
    );
    desk.settings.quarters.first_month = 2;
    assert_eq!(
        (
            count(&desk, DealSplit::ThisQuarter),
            count(&desk, DealSplit::Later)
        ),
        (2, 1)
    );
}

#[test]
fn a_deals_page_says_all_about_it() {
    let (mut desk, deal) = with_a_deal();
    run(
        &mut desk,
        DealCommand::Need(need(deal, "Security review", Some(DEV))),
    );
    let give = DealCommand::Concede {
        deal,
        side: Side::Give,
        what: "training".into(),
        answers: Answers::Usual,
    };
    run(&mut desk, give);
    run(&mut desk, moved(deal, "2027-01-29"));
    let router = desk.router();
    let page = desk
        .reader
        .page(Record::Deal(deal), (&router, &desk.settings), desk.now)
        .unwrap()
        .unwrap();
    let text: Vec<String> = page
        .lines
        .iter()
        .map(|line| match line {
            Line::Heading(words) | Line::Text { words, .. } => words.clone(),
            Line::Cells { .. } | Line::Gap => String::new(),
        })
        .collect();
    for part in [
        "#1 Acme Pumps",
        "not enough history: Security review (Dev has finished 0 of 5 hand-offs)",
        "qualifying since today",
        "1 Security review: with Dev since today; must be done by Fri 29 Jan",
        "given without a get: training",
        "from Fri 18 Dec to Fri 29 Jan, a new obstacle",
        "deal entered: qualifying, €48,200, to close Fri 18 Dec",
    ] {
        assert!(text.iter().any(|line| line == part), "{part}: {text:#?}");
    }
}
