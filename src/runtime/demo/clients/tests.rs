//! What a rep can meet on the client's side of the demo.

use super::super::{Demo, ITEMS, make, settings, store_in};
use super::*;
use crate::domain::deal::close::Verdict;
use crate::domain::deal::{DealFile, DealState, Side};
use crate::domain::promise::{Basis, PromiseState};
use crate::domain::settings::Settings;
use crate::domain::week::Week;
use crate::store::{Checks, Deals, Outcomes, Reader, doctor};

struct Met {
    demo: Demo,
    reader: Reader,
    settings: Settings,
    now: Time,
}

fn met() -> Met {
    let like = Settings::default();
    let demo = make(ITEMS, None, &like).unwrap();
    let reader = Reader::open(&store_in(&demo.folder)).unwrap();
    Met {
        now: demo.now,
        reader,
        settings: settings(&like),
        demo,
    }
}

impl Met {
    fn deals(&self, ended: bool) -> Vec<DealFile> {
        let asked = Deals { ended, account: None };
        self.reader.deals(asked, 100, &self.settings, self.now).unwrap()
    }
}

#[test]
fn the_doctor_finds_nothing_wrong_with_the_demo() {
    let met = met();
    let findings = doctor::examine(&store_in(&met.demo.folder), met.now).unwrap();
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.serious).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn promises_of_every_basis_are_open_and_have_ended_in_every_way() {
    let met = met();
    for basis in Basis::ALL {
        let open = met.reader.promises(true, Some(*basis), 100).unwrap();
        assert!(!open.is_empty(), "{basis:?}");
    }
    let open = met.reader.promises(true, None, 100).unwrap();
    let today = met.settings.calendar.local(met.now).date_naive();
    let on = |at| met.settings.calendar.local(at).date_naive();
    assert!(open.iter().any(|one| one.due_at < met.now), "none is overdue");
    assert!(
        open.iter()
            .any(|one| one.due_at > met.now && on(one.due_at) == today),
        "none is due today"
    );
    assert!(open.iter().any(crate::domain::promise::Promise::is_redated));
    let ended = met.reader.promises(false, None, 100).unwrap();
    for state in [PromiseState::Kept, PromiseState::Broken, PromiseState::Released] {
        assert!(ended.iter().any(|one| one.state() == state), "{state:?}");
    }
    let since = met.now - chrono::Duration::days(365);
    let shares = met.reader.promise_shares(since, 50).unwrap();
    assert_eq!(shares.heavy.len(), 1, "{shares:?}");
    // Whoever sponsors has the authority for it.
    for one in open.iter().chain(&ended) {
        if let crate::domain::promise::Proof::Sponsored { approver, worth, .. } = &one.proof {
            let owners = met.reader.owners().unwrap();
            let doubt = met
                .settings
                .promises
                .authority
                .doubt(approver.as_str(), *worth, &owners);
            assert_eq!(doubt, None, "{}", one.what);
        }
    }
}

#[test]
fn outcomes_fall_back_go_stale_are_unmeasured_and_nearly_met_and_checks_are_due() {
    let met = met();
    let outcomes = met.reader.outcomes(Outcomes::default(), 100).unwrap();
    let calendar = &met.settings.calendar;
    assert!(outcomes.iter().any(|one| one.fell_back_from().is_some()));
    assert!(outcomes.iter().any(|one| {
        one.stale_days(&met.settings.outcomes, met.now, calendar)
            .is_some()
    }));
    assert!(outcomes.iter().any(|one| one.latest().is_none()));
    assert!(outcomes.iter().any(|one| {
        one.progress()
            .is_some_and(|progress| (90..100).contains(&progress.percent()))
    }));
    let ended = Outcomes {
        ended: true,
        account: None,
    };
    assert!(!met.reader.outcomes(ended, 100).unwrap().is_empty());
    let checks = met.reader.checks(Checks::default(), 100).unwrap();
    assert!(checks.iter().any(|one| one.due_at < met.now));
    let ended = Checks {
        ended: true,
        account: None,
    };
    let ended = met.reader.checks(ended, 100).unwrap();
    for end in CheckEnd::ALL {
        assert!(
            ended
                .iter()
                .any(|one| one.ended.is_some_and(|(_, how)| how == *end)),
            "{end:?}"
        );
    }
}

#[test]
fn deals_are_at_risk_unknown_and_rotten_moved_for_either_reason_and_ended_by_anybody() {
    let met = met();
    let (open, ended) = (met.deals(false), met.deals(true));
    let risk: Vec<&DealFile> = open.iter().filter(|file| file.count.is_at_risk()).collect();
    let [risk] = risk.as_slice() else {
        panic!("{} deals are at risk", risk.len());
    };
    assert!(matches!(risk.count.verdict, Verdict::Breaks(_)));
    assert_eq!(risk.gives_without_a_get().count(), 1);
    assert!(risk.concessions.iter().any(|one| one.side == Side::Get));
    assert!(
        open.iter()
            .any(|file| matches!(file.count.verdict, Verdict::Unknown(_)))
    );
    assert!(open.iter().any(|file| file.rotten.is_some()));
    for tag in MoveTag::ALL {
        assert!(
            open.iter()
                .flat_map(|file| &file.moves)
                .any(|one| one.tag == *tag),
            "{tag:?}"
        );
    }
    for credit in Credit::ALL {
        assert!(
            ended
                .iter()
                .any(|file| file.deal.state.end().is_some_and(|end| end.credit == *credit)),
            "{credit:?}"
        );
    }
    assert!(
        ended
            .iter()
            .any(|file| matches!(file.deal.state, DealState::Won(_)))
    );
    assert!(
        ended
            .iter()
            .any(|file| matches!(file.deal.state, DealState::Lost(_)))
    );
    let rates = met.settings.deals.rates.as_ref().unwrap();
    for file in open.iter().chain(&ended) {
        let currency = file.deal.value.unwrap().currency;
        assert!(
            currency == rates.to || rates.of.contains_key(&currency),
            "{currency:?}"
        );
    }
}

#[test]
fn what_may_be_the_same_is_offered_and_everybody_known_can_be_reached_somehow() {
    let met = met();
    assert_eq!(met.reader.duplicate_accounts(10).unwrap().0.len(), 2);
    assert_eq!(met.reader.duplicate_people(10).unwrap().0.len(), 2);
    let clients = Clients::read().unwrap();
    for person in &clients.people {
        assert!(
            !person.phones.is_empty() || !person.emails.is_empty(),
            "{}",
            person.name
        );
    }
}

#[test]
fn the_rep_conducts_more_in_november_than_in_september() {
    let met = met();
    let mut week = Week::of(met.now, &met.settings.calendar).previous();
    let mut shares = Vec::new();
    for _ in 0..10 {
        let report = met.reader.week(week, &met.settings, met.now, Some(1)).unwrap();
        shares.push(report.conducted().unwrap());
        week = week.previous();
    }
    assert!(shares.iter().all(|(_, finished)| *finished >= 4), "{shares:?}");
    let sum = |weeks: &[(u64, u64)]| {
        let (part, whole) = weeks
            .iter()
            .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        part * 100 / whole
    };
    assert!(sum(&shares[..4]) > sum(&shares[6..]) + 20, "{shares:?}");
}
