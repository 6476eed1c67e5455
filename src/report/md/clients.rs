//! The client's side of a week, and *Who played?*, in Markdown.

use std::io::{self, Write};

use super::{cut, escaped, head};
use crate::domain::week::clients::{ClientSide, MovedLine};
use crate::domain::week::played::SaidLine;
use crate::report::wording::{Wording, amounts, before, capital, latest, moved, named, way};

/// Most characters of an answer's line: enough for five long names and for twelve weeks.
const LONGEST_ANSWER: usize = 600;

/// Promises, outcomes, checks, asks and deals, a section each.
pub(super) fn write(wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let side = &wording.report.clients;
    promises(side, out)?;
    outcomes(side, out)?;
    said("Checks", &side.check_words(), out)?;
    asks(side, out)?;
    deals(side, out)
}

/// The last section.
pub(super) fn who_played(wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let played = &wording.report.played;
    writeln!(out, "\n## Who played?\n\n{}", wording.played_since())?;
    for said in played.said() {
        writeln!(out, "\n### {}\n", said.question)?;
        for line in said.lines {
            writeln!(out, "- {}", cut(&capital(&line.words), LONGEST_ANSWER))?;
            rows(&line, out)?;
        }
    }
    Ok(())
}

/// The rows behind a line of an answer.
fn rows(line: &SaidLine<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (named, more) = named(line.rows);
    if named.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = named
        .iter()
        .map(|row| format!("{} {}", row.item, escaped(&row.client)))
        .collect();
    let of = line.of.map(|of| format!("{}: ", escaped(of))).unwrap_or_default();
    let more = if more > 0 {
        format!(", and {more} more")
    } else {
        String::new()
    };
    writeln!(out, "  - {of}{}{more}", named.join(", "))
}

/// A section that is one sentence.
fn said(title: &str, words: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {title}\n\n{}.", escaped(&capital(words)))
}

fn promises(side: &ClientSide, out: &mut dyn Write) -> io::Result<()> {
    let sum = side.promised();
    let any = !sum.is_nothing();
    let none = "No promise was made, kept, broken or released.";
    let columns = "Basis | >Made | >Kept | >Broken | >Released";
    head(out, "Promises", usize::from(any), none, columns)?;
    if !any {
        return Ok(());
    }
    for line in &side.promises {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            capital(line.basis.as_str()),
            line.made,
            line.kept,
            line.broken,
            line.released
        )?;
    }
    writeln!(
        out,
        "| All | {} | {} | {} | {} |",
        sum.made, sum.kept, sum.broken, sum.released
    )
}

fn outcomes(side: &ClientSide, out: &mut dyn Write) -> io::Result<()> {
    let columns = "Item | Client | Measure | Course | Before | Latest | >Progress | What it did";
    head(
        out,
        "Outcomes that moved",
        side.moved.len(),
        "No outcome was read.",
        columns,
    )?;
    for line in &side.moved {
        outcome(line, out)?;
    }
    Ok(())
}

fn outcome(line: &MovedLine, out: &mut dyn Write) -> io::Result<()> {
    let (from, to) = line.percents();
    writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} | {from} → {to} % | {} |",
        line.item,
        escaped(&line.client),
        escaped(&line.measure),
        escaped(&way(line)),
        escaped(&before(line)),
        escaped(&latest(line)),
        moved(line),
    )
}

fn asks(side: &ClientSide, out: &mut dyn Write) -> io::Result<()> {
    let columns = "Asked | >Made | >Answered | >This month";
    head(out, "Asks", side.asks.len(), "Nobody was asked.", columns)?;
    for line in &side.asks {
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            escaped(&line.name),
            line.made,
            line.answered,
            line.month_words()
        )?;
    }
    Ok(())
}

fn deals(side: &ClientSide, out: &mut dyn Write) -> io::Result<()> {
    let columns = "Item | Client | Deal | >Value | End | Whose doing";
    head(
        out,
        "Deals won and lost",
        side.deals.len(),
        "No deal ended.",
        columns,
    )?;
    for line in &side.deals {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            line.item,
            escaped(&line.client),
            escaped(&line.name),
            line.value
                .map_or_else(|| "–".to_owned(), |value| escaped(&value.to_string())),
            if line.won { "won" } else { "lost" },
            line.credit.words()
        )?;
    }
    let quarter = &side.quarter;
    if quarter.credits.is_empty() {
        return writeln!(out, "\nNothing has ended in {} so far.", quarter.quarter);
    }
    writeln!(
        out,
        "\n{} so far:\n\n| Whose doing | Won | Lost |\n| --- | --- | --- |",
        quarter.quarter
    )?;
    for line in &quarter.credits {
        writeln!(
            out,
            "| {} | {} | {} |",
            capital(line.credit.words()),
            escaped(&amounts(line.won, &line.won_value)),
            escaped(&amounts(line.lost, &line.lost_value))
        )?;
    }
    Ok(())
}
