//! The parts of the sheet that Markdown and HTML share: each a heading, sentences, a table.

use crate::domain::deal::DealFile;
use crate::domain::monday::asks::{AskLine, EventLine};
use crate::domain::monday::bridge::{BridgeLine, BridgeStep};
use crate::domain::monday::changes::ChangeKind;
use crate::domain::monday::{MondaySheet, Part, words};
use crate::domain::worktime::Calendar;
use crate::report::wording::capital;

/// What stands in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Numbers and amounts.
    Numbers,
    /// Text from outside: a name may be one long word, and run from right to left.
    Texts,
    /// Words of our own.
    Words,
}

/// A column: its name, and what it holds.
pub(super) type Head = (String, Holds);

/// A table; its cells are text as it is, unescaped.
pub(super) struct Table {
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Vec<String>>,
}

/// A part of the sheet.
#[derive(Default)]
pub(super) struct Section {
    pub(super) title: String,
    /// Sentences above the table.
    pub(super) sentences: Vec<String>,
    /// A chart, as SVG of our own; may be empty.
    pub(super) charts: Vec<String>,
    pub(super) table: Option<Table>,
    /// Sentences below it.
    pub(super) notes: Vec<String>,
}

/// All parts, in order. Those with nothing to say are there, and say so.
pub(super) fn sections(sheet: &MondaySheet, calendar: &Calendar) -> Vec<Section> {
    let mut sections = vec![quarter(sheet), bridge(sheet, calendar)];
    sections.extend(changes(sheet, calendar));
    sections.extend([
        at_risk(sheet),
        stages(sheet),
        by_close_date(sheet),
        beside(sheet, calendar),
    ]);
    sections.extend(asks(sheet, calendar));
    sections.extend(events(sheet));
    sections
}

/// `>` marks a column of numbers, `~` one of text from outside.
fn heads(names: &[&str]) -> Vec<Head> {
    let head = |name: &&str| match (name.strip_prefix('>'), name.strip_prefix('~')) {
        (Some(name), _) => (name.to_owned(), Holds::Numbers),
        (None, Some(name)) => (name.to_owned(), Holds::Texts),
        (None, None) => ((*name).to_owned(), Holds::Words),
    };
    names.iter().map(head).collect()
}

fn table(names: &[&str], rows: Vec<Vec<String>>) -> Option<Table> {
    (!rows.is_empty()).then(|| Table {
        heads: heads(names),
        rows,
    })
}

/// What a sum comes to in one currency, where the config has rates.
fn in_one(part: &Part, sheet: &MondaySheet) -> Option<String> {
    let words = part.totals.words_in_one(sheet.today)?;
    Some(format!("In one currency: {words}."))
}

fn without(part: &Part) -> Option<String> {
    match part.totals.without {
        0 => None,
        1 => Some("1 open deal has no value.".to_owned()),
        many => Some(format!("{many} open deals have no value.")),
    }
}

fn quarter(sheet: &MondaySheet) -> Section {
    let mut rows: Vec<Vec<String>> = sheet
        .closing
        .iter()
        .map(|(closes, part)| {
            vec![
                sheet.closes_words(*closes),
                part.count.to_string(),
                part.amounts(),
            ]
        })
        .collect();
    rows.push(vec![
        "All".to_owned(),
        sheet.all.count.to_string(),
        sheet.all.amounts(),
    ]);
    let since = sheet.on(sheet.quarter.begins());
    let mut notes: Vec<String> = [in_one(&sheet.all, sheet), without(&sheet.all)]
        .into_iter()
        .flatten()
        .collect();
    for (name, ended) in [("Won", &sheet.won), ("Lost", &sheet.lost)] {
        notes.push(format!("{name} since {since}: {}.", ended.words()));
        notes.extend(in_one(&ended.all, sheet));
    }
    Section {
        title: format!("{} and the rest of the month", sheet.quarter),
        table: table(&["To close", ">Deals", ">Value"], rows),
        notes,
        ..Section::default()
    }
}

fn bridge(sheet: &MondaySheet, calendar: &Calendar) -> Section {
    let line = |line: &BridgeLine| {
        vec![
            sheet.step_words(line.step, calendar),
            line.quarter.count.to_string(),
            line.quarter.amounts(),
            line.all.count.to_string(),
            line.all.amounts(),
        ]
    };
    let by = sheet.on(sheet.quarter.ends());
    let rows: Vec<Vec<String>> = sheet.bridge.iter().map(line).collect();
    let last = sheet.bridge.iter().find(|line| line.step == BridgeStep::Today);
    Section {
        title: match sheet.snapshot {
            Some(_) => format!("Since {}", sheet.step_words(BridgeStep::Before, calendar)),
            None => "Since last Monday".to_owned(),
        },
        sentences: vec![sheet.against_words(calendar)],
        charts: super::charts::bridge(sheet, calendar),
        table: table(
            &[
                "Step",
                ">Deals",
                &format!(">To close by {by}"),
                ">Deals",
                ">All open",
            ],
            rows,
        ),
        notes: last
            .and_then(|line| in_one(&line.quarter, sheet))
            .into_iter()
            .collect(),
    }
}

fn changes(sheet: &MondaySheet, calendar: &Calendar) -> Option<Section> {
    sheet.snapshot?;
    let rows: Vec<Vec<String>> = sheet
        .changes
        .iter()
        .map(|change| {
            vec![
                change.kind.title().to_owned(),
                change.item.to_string(),
                change.client.clone(),
                change.name.clone(),
                change.words(sheet.today, calendar),
                words::value(change.value()),
                change.close_on().map_or_else(String::new, |day| sheet.on(day)),
            ]
        })
        .collect();
    let none = rows
        .is_empty()
        .then(|| "Nothing has changed: no deal is new, moved, worth another amount, won or lost.".to_owned());
    Some(Section {
        title: "What has changed".to_owned(),
        sentences: none.into_iter().collect(),
        table: table(
            &["Change", "Item", "~Client", "~Deal", "~How", ">Value", "Closes"],
            rows,
        ),
        ..Section::default()
    })
}

fn at_risk(sheet: &MondaySheet) -> Section {
    let rows: Vec<Vec<String>> = sheet
        .at_risk
        .iter()
        .map(|risk| {
            let file = &risk.file;
            let deal = &file.deal;
            vec![
                deal.item.to_string(),
                deal.account_name.clone(),
                deal.name.clone(),
                words::value(deal.value),
                sheet.on(deal.close_on),
                why(file, sheet),
                format!("{}.", risk.wanted.words(sheet.today)),
            ]
        })
        .collect();
    Section {
        title: "At risk".to_owned(),
        sentences: rows
            .is_empty()
            .then(|| "No date is known to be at risk, and no deal rots.".to_owned())
            .into_iter()
            .collect(),
        table: table(
            &[
                "Item",
                "~Client",
                "~Deal",
                ">Value",
                "Closes",
                "~Why",
                "~What I need",
            ],
            rows,
        ),
        ..Section::default()
    }
}

/// Why a deal is at risk, a sentence for each thing.
pub(super) fn why(file: &DealFile, sheet: &MondaySheet) -> String {
    let verdict = file.count.is_at_risk().then(|| file.verdict_words(sheet.today));
    let sentences: Vec<String> = [verdict, file.rot_words()]
        .into_iter()
        .flatten()
        .map(|words| format!("{}.", capital(&words)))
        .collect();
    sentences.join(" ")
}

fn stages(sheet: &MondaySheet) -> Section {
    let rows = sheet
        .stages
        .iter()
        .map(|line| {
            vec![
                capital(&line.stage),
                line.month.count.to_string(),
                line.month.amounts(),
                line.quarter.count.to_string(),
                line.quarter.amounts(),
                line.all.count.to_string(),
                line.all.amounts(),
            ]
        })
        .collect();
    let month = format!(">By {}", sheet.on(sheet.month_ends));
    let quarter = format!(">By {}", sheet.on(sheet.quarter.ends()));
    Section {
        title: "By stage".to_owned(),
        charts: super::charts::stages(sheet),
        table: table(
            &[
                "~Stage",
                ">Deals",
                &month,
                ">Deals",
                &quarter,
                ">Deals",
                ">All open",
            ],
            rows,
        ),
        ..Section::default()
    }
}

fn by_close_date(sheet: &MondaySheet) -> Section {
    let rows: Vec<Vec<String>> = sheet
        .of_quarter()
        .map(|file| {
            let deal = &file.deal;
            let short = match (file.verdict_short(), file.rot_words()) {
                (short, Some(rots)) if short.is_empty() => rots,
                (short, _) => short,
            };
            vec![
                sheet.on(deal.close_on),
                deal.item.to_string(),
                deal.account_name.clone(),
                deal.name.clone(),
                words::value(deal.value),
                deal.stage.clone(),
                if short.is_empty() { "–".to_owned() } else { short },
            ]
        })
        .collect();
    let later = sheet.all.count - rows.len();
    Section {
        title: "By close date".to_owned(),
        sentences: rows
            .is_empty()
            .then(|| format!("No open deal is to close by {}.", sheet.on(sheet.quarter.ends())))
            .into_iter()
            .collect(),
        table: table(
            &[
                "Closes",
                "Item",
                "~Client",
                "~Deal",
                ">Value",
                "~Stage",
                "~What breaks it",
            ],
            rows,
        ),
        notes: (later > 0)
            .then(|| format!("{} to close after the quarter.", words::deals(later)))
            .into_iter()
            .collect(),
        ..Section::default()
    }
}

fn beside(sheet: &MondaySheet, calendar: &Calendar) -> Section {
    let beside = &sheet.beside;
    let won = sheet.changed(ChangeKind::Won);
    let mut notes = Vec::new();
    if beside.is_empty() {
        notes.push("Nothing was asked of them, and no event is near.".to_owned());
    } else {
        let needs = beside.needs(sheet.today);
        if needs.is_empty() {
            notes.push("They need nothing from sales.".to_owned());
        } else {
            notes.push("What they need from sales:".to_owned());
            notes.extend(needs.into_iter().map(ended));
        }
        let overdue = beside
            .waiting
            .iter()
            .filter(|ask| ask.stands_words(sheet.at, calendar).starts_with("overdue"));
        match overdue.count() {
            0 => {}
            1 => notes.push("1 ask has no answer and is overdue.".to_owned()),
            many => notes.push(format!("{many} asks have no answer and are overdue.")),
        }
    }
    if won > 0 {
        notes.push(format!("{} won since the snapshot.", words::deals(won)));
    }
    Section {
        title: "For marketing and executives".to_owned(),
        sentences: notes,
        ..Section::default()
    }
}

/// A sentence with its end, if it has none.
fn ended(sentence: String) -> String {
    if sentence.ends_with(['.', '?', '!', '…']) {
        sentence
    } else {
        format!("{sentence}.")
    }
}

fn asks(sheet: &MondaySheet, calendar: &Calendar) -> Vec<Section> {
    let row = |ask: &AskLine| {
        let about = if ask.event.is_empty() {
            String::new()
        } else {
            format!(" ({})", ask.event)
        };
        let answer = if ask.answer.is_empty() {
            String::new()
        } else {
            format!(": {}", ask.answer)
        };
        vec![
            ask.item.to_string(),
            ask.owner.clone(),
            ask.client.clone(),
            format!("{}{about}", ask.ideal_result),
            ask.why.clone(),
            words::moment(ask.at, sheet.today, calendar),
            format!("{}{answer}", ask.stands_words(sheet.at, calendar)),
        ]
    };
    let columns = ["Item", "~Asked", "~Client", "~For", "~Why", "Since", "~Stands"];
    [
        ("Asks without an answer", &sheet.beside.waiting),
        ("Asks answered", &sheet.beside.answered),
    ]
    .into_iter()
    .filter(|(_, asks)| !asks.is_empty())
    .map(|(title, asks)| Section {
        title: title.to_owned(),
        table: table(&columns, asks.iter().map(row).collect()),
        ..Section::default()
    })
    .collect()
}

fn events(sheet: &MondaySheet) -> Option<Section> {
    let events = &sheet.beside.events;
    if events.is_empty() {
        return None;
    }
    let rows = events
        .iter()
        .flat_map(|event: &EventLine| {
            event.guests.iter().map(|guest| {
                vec![
                    event.named(sheet.today),
                    guest.named(),
                    if guest.by.is_empty() {
                        "the rep".to_owned()
                    } else {
                        guest.by.clone()
                    },
                    guest.stands.words().to_owned(),
                ]
            })
        })
        .collect();
    Some(Section {
        title: "Events".to_owned(),
        sentences: events
            .iter()
            .map(|event| format!("{}: {}.", event.named(sheet.today), event.counted()))
            .collect(),
        table: table(&["~Event", "~Client", "~Invited by", "~Stands"], rows),
        ..Section::default()
    })
}
