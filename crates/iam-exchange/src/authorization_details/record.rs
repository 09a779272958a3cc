//! One item of the answer, in AWS's own field names.
//!
//! Texts stay texts: what they must be is `assemble`'s affair, so that one odd date does not cost
//! a user. See the data types `UserDetail`, `GroupDetail`, `RoleDetail` and `ManagedPolicyDetail`
//! of the IAM API reference.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The names of fields that are not known here; their values are passed over.
pub(super) struct Rest(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Rest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;

        impl<'de> Visitor<'de> for Names {
            type Value = Rest;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Rest, A::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = fields.next_entry()? {
                    names.push(name);
                }
                Ok(Rest(names))
            }
        }

        deserializer.deserialize_map(Names)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an object")]
pub(super) struct UserDetail<'a> {
    pub(super) path: Option<String>,
    pub(super) user_name: String,
    pub(super) user_id: Option<String>,
    pub(super) arn: String,
    pub(super) create_date: Option<String>,
    pub(super) password_last_used: Option<String>,
    #[serde(default, borrow)]
    pub(super) user_policy_list: Option<Vec<PolicyDetail<'a>>>,
    #[serde(default)]
    pub(super) group_list: Option<Vec<String>>,
    #[serde(default)]
    pub(super) attached_managed_policies: Option<Vec<AttachedPolicy>>,
    pub(super) permissions_boundary: Option<Boundary>,
    #[serde(default)]
    pub(super) tags: Option<Vec<Tag>>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an object")]
pub(super) struct GroupDetail<'a> {
    pub(super) path: Option<String>,
    pub(super) group_name: String,
    pub(super) group_id: Option<String>,
    pub(super) arn: String,
    pub(super) create_date: Option<String>,
    #[serde(default, borrow)]
    pub(super) group_policy_list: Option<Vec<PolicyDetail<'a>>>,
    #[serde(default)]
    pub(super) attached_managed_policies: Option<Vec<AttachedPolicy>>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an object")]
pub(super) struct RoleDetail<'a> {
    pub(super) path: Option<String>,
    pub(super) role_name: String,
    pub(super) role_id: Option<String>,
    pub(super) arn: String,
    pub(super) create_date: Option<String>,
    #[serde(borrow)]
    pub(super) assume_role_policy_document: &'a RawValue,
    /// Not in the answer today; `GetRole` has both.
    pub(super) description: Option<String>,
    pub(super) max_session_duration: Option<u32>,
    #[serde(default)]
    pub(super) instance_profile_list: Option<Vec<InstanceProfile>>,
    #[serde(default, borrow)]
    pub(super) role_policy_list: Option<Vec<PolicyDetail<'a>>>,
    #[serde(default)]
    pub(super) attached_managed_policies: Option<Vec<AttachedPolicy>>,
    pub(super) permissions_boundary: Option<Boundary>,
    #[serde(default)]
    pub(super) tags: Option<Vec<Tag>>,
    pub(super) role_last_used: Option<RoleLastUsed>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an object")]
pub(super) struct ManagedPolicyDetail<'a> {
    /// Empty where an imitation of AWS leaves it out: the ARN ends in it.
    #[serde(default)]
    pub(super) policy_name: String,
    pub(super) policy_id: Option<String>,
    pub(super) arn: String,
    pub(super) path: Option<String>,
    pub(super) default_version_id: Option<String>,
    pub(super) description: Option<String>,
    pub(super) create_date: Option<String>,
    #[serde(borrow)]
    pub(super) policy_version_list: Vec<PolicyVersion<'a>>,
    #[serde(default)]
    pub(super) tags: Option<Vec<Tag>>,
    // Known, and told by the entities themselves.
    #[serde(rename = "UpdateDate")]
    pub(super) _update_date: Option<IgnoredAny>,
    #[serde(rename = "AttachmentCount")]
    pub(super) _attachment_count: Option<IgnoredAny>,
    #[serde(rename = "PermissionsBoundaryUsageCount")]
    pub(super) _permissions_boundary_usage_count: Option<IgnoredAny>,
    #[serde(rename = "IsAttachable")]
    pub(super) _is_attachable: Option<IgnoredAny>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an inline policy")]
pub(super) struct PolicyDetail<'a> {
    pub(super) policy_name: String,
    #[serde(borrow)]
    pub(super) policy_document: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "a policy version")]
pub(super) struct PolicyVersion<'a> {
    #[serde(borrow)]
    pub(super) document: &'a RawValue,
    pub(super) version_id: String,
    #[serde(default)]
    pub(super) is_default_version: bool,
    pub(super) create_date: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an attached policy")]
pub(super) struct AttachedPolicy {
    pub(super) policy_arn: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "a permissions boundary")]
pub(super) struct Boundary {
    pub(super) permissions_boundary_arn: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "a tag")]
pub(super) struct Tag {
    pub(super) key: String,
    pub(super) value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an instance profile")]
#[expect(clippy::struct_field_names, reason = "the fields are AWS's")]
pub(super) struct InstanceProfile {
    pub(super) instance_profile_name: String,
    pub(super) path: Option<String>,
    pub(super) instance_profile_id: Option<String>,
    pub(super) create_date: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", expecting = "an object")]
pub(super) struct RoleLastUsed {
    pub(super) last_used_date: Option<String>,
    pub(super) region: Option<String>,
}
