//! Identity providers, and the roles that trust them.

use super::{FindingCode, Found};
use crate::gather::gather_trust;
use crate::subject::role_arn;
use iam_directory::EntityKind;
use iam_policy::condition::{Clause, Comparison, Condition};
use iam_policy::policy::{Effect, PrincipalPattern, Principals, Statement};
use std::collections::BTreeSet;

/// Providers that vouch for everybody's workloads: only `sub` tells whose they are.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html>
const SHARED: [&str; 3] = [
    "token.actions.githubusercontent.com",
    "gitlab.com",
    "app.terraform.io",
];

/// How many days before its end a certificate or a metadata document is named: another party has to
/// make the next one.
pub const ENDING_DAYS: i64 = 30;

pub(super) fn look(found: &mut Found<'_>) {
    let scope = found.scope;
    for provider in scope.directory().oidc_providers() {
        if provider.thumbprints.is_empty() {
            let name = provider.url.host_and_path();
            let reason = format!(
                "`{name}` has no thumbprint: AWS trusts any certificate for it that one of its own root authorities signed."
            );
            let about = (EntityKind::OidcProvider, provider.id, name);
            found.add(
                FindingCode::ProviderWithoutThumbprint,
                about,
                reason,
                Vec::new(),
            );
        }
    }
    for provider in scope.directory().saml_providers() {
        let Some(until) = provider.valid_until else {
            continue;
        };
        let name = provider.name.as_str();
        let (code, reason) = if until < found.now {
            (
                FindingCode::SamlMetadataExpired,
                format!("The metadata of `{name}` is not valid any more: nobody signs in by it."),
            )
        } else if until.days_since(found.now) < ENDING_DAYS {
            (
                FindingCode::SamlMetadataEnding,
                format!(
                    "The metadata of `{name}` is valid until {until}: then nobody signs in by it."
                ),
            )
        } else {
            continue;
        };
        let about = (EntityKind::SamlProvider, provider.id, name);
        found.add(code, about, reason, Vec::new());
    }
    for role in scope.directory().roles() {
        let trust = gather_trust(scope, role_arn(scope, role).as_str());
        let Some(policy) = trust.and_then(|trust| trust.reading.policy.clone()) else {
            continue;
        };
        let allows = policy.statements.iter();
        let open: BTreeSet<&str> = allows
            .filter(|it| it.effect == Effect::Allow)
            .flat_map(open_to)
            .collect();
        for provider in open {
            let reason = format!(
                "`{}` can be assumed by everybody for whom `{provider}` vouches: no condition on `{provider}:sub` says whose workload it must be.",
                role.name
            );
            let about = (EntityKind::Role, role.id, role.name.as_str());
            found.add(FindingCode::ProviderTrustOpen, about, reason, Vec::new());
        }
    }
}

/// The shared providers for which a statement asks nothing of `sub`.
fn open_to(statement: &Statement) -> Vec<&'static str> {
    let entries = statement.principals.iter().flat_map(Principals::entries);
    let named: Vec<&'static str> = entries
        .filter_map(|entry| match &entry.pattern {
            PrincipalPattern::Federated(arn) => {
                let (_, host) = arn.split_once(":oidc-provider/")?;
                SHARED.into_iter().find(|shared| *shared == host)
            }
            _ => None,
        })
        .collect();
    let asks = |provider: &str| {
        let key = format!("{provider}:sub");
        statement.conditions.iter().any(|clause| match clause {
            Clause::Condition(condition, _) => {
                condition.key.folded() == key && says_whose(condition)
            }
            Clause::Unevaluable(_) => false,
        })
    };
    named.into_iter().filter(|it| !asks(it)).collect()
}

/// Whether every value says more than what kind of workload it is: `repo:acme/…`, not `repo:*`.
fn says_whose(condition: &Condition) -> bool {
    let operator = condition.operator;
    let wild = operator.comparison == Comparison::StringLike;
    let compares = wild
        || matches!(
            operator.comparison,
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase
        );
    compares
        && !operator.negated
        && !operator.if_exists
        && condition.values.iter().all(|value| {
            let fixed = match (wild, value.written.find(['*', '?'])) {
                (true, Some(at)) => value.written.get(..at).unwrap_or_default(),
                _ => &value.written,
            };
            fixed
                .split_once(':')
                .is_some_and(|(_, whose)| !whose.is_empty())
        })
}
