//! Where a report goes: in which format, to standard output or to a file.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::desk::Desk;
use super::failure::{Failure, Result};
use super::out;
use crate::report::Format;

/// How a report is written.
#[derive(Debug, Args)]
pub(super) struct Written {
    /// md, html, csv or json; else what the file's name ends with, else md
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write it to a file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Written {
    /// Writes the report of that name, as `render` makes it.
    pub(super) fn write(
        self,
        desk: &mut Desk,
        name: &str,
        render: impl Fn(Format, &mut dyn Write) -> io::Result<()>,
    ) -> Result {
        let format = self
            .format
            .or_else(|| self.output.as_deref().and_then(Format::of_file))
            .unwrap_or(Format::Markdown);
        match self.output.filter(|path| path.as_os_str() != "-") {
            None => Ok(render(format, desk.out.writer())?),
            Some(path) => {
                let mut filling = |out: &mut dyn Write| render(format, out);
                (desk.world.write_whole)(&path, &mut filling)
                    .map_err(|error| Failure::refused(format!("{error:#}; name another file with -o")))?;
                out::say(&format!("{name} written to {}", path.display()));
                Ok(())
            }
        }
    }
}
