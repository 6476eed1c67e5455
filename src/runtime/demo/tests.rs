//! Tests of the demo.

use super::*;
use crate::domain::listing::{From, List, Row, Scope};
use crate::domain::routing::Router;
use crate::domain::say;

struct Shown {
    _demo: Demo,
    reader: Reader,
    settings: Settings,
    now: Time,
}

fn shown(items: usize) -> Shown {
    let like = Settings::default();
    let demo = make(items, None, &like).unwrap();
    let reader = Reader::open(&store_in(&demo.folder)).unwrap();
    Shown {
        now: demo.now,
        _demo: demo,
        reader,
        settings: settings(&like),
    }
}

impl Shown {
    fn rows(&self, list: Option<List>) -> Vec<Row> {
        let scope = Scope {
            list,
            kind: None,
            owner: None,
            words: String::new(),
        };
        let router = Router::new(&self.settings, &self.reader.owners().unwrap());
        let window = self
            .reader
            .window(&scope, From::Top, 10_000, &router, self.now)
            .unwrap();
        window.rows
    }
}

#[test]
#[ignore = "prints the demo, to be looked at"]
fn look() {
    let items = std::env::var("ITEMS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(ITEMS);
    let shown = shown(items);
    println!("{:?}", shown.reader.counts().unwrap());
    for list in [List::Inbox, List::Waiting, List::Later, List::Done] {
        println!("--- {list:?}");
        for row in shown.rows(Some(list)) {
            let due = row
                .client_due
                .map(|due| say::due(due, shown.now, &shown.settings.calendar));
            let who = match (&row.with, &row.suggestion) {
                (Some(with), _) => format!(
                    "with {} (due {})",
                    with.name,
                    say::due(with.owner_due, shown.now, &shown.settings.calendar)
                ),
                (None, Some(to)) => format!("-> {} {} ({})", to.seat.unwrap_or_default(), to.name, to.why),
                (None, None) => "-> nobody".to_owned(),
            };
            println!(
                "{}{} {:5} {:30.30} {:40.40} {:14} {:12} {} {}{}",
                row.kind.letter(),
                if row.urgent { "!" } else { " " },
                row.item.to_string(),
                row.client,
                row.subject,
                due.unwrap_or_default(),
                row.wake
                    .map(|(at, cue)| format!("{} {}", cue.words(), at.format("%a %H:%M")))
                    .unwrap_or_default(),
                row.value.map(|v| v.to_string()).unwrap_or_default(),
                who,
                row.end.map(|end| format!("{end:?}")).unwrap_or_default(),
            );
        }
    }
}
