//! Where everything stands.
//!
//! ```text
//! ┌ header: views with their counts                                          day, date, time ┐
//! ├ splits: kinds with their counts                                      what the list sorts by ┤
//! │ list                                                    │ detail                            │
//! │                                                         │ (right: from 118 columns;         │
//! │                                                         │  below: from 50×20;               │
//! ├ panel: an overlay, over the bottom of the list ─────────┤  else hidden until opened)        │
//! ├ keys: what works now                                                                        ┤
//! └ status: what happened                                                     how to undo it ───┘
//! ```
//!
//! A small window gives up lines in this order: splits, keys, header, status. The list goes last. In a low one, what
//! lies on top takes the header's line too, and the keys' where it names the keys itself.

use ratatui::layout::Rect;

/// Where the detail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetailPlace {
    /// Beside the list.
    Right,
    /// Under the list.
    Below,
    /// In the list's place: it was opened.
    Alone,
    /// Not shown.
    Hidden,
}

/// The regions of a frame. One without room has no height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    /// Views, counts, the time.
    pub header: Rect,
    /// Splits, and what the list sorts by.
    pub splits: Rect,
    /// The rows, or whatever the view shows in their place.
    pub list: Rect,
    /// The bar or rule between list and detail.
    pub divider: Rect,
    /// The detail.
    pub detail: Rect,
    /// Where the detail stands.
    pub place: DetailPlace,
    /// What works now.
    pub keys: Rect,
    /// What happened.
    pub status: Rect,
}

/// What a screen wants of the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wants {
    /// A line of splits.
    pub splits: bool,
    /// A detail beside or below the list.
    pub detail: bool,
    /// The detail was opened: it takes the place of the list.
    pub opened: bool,
    /// What lies on top.
    pub on_top: OnTop,
}

/// What lies on top of a view, as far as the layout goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnTop {
    /// Nothing.
    Nothing,
    /// Something whose keys stand in their line.
    Sheet,
    /// Choices, each with its key.
    Choices,
}

/// A window lower than this has no lines to spare for what lies below an overlay.
const LOW: u16 = 10;

/// From this width on the detail stands beside the list, which then still has room for all that the Inbox says.
const WIDE: u16 = 118;
/// From this size on it has a few lines under the list.
const BELOW: (u16, u16) = (50, 20);

/// The regions for a window. Every region lies inside it, and none overlaps another.
#[must_use]
pub fn regions(area: Rect, wants: Wants) -> Regions {
    let covered = area.height < LOW && wants.on_top != OnTop::Nothing;
    let (header, rest) = take_top(area, area.height >= 3 && !covered);
    let (splits, rest) = take_top(rest, wants.splits && area.height >= 6 && !covered);
    let (status, rest) = take_bottom(rest, area.height >= 2);
    let (keys, body) = take_bottom(
        rest,
        area.height >= 5 && !(covered && wants.on_top == OnTop::Choices),
    );
    let (list, divider, detail, place) = body_parts(area, body, wants);
    Regions {
        header,
        splits,
        list,
        divider,
        detail,
        place,
        keys,
        status,
    }
}

/// With fewer lines than this below the header, a block of lines may take the header's too.
const LOW_BLOCK: u16 = 6;

/// Divides the body between list and detail.
fn body_parts(area: Rect, body: Rect, wants: Wants) -> (Rect, Rect, Rect, DetailPlace) {
    let none = Rect::new(body.x, body.bottom(), 0, 0);
    if !wants.detail || body.is_empty() {
        return (body, none, none, DetailPlace::Hidden);
    }
    if wants.opened {
        let none = Rect::new(body.x, body.y, body.width, 0);
        return (none, none, body, DetailPlace::Alone);
    }
    if area.width >= WIDE {
        let detail_width = (area.width / 10 * 3).clamp(36, 72);
        let list_width = body.width - detail_width - 3;
        let list = Rect {
            width: list_width,
            ..body
        };
        let divider = Rect::new(body.x + list_width + 1, body.y, 1, body.height);
        let detail = Rect::new(divider.x + 2, body.y, detail_width, body.height);
        return (list, divider, detail, DetailPlace::Right);
    }
    if area.width >= BELOW.0 && area.height >= BELOW.1 {
        let lines = (body.height / 3).clamp(5, 9);
        let list_height = body.height - lines - 1;
        let list = Rect {
            height: list_height,
            ..body
        };
        let divider = Rect::new(body.x, body.y + list_height, body.width, 1);
        let detail = Rect::new(body.x, divider.y + 1, body.width, lines);
        return (list, divider, detail, DetailPlace::Below);
    }
    (body, none, none, DetailPlace::Hidden)
}

fn take_top(area: Rect, wanted: bool) -> (Rect, Rect) {
    let lines = u16::from(wanted && area.height > 0);
    let top = Rect {
        height: lines,
        ..area
    };
    let rest = Rect::new(area.x, area.y + lines, area.width, area.height - lines);
    (top, rest)
}

fn take_bottom(area: Rect, wanted: bool) -> (Rect, Rect) {
    let lines = u16::from(wanted && area.height > 0);
    let rest = Rect {
        height: area.height - lines,
        ..area
    };
    (Rect::new(area.x, rest.bottom(), area.width, lines), rest)
}

/// Where a panel of so many lines stands: over the bottom of the list and of what is below it, its rule included.
/// Beside a detail it leaves the detail to be read. It never takes more than there is.
#[must_use]
pub fn panel(regions: &Regions, lines: u16) -> Rect {
    let top = match regions.place {
        DetailPlace::Right | DetailPlace::Hidden | DetailPlace::Below => regions.list.y,
        DetailPlace::Alone => regions.detail.y,
    };
    let (bottom, width) = match regions.place {
        DetailPlace::Right | DetailPlace::Hidden => (regions.list.bottom(), regions.list.width),
        DetailPlace::Below | DetailPlace::Alone => (regions.detail.bottom(), regions.detail.width),
    };
    let room = bottom.saturating_sub(top);
    let height = lines.saturating_add(1).min(room);
    Rect::new(regions.list.x, bottom - height, width, height)
}

/// Which line a block of lines grows up from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bottom {
    /// The line of keys.
    Keys,
    /// The status line.
    Status,
}

/// So many lines at the bottom of the window, from a line up; no more than there are, and the header's last of all.
#[must_use]
pub fn bottom(regions: &Regions, lines: u16, from: Bottom) -> Rect {
    let (status, header) = (regions.status, regions.header);
    let end = match from {
        Bottom::Keys => status.y,
        Bottom::Status => status.bottom(),
    };
    let all = end - header.y;
    let below = all.saturating_sub(header.height);
    let most = if below < LOW_BLOCK { all } else { below };
    let height = lines.min(most);
    Rect::new(status.x, end - height, status.width, height)
}

/// List and detail together.
#[must_use]
pub fn body(regions: &Regions) -> Rect {
    [regions.divider, regions.detail]
        .into_iter()
        .filter(|part| !part.is_empty())
        .fold(regions.list, |body, part| {
            if body.is_empty() { part } else { body.union(part) }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIST: Wants = Wants {
        splits: true,
        detail: true,
        opened: false,
        on_top: OnTop::Nothing,
    };

    #[test]
    fn the_detail_is_beside_below_or_hidden() {
        assert_eq!(regions(Rect::new(0, 0, 120, 36), LIST).place, DetailPlace::Right);
        assert_eq!(regions(Rect::new(0, 0, 80, 24), LIST).place, DetailPlace::Below);
        assert_eq!(regions(Rect::new(0, 0, 40, 12), LIST).place, DetailPlace::Hidden);
        let opened = Wants { opened: true, ..LIST };
        assert_eq!(regions(Rect::new(0, 0, 80, 24), opened).place, DetailPlace::Alone);
        assert_eq!(
            regions(Rect::new(0, 0, 120, 36), opened).place,
            DetailPlace::Alone
        );
    }

    #[test]
    fn a_small_window_keeps_the_list_longest() {
        for height in 1..40 {
            assert!(
                regions(Rect::new(0, 0, 20, height), LIST).list.height >= 1,
                "{height}"
            );
        }
        let five = regions(Rect::new(0, 0, 20, 5), LIST);
        assert_eq!(
            (
                five.header.height,
                five.list.height,
                five.keys.height,
                five.status.height
            ),
            (1, 2, 1, 1)
        );
    }

    #[test]
    fn what_lies_on_top_of_a_low_window_has_its_lines() {
        let lines = |on_top, height| {
            let regions = regions(Rect::new(0, 0, 20, height), Wants { on_top, ..LIST });
            panel(&regions, u16::MAX).height
        };
        // A rule and two lines typed into, or three choices; the keys' line, or not; the status line.
        assert_eq!((lines(OnTop::Sheet, 5), lines(OnTop::Choices, 5)), (3, 4));
        assert_eq!((lines(OnTop::Sheet, 9), lines(OnTop::Choices, 9)), (7, 8));
        assert_eq!((lines(OnTop::Sheet, 10), lines(OnTop::Choices, 10)), (6, 6));
        assert_eq!((lines(OnTop::Sheet, 2), lines(OnTop::Choices, 1)), (1, 1));
    }

    #[test]
    fn beside_a_detail_the_inbox_still_says_all_it_has_to_say() {
        use crate::ui::columns::{INBOX, LEAD, place};
        for width in WIDE..300 {
            let list = regions(Rect::new(0, 0, width, 36), LIST).list;
            // All but what it is worth.
            assert!(
                place(INBOX, LEAD, 0, list.width).len() >= INBOX.len() - 1,
                "{width}"
            );
        }
    }

    proptest! {
        #[test]
        fn regions_stay_inside_and_apart(w in 0_u16..500, h in 0_u16..200, splits: bool, detail: bool, opened: bool,
                                         lines in 0_u16..300, top in 0_usize..3) {
            let area = Rect::new(0, 0, w, h);
            let on_top = [OnTop::Nothing, OnTop::Sheet, OnTop::Choices][top];
            let r = regions(area, Wants { splits, detail, opened, on_top });
            let all = [r.header, r.splits, r.list, r.divider, r.detail, r.keys, r.status];
            for (i, one) in all.iter().enumerate() {
                prop_assert!(one.is_empty() || one.intersection(area) == *one);
                for other in &all[i + 1..] {
                    prop_assert!(one.intersection(*other).is_empty());
                }
            }
            let panel = panel(&r, lines);
            prop_assert!(panel.is_empty() || panel.intersection(area) == panel);
            prop_assert!(panel.intersection(r.status).is_empty() && panel.intersection(r.header).is_empty());
        }
    }
}
