//! Files as they come: what each row of them becomes.

mod incomplete;

use std::io::{self, Cursor};

use super::*;
use crate::domain::draft::Arrival;
use crate::domain::item::Kind;
use crate::domain::money::Currency;
use chrono::TimeZone;

const SHOPIFY: &[u8] = include_bytes!("../../tests/fixtures/intake/shopify.csv");
const SHOPIFY_SEMICOLON: &[u8] = include_bytes!("../../tests/fixtures/intake/shopify-semicolon.csv");
const ZENDESK: &[u8] = include_bytes!("../../tests/fixtures/intake/zendesk.csv");
const ERP: &[u8] = include_bytes!("../../tests/fixtures/intake/erp.tsv");
const LATIN_1: &[u8] = include_bytes!("../../tests/fixtures/intake/latin-1.csv");

pub(super) fn now() -> Time {
    chrono::Utc.with_ymd_and_hms(2026, 11, 23, 6, 42, 0).unwrap()
}

pub(super) fn sources() -> Sources {
    let text = r#"
        [[mappings]]
        name = "erp"
        kind = { column = "Art", values = { "ab" = "order", "RK" = "support" } }
        date_format = "%d/%m/%Y"
        currency = { column = "Wkz" }
        decimal = "comma"
        urgent = ["ja"]
        finished = ["erledigt"]
        columns = { key = "Auftrag Nr", account = ["Firma", "Kunde"], subject = "Betreff", value = "Summe", arrived = "Eingang", finished = "Status", urgent = "Eilig" }
    "#;
    Sources {
        local_zone: Tz::Europe__Berlin,
        currency: Currency::parse("EUR"),
        ..toml::from_str(text).unwrap()
    }
}

pub(super) fn reader(bytes: &[u8], from: Option<&str>) -> Result<Reader, IntakeError> {
    open(Cursor::new(bytes.to_vec()), "file.csv", from, &sources(), now())
}

fn refusal(bytes: &[u8], from: Option<&str>) -> String {
    match reader(bytes, from) {
        Ok(reader) => panic!("read as {}", reader.format()),
        Err(error) => error.to_string(),
    }
}

pub(super) fn parts(reader: impl Iterator<Item = Intake>) -> (Vec<Arrival>, Vec<(u64, String)>) {
    let (mut arrivals, mut skipped) = (Vec::new(), Vec::new());
    for intake in reader {
        match intake {
            Intake::Arrival(arrival) => arrivals.push(*arrival),
            Intake::Skipped { line, reason } => skipped.push((line, reason)),
        }
    }
    (arrivals, skipped)
}

pub(super) fn read(bytes: &[u8]) -> (Vec<Arrival>, Vec<(u64, String)>) {
    parts(reader(bytes, None).unwrap())
}

fn find<'a>(arrivals: &'a [Arrival], key: &str) -> &'a Arrival {
    arrivals.iter().find(|arrival| arrival.key == key).unwrap()
}

fn lines(skipped: &[(u64, String)]) -> Vec<u64> {
    skipped.iter().map(|(line, _)| *line).collect()
}

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

#[test]
fn a_shopify_order_is_gathered_from_its_lines() {
    let (arrivals, _) = read(SHOPIFY);
    let order = find(&arrivals, "#1001");
    assert_eq!((order.line, order.kind), (2, Kind::Order));
    assert_eq!(order.account, "Borealis GmbH");
    assert_eq!(order.contact.as_deref(), Some("Ines Weber"));
    assert_eq!(
        order.subject,
        "40 × Seal kit DN 50, 12 × Gasket, flat, 1 × Mounting tool (+1 more)"
    );
    assert_eq!(order.value.unwrap().to_string(), "€3,180");
    assert!(order.urgent, "the tag Rush");
    assert_eq!(order.arrived_at, at("2026-11-20T08:12:33Z"));
    assert_eq!(order.updated_at, Some(at("2026-11-20T08:12:40Z")));
    assert_eq!(order.finished, None);
    assert_eq!(
        order.words,
        "Please deliver before 10:00.\nGate 3, ask for \"Jonas\".\n\nThanks, Ines\n\n\
         40 × Seal kit DN 50\n12 × Gasket, flat\n1 × Mounting tool\n2 × Grease 1 kg\n\n\
         Payment: paid\nFulfilment: unfulfilled\nShipping: DHL Freight\nTags: b2b, Rush\n\
         Email: ines@borealis.example\nPhone: +49 40 1234567"
    );
    let yen = find(&arrivals, "#1002");
    assert_eq!((yen.line, yen.account.as_str()), (9, "山田商店"));
    assert_eq!(yen.value.unwrap().minor, 36_000);
}

#[test]
fn orders_that_ended_at_the_source_say_when_and_how() {
    let (arrivals, _) = read(SHOPIFY);
    let end = |key| {
        let finished = find(&arrivals, key).finished.clone();
        finished.map(|finished| (finished.at.to_rfc3339(), finished.how))
    };
    let ended = |at: &str, how: &str| Some((at.to_owned(), how.to_owned()));
    assert_eq!(end("#1003"), ended("2026-11-12T15:30:00+00:00", "fulfilled"));
    assert_eq!(end("#1004"), ended("2026-11-03T11:00:00+00:00", "cancelled"));
    assert_eq!(end("#1008"), ended("2026-11-05T09:00:00+00:00", "voided"));
    assert_eq!(end("#1007"), None, "a partial refund ends nothing");
    assert_eq!(end("#1002"), None, "neither does a partial fulfilment");
}

#[test]
fn what_is_wrong_in_a_shopify_file_is_said_and_the_rest_goes_on() {
    let mut reader = reader(SHOPIFY, None).unwrap();
    let intakes: Vec<Intake> = reader.by_ref().collect();
    let tally = reader.tally();
    let skipped: Vec<(u64, &str)> = intakes
        .iter()
        .filter_map(|intake| match intake {
            Intake::Skipped { line, reason } => Some((*line, reason.as_str())),
            Intake::Arrival(_) => None,
        })
        .collect();
    assert_eq!(skipped.len(), 3, "{skipped:?}");
    let [(late, bad_date), (stray, continues), (nameless, no_key)] = skipped[..] else {
        unreachable!()
    };
    assert_eq!((late, stray, nameless), (14, 17, 18));
    assert!(
        bad_date.contains("\"yesterday\"")
            && bad_date.ends_with("the line that continues it is left out with it")
    );
    assert!(continues.contains("continues order #1001"), "{continues}");
    assert!(no_key.starts_with("Name is empty"), "{no_key}");
    assert_eq!(
        (tally.rows, tally.arrived, tally.continued, tally.skipped),
        (14, 7, 4, 3)
    );
}

#[test]
fn nothing_that_a_terminal_obeys_comes_in() {
    let (arrivals, _) = read(SHOPIFY);
    let evil = find(&arrivals, "#1005");
    assert_eq!(evil.account, "gpj.exe");
    assert_eq!(evil.subject, "1 × =HYPERLINK(\"http://x\") red");
    assert!(evil.words.starts_with("hello\nworld\n"), "{:?}", evil.words);
    assert_eq!(
        evil.arrived_at,
        at("2026-11-21T08:00:00Z"),
        "a time without an offset is in the source's zone"
    );
    let dutch = find(&arrivals, "#1007");
    assert_eq!(dutch.account, "'t Hooft BV");
}

#[test]
fn semicolons_line_ends_marks_and_another_order_of_columns_are_read() {
    let reader = reader(SHOPIFY_SEMICOLON, Some("auto")).unwrap();
    assert_eq!(
        (reader.format(), reader.zone()),
        (&Format::Shopify, Tz::Europe__Berlin)
    );
    let (arrivals, skipped) = parts(reader);
    assert_eq!(skipped, []);
    assert_eq!(arrivals.len(), 2);
    assert_eq!(arrivals[0].subject, "2 × Cup; blue, 6 × Plate");
    assert_eq!(arrivals[0].value.unwrap().minor, 123_450);
    assert!(arrivals[0].words.starts_with("one\ntwo\n"));
    assert_eq!((arrivals[0].line, arrivals[1].line), (2, 5));
}

#[test]
fn a_zendesk_ticket_is_a_support_call() {
    let reader = reader(ZENDESK, None).unwrap();
    assert_eq!(reader.format(), &Format::Zendesk);
    let (arrivals, skipped) = parts(reader);
    let ticket = find(&arrivals, "4711");
    assert_eq!((ticket.kind, ticket.urgent), (Kind::Support, true));
    assert_eq!(
        (ticket.account.as_str(), ticket.contact.as_deref()),
        ("Borealis GmbH", Some("Ines Weber"))
    );
    assert_eq!(ticket.subject, "Login fails after update, \"again\"");
    assert_eq!(ticket.arrived_at, at("2026-11-20T07:15:00Z"));
    assert_eq!(ticket.updated_at, Some(at("2026-11-20T15:40:00Z")));
    assert_eq!(
        ticket.words,
        "Status: open\nPriority: urgent\nType: Incident\nGroup: Support EMEA\nAssignee: Dev Patel\nVia: Mail\n\
         Tags: login sso update\nEmail: ines@borealis.example"
    );
    let alone = find(&arrivals, "4712");
    assert_eq!(
        (alone.account.as_str(), alone.contact.as_deref()),
        ("Pavel Čapek", Some("p@capek.example"))
    );
    assert_eq!(
        (alone.urgent, alone.due),
        (false, Some(at("2026-11-24T22:59:00Z")))
    );
    let solved = find(&arrivals, "4713").finished.clone().unwrap();
    assert_eq!(
        (solved.at, solved.how.as_str()),
        (at("2026-11-12T08:00:00Z"), "solved")
    );
    let closed = find(&arrivals, "4714");
    assert_eq!(
        (closed.account.as_str(), closed.subject.as_str()),
        ("anon@x.example", "Ticket 4714")
    );
    assert_eq!(closed.finished.clone().unwrap().at, at("2026-11-05T08:00:00Z"));
    assert_eq!(lines(&skipped), [6, 7, 8, 9]);
    assert!(skipped[0].1.starts_with("Id is empty"));
    assert!(skipped[1].1.contains("names no client"));
    assert!(skipped[2].1.contains("20/11/2026"));
    assert!(skipped[3].1.contains("4 cells and the header 41"));
}

#[test]
fn a_mapping_reads_any_csv() {
    let reader = reader(ERP, None).unwrap();
    assert_eq!(reader.format().name(), "erp");
    let (arrivals, skipped) = parts(reader);
    let order = find(&arrivals, "A-1");
    assert_eq!(
        (order.kind, order.urgent, order.account.as_str()),
        (Kind::Order, true, "Müller & Söhne")
    );
    assert_eq!(order.value.unwrap().minor, 123_450);
    assert_eq!(order.arrived_at, at("2026-11-19T23:00:00Z"));
    let done = find(&arrivals, "A-2");
    assert_eq!(
        (done.kind, done.account.as_str(), done.value),
        (Kind::Support, "Erna Groß", None)
    );
    assert_eq!(done.finished.clone().unwrap().how, "erledigt");
    assert_eq!(lines(&skipped), [4, 5]);
    assert!(skipped[0].1.contains("names no kind"), "{}", skipped[0].1);
    assert!(
        skipped[1].1.contains("\"viel\", which is no amount"),
        "{}",
        skipped[1].1
    );
}

#[test]
fn what_is_not_utf_8_is_said_with_line_and_byte() {
    let (arrivals, skipped) = read(LATIN_1);
    assert_eq!(
        arrivals.iter().map(|a| a.key.as_str()).collect::<Vec<_>>(),
        ["1", "3"]
    );
    assert_eq!(lines(&skipped), [3, 6]);
    assert!(
        skipped[0].1.starts_with("byte 5 of line 3 is not UTF-8 (0xf6)"),
        "{}",
        skipped[0].1
    );
    assert!(
        skipped[1].1.starts_with("byte 7 of line 7 is not UTF-8 (0xe9)"),
        "{}",
        skipped[1].1
    );
}

#[test]
fn a_quote_that_is_never_closed_costs_one_line() {
    let head = "Id,Requester,Subject,Status\n";
    let at_end = format!("{head}1,Ann,a,open\n2,Bea,\"b,open");
    let (arrivals, skipped) = read(at_end.as_bytes());
    assert_eq!((arrivals.len(), lines(&skipped)), (1, vec![3]));
    assert!(skipped[0].1.contains("never closed"));

    let in_the_middle = format!("{head}1,Ann,\"a,open\r\n2,Bea,b,open\r\n3,Cyd,c,open\r\n");
    let (arrivals, skipped) = read(in_the_middle.as_bytes());
    assert_eq!((arrivals.len(), lines(&skipped)), (2, vec![2]));
    assert_eq!(arrivals[1].line, 4);

    let closed_by_another =
        format!("{head}1,Ann,\"a,open\n2,Bea,b,open\n3,Cyd,\"c, c\",open\n4,Dee,d,open\n");
    let (arrivals, skipped) = read(closed_by_another.as_bytes());
    assert_eq!((arrivals.len(), lines(&skipped)), (3, vec![2]));
    assert!(skipped[0].1.contains("only in line 4"), "{}", skipped[0].1);
}

#[test]
fn a_bad_line_inside_an_order_does_not_end_the_order() {
    let file = b"Name,Financial Status,Lineitem name,Total,Currency,Billing Name\n\
                 #1,paid,One,5.00,EUR,Ann\n#1,,\xff,,,\n#1,,Three,,,\n#2,paid,Four,1.00,EUR,Bea\n";
    let (arrivals, skipped) = read(file);
    assert_eq!(lines(&skipped), [3]);
    assert_eq!(find(&arrivals, "#1").subject, "One, Three");
    assert_eq!(find(&arrivals, "#2").line, 5);
    assert_eq!(
        find(&arrivals, "#1").arrived_at,
        now(),
        "a row without a date arrives now"
    );
}

#[test]
fn a_long_text_is_cut_and_that_is_said() {
    let note = "word ".repeat(400_000);
    let file = format!(
        "Id,Requester,Subject,Status\n1,Ann,\"{note}\",open\n2,{},b,open\n",
        "B".repeat(300)
    );
    let mut reader = reader(file.as_bytes(), None).unwrap();
    let intakes: Vec<Intake> = reader.by_ref().collect();
    let [Intake::Arrival(first), Intake::Arrival(second)] = &intakes[..] else {
        panic!("{intakes:?}")
    };
    assert!(first.subject.ends_with("word…") && first.subject.chars().count() <= clean::SUBJECT);
    assert_eq!(second.account.chars().count(), clean::NAME);
    assert_eq!(
        reader.tally().cut,
        3,
        "the subject, and the name as client and contact: {:?}",
        reader.remarks()
    );
    // Before it stand the columns that the file lacks.
    assert!(reader.remarks()[2].starts_with("line 2: the subject is longer than 500"));
}

#[test]
fn a_row_without_end_is_left_out_and_the_next_one_read() {
    let mut file = b"Id,Requester,Subject,Status\n1,Ann,".to_vec();
    file.resize(file.len() + records::LONGEST + 100_000, b'x');
    file.extend_from_slice(b",open\n2,Bea,b,open\n");
    let (arrivals, skipped) = read(&file);
    assert_eq!((arrivals.len(), lines(&skipped)), (1, vec![2]));
    assert_eq!(arrivals[0].line, 3);
}

#[test]
fn blank_rows_and_cells_beyond_the_last_column_do_not_count() {
    let file = "sep=;\n\nId;Requester;Subject;Status\n\n;;;\n1;Ann;a;open;;\n2;Bea;b;open;x\n   \n";
    let mut reader = reader(file.as_bytes(), None).unwrap();
    let (arrivals, skipped) = parts(&mut reader);
    assert_eq!((arrivals.len(), lines(&skipped)), (1, vec![7]));
    assert_eq!((arrivals[0].line, reader.tally().rows), (6, 2));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    for (bytes, from, words) in [
        (&b""[..], None, "it is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", None, "it is empty"),
        (b"\xff\xfeN\0a\0", None, "UTF-16"),
        (b"N\0a\0m\0e\0", None, "UTF-16"),
        (b"PK\x03\x04\x14\0", None, "ZIP archive or an Excel workbook"),
        (
            b"Gr\xf6\xdfe,Name\n",
            None,
            "byte 3 of line 1, in the header, is not UTF-8 (0xf6)",
        ),
        (b"Name,\"Email\nx,y\n", None, "its header does not end"),
        (
            b"A,B\n1,2\n",
            None,
            "no known export has the columns A, B. Looked for shopify (Name, Financial Status",
        ),
        (b"A,B\n1,2\n", Some("nosuch"), "known are shopify, zendesk, erp"),
        (
            b"Id,Requester,Subject\n",
            Some("zendesk"),
            "a file from zendesk has the columns Status, and this has Id",
        ),
        (
            b"Id,Requester,ID,Subject,Status\n",
            None,
            "\"Id\" stands twice, in places 1 and 3",
        ),
        (b"\x1b[31mA,B\n", None, "columns A, B."),
    ] {
        let error = refusal(bytes, from);
        assert!(
            error.starts_with("importing file.csv: ") && error.contains(words),
            "{error}"
        );
        assert!(!error.contains('\u{1b}'));
    }
}

#[test]
fn a_header_alone_is_a_file_without_rows() {
    let (arrivals, skipped) = read(b"Id,Requester,Subject,Status\r\n");
    assert_eq!((arrivals.len(), skipped.len()), (0, 0));
}

#[test]
fn a_header_that_fits_two_sources_is_asked_about() {
    let twin = |name: &str| {
        let text =
            format!("name = \"{name}\"\nkind = \"order\"\ncolumns = {{ key = \"No\", account = \"Who\" }}");
        toml::from_str(&text).unwrap()
    };
    let mut sources = sources();
    sources.mappings.extend([twin("one"), twin("two")]);
    let header = ["No".to_owned(), "Who".to_owned(), "What".to_owned()];
    let words = recognise(&header, &sources).unwrap_err().to_string();
    assert_eq!(
        words,
        "its header fits one and two equally well; say which with --from"
    );
    let named = open(
        Cursor::new(b"No,Who\n".to_vec()),
        "f",
        Some("Two"),
        &sources,
        now(),
    )
    .unwrap();
    assert_eq!(named.format().name(), "two");
}

#[test]
fn a_file_that_breaks_off_says_so_and_leaves_out_what_may_be_incomplete() {
    struct Broken(Cursor<&'static [u8]>);
    impl Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::other("cable pulled")),
                some => Ok(some),
            }
        }
    }
    let file = b"Name,Financial Status,Lineitem name,Billing Name\n#1,paid,One,Ann\n#2,paid,Two,Bea\n";
    let mut reader = open(Broken(Cursor::new(file)), "f.csv", None, &sources(), now()).unwrap();
    let (arrivals, skipped) = parts(&mut reader);
    assert_eq!((arrivals.len(), lines(&skipped)), (1, vec![3, 4]));
    assert!(reader.failure().unwrap().contains("cable pulled"));
}

#[test]
fn a_file_on_disk_knows_its_size_and_can_be_read_elsewhere() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/intake/zendesk.csv");
    let reader = open_file(&path, None, &sources(), now()).unwrap();
    assert_eq!(reader.size(), Some(ZENDESK.len() as u64));
    let (arrivals, _) = std::thread::spawn(|| parts(reader)).join().unwrap();
    assert_eq!(arrivals.len(), 4);
    let Err(error) = open_file(&path.with_extension("nosuch"), None, &sources(), now()) else {
        panic!()
    };
    assert!(error.to_string().contains("could not be read"), "{error}");
}

#[test]
fn a_mapping_with_its_own_separator_reads_only_that() {
    let mut sources = sources();
    let text = "name = \"pipes\"\nkind = \"order\"\ndelimiter = \"|\"\ncolumns = { key = \"No\", account = \"Who\" }";
    sources.mappings.push(toml::from_str(text).unwrap());
    let open = |bytes: &[u8], from| open(Cursor::new(bytes.to_vec()), "f", from, &sources, now());
    let (arrivals, _) = parts(open(b"No|Who\n1|\"Ann | Bea\"\n", None).unwrap());
    assert_eq!(
        (arrivals[0].account.as_str(), arrivals[0].subject.as_str()),
        ("Ann | Bea", "Order 1")
    );
    let Err(error) = open(b"No,Who\n1,Ann\n", Some("pipes")) else {
        panic!()
    };
    assert!(
        error.to_string().contains("pipes (No, Who) separated by '|'"),
        "{error}"
    );
}
