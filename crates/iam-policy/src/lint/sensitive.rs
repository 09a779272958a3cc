//! Actions that want a narrow resource: `iam:PassRole` and `iam:CreateServiceLinkedRole`.

use super::action::covers;
use super::{Check, Linter, strings};
use crate::policy::PolicyType;
use crate::syntax::Node;

/// An action, the condition key that narrows it as well, and its six checks.
struct Sensitive {
    action: &'static str,
    key: &'static str,
    not_resource: [Check; 3],
    star: [Check; 3],
}

/// Action named, action matched by a wildcard, `NotAction`: in this order.
const SENSITIVE: [Sensitive; 2] = [
    Sensitive {
        action: "iam:PassRole",
        key: "iam:PassedToService",
        not_resource: [
            Check::PassRoleNotResource,
            Check::PassRoleStarInActionAndNotResource,
            Check::PassRoleNotActionAndNotResource,
        ],
        star: [
            Check::PassRoleStarInResource,
            Check::PassRoleStarInActionAndResource,
            Check::PassRoleStarInResourceAndNotAction,
        ],
    },
    Sensitive {
        action: "iam:CreateServiceLinkedRole",
        key: "iam:AWSServiceName",
        not_resource: [
            Check::CreateSlrNotResource,
            Check::CreateSlrStarInActionAndNotResource,
            Check::CreateSlrNotActionAndNotResource,
        ],
        star: [
            Check::CreateSlrStarInResource,
            Check::CreateSlrStarInActionAndResource,
            Check::CreateSlrStarInResourceAndNotAction,
        ],
    },
];

impl Linter<'_> {
    pub(super) fn sensitive(&mut self, statement: &Node<'_>, path: &str) {
        let grants = matches!(self.policy_type, PolicyType::Identity | PolicyType::Session);
        if !grants || statement.get("Effect").and_then(Node::text) != Some("Allow") {
            return;
        }
        for sensitive in &SENSITIVE {
            if named_key(statement, sensitive.key) {
                continue;
            }
            let Some((way, node, element)) = reached(statement, sensitive.action) else {
                continue;
            };
            let check = if statement.get("NotResource").is_some() {
                sensitive.not_resource[way]
            } else if broad(statement) {
                sensitive.star[way]
            } else {
                continue;
            };
            let message = format!(
                "the statement allows `{}` on more roles than are named",
                sensitive.action
            );
            if let Some(it) = self.find(check, message, &format!("{path}.{element}"), node.span) {
                it.help(format!(
                    "name the roles in `Resource`, or add a condition on `{}`",
                    sensitive.key
                ));
            }
        }
    }
}

/// How the statement comes to speak of the action: by name, by wildcard, or by `NotAction`.
fn reached<'n>(
    statement: &'n Node<'n>,
    action: &str,
) -> Option<(usize, &'n Node<'n>, &'static str)> {
    if let Some(node) = statement.get("Action") {
        let named = strings(node, "");
        let exact = named
            .iter()
            .find(|(text, ..)| text.eq_ignore_ascii_case(action));
        if let Some((_, item, _)) = exact {
            return Some((0, item, "Action"));
        }
        let (_, item, _) = named.iter().find(|(text, ..)| covers(text, action))?;
        return Some((1, item, "Action"));
    }
    let node = statement.get("NotAction")?;
    let excluded = strings(node, "")
        .iter()
        .any(|(text, ..)| covers(text, action));
    (!excluded).then_some((2, node, "NotAction"))
}

/// Whether a resource of the statement stands for all roles of an account.
fn broad(statement: &Node<'_>) -> bool {
    let Some(node) = statement.get("Resource") else {
        return false;
    };
    strings(node, "").iter().any(|(text, ..)| {
        let resource = text.splitn(6, ':').nth(5);
        match resource {
            None => *text == "*" || text.ends_with('*'),
            Some(resource) => matches!(resource, "*" | "role/*" | "role*"),
        }
    })
}

fn named_key(statement: &Node<'_>, key: &str) -> bool {
    statement
        .get("Condition")
        .and_then(Node::members)
        .unwrap_or_default()
        .iter()
        .filter_map(|operator| operator.node.members())
        .flatten()
        .any(|member| member.key.eq_ignore_ascii_case(key))
}
