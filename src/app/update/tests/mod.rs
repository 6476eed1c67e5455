//! Pure update tests: keys in, state and effects out. A book of rows stands in for the store.

mod accounts;
mod asks;
mod call_queue;
mod calls;
mod client;
mod deals;
mod diary;
mod forms;
mod hand_off;
mod lists;
mod looking;
mod monday;
mod orchestra;
mod outcomes;
mod program;
mod promises;
mod registers;
mod rows;
mod rules;
mod week;

use chrono::TimeZone;

use crate::app::effect::RowsQuery;
use crate::app::list::Listed;
use crate::app::{Action, Effect, Loaded, Overlay, OwnerCard, Query, Question, State, Ticket, View, update};
use crate::domain::Time;
use crate::domain::command::{Command, Done};
use crate::domain::handoff::Stage;
use crate::domain::ids::{AccountNo, CommandNo, HandOffNo, ItemNo, OwnerNo};
use crate::domain::item::{Cue, Ending, Kind};
use crate::domain::listing::{Counts, From, Place, Row, RowEnd, Suggestion, Window, With};
use crate::domain::owner::{Load, Owner};
use crate::domain::register::RegisterRow;
use crate::domain::settings::Settings;
use crate::keys::{Code, Key, Keymap, Sequence};

/// Monday 23 November 2026, 08:00 UTC.
pub(super) fn now() -> Time {
    chrono::Utc.with_ymd_and_hms(2026, 11, 23, 8, 0, 0).unwrap()
}

/// The screen, with a book of rows that answers its bounded reads at once, as the runtime does.
pub(super) struct Desk {
    pub(super) state: State,
    /// The rows of whatever list is shown, in its order.
    pub(super) book: Vec<Row>,
    /// The rows of whatever register is shown, in its order.
    pub(super) records: Vec<RegisterRow>,
    pub(super) owners: Vec<OwnerCard>,
    pub(super) counts: Counts,
    /// Whether bounded reads are answered.
    pub(super) reads: usize,
    pub(super) log: Vec<Effect>,
}

impl Desk {
    pub(super) fn with(book: Vec<Row>) -> Self {
        let mut desk = Self {
            state: State::new(Settings::default(), Keymap::default(), now(), None),
            book,
            records: Vec::new(),
            owners: vec![
                owner(1, "Maria", Some(1)),
                owner(2, "Dev", Some(2)),
                owner(3, "Ana Lima", None),
            ],
            counts: Counts::default(),
            reads: 0,
            log: Vec::new(),
        };
        desk.act(Action::Start);
        desk.act(Action::Drawn {
            rows: 20,
            scroll: None,
            typing: 0,
        });
        desk.log.clear();
        desk.reads = 0;
        desk
    }

    /// Does an action and answers the reads it asks for. Gives the other effects.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        let mut others = Vec::new();
        let mut queue = std::collections::VecDeque::from(update(&mut self.state, action));
        while let Some(effect) = queue.pop_front() {
            self.log.push(effect.clone());
            let answer = match &effect {
                Effect::Read(Query::Rows(asked)) => {
                    self.reads += 1;
                    Some(Loaded::Rows {
                        asked: asked.clone(),
                        window: self.window(asked),
                    })
                }
                Effect::Read(Query::OwnersAtWork) => Some(Loaded::Owners(self.owners.clone())),
                Effect::Read(Query::Owners) => {
                    let idle = |card: &OwnerCard| OwnerCard {
                        owner: card.owner.clone(),
                        load: Load::default(),
                    };
                    Some(Loaded::Owners(self.owners.iter().map(idle).collect()))
                }
                Effect::Read(Query::Register(asked)) => {
                    self.reads += 1;
                    Some(Loaded::Register {
                        asked: asked.clone(),
                        window: self.records(asked),
                        summary: None,
                    })
                }
                Effect::Read(Query::Counts) => Some(Loaded::Counts(self.counts)),
                Effect::ReadWhenIdle(_) => continue,
                _ => None,
            };
            match answer {
                Some(loaded) => queue.extend(update(&mut self.state, Action::Loaded(loaded))),
                None => others.push(effect),
            }
        }
        others
    }

    /// Part of the book, as the store would give it.
    pub(super) fn window(&self, asked: &RowsQuery) -> Window {
        let words = asked.scope.words.to_lowercase();
        let rows = self
            .book
            .iter()
            .filter(|row| asked.scope.kind.is_none_or(|kind| row.kind == kind))
            .filter(|row| words.is_empty() || row.subject.to_lowercase().contains(&words));
        part_of(&rows.cloned().collect::<Vec<_>>(), asked)
    }

    /// Part of the records, as the store would give it.
    pub(super) fn records(&self, asked: &RowsQuery<RegisterRow>) -> Window<RegisterRow> {
        let words = asked.scope.words.to_lowercase();
        let rows = self
            .records
            .iter()
            .filter(|row| words.is_empty() || row.client.to_lowercase().contains(&words));
        part_of(&rows.cloned().collect::<Vec<_>>(), asked)
    }

    /// Presses keys, named as in the keymap: `d`, `r a`, `Enter`.
    pub(super) fn press(&mut self, keys: &str) -> Vec<Effect> {
        let sequence: Sequence = keys.parse().unwrap();
        let mut effects = Vec::new();
        for key in sequence.keys() {
            effects.extend(self.act(Action::Key(*key)));
        }
        effects
    }

    /// Types text, a key for each character.
    pub(super) fn type_text(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for letter in text.chars() {
            effects.extend(self.act(Action::Key(Key::plain(Code::Char(letter)))));
        }
        effects
    }

    /// The newest command is safe on disk; the book has been changed accordingly before.
    pub(super) fn commit(&mut self, words: &str) -> Vec<Effect> {
        let ticket = *self
            .state
            .writes
            .sent
            .keys()
            .next()
            .expect("a command is on its way");
        let done = Done {
            command: CommandNo(1),
            words: words.to_owned(),
            items: Vec::new(),
            left_out: Vec::new(),
            draft: None,
            remark: None,
            undo: Some(words.to_owned()),
            over: None,
            lesson: None,
        };
        self.act(Action::Committed { ticket, done })
    }

    pub(super) fn fail(&mut self, message: &str) -> Vec<Effect> {
        let ticket = *self
            .state
            .writes
            .sent
            .keys()
            .next()
            .expect("a command is on its way");
        self.act(Action::Failed {
            ticket,
            message: message.to_owned(),
        })
    }

    pub(super) fn remove(&mut self, item: i64) {
        self.book.retain(|row| row.item != ItemNo(item));
    }

    pub(super) fn selected(&self) -> Option<i64> {
        self.state
            .list()
            .and_then(|list| list.selected)
            .map(|item| item.0)
    }

    pub(super) fn status(&self) -> String {
        self.state
            .status
            .as_ref()
            .map_or_else(String::new, |status| status.text.clone())
    }

    pub(super) fn view(&self) -> View {
        self.state.view
    }

    pub(super) fn overlay(&self) -> &Overlay {
        self.state.overlay.as_ref().expect("something lies on top")
    }
}

/// Part of rows in their order, as the store would give it.
fn part_of<R: Listed>(rows: &[R], asked: &RowsQuery<R>) -> Window<R> {
    let limit = asked.limit as usize;
    let last = rows.len().saturating_sub(limit);
    let around = |place: &R::Place| {
        let at = rows
            .iter()
            .position(|row| row.place() >= *place)
            .unwrap_or(rows.len());
        at.saturating_sub(limit / 2).min(last)
    };
    let followed = asked.follow.and_then(|id| rows.iter().find(|row| row.is(id)));
    let start = match (followed, &asked.from) {
        (Some(row), _) => around(&row.place()),
        (None, From::Top) => 0,
        (None, From::Bottom) => last,
        (None, From::Around(place)) => around(place),
        (None, From::After(place)) => rows.iter().filter(|row| row.place() <= *place).count(),
        (None, From::Before(place)) => {
            let before = rows.iter().filter(|row| row.place() < *place).count();
            before.saturating_sub(limit)
        }
    };
    let end = (start + limit).min(rows.len());
    Window {
        more_before: start > 0,
        more_after: end < rows.len(),
        rows: rows[start..end].to_vec(),
    }
}

/// The command of the only write among effects.
pub(super) fn written(effects: &[Effect]) -> Command {
    let commands: Vec<&Command> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Write { command, .. } => Some(command),
            _ => None,
        })
        .collect();
    assert_eq!(commands.len(), 1, "one command was expected: {effects:?}");
    commands[0].clone()
}

pub(super) fn wrote_nothing(effects: &[Effect]) -> bool {
    !effects
        .iter()
        .any(|effect| matches!(effect, Effect::Write { .. }))
}

pub(super) fn owner(number: i64, name: &str, seat: Option<u8>) -> OwnerCard {
    OwnerCard {
        owner: Owner {
            number: OwnerNo(number),
            handle: name.split(' ').next().unwrap().to_lowercase(),
            name: name.to_owned(),
            role: "order desk".to_owned(),
            seat,
            address: String::new(),
            kinds: vec![Kind::Order],
            hours: 8,
            away_until: None,
            stand_in: None,
            escalate_to: None,
            retired: false,
            part: crate::domain::owner::Part::Desk,
            asks_a_month: None,
        },
        load: Load::default(),
    }
}

/// A row of this number, at that place in its list, that would go to Maria.
pub(super) fn row(number: i64, kind: Kind) -> Row {
    Row {
        item: ItemNo(number),
        place: Place {
            first: 1,
            second: number,
            item: ItemNo(number),
        },
        kind,
        account: AccountNo(number),
        client: format!("Client {number}"),
        subject: format!("subject {number}"),
        urgent: false,
        value: None,
        client_due: Some(now()),
        wake: Some((now(), Cue::New)),
        snoozed_until: None,
        first_chair: None,
        with: None,
        suggestion: Some(Suggestion {
            owner: OwnerNo(1),
            name: "Maria".to_owned(),
            seat: Some(1),
            why: "default for orders".to_owned(),
        }),
        done_by: None,
        ever_handed: false,
        end: None,
        stands_for: None,
    }
}

pub(super) fn orders(count: i64) -> Vec<Row> {
    (1..=count).map(|number| row(number, Kind::Order)).collect()
}

/// The row, with Dev.
pub(super) fn with_dev(mut row: Row) -> Row {
    row.suggestion = None;
    row.ever_handed = true;
    row.with = Some(With {
        hand_off: HandOffNo(row.item.0),
        owner: OwnerNo(2),
        name: "Dev".to_owned(),
        stage: Stage::Offered,
        given_at: now(),
        owner_due: now(),
        last_word_at: now(),
        nudges: 0,
        untold: true,
    });
    row
}

pub(super) fn closed(mut row: Row) -> Row {
    row.end = Some(RowEnd {
        at: now(),
        ending: Ending::Told,
        reason: None,
    });
    row.suggestion = None;
    row.client_due = None;
    row.wake = None;
    row
}

pub(super) const fn ticket(number: u64) -> Ticket {
    Ticket(number)
}

pub(super) fn asked_rows(effects: &[Effect]) -> RowsQuery {
    effects
        .iter()
        .rev()
        .find_map(|effect| match effect {
            Effect::Ask(Question::Rows(asked)) => Some(asked.clone()),
            _ => None,
        })
        .expect("rows were asked for")
}
