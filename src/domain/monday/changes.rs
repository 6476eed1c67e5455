//! What has changed since a snapshot, deal by deal.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Frozen, Snapshot};
use crate::domain::Time;
use crate::domain::deal::{CloseMove, Credit, Deal, DealFile, DealState, MoveTag};
use crate::domain::ids::{DealNo, ItemNo};
use crate::domain::money::Money;
use crate::domain::words_enum;

words_enum! {
    /// What has changed.
    pub enum ChangeKind {
        /// It was not in the pipeline yet.
        New = "new",
        /// It had ended, and was opened again.
        Reopened = "reopened",
        /// Its close date is an earlier one.
        PulledIn = "pulled_in",
        /// Its close date is a later one.
        Slipped = "slipped",
        /// It is worth more.
        Grown = "grown",
        /// It is worth less.
        Shrunk = "shrunk",
        /// It is worth an amount in another currency.
        Revalued = "revalued",
        /// It has reached another stage.
        StageMoved = "stage_moved",
        /// The client signed.
        Won = "won",
        /// The client did not.
        Lost = "lost",
        /// Its entry was taken back: it never was.
        TakenBack = "taken_back",
    }
}

impl ChangeKind {
    /// As a heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Reopened => "Opened again",
            Self::PulledIn => "Pulled in",
            Self::Slipped => "Slipped",
            Self::Grown => "Grown",
            Self::Shrunk => "Shrunk",
            Self::Revalued => "In another currency",
            Self::StageMoved => "In another stage",
            Self::Won => "Won",
            Self::Lost => "Lost",
            Self::TakenBack => "Taken back",
        }
    }
}

/// One thing that has changed about a deal, with how it stood and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What has changed.
    pub kind: ChangeKind,
    /// The deal, by the number of its follow-up.
    pub item: ItemNo,
    /// The client.
    pub client: String,
    /// What the deal is called.
    pub name: String,
    /// As the snapshot has it; `None` where it does not have the deal.
    pub before: Option<Shape>,
    /// As it stands, or stood when it ended; `None` where its entry was taken back.
    pub now: Option<Shape>,
    /// Why its date was moved since, oldest first, each once; empty where it was not.
    pub tags: Vec<MoveTag>,
    /// When it ended, and to whom that is owed.
    pub ended: Option<(Time, Credit)>,
}

/// What of a deal is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// What it is worth.
    pub value: Option<Money>,
    /// When it is to close.
    pub close_on: NaiveDate,
    /// Its stage.
    pub stage: String,
}

impl Change {
    /// The close date by which it is sorted: how it stands, else how it stood.
    #[must_use]
    pub fn close_on(&self) -> Option<NaiveDate> {
        let shape = self.now.as_ref().or(self.before.as_ref())?;
        Some(shape.close_on)
    }

    /// What it is worth, or was.
    #[must_use]
    pub fn value(&self) -> Option<Money> {
        let shape = self.now.as_ref().or(self.before.as_ref())?;
        shape.value
    }
}

/// The deals as they stand.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// The open ones.
    pub open: &'a [DealFile],
    /// Those that have ended since the snapshot, and perhaps some that ended before.
    pub ended: &'a [Deal],
    /// The moves of close dates since the snapshot.
    pub moves: &'a BTreeMap<DealNo, Vec<CloseMove>>,
}

/// A deal in the snapshot, as it stands, or both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) before: Option<&'a Frozen>,
    pub(super) now: Option<&'a Deal>,
}

impl Pair<'_> {
    /// What a difference in value comes to: what is more, and what is less, each in its own currency.
    pub(super) fn revalued(&self) -> Option<(ChangeKind, Vec<Money>)> {
        let (before, now) = (self.before?.value, self.now?.value);
        match (before, now) {
            (Some(before), Some(now)) if before.currency != now.currency => {
                Some((ChangeKind::Revalued, vec![negative(before), now]))
            }
            (before, now) => {
                let currency = now.or(before)?.currency;
                let minor = |money: Option<Money>| money.map_or(0, |money| money.minor);
                let more = Money {
                    minor: minor(now).saturating_sub(minor(before)),
                    currency,
                };
                match more.minor {
                    0 => None,
                    1.. => Some((ChangeKind::Grown, vec![more])),
                    _ => Some((ChangeKind::Shrunk, vec![more])),
                }
            }
        }
    }

    /// How a deal that the snapshot does not have came into the pipeline.
    pub(super) fn came(&self, since: Time) -> Option<ChangeKind> {
        let deal = self.now.filter(|_| self.before.is_none())?;
        Some(if deal.made_at >= since {
            ChangeKind::New
        } else {
            ChangeKind::Reopened
        })
    }

    /// How a deal went out of the pipeline.
    pub(super) fn went(&self) -> Option<ChangeKind> {
        match self.now.map(|deal| deal.state) {
            None => Some(ChangeKind::TakenBack),
            Some(DealState::Won(_)) => Some(ChangeKind::Won),
            Some(DealState::Lost(_)) => Some(ChangeKind::Lost),
            Some(DealState::Open) => None,
        }
    }
}

/// An amount taken away.
pub(super) const fn negative(money: Money) -> Money {
    Money {
        minor: money.minor.saturating_neg(),
        currency: money.currency,
    }
}

/// Every deal that the snapshot has or that stands in its place now, by number.
pub(super) fn pairs<'a>(snapshot: &'a Snapshot, now: &Now<'a>) -> BTreeMap<DealNo, Pair<'a>> {
    let since = snapshot.head.at;
    let frozen = snapshot.deals.iter().map(|frozen| {
        let pair = Pair {
            before: Some(frozen),
            now: None,
        };
        (frozen.deal, pair)
    });
    let mut pairs: BTreeMap<DealNo, Pair<'a>> = frozen.collect();
    let open = now.open.iter().map(|file| &file.deal);
    let ended = now
        .ended
        .iter()
        // One that the snapshot has is compared whenever it ended: the clock may have been set back.
        .filter(|deal| {
            pairs.contains_key(&deal.number) || deal.state.end().is_some_and(|end| end.at >= since)
        });
    let standing: Vec<&Deal> = open.chain(ended).collect();
    for deal in standing {
        let pair = pairs.entry(deal.number).or_insert(Pair {
            before: None,
            now: None,
        });
        pair.now = Some(deal);
    }
    pairs
}

/// What has changed since a snapshot: by kind, then by close date, then by number.
#[must_use]
pub fn since(snapshot: &Snapshot, now: &Now<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (number, pair) in pairs(snapshot, now) {
        let moves = now.moves.get(&number).map_or(&[][..], Vec::as_slice);
        let kinds = [
            pair.came(snapshot.head.at),
            moved(&pair),
            pair.revalued().map(|(kind, _)| kind),
            staged(&pair),
            pair.went(),
        ];
        changes.extend(
            kinds
                .into_iter()
                .flatten()
                .filter_map(|kind| change(kind, &pair, moves)),
        );
    }
    changes.sort_by_key(|change| (change.kind, change.close_on(), change.item));
    changes
}

fn moved(pair: &Pair<'_>) -> Option<ChangeKind> {
    let (before, now) = (pair.before?.close_on, pair.now?.close_on);
    match now.cmp(&before) {
        std::cmp::Ordering::Less => Some(ChangeKind::PulledIn),
        std::cmp::Ordering::Greater => Some(ChangeKind::Slipped),
        std::cmp::Ordering::Equal => None,
    }
}

/// A deal that has ended has left its stage for good.
fn staged(pair: &Pair<'_>) -> Option<ChangeKind> {
    let (before, now) = (pair.before?, pair.now?);
    (now.state.end().is_none() && before.stage != now.stage).then_some(ChangeKind::StageMoved)
}

fn change(kind: ChangeKind, pair: &Pair<'_>, moves: &[CloseMove]) -> Option<Change> {
    let (item, client, name) = match (pair.now, pair.before) {
        (Some(now), _) => (now.item, &now.account_name, &now.name),
        (None, Some(before)) => (before.item, &before.client, &before.name),
        (None, None) => return None,
    };
    let mut tags: Vec<MoveTag> = Vec::new();
    for moved in moves {
        if !tags.contains(&moved.tag) {
            tags.push(moved.tag);
        }
    }
    Some(Change {
        kind,
        item,
        client: client.clone(),
        name: name.clone(),
        before: pair.before.map(|frozen| Shape {
            value: frozen.value,
            close_on: frozen.close_on,
            stage: frozen.stage.clone(),
        }),
        now: pair.now.map(|deal| Shape {
            value: deal.value,
            close_on: deal.close_on,
            stage: deal.stage.clone(),
        }),
        tags: match kind {
            ChangeKind::PulledIn | ChangeKind::Slipped => tags,
            ChangeKind::New
            | ChangeKind::Reopened
            | ChangeKind::Grown
            | ChangeKind::Shrunk
            | ChangeKind::Revalued
            | ChangeKind::StageMoved
            | ChangeKind::Won
            | ChangeKind::Lost
            | ChangeKind::TakenBack => Vec::new(),
        },
        ended: pair
            .now
            .and_then(|deal| deal.state.end())
            .map(|end| (end.at, end.credit)),
    })
}
