//! Who may sponsor what does not exist yet: `[authority]` in the config, by handle or name.

use std::collections::BTreeMap;

use crate::domain::clean;
use crate::domain::money::Money;
use crate::domain::owner::Owner;

/// What somebody may sponsor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Nothing.
    Nothing,
    /// Anything.
    Anything,
    /// What is worth this much, or less.
    UpTo(Money),
}

/// What the config says of who may sponsor. Empty: it says nothing, and nobody is doubted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authority(BTreeMap<String, Allowed>);

impl Authority {
    /// Notes what somebody may sponsor, by handle or name, whatever its case and accents.
    pub fn allow(&mut self, who: &str, allowed: Allowed) {
        self.0.insert(key(who), allowed);
    }

    /// Whether the config says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What an approver may sponsor; `None` when the config names nobody of that handle or name. An owner is known by
    /// both.
    #[must_use]
    pub fn of(&self, approver: &str, owners: &[Owner]) -> Option<Allowed> {
        let wanted = key(approver);
        let names = |owner: &&Owner| key(&owner.handle) == wanted || key(&owner.name) == wanted;
        let owner = owners.iter().find(names);
        self.0.get(&wanted).copied().or_else(|| {
            let owner = owner?;
            self.0
                .get(&key(&owner.handle))
                .or_else(|| self.0.get(&key(&owner.name)))
                .copied()
        })
    }

    /// Why the approver has not the authority for something of that worth; `None` when there is no doubt.
    #[must_use]
    pub fn doubt(&self, approver: &str, worth: Option<Money>, owners: &[Owner]) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        let most = match self.of(approver, owners) {
            Some(Allowed::Anything) => return None,
            None => return Some(format!("the config gives {approver} no authority to sponsor")),
            Some(Allowed::Nothing) => {
                return Some(format!("the config says that {approver} may not sponsor"));
            }
            Some(Allowed::UpTo(most)) => most,
        };
        let up_to = format!("{approver} may sponsor up to {most}");
        match worth {
            None => Some(format!("{up_to}, and no amount is given")),
            Some(worth) if worth.currency != most.currency => {
                Some(format!("{up_to}, with which {worth} can't be compared"))
            }
            Some(worth) if worth.minor > most.minor => Some(format!("{up_to}, not {worth}")),
            Some(_) => None,
        }
    }
}

fn key(who: &str) -> String {
    clean::normalise_name(who.trim().trim_start_matches('@'))
}
