//! The wire form of every operation, held by a file each in `tests/golden/`.
//!
//! Stored journals hold these forms: a file may be added and never altered, and what is written
//! now holds all that it said. A new variant of
//! [`Operation`] does not compile here until it has one.

use std::collections::BTreeSet;

use crate::{
    AccessKeyStage, AccountFacts, AccountKind, AccountSettings, Change, Contact, CredentialReport,
    CredentialStatus, Disabled, Entity, Expected, HandOff, HandOffChannel, HandOffItem,
    HandOffStatus, Image, ImageKey, MfaKind, Operation, Organization, OrganizationNode,
    OrganizationPlace, OrganizationPolicy, OrganizationPolicyKind, PasswordPolicy, PolicyDocument,
    PolicyRef, Quotas, Replacement, Resource, SavedExpectation, State, Tags, User,
};
use iam_names::{EntityId, MaxSessionDuration, Path, Timestamp};

fn id(number: u8) -> EntityId {
    EntityId::from_bytes([number; 16])
}

/// The file of an operation. Exhaustive, so that a new variant asks for its file.
pub(super) fn name(operation: &Operation) -> &'static str {
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
        Operation::UpdateRole { .. } => "UpdateRole",
        Operation::UpdateAssumeRolePolicy { .. } => "UpdateAssumeRolePolicy",
        Operation::CreateServiceLinkedRole { .. } => "CreateServiceLinkedRole",
        Operation::DeleteServiceLinkedRole { .. } => "DeleteServiceLinkedRole",
        Operation::EnableMfaDevice { .. } => "EnableMfaDevice",
        Operation::IssueAccessKey { .. } => "IssueAccessKey",
        Operation::SetAccessKeyStage { .. } => "SetAccessKeyStage",
        Operation::UploadSshPublicKey { .. } => "UploadSshPublicKey",
        Operation::UpdateSshPublicKey { .. } => "UpdateSshPublicKey",
        Operation::DeleteSshPublicKey { .. } => "DeleteSshPublicKey",
        Operation::UploadSigningCertificate { .. } => "UploadSigningCertificate",
        Operation::UpdateSigningCertificate { .. } => "UpdateSigningCertificate",
        Operation::DeleteSigningCertificate { .. } => "DeleteSigningCertificate",
        Operation::CreateServiceSpecificCredential { .. } => "CreateServiceSpecificCredential",
        Operation::UpdateServiceSpecificCredential { .. } => "UpdateServiceSpecificCredential",
        Operation::ResetServiceSpecificCredential { .. } => "ResetServiceSpecificCredential",
        Operation::DeleteServiceSpecificCredential { .. } => "DeleteServiceSpecificCredential",
        Operation::SetUserDisabled { .. } => "SetUserDisabled",
        Operation::SetContact { .. } => "SetContact",
        Operation::CreateInstanceProfile { .. } => "CreateInstanceProfile",
        Operation::DeleteInstanceProfile { .. } => "DeleteInstanceProfile",
        Operation::AddRoleToInstanceProfile { .. } => "AddRoleToInstanceProfile",
        Operation::RemoveRoleFromInstanceProfile { .. } => "RemoveRoleFromInstanceProfile",
        Operation::CreateOpenIdConnectProvider { .. } => "CreateOpenIdConnectProvider",
        Operation::AddClientIdToOpenIdConnectProvider { .. } => {
            "AddClientIdToOpenIdConnectProvider"
        }
        Operation::RemoveClientIdFromOpenIdConnectProvider { .. } => {
            "RemoveClientIdFromOpenIdConnectProvider"
        }
        Operation::UpdateOpenIdConnectProviderThumbprint { .. } => {
            "UpdateOpenIdConnectProviderThumbprint"
        }
        Operation::DeleteOpenIdConnectProvider { .. } => "DeleteOpenIdConnectProvider",
        Operation::CreateSamlProvider { .. } => "CreateSamlProvider",
        Operation::UpdateSamlProvider { .. } => "UpdateSamlProvider",
        Operation::DeleteSamlProvider { .. } => "DeleteSamlProvider",
        Operation::PutResource { .. } => "PutResource",
        Operation::DeleteResource { .. } => "DeleteResource",
        Operation::PutExpectation { .. } => "PutExpectation",
        Operation::DeleteExpectation { .. } => "DeleteExpectation",
        Operation::PutHandOff { .. } => "PutHandOff",
        Operation::DeleteHandOff { .. } => "DeleteHandOff",
        Operation::PutCredentialReport { .. } => "PutCredentialReport",
        Operation::SetAccountFacts { .. } => "SetAccountFacts",
        Operation::PutOrganization { .. } => "PutOrganization",
        Operation::DeleteOrganization { .. } => "DeleteOrganization",
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
    "UpdateRole",
    "UpdateAssumeRolePolicy",
    "CreateServiceLinkedRole",
    "DeleteServiceLinkedRole",
    "EnableMfaDevice",
    "IssueAccessKey",
    "SetAccessKeyStage",
    "UploadSshPublicKey",
    "UpdateSshPublicKey",
    "DeleteSshPublicKey",
    "UploadSigningCertificate",
    "UpdateSigningCertificate",
    "DeleteSigningCertificate",
    "CreateServiceSpecificCredential",
    "UpdateServiceSpecificCredential",
    "ResetServiceSpecificCredential",
    "DeleteServiceSpecificCredential",
    "SetUserDisabled",
    "SetContact",
    "CreateInstanceProfile",
    "DeleteInstanceProfile",
    "AddRoleToInstanceProfile",
    "RemoveRoleFromInstanceProfile",
    "CreateOpenIdConnectProvider",
    "AddClientIdToOpenIdConnectProvider",
    "RemoveClientIdFromOpenIdConnectProvider",
    "UpdateOpenIdConnectProviderThumbprint",
    "DeleteOpenIdConnectProvider",
    "CreateSamlProvider",
    "UpdateSamlProvider",
    "DeleteSamlProvider",
    "PutResource",
    "DeleteResource",
    "PutExpectation",
    "DeleteExpectation",
    "PutHandOff",
    "DeleteHandOff",
    "PutCredentialReport",
    "SetAccountFacts",
    "PutOrganization",
    "DeleteOrganization",
    "Observe",
    "Restore",
];

/// The name of every operation.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    GOLDEN.iter().map(|(name, _)| *name)
}

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
        // A new operation's file is made empty and written once; a written one is never altered.
        #[expect(clippy::disallowed_methods, reason = "a test writes its own new file")]
        if golden.is_empty() && std::env::var_os("BAILIWICK_WRITE_GOLDEN").is_some() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
            let text = serde_json::to_string_pretty(&change).unwrap();
            std::fs::write(format!("{folder}/{name}.json"), text + "\n").unwrap();
            written.insert(name);
            continue;
        }
        let now = serde_json::to_value(&change).unwrap();
        let then: serde_json::Value = serde_json::from_str(golden).unwrap();
        assert!(holds(&now, &then), "{name}: {now}");
        assert_eq!(
            serde_json::from_str::<Change>(golden).unwrap(),
            change,
            "{name}"
        );
        written.insert(name);
    }
    assert_eq!(written.len(), GOLDEN.len(), "a file without its operation");
}

/// Whether a form still says all that it said once: fields may be added, and nothing else.
fn holds(now: &serde_json::Value, then: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Object};
    match (now, then) {
        (Object(now), Object(then)) => then
            .iter()
            .all(|(key, then)| now.get(key).is_some_and(|now| holds(now, then))),
        (Array(now), Array(then)) => {
            now.len() == then.len() && now.iter().zip(then).all(|(now, then)| holds(now, then))
        }
        (now, then) => now == then,
    }
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

/// An RSA key of 2,048 bits whose modulus is nothing but ones: nobody's.
const SSH_KEY: &str = include_str!("nobody.pub");

/// A root with one unit and one account in it.
fn organization() -> Organization {
    let node = |number, parent: Option<u8>, place, name: &str| OrganizationNode {
        id: id(number),
        parent: parent.map(id),
        place,
        aws_id: None,
        name: name.into(),
        attached: BTreeSet::new(),
    };
    let account = OrganizationPlace::Account {
        account: "111122223333".parse().unwrap(),
    };
    let mut root = node(21, None, OrganizationPlace::Root, "Root");
    root.attached.insert(id(24));
    Organization {
        id: id(20),
        organization_id: "o-exampleorgid".parse().unwrap(),
        management_account: "999988887777".parse().unwrap(),
        observed_as_of: None,
        policies: vec![OrganizationPolicy {
            id: id(24),
            policy_id: Some("p-FullAWSAccess".into()),
            name: "FullAWSAccess".into(),
            kind: OrganizationPolicyKind::ServiceControl,
            description: String::new(),
            document: PolicyDocument::new(
                r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#,
            ),
            aws_managed: true,
        }],
        nodes: vec![
            root,
            node(22, Some(21), OrganizationPlace::Unit, "Workloads"),
            node(23, Some(22), account, "Production"),
        ],
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
            document: document.clone(),
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
            trust_policy: trust_policy.clone(),
            max_session: MaxSessionDuration::default(),
            created,
        },
        Operation::DeleteRole { role },
        Operation::UpdateRole {
            role,
            description: "deploys".into(),
            max_session: MaxSessionDuration::from_seconds(7_200).unwrap(),
        },
        Operation::UpdateAssumeRolePolicy {
            role,
            trust_policy: trust_policy.clone(),
        },
        Operation::CreateServiceLinkedRole {
            role,
            name: "AWSServiceRoleForAutoScaling".parse().unwrap(),
            service: "autoscaling.amazonaws.com".into(),
            description: String::new(),
            trust_policy: trust_policy.clone(),
            created,
        },
        Operation::DeleteServiceLinkedRole { role },
        Operation::EnableMfaDevice {
            user,
            serial: "arn:aws:iam::111122223333:mfa/alice".parse().unwrap(),
            credential: Some(credential),
            device: MfaKind::Virtual,
            created,
        },
        Operation::IssueAccessKey {
            user,
            credential,
            access_key_id: "AKIAIOSFODNN7EXAMPLE".parse().unwrap(),
            created,
        },
        Operation::SetAccessKeyStage {
            user,
            credential,
            stage: AccessKeyStage::HandedOver,
        },
        Operation::UploadSshPublicKey {
            user,
            credential,
            body: SSH_KEY.parse().unwrap(),
            created,
        },
        Operation::UpdateSshPublicKey {
            user,
            credential,
            status: CredentialStatus::Inactive,
        },
        Operation::DeleteSshPublicKey { user, credential },
        Operation::UploadSigningCertificate {
            user,
            credential,
            body: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----".into(),
            created,
        },
        Operation::UpdateSigningCertificate {
            user,
            credential,
            status: CredentialStatus::Inactive,
        },
        Operation::DeleteSigningCertificate { user, credential },
        Operation::CreateServiceSpecificCredential {
            user,
            credential,
            service: "codecommit.amazonaws.com".into(),
            service_user_name: Some("alice-at-111122223333".into()),
            created,
            expires: None,
        },
        Operation::UpdateServiceSpecificCredential {
            user,
            credential,
            status: CredentialStatus::Inactive,
        },
        Operation::ResetServiceSpecificCredential {
            user,
            credential,
            created,
        },
        Operation::DeleteServiceSpecificCredential { user, credential },
        Operation::SetUserDisabled {
            user,
            disabled: Some(Disabled {
                since: created,
                reason: "on leave".into(),
                credentials: [credential].into(),
                denied_by: None,
            }),
        },
        Operation::SetContact {
            user,
            contact: Some(Contact {
                email: Some("alice@example.com".parse().unwrap()),
                language: Some("de".into()),
                recipient: None,
            }),
        },
        Operation::CreateInstanceProfile {
            profile: id(7),
            name: "web".parse().unwrap(),
            path: Path::root(),
            created,
        },
        Operation::DeleteInstanceProfile { profile: id(7) },
        Operation::AddRoleToInstanceProfile {
            profile: id(7),
            role,
        },
        Operation::RemoveRoleFromInstanceProfile {
            profile: id(7),
            role,
        },
        Operation::CreateOpenIdConnectProvider {
            provider: id(8),
            url: "https://token.actions.githubusercontent.com"
                .parse()
                .unwrap(),
            client_ids: ["sts.amazonaws.com".to_owned()].into(),
            thumbprints: ["6938fd4d98bab03faadb97b34396831e3780aea1".to_owned()].into(),
            created,
        },
        Operation::AddClientIdToOpenIdConnectProvider {
            provider: id(8),
            client_id: "app".into(),
        },
        Operation::RemoveClientIdFromOpenIdConnectProvider {
            provider: id(8),
            client_id: "app".into(),
        },
        Operation::UpdateOpenIdConnectProviderThumbprint {
            provider: id(8),
            thumbprints: BTreeSet::new(),
        },
        Operation::DeleteOpenIdConnectProvider { provider: id(8) },
        Operation::CreateSamlProvider {
            provider: id(9),
            name: "corp".parse().unwrap(),
            metadata: "<EntityDescriptor/>".into(),
            created,
            valid_until: None,
        },
        Operation::UpdateSamlProvider {
            provider: id(9),
            metadata: "<EntityDescriptor/>".into(),
            valid_until: None,
        },
        Operation::DeleteSamlProvider { provider: id(9) },
        Operation::PutResource {
            resource: Box::new(Resource {
                id: id(10),
                arn: "arn:aws:s3:::logs".parse().unwrap(),
                policy: Some(document.clone()),
                tags: Tags::new(),
            }),
        },
        Operation::DeleteResource { resource: id(10) },
        Operation::PutExpectation {
            expectation: Box::new(SavedExpectation {
                id: id(11),
                name: "alice reads logs".into(),
                principal: "arn:aws:iam::111122223333:user/alice".into(),
                action: "s3:GetObject".into(),
                resource: Some("arn:aws:s3:::logs/x".into()),
                context: [("aws:SourceIp".to_owned(), vec!["192.0.2.1".to_owned()])].into(),
                expected: Expected::Allowed,
                note: String::new(),
            }),
        },
        Operation::DeleteExpectation {
            expectation: id(11),
        },
        Operation::PutHandOff {
            hand_off: Box::new(HandOff {
                id: id(12),
                user,
                user_name: "alice".into(),
                items: [
                    HandOffItem::SignInInstructions,
                    HandOffItem::AccessKey { credential },
                ]
                .into(),
                channel: HandOffChannel::EmailDraft,
                to: Some("alice@example.com".parse().unwrap()),
                status: HandOffStatus::Drafted,
                drafted: Timestamp::from_unix(1_700_000_000),
                sent: None,
                confirmed: None,
                expires: None,
                file: Some("alice.eml".into()),
                file_deleted: false,
            }),
        },
        Operation::DeleteHandOff { hand_off: id(12) },
        Operation::PutCredentialReport {
            report: Box::new(CredentialReport {
                id: id(13),
                as_of: Timestamp::from_unix(1_700_000_000),
                text: "user,arn\n".into(),
            }),
        },
        Operation::SetAccountFacts {
            facts: Some(AccountFacts {
                as_of: created,
                root_mfa: Some(true),
                root_access_keys: Some(false),
                root_password_last_used: None,
                summary: [("Users".to_owned(), 7)].into(),
            }),
        },
        Operation::PutOrganization {
            organization: Box::new(organization()),
        },
        Operation::DeleteOrganization {},
        Operation::Observe {
            as_of: Timestamp::from_unix(1_700_000_000),
            credentials: false,
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
