//! Values of a measure: exact decimals in millionths, so that what was read is what stands.

use std::fmt;

/// Fraction digits that are kept.
const DIGITS: usize = 6;
/// Whole digits, at most: few enough that no trend overflows.
const WHOLE: usize = 12;

/// A value in millionths of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(pub i64);

impl Value {
    /// Reads a decimal such as `12`, `-0.5`, `99,5`, `1,250` or `1 250.75`: 12 whole and 6 fraction digits at most.
    /// `None` for anything else.
    ///
    /// A point is always the decimal one. A comma is, too, unless points follow it or it parts thousands: three digits
    /// after it, and before it one to three that do not begin with a zero.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = split(digits)?;
        let fraction = fraction.trim_end_matches('0');
        let significant = whole.trim_start_matches('0');
        if significant.len() > WHOLE || fraction.len() > DIGITS {
            return None;
        }
        let millionths: i64 = format!("{whole}{fraction:0<DIGITS$}").parse().ok()?;
        Some(Self(if negative { -millionths } else { millionths }))
    }

    /// Reads a value that may be written with its unit: `6 days`, `98.5%`.
    #[must_use]
    pub fn parse_in(text: &str, unit: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.strip_suffix(unit.trim()).unwrap_or(text);
        Self::parse(bare)
    }

    /// The plain decimal: `-1250.5`.
    #[must_use]
    pub fn decimal(self) -> String {
        let (whole, fraction) = (
            self.0.unsigned_abs() / 1_000_000,
            self.0.unsigned_abs() % 1_000_000,
        );
        let sign = if self.0 < 0 { "-" } else { "" };
        let fraction = format!("{fraction:0DIGITS$}");
        match fraction.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            digits => format!("{sign}{whole}.{digits}"),
        }
    }
}

/// Whole and fraction digits; the whole ones are never empty.
fn split(text: &str) -> Option<(String, &str)> {
    let is_mark = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => match text.split_once(',') {
            Some((whole, fraction)) if !is_thousands(whole, fraction) => (whole, fraction),
            _ => (text, ""),
        },
    };
    let ends_well = text.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let mut groups = whole.split(|c: char| c == ',' || is_mark(c));
    let first = groups.next()?;
    let grouped: Vec<&str> = groups.collect();
    let fits = grouped.iter().all(|group| group.len() == 3 && plain(group))
        && (grouped.is_empty() || (1..=3).contains(&first.len()));
    if !ends_well || first.is_empty() || !plain(first) || !plain(fraction) || !fits {
        return None;
    }
    Some((format!("{first}{}", grouped.concat()), fraction))
}

/// Whether the first comma of a number parts thousands.
fn is_thousands(before: &str, after: &str) -> bool {
    let next = after.split(',').next().unwrap_or_default();
    (1..=3).contains(&before.len()) && !before.starts_with('0') && next.len() == 3
}

/// As said: `1,250.5`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = self.decimal();
        let unsigned = decimal.trim_start_matches('-');
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{grouped}")?;
        if fraction.is_empty() {
            Ok(())
        } else {
            write!(f, ".{fraction}")
        }
    }
}
