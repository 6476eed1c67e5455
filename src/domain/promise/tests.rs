//! What makes a promise honest, and the words that say which it is. Working hours: 9 to 17, Monday to Friday, UTC.

use super::*;
use crate::domain::clock::Moment;
use crate::domain::item::Cue;
use crate::domain::money::Currency;
use crate::domain::owner::Owner;
use crate::domain::settings::Settings;
use crate::domain::worktime::Calendar;

fn time(text: &str) -> Time {
    format!("{text}:00Z").parse().unwrap()
}

fn now() -> Time {
    time("2026-11-23T07:42")
}

fn stated(text: &str) -> Stated {
    Stated::new(text).unwrap()
}

fn euros(amount: &str) -> Money {
    Money::parse(amount, Currency::parse("EUR").unwrap()).unwrap()
}

fn real() -> Proof {
    Proof::Real {
        exists: stated("40 seals in Rotterdam"),
        seen: stated("at Øresund Marine since May"),
    }
}

fn dated(by: &str) -> Proof {
    Proof::Dated {
        owner: OwnerNo(2),
        owner_name: "Dev".into(),
        by: time(by),
    }
}

fn sponsored() -> Proof {
    Proof::Sponsored {
        approver: stated("Anna Berg"),
        worth: Some(euros("40000")),
        knows: ClientKnows::said(true).unwrap(),
    }
}

fn promise(proof: Proof) -> Promise {
    Promise {
        number: PromiseNo(1),
        item: ItemNo(150),
        account: AccountNo(1),
        client: "Acme Pumps".into(),
        about: None,
        to_whom: "Ines Weber".into(),
        what: "40 seals on site".into(),
        made_at: now(),
        due_at: time("2026-11-27T12:00"),
        first_due_at: time("2026-11-27T12:00"),
        proof,
        ended: None,
    }
}

fn refusal(due: &str, proof: &Proof) -> Option<String> {
    let settings = Settings::default();
    let moment = Moment {
        settings: &settings,
        now: now(),
    };
    moment
        .may_promise(time(due), proof)
        .err()
        .map(|error| error.to_string())
}

#[test]
fn nothing_empty_proves_anything() {
    assert_eq!(Stated::new(" \t\n "), None);
    assert_eq!(stated(" two\nlines ").as_str(), "two lines");
    assert_eq!(ClientKnows::said(false), None);
    assert!(ClientKnows::said(true).is_some());
}

#[test]
fn a_promise_is_for_the_future_and_its_owner_is_ready_before_it() {
    assert_eq!(refusal("2026-11-27T12:00", &real()), None);
    assert_eq!(refusal("2026-11-27T12:00", &dated("2026-11-27T12:00")), None);
    assert!(refusal("2026-11-23T07:00", &real()).unwrap().contains("past"));
    assert!(
        refusal("2026-11-27T12:00", &dated("2026-11-20T12:00"))
            .unwrap()
            .contains("Dev can't have it ready")
    );
    assert_eq!(
        refusal("2026-11-27T12:00", &dated("2026-11-30T12:00")).unwrap(),
        "Dev has it by Mon 30 Nov 12:00, and the client by Fri 27 Nov 12:00: get an earlier date, or promise a later one"
    );
}

#[test]
fn it_wakes_the_lead_time_before_its_date_in_working_time() {
    let settings = Settings::default();
    let moment = Moment {
        settings: &settings,
        now: now(),
    };
    let wakes = |due| moment.promise_wakes(time(due)).at;
    assert_eq!(wakes("2026-11-27T12:00"), time("2026-11-26T12:00"));
    assert_eq!(wakes("2026-11-30T10:00"), time("2026-11-27T10:00"));
    assert_eq!(wakes("2026-11-29T10:00"), time("2026-11-27T09:00"));
    assert_eq!(
        moment.promise_wakes(time("2026-11-27T12:00")).cue,
        Cue::PromiseDue
    );
}

#[test]
fn a_quote_says_which_basis_it_is() {
    let calendar = Calendar::default();
    assert_eq!(
        promise(real()).quote(&calendar),
        "Ines Weber, Acme Pumps: 40 seals on site, by Fri 27 Nov 2026, 12:00.\n\
         It is real: it exists and works today (40 seals in Rotterdam). Seen working: at Øresund Marine since May."
    );
    assert_eq!(
        promise(dated("2026-11-26T12:00")).quote(&calendar),
        "Ines Weber, Acme Pumps: 40 seals on site, by Fri 27 Nov 2026, 12:00.\n\
         It is dated: it is not there yet, and Dev here has it by Thu 26 Nov 2026, 12:00."
    );
    let redated = Promise {
        due_at: time("2026-12-04T12:00"),
        to_whom: String::new(),
        ..promise(sponsored())
    };
    assert_eq!(
        redated.quote(&calendar),
        "Acme Pumps: 40 seals on site, by Fri 4 Dec 2026, 12:00 (first promised for Fri 27 Nov 2026, 12:00).\n\
         It is sponsored: future work that does not exist yet, approved by Anna Berg."
    );
}

#[test]
fn a_moved_date_is_said_with_the_first_one() {
    let calendar = Calendar::default();
    let redated = Promise {
        due_at: time("2026-12-04T12:00"),
        ..promise(real())
    };
    assert_eq!(
        redated.date(now(), &calendar),
        "Fri 4 Dec 12:00 (first Fri 27 Nov 12:00)"
    );
    assert_eq!(promise(real()).date(now(), &calendar), "Fri 27 Nov 12:00");
}

fn anna() -> Vec<Owner> {
    vec![Owner {
        number: OwnerNo(4),
        handle: "anna".into(),
        name: "Anna Berg".into(),
        role: "president".into(),
        seat: None,
        address: String::new(),
        kinds: Vec::new(),
        hours: 0,
        away_until: None,
        stand_in: None,
        escalate_to: None,
        retired: false,
        part: crate::domain::owner::Part::Desk,
        asks_a_month: None,
    }]
}

#[test]
fn authority_is_found_by_handle_or_name_and_doubted_in_words() {
    let nobody = Authority::default();
    assert_eq!(nobody.doubt("Anna Berg", None, &anna()), None);
    let mut authority = Authority::default();
    authority.allow("@anna", Allowed::UpTo(euros("50000")));
    authority.allow("Tom Øst", Allowed::Anything);
    authority.allow("dev", Allowed::Nothing);
    for who in ["anna", "@Anna", "Anna Berg", "ANNA BERG"] {
        assert_eq!(authority.doubt(who, Some(euros("50000")), &anna()), None, "{who}");
    }
    assert_eq!(authority.doubt("tom ost", None, &anna()), None);
    let doubt = |who: &str, worth| authority.doubt(who, worth, &anna()).unwrap();
    assert_eq!(
        doubt("Anna Berg", Some(euros("50000.01"))),
        "Anna Berg may sponsor up to €50,000, not €50,000.01"
    );
    assert!(doubt("Anna Berg", None).contains("no amount is given"));
    let francs = Money {
        minor: 100,
        currency: Currency::parse("CHF").unwrap(),
    };
    assert!(doubt("anna", Some(francs)).contains("can't be compared"));
    assert!(doubt("dev", None).contains("may not sponsor"));
    assert!(doubt("Maria", None).contains("no authority"));
}

#[test]
fn shares_count_kept_against_broken_and_say_what_was_sold_and_led() {
    let shares = Shares {
        since: time("2026-09-01T09:00"),
        real: BasisShare {
            made: 7,
            kept: 5,
            broken: 1,
            released: 0,
            open: 1,
        },
        dated: BasisShare::default(),
        sponsored: BasisShare {
            made: 4,
            kept: 0,
            broken: 0,
            released: 1,
            open: 3,
        },
        heavy: vec![Heavy {
            account: AccountNo(1),
            client: "Acme Pumps".into(),
            sponsored: 3,
            open: 4,
        }],
    };
    assert_eq!(
        shares.lines(now(), &Calendar::default()),
        [
            "Since 1 Sep: 11 promises, 7 sold (real), 0 on a date, 4 led (sponsored).",
            "real: 83% kept, 5 of 6; 1 open",
            "dated: none kept or broken yet",
            "sponsored: none kept or broken yet, 1 released; 3 open",
            "Acme Pumps is promised much future work: 3 of 4 open promises",
        ]
    );
    assert_eq!(
        shares.kept_of_each(),
        "Kept: real 83% of 6, dated none yet, sponsored none yet"
    );
    assert_eq!(
        shares.much_future_work().unwrap(),
        "Much future work: Acme Pumps 3 of 4 open promises"
    );
}
