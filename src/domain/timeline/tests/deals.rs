//! Deals in the timeline of their row.

use super::*;

#[test]
fn a_deal_is_told_in_the_timeline_of_its_row() {
    let deal = |command, columns: &[(&str, Value)]| changed(command, "deals", 1, columns);
    let logged = [
        made(
            1,
            "items",
            7,
            &[("source", text("deal")), ("client_due", friday())],
        ),
        made(
            1,
            "deals",
            1,
            &[
                ("stage", text("proposal")),
                ("value_minor", Value::Int(4_820_000)),
                ("currency", text("EUR")),
                ("close_on", text("2026-11-27")),
            ],
        ),
        // In one row with the value that the deal has: said once.
        changed(
            1,
            "items",
            7,
            &[("value_minor", Value::Int(4_820_000)), ("currency", text("EUR"))],
        ),
        deal(2, &[("stage", text("signature")), ("stage_at", friday())]),
        deal(3, &[("close_on", text("2027-01-29")), ("wakes_at", friday())]),
        made(
            3,
            "close_moves",
            1,
            &[
                ("from_on", text("2026-11-27")),
                ("to_on", text("2027-01-29")),
                ("tag", text("always_wrong")),
            ],
        ),
        changed(3, "items", 7, &[("client_due", friday())]),
        made(
            4,
            "concessions",
            1,
            &[("side", text("give")), ("what", text("60 days to pay"))],
        ),
        deal(5, &[("wakes_at", friday())]),
        changed(5, "items", 7, &[("client_due", friday())]),
        deal(6, &[("state", text("won")), ("why", text("mine"))]),
        changed(6, "items", 7, &[("state", text("closed"))]),
        made(7, "needs", 1, &[("what", text("security review"))]),
        changed(8, "needs", 1, &[("dropped", Value::Int(1))]),
    ];
    assert_eq!(
        words(&logged),
        [
            "not needed any more",
            "a deal needs it",
            "won, my doing",
            "gave 60 days to pay",
            "close date moved from Fri 27 Nov to Fri 29 Jan 2027: the date was always wrong",
            "now in signature",
            "deal entered: proposal, €48,200, to close Fri 27 Nov",
        ]
    );
}
