//! The known word nearest to a mistyped one.

/// The nearest of the known words, when it is near enough to be meant: at most a third of its letters are wrong,
/// missing, too many or swapped with their neighbour, or one begins with the other. Case does not
/// count, nor whether `-` or `_` joins words.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |word: &str| word.to_lowercase().replace('-', "_");
    let word = plain(word);
    known
        .into_iter()
        .filter_map(|candidate| {
            let name = plain(candidate);
            let steps = distance(&word, &name);
            let limit = (name.chars().count().max(word.chars().count()) / 3).max(1);
            let begins =
                word.len().min(name.len()) >= 3 && (name.starts_with(&word) || word.starts_with(&name));
            (steps <= limit || begins).then_some((steps, candidate))
        })
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, candidate)| candidate)
}

/// Letters to change, insert, remove or swap with their neighbour to make one word of the other (the restricted
/// Damerau-Levenshtein distance).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut before: Option<char> = None;
    for (row, letter) in from.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let change = last[column] + usize::from(letter != *other);
            let mut steps = change.min(last[column + 1] + 1).min(current[column] + 1);
            if column > 0 && before == Some(*other) && to[column - 1] == letter {
                steps = steps.min(before_last[column - 1] + 1);
            }
            current.push(steps);
        }
        before_last = std::mem::replace(&mut last, current);
        before = Some(letter);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_typing_mistake_finds_its_word_and_another_word_finds_none() {
        let known = ["hand_off", "holidays", "hours", "zone"];
        assert_eq!(nearest("hand-of", known), Some("hand_off"));
        assert_eq!(nearest("houres", known), Some("hours"));
        assert_eq!(nearest("huors", known), Some("hours"));
        assert_eq!(nearest("Zone", known), Some("zone"));
        assert_eq!(nearest("holiday", known), Some("holidays"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest("", known), None);
    }

    proptest! {
        #[test]
        fn a_word_is_nearest_to_itself(word in "[a-z_]{1,12}", other in "[a-zé ]{0,12}") {
            prop_assert_eq!(nearest(&word, [other.as_str(), word.as_str()]), Some(word.as_str()));
            prop_assert_eq!(distance(&word, &other), distance(&other, &word));
        }
    }
}
