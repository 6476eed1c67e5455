//! Marks: a short hash of each field of a row as its source last reported it.
//!
//! An import compares them to tell what the *source* changed since. Only that is written, so whatever the rep edited
//! meanwhile stands. When a row arrived has no mark: it never changes.

use crate::domain::clean;
use crate::domain::draft::{Arrival, Field};

/// The fields that have a mark, in the order in which they are stored.
const MARKED: [Field; 9] = [
    Field::Kind,
    Field::Account,
    Field::Contact,
    Field::Subject,
    Field::Words,
    Field::Urgent,
    Field::Value,
    Field::Due,
    Field::Finished,
];

/// The letter before the field's mark. Stored, so none ever changes or stands for another field.
const fn letter(field: Field) -> char {
    match field {
        Field::Kind => 'K',
        Field::Account => 'N',
        Field::Contact => 'P',
        Field::Subject => 'S',
        Field::Words => 'W',
        Field::Urgent => 'U',
        Field::Value => 'V',
        Field::Due => 'T',
        Field::Finished => 'Z',
        Field::Updated => 'A',
    }
}

/// The mark of a row that has not ended at its source, and of one that has. How it ended is not marked: a ticket that
/// goes from solved to closed is as finished as before.
const OPEN: &str = "open";
const FINISHED: &str = "finished";

/// The marks of a row, as stored: for each field its letter and eight hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marks(String);

impl Marks {
    /// The marks of a row as it arrives.
    pub(super) fn of(arrival: &Arrival) -> Self {
        let mut text = String::with_capacity(MARKED.len() * 9);
        for field in MARKED {
            if let Some(mark) = mark(field, arrival) {
                text.push(letter(field));
                push_hex(&mut text, mark);
            }
        }
        Self(text)
    }

    /// The marks of a newer row: what its file says nothing of has none, and so counts as the same.
    pub(super) fn said_by(arrival: &Arrival) -> Self {
        let all = Self::of(arrival);
        let said = MARKED.iter().filter(|field| !arrival.unsaid.contains(field));
        Self(
            said.filter_map(|field| Some(format!("{}{}", letter(*field), all.get(*field)?)))
                .collect(),
        )
    }

    /// These marks, and of what they say nothing of those from before.
    pub(super) fn over(&self, before: &Self) -> Self {
        let mut text = String::with_capacity(MARKED.len() * 9);
        for field in MARKED {
            if let Some(mark) = self.get(field).or_else(|| before.get(field)) {
                text.push(letter(field));
                text.push_str(mark);
            }
        }
        Self(text)
    }

    /// Marks as stored; those of an item that has none know nothing.
    pub(super) fn stored(text: Option<String>) -> Self {
        Self(text.unwrap_or_default())
    }

    /// As they are stored.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a field differs from what it was. A field without a mark was not known to the downbeat that imported
    /// it, and counts as the same.
    pub(super) fn differs(&self, before: &Self, field: Field) -> bool {
        match (self.get(field), before.get(field)) {
            (Some(now), Some(before)) => now != before,
            (None, _) | (_, None) => false,
        }
    }

    /// Whether any field differs from what it was.
    pub(super) fn differ(&self, before: &Self) -> bool {
        self.0 != before.0 && MARKED.iter().any(|field| self.differs(before, *field))
    }

    /// Whether the words still are those that the source sent.
    pub(super) fn is_words(&self, words: &str) -> bool {
        self.get(Field::Words).is_none_or(|mark| {
            let mut hex = String::with_capacity(8);
            push_hex(&mut hex, hash(words.as_bytes()));
            mark == hex
        })
    }

    /// Whether the source had finished it.
    pub(super) fn is_finished(&self) -> bool {
        let mut hex = String::with_capacity(8);
        push_hex(&mut hex, hash(FINISHED.as_bytes()));
        self.get(Field::Finished) == Some(hex.as_str())
    }

    fn get(&self, field: Field) -> Option<&str> {
        let at = self.0.find(letter(field))?;
        self.0.get(at + 1..at + 9)
    }
}

fn mark(field: Field, arrival: &Arrival) -> Option<u32> {
    Some(match field {
        Field::Kind => hash(arrival.kind.as_str().as_bytes()),
        // As accounts are matched: a name that is only written differently is no change.
        Field::Account => hash(clean::normalise_name(&arrival.account).as_bytes()),
        Field::Contact => optional(arrival.contact.as_deref().map(str::as_bytes)),
        Field::Subject => hash(arrival.subject.as_bytes()),
        Field::Words => hash(arrival.words.as_bytes()),
        Field::Urgent => hash(&[u8::from(arrival.urgent)]),
        Field::Value => match arrival.value {
            Some(value) => {
                let mut bytes = value.minor.to_le_bytes().to_vec();
                bytes.extend_from_slice(value.currency.code().as_bytes());
                hash(&bytes)
            }
            None => optional(None),
        },
        Field::Due => match arrival.due {
            Some(due) => hash(&due.timestamp_millis().to_le_bytes()),
            None => optional(None),
        },
        Field::Finished => hash(
            if arrival.finished.is_some() {
                FINISHED
            } else {
                OPEN
            }
            .as_bytes(),
        ),
        // Each import compares the dates themselves.
        Field::Updated => return None,
    })
}

/// Nothing differs from an empty text.
fn optional(bytes: Option<&[u8]>) -> u32 {
    bytes.map_or_else(|| hash(&[0]), hash)
}

/// FNV-1a in 64 bits, folded to 32. Written out because stored marks must mean the same on every machine and in every
/// later version; the standard library promises that of none of its hashers.
fn hash(bytes: &[u8]) -> u32 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let hash = bytes
        .iter()
        .fold(BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    let folded = (hash >> 32) ^ (hash & u64::from(u32::MAX));
    u32::try_from(folded).unwrap_or_default()
}

fn push_hex(text: &mut String, number: u32) {
    text.extend(
        (0..8)
            .rev()
            .filter_map(|digit| char::from_digit((number >> (digit * 4)) & 0xf, 16)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Finished;
    use crate::domain::item::Kind;
    use crate::domain::money::{Currency, Money};

    type Change = fn(&mut Arrival);

    fn arrival() -> Arrival {
        Arrival {
            line: 2,
            key: "#1001".into(),
            kind: Kind::Order,
            account: "Acme".into(),
            contact: None,
            subject: "40 pallets".into(),
            words: String::new(),
            urgent: false,
            value: Currency::parse("EUR").map(|currency| Money {
                minor: 4_820_000,
                currency,
            }),
            arrived_at: "2026-11-20T09:00:00Z".parse().unwrap(),
            updated_at: None,
            due: None,
            finished: None,
            unsaid: Vec::new(),
        }
    }

    #[test]
    fn stored_marks_mean_the_same_for_ever() {
        // The published FNV-1a of "a" is af63dc4c8601ec8c.
        assert_eq!(hash(b"a"), 0xaf63_dc4c ^ 0x8601_ec8c);
        assert_eq!(
            Marks::of(&arrival()).as_str(),
            "Kea4e2485Nf3d20d8cP29620a93S6d90f6c5W4fd0bfc1U29620a93V786ee1c5T29620a93Z9b79e75d"
        );
    }

    #[test]
    fn a_field_that_changed_is_told_from_those_that_did_not() {
        let before = Marks::of(&arrival());
        let changes: [(Field, Change); 9] = [
            (Field::Kind, |row| row.kind = Kind::Support),
            (Field::Account, |row| row.account = "Beta".into()),
            (Field::Contact, |row| row.contact = Some(String::new())),
            (Field::Subject, |row| row.subject.push('!')),
            (Field::Words, |row| row.words = "by Friday".into()),
            (Field::Urgent, |row| row.urgent = true),
            (Field::Value, |row| row.value = None),
            (Field::Due, |row| row.due = Some(row.arrived_at)),
            (Field::Finished, |row| {
                row.finished = Some(Finished {
                    at: row.arrived_at,
                    how: "fulfilled".into(),
                });
            }),
        ];
        for (changed, change) in changes {
            let mut row = arrival();
            change(&mut row);
            let now = Marks::of(&row);
            for field in MARKED {
                assert_eq!(
                    now.differs(&before, field),
                    field == changed,
                    "{changed:?}, {field:?}"
                );
            }
        }
    }

    #[test]
    fn what_a_file_has_no_column_for_keeps_its_mark() {
        let before = Marks::of(&arrival());
        let mut row = arrival();
        row.value = None;
        row.subject.push('!');
        row.unsaid = vec![Field::Value];
        let now = Marks::said_by(&row);
        assert!(!now.differs(&before, Field::Value) && now.differs(&before, Field::Subject));
        row.value = arrival().value;
        row.unsaid = Vec::new();
        assert_eq!(now.over(&before), Marks::of(&row));
    }

    #[test]
    fn when_it_arrived_how_it_ended_and_how_a_name_is_written_do_not_count() {
        let mut row = arrival();
        row.finished = Some(Finished {
            at: row.arrived_at,
            how: "solved".into(),
        });
        let before = Marks::of(&row);
        row.line = 9;
        row.arrived_at += chrono::Duration::days(1);
        row.account = "ACME.".into();
        row.finished = Some(Finished {
            at: row.arrived_at,
            how: "closed".into(),
        });
        assert_eq!(Marks::of(&row), before);
        assert!(before.is_finished());
    }

    #[test]
    fn what_was_never_marked_counts_as_the_same() {
        let now = Marks::of(&arrival());
        assert!(!now.differ(&Marks::stored(None)));
        assert!(!now.differ(&Marks::stored(Some("K1".into()))));
        assert!(!Marks::stored(None).is_finished());
        assert!(Marks::stored(None).is_words("anything"));
    }
}
