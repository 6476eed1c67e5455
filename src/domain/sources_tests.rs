//! What a description of sources takes and what it refuses.

use super::*;

const ERP: &str = r#"
    [zones]
    shopify = "Europe/Berlin"

    [shopify]
    urgent_tags = ["eilig"]

    [[mappings]]
    name = "erp"
    kind = { column = "Art", values = { "AB" = "order", "RK" = "support" } }
    columns = { key = "Auftrag Nr.", account = ["Firma", "Kunde"], finished = "Status" }
    date_format = "%d/%m/%Y"
    zone = "America/New_York"
    currency = { column = "Wkz" }
    finished = ["erledigt"]
    delimiter = "|"
    decimal = "comma"

    [[mappings]]
    name = "plain"
    kind = "follow_up"
    columns = { key = "No", account = "Who" }
"#;

#[test]
fn a_description_is_read_as_the_config_holds_it() {
    let sources: Sources = toml::from_str(ERP).unwrap();
    assert_eq!(sources.faults(), []);
    let erp = sources.mapping("erp").unwrap();
    assert_eq!(erp.columns.account.0, ["Firma", "Kunde"]);
    assert_eq!(erp.decimal, Decimal::Comma);
    assert_eq!(erp.urgent, urgent_values());
    assert_eq!(
        sources.mapping("plain").unwrap().kind,
        Kinds::Fixed(Kind::FollowUp)
    );
    assert_eq!(
        sources.names().collect::<Vec<_>>(),
        ["shopify", "zendesk", "erp", "plain"]
    );
    assert_eq!(sources.zone("shopify"), Tz::Europe__Berlin);
    assert_eq!(sources.zone("erp"), Tz::America__New_York);
    assert_eq!(sources.zone("zendesk"), Tz::UTC);
}

#[test]
fn an_empty_description_is_the_default() {
    assert_eq!(toml::from_str::<Sources>("").unwrap(), Sources::default());
}

#[test]
fn what_does_not_fit_says_what_was_expected() {
    for (text, expected) in [
        ("zoness = {}", "unknown field `zoness`"),
        (
            "[[mappings]]\nname='a'\nkind='oder'\ncolumns={key='k',account='a'}",
            "expected",
        ),
        (
            "[[mappings]]\nname='a'\nkind='order'\ncolumns={key=1,account='a'}",
            "a column's header",
        ),
        (
            "[[mappings]]\nname='a'\nkind='order'\ncolumns={kye='k'}",
            "unknown field `kye`",
        ),
        ("[zones]\nshopify='Mars'", "shopify"),
    ] {
        let error = toml::from_str::<Sources>(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn what_types_cannot_rule_out_is_found() {
    let text = r#"
        [zones]
        crm = "UTC"
        [[mappings]]
        name = "shopify"
        kind = "order"
        columns = { key = "No", finished = "Status", due = "--" }
        date_format = "%Q"
        currency = "euro"
        urgent = []
        delimiter = "ä"
    "#;
    let sources: Sources = toml::from_str(text).unwrap();
    let keys: Vec<String> = sources.faults().into_iter().map(|fault| fault.key).collect();
    assert_eq!(
        keys,
        [
            "mappings[0].name",
            "mappings[0].columns.account",
            "mappings[0].finished",
            "mappings[0].date_format",
            "mappings[0].currency",
            "mappings[0].delimiter",
            "zones.crm",
        ]
    );
}

#[test]
fn headers_are_compared_without_case_accents_and_punctuation() {
    assert_eq!(column_key("\u{feff}Créé-le "), column_key("cree LE"));
    assert_eq!(column_key("Lineitem quantity"), column_key("lineitem_quantity"));
    assert_ne!(column_key("#"), column_key("%"));
}
