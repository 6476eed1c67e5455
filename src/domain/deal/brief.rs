//! The text that goes with a need to its owner.

use super::{Deal, Need};
use crate::domain::Time;
use crate::domain::item::Item;
use crate::domain::settings::Settings;
use crate::domain::{brief, say};

/// The brief for what a deal needs of an owner, who owes an answer by `owner_due`. `item` is the need's own follow-up.
#[must_use]
pub fn brief(
    need: &Need,
    deal: &Deal,
    item: &Item,
    owner: &str,
    owner_due: Time,
    now: Time,
    settings: &Settings,
) -> String {
    let calendar = &settings.calendar;
    let today = calendar.local(now).date_naive();
    let value = deal.value.map(|value| format!(", {value}")).unwrap_or_default();
    let close = say::date(deal.close_on, today);
    let answer = say::long(owner_due, now, calendar);
    let when = need.by_on.map_or_else(
        || format!("an answer by {answer}"),
        |by| format!("done by {}; an answer by {answer}", say::date(by, today)),
    );
    [
        format!("{owner}, a deal needs this of you:"),
        String::new(),
        format!("What: {}", need.what),
        format!("For: {}, {}{value}", deal.account_name, deal.name),
        format!("By when: {when}"),
        format!("Why it matters: they are to sign by {close}, and without it they can't"),
        String::new(),
        brief::signature(item, settings),
    ]
    .join("\n")
}
