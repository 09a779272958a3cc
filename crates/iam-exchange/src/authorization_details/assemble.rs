//! From items to entities: names parsed, documents decoded, references tied.
//!
//! An entity goes into the account that its ARN names. Its references (groups, attached policies,
//! boundary) can only be tied when the whole file is read, since users stand before groups.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;
use std::str::FromStr;

use iam_directory::{
    Directory, Entity, EntityKind, Group, InlinePolicy, InstanceProfile, LastUsed, ManagedPolicy,
    PolicyDocument, PolicyRef, PolicyVersion, Role, Tags, User,
};
use iam_names::{
    AccountId, Arn, EntityId, MaxSessionDuration, NameKey, ParseNameError, Partition, Path,
    PolicyName, PolicyVersionId, TagKey, TagValue, Timestamp,
};
use serde::Deserialize;

use super::document;
use super::record::{self, Rest};
use super::{AuthorizationDetails, List, Lost, Place, Reason, SeenAccount, Unreadable, stream};

/// What is gathered while the file is read.
pub(super) struct Assembly<'a> {
    ids: &'a mut dyn FnMut() -> EntityId,
    accounts: BTreeMap<(Partition, AccountId), Directory>,
    ties: Vec<Tie>,
    aws_managed: BTreeMap<Arn, PolicyDocument>,
    unreadable: Vec<Unreadable>,
    unknown_fields: BTreeSet<(List, String)>,
}

/// The references of one entity, still by name.
struct Tie {
    account: (Partition, AccountId),
    entity: EntityId,
    item: Item,
    groups: Vec<String>,
    attached: Vec<String>,
    boundary: Option<String>,
}

/// An item while its parts are read: whatever is wrong with them is noted under its name.
#[derive(Clone)]
struct Item {
    place: Place,
    subject: String,
}

impl<'a> Assembly<'a> {
    pub(super) fn new(ids: &'a mut dyn FnMut() -> EntityId) -> Self {
        Self {
            ids,
            accounts: BTreeMap::new(),
            ties: Vec::new(),
            aws_managed: BTreeMap::new(),
            unreadable: Vec::new(),
            unknown_fields: BTreeSet::new(),
        }
    }

    /// Takes one item of the file.
    pub(super) fn take(&mut self, place: &Place, text: &str) {
        let mut item = Item {
            place: place.clone(),
            subject: "the item".to_owned(),
        };
        let result = match place.list {
            List::Users => parse(place, text).and_then(|it| self.user(&mut item, it)),
            List::Groups => parse(place, text).and_then(|it| self.group(&mut item, it)),
            List::Roles => parse(place, text).and_then(|it| self.role(&mut item, it)),
            List::Policies => parse(place, text).and_then(|it| self.policy(&mut item, it)),
        };
        if let Err(reason) = result {
            if matches!(reason, Reason::Fields { .. })
                && let Some(name) = name_of(place.list, text)
            {
                item.subject = name;
            }
            self.note(&item, Lost::Entity, reason);
        }
    }

    /// Ties the references and hands everything over.
    pub(super) fn finish(mut self) -> AuthorizationDetails {
        for tie in std::mem::take(&mut self.ties) {
            self.tie(tie);
        }
        let mut accounts: Vec<_> = self
            .accounts
            .into_iter()
            .filter(|(_, directory)| !directory.is_empty())
            .map(|((partition, account_id), directory)| SeenAccount {
                partition,
                account_id,
                directory,
            })
            .collect();
        accounts.sort_by_key(|account| std::cmp::Reverse(account.directory.len()));
        self.unreadable.sort_by_key(|it| it.place.bytes.start);
        AuthorizationDetails {
            accounts,
            aws_managed: self.aws_managed,
            unreadable: self.unreadable,
        }
    }

    fn user(&mut self, item: &mut Item, detail: record::UserDetail<'_>) -> Result<(), Reason> {
        item.subject = format!("user `{}`", detail.user_name);
        let (account, path) =
            self.home(item, "user", &detail.arn, detail.path, &detail.user_name)?;
        let name = required("UserName", &detail.user_name)?;
        let mut user = User::new((self.ids)(), name, path);
        user.unique_id = self.detail(item, "UserId", detail.user_id);
        user.created = self.detail(item, "CreateDate", detail.create_date);
        user.password_last_used = self.detail(item, "PasswordLastUsed", detail.password_last_used);
        user.inline = self.inline(item, detail.user_policy_list);
        user.tags = self.tags(item, detail.tags);
        self.unknown_fields(item, &detail.rest);
        let tie = Tie {
            account,
            entity: user.id,
            item: item.clone(),
            groups: detail.group_list.unwrap_or_default(),
            attached: arns(detail.attached_managed_policies),
            boundary: detail
                .permissions_boundary
                .map(|it| it.permissions_boundary_arn),
        };
        self.put(Entity::User(user), tie)
    }

    fn group(&mut self, item: &mut Item, detail: record::GroupDetail<'_>) -> Result<(), Reason> {
        item.subject = format!("group `{}`", detail.group_name);
        let (account, path) =
            self.home(item, "group", &detail.arn, detail.path, &detail.group_name)?;
        let name = required("GroupName", &detail.group_name)?;
        let mut group = Group::new((self.ids)(), name, path);
        group.unique_id = self.detail(item, "GroupId", detail.group_id);
        group.created = self.detail(item, "CreateDate", detail.create_date);
        group.inline = self.inline(item, detail.group_policy_list);
        self.unknown_fields(item, &detail.rest);
        let tie = Tie {
            account,
            entity: group.id,
            item: item.clone(),
            groups: Vec::new(),
            attached: arns(detail.attached_managed_policies),
            boundary: None,
        };
        self.put(Entity::Group(group), tie)
    }

    fn role(&mut self, item: &mut Item, detail: record::RoleDetail<'_>) -> Result<(), Reason> {
        item.subject = format!("role `{}`", detail.role_name);
        let (account, path) =
            self.home(item, "role", &detail.arn, detail.path, &detail.role_name)?;
        let name = required("RoleName", &detail.role_name)?;
        let trust_policy = document::read(detail.assume_role_policy_document)
            .ok_or_else(|| Reason::Encoding("AssumeRolePolicyDocument".to_owned()))?;
        let mut role = Role::new((self.ids)(), name, path, trust_policy);
        role.unique_id = self.detail(item, "RoleId", detail.role_id);
        role.created = self.detail(item, "CreateDate", detail.create_date);
        role.description = detail.description.unwrap_or_default();
        let duration = detail
            .max_session_duration
            .map(|seconds| seconds.to_string());
        let duration: Option<MaxSessionDuration> =
            self.detail(item, "MaxSessionDuration", duration);
        role.max_session = duration.unwrap_or_default();
        role.inline = self.inline(item, detail.role_policy_list);
        role.tags = self.tags(item, detail.tags);
        role.last_used = detail.role_last_used.and_then(|used| {
            let at: Timestamp = self.detail(item, "LastUsedDate", used.last_used_date)?;
            let region = used.region.unwrap_or_default();
            Some(LastUsed {
                at,
                region,
                service: String::new(),
            })
        });
        let profiles = detail.instance_profile_list.unwrap_or_default();
        let (id, item_of_role) = (role.id, item.clone());
        self.unknown_fields(item, &detail.rest);
        let tie = Tie {
            account,
            entity: role.id,
            item: item.clone(),
            groups: Vec::new(),
            attached: arns(detail.attached_managed_policies),
            boundary: detail
                .permissions_boundary
                .map(|it| it.permissions_boundary_arn),
        };
        self.put(Entity::Role(role), tie)?;
        for profile in profiles {
            self.profile(&item_of_role, account, id, profile);
        }
        Ok(())
    }

    /// An instance profile, which the file names under the role that it holds.
    fn profile(
        &mut self,
        item: &Item,
        account: (Partition, AccountId),
        role: EntityId,
        detail: record::InstanceProfile,
    ) {
        let part = item.part("instance profile", &detail.instance_profile_name);
        let name = match required("InstanceProfileName", &detail.instance_profile_name) {
            Ok(name) => name,
            Err(reason) => return self.note(&part, Lost::Part, reason),
        };
        let path: Option<Path> = self.detail(&part, "Path", detail.path);
        let mut profile = InstanceProfile::new((self.ids)(), name, path.unwrap_or_default());
        profile.unique_id = self.detail(&part, "InstanceProfileId", detail.instance_profile_id);
        profile.created = self.detail(&part, "CreateDate", detail.create_date);
        profile.role = Some(role);
        let directory = self.accounts.entry(account).or_default();
        let kind = EntityKind::InstanceProfile;
        if directory.named(kind, profile.name.as_str()).is_some() {
            return self.note(&part, Lost::Part, Reason::NameTaken);
        }
        directory.put(Entity::InstanceProfile(profile));
    }

    fn policy(
        &mut self,
        item: &mut Item,
        mut detail: record::ManagedPolicyDetail<'_>,
    ) -> Result<(), Reason> {
        if detail.policy_name.is_empty()
            && let Some((_, name)) = detail.arn.rsplit_once('/')
        {
            name.clone_into(&mut detail.policy_name);
        }
        item.subject = format!("policy `{}`", detail.policy_name);
        self.unknown_fields(item, &detail.rest);
        let versions = self.versions(item, &detail.policy_version_list);
        let flagged = detail
            .policy_version_list
            .iter()
            .find(|version| version.is_default_version);
        let default = detail
            .default_version_id
            .as_ref()
            .or(flagged.map(|it| &it.version_id));
        let default = default.map_or("", String::as_str);
        let in_force = versions
            .iter()
            .find(|version| version.id == default)
            .cloned();
        let in_force = in_force.ok_or_else(|| Reason::NoDefaultVersion(default.to_owned()))?;
        if let Ok(arn) = detail.arn.parse::<Arn>()
            && arn.is_aws_managed_policy()
        {
            self.aws_managed.insert(arn, in_force.document);
            return Ok(());
        }
        let (account, path) = self.home(
            item,
            "policy",
            &detail.arn,
            detail.path,
            &detail.policy_name,
        )?;
        let numbers = versions.iter().filter_map(|version| version.id.number());
        let policy = ManagedPolicy {
            id: (self.ids)(),
            name: required("PolicyName", &detail.policy_name)?,
            path,
            unique_id: self.detail(item, "PolicyId", detail.policy_id),
            created: self.detail(item, "CreateDate", detail.create_date),
            description: detail.description.unwrap_or_default(),
            default_version: in_force.id,
            next_version: NonZeroU32::MIN.saturating_add(numbers.max().unwrap_or(0)),
            versions,
            tags: self.tags(item, detail.tags),
        };
        let tie = Tie {
            account,
            entity: policy.id,
            item: item.clone(),
            groups: Vec::new(),
            attached: Vec::new(),
            boundary: None,
        };
        self.put(Entity::Policy(policy), tie)
    }

    /// The versions, oldest first.
    fn versions(
        &mut self,
        item: &Item,
        listed: &[record::PolicyVersion<'_>],
    ) -> Vec<PolicyVersion> {
        let mut versions = Vec::new();
        for version in listed {
            let id: PolicyVersionId = match required("VersionId", &version.version_id) {
                Ok(id) => id,
                Err(reason) => {
                    self.note(item, Lost::Detail, reason);
                    continue;
                }
            };
            let Some(document) = document::read(version.document) else {
                self.note(
                    item,
                    Lost::Detail,
                    Reason::Encoding(format!("version `{id}`")),
                );
                continue;
            };
            let created = self.detail(item, "CreateDate", version.create_date.clone());
            versions.push(PolicyVersion {
                id,
                document,
                created,
            });
        }
        versions.sort_by_key(|version| version.id.number());
        versions
    }

    /// The account an ARN names, and the path.
    fn home(
        &mut self,
        item: &Item,
        kind: &str,
        arn: &str,
        path: Option<String>,
        name: &str,
    ) -> Result<((Partition, AccountId), Path), Reason> {
        let arn: Arn = required("Arn", arn)?;
        let partition = arn
            .known_partition()
            .ok_or_else(|| Reason::Partition(arn.partition().to_owned()))?;
        let entity = arn.iam_entity().filter(|(found, ..)| *found == kind);
        let ((_, arn_path, arn_name), account) = entity.zip(arn.account_id()).ok_or(Reason::Arn)?;
        let path = path.unwrap_or_else(|| arn_path.to_owned());
        if arn_name != name || arn_path != path {
            self.note(item, Lost::Detail, Reason::ArnDiffers(arn.to_string()));
        }
        Ok(((partition, account), required("Path", &path)?))
    }

    fn put(&mut self, entity: Entity, tie: Tie) -> Result<(), Reason> {
        let directory = self.accounts.entry(tie.account).or_default();
        if directory.named(entity.kind(), &entity.name()).is_some() {
            return Err(Reason::NameTaken);
        }
        directory.put(entity);
        self.ties.push(tie);
        Ok(())
    }

    fn tie(&mut self, tie: Tie) {
        let mut found = Vec::new();
        let Some(directory) = self.accounts.get_mut(&tie.account) else {
            return;
        };
        let mut groups = BTreeSet::new();
        for name in tie.groups {
            match directory.named(EntityKind::Group, &name) {
                Some(group) => {
                    groups.insert(group);
                }
                None => found.push((Lost::Part, Reason::UnknownGroup(name))),
            }
        }
        let mut reference = |text: String| match required::<Arn>("PolicyArn", &text) {
            Ok(arn) => {
                if let Some(id) = customer_policy(directory, tie.account, &arn) {
                    return Some(PolicyRef::Customer(id));
                }
                if !arn.is_aws_managed_policy() {
                    found.push((Lost::Part, Reason::UnknownPolicy(text)));
                }
                Some(PolicyRef::Arn(arn))
            }
            Err(reason) => {
                found.push((Lost::Part, reason));
                None
            }
        };
        let attached: BTreeSet<_> = tie
            .attached
            .into_iter()
            .filter_map(&mut reference)
            .collect();
        let boundary = tie.boundary.and_then(&mut reference);
        match directory.entity(tie.entity) {
            Some(Entity::User(user)) => {
                directory.put(Entity::User(User {
                    groups,
                    attached,
                    boundary,
                    ..user
                }));
            }
            Some(Entity::Group(group)) => {
                directory.put(Entity::Group(Group { attached, ..group }));
            }
            Some(Entity::Role(role)) => {
                directory.put(Entity::Role(Role {
                    attached,
                    boundary,
                    ..role
                }));
            }
            _ => {}
        }
        for (lost, reason) in found {
            self.note(&tie.item, lost, reason);
        }
    }

    fn inline(
        &mut self,
        item: &Item,
        listed: Option<Vec<record::PolicyDetail<'_>>>,
    ) -> BTreeMap<NameKey, InlinePolicy> {
        let mut policies = BTreeMap::new();
        for policy in listed.unwrap_or_default() {
            let part = item.part("inline policy", &policy.policy_name);
            let name: PolicyName = match required("PolicyName", &policy.policy_name) {
                Ok(name) => name,
                Err(reason) => {
                    self.note(&part, Lost::Part, reason);
                    continue;
                }
            };
            let Some(document) = document::read(policy.policy_document) else {
                let what = "PolicyDocument".to_owned();
                self.note(&part, Lost::Part, Reason::Encoding(what));
                continue;
            };
            if policies.contains_key(&name.name_key()) {
                self.note(&part, Lost::Part, Reason::NameTaken);
                continue;
            }
            policies.insert(name.name_key(), InlinePolicy { name, document });
        }
        policies
    }

    fn tags(&mut self, item: &Item, listed: Option<Vec<record::Tag>>) -> Tags {
        let mut tags = Tags::new();
        for tag in listed.unwrap_or_default() {
            let part = item.part("tag", &tag.key);
            let key = required::<TagKey>("Key", &tag.key);
            let value = required::<TagValue>("Value", &tag.value);
            match key.and_then(|key| Ok((key, value?))) {
                Ok((key, _)) if tags.keys().any(|other| other.same_name(&key)) => {
                    self.note(&part, Lost::Part, Reason::NameTaken);
                }
                Ok((key, value)) => drop(tags.insert(key, value)),
                Err(reason) => self.note(&part, Lost::Part, reason),
            }
        }
        tags
    }

    /// A field without which the entity is still itself.
    fn detail<T>(&mut self, item: &Item, field: &'static str, text: Option<String>) -> Option<T>
    where
        T: FromStr<Err = ParseNameError>,
    {
        match required(field, &text?) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.note(item, Lost::Detail, reason);
                None
            }
        }
    }

    /// Notes fields of a newer AWS, each once for a list.
    fn unknown_fields(&mut self, item: &Item, rest: &Rest) {
        for field in &rest.0 {
            if self.unknown_fields.insert((item.place.list, field.clone())) {
                self.note(item, Lost::Detail, Reason::UnknownField(field.clone()));
            }
        }
    }

    fn note(&mut self, item: &Item, lost: Lost, reason: Reason) {
        let Item { place, subject } = item.clone();
        self.unreadable.push(Unreadable {
            place,
            subject,
            lost,
            reason,
        });
    }
}

impl Item {
    fn part(&self, kind: &str, name: &str) -> Self {
        let subject = format!("{}, {kind} `{name}`", self.subject);
        Self {
            place: self.place.clone(),
            subject,
        }
    }
}

/// The customer managed policy of this account that an ARN names.
fn customer_policy(
    directory: &Directory,
    (partition, account): (Partition, AccountId),
    arn: &Arn,
) -> Option<EntityId> {
    let (kind, path, name) = arn.iam_entity()?;
    let is_here = arn.known_partition() == Some(partition) && arn.account_id() == Some(account);
    let policy = directory
        .policy_named(name)
        .filter(|_| kind == "policy" && is_here)?;
    (policy.path == path).then_some(policy.id)
}

fn arns(listed: Option<Vec<record::AttachedPolicy>>) -> Vec<String> {
    listed
        .unwrap_or_default()
        .into_iter()
        .map(|it| it.policy_arn)
        .collect()
}

fn required<T: FromStr<Err = ParseNameError>>(
    field: &'static str,
    text: &str,
) -> Result<T, Reason> {
    text.parse().map_err(|error| Reason::Name { field, error })
}

fn parse<'de, T: Deserialize<'de>>(place: &Place, text: &'de str) -> Result<T, Reason> {
    serde_json::from_str(text).map_err(|error| {
        let line_start: usize = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let within = (line_start + error.column()).min(text.len());
        let at = place.bytes.start + within as u64;
        Reason::Fields {
            message: stream::without_position(&error),
            at,
        }
    })
}

/// What an item calls itself, when it can be read that far.
fn name_of(list: List, text: &str) -> Option<String> {
    let (field, kind) = match list {
        List::Users => ("UserName", "user"),
        List::Groups => ("GroupName", "group"),
        List::Roles => ("RoleName", "role"),
        List::Policies => ("PolicyName", "policy"),
    };
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(format!("{kind} `{}`", value.get(field)?.as_str()?))
}
