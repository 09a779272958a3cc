//! What the script asked of each user, put beside what the authorization details say.

use std::collections::BTreeMap;

use iam_directory::{
    AccessKey, AccessKeyStage, CredentialStatus, Directory, Entity, LastUsed, LoginProfile,
    MfaDevice, PasswordPolicy, ServiceCredential, SigningCertificate, User, UserSshKey,
};
use iam_names::{AccessKeyId, AccountAlias, EntityId, MfaSerial, SshPublicKey, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::account_facts::PolicyFields;
use crate::refused::NotTaken;

/// Everything but the authorization details.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) alias: Option<AccountAlias>,
    pub(super) password_policy: Option<PasswordPolicy>,
    keys: BTreeMap<String, Vec<Key>>,
    last_used: BTreeMap<String, Use>,
    profiles: BTreeMap<String, Profile>,
    devices: BTreeMap<String, Vec<Device>>,
    ssh_keys: BTreeMap<String, Vec<SshKey>>,
    certificates: BTreeMap<String, Vec<Certificate>>,
    services: BTreeMap<String, Vec<Service>>,
    pub(super) not_taken: Vec<NotTaken>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Aliases {
    account_aliases: Vec<AccountAlias>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Policy {
    password_policy: PolicyFields,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Keys {
    access_key_metadata: Vec<Key>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Key {
    access_key_id: AccessKeyId,
    status: CredentialStatus,
    create_date: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct LastUse {
    access_key_last_used: Use,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Use {
    last_used_date: Option<String>,
    #[serde(default)]
    service_name: String,
    #[serde(default)]
    region: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Profiles {
    login_profile: Profile,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Profile {
    create_date: Option<String>,
    #[serde(default)]
    password_reset_required: bool,
}

#[derive(Deserialize)]
struct Devices {
    #[serde(rename = "MFADevices")]
    devices: Vec<Device>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Device {
    serial_number: MfaSerial,
    enable_date: Option<String>,
}

#[derive(Deserialize)]
struct SshKeyAnswer {
    #[serde(rename = "SSHPublicKey")]
    key: SshKey,
}

#[derive(Deserialize)]
struct SshKey {
    #[serde(rename = "SSHPublicKeyId")]
    id: String,
    #[serde(rename = "SSHPublicKeyBody")]
    body: String,
    #[serde(rename = "Status")]
    status: CredentialStatus,
    #[serde(rename = "UploadDate")]
    uploaded: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Certificates {
    certificates: Vec<Certificate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(clippy::struct_field_names, reason = "the fields are AWS's")]
struct Certificate {
    certificate_id: String,
    certificate_body: String,
    status: CredentialStatus,
    upload_date: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Services {
    service_specific_credentials: Vec<Service>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(clippy::struct_field_names, reason = "the fields are AWS's")]
struct Service {
    service_specific_credential_id: String,
    service_name: String,
    service_user_name: Option<String>,
    /// `Active`, `Inactive` or `Expired`.
    status: String,
    create_date: Option<String>,
    expiration_date: Option<String>,
}

impl Facts {
    /// One answer. `null` stands where AWS had nothing.
    pub(super) fn take(
        &mut self,
        ask: &str,
        of: &str,
        answer: &RawValue,
    ) -> Result<(), serde_json::Error> {
        let text = answer.get();
        if text == "null" {
            return Ok(());
        }
        match ask {
            "list-account-aliases" => {
                let aliases: Aliases = serde_json::from_str(text)?;
                self.alias = aliases.account_aliases.into_iter().next();
            }
            "get-account-password-policy" => {
                let policy: Policy = serde_json::from_str(text)?;
                self.password_policy = Some(policy.password_policy.into());
            }
            "list-access-keys" => {
                let keys: Keys = serde_json::from_str(text)?;
                self.keys.insert(of.to_owned(), keys.access_key_metadata);
            }
            "get-access-key-last-used" => {
                let used: LastUse = serde_json::from_str(text)?;
                self.last_used
                    .insert(of.to_owned(), used.access_key_last_used);
            }
            "get-login-profile" => {
                let profile: Profiles = serde_json::from_str(text)?;
                self.profiles.insert(of.to_owned(), profile.login_profile);
            }
            "list-mfa-devices" => {
                let devices: Devices = serde_json::from_str(text)?;
                self.devices.insert(of.to_owned(), devices.devices);
            }
            "get-ssh-public-key" => {
                let answer: SshKeyAnswer = serde_json::from_str(text)?;
                let keys = self.ssh_keys.entry(of.to_owned()).or_default();
                keys.push(answer.key);
            }
            "list-signing-certificates" => {
                let answer: Certificates = serde_json::from_str(text)?;
                self.certificates.insert(of.to_owned(), answer.certificates);
            }
            "list-service-specific-credentials" => {
                let answer: Services = serde_json::from_str(text)?;
                self.services
                    .insert(of.to_owned(), answer.service_specific_credentials);
            }
            // A newer script may ask more than this reader knows.
            _ => {}
        }
        Ok(())
    }

    /// Puts the credentials to their users.
    pub(super) fn enrich(&mut self, directory: &mut Directory, ids: &mut dyn FnMut() -> EntityId) {
        let users: Vec<User> = directory.users().map(|user| User::clone(user)).collect();
        for mut user in users {
            let name = user.name.as_str();
            if let Some(profile) = self.profiles.remove(name) {
                user.login_profile = Some(LoginProfile {
                    id: ids(),
                    created: date(profile.create_date.as_deref()),
                    reset_required: profile.password_reset_required,
                });
            }
            for key in self.keys.remove(name).unwrap_or_default() {
                let last_used = self.last_used.remove(key.access_key_id.as_str());
                let last_used = last_used.and_then(last_used_of);
                user.access_keys.push(AccessKey {
                    id: ids(),
                    stage: AccessKeyStage::Issued,
                    status: key.status,
                    created: date(key.create_date.as_deref()),
                    access_key_id: Some(key.access_key_id),
                    last_used,
                    description: String::new(),
                });
            }
            for device in self.devices.remove(name).unwrap_or_default() {
                user.mfa_devices.push(MfaDevice {
                    enabled: date(device.enable_date.as_deref()),
                    ..MfaDevice::new(device.serial_number)
                });
            }
            self.other_credentials(&mut user, ids);
            directory.put(Entity::User(user));
        }
    }
}

impl Facts {
    fn other_credentials(&mut self, user: &mut User, ids: &mut dyn FnMut() -> EntityId) {
        let name = user.name.as_str();
        for key in self.ssh_keys.remove(name).unwrap_or_default() {
            match key.body.trim().parse::<SshPublicKey>() {
                Ok(body) => user.ssh_keys.push(UserSshKey {
                    id: ids(),
                    key_id: key.id.parse().ok(),
                    body,
                    status: key.status,
                    uploaded: date(key.uploaded.as_deref()),
                }),
                Err(error) => self.not_taken.push(NotTaken::new(
                    format!("get-ssh-public-key {name} {}", key.id),
                    error.message(),
                )),
            }
        }
        for held in self.certificates.remove(name).unwrap_or_default() {
            user.signing_certificates.push(SigningCertificate {
                id: ids(),
                certificate_id: held.certificate_id.parse().ok(),
                body: held.certificate_body,
                status: held.status,
                uploaded: date(held.upload_date.as_deref()),
            });
        }
        for held in self.services.remove(name).unwrap_or_default() {
            user.service_credentials.push(ServiceCredential {
                id: ids(),
                service: held.service_name,
                credential_id: held.service_specific_credential_id.parse().ok(),
                service_user_name: held.service_user_name,
                status: if held.status == "Active" {
                    CredentialStatus::Active
                } else {
                    CredentialStatus::Inactive
                },
                created: date(held.create_date.as_deref()),
                expires: date(held.expiration_date.as_deref()),
            });
        }
    }
}

/// AWS says `N/A` where a key was never used.
fn last_used_of(used: Use) -> Option<LastUsed> {
    let known = |text: String| if text == "N/A" { String::new() } else { text };
    Some(LastUsed {
        at: date(used.last_used_date.as_deref())?,
        region: known(used.region),
        service: known(used.service_name),
    })
}

fn date(text: Option<&str>) -> Option<Timestamp> {
    text.and_then(|text| text.parse().ok())
}
