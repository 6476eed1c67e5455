//! Shopify order exports: one line for each line item, the lines of an order one below the other.
//!
//! An order's first line has everything; the lines that continue it repeat only `Name`, `Email` and the line item. An
//! order ends where `Name` changes. A line that continues an order which does not stand right above (a file sorted by
//! something else) is skipped with the reason, because nothing of earlier orders is kept in memory; a complete first
//! line with a name seen earlier is another arrival with the same key, which the import takes as newer. So is one right
//! below, where exports were put together, if it says another thing of the order or names its first line item again;
//! else the file repeats the order's columns on every line.
//!
//! Finished are cancelled, refunded, voided and fulfilled orders, in this order of weight; a partial refund or a
//! partial fulfilment finishes nothing. Shopify has no urgency: the tags named in the config stand for it.

use std::collections::BTreeSet;

use crate::domain::Time;
use crate::domain::clean;
use crate::domain::draft::{Arrival, Field, Finished};
use crate::domain::item::Kind;
use crate::domain::money::Money;
use crate::domain::sources::{Decimal, SHOPIFY, Sources, column_key};

use super::amounts::Amounts;
use super::dates::Dates;
use super::error::Refusal;
use super::header::Header;
use super::line_items::Items;
use super::row::{Column, Row, is_blank, labelled, paragraphs, pick, places, unsaid};
use super::sink::Sink;

pub(super) const REQUIRED: &[&[&str]] = &[&["Name"], &["Financial Status"], &["Lineitem name"]];
pub(super) const OPTIONAL: &[&str] = &[
    "Email",
    "Paid at",
    "Fulfillment Status",
    "Fulfilled at",
    "Accepts Marketing",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Discount Code",
    "Shipping Method",
    "Created at",
    "Lineitem quantity",
    "Lineitem price",
    "Lineitem sku",
    "Billing Name",
    "Billing Company",
    "Billing Phone",
    "Shipping Name",
    "Shipping Company",
    "Shipping Phone",
    "Notes",
    "Cancelled at",
    "Id",
    "Tags",
    "Risk Level",
    "Source",
    "Phone",
];

/// Columns that weigh so much that a file without them is worth a word, and what they say.
pub(super) const WEIGHTY: &[(&str, &str)] = &[
    ("Fulfillment Status", "whether an order is fulfilled"),
    ("Total", "what an order is worth"),
    ("Created at", "when an order came in"),
];

/// Most characters of the client's notes, so that the line items still have room.
const NOTES: usize = clean::WORDS / 2;

/// Reads orders.
pub(super) struct Orders {
    columns: Columns,
    dates: Dates,
    amounts: Amounts,
    urgent: BTreeSet<String>,
    now: Time,
    /// The order whose lines are being read.
    open: Option<Open>,
}

struct Columns {
    name: Column,
    email: Column,
    payment: Column,
    fulfilment: Column,
    paid: Column,
    fulfilled: Column,
    cancelled: Column,
    created: Column,
    currency: Column,
    total: Column,
    method: Column,
    notes: Column,
    tags: Column,
    quantity: Column,
    item: Column,
    billing_name: Column,
    billing_company: Column,
    shipping_name: Column,
    shipping_company: Column,
    phones: [Column; 3],
}

impl Columns {
    fn find(header: &Header) -> Result<Self, Refusal> {
        let [
            name,
            email,
            payment,
            fulfilment,
            paid,
            fulfilled,
            cancelled,
            created,
        ] = places(
            header,
            [
                "Name",
                "Email",
                "Financial Status",
                "Fulfillment Status",
                "Paid at",
                "Fulfilled at",
                "Cancelled at",
                "Created at",
            ],
        )?;
        let [currency, total, method, notes, tags, quantity, item] = places(
            header,
            [
                "Currency",
                "Total",
                "Shipping Method",
                "Notes",
                "Tags",
                "Lineitem quantity",
                "Lineitem name",
            ],
        )?;
        let [billing_name, billing_company, shipping_name, shipping_company] = places(
            header,
            [
                "Billing Name",
                "Billing Company",
                "Shipping Name",
                "Shipping Company",
            ],
        )?;
        let phones = places(header, ["Phone", "Billing Phone", "Shipping Phone"])?;
        Ok(Self {
            name,
            email,
            payment,
            fulfilment,
            paid,
            fulfilled,
            cancelled,
            created,
            currency,
            total,
            method,
            notes,
            tags,
            quantity,
            item,
            billing_name,
            billing_company,
            shipping_name,
            shipping_company,
            phones,
        })
    }
}

/// An order whose first line was read.
struct Open {
    name: String,
    line: u64,
    /// The order, or why its first line could not be used.
    order: Result<Order, String>,
    items: Items,
    /// What the first line says of the order as a whole.
    head: String,
    /// The first line's item.
    first_item: (String, String),
    /// Lines after the first.
    more_lines: u64,
}

/// What an order's first line says.
struct Order {
    account: String,
    contact: Option<String>,
    notes: String,
    facts: String,
    urgent: bool,
    value: Option<Money>,
    arrived_at: Time,
    updated_at: Option<Time>,
    finished: Option<Finished>,
    unsaid: Vec<Field>,
}

impl Orders {
    pub(super) fn new(header: &Header, sources: &Sources, now: Time) -> Result<Self, Refusal> {
        Ok(Self {
            columns: Columns::find(header)?,
            dates: Dates {
                zone: sources.zone(SHOPIFY),
                format: None,
            },
            // Shopify writes every amount with a point, whatever the shop's country.
            amounts: Amounts {
                decimal: Decimal::Point,
                currency: sources.currency,
            },
            urgent: sources
                .shopify
                .urgent_tags
                .iter()
                .map(|tag| column_key(tag))
                .collect(),
            now,
            open: None,
        })
    }

    pub(super) fn row(&mut self, row: Row<'_>, sink: &mut Sink) {
        let row = Row { guarded: true, ..row };
        let name = match super::key(row, self.columns.name, "Name") {
            Ok(name) => name,
            Err(reason) => return sink.skip(row.line, reason),
        };
        let begins = self.is_first_line(row);
        let item = (row.text(self.columns.quantity), row.text(self.columns.item));
        let head = self.head(row);
        let again = |open: &Open| {
            let first = (open.first_item.0.as_str(), open.first_item.1.as_str());
            begins && (open.head != head || first == item)
        };
        if let Some(open) = self
            .open
            .as_mut()
            .filter(|open| open.name == name && !again(open))
        {
            open.items.add(item.0, item.1);
            open.more_lines += 1;
            sink.tally.continued += 1;
            return;
        }
        self.end(sink);
        if !begins {
            let reason = format!(
                "this continues order {name}, whose first line is not right above it or could not be read; sort the \
                 file by Name, or export it again"
            );
            return sink.skip(row.line, reason);
        }
        let mut items = Items::default();
        items.add(item.0, item.1);
        self.open = Some(Open {
            line: row.line,
            order: self.order(row, &name, sink),
            name,
            items,
            head,
            first_item: (item.0.to_owned(), item.1.to_owned()),
            more_lines: 0,
        });
    }

    /// The lines that continue an order leave this empty; when it was created, some exports repeat.
    fn is_first_line(&self, row: Row<'_>) -> bool {
        let columns = &self.columns;
        let says = |column: Column| !row.text(column).is_empty();
        let of_order = [
            columns.payment,
            columns.fulfilment,
            columns.currency,
            columns.total,
        ];
        let client = [columns.billing_company, columns.billing_name];
        of_order.into_iter().any(says) || (says(columns.created) && client.into_iter().any(says))
    }

    /// What a line says of the order as a whole.
    fn head(&self, row: Row<'_>) -> String {
        let columns = &self.columns;
        let of_order = [
            columns.payment,
            columns.fulfilment,
            columns.currency,
            columns.total,
            columns.created,
            columns.paid,
            columns.fulfilled,
            columns.cancelled,
        ];
        of_order.map(|column| row.text(column)).join("\n")
    }

    /// The order being read has no more lines.
    pub(super) fn end(&mut self, sink: &mut Sink) {
        let Some(open) = self.open.take() else { return };
        let order = match open.order {
            Ok(order) => order,
            Err(reason) => {
                let with_it = match open.more_lines {
                    0 => String::new(),
                    1 => "; the line that continues it is left out with it".to_owned(),
                    more => format!("; the {more} lines that continue it are left out with it"),
                };
                return sink.skip(open.line, format!("{reason}{with_it}"));
            }
        };
        let subject = open
            .items
            .subject()
            .unwrap_or_else(|| format!("Order {}", open.name));
        let words = paragraphs(&[&order.notes, &open.items.list(), &order.facts]);
        let words = sink.block(open.line, "text", &words, clean::WORDS);
        sink.arrive(Arrival {
            line: open.line,
            kind: Kind::Order,
            account: order.account,
            contact: order.contact,
            subject: clean::line(&subject, clean::SUBJECT),
            words,
            urgent: order.urgent,
            value: order.value,
            arrived_at: order.arrived_at,
            updated_at: order.updated_at,
            due: None,
            finished: order.finished,
            unsaid: order.unsaid,
            key: open.name,
        });
    }

    /// The file could not be read to its end: of the order being read nobody knows whether it is complete.
    pub(super) fn give_up(&mut self, sink: &mut Sink) {
        if let Some(open) = self.open.take() {
            let reason = format!(
                "reading stopped inside order {}, which may go on; import the file again",
                open.name
            );
            sink.skip(open.line, reason);
        }
    }

    fn order(&self, row: Row<'_>, name: &str, sink: &mut Sink) -> Result<Order, String> {
        let columns = &self.columns;
        let (account, account_sure) = row.first_surely(&[
            columns.billing_company,
            columns.billing_name,
            columns.shipping_company,
            columns.shipping_name,
            columns.email,
        ]);
        if is_blank(account) {
            return Err(format!(
                "order {name} names no client; fill Billing Company, Billing Name or Email"
            ));
        }
        let date = |column_name: &str, column| self.dates.moment(column_name, row.text(column));
        let created = date("Created at", columns.created)?;
        let paid = date("Paid at", columns.paid)?;
        let fulfilled = date("Fulfilled at", columns.fulfilled)?;
        let cancelled = date("Cancelled at", columns.cancelled)?;
        let value = self
            .amounts
            .read("Total", row.text(columns.total), row.text(columns.currency))?;
        let updated_at = [paid, fulfilled, cancelled].into_iter().flatten().max();
        let arrived_at = created.or(updated_at).unwrap_or(self.now);
        let account = sink.line(row.line, "client's name", account, clean::NAME);
        let (contact, contact_sure) = self.contact(row, &account, sink);
        let how_finished = self.how_finished(row);
        let dated = [columns.paid, columns.fulfilled, columns.cancelled];
        Ok(Order {
            unsaid: unsaid(&[
                (Field::Account, account_sure),
                (Field::Contact, contact_sure),
                (Field::Words, columns.notes.is_some()),
                (Field::Urgent, columns.tags.is_some()),
                (Field::Value, columns.total.is_some()),
                (
                    Field::Finished,
                    how_finished.is_some() || columns.fulfilment.is_some(),
                ),
                (Field::Updated, dated.iter().all(Option::is_some)),
            ]),
            contact,
            account,
            notes: sink.block(row.line, "note", row.text(columns.notes), NOTES),
            facts: self.facts(row),
            urgent: row
                .text(columns.tags)
                .split(',')
                .any(|tag| self.urgent.contains(&column_key(tag))),
            value,
            arrived_at,
            updated_at,
            finished: how_finished.map(|how| Finished {
                at: match how {
                    "fulfilled" => fulfilled.or(updated_at),
                    "cancelled" => cancelled.or(updated_at),
                    _ => updated_at,
                }
                .unwrap_or(arrived_at),
                how: how.to_owned(),
            }),
        })
    }

    /// A name, unless that is the account already: then an address or a number. And whether that is sure.
    fn contact(&self, row: Row<'_>, account: &str, sink: &mut Sink) -> (Option<String>, bool) {
        let columns = &self.columns;
        let [phone, billing_phone, shipping_phone] = columns.phones;
        let ways = [
            columns.billing_name,
            columns.shipping_name,
            columns.email,
            phone,
            billing_phone,
            shipping_phone,
        ];
        pick(&ways, |column| {
            let contact = sink.line(row.line, "contact", row.text(column), clean::NAME);
            Some(contact).filter(|contact| !contact.is_empty() && contact != account)
        })
    }

    fn facts(&self, row: Row<'_>) -> String {
        let columns = &self.columns;
        labelled(&[
            ("Payment", row.text(columns.payment)),
            ("Fulfilment", row.text(columns.fulfilment)),
            ("Shipping", row.text(columns.method)),
            ("Tags", row.text(columns.tags)),
            ("Email", row.text(columns.email)),
            ("Phone", row.first(&columns.phones)),
        ])
    }

    fn how_finished(&self, row: Row<'_>) -> Option<&'static str> {
        let payment = column_key(row.text(self.columns.payment));
        let fulfilment = column_key(row.text(self.columns.fulfilment));
        if !row.text(self.columns.cancelled).is_empty() || payment == "cancelled" || fulfilment == "cancelled"
        {
            Some("cancelled")
        } else if payment == "refunded" {
            Some("refunded")
        } else if payment == "voided" {
            Some("voided")
        } else if fulfilment == "fulfilled" {
            Some("fulfilled")
        } else {
            None
        }
    }
}
