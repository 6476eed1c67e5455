//! What rows must be to each other, beyond what the schema itself can hold.

use rusqlite::Connection;

use super::{Finding, OTHER_HAND, gather};

/// Each rule: what is wrong where it is broken, and the items that break it.
const RULES: &[(&str, &str)] = &[
    (
        "open items that nothing will ever wake",
        "SELECT number FROM items WHERE state = 'open' AND (wake_at IS NULL OR wake_cue IS NULL)",
    ),
    (
        "items said to be with an owner that have no open hand-off, or the other way round",
        "SELECT i.number FROM items i WHERE i.state = 'open' AND (i.play = 'owner') IS NOT
             EXISTS (SELECT 1 FROM hand_offs h WHERE h.item = i.number AND h.ended_at IS NULL)",
    ),
    (
        "closed items with a hand-off that is still open",
        "SELECT i.number FROM hand_offs h JOIN items i ON i.number = h.item
         WHERE h.ended_at IS NULL AND i.state = 'closed'",
    ),
    (
        "items whose hand-offs are filed under another kind or client",
        "SELECT DISTINCT i.number FROM hand_offs h JOIN items i ON i.number = h.item
         WHERE h.kind <> i.kind OR h.account <> i.account",
    ),
    (
        "items of accounts that were merged into others",
        "SELECT i.number FROM accounts a JOIN items i ON i.account = a.number WHERE a.merged_into IS NOT NULL",
    ),
    (
        "follow-ups that are open although what they stand for has ended, or the other way round",
        "SELECT i.number FROM promises r JOIN items i ON i.number = r.item WHERE (r.state = 'open') <> (i.state = 'open')
         UNION ALL
         SELECT i.number FROM checks r JOIN items i ON i.number = r.item WHERE (r.ending IS NULL) <> (i.state = 'open')
         UNION ALL
         SELECT i.number FROM outcomes r JOIN items i ON i.number = r.item WHERE (r.state = 'open') <> (i.state = 'open')
         UNION ALL
         SELECT i.number FROM deals r JOIN items i ON i.number = r.item WHERE (r.state = 'open') <> (i.state = 'open')
         UNION ALL
         SELECT i.number FROM needs r JOIN items i ON i.number = r.item WHERE (r.done_at IS NULL) <> (i.state = 'open')
         UNION ALL
         SELECT i.number FROM asks r JOIN items i ON i.number = r.item WHERE (r.ending IS NULL) <> (i.state = 'open')",
    ),
    (
        "follow-ups that are filed under another source or client than what they stand for",
        "SELECT i.number FROM promises r JOIN items i ON i.number = r.item
             WHERE i.source <> 'promise' OR i.account <> r.account
         UNION ALL
         SELECT i.number FROM checks r JOIN items i ON i.number = r.item
             WHERE i.source <> 'check' OR i.account <> r.account
         UNION ALL
         SELECT i.number FROM outcomes r JOIN items i ON i.number = r.item
             WHERE i.source <> 'outcome' OR i.account <> r.account
         UNION ALL
         SELECT i.number FROM deals r JOIN items i ON i.number = r.item
             WHERE i.source <> 'deal' OR i.account <> r.account
         UNION ALL
         SELECT i.number FROM needs r JOIN items i ON i.number = r.item WHERE i.source <> 'need'
         UNION ALL
         SELECT i.number FROM asks r JOIN items i ON i.number = r.item
             WHERE i.source <> 'ask' OR i.account <> r.account",
    ),
    (
        "outcomes bought with another client's deal",
        "SELECT r.item FROM outcomes r JOIN deals d ON d.number = r.deal WHERE d.account <> r.account",
    ),
    (
        "outcomes that say another direction than their baseline and target",
        "SELECT item FROM outcomes WHERE (better = 'up') <> (target > baseline)",
    ),
    (
        "items that fall due although they stand for nothing",
        "SELECT number FROM items WHERE falls_due_at IS NOT NULL
             AND source NOT IN ('promise', 'check', 'outcome', 'deal', 'need', 'ask')",
    ),
];

pub(super) fn look(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (what, sql) in RULES {
        let wrongs = gather(connection, "#", sql)?;
        if wrongs.count > 0 {
            findings.push(Finding::wrong(
                "rows",
                format!("{what}: {}", wrongs.words()),
                OTHER_HAND,
            ));
        }
    }
    if findings.is_empty() {
        let (items, hand_offs): (i64, i64) = connection.query_row(
            "SELECT (SELECT count(*) FROM items), (SELECT count(*) FROM hand_offs)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        findings.push(Finding::well(
            "rows",
            format!("{items} items and {hand_offs} hand-offs agree with each other; every open item has a wake time"),
        ));
    }
    Ok(findings)
}
