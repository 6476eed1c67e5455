//! Standard output and standard error: data on one, messages on the other, and neither may end the program.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use serde::Serialize;

use super::failure::Result;
use super::world::World;
use crate::domain::command::{Done, Remark};

/// Where a command writes to.
pub(super) struct Out {
    stdout: BufWriter<Stdout>,
    /// Columns of the terminal that standard output is; `None` when it is a file or a pipe.
    columns: Option<usize>,
    colour: bool,
}

impl Out {
    /// Standard output. Colour is for terminals, and not for whoever sets `NO_COLOR`.
    pub(super) fn new(world: World) -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            columns: terminal.then(world.columns).flatten(),
            colour: terminal && !refused,
            stdout: BufWriter::with_capacity(1 << 16, stdout),
        }
    }

    /// Columns of the terminal; `None` when lines need not be cut.
    pub(super) fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Writes a line of data.
    pub(super) fn line(&mut self, text: &str) -> Result {
        self.stdout.write_all(text.as_bytes())?;
        self.stdout.write_all(b"\n")?;
        Ok(())
    }

    /// Writes the line over a table, in bold where that can be seen.
    pub(super) fn heading(&mut self, text: &str) -> Result {
        if self.colour {
            self.line(&format!("\x1b[1m{text}\x1b[0m"))
        } else {
            self.line(text)
        }
    }

    /// Writes a value as indented JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result {
        serde_json::to_writer_pretty(&mut self.stdout, value)?;
        self.stdout.write_all(b"\n")?;
        Ok(())
    }

    /// Writes a value as one line of JSON.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> Result {
        serde_json::to_writer(&mut self.stdout, value)?;
        self.stdout.write_all(b"\n")?;
        Ok(())
    }

    /// Writes values as a JSON array, one on a line, as they come. Ends with [`Array::end`].
    pub(super) fn array(&mut self) -> Array<'_> {
        Array {
            out: self,
            empty: true,
        }
    }

    /// The writer itself, for reports.
    pub(super) fn writer(&mut self) -> &mut dyn Write {
        &mut self.stdout
    }

    /// Writes out what is held back.
    pub(super) fn flush(&mut self) -> Result {
        Ok(self.stdout.flush()?)
    }
}

/// A JSON array under way.
pub(super) struct Array<'a> {
    out: &'a mut Out,
    empty: bool,
}

impl Array<'_> {
    /// Writes one more value.
    pub(super) fn push(&mut self, value: &impl Serialize) -> Result {
        let before: &[u8] = if self.empty { b"[\n  " } else { b",\n  " };
        self.out.stdout.write_all(before)?;
        serde_json::to_writer(&mut self.out.stdout, value)?;
        self.empty = false;
        Ok(())
    }

    /// Writes the end.
    pub(super) fn end(self) -> Result {
        let after: &[u8] = if self.empty { b"[]\n" } else { b"\n]\n" };
        Ok(self.out.stdout.write_all(after)?)
    }
}

/// Says something on standard error. Nothing is done about an error there: nobody would hear of it.
pub(super) fn say(words: &str) {
    drop(writeln!(io::stderr().lock(), "{words}"));
}

/// Says why a command ended early.
pub(super) fn say_failure(words: &str) {
    say(&format!("downbeat: {words}"));
}

/// Says what became of a command: what happened, what was left out and why, what else deserves a word.
pub(super) fn say_done(done: &Done) {
    say(&done.words);
    for why in &done.left_out {
        say(&format!("left out: {why}"));
    }
    if let Some(remark) = &done.remark {
        say(&advised(remark));
    }
    if let Some(lesson) = &done.lesson {
        say(&format!(
            "{}; `downbeat config learn` makes that a rule",
            lesson.why
        ));
    }
}

/// A remark with the command that does something about it.
fn advised(remark: &Remark) -> String {
    match remark {
        Remark::Words(words) => words.clone(),
        Remark::OthersOpen { words, first } => {
            format!(
                "{words}; `downbeat told {} --next DATE` sets such a clock",
                first.0
            )
        }
    }
}

/// A finished command as JSON.
#[derive(Debug, Serialize)]
pub(super) struct DoneJson<'a> {
    /// Its number, for `downbeat undo`.
    command: i64,
    /// What happened.
    words: &'a str,
    /// The items it touched, 100 at most.
    items: Vec<i64>,
    /// Text to pass on.
    draft: Option<&'a str>,
    /// What else deserves a word.
    remark: Option<&'a str>,
    /// The account whose chase had its last try.
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<i64>,
}

impl<'a> From<&'a Done> for DoneJson<'a> {
    fn from(done: &'a Done) -> Self {
        Self {
            command: done.command.0,
            words: &done.words,
            items: done.items.iter().map(|item| item.0).collect(),
            draft: done.draft.as_deref(),
            remark: done.remark.as_ref().map(Remark::words),
            over: done.over.as_ref().map(|over| over.account.0),
        }
    }
}
