//! What stands around an account: the organization above it, and resources with their policies.
//!
//! The estate holds both, and a [`Scope`] looks here for them, so that no question can be asked
//! without them. Service control policies limit the principals of an account, resource control
//! policies who may reach its resources; both are read level by level, the root first.
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html>

use crate::Scope;
use iam_directory::{
    Organization, OrganizationNode, OrganizationPlace, OrganizationPolicy, OrganizationPolicyKind,
    Resource,
};
use iam_names::{AccountId, Arn};
use std::sync::Arc;

/// An account's place in its organization. Copying it copies pointers.
#[derive(Debug, Clone, Copy)]
pub struct Membership<'e> {
    organization: &'e Organization,
    account: AccountId,
}

impl<'e> Membership<'e> {
    /// `o-…`.
    #[must_use]
    pub fn organization_id(&self) -> &'e str {
        self.organization.organization_id.as_str()
    }

    /// Whether it is the same value: nothing of it was altered then.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.organization, other.organization) && self.account == other.account
    }

    /// Whether the organization's policies limit the account: not its management account.
    #[must_use]
    pub fn limits(&self) -> bool {
        self.organization.management_account != self.account
    }

    /// From the root down to the account itself.
    #[must_use]
    pub fn levels(&self) -> Vec<&'e OrganizationNode> {
        self.organization.levels(self.account)
    }

    /// The policies that limit the account, for each level those of one kind. None at all where
    /// the organization has no policy of the kind: it is not in use then, while a level without
    /// policies in an organization that uses service control policies lets nothing through.
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html>
    pub(crate) fn limiting(
        &self,
        kind: OrganizationPolicyKind,
    ) -> Vec<Vec<&'e OrganizationPolicy>> {
        let organization = self.organization;
        let in_use = organization.policies.iter().any(|it| it.kind == kind);
        if !in_use || !self.limits() {
            return Vec::new();
        }
        let attached = |node| organization.attached(node, kind).collect();
        self.levels().into_iter().map(attached).collect()
    }

    /// The account's `aws:PrincipalOrgPaths`: `o-…/r-…/ou-…/`. Nothing where the id of a level is
    /// not known.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths>
    #[must_use]
    pub fn path(&self) -> Option<String> {
        let mut path = format!("{}/", self.organization_id());
        for node in self.levels() {
            if !matches!(node.place, OrganizationPlace::Account { .. }) {
                path.push_str(node.aws_id.as_deref()?);
                path.push('/');
            }
        }
        Some(path)
    }
}

/// A resource that the estate holds.
#[derive(Debug, Clone, Copy)]
pub struct KnownResource<'e> {
    /// The account it belongs to.
    pub owner: AccountId,
    /// The resource, with its policy and tags.
    pub resource: &'e Arc<Resource>,
}

impl<'e> Scope<'e> {
    /// The organization of the account asked about, when it is known to be in one.
    #[must_use]
    pub fn membership(&self) -> Option<Membership<'e>> {
        self.membership_of(self.account().settings().account_id)
    }

    /// The organization of any account; it need not be held here.
    #[must_use]
    pub fn membership_of(&self, account: AccountId) -> Option<Membership<'e>> {
        let organization: &'e Organization = self.estate().organization_of(account)?;
        Some(Membership {
            organization,
            account,
        })
    }

    /// The resource whose policy speaks for an ARN: itself, or the bucket of an object. The
    /// account asked about comes first: a rehearsal copy has resources of its own.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>
    #[must_use]
    pub fn resource(&self, arn: &str) -> Option<KnownResource<'e>> {
        self.resource_at(arn).or_else(|| {
            let (bucket, _) = arn.split_once('/')?;
            let is_bucket = bucket.split(':').nth(2) == Some("s3");
            is_bucket.then(|| self.resource_at(bucket)).flatten()
        })
    }

    fn resource_at(&self, arn: &str) -> Option<KnownResource<'e>> {
        let own = self.account().settings().id;
        let mine = std::iter::once(self.account());
        let others = self.estate().accounts();
        mine.chain(others.filter(|it| it.settings().id != own))
            .find_map(|account| {
                Some(KnownResource {
                    owner: account.settings().account_id,
                    resource: self.state_of(account).resource_at(arn)?,
                })
            })
    }

    /// The account a resource belongs to: as it is known, else as its ARN says.
    #[must_use]
    pub fn owner(&self, resource: &str) -> Option<AccountId> {
        let known = self.resource(resource).map(|known| known.owner);
        known.or_else(|| resource.parse::<Arn>().ok()?.account_id())
    }
}
