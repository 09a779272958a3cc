//! The wire form of every operation, held by a file each in `tests/golden/`.
//!
//! Stored journals hold these forms: a file may be added and never altered. A new variant of
//! [`Operation`] does not compile here until it has one.

use std::collections::BTreeSet;

use crate::{
    AccountKind, AccountSettings, Change, CredentialStatus, Entity, Image, ImageKey, Operation,
    PasswordPolicy, PolicyDocument, PolicyRef, Quotas, Replacement, State, User,
};
use iam_names::{EntityId, MaxSessionDuration, Path, Timestamp};

fn id(number: u8) -> EntityId {
    EntityId::from_bytes([number; 16])
}

/// The file of an operation. Exhaustive, so that a new variant asks for its file.
fn name(operation: &Operation) -> &'static str {
    match operation {
        Operation::CreateAccount { .. } => "CreateAccount",
        Operation::SetAccountAlias { .. } => "SetAccountAlias",
        Operation::SetQuotas { .. } => "SetQuotas",
        Operation::SetPasswordPolicy { .. } => "SetPasswordPolicy",
        Operation::CreateUser { .. } => "CreateUser",
        Operation::UpdateUser { .. } => "UpdateUser",
        Operation::DeleteUser { .. } => "DeleteUser",
        Operation::Tag { .. } => "Tag",
        Operation::Untag { .. } => "Untag",
        Operation::PutPermissionsBoundary { .. } => "PutPermissionsBoundary",
        Operation::DeletePermissionsBoundary { .. } => "DeletePermissionsBoundary",
        Operation::AddUserToGroup { .. } => "AddUserToGroup",
        Operation::RemoveUserFromGroup { .. } => "RemoveUserFromGroup",
        Operation::CreateLoginProfile { .. } => "CreateLoginProfile",
        Operation::UpdateLoginProfile { .. } => "UpdateLoginProfile",
        Operation::DeleteLoginProfile { .. } => "DeleteLoginProfile",
        Operation::CreateAccessKey { .. } => "CreateAccessKey",
        Operation::UpdateAccessKey { .. } => "UpdateAccessKey",
        Operation::DeleteAccessKey { .. } => "DeleteAccessKey",
        Operation::DeactivateMfaDevice { .. } => "DeactivateMfaDevice",
        Operation::CreateGroup { .. } => "CreateGroup",
        Operation::UpdateGroup { .. } => "UpdateGroup",
        Operation::DeleteGroup { .. } => "DeleteGroup",
        Operation::AttachPolicy { .. } => "AttachPolicy",
        Operation::DetachPolicy { .. } => "DetachPolicy",
        Operation::PutInlinePolicy { .. } => "PutInlinePolicy",
        Operation::DeleteInlinePolicy { .. } => "DeleteInlinePolicy",
        Operation::CreatePolicy { .. } => "CreatePolicy",
        Operation::CreatePolicyVersion { .. } => "CreatePolicyVersion",
        Operation::SetDefaultPolicyVersion { .. } => "SetDefaultPolicyVersion",
        Operation::DeletePolicyVersion { .. } => "DeletePolicyVersion",
        Operation::DeletePolicy { .. } => "DeletePolicy",
        Operation::CreateRole { .. } => "CreateRole",
        Operation::DeleteRole { .. } => "DeleteRole",
        Operation::Observe { .. } => "Observe",
        Operation::Restore { .. } => "Restore",
    }
}

macro_rules! golden {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../tests/golden/", $name, ".json")))),+]
    };
}

const GOLDEN: &[(&str, &str)] = golden![
    "CreateAccount",
    "SetAccountAlias",
    "SetQuotas",
    "SetPasswordPolicy",
    "CreateUser",
    "UpdateUser",
    "DeleteUser",
    "Tag",
    "Untag",
    "PutPermissionsBoundary",
    "DeletePermissionsBoundary",
    "AddUserToGroup",
    "RemoveUserFromGroup",
    "CreateLoginProfile",
    "UpdateLoginProfile",
    "DeleteLoginProfile",
    "CreateAccessKey",
    "UpdateAccessKey",
    "DeleteAccessKey",
    "DeactivateMfaDevice",
    "CreateGroup",
    "UpdateGroup",
    "DeleteGroup",
    "AttachPolicy",
    "DetachPolicy",
    "PutInlinePolicy",
    "DeleteInlinePolicy",
    "CreatePolicy",
    "CreatePolicyVersion",
    "SetDefaultPolicyVersion",
    "DeletePolicyVersion",
    "DeletePolicy",
    "CreateRole",
    "DeleteRole",
    "Observe",
    "Restore",
];

#[test]
fn every_operation_has_its_wire_form() {
    let mut written = BTreeSet::new();
    for operation in operations() {
        let name = name(&operation);
        let change = Change {
            account: id(1),
            operation,
        };
        let (_, golden) = GOLDEN.iter().find(|(file, _)| *file == name).unwrap();
        assert_eq!(
            serde_json::to_string_pretty(&change).unwrap(),
            golden.trim_end(),
            "{name}"
        );
        assert_eq!(
            serde_json::from_str::<Change>(golden).unwrap(),
            change,
            "{name}"
        );
        written.insert(name);
    }
    assert_eq!(written.len(), GOLDEN.len(), "a file without its operation");
}

#[test]
fn what_is_left_out_has_its_default() {
    let bare = format!(
        r#"{{"account":"{0}","kind":"CreateUser","user":"{0}","name":"alice","path":"/"}}"#,
        id(2)
    );
    let change: Change = serde_json::from_str(&bare).unwrap();
    assert!(matches!(
        change.operation,
        Operation::CreateUser { created: None, .. }
    ));
    for wrong in [
        bare.replace("alice", "al ice"),
        bare.replace("CreateUser", "Create"),
        bare.replace(r#""kind":"CreateUser","#, ""),
    ] {
        assert!(serde_json::from_str::<Change>(&wrong).is_err(), "{wrong}");
    }
}

/// One of each.
#[expect(clippy::too_many_lines, reason = "one entry per operation: a table")]
fn operations() -> Vec<Operation> {
    let (user, group, role, policy, credential) = (id(2), id(3), id(4), id(5), id(6));
    let (path, created) = (Path::root(), Some(Timestamp::from_unix(1_700_000_000)));
    let document = PolicyDocument::new(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#,
    );
    let trust_policy = PolicyDocument::new(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#,
    );
    let mut settings =
        AccountSettings::new(id(1), AccountKind::Aws, "111122223333".parse().unwrap());
    settings.alias = Some("acme".parse().unwrap());
    let read_only = PolicyRef::Arn("arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap());
    let tags = [("team".parse().unwrap(), "red".parse().unwrap())].into();
    let alice = User::new(user, "alice".parse().unwrap(), path.clone());
    let seen = Replacement {
        id: user,
        entity: Some(Entity::User(alice.clone())),
    };
    let gone = Replacement {
        id: group,
        entity: None,
    };
    let version = || "v2".parse().unwrap();
    vec![
        Operation::CreateAccount {
            settings: Box::new(settings),
        },
        Operation::SetAccountAlias {
            alias: Some("acme".parse().unwrap()),
        },
        Operation::SetQuotas {
            quotas: Box::new(Quotas::default()),
        },
        Operation::SetPasswordPolicy {
            policy: Some(PasswordPolicy {
                minimum_length: 14,
                max_age_days: Some(90),
                ..PasswordPolicy::default()
            }),
        },
        Operation::CreateUser {
            user,
            name: "alice".parse().unwrap(),
            path: "/team/red/".parse().unwrap(),
            created,
        },
        Operation::UpdateUser {
            user,
            name: "alicia".parse().unwrap(),
            path: path.clone(),
        },
        Operation::DeleteUser { user },
        Operation::Tag { entity: user, tags },
        Operation::Untag {
            entity: user,
            keys: vec!["team".parse().unwrap()],
        },
        Operation::PutPermissionsBoundary {
            holder: user,
            policy: read_only.clone(),
        },
        Operation::DeletePermissionsBoundary { holder: user },
        Operation::AddUserToGroup { user, group },
        Operation::RemoveUserFromGroup { user, group },
        Operation::CreateLoginProfile {
            user,
            credential,
            reset_required: true,
            created,
        },
        Operation::UpdateLoginProfile {
            user,
            reset_required: false,
            created,
        },
        Operation::DeleteLoginProfile { user },
        Operation::CreateAccessKey {
            user,
            credential,
            access_key_id: Some("LKIAEXAMPLE000000001".parse().unwrap()),
            description: "build server".into(),
            created,
        },
        Operation::UpdateAccessKey {
            user,
            credential,
            status: CredentialStatus::Inactive,
        },
        Operation::DeleteAccessKey { user, credential },
        Operation::DeactivateMfaDevice {
            user,
            serial: "arn:aws:iam::111122223333:mfa/alice".parse().unwrap(),
        },
        Operation::CreateGroup {
            group,
            name: "readers".parse().unwrap(),
            path: path.clone(),
            created: None,
        },
        Operation::UpdateGroup {
            group,
            name: "writers".parse().unwrap(),
            path: path.clone(),
        },
        Operation::DeleteGroup { group },
        Operation::AttachPolicy {
            holder: group,
            policy: PolicyRef::Customer(policy),
        },
        Operation::DetachPolicy {
            holder: group,
            policy: read_only,
        },
        Operation::PutInlinePolicy {
            holder: user,
            name: "own".parse().unwrap(),
            document: document.clone(),
        },
        Operation::DeleteInlinePolicy {
            holder: user,
            name: "own".parse().unwrap(),
        },
        Operation::CreatePolicy {
            policy,
            name: "read".parse().unwrap(),
            path: path.clone(),
            description: "reads".into(),
            document: document.clone(),
            created,
        },
        Operation::CreatePolicyVersion {
            policy,
            document,
            set_as_default: true,
            created,
        },
        Operation::SetDefaultPolicyVersion {
            policy,
            version: version(),
        },
        Operation::DeletePolicyVersion {
            policy,
            version: version(),
        },
        Operation::DeletePolicy { policy },
        Operation::CreateRole {
            role,
            name: "deploy".parse().unwrap(),
            path,
            description: String::new(),
            trust_policy,
            max_session: MaxSessionDuration::default(),
            created,
        },
        Operation::DeleteRole { role },
        Operation::Observe {
            as_of: Timestamp::from_unix(1_700_000_000),
            observed: vec![seen.clone(), gone],
            planned: vec![seen],
        },
        Operation::Restore {
            images: vec![Image {
                key: ImageKey {
                    account: id(1),
                    state: State::Planned,
                    id: user,
                },
                before: None,
                after: Some(Entity::User(alice)),
            }],
        },
    ]
}
