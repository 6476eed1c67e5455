//! A story of three weeks, entered by ordinary commands at their times: the week before (2026-W48), the week
//! (2026-W49), the week after. Working hours are 9 to 17, Monday to Friday, UTC; owners have 8 hours to answer, Vera 4.

use super::super::Desk;
use super::super::desk::{draft, owner};
use super::time;
use crate::domain::command::{AccountRef, Answer, CallDraft, Command, ItemEdit, Listened, Recipient, Told};
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::settings::CallOutcome;

pub(super) const MARIA: OwnerNo = OwnerNo(1);
pub(super) const DEV: OwnerNo = OwnerNo(2);
pub(super) const FINN: OwnerNo = OwnerNo(3);
pub(super) const VERA: OwnerNo = OwnerNo(4);

/// The desk, and the rows of the story by the first letter of their client.
pub(super) struct Story {
    pub(super) desk: Desk,
    rows: Vec<(char, ItemNo)>,
}

impl Story {
    /// The owners: Dev's work is escalated to Vera.
    pub(super) fn new() -> Self {
        let mut desk = Desk::new();
        let mut vera = owner("vera", None, &[]);
        vera.hours = 4;
        desk.perform(&Command::AddOwners(vec![owner("finn", Some(3), &[]), vera]));
        let mut dev = desk
            .reader
            .owners()
            .unwrap()
            .into_iter()
            .find(|o| o.number == DEV)
            .unwrap();
        dev.escalate_to = Some(VERA);
        desk.perform(&Command::EditOwner(Box::new(dev)));
        Self {
            desk,
            rows: Vec::new(),
        }
    }

    pub(super) fn at(&mut self, moment: &str) -> &mut Self {
        self.desk.now = time(moment);
        self.desk.store.tick(self.desk.now).unwrap();
        self
    }

    pub(super) fn row(&self, letter: char) -> ItemNo {
        self.rows.iter().find(|(known, _)| *known == letter).unwrap().1
    }

    pub(super) fn perform(&mut self, command: &Command) -> &mut Self {
        self.desk.perform(command);
        self
    }

    pub(super) fn add(&mut self, kind: Kind, client: &str) -> &mut Self {
        let done = self
            .desk
            .perform(&Command::Add(draft(kind, client, "their matter")));
        self.rows.push((client.chars().next().unwrap(), done.items[0]));
        self
    }

    pub(super) fn hand(&mut self, letter: char, owner: OwnerNo) -> &mut Self {
        let to = Recipient::Owner(owner);
        let items = vec![self.row(letter)];
        self.perform(&Command::HandOff {
            items,
            to,
            brief: Some("please".into()),
        })
    }

    pub(super) fn answer(&mut self, letter: char, answer: Answer, words: &str) -> &mut Self {
        let items = vec![self.row(letter)];
        self.perform(&Command::Answer {
            items,
            answer,
            words: words.into(),
        })
    }

    pub(super) fn done(&mut self, letter: char, words: &str) -> &mut Self {
        self.answer(letter, Answer::Done, words)
    }

    pub(super) fn close(&mut self, letter: char, reason: Option<Reason>, minutes: Option<u32>) -> &mut Self {
        let items = vec![self.row(letter)];
        self.perform(&Command::Finish {
            items,
            told: true,
            reason,
            minutes,
            words: String::new(),
        })
    }

    pub(super) fn keep(&mut self, letter: char, reason: Reason) -> &mut Self {
        let items = vec![self.row(letter)];
        self.perform(&Command::Keep { items, reason })
    }

    pub(super) fn nudge(&mut self, letter: char) -> &mut Self {
        let items = vec![self.row(letter)];
        self.perform(&Command::Nudge { items })
    }

    pub(super) fn dismiss(&mut self, letter: char) -> &mut Self {
        let items = vec![self.row(letter)];
        self.perform(&Command::Dismiss { items })
    }

    pub(super) fn reopen(&mut self, letter: char) -> &mut Self {
        let items = vec![self.row(letter)];
        self.perform(&Command::Reopen { items })
    }

    pub(super) fn mark_told(&mut self, letter: char) -> &mut Self {
        let items = vec![self.row(letter)];
        self.perform(&Command::MarkTold {
            items,
            how: Told::Marked,
        })
    }

    pub(super) fn tell(&mut self, letter: char, next: &str) -> &mut Self {
        let (items, next) = (vec![self.row(letter)], Some(time(next)));
        self.perform(&Command::Tell {
            items,
            words: "soon".into(),
            next,
        })
    }

    pub(super) fn call(&mut self, client: &str, row: Option<char>, outcome: CallOutcome) -> CallDraft {
        CallDraft {
            account: AccountRef::Named(client.into()),
            item: row.map(|letter| self.row(letter)),
            person: String::new(),
            outcome,
            minutes: None,
            notes: String::new(),
            next: None,
            opens: None,
            at: self.desk.now,
        }
    }

    /// 23 to 29 November.
    pub(super) fn week_before(&mut self) {
        self.at("2026-11-24T10:00")
            .add(Kind::Order, "Acme")
            .hand('A', MARIA);
        self.at("2026-11-24T10:05").mark_told('A');
        self.at("2026-11-25T09:00")
            .add(Kind::Order, "Beta")
            .hand('B', MARIA);
        self.at("2026-11-25T11:00")
            .add(Kind::Support, "Cargo")
            .hand('C', DEV);
        let by = Some(time("2026-12-04T12:00"));
        self.at("2026-11-25T12:00")
            .answer('C', Answer::Acknowledged { by }, "on it");
        self.at("2026-11-26T10:00")
            .add(Kind::Support, "Delta")
            .hand('D', DEV);
        self.at("2026-11-26T14:00")
            .add(Kind::Order, "Eta")
            .keep('E', Reason::Habit);
        self.at("2026-11-27T10:00").done('D', "reset");
        self.at("2026-11-27T11:00").close('D', None, None);
        self.at("2026-11-27T12:00");
        let call = self.call("Acme", None, CallOutcome::Busy);
        self.perform(&Command::LogCall(call));
        self.at("2026-11-27T15:00").add(Kind::FollowUp, "Fjord");
        self.at("2026-11-27T15:30").add(Kind::Order, "Gamma");
        self.at("2026-11-27T15:40").dismiss('G');
        self.at("2026-11-27T16:00")
            .add(Kind::Order, "Hydra")
            .hand('H', MARIA);
        self.at("2026-11-27T16:30")
            .answer('H', Answer::Returned, "not ours");
    }

    /// 30 November to 6 December.
    pub(super) fn the_week(&mut self) {
        self.monday();
        self.tuesday();
        self.wednesday();
        self.thursday();
        self.friday();
    }

    fn monday(&mut self) {
        self.at("2026-11-30T09:00").done('A', "shipped");
        self.at("2026-11-30T09:15").add(Kind::Order, "Iota");
        self.at("2026-11-30T09:30").close('A', None, None);
        self.at("2026-11-30T09:45")
            .close('I', Some(Reason::FasterMyself), None);
        self.at("2026-11-30T10:00").nudge('B');
        self.at("2026-11-30T11:00").hand('F', MARIA);
        self.at("2026-11-30T11:10").mark_told('F');
        self.at("2026-11-30T12:00").add(Kind::Order, "Jade");
        self.at("2026-11-30T12:30")
            .close('J', Some(Reason::FasterMyself), Some(20));
        self.at("2026-11-30T14:00").add(Kind::FollowUp, "Tango");
        self.at("2026-11-30T14:20").close('T', None, None);
    }

    fn tuesday(&mut self) {
        self.at("2026-12-01T09:00").reopen('D');
        self.at("2026-12-01T09:05").hand('D', DEV);
        self.at("2026-12-01T10:00").nudge('B');
        self.at("2026-12-01T11:00").hand('B', FINN);
        self.at("2026-12-01T12:00").done('F', "called them");
        self.at("2026-12-01T12:05").tell('F', "2026-12-09T10:00");
        self.at("2026-12-01T14:00")
            .add(Kind::Support, "Kilo")
            .hand('K', DEV);
        self.at("2026-12-01T15:00");
        let mut call = self.call("Kilo", Some('K'), CallOutcome::Connected);
        (call.minutes, call.notes) = (Some(6), "we look into it".into());
        self.perform(&Command::LogCall(call));
    }

    fn wednesday(&mut self) {
        self.at("2026-12-02T09:00")
            .answer('B', Answer::Returned, "not mine");
        self.at("2026-12-02T09:10").hand('B', MARIA);
        self.at("2026-12-02T10:00");
        let items = vec![self.row('D')];
        self.perform(&Command::Escalate { items });
        let by = Some(time("2026-12-08T10:00"));
        self.at("2026-12-02T11:00")
            .answer('D', Answer::Acknowledged { by }, "mine now");
        self.at("2026-12-02T12:00").close('E', None, Some(30));
        self.at("2026-12-02T14:00").done('K', "fixed");
        self.at("2026-12-02T15:00").close('K', None, None);
        self.at("2026-12-02T15:30");
        let mut call = self.call("Sigma", None, CallOutcome::Voicemail);
        call.next = Some(time("2026-12-10T09:00"));
        let done = self.desk.perform(&Command::LogCall(call));
        self.rows.push(('S', done.items[0]));
        self.at("2026-12-02T16:00")
            .add(Kind::Support, "Lima")
            .hand('L', DEV);
    }

    fn thursday(&mut self) {
        self.at("2026-12-03T09:00").keep('H', Reason::NoOwner);
        self.at("2026-12-03T10:00").close('L', None, None);
        self.at("2026-12-03T11:00").add(Kind::Order, "Mike");
        self.at("2026-12-03T11:05").dismiss('M');
        self.at("2026-12-03T12:00")
            .add(Kind::Order, "Nova")
            .hand('N', MARIA);
        self.at("2026-12-03T12:30").dismiss('N');
        self.at("2026-12-03T15:00");
        let mut call = self.call("Sigma", None, CallOutcome::NoAnswer);
        call.at = time("2026-12-03T14:55");
        self.perform(&Command::LogCall(call));
        self.at("2026-12-03T16:00").tell('C', "2026-12-09T09:00");
    }

    fn friday(&mut self) {
        self.at("2026-12-04T09:00")
            .add(Kind::Order, "Oslo")
            .hand('O', MARIA);
        self.at("2026-12-04T09:30");
        let items = vec![self.row('O')];
        self.perform(&Command::Recall { items });
        self.at("2026-12-04T16:00").add(Kind::Order, "Pixel");
        self.at("2026-12-04T16:10").add(Kind::Support, "Quartz");
        let heard = Listened {
            words: "it stands still".into(),
            mood: None,
            said: "Dev looks at it tonight".into(),
            next: Some(time("2026-12-10T12:00")),
            then: Some(Recipient::Shown),
        };
        let item = self.row('Q');
        self.perform(&Command::Listen { item, heard });
        self.at("2026-12-04T16:20").add(Kind::FollowUp, "Rho");
    }

    /// 7 to 11 December: everything that can happen to what the week left behind.
    pub(super) fn week_after(&mut self) {
        self.at("2026-12-07T09:00").done('C', "it runs");
        self.at("2026-12-07T09:10").close('C', None, None);
        self.at("2026-12-07T10:00").nudge('B');
        self.at("2026-12-07T11:00").mark_told('Q');
        self.at("2026-12-08T10:00").done('B', "gone");
        self.at("2026-12-08T11:00").reopen('K');
        self.at("2026-12-08T11:05").hand('K', MARIA);
        self.at("2026-12-08T12:00").reopen('E').reopen('M');
        self.at("2026-12-09T09:00").close('H', None, Some(15));
        self.at("2026-12-09T10:00").done('D', "solved");
        self.at("2026-12-09T11:00").keep('F', Reason::ClientInsisted);
        self.at("2026-12-10T09:00")
            .edit('P', Some(Kind::Support), "Pixel & Sons");
        self.at("2026-12-10T09:05")
            .edit('L', Some(Kind::FollowUp), "Lima");
        self.at("2026-12-10T09:10").edit('B', Some(Kind::Support), "Beta");
        self.at("2026-12-10T09:15").edit('Q', None, "Quarz AG");
        let mut maria = self
            .desk
            .reader
            .owners()
            .unwrap()
            .into_iter()
            .find(|o| o.number == MARIA)
            .unwrap();
        maria.name = "Zoe".into();
        self.perform(&Command::EditOwner(Box::new(maria)));
        self.at("2026-12-11T12:00");
    }

    fn edit(&mut self, letter: char, kind: Option<Kind>, client: &str) -> &mut Self {
        let edit = ItemEdit {
            kind,
            account: Some(client.into()),
            subject: Some("another matter".into()),
            ..ItemEdit::default()
        };
        let item = self.row(letter);
        self.perform(&Command::Edit { item, edit })
    }
}
