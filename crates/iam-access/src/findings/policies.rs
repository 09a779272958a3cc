//! Policies that say what has no effect, and policies that nobody has.

use super::statements::{Fault, faults, without_statement};
use super::{FindingCode, Found};
use crate::Scope;
use iam_directory::{
    EntityKind, InlinePolicy, ManagedPolicy, Operation, PolicyDocument, PolicyRef, clear_policy,
};
use iam_names::{EntityId, NameKey, PolicyName};
use iam_policy::policy::PolicyType;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn look(found: &mut Found<'_>) {
    let directory = found.scope.directory();
    unattached(found);
    let mut documents: Vec<Document<'_>> = Vec::new();
    for policy in directory.policies() {
        if let Some(document) = policy.document() {
            documents.push(Document {
                about: (EntityKind::Policy, policy.id, policy.name.as_str()),
                document,
                held: Holding::Managed(policy),
            });
        }
    }
    for user in directory.users() {
        let about = (EntityKind::User, user.id, user.name.as_str());
        documents.extend(inline_of(about, &user.inline));
    }
    for group in directory.groups() {
        let about = (EntityKind::Group, group.id, group.name.as_str());
        documents.extend(inline_of(about, &group.inline));
    }
    for role in directory.roles() {
        let about = (EntityKind::Role, role.id, role.name.as_str());
        documents.extend(inline_of(about, &role.inline));
    }
    let scope = found.scope;
    let told: Vec<_> = documents
        .par_iter()
        .map(|document| (document.about, statements(scope, document)))
        .collect();
    for (about, statements) in told {
        for (code, reason, changes) in statements {
            found.add(code, about, reason, changes);
        }
    }
}

type About<'n> = (EntityKind, EntityId, &'n str);

/// A policy whose statements are looked at.
#[expect(clippy::struct_field_names, reason = "the document is what it holds")]
struct Document<'e> {
    about: About<'e>,
    document: &'e PolicyDocument,
    held: Holding<'e>,
}

/// How a document is written anew.
enum Holding<'e> {
    Managed(&'e ManagedPolicy),
    Inline(&'e PolicyName),
}

fn inline_of<'e>(
    about: About<'e>,
    policies: &'e BTreeMap<NameKey, InlinePolicy>,
) -> impl Iterator<Item = Document<'e>> {
    policies.values().map(move |policy| Document {
        about,
        document: &policy.document,
        held: Holding::Inline(&policy.name),
    })
}

/// What is wrong with the statements of a document, and what cures it.
fn statements(
    scope: Scope<'_>,
    document: &Document<'_>,
) -> Vec<(FindingCode, String, Vec<Operation>)> {
    let text = document.document.shared();
    let reading = scope.library().read(&text, PolicyType::Identity);
    let Some(policy) = &reading.policy else {
        return Vec::new();
    };
    let settings = scope.account().settings();
    let (_, holder, name) = document.about;
    let title = || match document.held {
        Holding::Managed(_) => format!("the policy `{name}`"),
        Holding::Inline(inline) => format!("the inline policy `{inline}` of `{name}`"),
    };
    let write = |text: &str| match document.held {
        Holding::Managed(policy) => {
            let versions = settings.quotas.versions_per_policy as usize;
            new_version(policy, PolicyDocument::new(text), versions)
        }
        Holding::Inline(inline) => vec![Operation::PutInlinePolicy {
            holder,
            name: inline.clone(),
            document: PolicyDocument::new(text),
        }],
    };
    let found = faults(policy, settings).into_iter().map(|(number, fault)| {
        let title = title();
        let count = super::statements::count(number);
        let which = match &policy.statements[number].sid {
            Some(sid) => format!("Statement {count} (`{sid}`) of {title}"),
            None => format!("Statement {count} of {title}"),
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
        let changes = shorter.map(|text| write(&text)).unwrap_or_default();
        (code, format!("{which} {fault}."), changes)
    });
    found.collect()
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

/// Policies that nobody has. Who has which is gathered once for all.
fn unattached(found: &mut Found<'_>) {
    let directory = found.scope.directory();
    let mut held: BTreeSet<&PolicyRef> = BTreeSet::new();
    for user in directory.users() {
        held.extend(user.attached.iter().chain(&user.boundary));
    }
    for group in directory.groups() {
        held.extend(&group.attached);
    }
    for role in directory.roles() {
        held.extend(role.attached.iter().chain(&role.boundary));
    }
    for policy in directory.policies() {
        if held.contains(&PolicyRef::Customer(policy.id)) {
            continue;
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
}
