//! The client's side of a week: promises, outcomes, checks, asks, and deals that ended. *In the week* and *at `as_of`*
//! mean what they mean for the other figures.

use crate::domain::deal::Credit;
use crate::domain::ids::{ItemNo, OwnerNo};
use crate::domain::money::{Money, Sum};
use crate::domain::outcome::{Course, Value};
use crate::domain::promise::Basis;
use crate::domain::quarter::Quarter;

/// What the week did for clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientSide {
    /// Promises by basis, in the order of [`Basis::ALL`], zeros included.
    pub promises: Vec<PromiseLine>,
    /// Every outcome that was read in the week, by client, measure and number.
    pub moved: Vec<MovedLine>,
    /// Checks.
    pub checks: CheckFigures,
    /// A line for each owner with any ask in the week or in its month, by name, then number.
    pub asks: Vec<AskLine>,
    /// Every deal that was won or lost in the week and is so at `as_of`, by when it ended, then number.
    pub deals: Vec<DealLine>,
    /// The quarter so far.
    pub quarter: QuarterLine,
}

/// Promises of one basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PromiseLine {
    /// The basis they have at `as_of`.
    pub basis: Basis,
    /// Made in the week, whatever became of them.
    pub made: u64,
    /// Kept in the week, whenever they were made, and still so at `as_of`.
    pub kept: u64,
    /// Broken in the week, likewise.
    pub broken: u64,
    /// Released by the client in the week, likewise.
    pub released: u64,
}

/// An outcome that was read in the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedLine {
    /// The follow-up that stands for it, by whose number it goes.
    pub item: ItemNo,
    /// The client's name.
    pub client: String,
    /// What is measured.
    pub measure: String,
    /// In what; may be empty.
    pub unit: String,
    /// From where to where it is to go.
    pub course: Course,
    /// The last reading as of before the week; `None` where there was none, and it moved from its baseline.
    pub before: Option<Value>,
    /// The last reading as of the week.
    pub latest: Value,
    /// Whether the last reading of the week is further from the target than the one before it, of whatever week.
    pub fell_back: bool,
}

impl PromiseLine {
    /// Whether nothing was made and nothing ended.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.made + self.kept + self.broken + self.released == 0
    }
}

impl MovedLine {
    /// From what it moved in the week: the reading before, else the baseline.
    #[must_use]
    pub fn from(&self) -> Value {
        self.before.unwrap_or_else(|| self.course.baseline())
    }

    /// How much of the way had been gone before the week and by its last reading, in hundredths.
    #[must_use]
    pub fn percents(&self) -> (i64, i64) {
        let percent = |value| self.course.progress(value).percent();
        (percent(self.from()), percent(self.latest))
    }
}

/// Checks on clients after a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CheckFigures {
    /// Whose date lies in the week, whenever they are done.
    pub due: u64,
    /// Ended in the week: the client is well.
    pub fine: u64,
    /// Ended in the week: a problem, of which a support call was made.
    pub problem: u64,
    /// Ended in the week: an opportunity, of which a deal was made.
    pub opportunity: u64,
    /// Open at `as_of` and past their date, of whatever week.
    pub overdue: u64,
}

/// One person's asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskLine {
    /// Who is asked.
    pub owner: OwnerNo,
    /// Name as said.
    pub name: String,
    /// Asks made in the week.
    pub made: u64,
    /// Hand-offs of asks that the person ended in the week: done, or returned.
    pub answered: u64,
    /// Asks made in the calendar month of the week's last day that is counted, until `as_of`.
    pub month: u64,
    /// The asks a month that the person can be asked, as the store has it now.
    pub budget: Option<u32>,
}

/// A deal that ended in the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealLine {
    /// The follow-up that stands for it, by whose number it goes.
    pub item: ItemNo,
    /// The client's name.
    pub client: String,
    /// What the deal is called.
    pub name: String,
    /// What it is worth.
    pub value: Option<Money>,
    /// Won; else lost.
    pub won: bool,
    /// To whom its end is owed.
    pub credit: Credit,
}

/// The deals that ended in the quarter of the week's last day that is counted, until `as_of`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterLine {
    /// The quarter.
    pub quarter: Quarter,
    /// What was won and lost, in the order of [`Credit::ALL`]; credits without any are left out.
    pub credits: Vec<CreditLine>,
}

/// What ended to one credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditLine {
    /// To whom it is owed.
    pub credit: Credit,
    /// Deals won.
    pub won: u64,
    /// Deals lost.
    pub lost: u64,
    /// What the won deals are worth, for each currency, by its code.
    pub won_value: Vec<Sum>,
    /// What the lost ones would have been worth.
    pub lost_value: Vec<Sum>,
}

/// Deals added up by credit.
#[must_use]
pub fn by_credit(ended: &[(bool, Credit, Option<Money>)]) -> Vec<CreditLine> {
    let of = |credit, won| {
        ended
            .iter()
            .filter(move |deal| deal.0 == won && deal.1 == credit)
            .map(|deal| deal.2)
    };
    let count = |credit, won| of(credit, won).count() as u64;
    let value = |credit, won| crate::domain::deal::totals::Totals::of(of(credit, won), None).each;
    Credit::ALL
        .iter()
        .map(|&credit| CreditLine {
            credit,
            won: count(credit, true),
            lost: count(credit, false),
            won_value: value(credit, true),
            lost_value: value(credit, false),
        })
        .filter(|line| line.won + line.lost > 0)
        .collect()
}

impl ClientSide {
    /// A week that did nothing for clients.
    #[cfg(test)]
    pub(crate) fn nothing(quarter: Quarter) -> Self {
        let promise = |&basis| PromiseLine {
            basis,
            made: 0,
            kept: 0,
            broken: 0,
            released: 0,
        };
        Self {
            promises: Basis::ALL.iter().map(promise).collect(),
            moved: Vec::new(),
            checks: CheckFigures::default(),
            asks: Vec::new(),
            deals: Vec::new(),
            quarter: QuarterLine {
                quarter,
                credits: Vec::new(),
            },
        }
    }

    /// Whether nothing of it happened in the week. What is merely due, or of the quarter, does not fill it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let CheckFigures {
            fine,
            problem,
            opportunity,
            due: _,
            overdue: _,
        } = self.checks;
        self.promises.iter().all(PromiseLine::is_nothing)
            && self.moved.is_empty()
            && fine + problem + opportunity == 0
            && self.asks.iter().all(|line| line.made + line.answered == 0)
            && self.deals.is_empty()
    }

    /// The week's promises of all bases.
    #[must_use]
    pub fn promised(&self) -> PromiseLine {
        let mut sum = PromiseLine {
            basis: Basis::Real,
            made: 0,
            kept: 0,
            broken: 0,
            released: 0,
        };
        for line in &self.promises {
            sum.made += line.made;
            sum.kept += line.kept;
            sum.broken += line.broken;
            sum.released += line.released;
        }
        sum
    }

    /// The deals that ended in the week, added up by credit.
    #[must_use]
    pub fn week_credits(&self) -> Vec<CreditLine> {
        let ended: Vec<_> = self
            .deals
            .iter()
            .map(|deal| (deal.won, deal.credit, deal.value))
            .collect();
        by_credit(&ended)
    }

    /// `5 made (3 real, 2 dated), 2 kept, 1 broken, none released`.
    #[must_use]
    pub fn promise_words(&self) -> String {
        let sum = self.promised();
        let bases: Vec<String> = self
            .promises
            .iter()
            .filter(|line| line.made > 0)
            .map(|line| format!("{} {}", line.made, line.basis.as_str()))
            .collect();
        let bases = if bases.is_empty() {
            String::new()
        } else {
            format!(" ({})", bases.join(", "))
        };
        format!(
            "{} made{bases}, {} kept, {} broken, {} released",
            none(sum.made),
            none(sum.kept),
            none(sum.broken),
            none(sum.released)
        )
    }

    /// `3 outcomes were read: 2 moved on, 1 fell back`.
    #[must_use]
    pub fn moved_words(&self) -> String {
        let all = self.moved.len();
        let back = self.moved.iter().filter(|line| line.fell_back).count();
        let on = self
            .moved
            .iter()
            .filter(|line| !line.fell_back && line.percents().1 > line.percents().0)
            .count();
        let read = match all {
            0 => return "no outcome was read".to_owned(),
            1 => "1 outcome was read".to_owned(),
            many => format!("{many} outcomes were read"),
        };
        format!(
            "{read}: {} moved on, {} fell back",
            none(on as u64),
            none(back as u64)
        )
    }

    /// `2 due; ended: 1 fine, none a problem, none an opportunity; 1 overdue`.
    #[must_use]
    pub fn check_words(&self) -> String {
        let checks = self.checks;
        format!(
            "{} due; {} ended fine, {} with a problem, {} with an opportunity; {} overdue",
            none(checks.due),
            none(checks.fine),
            none(checks.problem),
            none(checks.opportunity),
            none(checks.overdue)
        )
    }

    /// `2 made, 1 answered`.
    #[must_use]
    pub fn ask_words(&self) -> String {
        let sum = |of: fn(&AskLine) -> u64| self.asks.iter().map(of).sum();
        format!(
            "{} made, {} answered",
            none(sum(|line| line.made)),
            none(sum(|line| line.answered))
        )
    }

    /// `1 won (my doing), none lost; Q4 2026 so far: 3 won (2 my doing, 1 luck), 1 lost (the client's)`.
    #[must_use]
    pub fn deal_words(&self) -> String {
        format!(
            "{}; {} so far: {}",
            ended_words(&self.week_credits()),
            self.quarter.quarter,
            ended_words(&self.quarter.credits)
        )
    }

    /// All of it in short, each line with its name.
    #[must_use]
    pub fn lines(&self) -> [(&'static str, String); 5] {
        [
            ("Promises", self.promise_words()),
            ("Outcomes", self.moved_words()),
            ("Checks", self.check_words()),
            ("Asks", self.ask_words()),
            ("Deals", self.deal_words()),
        ]
    }
}

impl AskLine {
    /// `2 of 3 asks this month`, `2 asks this month` without a budget.
    #[must_use]
    pub fn month_words(&self) -> String {
        match self.budget {
            Some(budget) => format!("{} of {budget}", self.month),
            None => self.month.to_string(),
        }
    }
}

/// `1 won (my doing), none lost`.
fn ended_words(credits: &[CreditLine]) -> String {
    let part = |count: fn(&CreditLine) -> u64, word: &str| {
        let all: u64 = credits.iter().map(count).sum();
        let whose: Vec<String> = credits
            .iter()
            .filter(|line| count(line) > 0)
            .map(|line| match count(line) {
                some if some == all => line.credit.words().to_owned(),
                some => format!("{some} {}", line.credit.words()),
            })
            .collect();
        if all == 0 {
            format!("none {word}")
        } else {
            format!("{all} {word} ({})", whose.join(", "))
        }
    };
    format!(
        "{}, {}",
        part(|line| line.won, "won"),
        part(|line| line.lost, "lost")
    )
}

/// A count, or *none*.
fn none(count: u64) -> String {
    if count == 0 {
        "none".to_owned()
    } else {
        count.to_string()
    }
}
