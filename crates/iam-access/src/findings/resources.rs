//! Resources that let in everybody, and policies that name somebody who is gone.

use super::{FindingCode, Found};
use crate::Scope;
use crate::assume::trust_set;
use crate::gather::{GatheredPolicy, gather_resource, gather_trust};
use crate::subject::role_arn;
use iam_directory::EntityKind;
use iam_names::{EntityId, UniqueId};
use iam_policy::policy::{PrincipalPattern, Principals};
use std::collections::BTreeSet;

pub(super) fn look(found: &mut Found<'_>) {
    let scope = found.scope;
    let ids: BTreeSet<&str> = (scope.estate().accounts())
        .map(|account| scope.state_of(account))
        .flat_map(|directory| {
            let users = directory.users().filter_map(|it| it.unique_id.as_ref());
            let roles = directory.roles().filter_map(|it| it.unique_id.as_ref());
            users.chain(roles)
        })
        .map(UniqueId::as_str)
        .collect();
    for resource in scope.directory().resources() {
        let arn = resource.arn.as_str();
        let Some(policy) = gather_resource(scope, arn) else {
            continue;
        };
        let about = (EntityKind::Resource, resource.id, arn);
        if trust_set(&policy).is_public() {
            let reason = format!(
                "The policy of `{arn}` lets in everybody (`*`) and no condition narrows it."
            );
            found.add(FindingCode::PublicResource, about, reason, Vec::new());
        }
        gone(found, &policy, about, &ids);
    }
    for role in scope.directory().roles() {
        if let Some(trust) = gather_trust(scope, role_arn(scope, role).as_str()) {
            let about = (EntityKind::Role, role.id, role.name.as_str());
            gone(found, &trust, about, &ids);
        }
    }
}

/// Principals that are not there any more. AWS writes the unique id of a deleted user or role in
/// the place of its ARN; one of another account may be alive, so that is told as what it is.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
fn gone(
    found: &mut Found<'_>,
    policy: &GatheredPolicy,
    about: (EntityKind, EntityId, &str),
    ids: &BTreeSet<&str>,
) {
    let scope = found.scope;
    let Some(read) = &policy.reading.policy else {
        return;
    };
    let entries = read
        .statements
        .iter()
        .flat_map(|it| it.principals.iter().flat_map(Principals::entries));
    let missing: BTreeSet<&str> = entries
        .filter(|entry| match &entry.pattern {
            PrincipalPattern::UniqueId(id) => !ids.contains(&**id),
            PrincipalPattern::User(arn) => is_missing(scope, arn, false),
            PrincipalPattern::Role { .. } => is_missing(scope, &entry.text, true),
            _ => false,
        })
        .map(|entry| &*entry.text)
        .collect();
    for principal in missing {
        let reason = format!(
            "The policy of `{}` names `{principal}`, which is in no account of this vault: another one of the same name would not be let in.",
            about.2
        );
        found.add(FindingCode::PrincipalGone, about, reason, Vec::new());
    }
}

/// Whether a user or role of an account that is held here is not there.
fn is_missing(scope: Scope<'_>, arn: &str, role: bool) -> bool {
    let Some(digits) = arn.split(':').nth(4) else {
        return false;
    };
    let Some(scope) = scope.in_account(digits) else {
        return false;
    };
    let name = arn.rsplit('/').next().unwrap_or_default();
    let directory = scope.directory();
    if role {
        directory.role_named(name).is_none()
    } else {
        directory.user_named(name).is_none()
    }
}
