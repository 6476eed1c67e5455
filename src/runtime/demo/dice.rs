//! Numbers that look random and are the same each time: the demo is the same for the same number of items.

/// `SplitMix64` (Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        let width = high.saturating_sub(low).saturating_add(1);
        low + (self.next() >> 11) % width
    }

    /// A number from `low` to `high`, in hundredths.
    pub(super) fn hours(&mut self, low: f64, high: f64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "below 2^53, which a double holds exactly"
        )]
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((low + (high - low) * share) * 100.0).round() / 100.0
    }

    /// One of a list; `None` of an empty one.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let last = from.len().checked_sub(1)?;
        let at = self.between(0, last as u64);
        from.get(usize::try_from(at).unwrap_or(last))
    }

    /// One of a list, each as often as its weight says; `None` when there are none.
    pub(super) fn weighed<'a, T>(
        &mut self,
        from: &(impl Iterator<Item = &'a T> + Clone),
        weight: impl Fn(&T) -> u32,
    ) -> Option<&'a T> {
        let total: u64 = from.clone().map(|each| u64::from(weight(each))).sum();
        let mut left = self.between(0, total.checked_sub(1)?);
        from.clone().find(|each| {
            let weight = u64::from(weight(each));
            let here = left < weight;
            left = left.saturating_sub(weight);
            here
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let (mut one, mut other) = (Dice::new(7), Dice::new(7));
        let drawn: Vec<u64> = (0..20).map(|_| one.between(1, 6)).collect();
        assert_eq!(drawn, (0..20).map(|_| other.between(1, 6)).collect::<Vec<_>>());
        assert!(drawn.iter().all(|n| (1..=6).contains(n)));
        assert!((1..=6).all(|n| (0..200).any(|_| one.between(1, 6) == n)));
    }

    #[test]
    fn weights_of_nothing_are_never_drawn() {
        let mut dice = Dice::new(1);
        let weights = [0, 3, 0, 1];
        for _ in 0..100 {
            assert!(*dice.weighed(&weights.iter(), |w| *w).unwrap() > 0);
        }
        assert!(dice.weighed(&[0_u32].iter(), |w| *w).is_none());
        assert!(dice.pick::<u8>(&[]).is_none());
    }
}
