//! Edits of generated documents, in whatever layout: an edit of one statement leaves every other
//! byte as it was, does what it was asked for, and can be taken back where it has an opposite.

#![expect(
    clippy::disallowed_methods,
    reason = "a test reads how long to run from the environment"
)]

use iam_policy::edit::{PolicyEdit, edit, outline, place};
use iam_policy::policy::{Effect, PolicyType};
use iam_policy::syntax;
use proptest::prelude::*;
use proptest::sample::select;

/// White space as people and programs write it.
fn space() -> impl Strategy<Value = String> {
    select(vec!["", "", " ", "\n", "\n  ", "\n\t", "\r\n    "]).prop_map(str::to_owned)
}

fn name() -> impl Strategy<Value = String> {
    select(vec![
        "s3:GetObject",
        "s3:*",
        "ec2:Describe*",
        "*",
        "iam:\u{e9}",
        "a\\\"b",
    ])
    .prop_map(syntax::quoted)
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        name(),
        (prop::collection::vec(name(), 0..4), space()).prop_map(|(items, space)| {
            format!("[{space}{}{space}]", items.join(&format!(",{space}")))
        }),
    ]
}

fn conditions() -> impl Strategy<Value = String> {
    let key = select(vec!["aws:SourceIp", "aws:username", "s3:prefix"]);
    (key, names(), space()).prop_map(|(key, values, space)| {
        format!("{{{space}\"StringLike\":{space}{{\"{key}\": {values}{space}}}{space}}}")
    })
}

fn statement() -> impl Strategy<Value = String> {
    (
        (space(), space()),
        select(vec!["Allow", "Deny"]),
        select(vec!["Action", "NotAction"]),
        names(),
        prop::option::of(names()),
        prop::option::of(conditions()),
        any::<bool>(),
    )
        .prop_map(
            |((space, gap), effect, action, actions, resources, conditions, odd)| {
                let mut parts = vec![
                    format!("\"Effect\":{gap}\"{effect}\""),
                    format!("\"{action}\":{gap}{actions}"),
                ];
                parts.extend(resources.map(|it| format!("\"Resource\":{gap}{it}")));
                parts.extend(conditions.map(|it| format!("\"Condition\":{gap}{it}")));
                if odd {
                    parts.push("\"Unknown\":  {\"kept\" :[1,2 ]}".to_owned());
                }
                format!("{{{space}{}{space}}}", parts.join(&format!(",{space}")))
            },
        )
}

fn document() -> impl Strategy<Value = (String, usize)> {
    (prop::collection::vec(statement(), 1..4), space(), space()).prop_map(
        |(statements, space, gap)| {
            let list = statements.join(&format!("{gap},{space}"));
            let text = format!(
                "{{{space}\"Version\":\"2012-10-17\",{space}\"Statement\":{gap}[{gap}{list}{gap}]{space}}}{gap}"
            );
            (text, statements.len())
        },
    )
}

fn wish() -> impl Strategy<Value = PolicyEdit> {
    let texts = || {
        prop::collection::vec(
            select(vec!["s3:GetObject", "s3:PutObject", "*", "iam:\u{e9}"]).prop_map(str::to_owned),
            1..4,
        )
    };
    let statement = 0..3_usize;
    prop_oneof![
        (statement.clone(), any::<bool>()).prop_map(|(statement, deny)| PolicyEdit::SetEffect {
            statement,
            effect: if deny { Effect::Deny } else { Effect::Allow },
        }),
        (statement.clone(), select(vec!["", "Renamed"])).prop_map(|(statement, sid)| {
            PolicyEdit::SetSid {
                statement,
                sid: sid.to_owned(),
            }
        }),
        (statement.clone(), any::<bool>(), texts()).prop_map(|(statement, not, values)| {
            PolicyEdit::SetActions {
                statement,
                not,
                values,
            }
        }),
        (statement.clone(), any::<bool>(), texts()).prop_map(|(statement, not, values)| {
            PolicyEdit::SetResources {
                statement,
                not,
                values,
            }
        }),
        (
            statement.clone(),
            prop::option::of(Just(0_usize)),
            select(vec!["StringLike", "StringEquals"]),
            select(vec!["aws:username", "aws:userid"]),
            texts()
        )
            .prop_map(|(statement, condition, operator, key, values)| {
                PolicyEdit::SetCondition {
                    statement,
                    condition,
                    operator: operator.to_owned(),
                    key: key.to_owned(),
                    values,
                }
            }),
        (statement.clone()).prop_map(|statement| PolicyEdit::RemoveCondition {
            statement,
            condition: 0
        }),
        statement.prop_map(|statement| PolicyEdit::DuplicateStatement { statement }),
    ]
}

fn target(wish: &PolicyEdit) -> usize {
    match wish {
        PolicyEdit::SetEffect { statement, .. }
        | PolicyEdit::SetSid { statement, .. }
        | PolicyEdit::SetActions { statement, .. }
        | PolicyEdit::SetResources { statement, .. }
        | PolicyEdit::SetCondition { statement, .. }
        | PolicyEdit::RemoveCondition { statement, .. }
        | PolicyEdit::DuplicateStatement { statement } => *statement,
        // No other wish is generated.
        _ => 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(2_000)
    ))]

    #[test]
    fn an_edit_leaves_every_other_byte((text, count) in document(), wish in wish()) {
        let number = target(&wish);
        let before = outline(&text).unwrap();
        prop_assert_eq!(before.statements.len(), count);
        let Ok(after) = edit(&text, PolicyType::Identity, &wish) else {
            return Ok(());
        };
        let held = before.statements[number].span;
        let (start, end) = (held.start as usize, held.end as usize);
        prop_assert_eq!(&after[..start], &text[..start]);
        prop_assert!(after.ends_with(&text[end..]));
        let shown = outline(&after).unwrap();
        let now = &shown.statements[number];
        prop_assert_eq!(&now.kept, &before.statements[number].kept);
        match &wish {
            PolicyEdit::SetEffect { effect, .. } => prop_assert_eq!(now.effect, Some(*effect)),
            PolicyEdit::SetSid { sid, .. } => {
                prop_assert_eq!(now.sid.as_deref().unwrap_or_default(), sid);
            }
            PolicyEdit::SetActions { not, values, .. } => {
                let actions = now.actions.as_ref().unwrap();
                prop_assert_eq!((actions.not, &actions.values), (*not, values));
            }
            PolicyEdit::SetResources { not, values, .. } => {
                let resources = now.resources.as_ref().unwrap();
                prop_assert_eq!((resources.not, &resources.values), (*not, values));
            }
            PolicyEdit::SetCondition { operator, key, values, .. } => {
                let found = now.conditions.iter().any(|it| {
                    it.operator == *operator && it.key == *key && it.values == *values
                });
                prop_assert!(found, "{:?}", now.conditions);
            }
            PolicyEdit::RemoveCondition { .. } => prop_assert_eq!(
                now.conditions.len() + 1,
                before.statements[number].conditions.len()
            ),
            PolicyEdit::DuplicateStatement { statement } => {
                let back = PolicyEdit::RemoveStatement { statement: statement + 1 };
                let removed = edit(&after, PolicyType::Identity, &back).unwrap();
                prop_assert_eq!(removed, text);
            }
            _ => {}
        }
    }

    #[test]
    fn a_move_and_back_is_nothing((text, count) in document(), from in 0..3_usize, to in 0..3_usize) {
        let (from, to) = (from % count, to % count);
        let there = PolicyEdit::MoveStatement { statement: from, to };
        let back = PolicyEdit::MoveStatement { statement: to, to: from };
        let moved = edit(&text, PolicyType::Identity, &there).unwrap();
        prop_assert_eq!(edit(&moved, PolicyType::Identity, &back).unwrap(), text);
    }

    #[test]
    fn a_place_is_found_in_whatever_stands_there(text in any::<String>(), cursor in any::<usize>()) {
        let found = place(&text, cursor % (text.len() + 2));
        prop_assert!(text.get(found.span.start as usize..found.span.end as usize).is_some());
    }
}
