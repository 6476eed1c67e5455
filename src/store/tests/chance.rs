//! Whatever a rep does, in whatever order: a refused command changes nothing, the store stays sound, and everything can
//! be taken back to the beginning and done again to the end.

mod asks;
mod deals;
mod diary;

use chrono::{Days, Duration};

use super::desk::{Desk, draft, owner};
use crate::domain::account::{AccountCommand, AccountDraft, AccountEdit, PersonDraft};
use crate::domain::calls::{CallCommand, MoveOn};
use crate::domain::command::{AccountRef, Answer, CallDraft, Command, ItemEdit, Listened, Recipient, Told};
use crate::domain::ids::{AccountNo, DealNo, ItemNo, OwnerNo, PersonNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::money::{Currency, Money};
use crate::domain::outcome::command::{
    CheckFound, DealOf, OutcomeCommand, OutcomeDraft, OutcomeEdit, ReadingDraft,
};
use crate::domain::outcome::{Course, OutcomeEnd, Value};
use crate::domain::owner::{Owner, Part};
use crate::domain::promise::{ClientKnows, PromiseEnd, Proof, Stated};
use crate::domain::promise::{PromiseCommand, PromiseDraft, PromiseEdit};
use crate::domain::settings::CallOutcome;
use crate::store::StoreError;

/// Numbers by chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn number(&mut self, end: u64) -> i64 {
        i64::try_from(self.below(end)).unwrap() + 1
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn maybe<T>(&mut self, value: T) -> Option<T> {
        self.coin().then_some(value)
    }
}

/// Clients, some of whom are one client by another spelling.
const CLIENTS: [&str; 5] = [
    "Acme Pumps",
    "Borealis GmbH",
    "borealis gmbh",
    "Čapek Roboti",
    "山田商店",
];

struct Rep<'a> {
    desk: &'a Desk,
    chance: Chance,
}

impl Rep<'_> {
    fn item(&mut self) -> ItemNo {
        ItemNo(self.chance.number(30))
    }

    fn items(&mut self) -> Vec<ItemNo> {
        (0..=self.chance.below(3)).map(|_| self.item()).collect()
    }

    fn account(&mut self) -> AccountNo {
        AccountNo(self.chance.number(6))
    }

    fn client(&mut self) -> AccountRef {
        if self.chance.coin() {
            AccountRef::Number(self.account())
        } else {
            AccountRef::Named(self.chance.of(&CLIENTS).to_owned())
        }
    }

    fn owner(&mut self) -> OwnerNo {
        OwnerNo(self.chance.number(3))
    }

    fn person(&mut self) -> PersonNo {
        PersonNo(self.chance.number(6))
    }

    fn ahead(&mut self) -> crate::domain::Time {
        self.desk.now + Duration::hours(self.chance.number(400))
    }

    fn day(&mut self) -> chrono::NaiveDate {
        self.desk.now.date_naive() + Days::new(self.chance.below(90))
    }

    fn money(&mut self) -> Option<Money> {
        let currency = Currency::parse(self.chance.of(&["EUR", "USD", "JPY"])).unwrap();
        let minor = self.chance.number(5_000_000);
        self.chance.maybe(Money { minor, currency })
    }

    fn text(&mut self) -> String {
        self.chance
            .of(&["", "soon", "they can't ship", "two\nlines"])
            .to_owned()
    }

    fn stated(&mut self) -> Stated {
        Stated::new(self.chance.of(&["release 4.2", "the plan of Tue"])).unwrap()
    }

    fn proof(&mut self) -> Proof {
        match self.chance.below(3) {
            0 => Proof::Real {
                exists: self.stated(),
                seen: self.stated(),
            },
            1 => Proof::Dated {
                owner: self.owner(),
                owner_name: String::new(),
                by: self.ahead(),
            },
            _ => Proof::Sponsored {
                approver: self.stated(),
                worth: self.money(),
                knows: ClientKnows::said(true).unwrap(),
            },
        }
    }

    fn promise(&mut self) -> PromiseCommand {
        match self.chance.below(4) {
            0 | 1 => PromiseCommand::Make(PromiseDraft {
                account: self.client(),
                about: None,
                to_whom: self.text(),
                what: self.stated(),
                due: self.ahead(),
                proof: self.proof(),
            }),
            2 => PromiseCommand::Edit {
                item: self.item(),
                edit: PromiseEdit {
                    due: Some(self.ahead()),
                    proof: self.chance.coin().then(|| self.proof()),
                    ..PromiseEdit::default()
                },
            },
            _ => PromiseCommand::End {
                item: self.item(),
                end: match self.chance.below(3) {
                    0 => PromiseEnd::Kept { told: self.text() },
                    1 => PromiseEnd::Broken { told: self.stated() },
                    _ => PromiseEnd::Released { words: self.text() },
                },
            },
        }
    }

    fn value(&mut self) -> Value {
        Value::parse(&self.chance.number(20).to_string()).unwrap()
    }

    fn outcome(&mut self) -> OutcomeCommand {
        match self.chance.below(6) {
            0 => OutcomeCommand::Add(OutcomeDraft {
                account: self.client(),
                deal: self
                    .chance
                    .of(&[DealOf::Only, DealOf::Nothing, DealOf::That(DealNo(1))]),
                measure: "lead time".to_owned(),
                unit: "days".to_owned(),
                course: Course::new(Value::parse("21").unwrap(), self.value()).unwrap(),
                by: self.day(),
            }),
            1 => OutcomeCommand::Edit {
                item: self.item(),
                edit: OutcomeEdit {
                    target: Some(self.value()),
                    by: Some(self.day()),
                    ..OutcomeEdit::default()
                },
            },
            2 => OutcomeCommand::End {
                item: self.item(),
                end: self.chance.of(&[OutcomeEnd::Reached, OutcomeEnd::GivenUp]),
            },
            3 => OutcomeCommand::Check {
                item: self.item(),
                found: match self.chance.below(3) {
                    0 => CheckFound::Fine,
                    1 => CheckFound::Problem { what: self.text() },
                    _ => CheckFound::Opportunity {
                        name: "more".to_owned(),
                        value: self.money(),
                        close_on: self.day(),
                    },
                },
                words: self.text(),
            },
            _ => OutcomeCommand::Read(ReadingDraft {
                item: self.item(),
                value: self.value(),
                at: None,
                source: self.text(),
                words: self.text(),
                problem: self.chance.below(4) == 0,
                reached: self.chance.below(6) == 0,
            }),
        }
    }

    fn about_accounts(&mut self) -> AccountCommand {
        match self.chance.below(6) {
            0 => AccountCommand::Add(AccountDraft {
                name: self.chance.of(&CLIENTS).to_owned(),
                ..AccountDraft::default()
            }),
            1 => AccountCommand::Edit {
                account: self.account(),
                edit: Box::new(AccountEdit {
                    name: Some(self.chance.of(&CLIENTS).to_owned()),
                    ..AccountEdit::default()
                }),
            },
            2 => AccountCommand::Merge {
                from: self.account(),
                into: self.account(),
            },
            3 => AccountCommand::MergePeople {
                from: self.person(),
                into: self.person(),
            },
            _ => AccountCommand::AddPerson {
                account: self.client(),
                person: PersonDraft {
                    name: self.chance.of(&["Ines Weber", "Jo Li"]).to_owned(),
                    champion: self.chance.coin(),
                    ..PersonDraft::default()
                },
            },
        }
    }

    fn call(&mut self) -> Command {
        if self.chance.below(4) == 0 {
            let to = match self.chance.below(4) {
                0 => MoveOn::Person(self.person()),
                1 => MoveOn::Account(self.account()),
                2 => MoveOn::Note("Hello".to_owned()),
                _ => MoveOn::Rest(self.ahead()),
            };
            return Command::Call(CallCommand::MoveOn {
                account: self.account(),
                to,
            });
        }
        Command::LogCall(CallDraft {
            account: self.client(),
            item: None,
            person: self.chance.of(&["", "Ines", "Jo Li"]).to_owned(),
            outcome: self.chance.of(CallOutcome::ALL),
            minutes: None,
            notes: self.text(),
            next: self.chance.coin().then(|| self.ahead()),
            opens: (self.chance.below(5) == 0).then(|| (Kind::Support, "login fails".to_owned())),
            at: self.desk.now,
        })
    }

    fn life(&mut self) -> Command {
        let items = self.items();
        match self.chance.below(14) {
            0..=2 => Command::HandOff {
                items,
                to: if self.chance.coin() {
                    Recipient::Shown
                } else {
                    Recipient::Owner(self.owner())
                },
                brief: None,
            },
            3 | 4 => Command::Answer {
                items,
                answer: match self.chance.below(3) {
                    0 => Answer::Acknowledged {
                        by: self.chance.coin().then(|| self.ahead()),
                    },
                    1 => Answer::Done,
                    _ => Answer::Returned,
                },
                words: self.text(),
            },
            5 => Command::Recall { items },
            6 => Command::Nudge { items },
            7 => Command::Tell {
                items,
                words: self.text(),
                next: self.chance.coin().then(|| self.ahead()),
            },
            8 => Command::Finish {
                items,
                told: self.chance.coin(),
                reason: self.chance.coin().then_some(Reason::Habit),
                minutes: None,
                words: self.text(),
            },
            9 => Command::Keep {
                items,
                reason: Reason::FasterMyself,
            },
            10 => Command::Snooze {
                items,
                until: self.ahead(),
            },
            11 => Command::Dismiss { items },
            12 => Command::Reopen { items },
            _ => Command::Edit {
                item: self.item(),
                edit: ItemEdit {
                    account: Some(self.chance.of(&CLIENTS).to_owned()),
                    urgent: Some(self.chance.coin()),
                    ..ItemEdit::default()
                },
            },
        }
    }

    fn command(&mut self) -> Command {
        match self.chance.below(25) {
            20 | 21 => Command::Diary(self.diary()),
            22..=24 => Command::Ask(self.ask()),
            0..=2 => {
                let kind = self.chance.of(Kind::ALL);
                let client = self.chance.of(&CLIENTS);
                Command::Add(draft(kind, client, "something came in"))
            }
            3..=7 => self.life(),
            8 | 9 => self.call(),
            10..=12 => Command::Promise(self.promise()),
            13 | 14 => Command::Outcome(self.outcome()),
            15 | 16 => Command::Deal(self.deal()),
            17 | 18 => Command::Account(self.about_accounts()),
            _ => match self.chance.below(4) {
                0 => Command::Note {
                    items: self.items(),
                    text: "noted".to_owned(),
                },
                1 => Command::MarkTold {
                    items: self.items(),
                    how: Told::Marked,
                },
                2 => Command::Listen {
                    item: self.item(),
                    heard: Listened {
                        words: "it fails".to_owned(),
                        mood: None,
                        said: self.text(),
                        next: self.chance.coin().then(|| self.ahead()),
                        then: Some(Recipient::Shown),
                    },
                },
                _ => Command::Undo(None),
            },
        }
    }
}

fn lives_through(seed: u64, commands: usize) {
    let mut desk = Desk::new();
    super::diary::strangers(&mut desk, 6);
    desk.perform(&Command::AddOwners(vec![Owner {
        part: Part::Executive,
        ..owner("helen", None, &[])
    }]));
    let mut chance = Chance(seed);
    let (mut done, mut refused) = (0, 0);
    for _ in 0..commands {
        let mut rep = Rep { desk: &desk, chance };
        let command = rep.command();
        chance = rep.chance;
        let before = desk.contents();
        match desk.try_perform(&command) {
            Ok(_) => done += 1,
            Err(StoreError::Refused(_) | StoreError::NeedsReason(_)) => {
                assert_eq!(desk.contents(), before, "refused, and changed: {command:?}");
                refused += 1;
            }
            Err(other) => panic!("seed {seed}: {command:?}: {other}"),
        }
        if chance.below(6) == 0 {
            let later = desk.now + Duration::hours(chance.number(30));
            desk.now = later;
            desk.store.tick(later).unwrap();
        }
    }
    assert_eq!(desk.wrongs(), Vec::<String>::new(), "seed {seed}");
    assert!(
        done > commands / 4 && refused > 0,
        "{done} done, {refused} refused"
    );
    // All the way back and all the way forth, each time through the same states.
    let mut states = vec![desk.contents()];
    while desk.try_perform(&Command::Undo(None)).is_ok() {
        states.push(desk.contents());
    }
    assert_eq!(desk.wrongs(), Vec::<String>::new(), "seed {seed}, taken back");
    assert_eq!(
        desk.numbers(crate::domain::listing::List::Inbox),
        Vec::<i64>::new()
    );
    for state in states.iter().rev().skip(1) {
        desk.perform(&Command::Redo);
        assert!(
            desk.contents() == *state,
            "seed {seed}: done again, it is another store"
        );
    }
}

#[test]
fn whatever_a_rep_does_stays_sound_and_can_be_taken_back_and_done_again() {
    for seed in [7, 1_924] {
        lives_through(seed, 160);
    }
}
