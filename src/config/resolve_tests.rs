//! What a config resolves to, what its faults say, and that the example is complete and true.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{Config, ConfigErrors, EXAMPLE, Origin, Theme, resolve};
use crate::domain::item::Kind;
use crate::domain::phone::Country;
use crate::domain::promise::Allowed;
use crate::domain::settings::CallOutcome;
use crate::keys::{Intent, Mode, Resolved};

fn read(text: &str) -> Result<Config, ConfigErrors> {
    resolve(text, Path::new("config.toml"), Tz::Europe__Berlin)
}

/// The faults of a config, a line each.
fn faults(text: &str) -> Vec<String> {
    let errors = read(text).unwrap_err();
    errors
        .errors
        .iter()
        .map(|error| ConfigErrors::line(&errors.file, error))
        .collect()
}

fn fault(text: &str) -> String {
    let faults = faults(text);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults[0].clone()
}

#[test]
fn an_empty_config_is_the_defaults_in_the_local_zone() {
    let config = read("").unwrap();
    let defaults = Config::defaults(Tz::Europe__Berlin);
    assert_eq!(
        config,
        Config {
            origin: Origin::File("config.toml".into()),
            ..defaults
        }
    );
    assert_eq!(config.settings.calendar.zone, Tz::Europe__Berlin);
    assert_eq!(config.sources.local_zone, Tz::Europe__Berlin);
    assert_eq!(
        config.sources.currency.map(|c| c.code().to_owned()).as_deref(),
        Some("EUR")
    );
}

#[test]
fn every_setting_reaches_its_place() {
    let text = r#"
        rep = " Ada "
        currency = "chf"
        country = "ch"
        zone = "asia/tokyo"
        holidays = ["2026-12-25", 2027-01-01]
        [hours]
        weekdays = ["9-12", "13:00-17:30"]
        friday = ["09:00-13:00"]
        saturday = ["10:00-12:00"]
        monday = []
        [clocks]
        owner = 6
        order = { urgent = 1 }
        [[rules]]
        to = "@Maria"
        kind = "order"
        account = "Acme"
        words = ["pump", "seal"]
        source = "shopify"
        value_over = 1000
        [defaults]
        support = "dev"
        [calls]
        connected = 80
        busy = "none"
        [sources.zones]
        shopify = "UTC"
        [screen]
        theme = "mono"
        mouse = false
        ascii = true
        [keys.list]
        "ctrl-x" = "dismiss"
    "#;
    let Config {
        settings,
        sources,
        keymap,
        screen,
        ..
    } = read(text).unwrap();
    assert_eq!(
        (settings.rep.as_str(), settings.currency.as_str()),
        ("Ada", "CHF")
    );
    assert_eq!(settings.country.map(Country::letters), Some("CH"));
    assert_eq!(
        (settings.calendar.zone, sources.local_zone),
        (Tz::Asia__Tokyo, Tz::Asia__Tokyo)
    );
    assert!(
        settings
            .calendar
            .holidays
            .contains(&NaiveDate::from_ymd_opt(2027, 1, 1).unwrap())
    );
    let counts: Vec<usize> = settings.calendar.week.iter().map(Vec::len).collect();
    assert_eq!(counts, [0, 2, 2, 2, 1, 1, 0]);
    assert_eq!(
        settings.calendar.week[1][1].1,
        NaiveTime::from_hms_opt(17, 30, 0).unwrap()
    );
    assert_eq!(settings.owner_hours, 6);
    let order = settings.client_hours[&Kind::Order];
    assert_eq!((order.normal, order.urgent), (8, 1));
    let rule = &settings.rules[0];
    assert_eq!(
        (rule.to.as_str(), rule.kind, rule.value_over),
        ("maria", Some(Kind::Order), Some(1000))
    );
    assert_eq!(rule.words, ["pump", "seal"]);
    assert_eq!(settings.default_owner[&Kind::Support], "dev");
    assert_eq!(
        settings.cadences.outcomes[&CallOutcome::Connected].after,
        Some(80)
    );
    assert_eq!(settings.cadences.outcomes[&CallOutcome::Busy].after, None);
    assert_eq!(sources.zone("shopify"), Tz::UTC);
    assert_eq!(
        (screen.theme, screen.mouse, screen.ascii),
        (Theme::Mono, false, Some(true))
    );
    let key = "ctrl-x".parse().unwrap();
    assert_eq!(
        keymap.resolve(Mode::List, &[], key),
        Resolved::Intent(Intent::Dismiss)
    );
}

#[test]
fn promises_have_their_lead_time_and_approvers_their_authority() {
    let text = "currency = \"CHF\"\n[promises]\nlead_hours = 16\nsponsored_share = 25\n[authority]\n\
        anna = true\n\"Tom Berg\" = \"50000 EUR\"\nmaria = 2000\ndev = false\n";
    let promises = read(text).unwrap().settings.promises;
    assert_eq!((promises.lead_hours, promises.sponsored_share), (16, 25));
    let may = |who: &str| promises.authority.of(who, &[]);
    assert_eq!(may("@Anna"), Some(Allowed::Anything));
    assert_eq!(may("dev"), Some(Allowed::Nothing));
    assert_eq!(may("zoe"), None);
    for (who, most) in [("tom berg", "€50,000"), ("maria", "CHF 2,000")] {
        let Some(Allowed::UpTo(amount)) = may(who) else {
            panic!("{who} may sponsor up to an amount");
        };
        assert_eq!(amount.to_string(), most);
    }
    assert_eq!(
        faults("[promises]\nlead_hours = 0\nsponsored_share = 101\n[authority]\nanna = \"much\"\ntom = -1\n")
            .len(),
        4
    );
    assert_eq!(
        fault("[authority]\nanna = \"much\""),
        "config.toml:2: authority.anna: found `\"much\"`; expected true, false, or the most it may be worth, such as \
         50000 or \"50000 EUR\""
    );
}

#[test]
fn a_fault_names_file_line_key_what_was_found_and_what_was_expected() {
    for (text, expected) in [
        (
            "mouse = 1",
            "config.toml:1: mouse: there is no such setting; expected one of rep, currency, country, zone, holidays, hours, clocks, rules, defaults, cadences, dialler, promises, authority, outcomes, diary, deals, asks, quarters, rates, sources, screen, keys",
        ),
        (
            "\n[hours]\nmondy = []",
            "config.toml:3: hours.mondy: there is no such setting; expected `monday`",
        ),
        (
            "[screen]\nmouse = \"yes\"",
            "config.toml:2: screen.mouse: found `\"yes\"`; expected true or false",
        ),
        (
            "[screen]\nascii = 3",
            "config.toml:2: screen.ascii: found `3`; expected \"auto\", true or false",
        ),
        (
            "[screen]\ntheme = \"drak\"",
            "config.toml:2: screen.theme: found `\"drak\"`; expected \"dark\"",
        ),
        ("hours = 8", "config.toml:1: hours: found `8`; expected a table"),
        (
            "[hours]\nmonday = \"9-17\"",
            "config.toml:2: hours.monday: found `\"9-17\"`; expected a list in square brackets",
        ),
        (
            "zone = \"Berlin\"",
            "config.toml:1: zone: found `\"Berlin\"`; expected \"auto\" or a zone of the IANA list, such as \"Europe/Berlin\"",
        ),
        (
            "currency = \"Euro\"",
            "config.toml:1: currency: found `\"Euro\"`; expected a currency's three letters (ISO 4217), such as \"EUR\"",
        ),
        (
            "country = \"Germany\"",
            "config.toml:1: country: found `\"Germany\"`; expected a country's two letters (ISO 3166), such as \"DE\", or \"\"",
        ),
        (
            "holidays = [2026-12-25, \"25.12.\"]",
            "config.toml:1: holidays[2]: found `\"25.12.\"`; expected a day such as \"2026-12-25\"",
        ),
        (
            "[clocks]\nowner = 0",
            "config.toml:2: clocks.owner: found `0`; expected working hours, a whole number from 1 to 20000",
        ),
        (
            "[clocks.order]\nnormal = 1.5",
            "config.toml:2: clocks.order.normal: found `1.5`; expected a whole number",
        ),
        (
            "[[rules]]\nto = \"a\"\n[[rules]]\nkind = \"order\"",
            "config.toml:3: rules[2].to: it is missing; expected `to = …` in this table",
        ),
        (
            "[[rules]]\nto = \"a\"\nkind = \"orders\"",
            "config.toml:3: rules[1].kind: found `\"orders\"`; expected order, support, follow_up",
        ),
        (
            "[calls]\nbusy = \"later\"",
            "config.toml:2: calls.busy: found `\"later\"`; expected working hours, a whole number from 1 to 20000, or \"none\"",
        ),
        (
            "[sources.zones]\nshopify = \"Berlin\"",
            "config.toml:2: sources.zones.shopify: found `\"Berlin\"`; expected a zone of the IANA list, such as \"Europe/Berlin\"",
        ),
        (
            "[sources.zones]\nebay = \"UTC\"",
            "config.toml:2: sources.zones.ebay: there is no source \"ebay\"; expected one of shopify, zendesk",
        ),
        (
            "[keys.lst]\nd = \"undo\"",
            "config.toml:1: keys.lst: `lst` is no mode of the screen; expected `list`",
        ),
        (
            "[keys]\nd = \"undo\"",
            "config.toml:2: keys.d: found `\"undo\"`; expected a table",
        ),
        (
            "rules = 3",
            "config.toml:1: rules: found `3`; expected a list in square brackets",
        ),
        (
            "[screen.mouse]\nx = 1",
            "config.toml:1: screen.mouse: found `[screen.mouse]`; expected true or false",
        ),
        (
            "[keys.list]\nd = 3",
            "config.toml:2: keys.list.d: found `3`; expected text in quotes",
        ),
    ] {
        assert_eq!(fault(text), expected, "{text}");
    }
}

#[test]
fn clashing_keys_are_named_with_their_line() {
    let clash = fault("[keys.list]\n\"ctrl-x\" = \"mark\"\n\"Ctrl-X\" = \"star\"\n");
    assert!(
        clash.starts_with("config.toml:3: keys.list.Ctrl-X: `Ctrl-x` is bound twice in list"),
        "{clash}"
    );
    assert!(clash.contains("`ctrl-x` = mark and `Ctrl-X` = star"), "{clash}");
    let clash = fault("[keys.list]\n\"e m\" = \"mark\"\n");
    assert!(
        clash.starts_with("config.toml:2: keys.list.\"e m\": `e` = finish in items clashes"),
        "{clash}"
    );
}

#[test]
fn every_fault_is_said_at_once_in_the_order_of_the_file() {
    let text = "zone = 3\nrepp = \"x\"\n[hours]\nmonday = [\"17-9\"]\n[[rules]]\nto = 5\n[[rules]]\nto = \"a\"\nwords = \"x\"\n\
                [screen]\nmouse = 1\n[keys.list]\nd = \"fly\"\n";
    let lines: Vec<String> = faults(text)
        .iter()
        .map(|fault| fault.split(": ").take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        lines,
        [
            "config.toml:1 zone",
            "config.toml:2 repp",
            "config.toml:4 hours.monday[1]",
            "config.toml:6 rules[1].to",
            "config.toml:9 rules[2].words",
            "config.toml:11 screen.mouse",
            "config.toml:13 keys.list.d",
        ]
    );
}

#[test]
fn what_is_no_toml_is_said_with_its_line() {
    let one = fault("rep = \"x\"\nzone = Berlin\n");
    assert_eq!(
        one,
        "config.toml:2: string values must be quoted; expected text in quotes, a number, true or false"
    );
    assert!(
        fault("rep = \"x\"\nrep = \"y\"\n").contains("config.toml:2: rep: the same key is written twice")
    );
    assert_eq!(faults("a = b\nc = d\n").len(), 2);
}

#[test]
fn hours_that_overlap_or_never_come_are_faults() {
    let overlap = fault("[hours]\nmonday = [\"9-12\", \"11-17\"]");
    assert!(
        overlap.contains("hours.monday[2]: found `\"11-17\"`; expected a span that starts after"),
        "{overlap}"
    );
    let never = fault("[hours]\nweekdays = []");
    assert!(
        never.contains("config.toml:2: hours.weekdays: the week has no working hours"),
        "{never}"
    );
    let garbled = faults("[hours]\nweekdays = [\"17-9\"]");
    assert_eq!(garbled.len(), 1, "one slip is one fault: {garbled:?}");
    assert!(read("[hours]\nweekdays = []\nsunday = [\"9-12\"]").is_ok());
}

#[test]
fn a_mapping_that_cannot_work_is_a_fault() {
    let text =
        "[[sources.mappings]]\nname = \"erp\"\nkind = \"order\"\n[sources.mappings.columns]\nkey = \"No\"\n";
    assert_eq!(
        fault(text),
        "config.toml:4: sources.mappings[1].columns.account: missing; expected the header of the column with the client's name"
    );
    let text = "[[sources.mappings]]\nname = \"erp\"\n";
    let found = faults(text);
    assert!(
        found
            .iter()
            .any(|fault| fault.contains("sources.mappings[1].kind: it is missing")),
        "{found:#?}"
    );
}

#[test]
fn a_fault_never_steers_the_terminal() {
    let shown = fault(
        "theme = \"\\u001b[31m\"\n\"\\u001b]0;x\" = 1\n"
            .split_once('\n')
            .map_or("", |(_, rest)| rest),
    );
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
}

/// The lines of the example that are settings at their default, or those that are examples, made live.
fn live(examples: bool) -> String {
    let mut text = String::new();
    for line in EXAMPLE.lines() {
        let setting = line
            .strip_prefix('#')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
        let example = line.strip_prefix("#   ");
        let table = line.starts_with('[').then_some(line);
        if let Some(line) = if examples {
            example.or(table)
        } else {
            setting.or(table)
        } {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

#[test]
fn the_example_as_it_stands_and_with_every_default_live_is_the_defaults() {
    let defaults = read("").unwrap();
    for text in [EXAMPLE, &live(false)] {
        let config = Config {
            lines: std::collections::BTreeMap::new(),
            ..read(text).unwrap()
        };
        assert_eq!(config, defaults);
    }
}

#[test]
fn every_example_works() {
    let config = read(&live(true)).unwrap();
    assert_eq!(config.settings.rules.len(), 1);
    assert_eq!(config.sources.mappings.len(), 1);
}

#[test]
fn every_setting_is_in_the_example() {
    let both = [live(false), live(true)].map(|text| text.parse::<toml::Table>().unwrap());
    for (table, probe) in [
        ("", "probe_ = 1"),
        ("hours", "[hours]\nprobe_ = 1"),
        ("clocks", "[clocks]\nprobe_ = 1"),
        ("clocks.order", "[clocks.order]\nprobe_ = 1"),
        ("clocks.support", "[clocks.support]\nprobe_ = 1"),
        ("clocks.follow_up", "[clocks.follow_up]\nprobe_ = 1"),
        ("rules", "[[rules]]\nprobe_ = 1"),
        ("defaults", "[defaults]\nprobe_ = 1"),
        ("cadences", "[cadences]\nprobe_ = 1"),
        ("cadences.busy", "[cadences.busy]\nprobe_ = 1"),
        ("dialler", "[dialler]\nprobe_ = 1"),
        ("promises", "[promises]\nprobe_ = 1"),
        ("outcomes", "[outcomes]\nprobe_ = 1"),
        ("diary", "[diary]\nprobe_ = 1"),
        ("deals", "[deals]\nprobe_ = 1"),
        ("asks", "[asks]\nprobe_ = 1"),
        ("sources", "[sources]\nprobe_ = 1"),
        ("sources.shopify", "[sources.shopify]\nprobe_ = 1"),
        ("sources.zendesk", "[sources.zendesk]\nprobe_ = 1"),
        ("sources.mappings", "[[sources.mappings]]\nprobe_ = 1"),
        (
            "sources.mappings.columns",
            "[[sources.mappings]]\n[sources.mappings.columns]\nprobe_ = 1",
        ),
        ("screen", "[screen]\nprobe_ = 1"),
    ] {
        let error = toml::from_str::<super::file::File>(probe).unwrap_err();
        let fields: BTreeSet<&str> = error.message().split('`').skip(3).step_by(2).collect();
        assert!(!fields.is_empty(), "{table}: {error}");
        // The older name of `cadences` works and is not shown.
        for field in fields.into_iter().filter(|field| *field != "calls") {
            assert!(
                both.iter().any(|text| has(text, table, field)),
                "{table}: {field} is not in the example"
            );
        }
    }
}

fn has(table: &toml::Table, way: &str, field: &str) -> bool {
    let mut table = table;
    for step in way.split('.').filter(|step| !step.is_empty()) {
        let Some(next) = table.get(step) else { return false };
        let next = next.as_array().and_then(|list| list.first()).unwrap_or(next);
        let Some(next) = next.as_table() else { return false };
        table = next;
    }
    table.contains_key(field)
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        let _ = read(&text);
    }

    #[test]
    fn a_config_out_of_joint_panics_nowhere_and_names_lines_that_are_there(
        cut in 0..EXAMPLE.len(),
        insert in "[\"\\[\\]={}, #\n0-9a-z]{0,12}",
    ) {
        let text = live(true);
        let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let broken = format!("{}{insert}{}", &text[..at], &text[at..]);
        if let Err(errors) = read(&broken) {
            for error in &errors.errors {
                prop_assert!(error.line >= 1 && error.line <= broken.lines().count() + 1);
                prop_assert!(!error.found.is_empty() && !error.expected.is_empty());
            }
        }
    }
}

#[test]
fn a_mapping_that_cannot_be_read_is_the_only_fault_named() {
    let zones = "[sources.zones]\nerp = \"UTC\"\n[[sources.mappings]]\n";
    let columns = "columns = { key = \"No\", account = \"Client\" }\n";
    for (mapping, fault) in [
        ("name = \"erp\"\nkind = \"ordr\"\n", "sources.mappings[1].kind"),
        ("name = \"\"\nkind = \"order\"\n", "sources.mappings[1].name"),
    ] {
        let errors = faults(&format!("{zones}{mapping}{columns}"));
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].contains(fault), "{errors:?}");
    }
}
