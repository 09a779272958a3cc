//! Estates for tests: one account, ids by number, and helpers that say what is expected.

use std::sync::Arc;

use iam_names::{Arn, EntityId, MaxSessionDuration, Path, Timestamp};

use crate::{
    Account, AccountKind, AccountSettings, Change, ChangeSet, Entity, EntityKind, Estate, Image,
    ManagedPolicies, Operation, PolicyDocument, PolicyRef, Refusal, RefusalCode, apply,
};

pub(super) const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
pub(super) const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

pub(super) const ACCOUNT: EntityId = id(1);
pub(super) const NOW: Timestamp = Timestamp::from_unix(1_700_000_000);

/// An id by number.
pub(super) const fn id(number: u128) -> EntityId {
    EntityId::from_bytes(number.to_be_bytes())
}

/// Two AWS managed policies, one of them for service-linked roles.
pub(super) struct Library;

impl ManagedPolicies for Library {
    fn knows(&self, arn: &Arn) -> bool {
        arn.is_aws_managed_policy() && !arn.as_str().ends_with("Unknown")
    }

    fn document(&self, _arn: &Arn) -> Option<Arc<str>> {
        Some(Arc::from(POLICY))
    }
}

/// An estate with one account.
#[derive(Clone)]
pub(super) struct World {
    pub(super) estate: Estate,
}

impl World {
    pub(super) fn new(kind: AccountKind) -> Self {
        let settings = AccountSettings::new(ACCOUNT, kind, "111122223333".parse().unwrap());
        let mut world = Self {
            estate: Estate::default(),
        };
        world.does(vec![Operation::CreateAccount {
            settings: Box::new(settings),
        }]);
        world
    }

    pub(super) fn local() -> Self {
        Self::new(AccountKind::Local)
    }

    pub(super) fn aws() -> Self {
        Self::new(AccountKind::Aws)
    }

    pub(super) fn account(&self) -> &Account {
        self.estate.account(ACCOUNT).unwrap()
    }

    pub(super) fn apply(&self, operations: Vec<Operation>) -> Result<crate::Applied, Refusal> {
        apply(&self.estate, &set(operations), &Library)
    }

    /// Applies what must be taken.
    #[track_caller]
    pub(super) fn does(&mut self, operations: Vec<Operation>) -> Vec<Image> {
        let applied = self.apply(operations).unwrap();
        self.estate = applied.estate;
        applied.images
    }

    /// Asserts that one change is refused with AWS's code, and gives the refusal.
    #[track_caller]
    pub(super) fn refuses(&self, operation: Operation, code: RefusalCode) -> Refusal {
        let refusal = self.apply(vec![operation]).expect_err("it was taken");
        assert_eq!(refusal.code, code, "{refusal}: {}", refusal.help);
        refusal
    }

    pub(super) fn planned(&self, number: u128) -> Option<Entity> {
        self.account().planned().entity(id(number))
    }

    pub(super) fn names(&self, kind: EntityKind) -> Vec<String> {
        let planned = self.account().planned();
        let mut names: Vec<_> = planned
            .ids()
            .filter_map(|id| planned.entity(id))
            .filter(|entity| entity.kind() == kind)
            .map(|entity| entity.name())
            .collect();
        names.sort();
        names
    }
}

pub(super) fn set(operations: Vec<Operation>) -> ChangeSet {
    let change = |operation| Change {
        account: ACCOUNT,
        operation,
    };
    ChangeSet::new("Test", operations.into_iter().map(change).collect())
}

pub(super) fn document(text: &str) -> PolicyDocument {
    PolicyDocument::new(text)
}

/// A policy of exactly this many counted characters.
pub(super) fn sized(characters: usize) -> PolicyDocument {
    let make =
        |filler: usize| POLICY.replace("s3:GetObject", &format!("s3:Get{}", "x".repeat(filler)));
    let empty = document(&make(0)).counted_characters();
    let spaced = make(characters - empty).replace("\"Statement\":", "\n  \"Statement\" : ");
    document(&spaced)
}

pub(super) fn user(number: u128, name: &str) -> Operation {
    Operation::CreateUser {
        user: id(number),
        name: name.parse().unwrap(),
        path: Path::root(),
        created: Some(NOW),
    }
}

pub(super) fn rename_user(number: u128, name: &str) -> Operation {
    Operation::UpdateUser {
        user: id(number),
        name: name.parse().unwrap(),
        path: Path::root(),
    }
}

pub(super) fn group(number: u128, name: &str) -> Operation {
    Operation::CreateGroup {
        group: id(number),
        name: name.parse().unwrap(),
        path: Path::root(),
        created: None,
    }
}

pub(super) fn policy(number: u128, name: &str) -> Operation {
    policy_with(number, name, POLICY)
}

pub(super) fn policy_with(number: u128, name: &str, text: &str) -> Operation {
    Operation::CreatePolicy {
        policy: id(number),
        name: name.parse().unwrap(),
        path: Path::root(),
        description: String::new(),
        document: document(text),
        created: None,
    }
}

pub(super) fn role(number: u128, name: &str) -> Operation {
    role_with(number, name, "/", TRUST)
}

pub(super) fn role_with(number: u128, name: &str, path: &str, trust: &str) -> Operation {
    Operation::CreateRole {
        role: id(number),
        name: name.parse().unwrap(),
        path: path.parse().unwrap(),
        description: String::new(),
        trust_policy: document(trust),
        max_session: MaxSessionDuration::default(),
        created: None,
    }
}

pub(super) fn join(user: u128, group: u128) -> Operation {
    Operation::AddUserToGroup {
        user: id(user),
        group: id(group),
    }
}

pub(super) fn leave(user: u128, group: u128) -> Operation {
    Operation::RemoveUserFromGroup {
        user: id(user),
        group: id(group),
    }
}

pub(super) fn attach(holder: u128, policy: PolicyRef) -> Operation {
    Operation::AttachPolicy {
        holder: id(holder),
        policy,
    }
}

pub(super) fn detach(holder: u128, policy: PolicyRef) -> Operation {
    Operation::DetachPolicy {
        holder: id(holder),
        policy,
    }
}

pub(super) fn customer(number: u128) -> PolicyRef {
    PolicyRef::Customer(id(number))
}

pub(super) fn aws_policy(name: &str) -> PolicyRef {
    PolicyRef::Arn(format!("arn:aws:iam::aws:policy/{name}").parse().unwrap())
}

pub(super) fn inline(holder: u128, name: &str, document: PolicyDocument) -> Operation {
    Operation::PutInlinePolicy {
        holder: id(holder),
        name: name.parse().unwrap(),
        document,
    }
}

pub(super) fn login(user: u128, credential: u128) -> Operation {
    Operation::CreateLoginProfile {
        user: id(user),
        credential: id(credential),
        reset_required: true,
        created: Some(NOW),
    }
}

pub(super) fn access_key(user: u128, credential: u128, key_id: Option<&str>) -> Operation {
    Operation::CreateAccessKey {
        user: id(user),
        credential: id(credential),
        access_key_id: key_id.map(|id| id.parse().unwrap()),
        description: String::new(),
        created: Some(NOW),
    }
}

/// A local access key id by number.
pub(super) fn local_key(number: u128) -> String {
    format!("LKIAEXAMPLE{number:09}")
}

pub(super) fn tags(entity: u128, pairs: &[(&str, &str)]) -> Operation {
    let tags = pairs
        .iter()
        .map(|(key, value)| (key.parse().unwrap(), value.parse().unwrap()));
    Operation::Tag {
        entity: id(entity),
        tags: tags.collect(),
    }
}

pub(super) fn bound(holder: u128, policy: PolicyRef) -> Operation {
    Operation::PutPermissionsBoundary {
        holder: id(holder),
        policy,
    }
}
