//! `aws:ResourceTag` in a condition beside actions of services that never send it: the condition
//! never holds for them, so that a Deny lets them through and an Allow gives nothing.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>

use std::collections::BTreeMap;

use super::trust::{Asked, asked};
use super::{Check, Linter, strings};
use crate::condition::{Comparison, registry};
use crate::syntax::Node;

const RESOURCE_TAG: &str = "aws:resourcetag/";

impl Linter<'_> {
    pub(super) fn resource_tags(&mut self, statement: &Node<'_>, path: &str) {
        let allow = match statement.get("Effect").and_then(Node::text) {
            Some("Allow") => true,
            Some("Deny") => false,
            _ => return,
        };
        let asked = asked(statement, path);
        let Some(it) = asked.iter().find(|it| wants_resource_tag(it)) else {
            return;
        };
        if statement.get("NotAction").is_some() {
            self.but_for_some(allow, it);
        } else {
            let services = self.without_tags(statement);
            if !services.is_empty() {
                self.never(allow, it, &services);
            }
        }
    }

    fn but_for_some(&mut self, allow: bool, it: &Asked<'_>) {
        if self.knowledge.knows_service("iam").is_none() {
            return;
        }
        let (check, does) = if allow {
            (Check::AllowNotActionWithUnsupportedTag, "allowed")
        } else {
            (Check::DenyNotActionWithUnsupportedTag, "denied")
        };
        let message = format!(
            "actions that never have `{}` are not {does} by this statement",
            it.key
        );
        if let Some(found) = self.find(check, message, &it.path, it.span) {
            found.help("list the actions in `Action`");
        }
    }

    fn never(&mut self, allow: bool, it: &Asked<'_>, services: &[String]) {
        let (check, does) = if allow {
            (Check::AllowWithUnsupportedTag, "allows")
        } else {
            (Check::DenyWithUnsupportedTag, "denies")
        };
        let message = format!(
            "the actions named of `{}` never have `{}`, so the statement {does} none of them",
            services.join("`, `"),
            it.key
        );
        if let Some(found) = self.find(check, message, &it.path, it.span) {
            found.help("move these actions to a statement without this condition key");
        }
    }

    /// The services of whose named actions none has tags of the resource.
    fn without_tags(&self, statement: &Node<'_>) -> Vec<String> {
        let mut services: BTreeMap<String, bool> = BTreeMap::new();
        for (text, ..) in statement
            .get("Action")
            .map(|node| strings(node, ""))
            .unwrap_or_default()
        {
            let Some((prefix, _)) = text.split_once(':') else {
                continue;
            };
            // What is not known is taken for having them.
            let tags = self.knowledge.has_resource_tags(text).unwrap_or(true);
            *services.entry(prefix.to_ascii_lowercase()).or_default() |= tags;
        }
        let without = services.into_iter().filter(|(_, tags)| !tags);
        without.map(|(prefix, _)| prefix).collect()
    }
}

/// Whether a condition fails where the tag is absent.
fn wants_resource_tag(it: &Asked<'_>) -> bool {
    let start = it.key.get(..RESOURCE_TAG.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(RESOURCE_TAG))
        && registry::find(it.operator).is_some_and(|(operator, _)| {
            !operator.negated && !operator.if_exists && operator.comparison != Comparison::Null
        })
}
