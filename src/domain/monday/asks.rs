//! What marketing and the executives should know: what they were asked and what they answered, the events and who comes,
//! and what they need from sales.

use chrono::NaiveDate;

use super::words::on;
use crate::domain::Time;
use crate::domain::ids::ItemNo;
use crate::domain::words_enum;
use crate::domain::worktime::Calendar;

/// How far an ask has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskStands {
    /// They have it.
    WithThem {
        /// When they owe an answer.
        due: Time,
        /// They have said that they have it.
        acknowledged: bool,
    },
    /// They were done with it then.
    Answered(Time),
    /// They gave it back then, or it was taken back.
    Back(Time),
    /// Nobody has it.
    WithNobody,
}

/// An ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskLine {
    /// The row that stands for it.
    pub item: ItemNo,
    /// For which client.
    pub client: String,
    /// Who is asked.
    pub owner: String,
    /// When it was asked.
    pub at: Time,
    /// Why it is worth their time.
    pub why: String,
    /// What is to come of it.
    pub ideal_result: String,
    /// The event it is about; may be empty.
    pub event: String,
    /// Whether the rep still follows it: its row is open.
    pub open: bool,
    /// How far it has come.
    pub stands: AskStands,
    /// What they answered; may be empty.
    pub answer: String,
}

words_enum! {
    /// Where an invitation stands.
    pub enum Invited {
        /// No answer yet.
        Asked = "invited",
        /// They said that they will come.
        Coming = "coming",
        /// They said that they won't.
        Declined = "declined",
        /// They were there.
        Came = "came",
        /// They were not.
        StayedAway = "stayed_away",
    }
}

impl Invited {
    /// In words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Asked => "no answer yet",
            Self::Coming => "coming",
            Self::Declined => "not coming",
            Self::Came => "came",
            Self::StayedAway => "stayed away",
        }
    }
}

/// A client who was invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The client.
    pub client: String,
    /// Whom there; may be empty.
    pub person: String,
    /// By whom; empty for the rep.
    pub by: String,
    /// Where it stands.
    pub stands: Invited,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    /// Its name.
    pub name: String,
    /// Its day.
    pub on: NaiveDate,
    /// Where; may be empty.
    pub place: String,
    /// Who was invited, by name.
    pub guests: Vec<Guest>,
}

/// For marketing and executives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// Asks that have no answer yet, oldest first.
    pub waiting: Vec<AskLine>,
    /// Asks that were answered since the snapshot, or since last Monday where there is none; the latest first.
    pub answered: Vec<AskLine>,
    /// Events to come, and those since then, by day.
    pub events: Vec<EventLine>,
}

impl Guest {
    /// `Acme Pumps (Ines Weber)`.
    #[must_use]
    pub fn named(&self) -> String {
        if self.person.is_empty() {
            self.client.clone()
        } else {
            format!("{} ({})", self.client, self.person)
        }
    }
}

impl EventLine {
    /// `Open day, Thu 3 Dec, Hamburg`.
    #[must_use]
    pub fn named(&self, today: NaiveDate) -> String {
        let place = if self.place.is_empty() {
            String::new()
        } else {
            format!(", {}", self.place)
        };
        format!("{}, {}{place}", self.name, on(self.on, today))
    }

    /// How many stand where: `2 coming, 1 no answer yet`.
    #[must_use]
    pub fn counted(&self) -> String {
        let counts: Vec<String> = Invited::ALL
            .iter()
            .map(|stands| {
                let count = self.guests.iter().filter(|guest| guest.stands == *stands).count();
                (count, stands.words())
            })
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        if counts.is_empty() {
            "nobody is invited".to_owned()
        } else {
            counts.join(", ")
        }
    }
}

impl Beside {
    /// Whether there is nothing to know.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.answered.is_empty() && self.events.is_empty()
    }

    /// What they need from sales, a sentence each: what they gave back, whom they wait for before an event, and who came
    /// to one that is over.
    #[must_use]
    pub fn needs(&self, today: NaiveDate) -> Vec<String> {
        let mut needs = Vec::new();
        for ask in &self.waiting {
            let said = if ask.answer.is_empty() {
                String::new()
            } else {
                format!(": {}", ask.answer)
            };
            match ask.stands {
                AskStands::Back(_) => needs.push(format!(
                    "{} gave {} {} back{said}",
                    ask.owner, ask.item, ask.client
                )),
                AskStands::WithNobody => needs.push(format!(
                    "{} {} is with nobody: {} has to be asked anew",
                    ask.item, ask.client, ask.owner
                )),
                AskStands::WithThem { .. } | AskStands::Answered(_) => {}
            }
        }
        for event in &self.events {
            let over = event.on < today;
            let open =
                |guest: &&Guest| guest.stands == Invited::Asked || (over && guest.stands == Invited::Coming);
            let guests: Vec<String> = event.guests.iter().filter(open).map(Guest::named).collect();
            if guests.is_empty() {
                continue;
            }
            let guests = guests.join(", ");
            needs.push(if over {
                format!("Who came to {}: {guests}", event.named(today))
            } else {
                format!("An answer for {}: {guests}", event.named(today))
            });
        }
        needs
    }
}

impl AskLine {
    /// How it stands: `an answer is due Tue 24 Nov`, `overdue since Fri 20 Nov`, `answered Fri 20 Nov`.
    #[must_use]
    pub fn stands_words(&self, now: Time, calendar: &Calendar) -> String {
        let today = calendar.local(now).date_naive();
        let day = |at| on(calendar.local(at).date_naive(), today);
        match self.stands {
            AskStands::WithThem { due, .. } if due < now => format!("overdue since {}", day(due)),
            AskStands::WithThem {
                due,
                acknowledged: true,
            } => format!("taken up, due {}", day(due)),
            AskStands::WithThem { due, .. } => format!("an answer is due {}", day(due)),
            AskStands::Answered(at) if self.open => format!("answered {}, client not told", day(at)),
            AskStands::Answered(at) => format!("answered {}", day(at)),
            AskStands::Back(at) => format!("given back {}", day(at)),
            AskStands::WithNobody => "with nobody".to_owned(),
        }
    }
}
