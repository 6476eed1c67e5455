//! Exports that lack columns, and orders that stand in a file more than once.

use super::{at, find, read, reader};
use crate::domain::draft::Field;

const HEADER: &str = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Total,Created at,\
                      Lineitem quantity,Lineitem name,Billing Name,Billing Company,Notes,Cancelled at,Tags\n";

/// A file of orders with every column that an item is made of.
fn orders(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}{}\n", rows.join("\n")).into_bytes()
}

#[test]
fn a_complete_file_says_everything_and_is_not_remarked_upon() {
    let file = orders(&["#1,a@b.c,paid,,unfulfilled,,EUR,5.00,2026-11-20 09:00:00 +0100,1,Seal,Ann,Acme,,,"]);
    let mut reader = reader(&file, None).unwrap();
    assert!(reader.by_ref().count() == 1 && reader.remarks().is_empty());
    assert_eq!(read(&file).0[0].unsaid, []);
}

#[test]
fn a_file_says_nothing_of_what_it_has_no_column_for() {
    let file = b"Name,Email,Financial Status,Lineitem name,Billing Name\n\
        #1,a@b.c,paid,Seal,Ann Lee\n\
        #2,a@b.c,refunded,Seal,Ann Lee\n";
    let (arrivals, _) = read(file);
    let unsaid = &find(&arrivals, "#1").unsaid;
    for field in [
        Field::Account,
        Field::Words,
        Field::Urgent,
        Field::Value,
        Field::Finished,
        Field::Updated,
    ] {
        assert!(unsaid.contains(&field), "{field:?} of {unsaid:?}");
    }
    // What is refunded has ended, whatever became of its delivery.
    assert!(!find(&arrivals, "#2").unsaid.contains(&Field::Finished));
    let mut reader = reader(file, None).unwrap();
    assert_eq!(reader.by_ref().count(), 2);
    assert_eq!(
        reader.remarks(),
        [
            "the file has no column \"Fulfillment Status\", so it does not say whether an order is fulfilled",
            "the file has no column \"Total\", so it does not say what an order is worth",
            "the file has no column \"Created at\", so it does not say when an order came in",
        ]
    );
}

#[test]
fn a_ticket_view_without_the_organization_does_not_say_whose_ticket_it_is() {
    let (arrivals, _) = read(b"Id,Requester,Subject,Status,Priority,Created at\n1,Ann,a,open,-,2026-11-20\n");
    let unsaid = &arrivals[0].unsaid;
    assert!(unsaid.contains(&Field::Account) && unsaid.contains(&Field::Due));
    assert!(!unsaid.contains(&Field::Urgent));
}

#[test]
fn a_column_that_a_mapping_names_and_the_file_lacks_is_remarked_upon() {
    let file = "Auftrag Nr\tArt\tFirma\tTitel\nA-1\tAB\tAcme\tpump\n";
    let mut reader = reader(file.as_bytes(), None).unwrap();
    let intakes: Vec<_> = reader.by_ref().collect();
    assert_eq!(intakes.len(), 1);
    let remarks = reader.remarks();
    assert!(
        remarks[0].contains("no column \"Betreff\", so it does not say what a row is about"),
        "{remarks:?}"
    );
    let finished = "no column \"Status\", so it does not say what is finished";
    assert!(
        remarks.iter().any(|remark| remark.contains(finished)),
        "{remarks:?}"
    );
    let (arrivals, _) = read(file.as_bytes());
    assert!(arrivals[0].unsaid.contains(&Field::Finished));
    assert!(!arrivals[0].unsaid.contains(&Field::Kind));
}

#[test]
fn an_order_that_stands_in_the_file_twice_in_a_row_comes_twice_and_not_with_twice_its_items() {
    let first = "#1,a@b.c,paid,,unfulfilled,,EUR,5.00,2026-11-20 09:00:00 +0100,1,Seal,Ann,Acme,,,";
    let more = "#1,a@b.c,,,,,,,,2,Gasket,,,,,";
    let fulfilled = first.replace("unfulfilled,", "fulfilled,2026-11-21 09:00:00 +0100");
    let (arrivals, skipped) = read(&orders(&[first, more, first, more, &fulfilled, more]));
    assert_eq!(skipped, []);
    let subjects: Vec<_> = arrivals.iter().map(|arrival| arrival.subject.as_str()).collect();
    assert_eq!(subjects, ["1 × Seal, 2 × Gasket"; 3]);
    assert!(arrivals[2].finished.is_some());
}

#[test]
fn an_order_whose_columns_are_repeated_on_every_line_is_one_order() {
    let line = |item: &str| {
        format!("#1,a@b.c,paid,,unfulfilled,,EUR,5.00,2026-11-20 09:00:00 +0100,1,{item},Ann,Acme,,,")
    };
    let (arrivals, _) = read(&orders(&[&line("Seal"), &line("Gasket"), &line("Pump")]));
    assert_eq!(arrivals.len(), 1);
    assert_eq!(arrivals[0].subject, "1 × Seal, 1 × Gasket, 1 × Pump");
}

#[test]
fn a_line_that_repeats_only_when_the_order_was_created_continues_it() {
    let file = orders(&[
        "#1,a@b.c,paid,,unfulfilled,,EUR,5.00,2026-11-20 09:00:00 +0100,1,Seal,Ann,Acme,,,",
        "#1,a@b.c,,,,,,,2026-11-20 09:00:00 +0100,1,Seal,,,,,",
        "#2,c@d.e,,,,,,,2026-11-20 09:00:00 +0100,1,Pump,,,,,",
    ]);
    let (arrivals, skipped) = read(&file);
    assert_eq!(arrivals.len(), 1);
    assert_eq!(arrivals[0].subject, "1 × Seal, 1 × Seal");
    assert_eq!(arrivals[0].arrived_at, at("2026-11-20T08:00:00Z"));
    assert!(
        skipped[0].0 == 4 && skipped[0].1.contains("continues order #2"),
        "{skipped:?}"
    );
}
