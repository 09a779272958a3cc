//! Policies for the screen: customer managed, AWS managed and inline ones.

use iam_access::readable;
use iam_catalog::Catalogue;
use iam_directory::{Account, Directory, ManagedPolicy, PolicyRef};
use iam_names::{Arn, EntityId};

use super::rows::Key;
use super::{count, date, standing, tags};
use crate::contract::directory::{
    AttachmentView, PolicyHandle, PolicyKindView, PolicyRowView, PolicyScope, PolicyVersionView,
    PolicyView, ProblemView, StandingView,
};
use crate::error::CommandError;

/// The rows of the list.
pub(crate) fn rows(account: &Account, scope: PolicyScope) -> Vec<PolicyRowView> {
    let planned = account.planned();
    let mut attachments = std::collections::HashMap::<PolicyRef, u32>::new();
    let attached = planned
        .users()
        .flat_map(|user| &user.attached)
        .chain(planned.groups().flat_map(|group| &group.attached))
        .chain(planned.roles().flat_map(|role| &role.attached));
    for policy in attached {
        *attachments.entry(policy.clone()).or_default() += 1;
    }
    let count = |policy: &PolicyRef| attachments.get(policy).copied().unwrap_or(0);
    let mut rows = Vec::new();
    if scope != PolicyScope::AwsManaged {
        rows.extend(planned.policies().map(|policy| PolicyRowView {
            policy: PolicyHandle::Customer {
                id: policy.id.to_string(),
            },
            name: policy.name.to_string(),
            arn: arn(account, policy).to_string(),
            kind: PolicyKindView::CustomerManaged,
            description: policy.description.clone(),
            attachments: count(&PolicyRef::Customer(policy.id)),
            standing: standing(account, policy.id),
        }));
    }
    if scope != PolicyScope::CustomerManaged {
        let partition = account.settings().partition;
        rows.extend(
            Catalogue::bundled()
                .managed_policies()
                .filter_map(|policy| {
                    let arn: Arn = policy.arn(partition).parse().ok()?;
                    Some(PolicyRowView {
                        policy: PolicyHandle::Arn {
                            arn: arn.to_string(),
                        },
                        name: policy.name().to_owned(),
                        arn: arn.to_string(),
                        kind: PolicyKindView::AwsManaged,
                        description: String::new(),
                        attachments: count(&PolicyRef::Arn(arn)),
                        standing: StandingView::InAws,
                    })
                }),
        );
    }
    rows
}

fn arn(account: &Account, policy: &ManagedPolicy) -> Arn {
    account
        .settings()
        .arn("policy", &policy.path, policy.name.as_str())
}

/// What the filter looks into.
pub(crate) fn text(row: &PolicyRowView) -> Vec<String> {
    vec![row.name.clone(), row.description.clone()]
}

/// What a column sorts by.
pub(crate) fn column(row: &PolicyRowView, column: &str) -> Key {
    match column {
        "kind" => Key::Number(Some(u32::from(row.kind == PolicyKindView::AwsManaged))),
        "attachments" => Key::Number(Some(row.attachments)),
        "description" => Key::text(&row.description),
        _ => Key::text(&row.name),
    }
}

/// A policy's page.
pub(crate) fn page(account: &Account, handle: &PolicyHandle) -> Result<PolicyView, CommandError> {
    let missing = || CommandError::not_found("policy");
    match handle {
        PolicyHandle::Customer { id } => {
            let id: EntityId = id.parse().map_err(|_| missing())?;
            let policy = account.planned().policy(id).ok_or_else(missing)?;
            Ok(customer(account, policy))
        }
        PolicyHandle::Arn { arn } => {
            let arn: Arn = arn.parse().map_err(|_| missing())?;
            managed(account, &arn)
        }
        PolicyHandle::Inline { holder, name } => {
            let holder: EntityId = holder.parse().map_err(|_| missing())?;
            inline(account, holder, name).ok_or_else(missing)
        }
    }
}

fn customer(account: &Account, policy: &ManagedPolicy) -> PolicyView {
    let document = policy.document().map_or("", |document| document.text());
    let mut versions: Vec<_> = policy
        .versions
        .iter()
        .map(|version| PolicyVersionView {
            id: version.id.to_string(),
            default: version.id == policy.default_version,
            created: date(version.created),
            document: version.document.text().to_owned(),
        })
        .collect();
    versions.reverse();
    PolicyView {
        policy: PolicyHandle::Customer {
            id: policy.id.to_string(),
        },
        name: policy.name.to_string(),
        arn: arn(account, policy).to_string(),
        kind: PolicyKindView::CustomerManaged,
        description: policy.description.clone(),
        document: document.to_owned(),
        versions,
        attached_to: attached_to(account.planned(), &PolicyRef::Customer(policy.id)),
        problems: problems(document),
        standing: standing(account, policy.id),
        path: policy.path.to_string(),
        tags: tags(&policy.tags),
    }
}

fn managed(account: &Account, arn: &Arn) -> Result<PolicyView, CommandError> {
    let attached_to = attached_to(account.planned(), &PolicyRef::Arn(arn.clone()));
    let handle = PolicyHandle::Arn {
        arn: arn.to_string(),
    };
    let Some(policy) = Catalogue::bundled().managed_policy(arn.as_str()) else {
        if attached_to.is_empty() {
            return Err(CommandError::not_found("policy"));
        }
        return Ok(PolicyView {
            policy: handle,
            name: arn
                .resource()
                .rsplit('/')
                .next()
                .unwrap_or(arn.resource())
                .to_owned(),
            arn: arn.to_string(),
            kind: PolicyKindView::Unknown,
            description: String::new(),
            document: String::new(),
            versions: Vec::new(),
            attached_to,
            problems: Vec::new(),
            standing: StandingView::InAws,
            path: "/".to_owned(),
            tags: Vec::new(),
        });
    };
    let document = policy.document_in(account.settings().partition);
    let document = readable(&document);
    Ok(PolicyView {
        policy: handle,
        name: policy.name().to_owned(),
        arn: arn.to_string(),
        kind: PolicyKindView::AwsManaged,
        description: String::new(),
        versions: vec![PolicyVersionView {
            id: policy.default_version().to_string(),
            default: true,
            created: policy.updated().to_string(),
            document: document.clone(),
        }],
        attached_to,
        problems: Vec::new(),
        standing: StandingView::InAws,
        path: policy.path().to_owned(),
        tags: Vec::new(),
        document,
    })
}

fn inline(account: &Account, holder: EntityId, name: &str) -> Option<PolicyView> {
    let planned = account.planned();
    let key = iam_names::NameKey::of(name);
    let (entity, holder_name, policy) = if let Some(user) = planned.user(holder) {
        ("user", user.name.to_string(), user.inline.get(&key)?)
    } else if let Some(group) = planned.group(holder) {
        ("group", group.name.to_string(), group.inline.get(&key)?)
    } else {
        let role = planned.role(holder)?;
        ("role", role.name.to_string(), role.inline.get(&key)?)
    };
    let document = policy.document.text();
    Some(PolicyView {
        policy: PolicyHandle::Inline {
            holder: holder.to_string(),
            name: name.to_owned(),
        },
        name: policy.name.to_string(),
        arn: String::new(),
        kind: PolicyKindView::Inline,
        description: String::new(),
        document: document.to_owned(),
        versions: Vec::new(),
        attached_to: vec![AttachmentView {
            id: holder.to_string(),
            entity: entity.to_owned(),
            name: holder_name,
            boundary: false,
        }],
        problems: problems(document),
        standing: standing(account, holder),
        path: "/".to_owned(),
        tags: Vec::new(),
    })
}

fn attached_to(planned: &Directory, policy: &PolicyRef) -> Vec<AttachmentView> {
    let mut found = Vec::new();
    for boundary in [false, true] {
        found.extend(
            planned
                .holders(policy, boundary)
                .into_iter()
                .map(|(kind, id, name)| AttachmentView {
                    id: id.to_string(),
                    entity: kind.as_str().to_owned(),
                    name,
                    boundary,
                }),
        );
    }
    found.sort_by_key(|holder| {
        (
            holder.boundary,
            holder.entity.clone(),
            holder.name.to_lowercase(),
        )
    });
    found
}

/// What is wrong with an identity policy's document.
fn problems(document: &str) -> Vec<ProblemView> {
    crate::simulate::problems(document)
        .into_iter()
        .map(|problem| ProblemView {
            from: utf16(document, problem.from),
            to: utf16(document, problem.to),
            code: problem.code,
            message: problem.message,
            help: problem.help,
            at: problem.at,
        })
        .collect()
}

/// A byte position as an editor counts it. A position inside of a character is its start.
pub(crate) fn utf16(document: &str, byte: usize) -> u32 {
    let mut end = byte.min(document.len());
    while !document.is_char_boundary(end) {
        end -= 1;
    }
    let before = &document[..end];
    // Most documents are plain, and a long one is counted for every statement that is told.
    count(if before.is_ascii() {
        end
    } else {
        before.encode_utf16().count()
    })
}
