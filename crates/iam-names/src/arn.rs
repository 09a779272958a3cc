//! Amazon Resource Names.
//!
//! An ARN is split at its first five colons and keeps its text; what the resource part means is
//! each service's own affair, except for IAM's, which are built and taken apart here.

use std::str::FromStr;
use std::sync::Arc;

use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::{Shape, equals_text, text_traits};
use crate::{
    AccountId, GroupName, InstanceProfileName, MfaDeviceName, Partition, Path, PolicyName,
    RoleName, SessionName, UserName,
};

/// `arn:partition:service:region:account:resource`, compared as it is written.
///
/// ```
/// use iam_names::Arn;
///
/// let arn: Arn = "arn:aws:iam::111122223333:user/team/alice".parse()?;
/// assert_eq!(arn.service(), "iam");
/// assert_eq!(arn.iam_entity(), Some(("user", "/team/", "alice")));
/// # Ok::<(), iam_names::ParseNameError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arn {
    text: Arc<str>,
    /// The bytes at which the second to the fifth colon stand.
    colons: [u16; 4],
}

impl Arn {
    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The partition as written; [`Self::known_partition`] parses it.
    #[must_use]
    pub fn partition(&self) -> &str {
        self.between(3, self.colon(0))
    }

    /// The partition, when it is one that Bailiwick knows.
    #[must_use]
    pub fn known_partition(&self) -> Option<Partition> {
        self.partition().parse().ok()
    }

    /// The service, for example `iam`.
    #[must_use]
    pub fn service(&self) -> &str {
        self.between(self.colon(0), self.colon(1))
    }

    /// The region; empty for global services.
    #[must_use]
    pub fn region(&self) -> &str {
        self.between(self.colon(1), self.colon(2))
    }

    /// The account as written: empty for S3 buckets, `aws` for what AWS owns.
    #[must_use]
    pub fn account(&self) -> &str {
        self.between(self.colon(2), self.colon(3))
    }

    /// The account's id, when the account part is one.
    #[must_use]
    pub fn account_id(&self) -> Option<AccountId> {
        self.account().parse().ok()
    }

    /// Everything behind the fifth colon.
    #[must_use]
    pub fn resource(&self) -> &str {
        self.between(self.colon(3), self.text.len())
    }

    /// The resource part of an IAM ARN taken apart: type, path and name.
    ///
    /// `user/team/alice` is `("user", "/team/", "alice")`; the account's root user (`root`) and
    /// other services' ARNs are `None`.
    #[must_use]
    pub fn iam_entity(&self) -> Option<(&str, &str, &str)> {
        if self.service() != "iam" {
            return None;
        }
        let resource = self.resource();
        let first = resource.find('/')?;
        let last = resource.rfind('/')?;
        let name = &resource[last + 1..];
        (first > 0 && !name.is_empty()).then(|| (&resource[..first], &resource[first..=last], name))
    }

    /// Whether this is a managed policy that AWS owns: `arn:aws:iam::aws:policy/…`.
    #[must_use]
    pub fn is_aws_managed_policy(&self) -> bool {
        self.service() == "iam" && self.account() == "aws" && self.resource().starts_with("policy/")
    }

    /// Whether this is an account's root user: `arn:aws:iam::111122223333:root`.
    #[must_use]
    pub fn is_account_root(&self) -> bool {
        self.service() == "iam" && self.resource() == "root" && self.account_id().is_some()
    }

    /// The ARN of an IAM resource: `kind` is `user`, `group`, `role`, `policy`, `mfa` …
    #[must_use]
    pub fn iam(
        partition: &Partition,
        account: &AccountId,
        kind: &str,
        path: &Path,
        name: &str,
    ) -> Self {
        Self::assemble(
            *partition,
            "iam",
            account.as_str(),
            &format!("{kind}{path}{name}"),
        )
    }

    /// A user's ARN.
    #[must_use]
    pub fn user(partition: &Partition, account: &AccountId, path: &Path, name: &UserName) -> Self {
        Self::iam(partition, account, "user", path, name.as_str())
    }

    /// A group's ARN.
    #[must_use]
    pub fn group(
        partition: &Partition,
        account: &AccountId,
        path: &Path,
        name: &GroupName,
    ) -> Self {
        Self::iam(partition, account, "group", path, name.as_str())
    }

    /// A role's ARN.
    #[must_use]
    pub fn role(partition: &Partition, account: &AccountId, path: &Path, name: &RoleName) -> Self {
        Self::iam(partition, account, "role", path, name.as_str())
    }

    /// A customer managed policy's ARN.
    #[must_use]
    pub fn policy(
        partition: &Partition,
        account: &AccountId,
        path: &Path,
        name: &PolicyName,
    ) -> Self {
        Self::iam(partition, account, "policy", path, name.as_str())
    }

    /// An AWS managed policy's ARN, for example `arn:aws:iam::aws:policy/ReadOnlyAccess`.
    #[must_use]
    pub fn aws_managed_policy(partition: &Partition, path: &Path, name: &PolicyName) -> Self {
        Self::assemble(*partition, "iam", "aws", &format!("policy{path}{name}"))
    }

    /// An instance profile's ARN.
    #[must_use]
    pub fn instance_profile(
        partition: &Partition,
        account: &AccountId,
        path: &Path,
        name: &InstanceProfileName,
    ) -> Self {
        Self::iam(partition, account, "instance-profile", path, name.as_str())
    }

    /// A virtual MFA device's ARN, which is its serial number too.
    #[must_use]
    pub fn mfa(
        partition: &Partition,
        account: &AccountId,
        path: &Path,
        name: &MfaDeviceName,
    ) -> Self {
        Self::iam(partition, account, "mfa", path, name.as_str())
    }

    /// The ARN that stands for an account and for its root user.
    #[must_use]
    pub fn root(partition: &Partition, account: &AccountId) -> Self {
        Self::assemble(*partition, "iam", account.as_str(), "root")
    }

    /// The principal that assuming a role makes; it has no path.
    #[must_use]
    pub fn assumed_role(
        partition: &Partition,
        account: &AccountId,
        role: &RoleName,
        session: &SessionName,
    ) -> Self {
        let resource = format!("assumed-role/{role}/{session}");
        Self::assemble(*partition, "sts", account.as_str(), &resource)
    }

    fn assemble(partition: Partition, service: &str, account: &str, resource: &str) -> Self {
        let text = format!("arn:{partition}:{service}::{account}:{resource}");
        // INVARIANT: partition, service and account hold no colon, so these are the first five.
        let second = 4 + partition.as_str().len();
        let third = second + 1 + service.len();
        let fifth = third + 2 + account.len();
        let colons = [second, third, third + 1, fifth].map(narrow);
        Self {
            text: text.into(),
            colons,
        }
    }

    fn colon(&self, index: usize) -> usize {
        usize::from(self.colons[index])
    }

    /// The text behind the colon at `from`, up to `to`.
    fn between(&self, from: usize, to: usize) -> &str {
        &self.text[from + 1..to]
    }
}

/// ARNs have at most 2,048 characters, so their first colons lie within 8 KiB.
fn narrow(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

impl FromStr for Arn {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        // The API asks for 20 characters at least, but for IAM's own ARNs: a bucket's is shorter.
        const SHAPE: Shape = Shape {
            kind: NameKind::Arn,
            min: 1,
            max: 2048,
            allows: |character| !character.is_control(),
        };
        SHAPE.check(text)?;
        let refuse = |expected| {
            Err(ParseNameError::new(
                NameKind::Arn,
                BrokenRule::Shape { expected },
            ))
        };
        if !text.starts_with("arn:") {
            return refuse("begins with `arn:`");
        }
        let mut colons = [0; 4];
        let mut found = text.match_indices(':').skip(1);
        for colon in &mut colons {
            match found.next() {
                Some((at, _)) => *colon = narrow(at),
                None => return refuse("has six parts, separated by colons"),
            }
        }
        let arn = Self {
            text: text.into(),
            colons,
        };
        if arn.partition().is_empty() || arn.service().is_empty() || arn.resource().is_empty() {
            return refuse("names a partition, a service and a resource");
        }
        Ok(arn)
    }
}

impl std::fmt::Debug for Arn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Arn({})", self.as_str())
    }
}

text_traits!(Arn);
equals_text!(Arn);
