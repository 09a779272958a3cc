//! Policies that say what has no effect, and policies that nobody has.

use super::statements::{Fault, faults, without_statement};
use super::{FindingCode, Found};
use iam_directory::{
    EntityKind, InlinePolicy, ManagedPolicy, Operation, PolicyDocument, PolicyRef, clear_policy,
};
use iam_names::{EntityId, NameKey};
use iam_policy::policy::PolicyType;
use std::collections::BTreeMap;

pub(super) fn look(found: &mut Found<'_>) {
    let directory = found.scope.directory();
    let versions = found.scope.account().settings().quotas.versions_per_policy as usize;
    for policy in directory.policies() {
        let about = (EntityKind::Policy, policy.id, policy.name.as_str());
        unattached(found, policy);
        if let Some(document) = policy.document() {
            let title = format!("the policy `{}`", policy.name);
            statements(found, about, &title, document, |document| {
                new_version(policy, document, versions)
            });
        }
    }
    for user in directory.users() {
        inline(
            found,
            (EntityKind::User, user.id, user.name.as_str()),
            &user.inline,
        );
    }
    for group in directory.groups() {
        inline(
            found,
            (EntityKind::Group, group.id, group.name.as_str()),
            &group.inline,
        );
    }
    for role in directory.roles() {
        inline(
            found,
            (EntityKind::Role, role.id, role.name.as_str()),
            &role.inline,
        );
    }
}

type About<'n> = (EntityKind, EntityId, &'n str);

fn inline(found: &mut Found<'_>, about: About<'_>, policies: &BTreeMap<NameKey, InlinePolicy>) {
    for policy in policies.values() {
        let title = format!("the inline policy `{}` of `{}`", policy.name, about.2);
        statements(found, about, &title, &policy.document, |document| {
            vec![Operation::PutInlinePolicy {
                holder: about.1,
                name: policy.name.clone(),
                document,
            }]
        });
    }
}

fn statements(
    found: &mut Found<'_>,
    about: About<'_>,
    title: &str,
    document: &PolicyDocument,
    write: impl Fn(PolicyDocument) -> Vec<Operation>,
) {
    let text = document.shared();
    let reading = found.scope.library().read(&text, PolicyType::Identity);
    let Some(policy) = &reading.policy else {
        return;
    };
    for (number, fault) in faults(policy, found.scope.account().settings()) {
        let which = match &policy.statements[number].sid {
            Some(sid) => format!("Statement {number} (`{sid}`) of {title}"),
            None => format!("Statement {number} of {title}"),
        };
        let code = match fault {
            Fault::NotUnderstood(_) => FindingCode::StatementNotUnderstood,
            Fault::Never(_) => FindingCode::StatementNeverMatches,
            Fault::Shadowed(_) => FindingCode::StatementShadowed,
            Fault::Redundant(_) => FindingCode::StatementRedundant,
        };
        let shorter = match fault {
            Fault::NotUnderstood(_) => None,
            _ => without_statement(&text, policy, number),
        };
        let changes = shorter
            .map(|text| write(PolicyDocument::new(&text)))
            .unwrap_or_default();
        found.add(code, about, format!("{which} {fault}."), changes);
    }
}

/// A new version in force, in the place of the oldest one where there is no room for another.
fn new_version(policy: &ManagedPolicy, document: PolicyDocument, most: usize) -> Vec<Operation> {
    let oldest = policy
        .versions
        .iter()
        .find(|version| version.id != policy.default_version);
    let mut changes = Vec::new();
    if let (true, Some(oldest)) = (policy.versions.len() >= most, oldest) {
        changes.push(Operation::DeletePolicyVersion {
            policy: policy.id,
            version: oldest.id.clone(),
        });
    }
    changes.push(Operation::CreatePolicyVersion {
        policy: policy.id,
        document,
        set_as_default: true,
        created: None,
    });
    changes
}

fn unattached(found: &mut Found<'_>, policy: &ManagedPolicy) {
    let directory = found.scope.directory();
    let reference = PolicyRef::Customer(policy.id);
    let held = [false, true]
        .iter()
        .any(|it| !directory.holders(&reference, *it).is_empty());
    if held {
        return;
    }
    found.add(
        FindingCode::PolicyUnattached,
        (EntityKind::Policy, policy.id, policy.name.as_str()),
        format!(
            "The policy `{}` is attached to nobody and is nobody's permissions boundary.",
            policy.name
        ),
        clear_policy(directory, policy.id),
    );
}
