//! What a newer row of a source makes of an item that is there already.

use rusqlite::{Connection, params};

use super::marks::Marks;
use crate::domain::clock::Moment;
use crate::domain::draft::{Arrival, Field};
use crate::domain::handoff::HandOff;
use crate::domain::item::{Cue, Item, Play, Standing, Wake};
use crate::store::{Result, accounts};

/// A newer row, beside what the source said before.
pub(super) struct News<'a> {
    pub(super) moment: Moment<'a>,
    pub(super) row: &'a Arrival,
    pub(super) now: &'a Marks,
    pub(super) before: &'a Marks,
}

impl News<'_> {
    fn changed(&self, field: Field) -> bool {
        self.now.differs(self.before, field)
    }

    /// Writes what the source changed into the item; nothing else of it is touched.
    ///
    /// The words are the one exception: once the rep has listened they are the client's own, and stand.
    pub(super) fn write(&self, connection: &Connection, item: &mut Item) -> Result<()> {
        let row = self.row;
        let before = (item.kind, item.account);
        if self.changed(Field::Account) {
            (item.account, item.account_name, _) =
                accounts::named(connection, &row.account, self.moment.now)?;
        }
        if self.changed(Field::Kind) {
            item.kind = row.kind;
        }
        if self.changed(Field::Contact) {
            item.contact.clone_from(&row.contact);
        }
        if self.changed(Field::Subject) {
            item.subject.clone_from(&row.subject);
        }
        if self.changed(Field::Words) && self.before.is_words(&item.words) {
            item.words.clone_from(&row.words);
        }
        if self.changed(Field::Urgent) {
            item.urgent = row.urgent;
        }
        if self.changed(Field::Value) {
            item.value = row.value;
        }
        if (item.kind, item.account) != before {
            // Routing looks for who took this account's last item of the kind, so hand-offs follow.
            connection
                .prepare_cached("UPDATE hand_offs SET kind = ?2, account = ?3 WHERE item = ?1")?
                .execute(params![item.number.0, item.kind.as_str(), item.account.0])?;
        }
        Ok(())
    }

    /// Wakes, reopens or marks the item as done by its owner, as the news asks for. The hand-off that ended by it
    /// comes back.
    ///
    /// An item that was finished at its source and still is has no news for the rep: sources touch such rows on their
    /// own, as when a ticket goes from solved to closed.
    pub(super) fn turn(&self, item: &mut Item) -> Option<HandOff> {
        let was = self.before.is_finished();
        let is = self.row.finished.as_ref();
        // A file without a column for it does not say that what had ended goes on.
        let ended = is.is_some() || (was && self.row.unsaid.contains(&Field::Finished));
        self.set_client_clock(item);
        match (&item.standing, ended) {
            (Standing::Open(_), true) if !was => {
                let how = is.map_or("", |finished| finished.how.as_str());
                return self.moment.finished_at_source(item, how);
            }
            (Standing::Open(_), false) => {
                if was {
                    self.begin_again(item);
                }
                self.moment.stir(item);
            }
            (Standing::Closed(closed), false) => {
                // The rep told the client the end of it; whatever the source noted before that is part of that end.
                let since = self.row.updated_at.is_some_and(|updated| updated > closed.at);
                if was || since {
                    self.reopen(item);
                }
            }
            (Standing::Open(_) | Standing::Closed(_), true) => {}
        }
        None
    }

    /// A date that the source changed is the new client clock. A date that it withdrew leaves the clock: there is
    /// nothing better to set it to.
    fn set_client_clock(&self, item: &mut Item) {
        if let Standing::Open(open) = &mut item.standing
            && let Some(due) = self.row.due.filter(|_| self.changed(Field::Due))
        {
            open.client_due = due;
            // An item that the old date woke, or may wake, wakes by the new one.
            if open.wake.cue == Cue::ClientDue || open.wake.at > self.moment.now {
                self.moment.rewake(open);
            }
        }
    }

    /// The source had finished the item and takes that back before the rep has told the client: nobody is done.
    fn begin_again(&self, item: &mut Item) {
        if let Standing::Open(open) = &mut item.standing
            && open.standing_cue == Cue::OwnerDone
        {
            open.standing_cue = Cue::New;
            if !matches!(open.play, Play::Owner(_)) {
                open.snoozed_until = None;
                open.wake = Wake {
                    at: self.moment.now,
                    cue: Cue::New,
                };
            }
        }
    }

    fn reopen(&self, item: &mut Item) {
        let now = self.moment.now;
        let client_due = self
            .row
            .due
            .filter(|due| *due > now)
            .unwrap_or_else(|| self.moment.client_default(item.kind, item.urgent, now));
        item.standing = Standing::Open(self.moment.arrived(client_due, Cue::New));
    }
}
