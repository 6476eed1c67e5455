//! What a rep may do with executives, marketing and events.

use super::Rep;
use crate::domain::ask::AskEnd;
use crate::domain::ask::command::{AskCommand, AskDraft, AskEdit, EventDraft, EventEdit};
use crate::domain::ask::event::Coming;
use crate::domain::ids::EventNo;

impl Rep<'_> {
    pub(super) fn ask(&mut self) -> AskCommand {
        let event = EventNo(self.chance.number(3));
        match self.chance.below(8) {
            0..=2 => AskCommand::Make(Box::new(AskDraft {
                account: self.client(),
                about: self.chance.coin().then(|| self.item()),
                to: self.owner(),
                why: self.stated(),
                common_ground: self.text(),
                ideal_result: self.stated(),
                draft: None,
                event: self.chance.coin().then_some(event),
                invites: Vec::new(),
            })),
            3 => AskCommand::Edit {
                item: self.item(),
                edit: Box::new(AskEdit {
                    why: Some(self.stated()),
                    ..AskEdit::default()
                }),
            },
            4 => AskCommand::End {
                item: self.item(),
                end: self.chance.of(AskEnd::ALL),
                words: self.text(),
            },
            5 => AskCommand::AddEvent(EventDraft {
                name: self.stated(),
                on: self.day(),
                place: self.text(),
            }),
            6 => AskCommand::EditEvent {
                event,
                edit: EventEdit {
                    on: Some(self.day()),
                    ..EventEdit::default()
                },
            },
            _ => AskCommand::Invite {
                event,
                account: self.client(),
                person: self.chance.coin().then(|| Some(self.person())),
                by: self.chance.coin().then(|| Some(self.owner())),
                state: self.chance.of(Coming::ALL),
            },
        }
    }
}
