//! The bridge: from what the pipeline came to in the snapshot, step by step, to what it comes to now. Once for what is
//! to close by the end of the quarter, once for all of it.
//!
//! Only a move over the quarter's end brings a deal into the quarter or out of it. A deal that does several things takes
//! its steps in the order of the bridge: what slipped out of the quarter does nothing more in it.

use chrono::NaiveDate;

use super::changes::{ChangeKind, Now, Pair, negative, pairs};
use super::{Part, Snapshot};
use crate::domain::deal::rates::Rates;
use crate::domain::money::Money;

/// A step of the bridge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BridgeStep {
    /// What it came to in the snapshot.
    Before,
    /// What a change added, or took away.
    Change(ChangeKind),
    /// What it comes to now.
    Today,
}

/// A line of the bridge. What is taken away is negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BridgeLine {
    /// The step.
    pub step: BridgeStep,
    /// What is to close by the end of the quarter.
    pub quarter: Part,
    /// All of it.
    pub all: Part,
}

/// The steps in order. A change of stage moves nothing.
const STEPS: [ChangeKind; 10] = [
    ChangeKind::New,
    ChangeKind::Reopened,
    ChangeKind::PulledIn,
    ChangeKind::Grown,
    ChangeKind::Shrunk,
    ChangeKind::Revalued,
    ChangeKind::Slipped,
    ChangeKind::Won,
    ChangeKind::Lost,
    ChangeKind::TakenBack,
];

impl BridgeStep {
    /// As a word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Change(kind) => kind.as_str(),
            Self::Today => "today",
        }
    }

    /// Whether it says what the pipeline stands at, not what moved it.
    #[must_use]
    pub const fn is_total(self) -> bool {
        match self {
            Self::Before | Self::Today => true,
            Self::Change(_) => false,
        }
    }
}

/// The steps that one deal takes, each with its amounts.
type Steps = Vec<(BridgeStep, Vec<Option<Money>>)>;

/// How many deals took a step, and the amounts of it. One that has no value is counted and has no amount.
#[derive(Debug, Default)]
struct Taken {
    count: usize,
    amounts: Vec<Option<Money>>,
}

impl Taken {
    fn add(&mut self, amounts: Vec<Option<Money>>) {
        self.count += 1;
        self.amounts.extend(amounts);
    }

    fn part(&self, rates: Option<&Rates>) -> Part {
        Part {
            count: self.count,
            ..Part::of(&self.amounts, rates)
        }
    }
}

/// The bridge from a snapshot to now. `last` is the quarter's last day. Steps that nothing took, and that are seldom
/// taken, are left out.
#[must_use]
pub fn bridge(snapshot: &Snapshot, now: &Now<'_>, last: NaiveDate, rates: Option<&Rates>) -> Vec<BridgeLine> {
    let since = snapshot.head.at;
    let pairs = pairs(snapshot, now);
    let steps: Vec<[Steps; 2]> = pairs
        .values()
        .map(|pair| {
            let within = |day: NaiveDate| day <= last;
            [steps_of(pair, since, within), steps_of(pair, since, |_| true)]
        })
        .collect();
    let kinds = STEPS.into_iter().map(BridgeStep::Change);
    let order = [BridgeStep::Before]
        .into_iter()
        .chain(kinds)
        .chain([BridgeStep::Today]);
    order
        .map(|step| {
            let part = |scope: usize| {
                let mut taken = Taken::default();
                let all = steps.iter().flat_map(|both| &both[scope]);
                all.filter(|(of, _)| *of == step)
                    .for_each(|(_, amounts)| taken.add(amounts.clone()));
                taken.part(rates)
            };
            BridgeLine {
                step,
                quarter: part(0),
                all: part(1),
            }
        })
        .filter(|line| !is_seldom(line.step) || line.all.count > 0)
        .collect()
}

const fn is_seldom(step: BridgeStep) -> bool {
    matches!(
        step,
        BridgeStep::Change(ChangeKind::Reopened | ChangeKind::Revalued | ChangeKind::TakenBack)
    )
}

/// The steps that one deal takes, where `within` says which close dates are looked at.
fn steps_of(pair: &Pair<'_>, since: crate::domain::Time, within: impl Fn(NaiveDate) -> bool) -> Steps {
    let mut steps = Vec::new();
    let was_in = pair.before.is_some_and(|frozen| within(frozen.close_on));
    let is_in = pair.now.is_some_and(|deal| within(deal.close_on));
    let (before, value) = (
        pair.before.and_then(|frozen| frozen.value),
        pair.now.and_then(|deal| deal.value),
    );
    let change = BridgeStep::Change;
    if was_in {
        steps.push((BridgeStep::Before, vec![before]));
    }
    match (pair.before, pair.now) {
        (Some(_), Some(_)) if was_in && !is_in => {
            steps.push((change(ChangeKind::Slipped), vec![before.map(negative)]));
        }
        (Some(_), Some(_)) if is_in => {
            if !was_in {
                steps.push((change(ChangeKind::PulledIn), vec![before]));
            }
            if let Some((kind, amounts)) = pair.revalued() {
                steps.push((change(kind), amounts.into_iter().map(Some).collect()));
            }
        }
        (None, Some(_)) if is_in => {
            if let Some(kind) = pair.came(since) {
                steps.push((change(kind), vec![value]));
            }
        }
        (Some(_), None) if was_in => {
            steps.push((change(ChangeKind::TakenBack), vec![before.map(negative)]));
        }
        (_, _) => {}
    }
    if is_in {
        match pair.went() {
            Some(kind) => steps.push((change(kind), vec![value.map(negative)])),
            None => steps.push((BridgeStep::Today, vec![value])),
        }
    }
    steps
}
