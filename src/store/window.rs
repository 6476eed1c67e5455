//! Windows over a list by keyset: whatever the list holds, its rows are walked from a place, on one side of it.

use super::Result;
use crate::domain::listing::From;

/// Which side of a place, and whether the place itself belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Whole,
    After,
    AtOrAfter,
    Before,
}

impl Side {
    /// The comparison for a column that ascends in list order.
    pub(super) const fn ascending(self) -> &'static str {
        match self {
            Self::Whole | Self::After => ">",
            Self::AtOrAfter => ">=",
            Self::Before => "<",
        }
    }

    /// The comparison for a column that descends in list order.
    pub(super) const fn descending(self) -> &'static str {
        match self {
            Self::Whole | Self::After => "<",
            Self::AtOrAfter => "<=",
            Self::Before => ">",
        }
    }
}

/// What a window holds, and whether the list goes on before and after it.
pub(super) struct Part<T> {
    pub(super) found: Vec<T>,
    pub(super) more_before: bool,
    pub(super) more_after: bool,
}

/// The part of a list from a place on, `limit` at most. `walk` gives so many on one side of a place, the nearest first;
/// backward those before it.
pub(super) fn part<T, P>(
    from: &From<P>,
    limit: usize,
    place: impl Fn(&T) -> P,
    walk: impl Fn(Side, bool, Option<&P>, usize) -> Result<Vec<T>>,
) -> Result<Part<T>> {
    let forward = |side, at: Option<&P>, n| walk(side, false, at, n);
    let backward = |side, at: Option<&P>, n| walk(side, true, at, n);
    let part = |found, more_before, more_after| Part {
        found,
        more_before,
        more_after,
    };
    match from {
        From::Top => {
            let mut found = forward(Side::Whole, None, limit + 1)?;
            let more = found.len() > limit;
            found.truncate(limit);
            Ok(part(found, false, more))
        }
        From::Bottom => {
            let mut found = backward(Side::Whole, None, limit + 1)?;
            let more = found.len() > limit;
            found.truncate(limit);
            found.reverse();
            Ok(part(found, more, false))
        }
        From::After(at) => {
            let mut found = forward(Side::After, Some(at), limit + 1)?;
            let more = found.len() > limit;
            found.truncate(limit);
            let before = match found.first() {
                Some(first) => !backward(Side::Before, Some(&place(first)), 1)?.is_empty(),
                None => false,
            };
            Ok(part(found, before, more))
        }
        From::Before(at) => {
            let mut found = backward(Side::Before, Some(at), limit + 1)?;
            let more = found.len() > limit;
            found.truncate(limit);
            found.reverse();
            let after = match found.last() {
                Some(last) => !forward(Side::After, Some(&place(last)), 1)?.is_empty(),
                None => false,
            };
            Ok(part(found, more, after))
        }
        From::Around(at) => {
            let mut after = forward(Side::AtOrAfter, Some(at), limit + 1)?;
            let half = limit / 2;
            let wanted = limit - after.len().min(limit - half);
            let mut found = backward(Side::Before, Some(at), wanted + 1)?;
            let more_before = found.len() > wanted;
            found.truncate(wanted);
            found.reverse();
            let room = limit - found.len();
            let more_after = after.len() > room;
            after.truncate(room);
            found.extend(after);
            Ok(part(found, more_before, more_after))
        }
    }
}
