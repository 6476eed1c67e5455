//! What holds for any file whatsoever.

use std::io::{self, Cursor};

use proptest::prelude::*;

use super::tests::{now, read, reader, sources};
use super::*;

/// Gives its bytes in pieces of the given lengths, over and over.
struct Pieces {
    bytes: Cursor<Vec<u8>>,
    lengths: Vec<usize>,
    turn: usize,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        if self.turn.is_multiple_of(3) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = self.lengths[self.turn % self.lengths.len()]
            .min(buffer.len())
            .max(1);
        self.bytes.read(&mut buffer[..length])
    }
}

/// Bytes of the kind that files are made of, with headers of real exports before them more often than not.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            &b","[..], b";", b"\t", b"\"", b"\"\"", b"\n", b"\r\n", b"\r", b"#1", b"#2", b"paid", b"open", b"1.50",
            b"EUR", b"2026-11-20 09:12", b"-", b"'", b"\x1b[31m", b"\xff", b"\xe2\x80\xae", b"x", b" ", b"\xef\xbb\xbf",
            b"a,b,c,d\n", b"#1,paid,x,y\n", b"#1,,z,\n", b"2,Ann,b,open\n",
        ]).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    let header = prop::sample::select(vec![
        &b""[..],
        b"Name,Financial Status,Lineitem name,Billing Name\n",
        b"\xef\xbb\xbfId;Requester;Subject;Status\r\n",
        b"Auftrag Nr\tFirma\tArt\tSumme\n",
    ]);
    (header, prop::collection::vec(piece, 0..60))
        .prop_map(|(header, pieces)| [header, &pieces.concat()[..]].concat())
}

proptest! {
    #[test]
    fn any_file_is_read_or_refused_and_every_row_is_accounted_for(file in files(), lengths in prop::collection::vec(1_usize..50, 1..5)) {
        let whole = reader(&file, None);
        let source = Pieces { bytes: Cursor::new(file.clone()), lengths, turn: 0 };
        let pieces = open(source, "file.csv", None, &sources(), now());
        match (whole, pieces) {
            (Ok(mut whole), Ok(pieces)) => {
                let intakes: Vec<Intake> = whole.by_ref().collect();
                let tally = whole.tally();
                prop_assert_eq!(tally.rows, tally.arrived + tally.continued + tally.skipped);
                prop_assert_eq!(intakes.len() as u64, tally.arrived + tally.skipped);
                prop_assert_eq!(whole.bytes_read(), file.len() as u64);
                for intake in &intakes {
                    let shown = match intake {
                        Intake::Arrival(arrival) => {
                            format!("{}{}{}{:?}", arrival.key, arrival.account, arrival.subject, arrival.contact)
                        }
                        Intake::Skipped { reason, .. } => reason.clone(),
                    };
                    prop_assert!(!shown.chars().any(|c| c.is_control() || c == '\u{202e}'), "{shown:?}");
                }
                prop_assert_eq!(intakes, pieces.collect::<Vec<_>>());
            }
            (Err(whole), Err(pieces)) => prop_assert_eq!(whole.to_string(), pieces.to_string()),
            (whole, pieces) => prop_assert!(false, "{} {}", whole.is_ok(), pieces.is_ok()),
        }
    }

    #[test]
    fn rows_written_by_the_csv_crate_come_back_with_their_lines(
        subjects in prop::collection::vec("[a-z,;\"\n ]{0,20}", 0..30),
        crlf in any::<bool>(),
    ) {
        let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(end).from_writer(Vec::new());
        writer.write_record(["Id", "Requester", "Subject", "Status"]).unwrap();
        let mut expected = Vec::new();
        let mut line = 2;
        for (index, subject) in subjects.iter().enumerate() {
            writer.write_record([&index.to_string(), "Ann", subject, "open"]).unwrap();
            let clean = clean::line(subject, clean::SUBJECT);
            let subject_read = if clean.is_empty() { format!("Ticket {index}") } else { clean };
            expected.push((line, index.to_string(), subject_read));
            line += 1 + subject.matches('\n').count() as u64;
        }
        let (arrivals, skipped) = read(&writer.into_inner().unwrap());
        prop_assert_eq!(skipped, []);
        let got: Vec<_> = arrivals.into_iter().map(|a| (a.line, a.key, a.subject)).collect();
        prop_assert_eq!(got, expected);
    }
}
