//! Whom a statement with principals lets in, and by what: identity providers, AWS services, and
//! what a role's trust policy needs beside `sts:AssumeRole`.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>

use super::action::covers;
use super::{Check, Linter, strings};
use crate::policy::PolicyType;
use crate::syntax::Node;

const GITHUB: &str = "token.actions.githubusercontent.com";

/// Identity providers that are named by their domain.
const PROVIDERS: [&str; 4] = [
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

/// Keys that say for whom a service works.
const SOURCES: [&str; 5] = [
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
];

/// Keys that say something about a principal with an account, which a service is not.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
const PRINCIPAL_KEYS: [&str; 7] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalType",
    "aws:userid",
    "aws:username",
];

/// A condition key with the operator it stands under.
pub(super) struct Asked<'n> {
    pub(super) operator: &'n str,
    pub(super) key: &'n str,
    node: &'n Node<'n>,
    pub(super) path: String,
    pub(super) span: crate::problem::Span,
}

/// The condition keys of a statement.
pub(super) fn asked<'n>(statement: &'n Node<'n>, path: &str) -> Vec<Asked<'n>> {
    let operators = statement.get("Condition").and_then(Node::members);
    let operators = operators.unwrap_or_default().iter();
    operators
        .flat_map(|operator| {
            let keys = operator.node.members().unwrap_or_default().iter();
            keys.map(move |key| Asked {
                operator: &operator.key,
                key: &key.key,
                node: &key.node,
                path: format!("{path}.Condition.{}.{}", operator.key, key.key),
                span: key.key_span,
            })
        })
        .collect()
}

/// The principals of one type, with their places.
pub(super) fn principals<'n>(
    statement: &'n Node<'n>,
    kind: &str,
    path: &str,
) -> Vec<(&'n str, &'n Node<'n>, String)> {
    let node = statement.get("Principal").and_then(|it| it.get(kind));
    node.map(|node| strings(node, &format!("{path}.Principal.{kind}")))
        .unwrap_or_default()
}

pub(super) fn is(key: &str, name: &str) -> bool {
    key.eq_ignore_ascii_case(name)
}

impl Linter<'_> {
    pub(super) fn entrusted(&mut self, statement: &Node<'_>, path: &str) {
        let allow = statement.get("Effect").and_then(Node::text) == Some("Allow");
        if !allow {
            return;
        }
        let asked = asked(statement, path);
        match self.policy_type {
            PolicyType::Trust => {
                self.star(statement, path);
                self.providers(statement, &asked, path);
                self.session_actions(statement, &asked, path);
                self.redundant_sessions(statement, path);
                self.audience(&asked);
                self.services(statement, &asked, path);
            }
            PolicyType::Resource => {
                self.services(statement, &asked, path);
                self.unbound_services(statement, &asked, path);
            }
            _ => {}
        }
    }

    fn star(&mut self, statement: &Node<'_>, path: &str) {
        let Some(node) = statement.get("Principal") else {
            return;
        };
        if node.text() == Some("*") {
            let message = "`\"Principal\": \"*\"` cannot be used in a trust policy";
            let check = Check::TrustWildcardPrincipal;
            let path = format!("{path}.Principal");
            if let Some(it) = self.find(check, message, &path, node.span) {
                it.help("name who may assume the role");
            }
        }
    }

    /// Identity providers: is the name one, and is it said whom they may vouch for?
    fn providers(&mut self, statement: &Node<'_>, asked: &[Asked<'_>], path: &str) {
        for (text, item, path) in principals(statement, "Federated", path) {
            let host = match text.split_once(":oidc-provider/") {
                Some((_, host)) => host,
                None if text.contains(":saml-provider/") => continue,
                None if PROVIDERS.contains(&text) => text,
                None => {
                    let message = format!("`{text}` is no identity provider");
                    let check = Check::InvalidFederatedPrincipal;
                    if let Some(it) = self.find(check, message, &path, item.span) {
                        it.help("name a provider's ARN or its domain");
                    }
                    continue;
                }
            };
            let prefix = format!("{host}:");
            let of_provider = |it: &&Asked<'_>| {
                let start = it.key.get(..prefix.len());
                start.is_some_and(|start| is(start, &prefix))
            };
            if host == GITHUB {
                self.github(asked, item, &path);
            } else if asked.iter().find(of_provider).is_none() {
                let message = format!("`{text}` may vouch for anybody it knows");
                let check = Check::MissingConditionKeyForOidc;
                if let Some(it) = self.find(check, message, &path, item.span) {
                    it.help(format!("add a condition on a key such as `{host}:aud`"));
                }
            }
        }
    }

    /// GitHub's subject names the repository and the branch.
    fn github(&mut self, asked: &[Asked<'_>], item: &Node<'_>, path: &str) {
        let subject = format!("{GITHUB}:sub");
        let subjects: Vec<&Asked<'_>> = asked.iter().filter(|it| is(it.key, &subject)).collect();
        if subjects.is_empty() {
            let message = "every repository on GitHub may assume the role";
            let check = Check::MissingGithubRepoConditionKey;
            if let Some(it) = self.find(check, message, path, item.span) {
                it.help(format!("add a condition on `{subject}`"));
            }
        }
        for subject in subjects {
            for (text, item, path) in strings(subject.node, &subject.path) {
                if text.contains(['*', '?']) {
                    let message = format!("`{text}` lets in more than one repository and branch");
                    let check = Check::SpecificGithubRepo;
                    if let Some(it) = self.find(check, message, &path, item.span) {
                        it.help("name both, as in `repo:owner/name:ref:refs/heads/main`");
                    }
                }
            }
        }
    }

    /// Actions of STS that something in the statement needs beside `sts:AssumeRole`.
    fn session_actions(&mut self, statement: &Node<'_>, asked: &[Asked<'_>], path: &str) {
        let Some(node) = statement.get("Action") else {
            return;
        };
        let named = strings(node, "");
        let has = |action: &str| named.iter().any(|(text, ..)| covers(text, action));
        for it in asked {
            let tags = is(it.key, "aws:TagKeys")
                || is(it.key, "sts:TransitiveTagKeys")
                || it.key.get(..15).is_some_and(|it| is(it, "aws:RequestTag/"));
            let action = if is(it.key, "sts:SourceIdentity") {
                "sts:SetSourceIdentity"
            } else if tags {
                "sts:TagSession"
            } else {
                continue;
            };
            if !has(action) {
                let message = format!("`{}` is set with `{action}`", it.key);
                let check = Check::MissingActionForConditionKey;
                if let Some(found) = self.find(check, message, &it.path, it.span) {
                    found.help(format!("add `{action}` to the actions"));
                }
            }
        }
        let anywhere =
            |(text, ..): &(&str, &Node<'_>, String)| *text == "rolesanywhere.amazonaws.com";
        let services = principals(statement, "Service", path);
        if let Some((text, item, path)) = services.into_iter().find(anywhere) {
            let needed = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];
            let missing: Vec<&str> = needed.into_iter().filter(|it| !has(it)).collect();
            if !missing.is_empty() {
                let message = format!("`{text}` needs `{}`, too", missing.join("` and `"));
                let check = Check::MissingActionForRolesAnywhere;
                self.find(check, message, &path, item.span);
            }
        }
    }

    /// A session of a role that is named itself.
    fn redundant_sessions(&mut self, statement: &Node<'_>, path: &str) {
        let named = principals(statement, "AWS", path);
        let role_of = |text: &str| -> Option<(String, String)> {
            let (start, rest) = text.split_once(":assumed-role/")?;
            let account = start.rsplit(':').next()?.to_owned();
            Some((account, rest.split('/').next()?.to_owned()))
        };
        for (text, item, path) in &named {
            let Some((account, role)) = role_of(text) else {
                continue;
            };
            let parent = named.iter().find(|(other, ..)| {
                let of_account = other.contains(&format!(":iam::{account}:role/"));
                of_account && other.rsplit('/').next() == Some(&role)
            });
            if let Some((parent, ..)) = parent {
                let message = format!("`{parent}` covers its sessions, and so `{text}`");
                let check = Check::RedundantPrincipal;
                self.find(check, message, path, item.span);
            }
        }
    }

    fn audience(&mut self, asked: &[Asked<'_>]) {
        for it in asked.iter().filter(|it| it.key.ends_with(":aud")) {
            if it.operator.contains(':') {
                let message = format!("`{}` may have one value or several", it.key);
                let check = Check::ConfirmAudienceClaimType;
                if let Some(found) = self.find(check, message, &it.path, it.span) {
                    found.help(
                        "use a qualifier if the provider sends several, and none if it sends one",
                    );
                }
            }
        }
    }

    /// Keys that are absent when a service asks, so that the service is never let in.
    fn services(&mut self, statement: &Node<'_>, asked: &[Asked<'_>], path: &str) {
        let principal = statement.get("Principal").and_then(Node::members);
        let only_services =
            principal.is_some_and(|it| !it.is_empty() && it.iter().all(|it| it.key == "Service"));
        if !only_services || principals(statement, "Service", path).is_empty() {
            return;
        }
        for it in asked {
            let tag = it
                .key
                .get(..17)
                .is_some_and(|it| is(it, "aws:PrincipalTag/"));
            let about = tag || PRINCIPAL_KEYS.iter().any(|key| is(it.key, key));
            let wants = !it.operator.ends_with("IfExists") && !it.operator.contains("Not");
            if about && wants && it.operator != "Null" {
                let message = format!("`{}` is absent when a service asks", it.key);
                let check = Check::UnsupportedKeyForService;
                if let Some(found) = self.find(check, message, &it.path, it.span) {
                    found.help("use `aws:SourceArn` or `aws:SourceAccount`");
                }
            }
        }
    }

    /// A service that works for anybody: the confused deputy.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
    fn unbound_services(&mut self, statement: &Node<'_>, asked: &[Asked<'_>], path: &str) {
        let bound = |it: &Asked<'_>| SOURCES.iter().any(|key| is(it.key, key));
        if asked.iter().any(bound) {
            return;
        }
        for (text, item, path) in principals(statement, "Service", path) {
            let message = format!("`{text}` is let in for whomever it works");
            let check = Check::RestrictServicePrincipal;
            if let Some(it) = self.find(check, message, &path, item.span) {
                it.help("add a condition on `aws:SourceArn` or `aws:SourceAccount`");
            }
        }
    }
}
