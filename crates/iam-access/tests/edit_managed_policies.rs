//! The editor over every AWS managed policy: each can be shown whole, to set what is there changes
//! no byte, and an edit of one statement leaves every byte outside of it as it was.

#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test stops at what it did not expect"
)]

use iam_catalog::Catalogue;
use iam_policy::edit::{PolicyEdit, StatementOutline, edit, outline};
use iam_policy::policy::{Effect, PolicyType};
use iam_policy::syntax;

/// Every wish that asks for what the statement says already.
fn same_again(statement: &StatementOutline) -> Vec<PolicyEdit> {
    let number = statement.index;
    let mut wishes = vec![
        PolicyEdit::SetEffect {
            statement: number,
            effect: statement.effect.unwrap(),
        },
        PolicyEdit::SetSid {
            statement: number,
            sid: statement.sid.clone().unwrap_or_default(),
        },
    ];
    if let Some(actions) = &statement.actions {
        wishes.push(PolicyEdit::SetActions {
            statement: number,
            not: actions.not,
            values: actions.values.clone(),
        });
    }
    if let Some(resources) = &statement.resources {
        wishes.push(PolicyEdit::SetResources {
            statement: number,
            not: resources.not,
            values: resources.values.clone(),
        });
    }
    for (position, condition) in statement.conditions.iter().enumerate() {
        wishes.push(PolicyEdit::SetCondition {
            statement: number,
            condition: Some(position),
            operator: condition.operator.clone(),
            key: condition.key.clone(),
            values: condition.values.clone(),
        });
    }
    wishes
}

fn applied(text: &str, wish: &PolicyEdit) -> String {
    edit(text, PolicyType::Identity, wish).unwrap()
}

#[test]
fn to_set_what_is_there_changes_nothing_and_an_edit_stays_in_its_statement() {
    let mut policies = 0;
    for policy in Catalogue::bundled().managed_policies() {
        policies += 1;
        let tight = policy.document().to_owned();
        let pretty = syntax::pretty(&syntax::read(&tight).unwrap());
        for text in [tight, pretty] {
            let shown = outline(&text).unwrap();
            assert!(
                shown.kept.iter().all(|name| name == "Id"),
                "{}",
                policy.name()
            );
            assert_eq!(shown.statements.len(), shown.statement_count);
            // The first and the last speak for a long policy.
            let count = shown.statements.len();
            for statement in &shown.statements {
                assert!(
                    statement.kept.is_empty(),
                    "{}: {:?}",
                    policy.name(),
                    statement.kept
                );
                if ![0, count - 1].contains(&statement.index) {
                    continue;
                }
                for wish in same_again(statement) {
                    // AWS writes an empty `Sid` here and there; to remove it is a change.
                    let removes = matches!(&wish, PolicyEdit::SetSid { sid, .. } if sid.is_empty());
                    if !(removes && statement.sid.is_some()) {
                        assert_eq!(applied(&text, &wish), text, "{}: {wish:?}", policy.name());
                    }
                }
                stays_in_its_statement(&text, statement);
            }
        }
    }
    assert!(policies > 1_500, "{policies}");
}

/// Denies what was allowed, narrows it, and looks at everything around.
fn stays_in_its_statement(text: &str, statement: &StatementOutline) {
    let (start, end) = (statement.span.start as usize, statement.span.end as usize);
    let number = statement.index;
    let other = match statement.effect.unwrap() {
        Effect::Allow => Effect::Deny,
        Effect::Deny => Effect::Allow,
    };
    let wishes = [
        PolicyEdit::SetEffect {
            statement: number,
            effect: other,
        },
        PolicyEdit::SetActions {
            statement: number,
            not: false,
            values: vec!["s3:GetObject".into(), "s3:ListBucket".into()],
        },
        PolicyEdit::SetCondition {
            statement: number,
            condition: None,
            operator: "IpAddress".into(),
            key: "aws:SourceIp".into(),
            values: vec!["203.0.113.0/24".into()],
        },
    ];
    for wish in wishes {
        let Ok(after) = edit(text, PolicyType::Identity, &wish) else {
            // The condition is there already.
            continue;
        };
        assert_eq!(after[..start], text[..start]);
        assert_eq!(after[after.len() - (text.len() - end)..], text[end..]);
        let shown = outline(&after).unwrap();
        assert_eq!(shown.statements[number].span.start, start as u32);
        match wish {
            PolicyEdit::SetEffect { .. } => {
                assert_eq!(shown.statements[number].effect, Some(other));
            }
            PolicyEdit::SetActions { values, .. } => {
                let actions = shown.statements[number].actions.clone().unwrap();
                assert_eq!((actions.not, actions.values), (false, values));
            }
            _ => assert_eq!(
                shown.statements[number].conditions.len(),
                statement.conditions.len() + 1
            ),
        }
    }
}
