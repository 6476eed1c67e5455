//! What a rep may do with deals.

use super::{CLIENTS, Rep};
use crate::domain::deal::command::{Answers, DealCommand, DealDraft, DealEdit, NeedDraft, NeedEdit, Redate};
use crate::domain::deal::{Credit, MoveTag, Side};
use crate::domain::ids::{DealNo, NeedNo};

impl Rep<'_> {
    pub(super) fn deal(&mut self) -> DealCommand {
        let deal = DealNo(self.chance.number(6));
        let need = NeedNo(self.chance.number(10));
        match self.chance.below(10) {
            0 | 1 => DealCommand::Add(DealDraft {
                account: self.client(),
                name: "Line 2".to_owned(),
                value: self.money(),
                stage: None,
                close_on: self.day(),
                next_step: self.text(),
            }),
            2 => DealCommand::Edit {
                deal,
                edit: DealEdit {
                    value: self.money().map(Some),
                    account: self.chance.coin().then(|| self.chance.of(&CLIENTS).to_owned()),
                    close: self.chance.coin().then(|| Redate {
                        to: self.day(),
                        tag: self.chance.of(MoveTag::ALL),
                    }),
                    ..DealEdit::default()
                },
            },
            3 => DealCommand::End {
                deal,
                won: self.chance.coin(),
                credit: self.chance.of(Credit::ALL),
            },
            4 | 5 => DealCommand::Need(NeedDraft {
                deal,
                what: "review".to_owned(),
                owner: self.chance.coin().then(|| self.owner()),
                by_on: self.chance.coin().then(|| self.day()),
                at: self.chance.coin().then_some(1),
                later: self.chance.coin(),
                brief: None,
            }),
            6 => DealCommand::EditNeed {
                need,
                edit: NeedEdit {
                    owner: self.chance.coin().then(|| Some(self.owner())),
                    by_on: Some(self.chance.coin().then(|| self.day())),
                    at: self.chance.coin().then_some(2),
                    ..NeedEdit::default()
                },
            },
            7 => DealCommand::AskNeed(need),
            8 => {
                if self.chance.coin() {
                    DealCommand::NeedDone(need)
                } else {
                    DealCommand::DropNeed(need)
                }
            }
            _ => DealCommand::Concede {
                deal,
                side: self.chance.of(Side::ALL),
                what: "5% off".to_owned(),
                answers: self.chance.of(&[Answers::Usual, Answers::Nothing]),
            },
        }
    }
}
