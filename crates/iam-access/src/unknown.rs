//! What an answer does not know, typed, with its sentence.

use crate::gather::Via;
use iam_names::{Arn, EntityId};
use iam_policy::policy::PolicyType;

/// Something that bears on an answer and is not known here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// A policy is attached or set as the boundary, and its document is not known.
    Policy {
        /// Its ARN, or its local id.
        name: String,
        /// Whether it grants or limits.
        layer: PolicyType,
        /// How it comes to the principal.
        via: Via,
    },
    /// A document is no policy at all.
    NoPolicy {
        /// The policy's name.
        name: String,
        /// Whether it grants or limits.
        layer: PolicyType,
        /// What is wrong with the document.
        message: String,
    },
    /// The user is a member of a group that is not held here.
    Group {
        /// The group's local id.
        id: EntityId,
    },
    /// The principal belongs to an account that is not held here.
    Stranger {
        /// Its ARN.
        arn: String,
    },
    /// Which user asked for a federated user's session is not known.
    FederatedBy {
        /// The federated user's ARN.
        arn: String,
    },
    /// The account may belong to an organisation.
    Organization,
    /// The resource may have a policy of its own.
    ResourcePolicy {
        /// The resource.
        resource: String,
    },
    /// KMS keys have policies of their own that must allow too.
    KeyPolicy,
    /// Roles of accounts that are not held here may trust the principal.
    OtherRoles,
    /// The catalogue does not know the action.
    Action {
        /// Its name.
        name: String,
        /// What may have been meant.
        suggestions: Vec<String>,
    },
    /// A role's trust policy is not known because its account is not held here.
    TrustPolicy {
        /// The role's ARN.
        role: String,
    },
}

impl Unknown {
    /// What is not known and what that could change, in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Policy { name, layer: PolicyType::Boundary, .. } => format!(
                "The permissions boundary `{name}` is not known here, so it counts as allowing nothing."
            ),
            Self::Policy { name, layer: PolicyType::Session, .. } => format!(
                "The session policy `{name}` is not known here, so it counts as allowing nothing."
            ),
            Self::Policy { name, via, .. } => format!(
                "The policy `{name}` ({via}) is not known here: it could allow or deny more."
            ),
            Self::NoPolicy { name, layer: PolicyType::Boundary, message } => format!(
                "The permissions boundary `{name}` is no policy ({message}), so it counts as allowing nothing."
            ),
            Self::NoPolicy { name, layer: PolicyType::Session, message } => format!(
                "The session policy `{name}` is no policy ({message}), so it counts as allowing nothing."
            ),
            Self::NoPolicy { name, message, .. } => {
                format!("`{name}` is no policy ({message}): it neither allows nor denies here.")
            }
            Self::Group { .. } => {
                "The user is a member of a group that is not known here: its policies could allow or deny more."
                    .to_owned()
            }
            Self::Stranger { arn } => format!(
                "The account of `{arn}` is not in this vault: the principal's own policies are not known."
            ),
            Self::FederatedBy { arn } => format!(
                "Which user asked for the session of `{arn}` is not said: the policies of that user and of the session are not known."
            ),
            Self::Organization => {
                "Service and resource control policies of an organisation, if the account belongs to one, are not known here: they could deny."
                    .to_owned()
            }
            Self::ResourcePolicy { resource } => format!(
                "A policy on `{resource}` itself, if there is one, is not known here: it could allow or deny more."
            ),
            Self::KeyPolicy => {
                "A KMS key has a policy of its own that must allow this too, and none is known here."
                    .to_owned()
            }
            Self::OtherRoles => {
                "Roles of accounts that are not in this vault may trust the principal as well."
                    .to_owned()
            }
            Self::Action { name, suggestions } if suggestions.is_empty() => format!(
                "`{name}` is not in the catalogue: whether it takes resources is not known."
            ),
            Self::Action { name, suggestions } => format!(
                "`{name}` is not in the catalogue; did you mean `{}`?",
                suggestions.join("`, `")
            ),
            Self::TrustPolicy { role } => format!(
                "The trust policy of `{role}` is not known here: it must allow this too."
            ),
        }
    }

    /// What stays open for every question about a resource.
    pub(crate) fn about_resource(resource: &str) -> Option<Self> {
        let arn: Arn = resource.parse().ok()?;
        // Of IAM's resources only roles have policies of their own, and those are trust policies.
        if arn.service() == "kms" && arn.resource().starts_with("key/") {
            Some(Self::KeyPolicy)
        } else if arn.service() != "iam" {
            Some(Self::ResourcePolicy {
                resource: resource.to_owned(),
            })
        } else {
            None
        }
    }

    /// The same, come to somebody by this way.
    pub(crate) fn by(self, way: &Via) -> Self {
        match self {
            Self::Policy { name, layer, .. } => Self::Policy {
                name,
                layer,
                via: way.clone(),
            },
            other => other,
        }
    }

    /// Whether it could turn a denial into an allow or the other way round for any action at all,
    /// as opposed to being a standing caveat of every answer.
    #[must_use]
    pub fn is_specific(&self) -> bool {
        !matches!(
            self,
            Self::Organization | Self::ResourcePolicy { .. } | Self::KeyPolicy | Self::OtherRoles
        )
    }
}
