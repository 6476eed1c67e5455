//! `downbeat backup`, `restore` and `doctor`: the store as a file.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::out;
use crate::store::backup;
use crate::store::doctor::{self, Finding};

/// Copies the store.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The copy; there must be no file of that name yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Backup {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        desk.standing()?.backup(&self.file)?;
        out::say(&format!(
            "{} backed up to {}",
            desk.db().display(),
            self.file.display()
        ));
        Ok(())
    }
}

/// Puts a copy in the store's place.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The copy; what stands in its place now is kept beside it
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Restore {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        let restored = backup::restore(&self.file, desk.db(), desk.now)?;
        out::say(&restored.words);
        Ok(())
    }
}

/// Looks whether the store is well.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Make anew what can be derived: what is awake, the counts, the search
    #[arg(long, alias = "repair")]
    rebuild: bool,
    /// As JSON, one finding a line
    #[arg(long)]
    json: bool,
}

/// A finding as JSON.
#[derive(Debug, Serialize)]
struct FindingJson<'a> {
    area: &'a str,
    words: &'a str,
    advice: Option<&'a str>,
    serious: bool,
}

impl Doctor {
    pub(super) fn run(self, desk: &mut Desk) -> Result {
        if !desk.has_store() {
            return Err(desk.no_store());
        }
        if self.rebuild {
            let mended = desk.open()?.rebuild(desk.now)?;
            out::say("what is derived was made anew: what is awake, the counts, the search");
            for words in mended {
                out::say(&words);
            }
        }
        // On a large store some areas take seconds, and somebody who looks on wants to know which.
        let looked_on = io::stderr().is_terminal();
        let mut tell = |area: &str| {
            if looked_on {
                out::say(&format!("looking at the {area}"));
            }
        };
        let findings = doctor::examine_telling(desk.db(), desk.now, &mut tell)?;
        if self.json {
            let mut array = desk.out.array();
            for finding in &findings {
                array.push(&FindingJson {
                    area: &finding.area,
                    words: &finding.words,
                    advice: finding.advice.as_deref(),
                    serious: finding.serious,
                })?;
            }
            array.end()?;
        } else {
            for finding in &findings {
                desk.out.line(&said(finding))?;
            }
        }
        if findings.iter().any(|finding| finding.serious) {
            return Err(Failure::Found);
        }
        if !self.json {
            out::say(&format!("{} is well", desk.db().display()));
        }
        Ok(())
    }
}

/// What was looked at, what was found, and what to do about it; an exclamation mark where something is wrong.
fn said(finding: &Finding) -> String {
    let mark = if finding.serious { '!' } else { ' ' };
    let advice = finding
        .advice
        .as_ref()
        .map(|advice| format!("; {advice}"))
        .unwrap_or_default();
    format!("{mark} {:<12}{}{advice}", finding.area, finding.words)
}
