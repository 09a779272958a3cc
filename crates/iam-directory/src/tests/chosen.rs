//! Changes of every kind out of a few random bytes. What a change is about is mostly something that
//! is there, so that most changes are accepted, and now and then something that is not.

use std::collections::{BTreeMap, BTreeSet};

use iam_names::{EntityId, MaxSessionDuration, Path, Timestamp};

use super::support::*;
use crate::{
    AccessKeyStage, AccountFacts, AccountKind, Change, Contact, CredentialReport, CredentialStatus,
    Directory, Disabled, Entity, EntityKind, Estate, Expected, HandOff, HandOffChannel,
    HandOffItem, HandOffStatus, MfaKind, Operation, Organization, OrganizationNode,
    OrganizationPlace, PasswordPolicy, PolicyRef, Quotas, Replacement, Resource, SavedExpectation,
    User,
};

/// The organization's id, under which its changes stand.
const ORGANIZATION: EntityId = id(2);
/// An RSA key whose modulus is nothing but ones: nobody's.
const SSH_KEY: &str = include_str!("nobody.pub");

/// The random bytes of one change.
pub(super) type Bytes = [u8; 6];

/// How many kinds of change there are to choose from.
const KINDS: u8 = 76;

/// The change that some bytes choose in an estate.
pub(super) fn change(estate: &Estate, bytes: Bytes) -> Change {
    let empty = Directory::default();
    let account = estate.account(ACCOUNT);
    let choice = Choice {
        planned: account.map_or(&empty, crate::Account::planned),
        aws: account.is_some_and(|it| it.settings().kind == AccountKind::Aws),
        estate,
        bytes,
    };
    let operation = choice.operation();
    let organization = matches!(
        operation,
        Operation::PutOrganization { .. } | Operation::DeleteOrganization {}
    );
    Change {
        account: if organization { ORGANIZATION } else { ACCOUNT },
        operation,
    }
}

struct Choice<'a> {
    estate: &'a Estate,
    planned: &'a Directory,
    aws: bool,
    bytes: Bytes,
}

impl Choice<'_> {
    /// One of these, or of what is not there now and then.
    fn one<T: Copy>(&self, byte: usize, there: &[T], other: T) -> T {
        let byte = usize::from(self.bytes[byte]);
        if there.is_empty() || byte % 16 == 15 {
            other
        } else {
            there[byte / 16 * 7 % there.len()]
        }
    }

    /// A number below `end`, by a byte.
    fn below(&self, byte: usize, end: u8) -> u8 {
        self.bytes[byte] % end
    }

    fn flag(&self) -> bool {
        self.bytes[5].is_multiple_of(2)
    }

    /// An id for something new, out of few, so that it may be taken.
    fn fresh(&self, from: u128) -> EntityId {
        id(from + u128::from(self.below(1, 6)))
    }

    fn name(&self) -> &'static str {
        ["a", "A", "b", "c", "d", "e", "f"][usize::from(self.below(2, 7))]
    }

    fn of(&self, byte: usize, kind: EntityKind) -> EntityId {
        let mut there: Vec<_> = self.planned.ids().collect();
        there.retain(|id| self.planned.kind_of(*id) == Some(kind));
        there.sort_unstable();
        self.one(byte, &there, id(3))
    }

    fn user(&self) -> EntityId {
        self.of(1, EntityKind::User)
    }

    fn role(&self) -> EntityId {
        self.of(1, EntityKind::Role)
    }

    fn holder(&self) -> EntityId {
        let kinds = [EntityKind::User, EntityKind::Group, EntityKind::Role];
        self.of(1, kinds[usize::from(self.below(3, 3))])
    }

    fn tagged(&self) -> EntityId {
        let kinds = [
            EntityKind::User,
            EntityKind::Role,
            EntityKind::Policy,
            EntityKind::InstanceProfile,
            EntityKind::OidcProvider,
            EntityKind::SamlProvider,
            EntityKind::Resource,
        ];
        self.of(1, kinds[usize::from(self.below(3, 7))])
    }

    fn policy(&self) -> EntityId {
        self.of(2, EntityKind::Policy)
    }

    fn policy_ref(&self) -> PolicyRef {
        if self.below(4, 4) == 0 {
            return aws_policy("ReadOnlyAccess");
        }
        PolicyRef::Customer(self.policy())
    }

    /// A user with one of its credentials of a sort.
    fn held(&self, of: impl Fn(&User) -> Vec<EntityId>) -> (EntityId, EntityId) {
        let mut there: Vec<_> = self
            .planned
            .users()
            .flat_map(|user| of(user).into_iter().map(|held| (user.id, held)))
            .collect();
        there.sort_unstable();
        self.one(1, &there, (self.user(), id(4)))
    }

    fn status(&self) -> CredentialStatus {
        if self.flag() {
            CredentialStatus::Active
        } else {
            CredentialStatus::Inactive
        }
    }

    fn created(&self) -> Option<Timestamp> {
        (!self.aws).then_some(NOW)
    }

    fn operation(&self) -> Operation {
        match self.bytes[0] % KINDS {
            kind @ 0..28 => self.identity(kind),
            kind @ 28..53 => self.credential(kind),
            kind => self.beyond(kind),
        }
    }

    /// Users, groups, roles, policies, and what is between them.
    #[expect(clippy::too_many_lines, reason = "one entry per operation: a table")]
    fn identity(&self, kind: u8) -> Operation {
        let (user, role, holder) = (self.user(), self.role(), self.holder());
        let group = self.of(2, EntityKind::Group);
        let (name, path) = (self.name(), Path::root());
        match kind {
            0 | 1 => Operation::CreateUser {
                user: self.fresh(10),
                name: name.parse().unwrap(),
                path,
                created: self.created(),
            },
            2 => Operation::UpdateUser {
                user,
                name: name.parse().unwrap(),
                path: "/moved/".parse().unwrap(),
            },
            3 => Operation::DeleteUser { user },
            4 => Operation::CreateGroup {
                group: self.fresh(20),
                name: name.parse().unwrap(),
                path,
                created: self.created(),
            },
            5 => Operation::UpdateGroup {
                group,
                name: name.parse().unwrap(),
                path,
            },
            6 => Operation::DeleteGroup { group },
            7 => policy(40 + u128::from(self.below(1, 6)), name),
            8 => Operation::CreatePolicyVersion {
                policy: self.policy(),
                document: document(POLICY),
                set_as_default: self.flag(),
                created: self.created(),
            },
            9 | 10 => {
                let held = self.planned.policy(self.policy());
                let versions = held.map_or(0, |held| held.versions.len());
                let number = 1 + usize::from(self.bytes[3]) % (versions + 1);
                let version = format!("v{number}").parse().unwrap();
                let policy = self.policy();
                if kind == 9 {
                    Operation::SetDefaultPolicyVersion { policy, version }
                } else {
                    Operation::DeletePolicyVersion { policy, version }
                }
            }
            11 => Operation::DeletePolicy {
                policy: self.policy(),
            },
            12 => Operation::CreateRole {
                role: self.fresh(30),
                name: name.parse().unwrap(),
                path,
                description: String::new(),
                trust_policy: document(TRUST),
                max_session: MaxSessionDuration::default(),
                created: self.created(),
            },
            13 => Operation::UpdateRole {
                role,
                description: name.into(),
                max_session: MaxSessionDuration::default(),
            },
            14 => Operation::UpdateAssumeRolePolicy {
                role,
                trust_policy: document(&TRUST.replace("ec2", "lambda")),
            },
            15 => Operation::DeleteRole { role },
            16 => Operation::CreateServiceLinkedRole {
                role: self.fresh(36),
                name: format!("AWSServiceRoleFor{name}").parse().unwrap(),
                service: "autoscaling.amazonaws.com".into(),
                description: String::new(),
                trust_policy: document(&TRUST.replace("ec2", "autoscaling")),
                created: self.created(),
            },
            17 => {
                let mut linked: Vec<_> = self
                    .planned
                    .roles()
                    .filter(|role| role.is_service_linked())
                    .map(|role| role.id)
                    .collect();
                linked.sort_unstable();
                Operation::DeleteServiceLinkedRole {
                    role: self.one(1, &linked, role),
                }
            }
            18 => Operation::AddUserToGroup { user, group },
            19 => {
                let mut there: Vec<_> = self
                    .planned
                    .users()
                    .flat_map(|user| user.groups.iter().map(|group| (user.id, *group)))
                    .collect();
                there.sort_unstable();
                let (user, group) = self.one(1, &there, (user, group));
                Operation::RemoveUserFromGroup { user, group }
            }
            20 => Operation::AttachPolicy {
                holder,
                policy: self.policy_ref(),
            },
            21 => Operation::DetachPolicy {
                holder,
                policy: self.policy_ref(),
            },
            22 => Operation::PutPermissionsBoundary {
                holder,
                policy: self.policy_ref(),
            },
            23 => Operation::DeletePermissionsBoundary { holder },
            24 => inline_of(holder, name),
            25 => Operation::DeleteInlinePolicy {
                holder,
                name: name.parse().unwrap(),
            },
            26 => Operation::Tag {
                entity: self.tagged(),
                tags: [(name.parse().unwrap(), "v".parse().unwrap())].into(),
            },
            _ => Operation::Untag {
                entity: self.tagged(),
                keys: vec![name.parse().unwrap()],
            },
        }
    }

    /// What a person signs in with, and the person as a whole.
    #[expect(clippy::too_many_lines, reason = "one entry per operation: a table")]
    fn credential(&self, kind: u8) -> Operation {
        let user = self.user();
        let (created, status) = (self.created(), self.status());
        let fresh = id(60 + u128::from(self.below(2, 12)));
        let key = || self.held(|user| user.access_keys.iter().map(|it| it.id).collect());
        let ssh = || self.held(|user| user.ssh_keys.iter().map(|it| it.id).collect());
        let certificate =
            || self.held(|user| user.signing_certificates.iter().map(|it| it.id).collect());
        let service =
            || self.held(|user| user.service_credentials.iter().map(|it| it.id).collect());
        match kind {
            28 => Operation::CreateLoginProfile {
                user,
                credential: fresh,
                reset_required: self.flag(),
                created,
            },
            29 => Operation::UpdateLoginProfile {
                user,
                reset_required: self.flag(),
                created: Some(NOW),
            },
            30 => Operation::DeleteLoginProfile { user },
            31 => access_key_of(user, fresh, (!self.aws).then(|| key_id("LKIA", fresh))),
            32 => {
                let (user, credential) = key();
                Operation::UpdateAccessKey {
                    user,
                    credential,
                    status,
                }
            }
            33 => {
                let (user, credential) = key();
                Operation::DeleteAccessKey { user, credential }
            }
            34 => {
                let (user, credential) = key();
                Operation::IssueAccessKey {
                    user,
                    credential,
                    access_key_id: key_id("AKIA", credential).parse().unwrap(),
                    created: Some(NOW),
                }
            }
            35 => {
                let (user, credential) = key();
                let stages = [
                    AccessKeyStage::HandedOver,
                    AccessKeyStage::Confirmed,
                    AccessKeyStage::Retired,
                ];
                Operation::SetAccessKeyStage {
                    user,
                    credential,
                    stage: stages[usize::from(self.below(3, 3))],
                }
            }
            36 => Operation::EnableMfaDevice {
                user,
                serial: self.serial(),
                credential: self.flag().then_some(fresh),
                device: MfaKind::Virtual,
                created,
            },
            37 => {
                let serials = self.planned.users().flat_map(|user| {
                    let held = user.mfa_devices.iter();
                    held.map(move |device| (user.id, device.serial.clone()))
                });
                let serials: Vec<_> = serials.collect();
                let places: Vec<_> = (0..serials.len()).collect();
                let place = self.one(1, &places, usize::MAX);
                let (user, serial) = serials
                    .get(place)
                    .cloned()
                    .unwrap_or_else(|| (user, self.serial()));
                Operation::DeactivateMfaDevice { user, serial }
            }
            38 => Operation::UploadSshPublicKey {
                user,
                credential: fresh,
                body: SSH_KEY.trim().parse().unwrap(),
                created,
            },
            39 => {
                let (user, credential) = ssh();
                Operation::UpdateSshPublicKey {
                    user,
                    credential,
                    status,
                }
            }
            40 => {
                let (user, credential) = ssh();
                Operation::DeleteSshPublicKey { user, credential }
            }
            41 => Operation::UploadSigningCertificate {
                user,
                credential: fresh,
                body: format!("-----BEGIN CERTIFICATE-----\n{fresh}\n-----END CERTIFICATE-----"),
                created,
            },
            42 => {
                let (user, credential) = certificate();
                Operation::UpdateSigningCertificate {
                    user,
                    credential,
                    status,
                }
            }
            43 => {
                let (user, credential) = certificate();
                Operation::DeleteSigningCertificate { user, credential }
            }
            44 => Operation::CreateServiceSpecificCredential {
                user,
                credential: fresh,
                service: "codecommit.amazonaws.com".into(),
                service_user_name: self.flag().then(|| "a-at-111122223333".into()),
                created,
                expires: None,
            },
            45 => {
                let (user, credential) = service();
                Operation::UpdateServiceSpecificCredential {
                    user,
                    credential,
                    status,
                }
            }
            46 => {
                let (user, credential) = service();
                Operation::ResetServiceSpecificCredential {
                    user,
                    credential,
                    created: Some(NOW.plus_days(i64::from(self.bytes[3]))),
                }
            }
            47 => {
                let (user, credential) = service();
                Operation::DeleteServiceSpecificCredential { user, credential }
            }
            48 => Operation::SetUserDisabled {
                user,
                disabled: self.flag().then(|| Disabled {
                    since: Some(NOW),
                    reason: "on leave".into(),
                    credentials: BTreeSet::new(),
                    denied_by: Some(aws_policy("AWSDenyAll")),
                }),
            },
            49 => Operation::SetContact {
                user,
                contact: self.flag().then(|| Contact {
                    language: Some("de".into()),
                    ..Contact::default()
                }),
            },
            50 => Operation::PutHandOff {
                hand_off: Box::new(self.hand_off(user)),
            },
            51 => Operation::DeleteHandOff {
                hand_off: self.of(1, EntityKind::HandOff),
            },
            _ => self.observe(),
        }
    }

    /// What stands beside and above the entities of IAM.
    #[expect(clippy::too_many_lines, reason = "one entry per operation: a table")]
    fn beyond(&self, kind: u8) -> Operation {
        let (name, created) = (self.name(), self.created());
        let profile = self.of(1, EntityKind::InstanceProfile);
        let oidc = self.of(1, EntityKind::OidcProvider);
        let saml = self.of(1, EntityKind::SamlProvider);
        match kind {
            53 => Operation::CreateInstanceProfile {
                profile: self.fresh(80),
                name: name.parse().unwrap(),
                path: Path::root(),
                created,
            },
            54 => Operation::AddRoleToInstanceProfile {
                profile,
                role: self.of(2, EntityKind::Role),
            },
            55 => Operation::RemoveRoleFromInstanceProfile {
                profile,
                role: self
                    .planned
                    .instance_profile(profile)
                    .and_then(|held| held.role)
                    .unwrap_or_else(|| self.role()),
            },
            56 => Operation::DeleteInstanceProfile { profile },
            57 => Operation::CreateOpenIdConnectProvider {
                provider: self.fresh(86),
                url: format!("https://{name}.example.com").parse().unwrap(),
                client_ids: ["sts.amazonaws.com".to_owned()].into(),
                thumbprints: BTreeSet::new(),
                created,
            },
            58 => Operation::AddClientIdToOpenIdConnectProvider {
                provider: oidc,
                client_id: name.into(),
            },
            59 => Operation::RemoveClientIdFromOpenIdConnectProvider {
                provider: oidc,
                client_id: name.into(),
            },
            60 => Operation::UpdateOpenIdConnectProviderThumbprint {
                provider: oidc,
                thumbprints: [format!("{:040x}", self.bytes[3])].into(),
            },
            61 => Operation::DeleteOpenIdConnectProvider { provider: oidc },
            62 => Operation::CreateSamlProvider {
                provider: self.fresh(92),
                name: name.parse().unwrap(),
                metadata: metadata(0),
                created,
                valid_until: created,
            },
            63 => Operation::UpdateSamlProvider {
                provider: saml,
                metadata: metadata(self.bytes[3]),
                valid_until: None,
            },
            64 => Operation::DeleteSamlProvider { provider: saml },
            65 => Operation::PutResource {
                resource: Box::new(Resource {
                    id: self.fresh(98),
                    arn: format!("arn:aws:s3:::{name}").parse().unwrap(),
                    policy: None,
                    tags: crate::Tags::new(),
                }),
            },
            66 => Operation::DeleteResource {
                resource: self.of(1, EntityKind::Resource),
            },
            67 => Operation::PutExpectation {
                expectation: Box::new(SavedExpectation {
                    id: self.fresh(104),
                    name: name.into(),
                    principal: "arn:aws:iam::111122223333:user/a".into(),
                    action: "s3:GetObject".into(),
                    resource: None,
                    context: BTreeMap::new(),
                    expected: Expected::Allowed,
                    note: String::new(),
                }),
            },
            68 => Operation::DeleteExpectation {
                expectation: self.of(1, EntityKind::Expectation),
            },
            69 => Operation::PutCredentialReport {
                report: Box::new(CredentialReport {
                    id: id(110),
                    as_of: NOW,
                    text: format!("user,arn\n{name}").into(),
                }),
            },
            70 => Operation::SetAccountFacts {
                facts: self.flag().then(|| AccountFacts {
                    root_mfa: Some(true),
                    ..AccountFacts::default()
                }),
            },
            71 => Operation::SetQuotas {
                quotas: Box::new(Quotas {
                    groups_per_user: u32::from(self.below(3, 30)),
                    ..Quotas::default()
                }),
            },
            72 => Operation::SetAccountAlias {
                alias: self
                    .flag()
                    .then(|| format!("acme-{}", self.bytes[3]).parse().unwrap()),
            },
            73 => Operation::SetPasswordPolicy {
                policy: self.flag().then(|| PasswordPolicy {
                    minimum_length: 8 + u32::from(self.below(3, 20)),
                    ..PasswordPolicy::default()
                }),
            },
            74 => Operation::PutOrganization {
                organization: Box::new(self.organization()),
            },
            _ => Operation::DeleteOrganization {},
        }
    }

    fn serial(&self) -> iam_names::MfaSerial {
        let serial = ["GAHT12345678", "arn:aws:iam::111122223333:mfa/a"];
        serial[usize::from(self.below(3, 2))].parse().unwrap()
    }

    fn hand_off(&self, user: EntityId) -> HandOff {
        HandOff {
            id: self.fresh(120),
            user,
            user_name: "a".into(),
            items: [HandOffItem::SignInInstructions].into(),
            channel: HandOffChannel::EmailDraft,
            to: Some("alice@example.com".parse().unwrap()),
            status: if self.flag() {
                HandOffStatus::Sent
            } else {
                HandOffStatus::Drafted
            },
            drafted: NOW,
            sent: None,
            confirmed: None,
            expires: None,
            file: None,
            file_deleted: false,
        }
    }

    /// A root with a unit or none, and with the account or without it.
    fn organization(&self) -> Organization {
        let node = |number, parent: Option<u128>, place, name: &str| OrganizationNode {
            id: id(number),
            parent: parent.map(id),
            place,
            aws_id: None,
            name: name.into(),
            attached: BTreeSet::new(),
        };
        let mut nodes = vec![node(130, None, OrganizationPlace::Root, "Root")];
        if self.flag() {
            nodes.push(node(131, Some(130), OrganizationPlace::Unit, self.name()));
        }
        if self.below(3, 2) == 0 {
            let account = "111122223333".parse().unwrap();
            let place = OrganizationPlace::Account { account };
            nodes.push(node(132, Some(130), place, "here"));
        }
        Organization {
            id: ORGANIZATION,
            organization_id: "o-exampleorgid".parse().unwrap(),
            management_account: "999988887777".parse().unwrap(),
            observed_as_of: None,
            policies: Vec::new(),
            nodes,
        }
    }

    /// An import that sees a user as it is planned, or that it is gone. Whoever had the name before
    /// has it no more: AWS has no two of one name.
    fn observe(&self) -> Operation {
        let empty = Directory::default();
        let account = self.estate.account(ACCOUNT);
        let seen = account.map_or(&empty, |it| it.state(crate::State::Observed));
        let user = self.user();
        let held = self.planned.user(user).map(|held| User::clone(held));
        let entity = held.filter(|_| self.flag()).map(Entity::User);
        let mut observed = Vec::new();
        if let Some(Entity::User(held)) = &entity
            && let Some(twin) = seen.user_named(held.name.as_str())
            && twin.id != user
        {
            observed.push(Replacement {
                id: twin.id,
                entity: None,
            });
        }
        if entity.is_some() || seen.user(user).is_some() {
            observed.push(Replacement { id: user, entity });
        }
        Operation::Observe {
            as_of: NOW.plus_days(i64::from(self.bytes[3])),
            credentials: self.bytes[3].is_multiple_of(2),
            observed,
            planned: Vec::new(),
        }
    }
}

fn inline_of(holder: EntityId, name: &str) -> Operation {
    Operation::PutInlinePolicy {
        holder,
        name: name.parse().unwrap(),
        document: document(POLICY),
    }
}

fn access_key_of(user: EntityId, credential: EntityId, key_id: Option<String>) -> Operation {
    Operation::CreateAccessKey {
        user,
        credential,
        access_key_id: key_id.map(|id| id.parse().unwrap()),
        description: String::new(),
        created: Some(NOW),
    }
}

/// A key id that a credential alone has.
fn key_id(prefix: &str, credential: EntityId) -> String {
    let hexadecimal = credential.to_string().to_uppercase();
    let tail = &hexadecimal[hexadecimal.len() - 9..];
    format!("{prefix}EXAMPLE{tail}")
}

/// Metadata as long as AWS wants it.
fn metadata(number: u8) -> std::sync::Arc<str> {
    format!("<EntityDescriptor n=\"{number}\"/>{}", " ".repeat(1_000)).into()
}
