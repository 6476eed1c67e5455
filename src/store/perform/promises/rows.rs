//! Promises written: each basis fills its own columns.

use rusqlite::{OptionalExtension, params};

use super::super::Act;
use crate::domain::clean;
use crate::domain::promise::{Promise, Proof};
use crate::store::{Result, ms, new_id};

impl Act<'_> {
    pub(super) fn insert_promise(&self, promise: &Promise) -> Result<()> {
        let fields = Fields::of(promise);
        self.transaction
            .prepare_cached(
                "INSERT INTO promises (id, account, item, about, person, basis, state, made_at, due_at, first_due_at,
                     owner, owner_by, client_knows, value_minor, currency, approver, what, to_whom, evidence, seen)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'open', ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            )?
            .execute(params![
                new_id(self.moment.now),
                promise.account.0,
                promise.item.0,
                promise.about.map(|item| item.0),
                self.person(promise)?,
                fields.basis,
                ms(promise.made_at),
                ms(promise.due_at),
                ms(promise.first_due_at),
                fields.owner,
                fields.owner_by,
                fields.client_knows,
                fields.value_minor,
                fields.currency,
                fields.approver,
                promise.what,
                promise.to_whom,
                fields.evidence,
                fields.seen,
            ])?;
        Ok(())
    }

    pub(super) fn save_promise(&self, promise: &Promise) -> Result<()> {
        let fields = Fields::of(promise);
        self.transaction
            .prepare_cached(
                "UPDATE promises SET person = ?2, basis = ?3, due_at = ?4, owner = ?5, owner_by = ?6, client_knows = ?7,
                     value_minor = ?8, currency = ?9, approver = ?10, what = ?11, to_whom = ?12, evidence = ?13,
                     seen = ?14
                 WHERE number = ?1",
            )?
            .execute(params![
                promise.number.0,
                self.person(promise)?,
                fields.basis,
                ms(promise.due_at),
                fields.owner,
                fields.owner_by,
                fields.client_knows,
                fields.value_minor,
                fields.currency,
                fields.approver,
                promise.what,
                promise.to_whom,
                fields.evidence,
                fields.seen,
            ])?;
        Ok(())
    }

    /// The person of the account who is called so, if just one is.
    fn person(&self, promise: &Promise) -> Result<Option<i64>> {
        let name = clean::normalise_name(&promise.to_whom);
        if name.is_empty() {
            return Ok(None);
        }
        Ok(self
            .transaction
            .prepare_cached(
                "SELECT min(number) FROM people WHERE account = ?1 AND match_name = ?2 AND merged_into IS NULL
                 HAVING count(*) = 1",
            )?
            .query_row(params![promise.account.0, name], |row| row.get(0))
            .optional()?)
    }
}

/// The columns that depend on the basis; those of the other bases are empty.
#[derive(Default)]
struct Fields<'a> {
    basis: &'static str,
    owner: Option<i64>,
    owner_by: Option<i64>,
    client_knows: bool,
    value_minor: Option<i64>,
    currency: Option<String>,
    approver: &'a str,
    evidence: &'a str,
    seen: &'a str,
}

impl<'a> Fields<'a> {
    fn of(promise: &'a Promise) -> Self {
        let basis = promise.proof.basis().as_str();
        match &promise.proof {
            Proof::Real { exists, seen } => Self {
                basis,
                evidence: exists.as_str(),
                seen: seen.as_str(),
                ..Self::default()
            },
            Proof::Dated { owner, by, .. } => Self {
                basis,
                owner: Some(owner.0),
                owner_by: Some(ms(*by)),
                ..Self::default()
            },
            Proof::Sponsored {
                approver,
                worth,
                knows: _,
            } => Self {
                basis,
                client_knows: true,
                value_minor: worth.map(|worth| worth.minor),
                currency: worth.map(|worth| worth.currency.code().to_owned()),
                approver: approver.as_str(),
                ..Self::default()
            },
        }
    }
}
