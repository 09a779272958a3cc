//! Policies for the screen: customer managed, AWS managed and inline ones.

use std::collections::HashMap;

use iam_access::readable;
use iam_catalog::Catalogue;
use iam_directory::{Account, Directory, ManagedPolicy, PolicyRef};
use iam_names::{Arn, EntityId};

use super::rows::{Key, Listing, Needle};
use super::{count, date, standing, tags};
use crate::contract::directory::{
    AttachmentView, PolicyHandle, PolicyKindView, PolicyRowView, PolicyScope, PolicyVersionView,
    PolicyView, ProblemView, StandingView,
};
use crate::error::CommandError;

/// The policies of an account and AWS's own as a list.
pub(crate) struct Policies<'a> {
    account: &'a Account,
    /// To how many users, groups and roles each is attached; one that is missing to none.
    attachments: HashMap<&'a PolicyRef, u32>,
}

/// A policy of the list: one of the account, or one of AWS's.
#[derive(Clone, Copy)]
pub(crate) enum Listed<'a> {
    /// Customer managed.
    Customer(&'a ManagedPolicy),
    /// AWS managed.
    Aws(iam_catalog::ManagedPolicy<'a>),
}

impl<'a> Policies<'a> {
    pub(crate) fn new(account: &'a Account) -> Self {
        let planned = account.planned();
        let attached = planned
            .users()
            .flat_map(|user| &user.attached)
            .chain(planned.groups().flat_map(|group| &group.attached))
            .chain(planned.roles().flat_map(|role| &role.attached));
        let mut attachments = HashMap::new();
        for policy in attached {
            *attachments.entry(policy).or_default() += 1;
        }
        Self {
            account,
            attachments,
        }
    }

    /// Those that a scope shows.
    pub(crate) fn in_scope(&self, scope: PolicyScope) -> impl Iterator<Item = Listed<'a>> {
        let own = (scope != PolicyScope::AwsManaged).then(|| self.account.planned().policies());
        let aws = (scope != PolicyScope::CustomerManaged)
            .then(|| Catalogue::bundled().managed_policies());
        let own = own.into_iter().flatten().map(|it| Listed::Customer(it));
        own.chain(aws.into_iter().flatten().map(Listed::Aws))
    }

    /// How AWS names it, and to how many it is attached.
    fn arn_and_attachments(&self, policy: &Listed<'a>) -> (String, u32) {
        let (arn, key) = match policy {
            Listed::Customer(policy) => (
                arn(self.account, policy).to_string(),
                Some(PolicyRef::Customer(policy.id)),
            ),
            Listed::Aws(policy) => {
                let arn = policy.arn(self.account.settings().partition);
                let key = arn.parse().ok().map(PolicyRef::Arn);
                (arn, key)
            }
        };
        let attachments = key.and_then(|key| self.attachments.get(&key).copied());
        (arn, attachments.unwrap_or(0))
    }
}

impl<'a> Listing for Policies<'a> {
    type Item = Listed<'a>;
    type Row = PolicyRowView;

    fn holds(&self, policy: &Listed<'a>, needle: &Needle) -> bool {
        needle.is_in(self.name(policy)) || needle.is_in(policy.description())
    }

    fn column(&self, policy: &Listed<'a>, column: &str) -> Key {
        match column {
            "kind" => Key::Number(Some(u32::from(matches!(policy, Listed::Aws(_))))),
            "attachments" => Key::Number(Some(self.arn_and_attachments(policy).1)),
            "description" => Key::text(policy.description()),
            _ => Key::text(self.name(policy)),
        }
    }

    fn name<'i>(&self, policy: &'i Listed<'a>) -> &'i str {
        match policy {
            Listed::Customer(policy) => policy.name.as_str(),
            Listed::Aws(policy) => policy.name(),
        }
    }

    fn row(&self, policy: Listed<'a>) -> PolicyRowView {
        let (arn, attachments) = self.arn_and_attachments(&policy);
        let (handle, kind, standing) = match policy {
            Listed::Customer(policy) => (
                PolicyHandle::Customer {
                    id: policy.id.to_string(),
                },
                PolicyKindView::CustomerManaged,
                standing(self.account, policy.id),
            ),
            Listed::Aws(_) => (
                PolicyHandle::Arn { arn: arn.clone() },
                PolicyKindView::AwsManaged,
                StandingView::InAws,
            ),
        };
        PolicyRowView {
            policy: handle,
            name: self.name(&policy).to_owned(),
            arn,
            kind,
            description: policy.description().to_owned(),
            attachments,
            standing,
        }
    }
}

impl Listed<'_> {
    /// The catalogue brings none of AWS's own.
    fn description(&self) -> &str {
        match self {
            Listed::Customer(policy) => &policy.description,
            Listed::Aws(_) => "",
        }
    }
}

fn arn(account: &Account, policy: &ManagedPolicy) -> Arn {
    account
        .settings()
        .arn("policy", &policy.path, policy.name.as_str())
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
