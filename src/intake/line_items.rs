//! The line items of an order: named in its subject, listed in its words.

use crate::domain::clean;

/// Line items named in the subject; the rest are counted.
const IN_SUBJECT: usize = 3;
/// Line items listed in the words; the rest are counted, so that one order takes bounded memory.
const LISTED: usize = 200;
/// Most characters of a line item's name.
const ITEM: usize = 120;

/// An order's line items, in the order of the file.
#[derive(Default)]
pub(super) struct Items {
    listed: Vec<String>,
    count: usize,
}

impl Items {
    pub(super) fn add(&mut self, quantity: &str, name: &str) {
        let name = clean::line(name, ITEM);
        if name.is_empty() {
            return;
        }
        self.count += 1;
        if self.listed.len() < LISTED {
            let quantity = clean::line(quantity, 20);
            self.listed.push(if quantity.is_empty() {
                name
            } else {
                format!("{quantity} × {name}")
            });
        }
    }

    pub(super) fn subject(&self) -> Option<String> {
        let named = &self.listed[..self.listed.len().min(IN_SUBJECT)];
        if named.is_empty() {
            return None;
        }
        Some(match self.count - named.len() {
            0 => named.join(", "),
            rest => format!("{} (+{rest} more)", named.join(", ")),
        })
    }

    pub(super) fn list(&self) -> String {
        match self.count - self.listed.len() {
            0 => self.listed.join("\n"),
            rest => format!("{}\nand {rest} more", self.listed.join("\n")),
        }
    }
}
