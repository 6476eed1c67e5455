//! Zendesk ticket exports: one row is one support call.
//!
//! `ID` or `Id`; an empty cell is `-`. An organization is the account, else the requester. A ticket is finished once
//! it is solved or closed.

use std::collections::BTreeSet;

use crate::domain::Time;
use crate::domain::clean;
use crate::domain::draft::{Arrival, Field, Finished};
use crate::domain::item::Kind;
use crate::domain::sources::{Sources, ZENDESK, column_key};

use super::dates::Dates;
use super::error::Refusal;
use super::header::Header;
use super::row::{Column, Row, is_blank, labelled, pick, places, unsaid};
use super::sink::Sink;

pub(super) const REQUIRED: &[&[&str]] = &[
    &["Id"],
    &["Requester", "Requester email"],
    &["Subject"],
    &["Status"],
];
pub(super) const OPTIONAL: &[&str] = &[
    "Summation column",
    "Requester id",
    "Requester external id",
    "Requester domain",
    "Submitter",
    "Assignee",
    "Group",
    "Tags",
    "Priority",
    "Via",
    "Ticket type",
    "Created at",
    "Updated at",
    "Assigned at",
    "Organization",
    "Due date",
    "Initially assigned at",
    "Solved at",
];

/// Columns that weigh so much that a file without them is worth a word, and what they say.
pub(super) const WEIGHTY: &[(&str, &str)] = &[
    ("Priority", "what is urgent"),
    ("Created at", "when a ticket came in"),
];

/// Reads tickets.
pub(super) struct Tickets {
    columns: Columns,
    dates: Dates,
    urgent: BTreeSet<String>,
    now: Time,
}

struct Columns {
    id: Column,
    organization: Column,
    requester: Column,
    email: Column,
    subject: Column,
    status: Column,
    priority: Column,
    created: Column,
    updated: Column,
    solved: Column,
    due: Column,
    tags: Column,
    kind: Column,
    via: Column,
    assignee: Column,
    group: Column,
}

impl Columns {
    fn find(header: &Header) -> Result<Self, Refusal> {
        let [
            id,
            organization,
            requester,
            email,
            subject,
            status,
            priority,
            created,
        ] = places(
            header,
            [
                "Id",
                "Organization",
                "Requester",
                "Requester email",
                "Subject",
                "Status",
                "Priority",
                "Created at",
            ],
        )?;
        let [updated, solved, due, tags, kind, via, assignee, group] = places(
            header,
            [
                "Updated at",
                "Solved at",
                "Due date",
                "Tags",
                "Ticket type",
                "Via",
                "Assignee",
                "Group",
            ],
        )?;
        Ok(Self {
            id,
            organization,
            requester,
            email,
            subject,
            status,
            priority,
            created,
            updated,
            solved,
            due,
            tags,
            kind,
            via,
            assignee,
            group,
        })
    }
}

impl Tickets {
    pub(super) fn new(header: &Header, sources: &Sources, now: Time) -> Result<Self, Refusal> {
        Ok(Self {
            columns: Columns::find(header)?,
            dates: Dates {
                zone: sources.zone(ZENDESK),
                format: None,
            },
            urgent: sources
                .zendesk
                .urgent_priorities
                .iter()
                .map(|priority| column_key(priority))
                .collect(),
            now,
        })
    }

    pub(super) fn row(&self, row: Row<'_>, sink: &mut Sink) {
        let row = Row {
            empty: Some("-"),
            ..row
        };
        match self.ticket(row, sink) {
            Ok(arrival) => sink.arrive(arrival),
            Err(reason) => sink.skip(row.line, reason),
        }
    }

    fn ticket(&self, row: Row<'_>, sink: &mut Sink) -> Result<Arrival, String> {
        let columns = &self.columns;
        let key = super::key(row, columns.id, "Id")?;
        let (account, account_sure) =
            row.first_surely(&[columns.organization, columns.requester, columns.email]);
        if is_blank(account) {
            return Err(format!(
                "ticket {key} names no client; fill Organization, Requester or Requester email"
            ));
        }
        let created = self.dates.moment("Created at", row.text(columns.created))?;
        let updated_at = self.dates.moment("Updated at", row.text(columns.updated))?;
        let solved = self.dates.moment("Solved at", row.text(columns.solved))?;
        let due = self.dates.until("Due date", row.text(columns.due))?;
        let arrived_at = created.or(updated_at).unwrap_or(self.now);
        let account = sink.line(row.line, "client's name", account, clean::NAME);
        let status = row.text(columns.status);
        let ended = ["solved", "closed"]
            .into_iter()
            .find(|end| column_key(status) == *end);
        let subject = match row.text(columns.subject) {
            text if is_blank(text) => format!("Ticket {key}"),
            text => sink.line(row.line, "subject", text, clean::SUBJECT),
        };
        let (contact, contact_sure) = self.contact(row, &account, sink);
        Ok(Arrival {
            line: row.line,
            kind: Kind::Support,
            unsaid: unsaid(&[
                (Field::Account, account_sure),
                (Field::Contact, contact_sure),
                (Field::Urgent, columns.priority.is_some()),
                (Field::Due, columns.due.is_some()),
                (Field::Updated, columns.updated.is_some()),
            ]),
            contact,
            account,
            subject,
            words: sink.block(row.line, "text", &self.words(row), clean::WORDS),
            urgent: self.urgent.contains(&column_key(row.text(columns.priority))),
            value: None,
            arrived_at,
            updated_at,
            due,
            finished: ended.map(|how| Finished {
                at: solved.or(updated_at).unwrap_or(arrived_at),
                how: how.to_owned(),
            }),
            key,
        })
    }

    /// The requester, unless that is the account already: then the address. And whether that is sure.
    fn contact(&self, row: Row<'_>, account: &str, sink: &mut Sink) -> (Option<String>, bool) {
        pick(&[self.columns.requester, self.columns.email], |column| {
            let contact = sink.line(row.line, "contact", row.text(column), clean::NAME);
            Some(contact).filter(|contact| !contact.is_empty() && contact != account)
        })
    }

    fn words(&self, row: Row<'_>) -> String {
        let columns = &self.columns;
        labelled(&[
            ("Status", row.text(columns.status)),
            ("Priority", row.text(columns.priority)),
            ("Type", row.text(columns.kind)),
            ("Group", row.text(columns.group)),
            ("Assignee", row.text(columns.assignee)),
            ("Via", row.text(columns.via)),
            ("Tags", row.text(columns.tags)),
            ("Email", row.text(columns.email)),
        ])
    }
}
