//! Headers: which source a file is from, what separates its cells, and which column stands where.

use std::collections::BTreeSet;

use crate::domain::clean;
use crate::domain::sources::{AUTO, Kinds, Mapping, Sources, column_key};

use super::error::Refusal;
use super::{Format, mapping, shopify, zendesk};

/// What separates cells when no mapping says otherwise.
const DELIMITERS: &[u8] = b",;\t";
/// Most columns that a message names.
const NAMED: usize = 12;

/// A header as it is compared.
pub(super) struct Header {
    keys: Vec<String>,
    shown: Vec<String>,
}

impl Header {
    pub(super) fn new<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        let shown: Vec<String> = cells
            .into_iter()
            .map(|cell| clean::line(cell, clean::NAME))
            .collect();
        let keys = shown.iter().map(|cell| column_key(cell)).collect();
        Self { keys, shown }
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Where a column stands, if it is there.
    pub(super) fn find(&self, column: &str) -> Result<Option<usize>, Refusal> {
        let key = column_key(column);
        let mut places = (0..self.keys.len()).filter(|&at| self.keys[at] == key);
        match (places.next(), places.next()) {
            (Some(first), Some(second)) => Err(Refusal::RepeatedColumn {
                column: self.shown[first].clone(),
                first: first + 1,
                second: second + 1,
            }),
            (first, _) => Ok(first),
        }
    }

    pub(super) fn has(&self, column: &str) -> bool {
        let key = column_key(column);
        self.keys.contains(&key)
    }

    /// The columns as a message names them.
    fn words(&self) -> String {
        let named: Vec<String> = self
            .shown
            .iter()
            .filter(|cell| !cell.is_empty())
            .take(NAMED)
            .map(|cell| clean::line(cell, 40))
            .collect();
        let rest = self.len().saturating_sub(NAMED);
        match (named.is_empty(), rest) {
            (true, _) => "without names".to_owned(),
            (false, 0) => named.join(", "),
            (false, rest) => format!("{} and {rest} more", named.join(", ")),
        }
    }
}

/// What a source's files look like.
struct Shape {
    format: Format,
    /// Of each group at least one column.
    required: Vec<Vec<String>>,
    /// The other columns that are read.
    optional: Vec<String>,
    /// The only delimiter, when a mapping names one.
    delimiter: Option<u8>,
}

impl Shape {
    fn built_in(format: Format, required: &[&[&str]], optional: &[&str]) -> Self {
        let owned = |columns: &[&str]| columns.iter().map(|&column| column.to_owned()).collect();
        Self {
            format,
            required: required.iter().map(|group| owned(group)).collect(),
            optional: owned(optional),
            delimiter: None,
        }
    }

    fn mapped(mapping: &Mapping) -> Self {
        let columns = &mapping.columns;
        let mut required = vec![columns.key.0.clone(), columns.account.0.clone()];
        // Without its kind no row could be read.
        if let Kinds::Column(kind) = &mapping.kind
            && kind.otherwise.is_none()
        {
            required.push(vec![kind.column.clone()]);
        }
        Self {
            format: Format::Mapping(mapping.name.clone()),
            required,
            optional: mapping::optional_columns(mapping),
            delimiter: delimiter_of(mapping),
        }
    }

    fn missing(&self, header: &Header) -> Vec<String> {
        self.required
            .iter()
            .filter(|group| !group.iter().any(|column| header.has(column)))
            .map(|group| group.join(" or "))
            .collect()
    }

    /// How many of the header's columns the source knows.
    fn score(&self, header: &Header) -> usize {
        let known = self.required.iter().flatten().chain(&self.optional);
        let keys: BTreeSet<String> = known.map(|column| column_key(column)).collect();
        header.keys.iter().filter(|key| keys.contains(*key)).count()
    }

    fn words(&self) -> String {
        let required: Vec<String> = self.required.iter().map(|group| group.join(" or ")).collect();
        format!("{} ({})", self.format.name(), required.join(", "))
    }
}

fn delimiter_of(mapping: &Mapping) -> Option<u8> {
    mapping
        .delimiter
        .and_then(|delimiter| u8::try_from(delimiter).ok())
}

fn shapes(sources: &Sources) -> Vec<Shape> {
    let mut shapes = vec![
        Shape::built_in(Format::Shopify, shopify::REQUIRED, shopify::OPTIONAL),
        Shape::built_in(Format::Zendesk, zendesk::REQUIRED, zendesk::OPTIONAL),
    ];
    shapes.extend(sources.mappings.iter().map(Shape::mapped));
    shapes
}

/// Every byte that may separate cells.
pub(super) fn delimiters(sources: &Sources) -> Vec<u8> {
    let mut all = DELIMITERS.to_vec();
    for delimiter in sources.mappings.iter().filter_map(delimiter_of) {
        if !all.contains(&delimiter) {
            all.push(delimiter);
        }
    }
    all
}

/// Tells by its header where a file is from, ignoring case, accents, punctuation, the order of columns and columns
/// that nobody asked for.
///
/// Of several sources whose required columns are all there, the one that knows most of the columns is taken.
///
/// # Errors
/// When no source fits, or several fit equally well. The error names what was looked for.
pub fn recognise(header: &[String], sources: &Sources) -> Result<Format, Refusal> {
    let header = Header::new(header.iter().map(String::as_str));
    recognised(&header, None, sources).map(|(format, _)| format)
}

/// The source, and how many of its columns there are. With a delimiter, mappings that want another one are left out.
fn recognised(header: &Header, delimiter: Option<u8>, sources: &Sources) -> Result<(Format, usize), Refusal> {
    let shapes = shapes(sources);
    let fits = |shape: &&Shape| {
        let apart = shape.delimiter.is_none() || delimiter.is_none() || shape.delimiter == delimiter;
        apart && shape.missing(header).is_empty()
    };
    let candidates: Vec<(&Shape, usize)> = shapes
        .iter()
        .filter(fits)
        .map(|shape| (shape, shape.score(header)))
        .collect();
    let Some(best) = candidates.iter().map(|&(_, score)| score).max() else {
        let wanted: Vec<String> = shapes.iter().map(Shape::words).collect();
        return Err(Refusal::Unrecognised {
            header: header.words(),
            wanted: wanted.join("; "),
        });
    };
    let winners: Vec<&Shape> = candidates
        .iter()
        .filter(|&&(_, score)| score == best)
        .map(|&(shape, _)| shape)
        .collect();
    match winners.as_slice() {
        [winner] => Ok((winner.format.clone(), best)),
        several => Err(Refusal::Ambiguous {
            sources: several
                .iter()
                .map(|shape| shape.format.name())
                .collect::<Vec<_>>()
                .join(" and "),
        }),
    }
}

/// A file's header, once it is known what the file is.
pub(super) struct Known {
    pub(super) format: Format,
    pub(super) delimiter: u8,
    pub(super) header: Header,
}

/// Tells what a file is from its header's bytes. `from` names the source, or is `auto` or `None`.
pub(super) fn known(raw: &str, from: Option<&str>, sources: &Sources) -> Result<Known, Refusal> {
    let mut ways: Vec<(u8, Header)> = delimiters(sources)
        .into_iter()
        .map(|delimiter| (delimiter, Header::new(cells(raw, delimiter).iter())))
        .collect();
    // The likeliest first, so that the message of a failure shows the header as a person would read it.
    ways.sort_by_key(|(_, header)| std::cmp::Reverse(header.len()));
    let from = from
        .map(str::trim)
        .filter(|from| !from.eq_ignore_ascii_case(AUTO));
    let choose = |(delimiter, header): &(u8, Header)| match from {
        None => recognised(header, Some(*delimiter), sources).map(|(format, _)| format),
        Some(name) => named(name, header, *delimiter, sources),
    };
    let mut failure = None;
    for way in ways {
        match choose(&way) {
            Ok(format) => {
                let (delimiter, header) = way;
                return Ok(Known {
                    format,
                    delimiter,
                    header,
                });
            }
            Err(refusal @ Refusal::Ambiguous { .. }) => return Err(refusal),
            Err(refusal) => failure = failure.or(Some(refusal)),
        }
    }
    Err(failure.unwrap_or(Refusal::Empty))
}

fn named(name: &str, header: &Header, delimiter: u8, sources: &Sources) -> Result<Format, Refusal> {
    let shapes = shapes(sources);
    let Some(shape) = shapes
        .iter()
        .find(|shape| shape.format.name().eq_ignore_ascii_case(name))
    else {
        return Err(Refusal::UnknownSource {
            given: clean::line(name, clean::NAME),
            known: sources.names().collect::<Vec<_>>().join(", "),
        });
    };
    let missing = shape.missing(header);
    if missing.is_empty() && shape.delimiter.is_none_or(|only| only == delimiter) {
        return Ok(shape.format.clone());
    }
    Err(Refusal::MissingColumns {
        source_name: shape.format.name().to_owned(),
        missing: if missing.is_empty() {
            // They are all there, but separated by something else than the mapping says.
            let delimiter = shape.delimiter.map(char::from).unwrap_or_default();
            format!("{} separated by {delimiter:?}", shape.words())
        } else {
            missing.join(", ")
        },
        header: header.words(),
    })
}

pub(super) fn cells(raw: &str, delimiter: u8) -> csv::StringRecord {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(raw.as_bytes());
    let mut cells = csv::StringRecord::new();
    match reader.read_record(&mut cells) {
        Ok(_) => cells,
        // Text in memory that is UTF-8 has no way to fail; a header without cells is recognised as nothing.
        Err(_) => csv::StringRecord::new(),
    }
}
