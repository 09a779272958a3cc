//! What a screen receives, made from the estate. Nothing else serialises for a screen.

pub(crate) mod account;
pub(crate) mod credentials;
pub(crate) mod group;
pub(crate) mod policy;
pub(crate) mod role;
pub(crate) mod rows;
pub(crate) mod user;

use std::collections::BTreeMap;

use iam_catalog::Catalogue;
use iam_directory::{
    Account, AccountKind, Directory, Group, InlinePolicy, PolicyRef, Role, State, Tags, User,
};
use iam_names::{EntityId, NameKey, Timestamp};

use crate::contract::directory::{GrantView, PolicyHandle, PolicyKindView, StandingView, TagView};

/// How an entity stands to AWS.
pub(crate) fn standing(account: &Account, id: EntityId) -> StandingView {
    if account.settings().kind == AccountKind::Local {
        return StandingView::Local;
    }
    let (planned, observed) = (account.planned(), account.state(State::Observed));
    let same = planned.user(id) == observed.user(id)
        && planned.group(id) == observed.group(id)
        && planned.role(id) == observed.role(id)
        && planned.policy(id) == observed.policy(id);
    if same {
        StandingView::InAws
    } else {
        StandingView::Pending
    }
}

/// A date for a screen: ISO 8601, or empty.
pub(crate) fn date(at: Option<Timestamp>) -> String {
    at.map_or_else(String::new, |at| at.to_string())
}

/// Tags for a screen.
pub(crate) fn tags(tags: &Tags) -> Vec<TagView> {
    tags.iter()
        .map(|(key, value)| TagView {
            key: key.to_string(),
            value: value.to_string(),
        })
        .collect()
}

/// A count for a screen.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A policy's handle, name and kind.
pub(crate) fn reference(
    directory: &Directory,
    policy: &PolicyRef,
) -> (PolicyHandle, String, PolicyKindView) {
    match policy {
        PolicyRef::Customer(id) => (
            PolicyHandle::Customer { id: id.to_string() },
            directory
                .policy(*id)
                .map_or_else(String::new, |policy| policy.name.to_string()),
            PolicyKindView::CustomerManaged,
        ),
        PolicyRef::Arn(arn) => {
            let known = Catalogue::bundled().managed_policy(arn.as_str());
            let name = known.map_or_else(
                || {
                    arn.resource()
                        .rsplit('/')
                        .next()
                        .unwrap_or(arn.resource())
                        .to_owned()
                },
                |policy| policy.name().to_owned(),
            );
            let kind = if known.is_some() {
                PolicyKindView::AwsManaged
            } else {
                PolicyKindView::Unknown
            };
            (
                PolicyHandle::Arn {
                    arn: arn.to_string(),
                },
                name,
                kind,
            )
        }
    }
}

fn grant(
    directory: &Directory,
    policy: &PolicyRef,
    via: &str,
    group: Option<EntityId>,
) -> GrantView {
    let (policy, name, kind) = reference(directory, policy);
    GrantView {
        policy,
        name,
        kind,
        via: via.to_owned(),
        group: group.map(|id| id.to_string()),
    }
}

fn inline(
    holder: EntityId,
    policies: &BTreeMap<NameKey, InlinePolicy>,
    via: &str,
    group: Option<EntityId>,
) -> Vec<GrantView> {
    policies
        .values()
        .map(|policy| GrantView {
            policy: PolicyHandle::Inline {
                holder: holder.to_string(),
                name: policy.name.to_string(),
            },
            name: policy.name.to_string(),
            kind: PolicyKindView::Inline,
            via: via.to_owned(),
            group: group.map(|id| id.to_string()),
        })
        .collect()
}

fn own<'a>(
    directory: &Directory,
    holder: EntityId,
    attached: impl IntoIterator<Item = &'a PolicyRef>,
    inline_policies: &BTreeMap<NameKey, InlinePolicy>,
    via: &str,
    group: Option<EntityId>,
) -> Vec<GrantView> {
    let mut grants: Vec<_> = attached
        .into_iter()
        .map(|policy| grant(directory, policy, via, group))
        .collect();
    grants.extend(inline(holder, inline_policies, via, group));
    grants.sort_by_key(|grant| grant.name.to_lowercase());
    grants
}

/// Every policy of a user, own and through groups.
pub(crate) fn user_grants(directory: &Directory, user: &User) -> Vec<GrantView> {
    let mut grants = own(
        directory,
        user.id,
        &user.attached,
        &user.inline,
        "Directly",
        None,
    );
    let mut groups: Vec<_> = user
        .groups
        .iter()
        .filter_map(|id| directory.group(*id))
        .collect();
    groups.sort_by_key(|group| group.name.name_key());
    for group in groups {
        let via = format!("Group {}", group.name);
        grants.extend(own(
            directory,
            group.id,
            &group.attached,
            &group.inline,
            &via,
            Some(group.id),
        ));
    }
    grants
}

/// Every policy of a group.
pub(crate) fn group_grants(directory: &Directory, group: &Group) -> Vec<GrantView> {
    own(
        directory,
        group.id,
        &group.attached,
        &group.inline,
        "Directly",
        None,
    )
}

/// Every policy of a role.
pub(crate) fn role_grants(directory: &Directory, role: &Role) -> Vec<GrantView> {
    own(
        directory,
        role.id,
        &role.attached,
        &role.inline,
        "Directly",
        None,
    )
}

/// A permissions boundary.
pub(crate) fn boundary(directory: &Directory, policy: Option<&PolicyRef>) -> Option<GrantView> {
    policy.map(|policy| grant(directory, policy, "Permissions boundary", None))
}
