//! What a deal at risk needs: *I need X from Y by Z*.

use chrono::{Days, NaiveDate};

use super::words::on;
use crate::domain::deal::close::{Counted, Verdict};
use crate::domain::deal::{DealFile, Need};
use crate::domain::worktime::Calendar;

/// What is needed, of whom, by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What.
    pub what: String,
    /// Of whom: an owner, the client, or the rep.
    pub from: String,
    /// By when.
    pub by: NaiveDate,
    /// Why it is not more than that; may be empty.
    pub because: &'static str,
}

/// How the rep is named where the rep has to give it.
const MYSELF: &str = "myself";

impl Wanted {
    /// What an open deal needs: the step that breaks its date, else the first step that is left, else what the rep said
    /// would be next. Nothing is made up: where no step is named, that is what is needed.
    #[must_use]
    pub fn of(file: &DealFile, today: NaiveDate, calendar: &Calendar) -> Self {
        let soon = calendar.working_day_from(today + Days::new(1));
        let client = &file.deal.account_name;
        match &file.count.verdict {
            Verdict::Breaks(at) => step(file, *at).map(|(need, counted)| {
                // What had to be done by a day that is over is needed at once.
                Self::step(need, client, counted.done_by.max(today))
            }),
            Verdict::Past => {
                let first = step(file, 0).map(|(need, _)| Self::step(need, client, soon));
                Some(first.unwrap_or_else(|| Self {
                    what: "the signature or a new close date".to_owned(),
                    from: client.clone(),
                    by: soon,
                    because: "",
                }))
            }
            Verdict::Unknown(_) | Verdict::InTime(_) => step(file, 0).map(|(need, counted)| {
                let planned = need.by_on.unwrap_or(counted.done_by).min(counted.done_by);
                Self::step(need, client, planned.max(today))
            }),
            Verdict::NoSteps | Verdict::Ended => None,
        }
        .unwrap_or_else(|| Self::next(file, soon))
    }

    fn step(need: &Need, client: &str, by: NaiveDate) -> Self {
        Self {
            what: need.what.clone(),
            from: match &need.owner {
                Some((_, owner)) => owner.clone(),
                None => format!("{client} or {MYSELF}"),
            },
            by,
            because: "",
        }
    }

    /// Without a step that is left.
    fn next(file: &DealFile, soon: NaiveDate) -> Self {
        let next = file.deal.next_step.trim();
        let (what, because) = if next.is_empty() {
            ("a next step".to_owned(), "none is named")
        } else {
            (format!("“{next}”"), "")
        };
        Self {
            what,
            from: MYSELF.to_owned(),
            by: soon,
            because,
        }
    }

    /// `I need Security review from Dev by Tue 24 Nov`.
    #[must_use]
    pub fn words(&self, today: NaiveDate) -> String {
        let because = match self.because {
            "" => String::new(),
            because => format!(" ({because})"),
        };
        format!(
            "I need {} from {} by {}{because}",
            self.what,
            self.from,
            on(self.by, today)
        )
    }
}

/// A step that is left, by where it stands among those.
fn step(file: &DealFile, at: usize) -> Option<(&Need, &Counted)> {
    let counted = file.count.steps.get(at)?;
    let mut needs = file.needs.iter();
    Some((needs.find(|need| need.number == counted.step.need)?, counted))
}
