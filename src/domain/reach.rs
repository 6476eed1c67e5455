//! How an account or one of its people is reached: telephone numbers and mail addresses, each with the key by which
//! two of them are compared.

use super::clean;
use super::phone::{self, Country};
use super::words_enum;

words_enum! {
    /// A way to reach somebody.
    pub enum Way {
        /// A telephone number.
        Phone = "phone",
        /// A mail address.
        Email = "email",
    }
}

/// A number or an address: as it is shown, and as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Which it is.
    pub way: Way,
    /// As it was written.
    pub shown: String,
    /// A number's [`phone::key`]; an address in lower case.
    pub key: String,
}

impl Reach {
    /// Reads a telephone number.
    ///
    /// # Errors
    /// When it is none, in words.
    pub fn phone(text: &str, country: Option<Country>) -> Result<Self, String> {
        let shown = clean::line(text, clean::NAME);
        match phone::key(&shown, country) {
            Some(key) => Ok(Self {
                way: Way::Phone,
                shown,
                key,
            }),
            None => Err(format!(
                "{shown:?} is no telephone number: write its digits, as in +49 30 1234567"
            )),
        }
    }

    /// Reads a mail address.
    ///
    /// # Errors
    /// When it is none, in words.
    pub fn email(text: &str) -> Result<Self, String> {
        let shown = clean::line(text, clean::NAME);
        match address(&shown) {
            Some(key) => Ok(Self {
                way: Way::Email,
                shown,
                key,
            }),
            None => Err(format!(
                "{shown:?} is no mail address: write it in full, as in ines@borealis.example"
            )),
        }
    }
}

/// A mail address in the form in which two are compared; `None` where it is none.
#[must_use]
pub fn address(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    let (who, domain) = text.split_once('@')?;
    let sound = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || matches!(c, '@' | '<' | '>' | ','))
    };
    (sound(who) && sound(domain) && self::domain(domain).is_some()).then(|| text.to_owned())
}

/// A domain in the form in which two are compared: of `https://www.Borealis.example/de` it is `borealis.example`.
/// `None` where it is none.
#[must_use]
pub fn domain(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let text = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let text = text.trim_start_matches('@').trim_end_matches('.');
    let text = text.strip_prefix("www.").unwrap_or(text);
    let sound = text.contains('.')
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'));
    sound.then(|| text.to_owned())
}

/// The domain that an address gives away of whom it belongs to: none where anybody can have an address.
#[must_use]
pub fn own_domain(address: &str) -> Option<&str> {
    let (_, domain) = address.rsplit_once('@')?;
    (!is_public(domain)).then_some(domain)
}

/// Providers with whom anybody has an address, in several countries each: the name before the first dot.
const PROVIDERS: &[&str] = &[
    "aol",
    "gmail",
    "gmx",
    "googlemail",
    "hotmail",
    "icloud",
    "live",
    "msn",
    "outlook",
    "proton",
    "yahoo",
    "yandex",
];

/// Further such providers, by their whole domain.
const PUBLIC: &[&str] = &[
    "126.com",
    "163.com",
    "arcor.de",
    "att.net",
    "bbox.fr",
    "bigpond.com",
    "bluewin.ch",
    "btinternet.com",
    "comcast.net",
    "fastmail.com",
    "free.fr",
    "freenet.de",
    "hey.com",
    "interia.pl",
    "laposte.net",
    "libero.it",
    "mac.com",
    "mail.com",
    "mail.de",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "naver.com",
    "o2.pl",
    "onet.pl",
    "orange.fr",
    "pm.me",
    "posteo.de",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "rocketmail.com",
    "seznam.cz",
    "sfr.fr",
    "sina.com",
    "t-online.de",
    "tuta.com",
    "tutanota.com",
    "verizon.net",
    "wanadoo.fr",
    "web.de",
    "ymail.com",
];

/// Whether anybody can have an address in this domain.
#[must_use]
pub fn is_public(domain: &str) -> bool {
    let name = domain.split('.').next().unwrap_or_default();
    PROVIDERS.contains(&name) || PUBLIC.contains(&domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_in_lower_case() {
        assert_eq!(
            address(" mailto:Ines.Weber@Borealis.Example ").as_deref(),
            Some("ines.weber@borealis.example")
        );
        for bad in [
            "",
            "ines",
            "@borealis.example",
            "ines@",
            "ines@localhost",
            "a b@c.d",
            "a@b@c.d",
            "a@b..d",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_domain_is_found_in_what_people_paste() {
        for text in [
            "borealis.example",
            "www.Borealis.example",
            "https://www.borealis.example/de?x=1",
            "@borealis.example",
        ] {
            assert_eq!(domain(text).as_deref(), Some("borealis.example"), "{text}");
        }
        for bad in ["", "borealis", "bore alis.de", "..", "-"] {
            assert_eq!(domain(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_public_provider_tells_nothing_of_the_client() {
        assert_eq!(own_domain("ines@borealis.example"), Some("borealis.example"));
        for address in [
            "ines@gmail.com",
            "ines@yahoo.co.jp",
            "ines@web.de",
            "ines@hotmail.fr",
        ] {
            assert_eq!(own_domain(address), None, "{address}");
        }
        assert!(PUBLIC.is_sorted() && PROVIDERS.is_sorted());
    }
}
