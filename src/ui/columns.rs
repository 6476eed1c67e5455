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

/// Cells in which a client's name can be told from another, and those that hold most names whole. A table shows
/// another column only where the name keeps the first, and the subject or anything after it only where it keeps the
/// second: of all texts in a row, the name of the client is cut last. The widths from which columns are shown follow
/// from it, and a test holds them to it.
const NAME: u16 = 16;
const WHOLE_NAME: u16 = 22;

const CLIENT: Wish = wish(Field::Client, NAME, 30, 0);
const SUBJECT: Wish = wish(Field::Subject, 14, u16::MAX, 0);
const VALUE: Wish = Wish {
    right: true,
    ..wish(Field::Value, 9, 11, 96)
};
const CLIENT_CLOCK: Wish = wish(Field::ClientClock, 10, 11, 31);

/// Inbox, and a search through everything.
pub const INBOX: &[Wish] = &[
    CLIENT,
    Wish { from: 66, ..SUBJECT },
    VALUE,
    CLIENT_CLOCK,
    wish(Field::Cue, 12, 13, 79),
    wish(Field::Owner, 11, 20, 49),
];

/// Waiting.
pub const WAITING: &[Wish] = &[
    CLIENT,
    Wish { from: 68, ..SUBJECT },
    wish(Field::Owner, 9, 16, 30),
    wish(Field::Silence, 14, 18, 51),
    wish(Field::OwnerClock, 10, 11, 79),
    Wish {
        from: 90,
        ..CLIENT_CLOCK
    },
    Wish {
        right: true,
        ..wish(Field::Nudges, 6, 6, 101)
    },
];

/// Later.
pub const LATER: &[Wish] = &[
    CLIENT,
    Wish { from: 52, ..SUBJECT },
    Wish { from: 108, ..VALUE },
    wish(Field::Wakes, 10, 14, 31),
    wish(Field::Sleeps, 14, 22, 69),
    Wish {
        from: 80,
        ..CLIENT_CLOCK
    },
];

/// Done.
pub const DONE: &[Wish] = &[
    CLIENT,
    Wish { from: 53, ..SUBJECT },
    Wish { from: 84, ..VALUE },
    wish(Field::Ended, 11, 14, 32),
    wish(Field::Ending, 13, 24, 69),
];

/// Places the columns in a table of so many cells, from `x` on, after a lead. What is left over goes to the client's
/// name, to the columns with room to grow, and last to what the row is about.
#[must_use]
pub fn place<F: Fills>(wishes: &[Wish<F>], lead: u16, x: u16, cells: u16) -> Vec<Column<F>> {
    let shown: Vec<&Wish<F>> = wishes.iter().filter(|wish| wish.from <= cells).collect();
    let gaps: u16 = shown.iter().rev().skip(1).map(|wish| gap(wish, cells)).sum();
    let least: u16 = shown.iter().map(|wish| wish.least).sum();
    let mut left = cells.saturating_sub(lead + gaps + least);
    let mut rooms: Vec<u16> = shown.iter().map(|wish| wish.least).collect();
    // First the whole of most names, then a readable subject, then comfort for the rest, then all to the subject.
    for (part, goal) in [(Part::Client, WHOLE_NAME), (Part::Main, 30)] {
        for (wish, room) in shown.iter().zip(&mut rooms) {
            if wish.field.part() == part {
                left -= grow(room, goal.min(wish.most), left);
            }
        }
    }
    let main = shown.iter().position(|wish| wish.field.part() == Part::Main);
    for (wish, room) in shown.iter().zip(&mut rooms) {
        let share = match (main, wish.field.part()) {
            // What is left over falls to what the row is about; without that, the name takes what the others leave.
            (Some(_), Part::Main) | (None, Part::Client) => 0,
            (Some(_), _) => left / 2,
            (None, _) => left,
        };
        left -= grow(room, wish.most, share);
    }
    let name = shown.iter().position(|wish| wish.field.part() == Part::Client);
    let taker = main.or(name).unwrap_or(0);
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
        at = at.saturating_add(room).saturating_add(gap(wish, cells));
    }
    columns
}

/// Blanks after a column: names and subjects are cut often, and figures end where the next column begins, so they stand
/// further from what follows.
fn gap<F: Fills>(wish: &Wish<F>, cells: u16) -> u16 {
    let wide = match wish.field.part() {
        Part::Client | Part::Main => cells >= 60,
        Part::Other if wish.right => cells >= 36,
        Part::Other => cells >= 96,
    };
    if wide { 2 } else { 1 }
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
        assert_eq!(fields(INBOX, 70), [Client, Subject, ClientClock, Owner]);
        assert_eq!(fields(INBOX, 50), [Client, ClientClock, Owner]);
        assert_eq!(fields(INBOX, 40), [Client, ClientClock]);
        assert_eq!(fields(INBOX, 20), [Client]);
    }

    #[test]
    fn the_name_of_the_client_is_cut_last_of_all() {
        for wishes in [INBOX, WAITING, LATER, DONE] {
            for cells in 0..300 {
                let columns = place(wishes, LEAD, 0, cells);
                let [client, others @ ..] = columns.as_slice() else {
                    panic!("a table without clients")
                };
                let room = match others.len() {
                    0 => cells.saturating_sub(LEAD),
                    1 => NAME,
                    _ => WHOLE_NAME,
                };
                assert!(client.cells >= room, "{cells}: {columns:?}");
                let subject = others.iter().find(|column| column.field == Field::Subject);
                assert!(subject.is_none_or(|subject| subject.cells >= 14), "{cells}");
            }
        }
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
