//! The register of promises, and a promise's page.

use rusqlite::Row as SqlRow;

use super::Look;
use super::stretch::{By, Drawn, Stretch};
use crate::domain::ids::PromiseNo;
use crate::domain::promise::{Promise, Proof};
use crate::domain::register::{Cell, Page, PromiseSplit, Record, Tone};
use crate::domain::timeline;
use crate::store::{Result, history, owners, promises, time};

/// How far back a page counts what was promised and what became of it, in days.
const COUNTED: i64 = 365;

/// How many events a page lists.
const EVENTS: usize = 50;

const BY_DATE: &[By] = &[By::Up("p.due_at"), By::Up("p.number")];

/// Open promises of some kind, in some order.
const OPEN: Stretch = Stretch {
    record: |number| Record::Promise(PromiseNo(number)),
    from: "promises p JOIN accounts a ON a.number = p.account LEFT JOIN owners o ON o.number = p.owner",
    filter: "p.state = 'open'",
    order: BY_DATE,
    number: "p.number",
    account: "p.account",
    client: "a.name",
    item: "p.item",
    text: "(a.match_name || ' ' || p.what || ' ' || p.to_whom)",
    columns: "substr(p.what, 1, 500), p.basis, CASE p.basis WHEN 'real' THEN substr(p.evidence, 1, 200)
        WHEN 'dated' THEN o.name ELSE substr(p.approver, 1, 200) END, p.due_at, p.first_due_at",
    row: open_row,
};

/// The stretches of a split.
pub(super) fn stretches(split: PromiseSplit) -> Vec<Stretch> {
    match split {
        PromiseSplit::ByDate => vec![Stretch {
            row: |row, look| {
                let (_, cells) = open_row(row, look)?;
                Ok((look.days_until(time(row.get(3)?)).to_owned(), cells))
            },
            ..OPEN
        }],
        PromiseSplit::ByClient => vec![Stretch {
            // The clients in their order, and of each its own; those without any are passed over in the index.
            from: "accounts a CROSS JOIN promises p ON p.account = a.number LEFT JOIN owners o ON o.number = p.owner",
            filter: "p.state = 'open' AND +a.number IN (SELECT account FROM promises WHERE state = 'open')",
            order: &[By::Up("a.match_name"), By::Up("p.due_at"), By::Up("p.number")],
            ..OPEN
        }],
        PromiseSplit::ByBasis => [
            "p.state = 'open' AND p.basis = 'real'",
            "p.state = 'open' AND p.basis = 'dated'",
            "p.state = 'open' AND p.basis = 'sponsored'",
        ]
        .map(|filter| Stretch {
            filter,
            row: |row, look| Ok((row.get(1)?, open_row(row, look)?.1)),
            ..OPEN
        })
        .into(),
        PromiseSplit::Ended => vec![Stretch {
            filter: "p.state <> 'open'",
            order: &[By::Down("p.ended_at"), By::Up("p.number")],
            columns: "substr(p.what, 1, 500), p.basis, p.state, p.ended_at",
            row: ended_row,
            ..OPEN
        }],
    }
}

fn open_row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let (due, first) = (time(row.get(3)?), time(row.get(4)?));
    let cells = vec![
        Cell::text(row.get::<_, String>(0)?),
        Cell::text(row.get::<_, String>(1)?).faint(),
        Cell::text(row.get::<_, String>(2)?).faint(),
        // What was told first, where it is another date now.
        if due == first {
            Cell::none()
        } else {
            Cell::at(first).faint()
        },
        Cell::due(due),
    ];
    Ok((String::new(), cells))
}

fn ended_row(row: &SqlRow<'_>, _look: &Look<'_>) -> Result<Drawn> {
    let state: String = row.get(2)?;
    let how = Cell::text(state.as_str());
    let cells = vec![
        Cell::text(row.get::<_, String>(0)?),
        Cell::text(row.get::<_, String>(1)?).faint(),
        if state == "broken" {
            how.toned(Tone::Late)
        } else {
            how
        },
        Cell::at(time(row.get(3)?)).faint(),
    ];
    Ok((String::new(), cells))
}

/// What promises come to, as far as it belongs to a split: what was sold and led, what is kept of each basis, and to whom
/// too much is future work.
pub(super) fn summary(split: PromiseSplit, look: &Look<'_>) -> Result<Page> {
    let since = look.now - chrono::Duration::days(COUNTED);
    let too_much = look.settings.promises.sponsored_share;
    let shares = promises::shares(&look.reader.connection, since, too_much)?;
    let mut page = Page::new();
    if shares.made() + shares.open() == 0 {
        return Ok(page);
    }
    let (now, calendar) = (look.now, &look.settings.calendar);
    let heavy = shares.much_future_work();
    match split {
        PromiseSplit::ByDate => {
            page.text(shares.kept_of_each());
            if let Some(words) = heavy {
                page.toned(words, Tone::Late);
            }
        }
        PromiseSplit::ByClient => {
            if let Some(words) = heavy {
                page.toned(words, Tone::Late);
            }
        }
        PromiseSplit::ByBasis => {
            page.text(shares.sold_and_led(now, calendar));
            page.text(shares.kept_of_each());
        }
        PromiseSplit::Ended => page.text(shares.kept_of_each()),
    }
    Ok(page)
}

/// A promise's page: what, by when, what makes it honest, what can be quoted, and what happened.
pub(super) fn page(number: PromiseNo, look: &Look<'_>) -> Result<Option<Page>> {
    let connection = &look.reader.connection;
    let Some(promise) = promises::numbered(connection, number)? else {
        return Ok(None);
    };
    let (now, calendar) = (look.now, &look.settings.calendar);
    let mut page = Page::new();
    page.title(promise.addressee());
    page.text(format!("{} {}", promise.item, promise.what));
    page.gap();
    let mut by = vec![Cell::at(promise.due_at)];
    if promise.is_redated() {
        by.extend([Cell::text("first").faint(), Cell::at(promise.first_due_at)]);
    }
    page.cells("by", by);
    page.fact("stands", promise.standing(now, calendar));
    if let Some((_, end)) = &promise.ended {
        page.fact("said", end.said());
    }
    proof(&mut page, &promise, look)?;
    if let Some(about) = promise.about {
        page.fact("made on", about.to_string());
    }
    page.heading("To quote");
    for line in promise.quote(calendar).lines() {
        page.text(line);
    }
    happened(&mut page, &promise, look)?;
    Ok(Some(page))
}

/// What happened to it, the newest first.
fn happened(page: &mut Page, promise: &Promise, look: &Look<'_>) -> Result<()> {
    let connection = &look.reader.connection;
    let (logged, _) = history::logged(connection, promise.item, EVENTS)?;
    let owners = owners::all(connection)?;
    let named = |number| {
        let owner = owners.iter().find(|owner| owner.number == number);
        owner.map_or_else(String::new, |owner| owner.name.clone())
    };
    page.heading("What happened");
    for event in timeline::events(&logged, named, &look.settings.calendar, look.now) {
        page.event(event.at, event.words);
    }
    Ok(())
}

/// What makes it honest, and what makes it doubtful.
fn proof(page: &mut Page, promise: &Promise, look: &Look<'_>) -> Result<()> {
    page.fact(
        "basis",
        format!(
            "{}: {}",
            promise.proof.basis().as_str(),
            promise.proof.basis().meaning()
        ),
    );
    let (now, calendar) = (look.now, &look.settings.calendar);
    match &promise.proof {
        Proof::Real { exists, seen } => {
            page.fact("exists", exists.as_str());
            page.fact("seen working", seen.as_str());
        }
        Proof::Dated { .. } => page.fact("owner", promise.proof.words(now, calendar)),
        Proof::Sponsored { approver, worth, .. } => {
            page.fact("approver", approver.as_str());
            page.fact("worth", worth.map(|worth| worth.to_string()).unwrap_or_default());
            let owners = owners::all(&look.reader.connection)?;
            let authority = &look.settings.promises.authority;
            if let Some(doubt) = authority.doubt(approver.as_str(), *worth, &owners) {
                page.toned(doubt, Tone::Late);
            }
        }
    }
    if promise.ended.is_none() && promise.owner_is_too_late() {
        page.toned("the owner has it after the client was told", Tone::Late);
    }
    Ok(())
}
