//! Deals: what is being sold, to whom, for how much and by when; what each still needs, what each side gave, and
//! whether it will close in time.

pub mod brief;
pub mod close;
pub mod command;
pub mod page;
pub mod rates;
pub mod totals;
pub mod words;

use chrono::NaiveDate;

use super::ids::{AccountNo, ConcessionNo, DealNo, ItemNo, NeedNo, OwnerNo};
use super::money::Money;
use super::worktime::Calendar;
use super::{Time, words_enum};
use close::CountBack;
use rates::Rates;

words_enum! {
    /// To whom the end of a deal is owed. One key, added up by the week and the quarter.
    pub enum Credit {
        /// The rep's own doing.
        Mine = "mine",
        /// The team's.
        Team = "team",
        /// The client's.
        Client = "client",
        /// Luck, good or bad.
        Luck = "luck",
    }
}

impl Credit {
    /// As said after *won* or *lost*.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Mine => "my doing",
            Self::Team => "the team's",
            Self::Client => "the client's",
            Self::Luck => "luck",
        }
    }
}

words_enum! {
    /// Why a close date was moved.
    pub enum MoveTag {
        /// It never was the date at which the client would sign.
        AlwaysWrong = "always_wrong",
        /// Something came in between.
        NewObstacle = "new_obstacle",
    }
}

impl MoveTag {
    /// The tag in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::AlwaysWrong => "the date was always wrong",
            Self::NewObstacle => "a new obstacle",
        }
    }
}

words_enum! {
    /// Which way a concession goes.
    pub enum Side {
        /// The rep conceded it.
        Give = "give",
        /// The client conceded it.
        Get = "get",
    }
}

impl Side {
    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Give => Self::Get,
            Self::Get => Self::Give,
        }
    }
}

/// How a deal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DealEnd {
    /// When.
    pub at: Time,
    /// To whom it is owed.
    pub credit: Credit,
}

/// Where a deal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealState {
    /// Still to be won.
    Open,
    /// The client signed.
    Won(DealEnd),
    /// The client did not.
    Lost(DealEnd),
}

impl DealState {
    /// The word that is stored for it, and listed in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won(_) => "won",
            Self::Lost(_) => "lost",
        }
    }

    /// How it ended, if it has.
    #[must_use]
    pub const fn end(self) -> Option<DealEnd> {
        match self {
            Self::Open => None,
            Self::Won(end) | Self::Lost(end) => Some(end),
        }
    }
}

/// A deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deal {
    /// Its number.
    pub number: DealNo,
    /// The client.
    pub account: AccountNo,
    /// The client's name.
    pub account_name: String,
    /// The follow-up that stands for it and wakes when its date is at risk.
    pub item: ItemNo,
    /// What it is called.
    pub name: String,
    /// Open, won or lost.
    pub state: DealState,
    /// What it is worth.
    pub value: Option<Money>,
    /// The stage it has reached: one of the config's, or one that the config had.
    pub stage: String,
    /// Since when.
    pub stage_at: Time,
    /// The day on which the client is to sign, in the rep's zone.
    pub close_on: NaiveDate,
    /// What the rep does next; may be empty.
    pub next_step: String,
    /// When it was entered.
    pub made_at: Time,
    /// The moment at which its date comes to be at risk, as last worked out; kept so that a snooze of the rep's own is
    /// told from the sleep that follows from the date. `None` once it has ended.
    pub wakes_at: Option<Time>,
}

/// How far a need has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedState {
    /// Nobody was asked for it yet, or it is the client's or the rep's own to do.
    Waiting,
    /// An owner has it since then.
    UnderWay(Time),
    /// It was handed off and is back with the rep, undone.
    Back,
    /// Its owner was done with it then; its row is still to be finished.
    Answered(Time),
    /// It is done.
    Done(Time),
    /// The deal does not need it any more.
    Dropped(Time),
}

impl NeedState {
    /// Whether it is still to be done: a step that is left.
    #[must_use]
    pub const fn is_left(self) -> bool {
        match self {
            Self::Waiting | Self::UnderWay(_) | Self::Back => true,
            Self::Answered(_) | Self::Done(_) | Self::Dropped(_) => false,
        }
    }

    /// Whether it has ended.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        match self {
            Self::Done(_) | Self::Dropped(_) => true,
            Self::Waiting | Self::UnderWay(_) | Self::Back | Self::Answered(_) => false,
        }
    }

    /// The word that is listed in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::UnderWay(_) => "under_way",
            Self::Back => "back",
            Self::Answered(_) => "answered",
            Self::Done(_) => "done",
            Self::Dropped(_) => "dropped",
        }
    }
}

/// A step that a deal needs before it can close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its number.
    pub number: NeedNo,
    /// The deal.
    pub deal: DealNo,
    /// Where it stands among the deal's steps, lowest first.
    pub place: i64,
    /// What is needed.
    pub what: String,
    /// Of whom, when it is an owner's: number and name.
    pub owner: Option<(OwnerNo, String)>,
    /// The follow-up that was handed to the owner, once it was.
    pub item: Option<ItemNo>,
    /// By when.
    pub by_on: Option<NaiveDate>,
    /// How far it has come.
    pub state: NeedState,
}

/// Something that one side conceded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concession {
    /// Its number.
    pub number: ConcessionNo,
    /// Who conceded it.
    pub side: Side,
    /// What.
    pub what: String,
    /// When.
    pub at: Time,
    /// The concession of the other side that it was given for.
    pub answers: Option<ConcessionNo>,
}

/// A move of a close date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CloseMove {
    /// When it was moved.
    pub at: Time,
    /// The date until then.
    pub from: NaiveDate,
    /// The date since.
    pub to: NaiveDate,
    /// Why.
    pub tag: MoveTag,
}

/// A deal with everything that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealFile {
    /// The deal.
    pub deal: Deal,
    /// Its steps in order, those that ended included.
    pub needs: Vec<Need>,
    /// What each side conceded, oldest first.
    pub concessions: Vec<Concession>,
    /// The moves of its close date, oldest first.
    pub moves: Vec<CloseMove>,
    /// Whether it will close in time.
    pub count: CountBack,
    /// For how many days it has rotted, if it does.
    pub rotten: Option<i64>,
}

impl DealFile {
    /// The steps that are left, in order.
    pub fn left(&self) -> impl Iterator<Item = &Need> {
        self.needs.iter().filter(|need| need.state.is_left())
    }

    /// The gives for which nothing was got, oldest first.
    pub fn gives_without_a_get(&self) -> impl Iterator<Item = &Concession> {
        unanswered(&self.concessions, Side::Give)
    }
}

/// The concessions of one side that none of the other stands against, oldest first.
pub fn unanswered(concessions: &[Concession], side: Side) -> impl Iterator<Item = &Concession> {
    concessions.iter().filter(move |one| {
        one.side == side
            && one.answers.is_none()
            && !concessions.iter().any(|other| other.answers == Some(one.number))
    })
}

/// A stage of the config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// The calendar days after which a deal that has not moved on from it rots.
    pub rots_after: u32,
}

/// What the config decides about deals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealSettings {
    /// The stages, in order; at least one.
    pub stages: Vec<Stage>,
    /// What other currencies come to in the rep's own, as of a day. `None` keeps every currency apart.
    pub rates: Option<Rates>,
}

impl Default for DealSettings {
    fn default() -> Self {
        let stage = |name: &str, rots_after| Stage {
            name: name.to_owned(),
            rots_after,
        };
        Self {
            stages: vec![
                stage("qualifying", 21),
                stage("solution", 21),
                stage("proposal", 14),
                stage("negotiation", 14),
                stage("signature", 7),
            ],
            rates: None,
        }
    }
}

impl DealSettings {
    /// The first stage, in which a deal begins where none is named.
    #[must_use]
    pub fn first(&self) -> &str {
        self.stages.first().map_or("", |stage| stage.name.as_str())
    }

    /// The stage after one; `None` after the last, and after one that the config does not have.
    #[must_use]
    pub fn after(&self, stage: &str) -> Option<&str> {
        let at = self.stages.iter().position(|known| known.name == stage)?;
        self.stages.get(at + 1).map(|next| next.name.as_str())
    }

    /// The stage that a text means: its whole name in any case, or the beginning of only one.
    ///
    /// # Errors
    /// In words that name the stages, when it means none or several.
    pub fn meant(&self, text: &str) -> Result<&str, String> {
        let wanted = text.trim().to_lowercase();
        let begins = |stage: &&Stage| stage.name.to_lowercase().starts_with(&wanted);
        if let Some(stage) = self
            .stages
            .iter()
            .find(|stage| stage.name.to_lowercase() == wanted)
        {
            return Ok(&stage.name);
        }
        let mut found = self.stages.iter().filter(begins);
        if let (false, Some(stage), None) = (wanted.is_empty(), found.next(), found.next()) {
            return Ok(&stage.name);
        }
        let names: Vec<&str> = self.stages.iter().map(|stage| stage.name.as_str()).collect();
        Err(format!(
            "\"{}\" is no stage; the stages are {}",
            text.trim(),
            names.join(", ")
        ))
    }

    /// For how many days a deal has rotted in its stage; `None` while it does not, and in a stage that the config does
    /// not have.
    #[must_use]
    pub fn rotten(&self, deal: &Deal, now: Time, calendar: &Calendar) -> Option<i64> {
        if deal.state.end().is_some() {
            return None;
        }
        let stage = self.stages.iter().find(|stage| stage.name == deal.stage)?;
        let day = |at| calendar.local(at).date_naive();
        let stood = day(now).signed_duration_since(day(deal.stage_at)).num_days();
        let over = stood - i64::from(stage.rots_after);
        (over > 0).then_some(over)
    }
}

#[cfg(test)]
mod tests;
