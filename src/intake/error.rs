//! Why a file as a whole cannot be read. A bad row is no error: it is skipped with its reason.

use std::io;

/// A file that cannot be imported.
#[derive(Debug, thiserror::Error)]
#[error("importing {file}: {why}")]
pub struct IntakeError {
    /// The file as the rep named it.
    pub file: String,
    /// Why, and what to do.
    pub why: Refusal,
}

/// Why a file as a whole cannot be read, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The operating system says no.
    #[error("it could not be read ({0}); check that it is there and that you may read it")]
    Read(io::Error),
    /// Not UTF-8 as a whole, or no text at all.
    #[error("it is {what}, not a CSV file in UTF-8; {remedy}")]
    NotCsv {
        /// What it seems to be.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A header that is not UTF-8.
    #[error(
        "byte {byte} of line {line}, in the header, is not UTF-8 ({value:#04x}); save the file as CSV UTF-8"
    )]
    HeaderNotUtf8 {
        /// The line, from 1.
        line: u64,
        /// The byte of that line, from 1.
        byte: usize,
        /// What stands there.
        value: u8,
    },
    /// A first line without end, or with a quote that is not closed.
    #[error("its header does not end; check the quotes in line {line}")]
    HeaderUnfinished {
        /// The line on which the header starts.
        line: u64,
    },
    /// Nothing in it.
    #[error("it is empty; export it again, with its header")]
    Empty,
    /// A calendar that does not begin as one.
    #[error("it does not begin with BEGIN:VCALENDAR; export the calendar as .ics again")]
    NotCalendar,
    /// A calendar with nothing in it.
    #[error("it is empty; export the calendar again")]
    EmptyCalendar,
    /// Neither a calendar nor a phone's export that a mapping describes.
    #[error(
        "it is no calendar (.ics), and no phone's mapping fits its first line: {header}. Known mappings: {known}. For a \
         phone's CSV add one to the config: [[diary.phones]] with name, and columns for number and start"
    )]
    NoDiary {
        /// Its first line.
        header: String,
        /// The mappings there are.
        known: String,
    },
    /// `--from` names no source.
    #[error("there is no source \"{given}\"; known are {known}, or auto to tell by the header")]
    UnknownSource {
        /// What was given.
        given: String,
        /// The names that can be given.
        known: String,
    },
    /// No known source has this header.
    #[error(
        "no known export has the columns {header}. Looked for {wanted}. For any other file add a mapping to the \
         config: [[sources.mappings]] with name, kind, and columns for key and account"
    )]
    Unrecognised {
        /// The columns that it has.
        header: String,
        /// Each source with the columns that it needs.
        wanted: String,
    },
    /// Several sources have this header.
    #[error("its header fits {sources} equally well; say which with --from")]
    Ambiguous {
        /// The sources.
        sources: String,
    },
    /// The source that was named needs other columns.
    #[error(
        "a file from {source_name} has the columns {missing}, and this has {header}; check --from and the file"
    )]
    MissingColumns {
        /// The source.
        source_name: String,
        /// What is missing.
        missing: String,
        /// The columns that it has.
        header: String,
    },
    /// A column that is read stands twice.
    #[error("the column \"{column}\" stands twice, in places {first} and {second}; rename or remove one")]
    RepeatedColumn {
        /// The column.
        column: String,
        /// Where first, from 1.
        first: usize,
        /// Where again, from 1.
        second: usize,
    },
}
