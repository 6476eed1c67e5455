//! Asks in words: the brief that goes with one, and where it stands.

use super::template::Fields;
use super::{Ask, AskSettings, AskState};
use crate::domain::item::Item;
use crate::domain::settings::Settings;
use crate::domain::worktime::Calendar;
use crate::domain::{Time, brief, say};

impl Ask {
    /// The brief for who is asked, who owes an answer by `owner_due`. `item` is the ask's own follow-up, and `event` the
    /// event with its day and place.
    #[must_use]
    pub fn brief(
        &self,
        item: &Item,
        (to, owner_due): (&str, Time),
        event: Option<&str>,
        now: Time,
        settings: &Settings,
    ) -> String {
        let contact = self.contact.as_ref().map(|contact| format!(", {contact}"));
        let mut lines = vec![
            format!("{to}, may I ask this of you?"),
            String::new(),
            format!("What: {}", self.words.ideal_result),
            format!("For: {}{}", self.client, contact.unwrap_or_default()),
        ];
        lines.extend(event.map(|event| format!("Event: {event}")));
        let answer = say::long(owner_due, now, &settings.calendar);
        lines.push(format!("By when: an answer by {answer}"));
        lines.extend(labelled("Why it is worth your time", &self.words.why));
        lines.extend(labelled("Common ground", &self.words.common_ground));
        if !self.words.draft.is_empty() {
            lines.push(String::new());
            lines.push("If you write to them, it could be this:".to_owned());
            lines.extend(
                self.words
                    .draft
                    .lines()
                    .map(|line| format!("> {line}").trim_end().to_owned()),
            );
        }
        lines.push(String::new());
        lines.push(brief::signature(item, settings));
        lines.join("\n")
    }

    /// The draft that the config's template makes of it.
    #[must_use]
    pub fn drafted(&self, event: Option<&str>, rep: &str, settings: &AskSettings) -> String {
        settings.draft(
            self.part,
            &Fields {
                to: &self.owner_name,
                client: &self.client,
                contact: self.contact.as_deref().unwrap_or_default(),
                rep,
                why: &self.words.why,
                common_ground: &self.words.common_ground,
                ideal_result: &self.words.ideal_result,
                event: event.unwrap_or_default(),
            },
        )
    }

    /// Where it stands, in words: `asked Tue 09:10, no word yet`, `Helena has it`, `it came about: lunch on the 3rd`.
    #[must_use]
    pub fn standing(&self, now: Time, calendar: &Calendar) -> String {
        let since = |at| say::since(at, now, calendar);
        match &self.state {
            AskState::Asked(at) => format!("asked {}, no word yet", since(*at)),
            AskState::TakenUp(at) => with(format!("taken up {}", since(*at)), &self.answer),
            AskState::Answered(at) => with(format!("done {}", since(*at)), &self.answer),
            AskState::Back => with("back with me".to_owned(), &self.answer),
            AskState::Ended { at, end, words } => with(format!("{}, {}", end.words(), since(*at)), words),
        }
    }

    /// `asked Helena Brandt (#12): a call with their director`: in one line, for a card.
    #[must_use]
    pub fn mentioned(&self) -> String {
        let (name, what) = (&self.owner_name, &self.words.ideal_result);
        match &self.state {
            AskState::Asked(_) => format!("asked {name} for {what} ({}), no word yet", self.item),
            AskState::TakenUp(_) => format!("{name} has taken up {what} ({})", self.item),
            AskState::Answered(_) => format!("{name} has done {what} ({})", self.item),
            AskState::Back => format!("{name} gave back {what} ({})", self.item),
            AskState::Ended { end, .. } => format!("asked {name} for {what}: {}", end.words()),
        }
    }
}

/// A label before the first line of a text, the others below it.
fn labelled(label: &str, text: &str) -> Vec<String> {
    let mut lines = text.lines();
    let Some(first) = lines.next() else {
        return Vec::new();
    };
    let mut all = vec![format!("{label}: {first}")];
    all.extend(lines.map(str::to_owned));
    all
}

fn with(what: String, words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.is_empty() {
        what
    } else {
        format!("{what}: {}", words.join(" "))
    }
}
