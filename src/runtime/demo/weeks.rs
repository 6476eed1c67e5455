//! The weeks that are over: what came in and what became of it, written from the templates, for the story's own clients.
//! Only their figures matter: who did the work, how long it took, and how often the rep called.

use super::clients::PastWeek;
use super::dice::Dice;
use super::more::Pen;
use super::place::Place;
use super::script::{Part, Rung};
use super::story::{Call, Step, Story, Told, What};
use crate::domain::Time;
use crate::domain::item::{Kind, Mood, Reason};
use crate::domain::settings::CallOutcome;

/// Keys of what came in then, below those of the story.
const ORDERS: usize = 880;
const TICKETS: usize = 4_520;
/// Working hours of a week.
const WEEK: f64 = 40.0;
/// So many working hours before the end of its week the last thing comes in, so that it ends within the week.
const LAST: f64 = 14.0;
/// Every so many-th thing that is handed off comes back first, and goes to another owner.
const RETURNED: usize = 6;

/// What came in and was finished, and the calls of those weeks.
pub(super) fn past(story: &Story, weeks: &[PastWeek], place: Place<'_>) -> (Vec<Part>, Vec<Rung>) {
    let mut pen = Pen::new(story, 0x9a57_0000);
    let mut dice = Dice::new(0x9a57_ca11);
    let (mut parts, mut calls) = (Vec::new(), Vec::new());
    for week in weeks {
        let ends = f64::from(week.weeks_ago.saturating_sub(1)) * WEEK;
        let handed = (0..week.handed).map(|_| None);
        for kept in handed.chain(week.kept.iter().copied().map(Some)) {
            let arrives = place.back(ends + dice.hours(LAST, WEEK - 0.5));
            let nth = parts.len();
            parts.extend(part(story, &mut pen, &mut dice, nth, kept, arrives, place));
        }
        for nth in 0..week.calls {
            let at = place.back(ends + dice.hours(0.5, WEEK - 0.5));
            calls.extend(call(story, &mut dice, nth, at));
        }
    }
    parts.sort_by_key(|part| part.arrives);
    for (index, part) in parts.iter_mut().enumerate() {
        (part.told.source, part.told.key) = match part.told.kind {
            Kind::Order => (Some("shopify".to_owned()), Some(format!("#{}", ORDERS + index))),
            Kind::Support => (Some("zendesk".to_owned()), Some((TICKETS + index).to_string())),
            Kind::FollowUp => (None, None),
        };
    }
    (parts, calls)
}

/// A transaction of one of the story's clients: handed off, or kept for a reason.
fn part(
    story: &Story,
    pen: &mut Pen<'_>,
    dice: &mut Dice,
    nth: usize,
    kept: Option<Reason>,
    arrives: Time,
    place: Place<'_>,
) -> Option<Part> {
    // What the rep did was more often support than orders: there somebody was on the telephone.
    let kind = if kept.is_none() == nth.is_multiple_of(3) {
        Kind::Support
    } else {
        Kind::Order
    };
    let template = story.templates.iter().find(|template| template.kind == kind)?;
    let account = dice.pick(story.clients())?;
    let told: Told = pen.item(template, &account.name);
    let heard = kind == Kind::Support && (kept.is_none() || nth.is_multiple_of(2));
    let mut steps: Vec<(f64, Step)> = Vec::new();
    if heard {
        let words = match told.words.as_str() {
            "" => "Tells it twice, to be sure".to_owned(),
            words => words.to_owned(),
        };
        let listened = Step {
            words,
            mood: Some(Mood::Calm),
            said: "I see to it that it gets into the right hands".to_owned(),
            ..Step::of(What::Listened)
        };
        steps.push((0.3, listened));
    }
    if let Some(reason) = kept {
        steps.extend(played(reason, dice));
    } else {
        steps.extend(conducted(nth, dice));
    }
    Some(Part {
        told,
        client: account.name.clone(),
        contact: format!("{}, {}", account.contact, account.role),
        arrives,
        steps: steps
            .into_iter()
            .map(|(after, step)| (place.after(arrives, after), step))
            .collect(),
    })
}

/// The rep does it, so many working hours after it came in.
fn played(reason: Reason, dice: &mut Dice) -> Vec<(f64, Step)> {
    let kept = Step {
        reason: Some(reason),
        ..Step::of(What::Kept)
    };
    let finished = Step {
        minutes: u32::try_from(dice.between(10, 75)).ok(),
        ..Step::of(What::Finished)
    };
    vec![(0.5, kept), (dice.hours(3.0, 9.0), finished)]
}

/// An owner does it; sometimes another one than it went to first.
fn conducted(nth: usize, dice: &mut Dice) -> Vec<(f64, Step)> {
    let mut given = 0.5;
    let mut steps = vec![(given, Step::of(What::HandedOff))];
    if nth % RETURNED == RETURNED - 1 {
        let returned = Step {
            words: "Not mine, I am afraid".to_owned(),
            ..Step::of(What::Returned)
        };
        let again = Step {
            to: Some("ruth".to_owned()),
            ..Step::of(What::HandedOff)
        };
        given = 2.5;
        steps.extend([(2.0, returned), (given, again)]);
    }
    let done = given + dice.hours(3.0, 9.0);
    let told = Step {
        words: "It is in good hands".to_owned(),
        next_hours: Some(16.0),
        ..Step::of(What::Told)
    };
    steps.extend([
        (given + 0.2, told),
        (given + 1.2, Step::of(What::Acknowledged)),
        (done, Step::of(What::OwnerDone)),
        (done + 0.6, Step::of(What::Finished)),
    ]);
    steps
}

/// A call to one of the story's clients, reached or not by turns.
fn call(story: &Story, dice: &mut Dice, nth: u32, at: Time) -> Option<Rung> {
    let account = dice.pick(story.clients())?;
    let reached = nth % 3 != 1;
    let minutes = u32::try_from(dice.between(3, 22)).ok();
    Some(Rung {
        call: Call {
            account: account.id.clone(),
            person: if reached {
                account.contact.clone()
            } else {
                String::new()
            },
            outcome: if reached {
                CallOutcome::Connected
            } else {
                CallOutcome::Voicemail
            },
            minutes: minutes.filter(|_| reached),
            notes: String::new(),
            ago_hours: 0.0,
            next_hours: None,
        },
        client: account.name.clone(),
        at,
    })
}
