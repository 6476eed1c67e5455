//! The zone in which the rep lives: named by the config, else by the environment, else by the system.

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::keys::nearest;

/// The zone of this computer, and a word if it had to be guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalZone {
    /// The zone.
    pub zone: Tz,
    /// What the rep should know about how it was found.
    pub remark: Option<String>,
}

impl LocalZone {
    /// The zone by `TZ`, else by the system, else UTC. Both are given, so that nothing here asks the environment;
    /// [`system_zone`] is for the second.
    #[must_use]
    pub fn find(tz: Option<&str>, system: impl FnOnce() -> Option<String>) -> Self {
        let tz = tz.map(str::trim);
        let named = tz.and_then(from_environment);
        if let Some(zone) = named {
            return Self { zone, remark: None };
        }
        let unread = tz.filter(|tz| !tz.is_empty()).map(|tz| {
            format!(
                "TZ is \"{}\", which names no zone of the IANA list",
                super::document::visible(tz)
            )
        });
        if let Some(zone) = system().as_deref().and_then(parse_zone) {
            return Self {
                zone,
                remark: unread.map(|why| format!("{why}; the system's {zone} is used")),
            };
        }
        let why = unread.unwrap_or_else(|| "The system does not say its zone".to_owned());
        let remark = format!("{why}; UTC is used. Set zone = \"Europe/Berlin\" or another in the config");
        Self {
            zone: Tz::UTC,
            remark: Some(remark),
        }
    }
}

/// The name of the system's zone, as the system says it.
#[must_use]
pub fn system_zone() -> Option<String> {
    iana_time_zone::get_timezone().ok()
}

/// A zone by its name in the IANA list, in any case.
#[must_use]
pub fn parse_zone(name: &str) -> Option<Tz> {
    Tz::from_str_insensitive(name.trim()).ok()
}

/// The value of `TZ`: a name, perhaps after a colon, or a file of the zone database. Empty means UTC (POSIX).
fn from_environment(value: &str) -> Option<Tz> {
    if value.is_empty() {
        return Some(Tz::UTC);
    }
    let name = value.strip_prefix(':').unwrap_or(value);
    let name = name.rsplit_once("zoneinfo/").map_or(name, |(_, name)| name);
    parse_zone(name)
}

/// The zone that a mistyped name may mean: one that ends in the city, else the one spelled most alike.
pub(super) fn similar_zone(name: &str) -> Option<&'static str> {
    let city = name.trim().replace(' ', "_");
    let by_city = TZ_VARIANTS.iter().map(|zone| zone.name()).find(|known| {
        known
            .rsplit_once('/')
            .is_some_and(|(_, last)| last.eq_ignore_ascii_case(&city))
    });
    by_city.or_else(|| nearest(&city, TZ_VARIANTS.iter().map(|zone| zone.name())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(tz: Option<&str>, system: Option<&str>) -> LocalZone {
        LocalZone::find(tz, || system.map(str::to_owned))
    }

    #[test]
    fn the_environment_stands_before_the_system() {
        for tz in [
            "Europe/Berlin",
            ":Europe/Berlin",
            "europe/berlin",
            "/usr/share/zoneinfo/Europe/Berlin",
        ] {
            let local = found(Some(tz), Some("Asia/Tokyo"));
            assert_eq!(
                local,
                LocalZone {
                    zone: Tz::Europe__Berlin,
                    remark: None
                },
                "{tz}"
            );
        }
        assert_eq!(found(Some(""), Some("Asia/Tokyo")).zone, Tz::UTC);
        assert_eq!(
            found(None, Some("Asia/Tokyo")),
            LocalZone {
                zone: Tz::Asia__Tokyo,
                remark: None
            }
        );
    }

    #[test]
    fn a_guess_is_said() {
        let local = found(Some("CET-1CEST"), Some("Asia/Tokyo"));
        assert_eq!(local.zone, Tz::Asia__Tokyo);
        assert!(local.remark.unwrap().contains("\"CET-1CEST\""));
        let local = found(None, None);
        assert_eq!(local.zone, Tz::UTC);
        assert!(local.remark.unwrap().contains("UTC is used"));
    }

    #[test]
    fn a_city_or_a_typing_mistake_finds_its_zone() {
        assert_eq!(similar_zone("Berlin"), Some("Europe/Berlin"));
        assert_eq!(similar_zone("new york"), Some("America/New_York"));
        assert_eq!(similar_zone("Europe/Berln"), Some("Europe/Berlin"));
        assert_eq!(similar_zone("Nowhere at all"), None);
    }
}
