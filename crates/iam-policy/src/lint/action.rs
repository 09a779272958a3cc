//! Actions: do they exist, does one cover another, does `NotAction` allow too much.

use super::{Check, Fix, KnownAction, Linter, removal, strings};
use crate::pattern::Pattern;
use crate::policy::PolicyType;
use crate::syntax::Node;

impl Linter<'_> {
    pub(super) fn actions(&mut self, statement: &Node<'_>, path: &str) {
        for element in ["Action", "NotAction"] {
            let Some(node) = statement.get(element) else {
                continue;
            };
            let path = format!("{path}.{element}");
            let named = strings(node, &path);
            for (text, item, path) in &named {
                self.action(text, item, path);
            }
            for (index, (text, item, path)) in named.iter().enumerate() {
                let covering = named.iter().enumerate().find(|(other, (wider, ..))| {
                    *other != index
                        && may_cover(wider, text)
                        && covers(wider, text)
                        && (*other < index || !covers(text, wider))
                });
                if let Some((_, (wider, ..))) = covering {
                    let message = format!("`{wider}` covers `{text}`");
                    let check = Check::RedundantAction;
                    if let Some(it) = self.find(check, message, path, item.span) {
                        it.fix = removal(node, item).map(|edit| Fix {
                            title: format!("Remove `{text}`"),
                            edits: vec![edit],
                        });
                    }
                }
            }
        }
        let allow = statement.get("Effect").and_then(Node::text) == Some("Allow");
        // An organisation's guardrail is often "everything but"; a grant of it seldom is meant.
        let grants = !matches!(self.policy_type, PolicyType::Scp | PolicyType::Boundary);
        if let Some(node) = statement.get("NotAction")
            && allow
            && grants
        {
            let message = "`NotAction` with `Allow` allows every action that is not listed, those \
                           of services to come included";
            let path = format!("{path}.NotAction");
            if let Some(it) = self.find(Check::AllowWithNotAction, message, &path, node.span) {
                it.help("list what is allowed in `Action`, or deny with `NotAction`");
            }
        }
    }

    fn action(&mut self, text: &str, item: &Node<'_>, path: &str) {
        if text == "*" && self.policy_type == PolicyType::Rcp {
            let message = "a resource control policy cannot be about every action";
            if let Some(it) = self.find(Check::RcpSyntaxErrorAction, message, path, item.span) {
                it.help("name the services, as in `s3:*`");
            }
        }
        let Some((prefix, name)) = text.split_once(':') else {
            return;
        };
        if prefix.is_empty() || name.is_empty() || prefix.contains(['*', '?']) {
            return;
        }
        let Some(known) = self.knowledge.knows_service(prefix) else {
            return;
        };
        if !known {
            let meant = self.knowledge.suggest_service(prefix);
            let message = format!("there is no service with the prefix `{prefix}`");
            let check = Check::InvalidServiceInAction;
            if let Some(it) = self.find(check, message, path, item.span) {
                it.suggest(meant.map(|prefix| format!("{prefix}:{name}")));
            }
        } else if name.contains(['*', '?']) {
            if !self.knowledge.matches_any(text) {
                let message = format!("no action matches `{text}`");
                self.find(Check::InvalidAction, message, path, item.span);
            }
        } else if self.knowledge.action(text).is_none() {
            let meant = self.knowledge.suggest_action(text);
            let message = format!("there is no action `{text}`");
            if let Some(it) = self.find(Check::InvalidAction, message, path, item.span) {
                it.suggest(meant);
            }
        }
    }

    /// The statement's actions when all are named without wildcards and known, else nothing.
    pub(super) fn exact_actions(&self, statement: &Node<'_>) -> Option<Vec<KnownAction>> {
        strings(statement.get("Action")?, "")
            .iter()
            .map(|(text, ..)| self.knowledge.action(text))
            .collect()
    }
}

/// Whether `wider` could cover `text` at all: it is about the same service, or about every one. A
/// long policy has thousands of patterns, and most pairs end here.
fn may_cover(wider: &str, text: &str) -> bool {
    match (wider.split_once(':'), text.split_once(':')) {
        (Some((wider, _)), Some((text, _))) => wider.eq_ignore_ascii_case(text),
        _ => true,
    }
}

/// Whether `wider` matches all that `text` matches. Sure when it says so; `?` is not followed.
pub(super) fn covers(wider: &str, text: &str) -> bool {
    let (wider, text) = (wider.to_ascii_lowercase(), text.to_ascii_lowercase());
    if wider == text || wider == "*" {
        return true;
    }
    !wider.contains('?') && Pattern::new(&wider).matches(&text)
}
