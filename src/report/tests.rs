use std::path::Path;

use proptest::prelude::*;

use super::csv::{guarded, is_guarded};
use super::sample::{calendar, empty, full, hand_off};
use super::*;
use crate::domain::week::HandOffLine;

fn rendered(report: &WeekReport, format: Format) -> String {
    let mut out = Vec::new();
    render(report, format, &calendar(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_format_is_named_by_a_word_or_by_a_file_s_ending() {
    for &format in Format::ALL {
        assert_eq!(format.as_str().parse(), Ok(format));
    }
    assert_eq!(" Markdown".parse(), Ok(Format::Markdown));
    assert_eq!(Format::of_file(Path::new("week.HTM")), Some(Format::Html));
    assert_eq!(Format::of_file(Path::new("week")), None);
    let error = "pdf".parse::<Format>().unwrap_err().to_string();
    assert_eq!(
        error,
        "cannot write the report as \"pdf\": the formats are md, html, csv and json"
    );
}

#[test]
fn markdown_pastes_into_a_mail() {
    insta::assert_snapshot!("week.md", rendered(&full(), Format::Markdown));
    insta::assert_snapshot!("empty_week.md", rendered(&empty(), Format::Markdown));
}

#[test]
fn html_is_one_page_that_prints() {
    insta::assert_snapshot!("week.html", rendered(&full(), Format::Html));
    insta::assert_snapshot!("empty_week.html", rendered(&empty(), Format::Html));
}

#[test]
fn csv_has_one_row_a_hand_off() {
    insta::assert_snapshot!("week.csv", rendered(&full(), Format::Csv));
    insta::assert_snapshot!("empty_week.csv", rendered(&empty(), Format::Csv));
}

#[test]
fn json_is_everything() {
    insta::assert_snapshot!("week.json", rendered(&full(), Format::Json));
    insta::assert_snapshot!("empty_week.json", rendered(&empty(), Format::Json));
}

#[test]
fn html_fetches_nothing_runs_nothing_and_escapes_every_text() {
    let html = rendered(&full(), Format::Html);
    assert!(html.contains("default-src 'none'; style-src 'unsafe-inline'"));
    for forbidden in ["<script", "<b>", "<link", "<img", "src=", "href=", "javascript:"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn markdown_escapes_what_is_markup_and_nothing_else() {
    assert_eq!(md::escaped("Acme & Co (R&D); 5 > 3"), "Acme & Co (R&D); 5 > 3");
    assert_eq!(
        md::escaped("&lt;b&#62; [a](http://b) a_b\\"),
        "\\&lt;b\\&#62; \\[a](http://b) a\\_b\\\\"
    );
    assert_eq!(md::escaped(" one\r\n two |"), "one / two \\|");
}

/// A writer that counts the largest piece it was given.
struct Pieces {
    largest: usize,
    total: usize,
}

impl io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.largest = self.largest.max(bytes.len());
        self.total += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_long_report_is_written_line_by_line() {
    let report = WeekReport {
        hand_offs: vec![hand_off(); 2_000],
        ..full()
    };
    for &format in Format::ALL {
        let mut pieces = Pieces { largest: 0, total: 0 };
        render(&report, format, &calendar(), &mut pieces).unwrap();
        assert!(pieces.total > 200_000, "{format}");
        assert!(pieces.largest < 20_000, "{format}: {}", pieces.largest);
    }
}

#[test]
fn a_writer_that_fails_is_reported() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for &format in Format::ALL {
        let error = render(&full(), format, &calendar(), &mut Full).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{format}");
    }
}

fn formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Texts that often begin with what matters.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC*",
        "['=+@\t\r\n＝＋－＠-]{0,4}\\PC*",
        "[\\[\\]()<>|*_`~&\\\\#! \nab]{0,40}"
    ]
}

proptest! {
    #[test]
    fn no_cell_begins_with_a_formula_and_the_text_can_be_had_again(text in text()) {
        let cell = guarded(&text);
        prop_assert!(!formula(&cell));
        let again = if is_guarded(&cell) { &cell[1..] } else { &cell[..] };
        prop_assert_eq!(again, text.as_str());
    }

    #[test]
    fn a_csv_reads_back_as_what_was_written(client in text(), brief in text()) {
        let line = HandOffLine { client: client.clone(), brief: brief.clone(), ..hand_off() };
        let csv = rendered(&WeekReport { hand_offs: vec![line], ..empty() }, Format::Csv);
        let mut reader = ::csv::Reader::from_reader(csv.as_bytes());
        let records: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(records.len(), 1);
        prop_assert!(records[0].iter().all(|cell| !formula(cell)));
        prop_assert_eq!(records[0][3].to_owned(), guarded(&client).into_owned());
        prop_assert_eq!(records[0][6].to_owned(), guarded(&brief).into_owned());
    }

    #[test]
    fn no_text_changes_the_shape_of_the_html(text in text()) {
        let with = |text: &str| {
            let line = HandOffLine {
                client: text.to_owned(),
                subject: text.to_owned(),
                brief: format!("b{text}"),
                owner_name: text.to_owned(),
                ..hand_off()
            };
            rendered(&WeekReport { hand_offs: vec![line], ..empty() }, Format::Html)
        };
        let (plain, html) = (with("plain"), with(&text));
        prop_assert_eq!(html.matches('<').count(), plain.matches('<').count());
        prop_assert_eq!(html.matches('>').count(), plain.matches('>').count());
        prop_assert_eq!(html.matches('"').count(), plain.matches('"').count());
    }

    #[test]
    fn no_text_opens_markup_or_breaks_a_cell_in_markdown(text in text()) {
        let cell = md::escaped(&text);
        prop_assert!(!cell.contains(['\n', '\r']));
        // What is left when every escaped character is taken away opens nothing.
        let mut rest = String::new();
        let mut chars = cell.chars();
        while let Some(c) = chars.next() {
            if c == '\\' {
                prop_assert!(chars.next().is_some_and(|next| "\\`*_[<|~&".contains(next)));
            } else {
                rest.push(c);
            }
        }
        prop_assert!(!rest.contains(['`', '*', '_', '[', '<', '|', '~']), "{cell}");
    }
}
