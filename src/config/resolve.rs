//! From the file as written to the resolved config, or every fault, never half of it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;
use toml::{Spanned, Value};

use super::document::{Step, dotted};
use super::errors::ConfigErrors;
use super::file::{ClientClock, Clocks, Defaults, File, RuleEntry, ScreenEntry};
use super::read::{Faults, read};
use super::{
    Config, Origin, Screen, Theme, asks, cadences, deals, diary, hours, outcomes, promises, quarters, zone,
};
use crate::domain::clean;
use crate::domain::item::Kind;
use crate::domain::money::Currency;
use crate::domain::phone::Country;
use crate::domain::settings::{Rule, Settings};
use crate::domain::sources::Sources;
use crate::keys::{Keymap, Written, nearest};

/// The longest clock: ten years of working hours.
pub(super) const MOST_HOURS: i64 = 20_000;

/// Reads and checks a config's text. `origin` is the file that the errors name, `local` the zone where the config
/// names none.
///
/// # Errors
/// Every fault, with file, line and key.
pub fn resolve(text: &str, origin: &Path, local: Tz) -> Result<Config, ConfigErrors> {
    let failed = |errors| ConfigErrors {
        file: origin.to_owned(),
        errors,
    };
    let (file, mut faults) = read(text).map_err(failed)?;
    let mut config = Config::defaults(local);
    config.origin = Origin::File(origin.to_owned());
    config.take(file, origin, &mut faults);
    let errors = faults.finish();
    if errors.is_empty() {
        Ok(config)
    } else {
        Err(failed(errors))
    }
}

impl Config {
    fn take(&mut self, file: File, origin: &Path, faults: &mut Faults<'_>) {
        self.note_lines(&file, faults);
        let settings = &mut self.settings;
        if let Some(rep) = file.rep {
            settings.rep = one_line(&rep, faults);
        }
        if let Some(written) = file.currency {
            match Currency::parse(written.get_ref()) {
                Some(currency) => currency.code().clone_into(&mut settings.currency),
                None => faults.wrong(
                    &written.span(),
                    "a currency's three letters (ISO 4217), such as \"EUR\"",
                ),
            }
        }
        if let Some(written) = file.country {
            settings.country = Country::of(written.get_ref());
            if settings.country.is_none() && !written.get_ref().trim().is_empty() {
                faults.wrong(
                    &written.span(),
                    "a country's two letters (ISO 3166), such as \"DE\", or \"\"",
                );
            }
        }
        if let Some(zone) = file.zone.and_then(|written| read_zone(&written, faults)) {
            settings.calendar.zone = zone;
        }
        settings.calendar.week = hours::week(&file.hours, &settings.calendar.week, faults);
        settings.calendar.holidays = file
            .holidays
            .iter()
            .filter_map(|day| read_day(day, faults))
            .collect();
        clocks(&file.clocks, settings, faults);
        settings.rules = file.rules.iter().map(|entry| rule(entry, faults)).collect();
        settings.default_owner = default_owners(&file.defaults, faults);
        cadences::take(&file.cadences, settings, faults);
        settings.dialler = cadences::dialler(&file.dialler, faults);
        settings.promises = promises::settings(&file.promises, &file.authority, &settings.currency, faults);
        settings.outcomes = outcomes::settings(&file.outcomes, faults);
        settings.asks = asks::settings(&file.asks, faults);
        settings.quarters = quarters::settings(&file.quarters, faults);
        settings.diary = diary::settings(&file.diary, origin, faults);
        deals::take(&file.deals, &file.rates, settings, faults);
        let (zone, currency) = (settings.calendar.zone, Currency::parse(&settings.currency));
        self.sources = sources(file.sources, zone, currency, faults);
        self.screen = screen(&file.screen, faults);
        if file.keys.is_empty() {
            return;
        }
        match Keymap::with(&written_keys(file.keys)) {
            Ok(keymap) => self.keymap = keymap,
            Err(errors) => errors
                .iter()
                .for_each(|error| faults.say(&error.at, &error.found, &error.expected)),
        }
    }

    fn note_lines(&mut self, file: &File, faults: &Faults<'_>) {
        let mut note = |at: &Range<usize>| {
            let key = dotted(&faults.document.locate(at));
            self.lines.insert(key, faults.document.line(at.start));
        };
        for entry in &file.rules {
            note(&entry.span());
            note(&entry.get_ref().to.span());
            if let Some(source) = &entry.get_ref().source {
                note(&source.span());
            }
        }
        let defaults = [
            &file.defaults.order,
            &file.defaults.support,
            &file.defaults.follow_up,
        ];
        for entry in defaults.into_iter().flatten() {
            note(&entry.span());
        }
        let clocks = [&file.clocks.order, &file.clocks.support, &file.clocks.follow_up];
        for entry in clocks
            .into_iter()
            .filter_map(|clock| clock.urgent.as_ref().or(clock.normal.as_ref()))
        {
            note(&entry.span());
        }
    }
}

pub(super) fn one_line(written: &Spanned<String>, faults: &mut Faults<'_>) -> String {
    let text = clean::line(written.get_ref(), clean::NAME);
    if text != written.get_ref().trim() {
        faults.wrong(&written.span(), "one line of plain text, at most 200 characters");
    }
    text
}

pub(super) fn read_zone(written: &Spanned<String>, faults: &mut Faults<'_>) -> Option<Tz> {
    let name = written.get_ref();
    if name == "auto" {
        return None;
    }
    let zone = zone::parse_zone(name);
    if zone.is_none() {
        let near = zone::similar_zone(name).unwrap_or("Europe/Berlin");
        faults.wrong(
            &written.span(),
            format!("\"auto\" or a zone of the IANA list, such as \"{near}\""),
        );
    }
    zone
}

pub(super) fn read_day(written: &Spanned<Value>, faults: &mut Faults<'_>) -> Option<NaiveDate> {
    let text = match written.get_ref() {
        Value::String(text) => text.clone(),
        Value::Datetime(day) if day.time.is_none() => day.to_string(),
        _ => String::new(),
    };
    let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d")
        .ok()
        .filter(|_| text.len() == 10);
    if day.is_none() {
        faults.wrong(&written.span(), "a day such as \"2026-12-25\"");
    }
    day
}

pub(super) fn whole_hours(written: &Spanned<i64>, faults: &mut Faults<'_>) -> Option<u32> {
    let hours = u32::try_from(*written.get_ref()).ok();
    let hours = hours.filter(|_| (1..=MOST_HOURS).contains(written.get_ref()));
    if hours.is_none() {
        faults.wrong(
            &written.span(),
            format!("working hours, a whole number from 1 to {MOST_HOURS}"),
        );
    }
    hours
}

fn clocks(clocks: &Clocks, settings: &mut Settings, faults: &mut Faults<'_>) {
    if let Some(hours) = clocks
        .owner
        .as_ref()
        .and_then(|written| whole_hours(written, faults))
    {
        settings.owner_hours = hours;
    }
    let kinds: [(Kind, &ClientClock); 3] = [
        (Kind::Order, &clocks.order),
        (Kind::Support, &clocks.support),
        (Kind::FollowUp, &clocks.follow_up),
    ];
    for (kind, clock) in kinds {
        let Some(standing) = settings.client_hours.get_mut(&kind) else {
            continue;
        };
        if let Some(hours) = clock
            .normal
            .as_ref()
            .and_then(|written| whole_hours(written, faults))
        {
            standing.normal = hours;
        }
        if let Some(hours) = clock
            .urgent
            .as_ref()
            .and_then(|written| whole_hours(written, faults))
        {
            standing.urgent = hours;
        }
    }
}

/// A handle as the store knows it: lower case, without `@`.
fn handle(written: &Spanned<String>, faults: &mut Faults<'_>) -> String {
    let text = written.get_ref().trim();
    let handle = text.strip_prefix('@').unwrap_or(text).to_lowercase();
    if handle.is_empty() || handle.chars().any(|c| c.is_whitespace() || c.is_control()) {
        faults.wrong(&written.span(), "an owner's handle, such as \"maria\"");
    }
    handle
}

fn rule(entry: &Spanned<RuleEntry>, faults: &mut Faults<'_>) -> Rule {
    let entry = entry.get_ref();
    for text in entry.words.iter().chain(&entry.account).chain(&entry.source) {
        if text.get_ref().trim().is_empty() {
            faults.wrong(
                &text.span(),
                "some text: an empty one would narrow nothing; leave it out instead",
            );
        }
    }
    if let Some(value) = entry.value_over.as_ref().filter(|value| *value.get_ref() < 0) {
        faults.wrong(&value.span(), "a whole amount of the currency, from 0");
    }
    let text =
        |written: &Option<Spanned<String>>| written.as_ref().map(|text| text.get_ref().trim().to_owned());
    Rule {
        to: handle(&entry.to, faults),
        kind: entry.kind,
        account: text(&entry.account),
        words: entry
            .words
            .iter()
            .map(|word| word.get_ref().trim().to_owned())
            .collect(),
        source: text(&entry.source),
        value_over: entry.value_over.as_ref().map(|value| *value.get_ref()),
    }
}

fn default_owners(defaults: &Defaults, faults: &mut Faults<'_>) -> BTreeMap<Kind, String> {
    let kinds = [
        (Kind::Order, &defaults.order),
        (Kind::Support, &defaults.support),
        (Kind::FollowUp, &defaults.follow_up),
    ];
    let mut owners = BTreeMap::new();
    for (kind, written) in kinds {
        // An empty handle is how the example writes that nobody is named.
        if let Some(written) = written
            .as_ref()
            .filter(|written| !written.get_ref().trim().is_empty())
        {
            owners.insert(kind, handle(written, faults));
        }
    }
    owners
}

fn sources(written: Sources, zone: Tz, currency: Option<Currency>, faults: &mut Faults<'_>) -> Sources {
    for fault in written.faults() {
        // A mapping that can't be read has no name either: which sources there are is not known then.
        if fault.key.starts_with("zones.") && faults.any_in("sources") {
            continue;
        }
        let (found, expected) = match fault.words.split_once("expected ") {
            Some((found, expected)) => (found.trim_end_matches([' ', ';', ',']), expected),
            None => fault
                .words
                .split_once("; ")
                .unwrap_or((fault.words.as_str(), "another")),
        };
        let mut steps = vec![Step::Key("sources".to_owned())];
        steps.extend(steps_of(&fault.key));
        let found = if found.is_empty() {
            "this is not right"
        } else {
            found
        };
        faults.say_at(&steps, found, expected);
    }
    Sources {
        local_zone: zone,
        currency,
        ..written
    }
}

/// The steps of a path such as `mappings[0].columns.key`, counted from 0.
fn steps_of(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (key, index) = part
            .split_once('[')
            .map_or((part, None), |(key, rest)| (key, rest.strip_suffix(']')));
        steps.push(Step::Key(key.to_owned()));
        steps.extend(index.and_then(|index| index.parse().ok()).map(Step::Index));
    }
    steps
}

fn screen(written: &ScreenEntry, faults: &mut Faults<'_>) -> Screen {
    let mut screen = Screen::default();
    if let Some(theme) = &written.theme {
        match theme.get_ref().as_str() {
            "auto" => screen.theme = Theme::Auto,
            "dark" => screen.theme = Theme::Dark,
            "light" => screen.theme = Theme::Light,
            "mono" => screen.theme = Theme::Mono,
            other => {
                let near = nearest(other, ["auto", "dark", "light", "mono"]);
                let expected = near.map_or_else(
                    || "\"auto\", \"dark\", \"light\" or \"mono\"".to_owned(),
                    |near| format!("\"{near}\""),
                );
                faults.wrong(&theme.span(), expected);
            }
        }
    }
    screen.mouse = written.mouse.unwrap_or(screen.mouse);
    if let Some(ascii) = &written.ascii {
        match ascii.get_ref() {
            Value::Boolean(ascii) => screen.ascii = Some(*ascii),
            Value::String(word) if word == "auto" => screen.ascii = None,
            _ => faults.wrong(&ascii.span(), "\"auto\", true or false"),
        }
    }
    screen
}

fn written_keys(keys: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>) -> Vec<Written> {
    let mut written: Vec<Written> = keys
        .into_iter()
        .flat_map(|(section, bindings)| {
            bindings.into_iter().map(move |(keys, does)| Written {
                section: section.clone(),
                keys,
                does,
            })
        })
        .collect();
    written.sort_by_key(|binding| binding.keys.span().start);
    written
}
