//! An account written as AWS would answer it: for tools that read that form, and for the way back.
//!
//! What the answer has and we do not keep is left out: an instance profile's own ids, for one.
//! What we keep and the answer has not (passwords, keys, MFA devices) stays behind.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

use iam_directory::{
    AccountSettings, Directory, Group, ManagedPolicies, ManagedPolicy, PolicyDocument, PolicyRef,
    Role, Tags, User,
};
use iam_names::{Arn, Path, Timestamp};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::reference;

/// Everything but RFC 3986's unreserved characters.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Writes one state of an account, pretty-printed as the AWS CLI does, entities in the order of
/// their names. The AWS managed policies in use are listed too, with the documents `managed` has.
pub fn write(
    settings: &AccountSettings,
    directory: &Directory,
    managed: &dyn ManagedPolicies,
    writer: impl Write,
) -> io::Result<()> {
    let print = Print {
        settings,
        directory,
    };
    let answer = Answer {
        user_detail_list: sorted(directory.users(), |it| it.name.as_str())
            .map(|user| print.user(user))
            .collect(),
        group_detail_list: sorted(directory.groups(), |it| it.name.as_str())
            .map(|group| print.group(group))
            .collect(),
        role_detail_list: sorted(directory.roles(), |it| it.name.as_str())
            .map(|role| print.role(role))
            .collect(),
        policies: sorted(directory.policies(), |it| it.name.as_str())
            .map(|policy| print.policy(policy))
            .chain(print.aws_managed(managed))
            .collect(),
    };
    serde_json::to_writer_pretty(writer, &answer).map_err(io::Error::from)
}

fn sorted<'a, T: 'a>(
    entities: impl Iterator<Item = &'a T>,
    name: impl Fn(&T) -> &str,
) -> std::vec::IntoIter<&'a T> {
    let mut entities: Vec<_> = entities.collect();
    entities.sort_by_cached_key(|it| name(it).to_ascii_lowercase());
    entities.into_iter()
}

struct Print<'a> {
    settings: &'a AccountSettings,
    directory: &'a Directory,
}

impl<'a> Print<'a> {
    fn user(&self, user: &'a User) -> UserDetail<'a> {
        let mut groups: Vec<_> = user
            .groups
            .iter()
            .filter_map(|id| self.directory.group(*id))
            .collect();
        groups.sort_by_cached_key(|group| group.name.name_key());
        UserDetail {
            path: &user.path,
            user_name: user.name.as_str(),
            user_id: user.unique_id.as_ref().map(AsRef::as_ref),
            arn: self.settings.arn("user", &user.path, user.name.as_str()),
            create_date: date(user.created),
            password_last_used: date(user.password_last_used),
            user_policy_list: inline(user.inline.values()),
            group_list: groups
                .into_iter()
                .map(|group| group.name.as_str())
                .collect(),
            attached_managed_policies: self.attached(&user.attached),
            permissions_boundary: self.boundary(user.boundary.as_ref()),
            tags: tags(&user.tags),
        }
    }

    fn group(&self, group: &'a Group) -> GroupDetail<'a> {
        GroupDetail {
            path: &group.path,
            group_name: group.name.as_str(),
            group_id: group.unique_id.as_ref().map(AsRef::as_ref),
            arn: self.settings.arn("group", &group.path, group.name.as_str()),
            create_date: date(group.created),
            group_policy_list: inline(group.inline.values()),
            attached_managed_policies: self.attached(&group.attached),
        }
    }

    fn role(&self, role: &'a Role) -> RoleDetail<'a> {
        let profile = |held: &'a std::sync::Arc<iam_directory::InstanceProfile>| InstanceProfile {
            path: &held.path,
            instance_profile_name: held.name.as_str(),
            instance_profile_id: held.unique_id.as_ref().map(AsRef::as_ref),
            arn: self
                .settings
                .arn("instance-profile", &held.path, held.name.as_str()),
            create_date: date(held.created),
        };
        RoleDetail {
            path: &role.path,
            role_name: role.name.as_str(),
            role_id: role.unique_id.as_ref().map(AsRef::as_ref),
            arn: self.settings.arn("role", &role.path, role.name.as_str()),
            create_date: date(role.created),
            assume_role_policy_document: document(&role.trust_policy),
            instance_profile_list: self.directory.profiles_of(role.id).map(profile).collect(),
            role_policy_list: inline(role.inline.values()),
            attached_managed_policies: self.attached(&role.attached),
            permissions_boundary: self.boundary(role.boundary.as_ref()),
            tags: tags(&role.tags),
            role_last_used: RoleLastUsed {
                last_used_date: date(role.last_used.as_ref().map(|used| used.at)),
                region: role.last_used.as_ref().map(|used| used.region.as_str()),
            },
        }
    }

    fn policy(&self, policy: &'a ManagedPolicy) -> ManagedPolicyDetail<'a> {
        let reference = PolicyRef::Customer(policy.id);
        let version = |version: &'a iam_directory::PolicyVersion| PolicyVersion {
            document: document(&version.document),
            version_id: version.id.as_str(),
            is_default_version: version.id == policy.default_version,
            create_date: date(version.created),
        };
        ManagedPolicyDetail {
            policy_name: policy.name.as_str().into(),
            policy_id: policy.unique_id.as_ref().map(AsRef::as_ref),
            arn: self
                .settings
                .arn("policy", &policy.path, policy.name.as_str()),
            path: policy.path.as_str().into(),
            default_version_id: policy.default_version.as_str(),
            attachment_count: self.directory.holders(&reference, false).len(),
            permissions_boundary_usage_count: self.directory.holders(&reference, true).len(),
            is_attachable: true,
            description: policy.description.as_str(),
            create_date: date(policy.created),
            policy_version_list: policy.versions.iter().rev().map(version).collect(),
            tags: tags(&policy.tags),
        }
    }

    /// The AWS managed policies that somebody has, as far as their documents are known. Their
    /// version's number is not: it stands as `v1`.
    fn aws_managed(&self, managed: &dyn ManagedPolicies) -> Vec<ManagedPolicyDetail<'a>> {
        let references = self
            .directory
            .users()
            .flat_map(|it| it.attached.iter().chain(&it.boundary));
        let references = references
            .chain(self.directory.groups().flat_map(|it| &it.attached))
            .chain(
                self.directory
                    .roles()
                    .flat_map(|it| it.attached.iter().chain(&it.boundary)),
            );
        let arns: BTreeSet<&Arn> = references
            .filter_map(|reference| match reference {
                PolicyRef::Arn(arn) if arn.is_aws_managed_policy() => Some(arn),
                _ => None,
            })
            .collect();
        arns.into_iter()
            .filter_map(|arn| {
                let text = managed.document(arn)?;
                let (_, path, name) = arn.iam_entity()?;
                let reference = PolicyRef::Arn(arn.clone());
                Some(ManagedPolicyDetail {
                    policy_name: name.to_owned().into(),
                    policy_id: None,
                    arn: arn.clone(),
                    path: path.to_owned().into(),
                    default_version_id: "v1",
                    attachment_count: self.directory.holders(&reference, false).len(),
                    permissions_boundary_usage_count: self
                        .directory
                        .holders(&reference, true)
                        .len(),
                    is_attachable: true,
                    description: "",
                    create_date: None,
                    policy_version_list: vec![PolicyVersion {
                        document: document(&PolicyDocument::new(&text)),
                        version_id: "v1",
                        is_default_version: true,
                        create_date: None,
                    }],
                    tags: Vec::new(),
                })
            })
            .collect()
    }

    fn attached(&self, references: &BTreeSet<PolicyRef>) -> Vec<AttachedPolicy> {
        let mut attached: Vec<_> = references
            .iter()
            .filter_map(|reference| {
                let policy_arn = self.arn(reference)?;
                let policy_name = policy_arn.resource().rsplit('/').next()?.to_owned();
                Some(AttachedPolicy {
                    policy_name,
                    policy_arn,
                })
            })
            .collect();
        attached.sort_by(|one, other| one.policy_arn.cmp(&other.policy_arn));
        attached
    }

    fn boundary(&self, reference: Option<&PolicyRef>) -> Option<Boundary> {
        let permissions_boundary_arn = self.arn(reference?)?;
        Some(Boundary {
            permissions_boundary_type: "Policy",
            permissions_boundary_arn,
        })
    }

    fn arn(&self, policy: &PolicyRef) -> Option<Arn> {
        reference::arn(self.settings, self.directory, policy)
    }
}

/// A date as the AWS CLI prints it: `2026-01-02T03:04:05+00:00`.
fn date(time: Option<Timestamp>) -> Option<String> {
    time.map(|time| time.to_string().replace('Z', "+00:00"))
}

/// The document as JSON; what is not JSON as the API would answer it, percent-encoded.
fn document(document: &PolicyDocument) -> Document {
    match RawValue::from_string(document.text().to_owned()) {
        Ok(raw) if document.text().trim_start().starts_with('{') => Document::Json(raw),
        _ => Document::Encoded(utf8_percent_encode(document.text(), ENCODED).to_string()),
    }
}

fn inline<'a>(
    policies: impl Iterator<Item = &'a iam_directory::InlinePolicy>,
) -> Vec<PolicyDetail<'a>> {
    let detail = |policy: &'a iam_directory::InlinePolicy| PolicyDetail {
        policy_name: policy.name.as_str(),
        policy_document: document(&policy.document),
    };
    policies.map(detail).collect()
}

fn tags(tags: &Tags) -> Vec<Tag<'_>> {
    tags.iter()
        .map(|(key, value)| Tag {
            key: key.as_str(),
            value: value.as_str(),
        })
        .collect()
}

#[derive(Serialize)]
#[serde(untagged)]
enum Document {
    Json(Box<RawValue>),
    Encoded(String),
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'a> {
    user_detail_list: Vec<UserDetail<'a>>,
    group_detail_list: Vec<GroupDetail<'a>>,
    role_detail_list: Vec<RoleDetail<'a>>,
    policies: Vec<ManagedPolicyDetail<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct UserDetail<'a> {
    path: &'a Path,
    user_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    arn: Arn,
    #[serde(skip_serializing_if = "Option::is_none")]
    create_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password_last_used: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    user_policy_list: Vec<PolicyDetail<'a>>,
    group_list: Vec<&'a str>,
    attached_managed_policies: Vec<AttachedPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permissions_boundary: Option<Boundary>,
    tags: Vec<Tag<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GroupDetail<'a> {
    path: &'a Path,
    group_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<&'a str>,
    arn: Arn,
    #[serde(skip_serializing_if = "Option::is_none")]
    create_date: Option<String>,
    group_policy_list: Vec<PolicyDetail<'a>>,
    attached_managed_policies: Vec<AttachedPolicy>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RoleDetail<'a> {
    path: &'a Path,
    role_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_id: Option<&'a str>,
    arn: Arn,
    #[serde(skip_serializing_if = "Option::is_none")]
    create_date: Option<String>,
    assume_role_policy_document: Document,
    instance_profile_list: Vec<InstanceProfile<'a>>,
    role_policy_list: Vec<PolicyDetail<'a>>,
    attached_managed_policies: Vec<AttachedPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permissions_boundary: Option<Boundary>,
    tags: Vec<Tag<'a>>,
    role_last_used: RoleLastUsed<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ManagedPolicyDetail<'a> {
    policy_name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy_id: Option<&'a str>,
    arn: Arn,
    path: Cow<'a, str>,
    default_version_id: &'a str,
    attachment_count: usize,
    permissions_boundary_usage_count: usize,
    is_attachable: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    create_date: Option<String>,
    policy_version_list: Vec<PolicyVersion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PolicyVersion<'a> {
    document: Document,
    version_id: &'a str,
    is_default_version: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    create_date: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PolicyDetail<'a> {
    policy_name: &'a str,
    policy_document: Document,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AttachedPolicy {
    policy_name: String,
    policy_arn: Arn,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Boundary {
    permissions_boundary_type: &'static str,
    permissions_boundary_arn: Arn,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
#[expect(clippy::struct_field_names, reason = "the fields are AWS's")]
struct InstanceProfile<'a> {
    path: &'a Path,
    instance_profile_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_profile_id: Option<&'a str>,
    arn: Arn,
    #[serde(skip_serializing_if = "Option::is_none")]
    create_date: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RoleLastUsed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tag<'a> {
    key: &'a str,
    value: &'a str,
}
