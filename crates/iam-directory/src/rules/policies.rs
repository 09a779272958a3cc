//! Policies and who has them: documents, sizes, attachments and permissions boundaries.

use std::collections::{BTreeMap, BTreeSet};

use iam_names::{EntityId, NameKey};

use super::{Rules, modifiable};
use crate::{EntityKind, InlinePolicy, PolicyDocument, PolicyRef, Refusal, RefusalCode};

/// A holder of policies: its kind, its attachments and its inline policies.
pub(super) type Holder<'a> = (
    EntityKind,
    &'a BTreeSet<PolicyRef>,
    &'a BTreeMap<NameKey, InlinePolicy>,
);

impl<'a> Rules<'a> {
    pub(super) fn holder(&self, id: EntityId) -> Result<Holder<'a>, Refusal> {
        if let Some(user) = self.planned.user(id) {
            return Ok((EntityKind::User, &user.attached, &user.inline));
        }
        if let Some(group) = self.planned.group(id) {
            return Ok((EntityKind::Group, &group.attached, &group.inline));
        }
        let role = self
            .role(id)
            .map_err(|_| Refusal::no_such("user, group or role"))?;
        modifiable(role)?;
        Ok((EntityKind::Role, &role.attached, &role.inline))
    }

    pub(super) fn inline_size(
        &self,
        holder: EntityId,
        name: &NameKey,
        document: &PolicyDocument,
    ) -> Result<(), Refusal> {
        let (kind, _, inline) = self.holder(holder)?;
        let quotas = &self.account.settings().quotas;
        let quota = match kind {
            EntityKind::User => quotas.user_inline_characters,
            EntityKind::Group => quotas.group_inline_characters,
            _ => quotas.role_inline_characters,
        };
        let others: usize = inline
            .iter()
            .filter(|(key, _)| *key != name)
            .map(|(_, policy)| policy.document.counted_characters())
            .sum();
        let what = format!("the inline policies of a {} together", kind.as_str());
        size(others + document.counted_characters(), quota, &what)
    }

    pub(super) fn policy_exists(&self, policy: &PolicyRef) -> Result<(), Refusal> {
        match policy {
            PolicyRef::Customer(id) => self.policy(*id).map(drop),
            PolicyRef::Arn(arn) if self.managed.knows(arn) => Ok(()),
            PolicyRef::Arn(arn) => Err(Refusal::new(
                RefusalCode::NoSuchEntity,
                format!("there is no AWS managed policy `{arn}` in the catalogue"),
                "check the ARN; a customer managed policy must be in the same account",
            )
            .in_field("policies")),
        }
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html>
    pub(super) fn attachable(&self, holder: EntityId, policy: &PolicyRef) -> Result<(), Refusal> {
        let (kind, attached, _) = self.holder(holder)?;
        self.policy_exists(policy)?;
        if attached.contains(policy) {
            return Ok(());
        }
        not_for_services(policy)?;
        let quotas = &self.account.settings().quotas;
        let quota = match kind {
            EntityKind::User => quotas.managed_policies_per_user,
            EntityKind::Group => quotas.managed_policies_per_group,
            _ => quotas.managed_policies_per_role,
        };
        let what = format!("managed policies attached to a {}", kind.as_str());
        self.quota(attached.len(), quota, &what)
    }

    /// Whether the user or role has a boundary.
    pub(super) fn bounded(&self, id: EntityId) -> Result<bool, Refusal> {
        if let Some(user) = self.planned.user(id) {
            return Ok(user.boundary.is_some());
        }
        let role = self
            .role(id)
            .map_err(|_| Refusal::no_such("user or role"))?;
        modifiable(role)?;
        Ok(role.boundary.is_some())
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html>
impl Rules<'_> {
    pub(super) fn boundary(&self, holder: EntityId, policy: &PolicyRef) -> Result<(), Refusal> {
        self.bounded(holder)?;
        self.policy_exists(policy)?;
        not_for_services(policy)
    }
}

/// A size within its quota, in characters without white space.
pub(super) fn size(characters: usize, quota: u32, what: &str) -> Result<(), Refusal> {
    if characters <= quota as usize {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::LimitExceeded,
        format!("{what} may have {quota} characters without white space, this has {characters}"),
        "shorten it, or split it into two policies",
    )
    .in_field("document"))
}

/// `roleDescriptionType`: TAB, LF, CR and the printable characters of Latin-1.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>
pub(super) fn description(text: &str) -> Result<(), Refusal> {
    let refuse = |message: String, help: &str| {
        Err(Refusal::new(RefusalCode::InvalidInput, message, help).in_field("description"))
    };
    if text.chars().count() > 1_000 {
        return refuse(
            "a description has at most 1,000 characters".into(),
            "shorten it",
        );
    }
    let taken =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{7e}' | '\u{a1}'..='\u{ff}');
    match text.chars().find(|c| !taken(*c)) {
        None => Ok(()),
        Some(found) => refuse(
            format!("a description can not hold `{}`", found.escape_default()),
            "use letters of western Europe, digits and punctuation",
        ),
    }
}

/// Policies of service-linked roles live under a path of their own and attach to nothing else.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html>
fn not_for_services(policy: &PolicyRef) -> Result<(), Refusal> {
    match policy {
        PolicyRef::Arn(arn) if arn.resource().starts_with("policy/aws-service-role/") => {
            Err(Refusal::new(
                RefusalCode::PolicyNotAttachable,
                format!("`{arn}` is for a service-linked role only"),
                "choose another policy",
            )
            .in_field("policies"))
        }
        _ => Ok(()),
    }
}
