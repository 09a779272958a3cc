//! Credentials beside passwords: stages of access keys, MFA devices, SSH public keys, signing
//! certificates, service-specific credentials.

use iam_names::{AccessKeyId, EntityId, MfaSerial, SshPublicKey};

use super::Rules;
use crate::{AccessKeyStage, Refusal, RefusalCode};

/// The services that have credentials of their own.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html>
pub(crate) const SERVICES: &[&str] = &[
    "codecommit.amazonaws.com",
    "cassandra.amazonaws.com",
    "bedrock.amazonaws.com",
    "logs.amazonaws.com",
];

/// The longest certificate that `UploadSigningCertificate` takes.
const LONGEST_CERTIFICATE: usize = 16_384;

impl Rules<'_> {
    /// A requested key gets AWS's id once.
    pub(super) fn issuable(
        &self,
        user: EntityId,
        credential: EntityId,
        id: &AccessKeyId,
    ) -> Result<(), Refusal> {
        let user = self.user(user)?;
        let mut keys = user.access_keys.iter();
        let key = keys
            .find(|key| key.id == credential)
            .ok_or_else(|| Refusal::no_such("access key"))?;
        if key.access_key_id.is_some() {
            return Err(Refusal::new(
                RefusalCode::EntityAlreadyExists,
                "the access key has been issued already",
                "request another one",
            ));
        }
        self.issuer(Some(id))?;
        self.new_key_id(id)
    }

    /// A key is requested until AWS issues it, and never again afterwards. Its other stages are what a
    /// person says of it: some may be left out, and none is come back to. What was said by mistake is
    /// undone.
    pub(super) fn stage(
        &self,
        user: EntityId,
        credential: EntityId,
        stage: AccessKeyStage,
    ) -> Result<(), Refusal> {
        let user = self.user(user)?;
        let mut keys = user.access_keys.iter();
        let key = keys
            .find(|key| key.id == credential)
            .ok_or_else(|| Refusal::no_such("access key"))?;
        let issued = key.access_key_id.is_some();
        if issued == (stage == AccessKeyStage::Requested) {
            return Err(Refusal::new(
                RefusalCode::InvalidInput,
                format!(
                    "a key that is {} can not be {}",
                    key.stage.in_words(),
                    stage.in_words()
                ),
                "import what AWS issued first",
            ));
        }
        if stage < key.stage {
            return Err(Refusal::new(
                RefusalCode::InvalidInput,
                format!(
                    "a key that is {} does not go back to {}",
                    key.stage.in_words(),
                    stage.in_words()
                ),
                "undo the change that said so, or make another key",
            ));
        }
        Ok(())
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html>
    pub(super) fn mfa_device(
        &self,
        user: EntityId,
        serial: &MfaSerial,
        credential: Option<EntityId>,
    ) -> Result<(), Refusal> {
        let user = self.user(user)?;
        let taken = self
            .planned
            .users()
            .flat_map(|user| &user.mfa_devices)
            .any(|device| device.serial == *serial);
        if taken {
            return Err(Refusal::new(
                RefusalCode::EntityAlreadyExists,
                format!("there is an MFA device `{serial}` already"),
                "choose another name for the device",
            )
            .in_field("name"));
        }
        if let Some(credential) = credential {
            self.new_credential(credential, None)?;
        }
        self.quota(
            user.mfa_devices.len(),
            self.account.settings().quotas.mfa_devices_per_user,
            "MFA devices of a user",
        )
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html>
    pub(super) fn ssh_key(
        &self,
        user: EntityId,
        credential: EntityId,
        body: &SshPublicKey,
    ) -> Result<(), Refusal> {
        let user = self.user(user)?;
        self.new_credential(credential, None)?;
        let fingerprint = body.fingerprint();
        if user
            .ssh_keys
            .iter()
            .any(|held| held.body.fingerprint() == fingerprint)
        {
            return Err(Refusal::new(
                RefusalCode::DuplicateSshPublicKey,
                format!("`{}` has this SSH public key already", user.name),
                "nothing needs to be done",
            )
            .in_field("body"));
        }
        self.quota(
            user.ssh_keys.len(),
            self.account.settings().quotas.ssh_keys_per_user,
            "SSH public keys of a user",
        )
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html>
    pub(super) fn signing_certificate(
        &self,
        user: EntityId,
        credential: EntityId,
        body: &str,
    ) -> Result<(), Refusal> {
        let user = self.user(user)?;
        self.new_credential(credential, None)?;
        certificate(body)?;
        let taken = self
            .planned
            .users()
            .flat_map(|user| &user.signing_certificates)
            .any(|held| held.body.trim() == body.trim());
        if taken {
            return Err(Refusal::new(
                RefusalCode::DuplicateCertificate,
                "this certificate is there already",
                "upload another one",
            )
            .in_field("body"));
        }
        self.quota(
            user.signing_certificates.len(),
            self.account.settings().quotas.signing_certificates_per_user,
            "signing certificates of a user",
        )
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html>
    pub(super) fn service_credential(
        &self,
        user: EntityId,
        credential: EntityId,
        service: &str,
    ) -> Result<(), Refusal> {
        let user = self.user(user)?;
        self.new_credential(credential, None)?;
        if !SERVICES.contains(&service) {
            return Err(Refusal::new(
                RefusalCode::NotSupportedService,
                format!("`{service}` has no service-specific credentials"),
                format!("one of {}", SERVICES.join(", ")),
            )
            .in_field("service"));
        }
        let held = user
            .service_credentials
            .iter()
            .filter(|held| held.service == service)
            .count();
        self.quota(
            held,
            self.account
                .settings()
                .quotas
                .service_credentials_per_service,
            "credentials of a user for one service",
        )
    }

    /// An access key belongs to one user.
    pub(super) fn new_key_id(&self, id: &AccessKeyId) -> Result<(), Refusal> {
        let mut keys = self.planned.users().flat_map(|user| &user.access_keys);
        if keys.all(|key| key.access_key_id.as_ref() != Some(id)) {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::EntityAlreadyExists,
            format!("there is an access key `{id}` already"),
            "look for it in the list of users",
        )
        .in_field("access_key_id"))
    }
}

/// Whether a text is one certificate in PEM. What is in it is the caller's to show.
fn certificate(body: &str) -> Result<(), Refusal> {
    let refuse = |message: &str, help: &str| {
        Err(Refusal::new(RefusalCode::MalformedCertificate, message, help).in_field("body"))
    };
    if body.len() > LONGEST_CERTIFICATE {
        return refuse(
            "a certificate has at most 16,384 characters",
            "upload the certificate alone, without its chain",
        );
    }
    let trimmed = body.trim();
    let framed = trimmed.starts_with("-----BEGIN CERTIFICATE-----")
        && trimmed.ends_with("-----END CERTIFICATE-----");
    if !framed || trimmed.matches("-----BEGIN").count() != 1 {
        return refuse(
            "this is not one X.509 certificate in PEM",
            "paste the text from `-----BEGIN CERTIFICATE-----` to `-----END CERTIFICATE-----`",
        );
    }
    Ok(())
}
