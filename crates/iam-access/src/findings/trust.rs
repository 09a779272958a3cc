//! Roles that trust too many.

use super::{FindingCode, Found};
use crate::assume::trust_set;
use crate::gather::gather_trust;
use crate::subject::role_arn;
use iam_directory::EntityKind;
use iam_policy::condition::Clause;
use iam_policy::policy::{Effect, PrincipalPattern, Principals, Statement};
use std::collections::BTreeSet;

pub(super) fn look(found: &mut Found<'_>) {
    let scope = found.scope;
    for role in scope.directory().roles() {
        if role.is_service_linked() || role.is_reserved() {
            continue;
        }
        let arn = role_arn(scope, role);
        let Some(trust) = gather_trust(scope, arn.as_str()) else {
            continue;
        };
        let about = (EntityKind::Role, role.id, role.name.as_str());
        if trust_set(&trust).is_public() {
            let reason = format!(
                "The trust policy of `{}` lets in everybody (`*`) and no condition narrows it.",
                role.name
            );
            found.add(FindingCode::WildcardTrust, about, reason, Vec::new());
        }
        let Some(policy) = &trust.reading.policy else {
            continue;
        };
        let foreign: BTreeSet<String> = policy
            .statements
            .iter()
            .filter(|it| it.effect == Effect::Allow && !names_external_id(it))
            .flat_map(|it| it.principals.iter().flat_map(Principals::entries))
            .filter_map(|entry| account_of(&entry.pattern))
            .filter(|digits| scope.in_account(digits).is_none())
            .collect();
        for account in foreign {
            let reason = format!(
                "`{}` can be assumed from the account {account}, which is not in this vault, without an external id.",
                role.name
            );
            found.add(FindingCode::ExternalTrust, about, reason, Vec::new());
        }
    }
}

/// Against the confused deputy.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
fn names_external_id(statement: &Statement) -> bool {
    statement.conditions.iter().any(|clause| match clause {
        Clause::Condition(condition, _) => condition.key.folded() == "sts:externalid",
        Clause::Unevaluable(_) => false,
    })
}

fn account_of(pattern: &PrincipalPattern) -> Option<String> {
    match pattern {
        PrincipalPattern::Account(digits)
        | PrincipalPattern::Role {
            account: digits, ..
        } => Some(digits.to_string()),
        PrincipalPattern::User(arn) | PrincipalPattern::Session(arn) => {
            arn.split(':').nth(4).map(str::to_owned)
        }
        _ => None,
    }
}
