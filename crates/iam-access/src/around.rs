//! What stands around an account: the organization above it, and resources with their policies.
//!
//! Service control policies limit the principals of an account, resource control policies who may
//! reach its resources; both are read level by level, the root first.
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html>

use std::collections::BTreeMap;
use std::sync::Arc;

use iam_names::AccountId;

/// What is known around the accounts of an estate.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The organization of each account that is known to be in one.
    pub organizations: BTreeMap<AccountId, Organization>,
    /// Resources by ARN.
    pub resources: BTreeMap<String, KnownResource>,
}

/// The organization of an account, as the account stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// `o-…`.
    pub id: String,
    /// The management account, which no policy of the organization limits.
    pub management_account: AccountId,
    /// From the root down to the account itself.
    pub levels: Vec<OrganizationLevel>,
}

/// The root, an organizational unit or the account itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationLevel {
    /// `r-…`, `ou-…`, or the account's twelve digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Service control policies attached to it.
    pub scps: Vec<NamedText>,
    /// Resource control policies attached to it.
    pub rcps: Vec<NamedText>,
}

/// A policy of an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedText {
    /// Its name.
    pub name: String,
    /// Its document.
    pub document: Arc<str>,
}

/// A resource that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownResource {
    /// The account it belongs to, where that is known; the ARN of a bucket does not say.
    pub owner: Option<AccountId>,
    /// Its policy; none when it is known to have none.
    pub policy: Option<Arc<str>>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

impl Surroundings {
    /// The resource whose policy speaks for an ARN: itself, or the bucket of an object.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>
    #[must_use]
    pub fn resource(&self, arn: &str) -> Option<(&str, &KnownResource)> {
        let known = |arn: &str| {
            let (arn, resource) = self.resources.get_key_value(arn)?;
            Some((arn.as_str(), resource))
        };
        known(arn).or_else(|| {
            let (bucket, _) = arn.split_once('/')?;
            let is_bucket = bucket.split(':').nth(2) == Some("s3");
            is_bucket.then(|| known(bucket)).flatten()
        })
    }
}
