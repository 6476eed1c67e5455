//! Whatever was done with deals, taken back and done again.

use super::*;

/// A command on a deal, by a number; the deal and the needs it names may or may not be there.
fn any_command(which: u8, deal: i64, need_no: i64, days: u64) -> Command {
    let deal = DealNo(deal);
    let day = on("2026-11-23") + chrono::Days::new(days);
    Command::Deal(match which {
        0 => DealCommand::Add(DealDraft {
            close_on: day,
            ..draft("Another", "2026-12-18")
        }),
        1 => moved(deal, &day.to_string()),
        2 => edit(
            deal,
            DealEdit {
                stage: Some("proposal".into()),
                ..DealEdit::default()
            },
        ),
        3 => edit(
            deal,
            DealEdit {
                account: Some("Borealis".into()),
                value: Some(None),
                name: Some("Renamed".into()),
                ..DealEdit::default()
            },
        ),
        4 => DealCommand::Need(need(deal, "asked", Some(DEV))),
        5 => later(deal, "planned", MARIA),
        6 => DealCommand::Need(NeedDraft {
            by_on: Some(day),
            at: Some(1),
            ..need(deal, "theirs", None)
        }),
        7 => DealCommand::AskNeed(NeedNo(need_no)),
        8 => DealCommand::NeedDone(NeedNo(need_no)),
        9 => DealCommand::DropNeed(NeedNo(need_no)),
        10 => DealCommand::Concede {
            deal,
            side: if days.is_multiple_of(2) {
                Side::Give
            } else {
                Side::Get
            },
            what: "something".into(),
            answers: Answers::Usual,
        },
        11 => DealCommand::End {
            deal,
            won: days.is_multiple_of(2),
            credit: Credit::Luck,
        },
        12 => {
            return Command::Reopen {
                items: vec![ItemNo(need_no)],
            };
        }
        13 => {
            return Command::Answer {
                items: vec![ItemNo(need_no)],
                answer: Answer::Done,
                words: String::new(),
            };
        }
        _ => return finished(ItemNo(need_no)),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_with_deals_is_taken_back_and_done_again(
        commands in prop::collection::vec((0..15_u8, 1..4_i64, 1..8_i64, 0..60_u64), 1..25)
    ) {
        let mut desk = Desk::new();
        history(&mut desk, DEV, &[1, 2, 3, 4, 5]);
        run(&mut desk, DealCommand::Add(draft("Line 2", "2026-12-18")));
        let mut stood = vec![desk.contents()];
        for (which, deal, other, days) in commands {
            if desk.try_perform(&any_command(which, deal, other + 5, days)).is_ok() {
                stood.push(desk.contents());
            }
        }
        prop_assert_eq!(desk.wrongs(), Vec::<String>::new());
        let end = stood.pop().unwrap();
        let times = stood.len();
        while let Some(before) = stood.pop() {
            desk.perform(&Command::Undo(None));
            prop_assert_eq!(desk.contents(), before);
        }
        for _ in 0..times {
            desk.perform(&Command::Redo);
        }
        prop_assert_eq!(desk.contents(), end);
    }
}
