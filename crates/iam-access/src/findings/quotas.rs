//! More than the account's quotas allow.

use super::{FindingCode, Found};
use iam_directory::{EntityKind, InlinePolicy, PolicyDocument};
use iam_names::{EntityId, NameKey};
use std::collections::BTreeMap;

type About<'n> = (EntityKind, EntityId, &'n str);

#[expect(clippy::too_many_lines, reason = "one line per quota: a table")]
pub(super) fn look(found: &mut Found<'_>) {
    let scope = found.scope;
    let (directory, settings) = (scope.directory(), scope.account().settings());
    let quotas = &settings.quotas;
    let number = settings.account_id.to_string();
    let account = (EntityKind::Account, settings.id, number.as_str());
    over(
        found,
        account,
        directory.users().len(),
        quotas.users,
        "users",
    );
    over(
        found,
        account,
        directory.groups().len(),
        quotas.groups,
        "groups",
    );
    over(
        found,
        account,
        directory.roles().len(),
        quotas.roles,
        "roles",
    );
    let policies = directory.policies().len();
    let most = quotas.customer_managed_policies;
    over(found, account, policies, most, "customer managed policies");
    for user in directory.users() {
        let about = (EntityKind::User, user.id, user.name.as_str());
        over(
            found,
            about,
            user.groups.len(),
            quotas.groups_per_user,
            "groups",
        );
        let keys = user.access_keys.len();
        over(
            found,
            about,
            keys,
            quotas.access_keys_per_user,
            "access keys",
        );
        let attached = user.attached.len();
        over(
            found,
            about,
            attached,
            quotas.managed_policies_per_user,
            "attached policies",
        );
        over(
            found,
            about,
            user.tags.len(),
            quotas.tags_per_entity,
            "tags",
        );
        inline(found, about, &user.inline, quotas.user_inline_characters);
    }
    for group in directory.groups() {
        let about = (EntityKind::Group, group.id, group.name.as_str());
        let attached = group.attached.len();
        over(
            found,
            about,
            attached,
            quotas.managed_policies_per_group,
            "attached policies",
        );
        inline(found, about, &group.inline, quotas.group_inline_characters);
    }
    for role in directory.roles() {
        let about = (EntityKind::Role, role.id, role.name.as_str());
        let attached = role.attached.len();
        over(
            found,
            about,
            attached,
            quotas.managed_policies_per_role,
            "attached policies",
        );
        over(
            found,
            about,
            role.tags.len(),
            quotas.tags_per_entity,
            "tags",
        );
        inline(found, about, &role.inline, quotas.role_inline_characters);
        let size = role.trust_policy.counted_characters();
        let most = quotas.trust_policy_characters;
        over(found, about, size, most, "characters of trust policy");
    }
    for policy in directory.policies() {
        let about = (EntityKind::Policy, policy.id, policy.name.as_str());
        over(
            found,
            about,
            policy.versions.len(),
            quotas.versions_per_policy,
            "versions",
        );
        over(
            found,
            about,
            policy.tags.len(),
            quotas.tags_per_entity,
            "tags",
        );
        let size = policy
            .document()
            .map_or(0, PolicyDocument::counted_characters);
        over(
            found,
            about,
            size,
            quotas.managed_policy_characters,
            "characters",
        );
    }
}

fn inline(
    found: &mut Found<'_>,
    about: About<'_>,
    policies: &BTreeMap<NameKey, InlinePolicy>,
    most: u32,
) {
    let size = policies
        .values()
        .map(|policy| policy.document.counted_characters())
        .sum();
    over(found, about, size, most, "characters of inline policies");
}

fn over(found: &mut Found<'_>, about: About<'_>, has: usize, most: u32, what: &str) {
    if has > most as usize {
        let reason = format!("`{}` has {has} {what}; the quota is {most}.", about.2);
        found.add(FindingCode::OverQuota, about, reason, Vec::new());
    }
}
