use super::*;
use crate::domain::monday::sample::{facts, settings};
use crate::domain::monday::{Facts, MondaySheet};
use crate::report::csv::is_guarded;

fn rendered(sheet: &MondaySheet, format: Format) -> String {
    let mut out = Vec::new();
    render(sheet, format, &Calendar::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn full() -> MondaySheet {
    MondaySheet::of(facts(), &settings())
}

/// A store of nothing, on its first day.
fn empty() -> MondaySheet {
    let facts = facts();
    MondaySheet::of(
        Facts {
            open: Vec::new(),
            ended: Vec::new(),
            snapshot: None,
            first: None,
            beside: crate::domain::monday::asks::Beside::default(),
            ..facts
        },
        &settings(),
    )
}

#[test]
fn each_format_says_it_all() {
    for &format in Format::ALL {
        insta::assert_snapshot!(format!("monday.{format}"), rendered(&full(), format));
        insta::assert_snapshot!(format!("empty_monday.{format}"), rendered(&empty(), format));
    }
}

#[test]
fn html_fetches_nothing_runs_nothing_and_escapes_every_text() {
    let mut facts = facts();
    "<script>alert(1)</script>".clone_into(&mut facts.open[0].deal.account_name);
    "<b>bold</b>".clone_into(&mut facts.open[0].deal.stage);
    let html = rendered(&MondaySheet::of(facts, &settings()), Format::Html);
    assert!(html.contains("default-src 'none'; style-src 'unsafe-inline'"));
    for forbidden in ["<script", "<b>", "<link", "<img", "src=", "href=", "javascript:"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    // The bridge and the stages.
    assert_eq!(html.matches("<svg").count(), 2);
}

#[test]
fn without_rates_each_currency_has_its_own_chart() {
    let mut settings = settings();
    settings.deals.rates = None;
    let html = rendered(&MondaySheet::of(facts(), &settings), Format::Html);
    // Euros, dollars and yen in the bridge, euros and dollars by stage.
    assert_eq!(html.matches("<svg").count(), 5);
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_guarded() {
    let csv = rendered(&full(), Format::Csv);
    let mut reader = ::csv::Reader::from_reader(csv.as_bytes());
    let mut rows = 0;
    for row in reader.records() {
        let row = row.unwrap();
        assert_eq!(row.len(), 20);
        rows += 1;
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
        }
        if &row[2] == "16" {
            assert!(is_guarded(&row[3]) && is_guarded(&row[4]), "{row:?}");
        }
    }
    // Seven open ones, three that have ended, one taken back.
    assert_eq!(rows, 11);
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
        let error = render(&full(), format, &Calendar::default(), &mut Full).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{format}");
    }
}
