//! What a rep may do with the diary.

use super::Rep;
use crate::domain::diary::{DiaryCommand, Loan, MeetingAnswer};
use crate::domain::ids::MeetingNo;
use crate::domain::settings::CallOutcome;

impl Rep<'_> {
    pub(super) fn diary(&mut self) -> DiaryCommand {
        match self.chance.below(4) {
            0 => DiaryCommand::Away {
                until: self.ahead(),
                lend: self.chance.coin().then(|| Loan {
                    to: self.owner(),
                    items: if self.chance.coin() {
                        self.items()
                    } else {
                        Vec::new()
                    },
                }),
            },
            1 => DiaryCommand::Back {
                spread: u32::try_from(self.chance.number(4)).unwrap(),
            },
            _ => DiaryCommand::Answer {
                meetings: vec![MeetingNo(self.chance.number(6))],
                answer: match self.chance.below(3) {
                    0 => MeetingAnswer::Called(self.chance.of(CallOutcome::ALL)),
                    1 => MeetingAnswer::NoCall,
                    _ => MeetingAnswer::Later,
                },
                client: self.chance.coin().then(|| self.client()),
            },
        }
    }
}
