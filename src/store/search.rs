//! Search: what a person types, as a query that FTS5 reads and can never refuse.

/// The FTS5 query for what was typed: each word begins a word of the row, a single letter is one. `None` when nothing searchable is left.
///
/// Everything is quoted, so `o'brien`, `a-b`, `AND` and `(` mean themselves.
pub(super) fn query(typed: &str) -> Option<String> {
    // One letter as the beginning of a word would find half the store, and take its time.
    quoted(typed, |word| word.chars().count() > 1 || !word.is_ascii())
}

/// As [`query`], where there are few rows: a single letter begins a word as well.
pub(super) fn beginnings(typed: &str) -> Option<String> {
    quoted(typed, |_| true)
}

fn quoted(typed: &str, begins: impl Fn(&str) -> bool) -> Option<String> {
    let words: Vec<String> = typed
        .split_whitespace()
        .map(|word| word.chars().filter(|c| *c != '\0').collect::<String>())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| {
            let star = if begins(&word) { "*" } else { "" };
            format!("\"{}\"{star}", word.replace('"', "\"\""))
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The item number that was typed, `#142` or `142`, if that is all there is.
pub(super) fn number(typed: &str) -> Option<i64> {
    let digits = typed.trim().trim_start_matches('#');
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_and_quotes_mean_themselves() {
        assert_eq!(query("o'brien AND ("), Some("\"o'brien\"* \"AND\"*".to_owned()));
        assert_eq!(query("say \"hi"), Some("\"say\"* \"\"\"hi\"*".to_owned()));
        assert_eq!(query(" - \u{0} "), None);
    }

    #[test]
    fn a_letter_alone_is_a_word_and_two_begin_one() {
        assert_eq!(query("p"), Some("\"p\"".to_owned()));
        assert_eq!(query("pu 山"), Some("\"pu\"* \"山\"*".to_owned()));
    }

    #[test]
    fn a_number_is_known_with_and_without_its_sign() {
        assert_eq!(number("#142"), Some(142));
        assert_eq!(number(" 7 "), Some(7));
        assert_eq!(number("7 pallets"), None);
        assert_eq!(number("99999999999999999999"), None);
    }
}
