use proptest::prelude::*;

use super::super::totals::Totals;
use super::*;
use crate::domain::money::Money;

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

fn sum(minor: i128, code: &str) -> Sum {
    Sum {
        minor,
        currency: currency(code),
    }
}

fn rates(to: &str, of: &[(&str, &str)]) -> Rates {
    Rates {
        on: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        to: currency(to),
        of: of
            .iter()
            .map(|(code, rate)| (currency(code), Rate::parse(rate).unwrap()))
            .collect(),
    }
}

fn total(rates: &Rates, sums: &[Sum]) -> String {
    rates.in_one(sums).total.to_string()
}

#[test]
fn a_rate_is_an_exact_decimal_and_nothing_else_is_one() {
    for text in ["0.9215", "1", "155.20", "0.00612", "12", "0.00000000001"] {
        assert_eq!(Rate::parse(text).unwrap().to_string(), text);
    }
    for bad in [
        "",
        ".",
        "1.",
        ".5",
        "0",
        "0.00",
        "-1",
        "+1",
        "1,05",
        "1e3",
        "abc",
        "1.2.3",
        "0.0000000000001",
        "１",
    ] {
        assert_eq!(Rate::parse(bad), None, "{bad}");
    }
}

#[test]
fn minor_digits_of_both_currencies_count() {
    let to_euro = rates("EUR", &[("USD", "0.9215"), ("JPY", "0.00612"), ("KWD", "3")]);
    assert_eq!(total(&to_euro, &[sum(1_200_000, "USD")]), "€11,058");
    // 1,500 yen have no minor digits: 1,500 × 0.00612 = 9.18.
    assert_eq!(total(&to_euro, &[sum(1_500, "JPY")]), "€9.18");
    // 1.234 dinars, three minor digits: 3.702 is 3.70.
    assert_eq!(total(&to_euro, &[sum(1_234, "KWD")]), "€3.70");
    let to_yen = rates("JPY", &[("EUR", "163.4")]);
    assert_eq!(total(&to_yen, &[sum(318_050, "EUR")]), "¥519,694");
}

#[test]
fn a_total_is_rounded_once_and_half_a_cent_goes_away_from_zero() {
    let half = rates("EUR", &[("USD", "0.5"), ("CHF", "0.5")]);
    assert_eq!(half.in_one(&[sum(1, "USD")]).total.minor, 1);
    assert_eq!(half.in_one(&[sum(-1, "USD")]).total.minor, -1);
    assert_eq!(half.in_one(&[sum(3, "USD")]).total.minor, 2);
    assert_eq!(half.in_one(&[sum(-3, "USD")]).total.minor, -2);
    // Each alone would be rounded up; together they are a whole cent.
    assert_eq!(half.in_one(&[sum(1, "USD"), sum(1, "CHF")]).total.minor, 1);
}

#[test]
fn what_has_no_rate_is_left_out_and_said() {
    let rates = rates("EUR", &[("USD", "0.92")]);
    let money = |minor, code: &str| {
        Some(Money {
            minor,
            currency: currency(code),
        })
    };
    let amounts = [
        money(6_132_000, "EUR"),
        money(1_200_000, "USD"),
        money(1_500, "JPY"),
        None,
    ];
    let totals = Totals::of(amounts, Some(&rates));
    assert_eq!(totals.words(), "€61,320 + ¥1,500 + $12,000");
    assert_eq!(totals.without, 1);
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    assert_eq!(
        totals.words_in_one(today).unwrap(),
        "€72,360 at the rates of Fri 20 Nov (1 USD = 0.92); left out, having no rate: ¥1,500"
    );
    // Without rates, and in one currency alone, nothing is brought together.
    assert_eq!(Totals::of(amounts, None).in_one, None);
    assert_eq!(Totals::of([money(1, "EUR")], Some(&rates)).in_one, None);
    let no_rate = Totals::of([money(1_500, "JPY"), money(1, "EUR")], Some(&rates));
    assert_eq!(
        no_rate.words_in_one(today),
        None,
        "nothing was brought into another currency"
    );
    assert_eq!(Totals::of([None], Some(&rates)).words(), "nothing");
}

#[test]
fn the_largest_amounts_add_up_without_overflowing() {
    let rates = rates("EUR", &[("USD", "999999999999"), ("JPY", "0.5")]);
    let largest = Money {
        minor: i64::MAX,
        currency: currency("USD"),
    };
    let totals = Totals::of((0..3_000).map(|_| Some(largest)), Some(&rates));
    assert_eq!(totals.each[0].minor, i128::from(i64::MAX) * 3_000);
    // Past all bounds at that rate: left out, and never wrong.
    let one = totals.in_one.unwrap();
    let euros = i128::from(i64::MAX) * 3_000 * 999_999_999_999;
    assert!(one.total.minor == euros || one.left_out.len() == 1);
}

/// Long division, digit by digit, as on paper: an independent reckoning of `over / 10^tens`, a half away from zero.
fn by_hand(over: i128, tens: u32) -> i128 {
    let digits = over.unsigned_abs().to_string();
    let tens = tens as usize;
    let padded = format!("{digits:0>width$}", width = tens + 1);
    let (whole, rest) = padded.split_at(padded.len() - tens);
    let up = rest.as_bytes().first().is_some_and(|first| *first >= b'5');
    let whole: i128 = whole.parse::<i128>().unwrap() + i128::from(up);
    if over < 0 { -whole } else { whole }
}

proptest! {
    #[test]
    fn one_currency_comes_to_what_is_reckoned_by_hand(
        minor in -9_000_000_000_000_i64..9_000_000_000_000,
        digits in 1..999_999_999_999_u64,
        scale in 0..12_u32,
    ) {
        let rate = Rate { digits, scale };
        let rates = Rates { on: NaiveDate::MIN, to: currency("EUR"), of: BTreeMap::from([(currency("USD"), rate)]) };
        let found = rates.in_one(&[sum(i128::from(minor), "USD")]).total.minor;
        prop_assert_eq!(found, by_hand(i128::from(minor) * i128::from(digits), scale));
        prop_assert_eq!(Rate::parse(&rate.to_string()), Some(rate));
    }

    #[test]
    fn the_total_of_several_is_off_by_less_than_a_cent_and_knows_no_order(
        minors in prop::collection::vec(-9_000_000_000_i64..9_000_000_000, 3),
        digits in prop::collection::vec(1..999_999_u64, 3),
        scales in prop::collection::vec(0..6_u32, 3),
    ) {
        let codes = ["USD", "JPY", "KWD"];
        let of = codes.iter().zip(digits.iter().zip(&scales));
        let of = of.map(|(code, (digits, scale))| (currency(code), Rate { digits: *digits, scale: *scale }));
        let rates = Rates { on: NaiveDate::MIN, to: currency("EUR"), of: of.collect() };
        let mut sums: Vec<Sum> = codes.iter().zip(&minors).map(|(code, minor)| sum(i128::from(*minor), code)).collect();
        let total = rates.in_one(&sums).total.minor;
        // The exact value over one denominator, and the total within half a cent of it.
        let unit = 10_i128.pow(12);
        let exact: i128 = sums.iter().map(|sum| {
            let rate = rates.of[&sum.currency];
            sum.minor * i128::from(rate.digits) * 100 * unit / 10_i128.pow(rate.scale + sum.currency.digits())
        }).sum();
        prop_assert!((total * unit - exact).abs() * 2 <= unit);
        sums.reverse();
        prop_assert_eq!(rates.in_one(&sums).total.minor, total);
        let apart: i128 = sums.iter().map(|sum| rates.in_one(&[*sum]).total.minor).sum();
        prop_assert!((apart - total).abs() <= 2, "rounding each apart differs by a cent or two at most");
    }
}
