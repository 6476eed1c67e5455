//! The figures of one week, and what each of them means.
//!
//! Every definition here is the contract between the query that counts and the reports that show. Throughout:
//!
//! - *In the week* means at or after [`WeekReport::starts`], before [`WeekReport::ends`], and not after
//!   [`WeekReport::as_of`].
//! - *At `as_of`* means as things stood at that moment: what happened later is left out, so a past week's figures
//!   do not change when its work is done a week late. A hand-off given by then that had not ended by then was
//!   open; its owner clock and the number of nudges are those of that moment, and so are kinds, subjects and the
//!   names of clients and owners.
//! - An undone command counts nowhere, as if never done. An item that was added by an undone command never was.
//! - Imported history (rows that were already finished at their source) counts nowhere.

use crate::domain::Time;
use crate::domain::handoff::Stage;
use crate::domain::ids::{CallNo, HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::{Kind, Reason};
use crate::domain::settings::CallOutcome;

use super::Week;
use super::clients::ClientSide;
use super::played::WhoPlayed;
use super::series::{ClocksKept, WeekLine};

/// Everything that the weekly delegation summary says, before any format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekReport {
    /// The week.
    pub week: Week,
    /// Monday 00:00 local time.
    pub starts: Time,
    /// The next Monday 00:00 local time; not part of the week.
    pub ends: Time,
    /// The moment as of which the figures stand: the week's end, or now while it runs. See [`Week::as_of`].
    pub as_of: Time,
    /// Whether `as_of` lies within the week.
    pub running: bool,
    /// The totals.
    pub totals: WeekFigures,
    /// First chair by reason, in the order of [`Reason::ALL`]; reasons without any are left out.
    pub reasons: Vec<ReasonLine>,
    /// One line for each owner with any figure other than zero, by name, then number.
    pub owners: Vec<OwnerLine>,
    /// One line for each kind, in the order of [`Kind::ALL`], zeros included.
    pub kinds: Vec<KindLine>,
    /// Every hand-off given in the week or carried over into it, by when it was given, then number.
    pub hand_offs: Vec<HandOffLine>,
    /// Every call that began in the week, by when it began, then number. One that was logged late still belongs to the
    /// week in which it began.
    pub calls: Vec<CallLine>,
    /// The clocks of items open at `as_of` that run out in the seven days after the week's end (from `ends` to the
    /// end of the week after), by time, then item, then the client's clock before the owner's. At `as_of`.
    pub next_week: Vec<ClockLine>,
    /// Promises, outcomes, checks, asks and deals.
    pub clients: ClientSide,
    /// How clocks were kept.
    pub clocks: ClocksKept,
    /// The weeks up to this one, oldest first, this one last.
    pub weeks: Vec<WeekLine>,
    /// What the log answers about first chair.
    pub played: WhoPlayed,
}

/// The totals of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeekFigures {
    /// Items that arrived in the week, by [`crate::domain::item::Item::arrived_at`]: at their source, or when they
    /// were added. A late import therefore still adds to the week in which its rows arrived. Items dismissed later
    /// are counted: they did arrive.
    pub arrived: u64,
    /// Transactions (orders and support calls) of the week: those that arrived in it and were not dismissed at
    /// `as_of`, and every other one that was handed off in it. Each is counted once, so this is never less than
    /// [`Self::handed_transactions`].
    pub transactions: u64,
    /// Of [`Self::transactions`], those handed off at least once in the week. Each is counted once, however often
    /// it was handed on.
    pub handed_transactions: u64,
    /// Follow-ups handed off at least once in the week, each counted once.
    pub handed_follow_ups: u64,
    /// Hand-offs given in the week. Handing the same item to a second owner counts again.
    pub handed_off: u64,
    /// Hand-offs that the owner acknowledged in the week.
    pub acknowledged: u64,
    /// Hand-offs that ended *done* in the week, whenever they were given.
    pub done: u64,
    /// Items closed in the week with the ending *told*, and not reopened by `as_of`.
    pub finished: u64,
    /// Items whose client was told something in the week (`t`, *told* at the end, a connected call logged on the
    /// row), each counted once.
    pub client_told: u64,
    /// Hand-offs that the owner *returned* in the week, whenever they were given.
    pub came_back: u64,
    /// Hand-offs that the rep *recalled* in the week: by `r x`, by handing the item to somebody else, by keeping it or
    /// by dismissing it.
    pub recalled: u64,
    /// Hand-offs open at `as_of`, whenever they were given.
    pub still_open: u64,
    /// Of [`Self::still_open`], those whose owner clock had run out at `as_of`.
    pub overdue: u64,
    /// Of [`Self::still_open`], those whose owner had not been told at `as_of`.
    pub untold: u64,
    /// Nudges in the week.
    pub nudges: u64,
    /// Hand-offs given in the week by escalation. They are among [`Self::handed_off`] too.
    pub escalated: u64,
    /// Items dismissed in the week, and not reopened by `as_of`.
    pub dismissed: u64,
    /// Transactions among [`Self::finished`]: the whole of the conducted share.
    pub finished_transactions: u64,
    /// Of [`Self::finished_transactions`], those whose last hand-off (of any week) ended *done*: the part of the
    /// conducted share.
    pub conducted: u64,
}

/// First chair for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReasonLine {
    /// The reason.
    pub reason: Reason,
    /// Items finished in the week (as in [`WeekFigures::finished`]) with this reason.
    pub count: u64,
    /// The minutes those items took, where the rep gave them.
    pub minutes: u64,
    /// Of [`Self::count`], those whose minutes are unknown. They are shown as unknown, never guessed.
    pub unknown: u64,
    /// Items that the rep kept for this reason and that were open in first chair at `as_of`, whenever kept.
    pub open: u64,
}

/// One owner's week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerLine {
    /// The owner.
    pub owner: OwnerNo,
    /// Name as said.
    pub name: String,
    /// Hand-offs given to the owner in the week.
    pub handed: u64,
    /// Hand-offs that the owner acknowledged in the week.
    pub acknowledged: u64,
    /// The owner's hand-offs that ended *done* in the week.
    pub done: u64,
    /// The owner's hand-offs that were *returned* in the week.
    pub returned: u64,
    /// The median wall time in seconds from given to done, over [`Self::done`]; `None` when that is zero.
    pub median_seconds_to_done: Option<i64>,
    /// The owner's hand-offs open at `as_of`.
    pub open: u64,
    /// Of [`Self::open`], those whose owner clock had run out at `as_of`.
    pub overdue: u64,
}

/// One kind's week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindLine {
    /// The kind.
    pub kind: Kind,
    /// Items of the kind that arrived, as in [`WeekFigures::arrived`].
    pub arrived: u64,
    /// Items of the kind handed off at least once in the week, each counted once.
    pub handed: u64,
    /// Hand-offs of the kind's items that ended *done* in the week.
    pub done: u64,
    /// Items of the kind finished, as in [`WeekFigures::finished`].
    pub finished: u64,
    /// Items of the kind finished in the week with a first-chair reason.
    pub first_chair: u64,
}

/// One hand-off, with its clocks and its end at `as_of`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOffLine {
    /// The hand-off.
    pub hand_off: HandOffNo,
    /// The item.
    pub item: ItemNo,
    /// Its kind.
    pub kind: Kind,
    /// The client's name.
    pub client: String,
    /// One line that says what it is.
    pub subject: String,
    /// The owner.
    pub owner: OwnerNo,
    /// The owner's name.
    pub owner_name: String,
    /// The brief; may hold line breaks.
    pub brief: String,
    /// When it was given.
    pub given_at: Time,
    /// The owner clock at `as_of`; of one that has ended, as it last stood.
    pub owner_due: Time,
    /// The item's client clock at `as_of`; `None` once the item is closed.
    pub client_due: Option<Time>,
    /// Where it stood at `as_of`.
    pub stage: Stage,
    /// When it ended, if it had at `as_of`.
    pub ended_at: Option<Time>,
    /// When the item was finished (client told), if it was at `as_of`.
    pub finished_at: Option<Time>,
    /// Nudges until `as_of`.
    pub nudges: u32,
    /// Given before the week and still open when it began: unfinished work of an earlier week.
    pub carried_over: bool,
    /// Whether the owner had been told of it at `as_of`.
    pub told: bool,
    /// What the owner answered last; may be empty.
    pub answer: String,
}

/// One logged call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallLine {
    /// The call.
    pub call: CallNo,
    /// When it began.
    pub at: Time,
    /// The client's name.
    pub client: String,
    /// Spoke with; may be empty.
    pub person: String,
    /// The row it was logged on, if any.
    pub item: Option<ItemNo>,
    /// How it ended.
    pub outcome: CallOutcome,
    /// Whole minutes; unknown is `None`.
    pub minutes: Option<u32>,
    /// What was said; may be empty and may hold line breaks.
    pub notes: String,
}

/// Whose clock runs out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The client clock: the client hears from the rep by then.
    Client,
    /// The owner clock of the open hand-off: the owner of this name owes an answer by then.
    Owner(String),
}

/// One clock of next week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockLine {
    /// When it runs out.
    pub at: Time,
    /// The item.
    pub item: ItemNo,
    /// Its kind.
    pub kind: Kind,
    /// The client's name.
    pub client: String,
    /// One line that says what it is.
    pub subject: String,
    /// Whose clock it is.
    pub whose: Whose,
}

impl WeekReport {
    /// The conducted share as part and whole; `None` while no transaction is finished.
    #[must_use]
    pub fn conducted(&self) -> Option<(u64, u64)> {
        let whole = self.totals.finished_transactions;
        (whole > 0).then_some((self.totals.conducted, whole))
    }

    /// The conducted share in words: `15 of 17 finished transactions (88 %)`.
    #[must_use]
    pub fn conducted_words(&self) -> String {
        self.conducted().map_or_else(
            || "no finished transactions yet".to_owned(),
            |(part, whole)| {
                let noun = if whole == 1 { "transaction" } else { "transactions" };
                format!("{part} of {whole} finished {noun} ({} %)", percent(part, whole))
            },
        )
    }

    /// Calls that reached the client, of all calls of the week.
    #[must_use]
    pub fn reached(&self) -> (usize, usize) {
        let reached = self.calls.iter().filter(|call| call.outcome.reached()).count();
        (reached, self.calls.len())
    }

    /// Owners to whom something was handed in the week.
    #[must_use]
    pub fn owners_handed(&self) -> usize {
        self.owners.iter().filter(|owner| owner.handed > 0).count()
    }

    /// Hand-offs carried over from earlier weeks.
    #[must_use]
    pub fn carried_over(&self) -> usize {
        self.hand_offs.iter().filter(|line| line.carried_over).count()
    }

    /// Whether the week has not begun at `as_of`.
    #[must_use]
    pub fn is_ahead(&self) -> bool {
        self.as_of < self.starts
    }

    /// Whether nothing happened in the week. Work carried over from earlier weeks does not fill it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let figures = &self.totals;
        let happened = [
            figures.arrived,
            figures.transactions,
            figures.handed_off,
            figures.acknowledged,
            figures.done,
            figures.finished,
            figures.client_told,
            figures.came_back,
            figures.recalled,
            figures.nudges,
            figures.dismissed,
        ];
        self.calls.is_empty() && self.clients.is_empty() && happened.iter().all(|&count| count == 0)
    }
}

/// `part` of `whole` in whole per cent, rounded half up, but 100 only when nothing is missing and 0 only when
/// nothing is there. 0 of 0 is 0.
#[must_use]
pub fn percent(part: u64, whole: u64) -> u64 {
    if part == 0 || whole == 0 {
        return 0;
    }
    if part >= whole {
        return 100;
    }
    let rounded = (u128::from(part) * 200 + u128::from(whole)) / (u128::from(whole) * 2);
    u64::try_from(rounded).map_or(99, |value| value.clamp(1, 99))
}

/// The median; of an even number the mean of the middle two, rounded down. `None` of nothing. Reorders the values.
#[must_use]
pub fn median(values: &mut [i64]) -> Option<i64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let odd = values.len() % 2 == 1;
    let (below, &mut upper, _) = values.select_nth_unstable(middle);
    if odd {
        return Some(upper);
    }
    let lower = below.iter().max().copied().unwrap_or(upper);
    i64::try_from((i128::from(lower) + i128::from(upper)).div_euclid(2)).ok()
}
