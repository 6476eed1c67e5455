//! Rules that the rep's own choices teach.

use super::*;
use crate::domain::learned::Lesson;
use crate::domain::settings::{Rule, Settings};

#[test]
fn a_rule_that_three_hand_offs_teach_is_one_key_away_and_decides_from_then_on() {
    let mut desk = Desk::with(vec![row(1, Kind::Order), row(2, Kind::Order)]);
    assert!(desk.press("W").is_empty());
    assert!(desk.status().starts_with("no rule to write"), "{}", desk.status());
    desk.press("2");
    let rule = Rule {
        to: "dev".to_owned(),
        kind: Some(Kind::Order),
        ..Rule::default()
    };
    let done = Done {
        command: CommandNo(1),
        words: "#1 handed to Dev".to_owned(),
        items: vec![ItemNo(1)],
        left_out: Vec::new(),
        draft: None,
        remark: None,
        undo: None,
        over: None,
        lesson: Some(Lesson {
            rule: rule.clone(),
            why: "3 orders went to @dev instead of @maria".to_owned(),
        }),
    };
    desk.act(Action::Committed {
        ticket: ticket(1),
        done,
    });
    assert_eq!(
        desk.status(),
        "#1 handed to Dev · 3 orders went to @dev instead of @maria: W makes that a rule"
    );
    assert_eq!(desk.press("W"), [Effect::WriteRule(rule.clone())]);
    let settings = Settings {
        rules: vec![rule.clone()],
        ..Settings::default()
    };
    desk.act(Action::RuleWritten {
        settings: Box::new(settings),
        path: "config.toml".to_owned(),
    });
    assert_eq!(desk.state.settings.rules, [rule]);
    assert!(desk.status().contains("config.toml"), "{}", desk.status());
    assert!(desk.press("W").is_empty(), "it is written once");
}
