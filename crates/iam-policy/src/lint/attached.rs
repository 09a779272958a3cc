//! Policies of resources: what a policy that is attached to one resource cannot be about, and how
//! long it may be. To which service the resource belongs is read off the policy itself, where all
//! its ARNs or all its actions agree.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>

use super::trust::{Asked, asked, is, principals};
use super::{Check, Linter, strings};
use crate::syntax::Node;

/// How many bytes the policy of a resource may have, by service.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>,
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html>,
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
const SIZES: [(&str, usize); 4] = [
    ("kms", 32_768),
    ("lambda", 20_480),
    ("s3", 20_480),
    ("secretsmanager", 20_480),
];

/// Services whose policies speak of resources of other ones: recovery points are snapshots.
const SPEAKS_OF_OTHERS: [&str; 1] = ["backup"];

/// A string of the document with its place.
type Placed<'n> = (&'n str, &'n Node<'n>, String);

impl Linter<'_> {
    /// Checks of the document as a whole.
    pub(super) fn attached(&mut self, root: &Node<'_>, statements: &[(&Node<'_>, String)]) {
        let (mut actions, mut arns): (Vec<Placed<'_>>, Vec<Placed<'_>>) = Default::default();
        for (statement, path) in statements {
            let of = |element: &str| {
                let node = statement.get(element);
                node.map(|node| strings(node, &format!("{path}.{element}")))
                    .unwrap_or_default()
            };
            actions.extend(of("Action"));
            arns.extend(of("Resource"));
        }
        let by_actions = only(actions.iter().filter_map(|it| service_of_action(it.0)));
        let by_arns = only(arns.iter().filter_map(|it| service_of_arn(it.0)));
        match (by_actions, by_arns) {
            (Some(service), _) => self.foreign_arns(service, &arns),
            (None, Some(service)) => self.foreign_actions(service, &actions),
            (None, None) => {}
        }
        let service = by_arns.or(by_actions);
        let quota = SIZES.iter().find(|(name, _)| Some(*name) == service);
        let size = self.source.len();
        if let Some((service, quota)) = quota.filter(|(_, quota)| size > *quota) {
            let message =
                format!("the policy has {size} bytes; the quota of `{service}` is {quota}");
            let check = Check::PolicySizeExceedsResourceQuota;
            if let Some(it) = self.find(check, message, "", root.span) {
                it.help("put principals and resources together, or use wildcards");
            }
        }
    }

    fn foreign_arns(&mut self, service: &str, arns: &[Placed<'_>]) {
        for (text, item, path) in arns {
            let other = service_of_arn(text).filter(|other| !related(service, other));
            if let Some(other) = other {
                let message = format!(
                    "`{text}` is a resource of `{other}`, and the policy is about actions of `{service}`"
                );
                let check = Check::UnsupportedResourceArnInPolicy;
                if let Some(it) = self.find(check, message, path, item.span) {
                    it.help("name the resource that the policy is attached to");
                }
            }
        }
    }

    fn foreign_actions(&mut self, service: &str, actions: &[Placed<'_>]) {
        for (text, item, path) in actions {
            let other = service_of_action(text).filter(|other| !related(service, other));
            if let Some(other) = other {
                let message = format!(
                    "`{text}` is an action of `{other}`, and the policy is attached to a resource of `{service}`"
                );
                let check = Check::UnsupportedActionInPolicy;
                if let Some(it) = self.find(check, message, path, item.span) {
                    it.help(format!("name actions of `{service}`"));
                }
            }
        }
    }

    /// Checks of one statement.
    pub(super) fn attached_statement(&mut self, statement: &Node<'_>, path: &str) {
        for (text, item, path) in principals(statement, "Federated", path) {
            let message =
                format!("`{text}`: only a role's trust policy names an identity provider");
            let check = Check::FederatedPrincipalNotSupported;
            if let Some(it) = self.find(check, message, &path, item.span) {
                it.help("name the role that the provider's users assume");
            }
        }
        let asked = asked(statement, path);
        self.irrelevant(&asked);
        let allow = statement.get("Effect").and_then(Node::text) == Some("Allow");
        let service = principals(statement, "Service", path).into_iter().next();
        if let Some((service, ..)) = service.filter(|_| allow) {
            self.referer(service, &asked);
        }
    }

    /// Keys that say of the resource what the policy attached to it knows anyhow.
    fn irrelevant(&mut self, asked: &[Asked<'_>]) {
        for it in asked.iter().filter(|it| is(it.key, "s3:ResourceAccount")) {
            let message = format!("`{}` says nothing in the policy of a bucket", it.key);
            let check = Check::IrrelevantConditionKeyInPolicy;
            if let Some(found) = self.find(check, message, &it.path, it.span) {
                found.help("use it in an identity policy");
            }
        }
    }

    /// Whatever a caller writes into `Referer` says nothing of for whom a service works.
    fn referer(&mut self, service: &str, asked: &[Asked<'_>]) {
        for it in asked.iter().filter(|it| is(it.key, "aws:Referer")) {
            let message = format!("`{}` does not bind `{service}` to your account", it.key);
            let check = Check::RecommendedConditionKeyForService;
            if let Some(found) = self.find(check, message, &it.path, it.span) {
                found.help("use `aws:SourceArn` or `aws:SourceAccount`");
            }
        }
    }

    /// Keys that are safe only together with another one.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip>
    pub(super) fn pairs(&mut self, statement: &Node<'_>, path: &str) {
        let asked = asked(statement, path);
        let network = |it: &Asked<'_>| {
            is(it.key, "aws:SourceVpc")
                || is(it.key, "aws:SourceVpce")
                || is(it.key, "aws:SourceVpcArn")
        };
        if asked.iter().any(network) {
            return;
        }
        for it in asked.iter().filter(|it| is(it.key, "aws:VpcSourceIp")) {
            let message = format!(
                "`{}` is an address in any VPC, other people's included",
                it.key
            );
            let check = Check::MissingPairedConditionKeys;
            if let Some(found) = self.find(check, message, &it.path, it.span) {
                found.help("add `aws:SourceVpc` or `aws:SourceVpce` to the condition");
            }
        }
    }
}

/// The one value that all agree on.
fn only<'t>(mut texts: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let first = texts.next()?;
    texts
        .all(|text| text.eq_ignore_ascii_case(first))
        .then_some(first)
}

fn service_of_action(text: &str) -> Option<&str> {
    let (prefix, _) = text.split_once(':')?;
    (!prefix.contains(['*', '?'])).then_some(prefix)
}

fn service_of_arn(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("arn:")?;
    let service = rest.split(':').nth(1)?;
    (!service.is_empty() && !service.contains(['*', '?', '$'])).then_some(service)
}

/// Whether the policy of a resource of one service may speak of another one.
fn related(service: &str, other: &str) -> bool {
    let s3 = |it: &str| it.get(..2).is_some_and(|start| is(start, "s3"));
    is(service, other)
        || s3(service) && s3(other)
        || SPEAKS_OF_OTHERS.iter().any(|it| is(service, it))
}
