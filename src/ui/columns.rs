//! The columns of a table: where each stands is a matter of the room alone, never of what is in it.

/// What a column shows of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The client's name: the last to be cut.
    Client,
    /// What it is.
    Subject,
    /// What it is worth.
    Value,
    /// The client clock.
    ClientClock,
    /// Why it is in front of the rep.
    Cue,
    /// Who has it, or would get it.
    Owner,
    /// How long the owner has said nothing.
    Silence,
    /// When the owner owes an answer.
    OwnerClock,
    /// How often the owner was nudged.
    Nudges,
    /// When it wakes.
    Wakes,
    /// What it sleeps for.
    Sleeps,
    /// When it ended.
    Ended,
    /// How it ended.
    Ending,
}

/// The part that a column has in its table, which decides who gets room first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The client's name: the last to be cut.
    Client,
    /// What the row is about: takes what is left over.
    Main,
    /// Any other.
    Other,
}

/// What a column may show.
pub trait Fills: Copy {
    /// The part it has.
    fn part(self) -> Part;
}

impl Fills for Field {
    fn part(self) -> Part {
        match self {
            Self::Client => Part::Client,
            Self::Subject => Part::Main,
            Self::Value
            | Self::ClientClock
            | Self::Cue
            | Self::Owner
            | Self::Silence
            | Self::OwnerClock
            | Self::Nudges
            | Self::Wakes
            | Self::Sleeps
            | Self::Ended
            | Self::Ending => Part::Other,
        }
    }
}

/// One column as wanted: what it shows, and the room it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish<F = Field> {
    /// What it shows.
    pub field: F,
    /// Cells it has at least, or it is not shown.
    pub least: u16,
    /// Cells it takes of what is left over, at most.
    pub most: u16,
    /// Not shown in a table narrower than this.
    pub from: u16,
    /// Set against the right edge of its column.
    pub right: bool,
}

/// A column with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<F = Field> {
    /// What it shows.
    pub field: F,
    /// First cell.
    pub x: u16,
    /// Cells.
    pub cells: u16,
    /// Set against the right edge.
    pub right: bool,
}

/// Marker, letter of the kind, sign of urgency, and a blank.
pub const LEAD: u16 = 4;

const fn wish(field: Field, least: u16, most: u16, from: u16) -> Wish {
    Wish {
        field,
        least,
        most,
        from,
        right: false,
    }
}

const CLIENT: Wish = wish(Field::Client, 8, 30, 0);
const SUBJECT: Wish = wish(Field::Subject, 8, u16::MAX, 34);
const VALUE: Wish = Wish {
    right: true,
    ..wish(Field::Value, 9, 11, 96)
};
const CLIENT_CLOCK: Wish = wish(Field::ClientClock, 10, 11, 22);
const OWNER: Wish = wish(Field::Owner, 11, 20, 48);

/// Inbox, and a search through everything.
pub const INBOX: &[Wish] = &[
    CLIENT,
    SUBJECT,
    VALUE,
    CLIENT_CLOCK,
    wish(Field::Cue, 12, 13, 62),
    OWNER,
];

/// Waiting.
pub const WAITING: &[Wish] = &[
    CLIENT,
    wish(Field::Subject, 8, u16::MAX, 58),
    wish(Field::Owner, 9, 16, 22),
    wish(Field::Silence, 14, 18, 40),
    wish(Field::OwnerClock, 10, 11, 70),
    wish(Field::ClientClock, 10, 11, 82),
    Wish {
        right: true,
        ..wish(Field::Nudges, 6, 6, 96)
    },
];

/// Later.
pub const LATER: &[Wish] = &[
    CLIENT,
    SUBJECT,
    Wish { from: 108, ..VALUE },
    wish(Field::Wakes, 10, 14, 22),
    wish(Field::Sleeps, 14, 22, 48),
    wish(Field::ClientClock, 10, 11, 78),
];

/// Done.
pub const DONE: &[Wish] = &[
    CLIENT,
    SUBJECT,
    Wish { from: 84, ..VALUE },
    wish(Field::Ended, 11, 14, 22),
    wish(Field::Ending, 13, 24, 48),
];

/// Places the columns in a table of so many cells, from `x` on, after a lead. What is left over goes to the client's
/// name, to the columns with room to grow, and last to what the row is about.
#[must_use]
pub fn place<F: Fills>(wishes: &[Wish<F>], lead: u16, x: u16, cells: u16) -> Vec<Column<F>> {
    let shown: Vec<&Wish<F>> = wishes.iter().filter(|wish| wish.from <= cells).collect();
    let gaps: u16 = shown
        .iter()
        .rev()
        .skip(1)
        .map(|wish| gap(wish.field.part(), cells))
        .sum();
    let least: u16 = shown.iter().map(|wish| wish.least).sum();
    let mut left = cells.saturating_sub(lead + gaps + least);
    let mut rooms: Vec<u16> = shown.iter().map(|wish| wish.least).collect();
    // First a readable name and subject, then the whole of most names, then comfort for the rest, then all to the
    // subject: the client's name is cut last of all.
    let steps = [
        (Part::Client, 16),
        (Part::Main, 14),
        (Part::Client, 22),
        (Part::Main, 30),
    ];
    for (part, goal) in steps {
        for (wish, room) in shown.iter().zip(&mut rooms) {
            if wish.field.part() == part {
                left -= grow(room, goal.min(wish.most), left);
            }
        }
    }
    for (wish, room) in shown.iter().zip(&mut rooms) {
        if wish.field.part() != Part::Main {
            left -= grow(room, wish.most, left / 2);
        }
    }
    let at = |part| shown.iter().position(|wish| wish.field.part() == part);
    let taker = at(Part::Main).or_else(|| at(Part::Client)).unwrap_or(0);
    if let Some(room) = rooms.get_mut(taker) {
        *room = room.saturating_add(left);
    }
    let end = x.saturating_add(cells);
    let mut at = x.saturating_add(lead);
    let mut columns = Vec::with_capacity(shown.len());
    for (wish, room) in shown.iter().zip(rooms) {
        columns.push(Column {
            field: wish.field,
            x: at,
            cells: room.min(end.saturating_sub(at)),
            right: wish.right,
        });
        at = at
            .saturating_add(room)
            .saturating_add(gap(wish.field.part(), cells));
    }
    columns
}

/// Blanks after a column: names and subjects are cut often, so they stand further from what follows.
const fn gap(part: Part, cells: u16) -> u16 {
    match part {
        Part::Client | Part::Main if cells >= 60 => 2,
        Part::Client | Part::Main | Part::Other if cells >= 96 => 2,
        Part::Client | Part::Main | Part::Other => 1,
    }
}

/// Lets a column grow towards a goal with what is left; returns what it took.
fn grow(room: &mut u16, goal: u16, left: u16) -> u16 {
    let taken = goal.saturating_sub(*room).min(left);
    *room += taken;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields(wishes: &[Wish], cells: u16) -> Vec<Field> {
        place(wishes, LEAD, 0, cells)
            .iter()
            .map(|column| column.field)
            .collect()
    }

    #[test]
    fn columns_disappear_by_rank_and_the_client_stays() {
        use Field::{Client, ClientClock, Cue, Owner, Subject, Value};
        assert_eq!(
            fields(INBOX, 119),
            [Client, Subject, Value, ClientClock, Cue, Owner]
        );
        assert_eq!(fields(INBOX, 80), [Client, Subject, ClientClock, Cue, Owner]);
        assert_eq!(fields(INBOX, 50), [Client, Subject, ClientClock, Owner]);
        assert_eq!(fields(INBOX, 40), [Client, Subject, ClientClock]);
        assert_eq!(fields(INBOX, 20), [Client]);
    }

    #[test]
    fn at_eighty_columns_names_and_subjects_can_be_read() {
        for wishes in [INBOX, WAITING, LATER, DONE] {
            let columns = place(wishes, LEAD, 0, 80);
            assert!(columns[0].cells >= 20 && columns[1].cells >= 14, "{columns:?}");
        }
    }

    proptest! {
        #[test]
        fn columns_stay_in_their_table_and_apart(cells in 0_u16..400, x in 0_u16..50) {
            for wishes in [INBOX, WAITING, LATER, DONE] {
                let columns = place(wishes, LEAD, x, cells);
                for pair in columns.windows(2) {
                    prop_assert!(pair[0].x + pair[0].cells <= pair[1].x);
                }
                for column in columns {
                    prop_assert!(column.cells == 0 || column.x + column.cells <= x + cells);
                }
            }
        }
    }
}
