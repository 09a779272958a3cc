//! Statements without effect: that never match, that another one of the same policy covers.

use crate::extent::{covers, touches};
use iam_catalog::Catalogue;
use iam_directory::AccountSettings;
use iam_policy::policy::{
    ActionForm, ActionPattern, Actions, Effect, Policy, ResourceForm, Resources, Standing,
    Statement, counted,
};
use iam_policy::request::Action;
use std::collections::BTreeSet;
use std::fmt;

/// Why a statement has no effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It cannot be evaluated, and why.
    NotUnderstood(String),
    /// It never matches, and why.
    Never(String),
    /// A Deny covers the Allow: its number.
    Shadowed(usize),
    /// Another statement says as much: its number.
    Redundant(usize),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUnderstood(why) => write!(f, "can not be evaluated: {why}"),
            Self::Never(why) => write!(f, "can never match: {why}"),
            Self::Shadowed(by) => {
                let by = count(*by);
                write!(f, "has no effect: statement {by} denies all of it")
            }
            Self::Redundant(by) => {
                let by = count(*by);
                write!(f, "says nothing that statement {by} does not say")
            }
        }
    }
}

/// How people count a statement.
pub(super) fn count(number: usize) -> u32 {
    counted(u32::try_from(number).unwrap_or(u32::MAX - 1))
}

/// The statements of an identity policy that have no effect, by number.
pub(super) fn faults(policy: &Policy, settings: &AccountSettings) -> Vec<(usize, Fault)> {
    let mut found = Vec::new();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    for (number, statement) in policy.statements.iter().enumerate() {
        if let Some(fault) = alone(statement, settings) {
            gone.insert(number);
            found.push((number, fault));
        }
    }
    for (number, statement) in policy.statements.iter().enumerate() {
        if gone.contains(&number) {
            continue;
        }
        let others = policy.statements.iter().enumerate();
        let covering = others
            .filter(|(other, _)| *other != number && !gone.contains(other))
            .find_map(|(other, by)| {
                let redundant = by.effect == statement.effect
                    && (by.conditions.is_empty() || same_conditions(by, statement));
                let shadowed = by.effect == Effect::Deny
                    && statement.effect == Effect::Allow
                    && by.conditions.is_empty();
                if !(redundant || shadowed) || !takes_in(by, statement) {
                    return None;
                }
                Some(if shadowed {
                    Fault::Shadowed(other)
                } else {
                    Fault::Redundant(other)
                })
            });
        if let Some(fault) = covering {
            // Of two that say the same, one stays.
            gone.insert(number);
            found.push((number, fault));
        }
    }
    found.sort_by_key(|(number, _)| *number);
    found
}

/// What is wrong with a statement whatever else the policy says.
fn alone(statement: &Statement, settings: &AccountSettings) -> Option<Fault> {
    match &statement.standing {
        Standing::Unevaluable(problem) => {
            return Some(Fault::NotUnderstood(problem.message.clone()));
        }
        Standing::Never(problem) => return Some(Fault::Never(problem.message.clone())),
        Standing::Sound => {}
    }
    let Actions::Only(patterns) = &statement.actions else {
        return None;
    };
    if patterns.iter().any(|it| it.form == ActionForm::Any) {
        return None;
    }
    let actions: Vec<_> = patterns
        .iter()
        .flat_map(|it| Catalogue::bundled().actions_matching(&it.text))
        .collect();
    // Of a service that the catalogue does not have, nothing can be said.
    let known = |it: &ActionPattern| match &it.form {
        ActionForm::Service { prefix, .. } => Catalogue::bundled().service(prefix).is_some(),
        ActionForm::Any | ActionForm::Never => true,
    };
    if actions.is_empty() {
        return patterns.iter().all(known).then(|| {
            let names: Vec<String> = patterns.iter().map(|it| format!("`{}`", it.text)).collect();
            Fault::Never(format!("AWS has no action {}", names.join(", ")))
        });
    }
    let Resources::Only(resources) = &statement.resources else {
        return None;
    };
    let open = |it: &iam_policy::policy::ResourcePattern| {
        matches!(it.form, ResourceForm::Any | ResourceForm::Unevaluable)
    };
    if resources.iter().any(open) || !patterns.iter().all(known) {
        return None;
    }
    let account = settings.account_id.to_string();
    let fits = actions.iter().any(|action| {
        let kinds = action.resource_types();
        let any_kind = kinds.is_empty() && !action.wildcard_only();
        any_kind
            || kinds.iter().any(|kind| {
                // A resource may belong to another account, and to any Region.
                let pattern = kind
                    .resource_type
                    .arn_pattern(settings.partition, None, None);
                let own = kind
                    .resource_type
                    .arn_pattern(settings.partition, None, Some(&account));
                resources.iter().any(|it| {
                    let text = with_wildcards(&it.text);
                    touches(&text, &pattern) || touches(&text, &own)
                })
            })
    });
    (!fits).then(|| {
        let wildcard_only = actions.iter().all(|action| action.wildcard_only());
        Fault::Never(if wildcard_only {
            "its actions take no resource but `*`".to_owned()
        } else {
            "none of its actions works on these resources".to_owned()
        })
    })
}

/// Variables as `*`: they may stand for anything.
fn with_wildcards(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push('*');
        match after.split_once('}') {
            Some((_, after)) => rest = after,
            None => return out,
        }
    }
    out.push_str(rest);
    out
}

fn same_conditions(one: &Statement, other: &Statement) -> bool {
    use iam_policy::condition::Clause;
    let texts = |statement: &Statement| -> Option<BTreeSet<String>> {
        statement
            .conditions
            .iter()
            .map(|clause| match clause {
                Clause::Condition(it, None) => {
                    let mut values: Vec<&str> = it.values.iter().map(|v| &*v.written).collect();
                    values.sort_unstable();
                    Some(format!("{:?} {} {values:?}", it.operator, it.key.folded()))
                }
                _ => None,
            })
            .collect()
    };
    texts(one).is_some() && texts(one) == texts(other)
}

/// Whether a statement matches whatever another one matches, its conditions aside.
fn takes_in(by: &Statement, statement: &Statement) -> bool {
    let actions = match (&by.actions, &statement.actions) {
        (Actions::Only(all), _) if all.iter().any(|it| it.form == ActionForm::Any) => true,
        (Actions::Only(all), Actions::Only(some)) => some
            .iter()
            .all(|it| all.iter().any(|by| action_covers(by, it))),
        _ => false,
    };
    let resources = match (&by.resources, &statement.resources) {
        (Resources::Only(all), _) if all.iter().any(|it| it.form == ResourceForm::Any) => true,
        (Resources::Only(all), Resources::Only(some)) => some.iter().all(|it| {
            // What has a variable in it is only equal to itself.
            let fixed = |text: &str| !text.contains("${");
            all.iter().any(|by| {
                by.text == it.text
                    || fixed(&by.text) && fixed(&it.text) && covers(&by.text, &it.text)
            })
        }),
        _ => false,
    };
    actions && resources
}

fn action_covers(by: &ActionPattern, it: &ActionPattern) -> bool {
    // The pattern as if it were an action: a `*` of it is matched only by a `*`.
    Action::parse(&it.text.replace('?', "*")).is_ok_and(|action| by.matches(&action))
        || by.text.eq_ignore_ascii_case(&it.text)
}

/// The document without one of its statements; nothing when it would have none left.
pub(super) fn without_statement(text: &str, policy: &Policy, number: usize) -> Option<String> {
    if policy.statements.len() < 2 {
        return None;
    }
    let at = |number: usize| {
        let span = policy.statements[number].span;
        (span.start as usize, span.end as usize)
    };
    let (from, to) = if number + 1 < policy.statements.len() {
        (at(number).0, at(number + 1).0)
    } else {
        (at(number - 1).1, at(number).1)
    };
    Some(format!("{}{}", text.get(..from)?, text.get(to..)?))
}
