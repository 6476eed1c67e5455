//! Promises: the questions and forms that make, change and end one.

use crate::domain::ids::{AccountNo, ItemNo};
use crate::domain::promise::{Basis, Promise};
use crate::keys::{Intent, Mode};

/// To whom a promise is made, and on which row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseTo {
    /// The client.
    pub account: AccountNo,
    /// The client's name.
    pub client: String,
    /// Who at the client, when known.
    pub contact: String,
    /// The row it is made on.
    pub about: Option<ItemNo>,
    /// The handle of the owner who has that row: whoever gives a date is likely the same.
    pub owner: String,
}

/// A question about a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromiseAsk {
    /// `p`: on what basis.
    Basis(Box<PromiseTo>),
    /// `e` on a promise's row: how it ended.
    End(ItemNo),
}

impl PromiseAsk {
    /// The mode whose keys answer it.
    #[must_use]
    pub const fn mode(&self) -> Mode {
        match self {
            Self::Basis(_) => Mode::Basis,
            Self::End(_) => Mode::PromiseEnd,
        }
    }

    /// The answers, in order.
    #[must_use]
    pub const fn choices(&self) -> [Intent; 3] {
        match self {
            Self::Basis(_) => [Intent::BasisReal, Intent::BasisDated, Intent::BasisSponsored],
            Self::End(_) => [
                Intent::PromiseKept,
                Intent::PromiseBroken,
                Intent::PromiseReleased,
            ],
        }
    }
}

/// A form about a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromiseForm {
    /// A new one.
    Make {
        /// To whom.
        to: Box<PromiseTo>,
        /// On what basis.
        basis: Basis,
    },
    /// `E`: one that is open, as it was when the form was opened.
    Edit {
        /// As it was.
        promise: Box<Promise>,
        /// The basis whose proof the form asks for.
        basis: Basis,
    },
    /// It was broken: what the client was told.
    Broken(ItemNo),
}
