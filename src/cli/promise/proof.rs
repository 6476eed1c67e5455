//! The proof of a promise as options: each basis has its own, and none is enough with one missing.

use clap::{Args, ValueEnum};

use crate::cli::desk::Desk;
use crate::cli::edit;
use crate::cli::failure::{Failure, Result};
use crate::cli::names;
use crate::domain::money::Money;
use crate::domain::owner::Owner;
use crate::domain::promise::{Basis, ClientKnows, Proof, Stated};

/// A basis, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BasisArg {
    /// It exists and works: --exists and --seen
    Real,
    /// Somebody here has given a date: --owner and --owner-by
    Dated,
    /// Future work that the client is asked to sponsor: --approver and --client-knows
    Sponsored,
}

impl BasisArg {
    pub(super) const fn basis(self) -> Basis {
        match self {
            Self::Real => Basis::Real,
            Self::Dated => Basis::Dated,
            Self::Sponsored => Basis::Sponsored,
        }
    }
}

/// What makes a promise honest.
#[derive(Debug, Args)]
#[command(next_help_heading = "Proof")]
pub(super) struct ProofArgs {
    /// What it rests on
    #[arg(long, value_name = "BASIS")]
    basis: Option<BasisArg>,
    /// Real: what exists
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    exists: Option<String>,
    /// Real: where it was seen working
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    seen: Option<String>,
    /// Dated: who here has it; it is handed to them
    #[arg(long, value_name = "OWNER")]
    owner: Option<String>,
    /// Dated: by when they have it
    #[arg(long, value_name = "DATE")]
    owner_by: Option<String>,
    /// Sponsored: who approved it, an owner or anybody by name
    #[arg(long, value_name = "NAME")]
    approver: Option<String>,
    /// Sponsored: what it is worth, where the approver's authority depends on that; none for unknown
    #[arg(long, value_name = "AMOUNT")]
    worth: Option<String>,
    /// Sponsored: the client has been told that it is future work
    #[arg(long)]
    client_knows: bool,
}

impl ProofArgs {
    /// The proof that the options give, on top of the one there was. `None` when none is given.
    pub(super) fn read(self, before: Option<&Proof>, desk: &Desk, owners: &[Owner]) -> Result<Option<Proof>> {
        let Some(basis) = self.given(before)? else {
            return Ok(None);
        };
        self.only_of(basis)?;
        let needs = |what: &str| Failure::usage(format!("a {} promise needs {what}", basis.as_str()));
        Ok(Some(match basis {
            Basis::Real => {
                let (was_exists, was_seen) = match before {
                    Some(Proof::Real { exists, seen }) => (Some(exists.clone()), Some(seen.clone())),
                    Some(Proof::Dated { .. } | Proof::Sponsored { .. }) | None => (None, None),
                };
                Proof::Real {
                    exists: text(self.exists)
                        .or(was_exists)
                        .ok_or_else(|| needs("--exists: what exists"))?,
                    seen: text(self.seen)
                        .or(was_seen)
                        .ok_or_else(|| needs("--seen: where it was seen working"))?,
                }
            }
            Basis::Dated => {
                let (was_owner, was_by) = match before {
                    Some(Proof::Dated { owner, by, .. }) => (Some(*owner), Some(*by)),
                    Some(Proof::Real { .. } | Proof::Sponsored { .. }) | None => (None, None),
                };
                let typed = self
                    .owner
                    .as_deref()
                    .map(|name| names::owner(name, owners))
                    .transpose()?;
                let owner = typed
                    .map(|owner| owner.number)
                    .or(was_owner)
                    .ok_or_else(|| needs("--owner: who here has it"))?;
                Proof::Dated {
                    owner,
                    // The store names the owner as on the card.
                    owner_name: String::new(),
                    by: desk
                        .date(self.owner_by.as_deref())?
                        .or(was_by)
                        .ok_or_else(|| needs("--owner-by: by when they have it"))?,
                }
            }
            Basis::Sponsored => self.sponsored(before, desk)?,
        }))
    }

    fn sponsored(self, before: Option<&Proof>, desk: &Desk) -> Result<Proof> {
        let (was_approver, was_worth, knew) = match before {
            Some(Proof::Sponsored {
                approver,
                worth,
                knows,
            }) => (Some(approver.clone()), *worth, Some(*knows)),
            Some(Proof::Real { .. } | Proof::Dated { .. }) | None => (None, None, None),
        };
        let worth: Option<Money> = match self.worth.as_deref().map(str::trim) {
            None => was_worth,
            Some(word) if word.eq_ignore_ascii_case("none") => None,
            Some(amount) => Some(edit::amount("--worth", amount, desk.settings())?),
        };
        Ok(Proof::Sponsored {
            approver: text(self.approver)
                .or(was_approver)
                .ok_or_else(|| Failure::usage("a sponsored promise needs --approver: who approved it"))?,
            worth,
            knows: ClientKnows::said(self.client_knows).or(knew).ok_or_else(|| {
                Failure::refused(
                    "the client must know that it is future work before it is promised: tell them, then say so with \
                     --client-knows",
                )
            })?,
        })
    }

    /// The basis that is given, else the one whose proof is given, else none.
    fn given(&self, before: Option<&Proof>) -> Result<Option<Basis>> {
        if let Some(basis) = self.basis {
            return Ok(Some(basis.basis()));
        }
        let any = !self.of(Basis::Real).is_empty()
            || !self.of(Basis::Dated).is_empty()
            || !self.of(Basis::Sponsored).is_empty();
        match before {
            _ if !any => Ok(None),
            Some(before) => Ok(Some(before.basis())),
            None => Err(Failure::usage(
                "--basis is missing: real, dated or sponsored; each demands its own proof",
            )),
        }
    }

    /// The options given that belong to a basis.
    fn of(&self, basis: Basis) -> Vec<&'static str> {
        let options: [(bool, &'static str); 7] = [
            (self.exists.is_some(), "--exists"),
            (self.seen.is_some(), "--seen"),
            (self.owner.is_some(), "--owner"),
            (self.owner_by.is_some(), "--owner-by"),
            (self.approver.is_some(), "--approver"),
            (self.worth.is_some(), "--worth"),
            (self.client_knows, "--client-knows"),
        ];
        let own = match basis {
            Basis::Real => 0..2,
            Basis::Dated => 2..4,
            Basis::Sponsored => 4..7,
        };
        options[own]
            .iter()
            .filter(|(given, _)| *given)
            .map(|(_, name)| *name)
            .collect()
    }

    /// Refuses options of another basis, which would be lost.
    fn only_of(&self, basis: Basis) -> Result {
        let stray = Basis::ALL
            .iter()
            .filter(|other| **other != basis)
            .find_map(|other| Some((*other, *self.of(*other).first()?)));
        match stray {
            None => Ok(()),
            Some((other, option)) => Err(Failure::usage(format!(
                "{option} belongs to a {} promise, and this one is {}: name the other with --basis {}",
                other.as_str(),
                basis.as_str(),
                other.as_str()
            ))),
        }
    }
}

fn text(given: Option<String>) -> Option<Stated> {
    Stated::new(&given?)
}
