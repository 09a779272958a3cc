//! The document and its statements: sizes, Sids, principals, and statements that repeat another.

use super::{Check, Linter, strings};
use crate::policy::PolicyType;
use crate::syntax::{Node, Value, compact};

/// Sizes of documents, in characters, as AWS counts by default.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const MANAGED_POLICY: usize = 6_144;
const TRUST_POLICY: usize = 2_048;
const SCP: usize = 10_240;
const RCP: usize = 5_120;

impl Linter<'_> {
    pub(super) fn document(&mut self, root: &Node<'_>) {
        self.size(root);
        let Some(value) = root.get("Statement") else {
            return;
        };
        let mut seen: Vec<String> = Vec::new();
        let statements: Vec<(&Node<'_>, String)> = match &value.value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (item, format!("Statement[{index}]")))
                .collect(),
            _ => vec![(value, "Statement".to_owned())],
        };
        if self.policy_type == PolicyType::Resource {
            self.attached(root, &statements);
        }
        let version = root.get("Version").and_then(Node::text) == Some("2012-10-17");
        for (statement, path) in &statements {
            if statement.members().is_none() {
                continue;
            }
            self.sid(statement, path);
            self.principal(statement, path);
            self.entrusted(statement, path);
            self.actions(statement, path);
            self.resources(statement, path);
            self.conditions(statement, path, version);
            self.resource_tags(statement, path);
            self.pairs(statement, path);
            if self.policy_type == PolicyType::Resource {
                self.attached_statement(statement, path);
            }
            self.sensitive(statement, path);
            let same = meaning(statement);
            if seen.contains(&same) {
                let message = "an earlier statement says the same";
                self.find(Check::RedundantStatement, message, path, statement.span);
            }
            seen.push(same);
        }
    }

    fn size(&mut self, root: &Node<'_>) {
        let whole = self.source.chars().count();
        let dense = self.source.chars().filter(|c| !c.is_whitespace()).count();
        let (check, size, quota) = match self.policy_type {
            PolicyType::Identity | PolicyType::Boundary => {
                let check = Check::PolicySizeExceedsIdentityQuota;
                (check, dense, MANAGED_POLICY)
            }
            PolicyType::Trust => (Check::PolicySizeExceedsTrustQuota, dense, TRUST_POLICY),
            PolicyType::Scp => (Check::PolicySizeExceedsScpQuota, whole, SCP),
            PolicyType::Rcp => (Check::PolicySizeExceedsRcpQuota, whole, RCP),
            PolicyType::Resource | PolicyType::Session | PolicyType::Vpce => return,
        };
        if size > quota {
            let message = format!("the policy has {size} characters; the quota is {quota}");
            if let Some(it) = self.find(check, message, "", root.span) {
                it.help("split it, or use wildcards where they grant no more than you mean");
            }
        }
    }

    fn sid(&mut self, statement: &Node<'_>, path: &str) {
        let Some(node) = statement.get("Sid") else {
            return;
        };
        let path = format!("{path}.Sid");
        let Some(sid) = node.text() else {
            return;
        };
        if sid.is_empty() {
            let message = "the `Sid` is empty";
            if let Some(it) = self.find(Check::EmptySidValue, message, &path, node.span) {
                it.help("name the statement, or leave `Sid` out");
            }
        }
        let narrow = !matches!(self.policy_type, PolicyType::Resource | PolicyType::Vpce);
        if narrow && !sid.chars().all(|c| c.is_ascii_alphanumeric()) {
            let message = format!("the `Sid` `{sid}` has other characters than letters and digits");
            let kept: String = sid.chars().filter(char::is_ascii_alphanumeric).collect();
            if let Some(it) = self.find(Check::UnsupportedSid, message, &path, node.span)
                && !kept.is_empty()
            {
                it.replace(&kept);
            }
        }
    }

    fn principal(&mut self, statement: &Node<'_>, path: &str) {
        let Some(node) = statement.get("Principal") else {
            return;
        };
        let path = format!("{path}.Principal");
        let allow = statement.get("Effect").and_then(Node::text) == Some("Allow");
        let conditioned = statement
            .get("Condition")
            .and_then(Node::members)
            .is_some_and(|it| !it.is_empty());
        let trust = self.policy_type == PolicyType::Trust;
        let mut everyone = node.text() == Some("*");
        for member in node.members().unwrap_or_default() {
            let path = format!("{path}.{}", member.key);
            if member.node.items().is_some_and(<[_]>::is_empty) {
                let message = format!("the list of `{}` principals is empty", member.key);
                self.find(Check::EmptyArrayPrincipal, message, &path, member.node.span);
            }
            for (text, item, path) in strings(&member.node, &path) {
                match &*member.key {
                    "AWS" => {
                        everyone |= text == "*";
                        self.unique_id(text, item, &path);
                    }
                    "Service" => self.service_principal(text, item, &path),
                    "Federated" if trust => self.federated(statement, text, item, &path),
                    _ => {}
                }
            }
        }
        if everyone && trust && allow && !conditioned {
            let message = "everyone in AWS may assume the role";
            if let Some(it) = self.find(Check::OpenTrust, message, &path, node.span) {
                it.help(
                    "name the accounts or roles, or add a condition such as `aws:PrincipalOrgID`",
                );
            }
        }
    }

    /// What AWS writes in place of the ARN of an entity that has been deleted.
    fn unique_id(&mut self, text: &str, item: &Node<'_>, path: &str) {
        let alphanumeric = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if text.len() < 16 || !alphanumeric {
            return;
        }
        let (check, what) = match text.get(..4) {
            Some("AROA") => (Check::InvalidRoleReference, "role"),
            Some("AIDA") => (Check::InvalidUserReference, "user"),
            _ => return,
        };
        let message = format!("`{text}` is the id of a {what}");
        if let Some(it) = self.find(check, message, path, item.span) {
            it.help(format!(
                "AWS writes an id where the {what} was deleted; name its ARN instead"
            ));
        }
    }

    fn service_principal(&mut self, text: &str, item: &Node<'_>, path: &str) {
        let shaped = text.ends_with(".amazonaws.com")
            || text.ends_with(".amazonaws.com.cn")
            || text.ends_with(".amazon.com")
            || text.ends_with(".aws.internal");
        if shaped || text.contains(['*', '?']) {
            return;
        }
        let message = format!("`{text}` is not a service principal");
        if let Some(it) = self.find(
            Check::InvalidServicePrincipalFormat,
            message,
            path,
            item.span,
        ) {
            it.help("write the service's name as in `ec2.amazonaws.com`");
        }
    }

    /// A SAML provider goes with `AssumeRoleWithSAML`, any other with `AssumeRoleWithWebIdentity`.
    fn federated(&mut self, statement: &Node<'_>, text: &str, item: &Node<'_>, path: &str) {
        let Some(actions) = statement.get("Action") else {
            return;
        };
        let wanted = if text.contains(":saml-provider/") {
            "sts:AssumeRoleWithSAML"
        } else {
            "sts:AssumeRoleWithWebIdentity"
        };
        let named = strings(actions, "");
        let fits = named
            .iter()
            .any(|(action, ..)| action.eq_ignore_ascii_case(wanted) || action.contains('*'));
        if !fits && !named.is_empty() {
            let message = format!("`{text}` cannot call what the statement allows");
            let check = Check::MismatchedActionForPrincipal;
            if let Some(it) = self.find(check, message, path, item.span) {
                it.help(format!("its action is `{wanted}`"));
            }
        }
    }
}

/// The statement without its `Sid`, elements in order of their names.
fn meaning(statement: &Node<'_>) -> String {
    let mut elements: Vec<String> = statement
        .members()
        .unwrap_or_default()
        .iter()
        .filter(|member| member.key != "Sid")
        .map(|member| format!("{}={}", member.key, compact(&member.node)))
        .collect();
    elements.sort();
    elements.join("\n")
}
