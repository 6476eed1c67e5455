//! Commands on hand-offs: giving, answering, chasing, taking back, and telling the owner.

use rusqlite::params;

use super::Act;
use super::items::{Turn, opened};
use crate::domain::command::{Answer, Recipient, Remark};
use crate::domain::handoff::Stage;
use crate::domain::ids::OwnerNo;
use crate::domain::item::{Item, Open, Play, Standing};
use crate::domain::life::Refusal;
use crate::domain::owner::Owner;
use crate::domain::routing::{Facts, Router};
use crate::domain::{brief, clean, say};
use crate::store::detail::ROUTED;
use crate::store::{Result, StoreError, items, promises};

impl Act<'_> {
    pub(super) fn hand_off(&mut self, item: &mut Item, to: Recipient, text: Option<&str>) -> Turn {
        let owner = match to {
            Recipient::Owner(owner) => self.owner(owner)?,
            Recipient::Shown => {
                if let Some(hand_off) = item.hand_off() {
                    let owner = hand_off.owner_name.clone();
                    return Err(Refusal::With {
                        item: item.number,
                        owner,
                    }
                    .into());
                }
                self.shown(item)?
            }
        };
        if owner.is_away(self.moment.now) && self.remark.is_none() {
            let back = owner
                .away_until
                .map(|until| say::since(until, self.moment.now, self.calendar()));
            self.remark = back.map(|back| Remark::Words(format!("{} is away until {back}", owner.name)));
        }
        let text = self.brief(item, &owner, text)?;
        let passed_over = self.passed_over(item, &owner, to)?;
        let ended = self.moment.hand_off(item, &owner, text)?;
        if let Standing::Open(Open {
            play: Play::Owner(hand_off),
            ..
        }) = &mut item.standing
            && passed_over.is_some()
        {
            hand_off.instead_of = passed_over;
            self.overruled = Some(item.kind);
        }
        self.promise_handed(item, owner.number)?;
        Ok((ended, format!("handed to {}", owner.name)))
    }

    /// The owner whom the row shows, when the rep gives it to another. A row that an owner has already shows nobody.
    fn passed_over(&mut self, item: &Item, owner: &Owner, to: Recipient) -> Result<Option<OwnerNo>> {
        if to == Recipient::Shown || item.hand_off().is_some() {
            return Ok(None);
        }
        let shown = self.suggested(item)?;
        Ok(shown.filter(|shown| *shown != owner.number))
    }

    /// The brief as it was given, else as it is drafted.
    pub(super) fn brief(&self, item: &Item, owner: &Owner, text: Option<&str>) -> Result<String> {
        let given = text
            .map(|text| clean::block(text, clean::NOTE))
            .filter(|text| !text.is_empty());
        given.map_or_else(
            || promises::brief(self.transaction, item, owner, &self.moment),
            Ok,
        )
    }

    /// The owner that the row shows.
    fn shown(&mut self, item: &Item) -> Result<Owner> {
        match self.suggested(item)? {
            Some(owner) => self.owner(owner),
            None => Err(Refusal::NoOwner(item.number).into()),
        }
    }

    fn suggested(&mut self, item: &Item) -> Result<Option<OwnerNo>> {
        let last_owner = last_taker(self.transaction, item)?;
        let router = self
            .router
            .get_or_insert_with(|| Router::new(self.moment.settings, &self.owners));
        let facts = Facts {
            kind: item.kind,
            account: &item.account_name,
            subject: &item.subject,
            words: item
                .words
                .char_indices()
                .nth(ROUTED)
                .map_or(&item.words, |(end, _)| &item.words[..end]),
            source: &item.source,
            value: item.value,
            last_owner,
        };
        let shown = router.suggest(&facts, self.moment.now);
        Ok(shown.map(|shown| shown.owner))
    }

    fn playing(&self, item: &Item) -> Result<Owner> {
        let hand_off = item.hand_off().ok_or(Refusal::NobodyHas(item.number))?;
        self.owner(hand_off.owner)
    }

    pub(super) fn answer(&mut self, item: &mut Item, answer: &Answer, words: &str) -> Turn {
        opened(item)?;
        let owner = self.playing(item)?;
        let name = &owner.name;
        match answer {
            Answer::Acknowledged { by } => {
                if by.is_some_and(|by| by <= self.moment.now) {
                    return Err(StoreError::refused(format!(
                        "{name}'s date for {} must be in the future",
                        item.number
                    )));
                }
                let ended = self.moment.acknowledge(item, &owner, *by, words)?;
                if let Some(by) = by {
                    self.promise_acknowledged(item, *by)?;
                }
                Ok((ended, format!("acknowledged by {name}")))
            }
            Answer::Done => Ok((
                self.moment.come_back(item, Stage::Done, words)?,
                format!("done by {name}"),
            )),
            Answer::Returned => Ok((
                self.moment.come_back(item, Stage::Returned, words)?,
                format!("returned by {name}"),
            )),
        }
    }

    pub(super) fn recall(&mut self, item: &mut Item) -> Turn {
        opened(item)?;
        let owner = self.playing(item)?;
        Ok((
            self.moment.come_back(item, Stage::Recalled, "")?,
            format!("recalled from {}", owner.name),
        ))
    }

    pub(super) fn nudge(&mut self, item: &mut Item) -> Turn {
        opened(item)?;
        let owner = self.playing(item)?;
        if let Some(hand_off) = item.hand_off() {
            let chase = brief::chase(item, hand_off, self.moment.now, self.moment.settings);
            self.draft = Some(match self.draft.take() {
                Some(before) => format!("{before}\n\n{chase}"),
                None => chase,
            });
        }
        self.moment.nudge(item, &owner)?;
        Ok((None, format!("nudged: {}", owner.name)))
    }

    pub(super) fn escalate(&mut self, item: &mut Item) -> Turn {
        opened(item)?;
        let current = self.playing(item)?;
        let above = current.escalate_to.ok_or_else(|| Refusal::NobodyAbove {
            item: item.number,
            owner: current.name.clone(),
        })?;
        let above = self.owner(above)?;
        let now = self.moment.now;
        let silent = item
            .hand_off()
            .map(|hand_off| say::since(hand_off.last_word_at, now, self.calendar()));
        let lead = format!(
            "With {} since {}; escalated to you.",
            current.name,
            silent.unwrap_or_default()
        );
        let text = self.brief(item, &above, None)?;
        let ended = self.moment.hand_off(item, &above, format!("{lead}\n\n{text}"))?;
        self.promise_handed(item, above.number)?;
        Ok((ended, format!("escalated to {}", above.name)))
    }

    pub(super) fn mark_told(&mut self, item: &mut Item) -> Turn {
        let (number, now) = (item.number, self.moment.now);
        let Standing::Open(open) = &mut item.standing else {
            return Err(Refusal::Closed(number).into());
        };
        let Play::Owner(hand_off) = &mut open.play else {
            return Err(Refusal::NobodyHas(number).into());
        };
        if hand_off.told_at.is_some() {
            return Err(StoreError::refused(format!(
                "{} has been told of {number} already",
                hand_off.owner_name
            )));
        }
        hand_off.told_at = Some(now);
        let what = format!("told to {}", hand_off.owner_name);
        Ok((None, what))
    }

    pub(super) fn mark_owner_told(&mut self, owner: OwnerNo) -> Result<String> {
        let owner = self.owner(owner)?;
        let untold = items::untold(self.transaction, owner.number)?;
        for mut hand_off in untold.iter().cloned() {
            hand_off.told_at = Some(self.moment.now);
            items::save_hand_off(self.transaction, &hand_off)?;
            self.touch(hand_off.item);
        }
        if untold.is_empty() {
            self.left_out
                .push(format!("{} has been told of everything", owner.name));
        }
        let briefs = if untold.len() == 1 {
            "1 brief".to_owned()
        } else {
            format!("{} briefs", untold.len())
        };
        Ok(format!("{} told: {briefs}", owner.name))
    }
}

/// Who took this account's last item of the kind, other than this one.
fn last_taker(connection: &rusqlite::Connection, item: &Item) -> Result<Option<OwnerNo>> {
    use rusqlite::OptionalExtension;
    Ok(connection
        .prepare_cached(crate::store::lists::LAST_TAKER)?
        .query_row(params![item.account.0, item.kind.as_str()], |row| {
            row.get(0).map(OwnerNo)
        })
        .optional()?)
}
