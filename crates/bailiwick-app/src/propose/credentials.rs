//! Steps with a user's credentials beside password and access keys.

use iam_directory::{AccessKeyStage, CredentialStatus, GeneratedShape, Operation, User};
use iam_names::EntityId;
use iam_vault::{NewSecret, SecretKind};

use super::Maker;
use crate::contract::change::{CredentialKindView, CredentialView};
use crate::contract::credentials::CredentialStep;
use crate::error::{Code, CommandError};

/// A credential of a user that can be deactivated and deleted by its local id.
#[derive(Clone, Copy)]
enum Sort {
    SshKey,
    SigningCertificate,
    ServiceCredential,
}

impl Sort {
    fn of(user: &User, credential: EntityId) -> Option<Self> {
        if user.ssh_keys.iter().any(|held| held.id == credential) {
            Some(Self::SshKey)
        } else if user
            .signing_certificates
            .iter()
            .any(|held| held.id == credential)
        {
            Some(Self::SigningCertificate)
        } else if user
            .service_credentials
            .iter()
            .any(|held| held.id == credential)
        {
            Some(Self::ServiceCredential)
        } else {
            None
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::SshKey => "SSH public key",
            Self::SigningCertificate => "signing certificate",
            Self::ServiceCredential => "service-specific credential",
        }
    }

    fn update(self, user: EntityId, credential: EntityId, status: CredentialStatus) -> Operation {
        match self {
            Self::SshKey => Operation::UpdateSshPublicKey {
                user,
                credential,
                status,
            },
            Self::SigningCertificate => Operation::UpdateSigningCertificate {
                user,
                credential,
                status,
            },
            Self::ServiceCredential => Operation::UpdateServiceSpecificCredential {
                user,
                credential,
                status,
            },
        }
    }

    fn delete(self, user: EntityId, credential: EntityId) -> Operation {
        match self {
            Self::SshKey => Operation::DeleteSshPublicKey { user, credential },
            Self::SigningCertificate => Operation::DeleteSigningCertificate { user, credential },
            Self::ServiceCredential => {
                Operation::DeleteServiceSpecificCredential { user, credential }
            }
        }
    }
}

/// What gives a credential another status; none when it is not the user's or has no status.
pub(super) fn set_status(
    user: &User,
    credential: EntityId,
    status: CredentialStatus,
) -> Option<Operation> {
    if user.access_keys.iter().any(|held| held.id == credential) {
        return Some(Operation::UpdateAccessKey {
            user: user.id,
            credential,
            status,
        });
    }
    Sort::of(user, credential).map(|sort| sort.update(user.id, credential, status))
}

/// The credentials of a user that can be used now and can be deactivated.
pub(super) fn active(user: &User) -> impl Iterator<Item = EntityId> {
    let is_active = |status: CredentialStatus| status == CredentialStatus::Active;
    let keys = user.access_keys.iter().filter(|held| held.is_active());
    let ssh = user
        .ssh_keys
        .iter()
        .filter(move |held| is_active(held.status));
    let certificates = user
        .signing_certificates
        .iter()
        .filter(move |held| is_active(held.status));
    let services = user
        .service_credentials
        .iter()
        .filter(move |held| is_active(held.status));
    keys.map(|held| held.id)
        .chain(ssh.map(|held| held.id))
        .chain(certificates.map(|held| held.id))
        .chain(services.map(|held| held.id))
}

impl Maker<'_> {
    #[expect(clippy::too_many_lines, reason = "one arm per step: a table")]
    pub(super) fn credential(
        &mut self,
        user: &str,
        step: &CredentialStep,
    ) -> Result<(), CommandError> {
        let user = self.about(user)?;
        match step {
            CredentialStep::DeactivateMfaDevice { serial } => {
                let serial = serial
                    .parse()
                    .map_err(|error| CommandError::field("serial", &error))?;
                self.operations.push(Operation::DeactivateMfaDevice {
                    user: user.id,
                    serial,
                });
                self.sealed("The seed");
                self.said("Deactivate an MFA device", "MFA device deactivated", &user);
            }
            CredentialStep::SetAccessKeyStage { credential, stage } => {
                let credential = self.fields.id(credential, "access key")?;
                let stage = match stage.as_str() {
                    "issued" => AccessKeyStage::Issued,
                    "handed_over" => AccessKeyStage::HandedOver,
                    "confirmed" => AccessKeyStage::Confirmed,
                    "retired" => AccessKeyStage::Retired,
                    _ => {
                        return Err(CommandError::new(
                            Code::InvalidField,
                            "there is no such stage of an access key",
                        )
                        .at("stage"));
                    }
                };
                self.operations.push(Operation::SetAccessKeyStage {
                    user: user.id,
                    credential,
                    stage,
                });
                self.said(
                    "Note how far an access key has come",
                    "Access key noted",
                    &user,
                );
            }
            CredentialStep::UploadSshKey { body } => {
                if let Some(body) = self.fields.parse(body.trim(), "body") {
                    self.operations.push(Operation::UploadSshPublicKey {
                        user: user.id,
                        credential: self.environment.new_id()?,
                        body,
                        created: self.created(),
                    });
                }
                self.said("Upload an SSH public key", "SSH public key uploaded", &user);
            }
            CredentialStep::UploadSigningCertificate { body } => {
                self.operations.push(Operation::UploadSigningCertificate {
                    user: user.id,
                    credential: self.environment.new_id()?,
                    body: body.trim().to_owned(),
                    created: self.created(),
                });
                if crate::certificate::read(body, self.now).is_none() {
                    self.fields.refuse(
                        "body",
                        "MalformedCertificate",
                        "this is not an X.509 certificate in PEM",
                        "paste the text from `-----BEGIN CERTIFICATE-----` to `-----END CERTIFICATE-----`",
                    );
                }
                self.said(
                    "Upload a signing certificate",
                    "Signing certificate uploaded",
                    &user,
                );
            }
            CredentialStep::CreateServiceCredential { service, days } => {
                self.create_service_credential(&user, service, *days)?;
            }
            CredentialStep::ResetServiceCredential { credential } => {
                let credential = self.fields.id(credential, "credential")?;
                self.operations
                    .push(Operation::ResetServiceSpecificCredential {
                        user: user.id,
                        credential,
                        created: self.created(),
                    });
                self.service_secret(&user, credential)?;
                self.said(
                    "Reset a service-specific credential",
                    "Service-specific credential reset",
                    &user,
                );
            }
            CredentialStep::SetActive { credential, active } => {
                let credential = self.fields.id(credential, "credential")?;
                let sort = Sort::of(&user, credential)
                    .ok_or_else(|| CommandError::not_found("credential"))?;
                let (status, verb, done) = if *active {
                    (CredentialStatus::Active, "Activate", "activated")
                } else {
                    (CredentialStatus::Inactive, "Deactivate", "deactivated")
                };
                self.operations
                    .push(sort.update(user.id, credential, status));
                let words = sort.words();
                self.titled(
                    format!("{verb} a {words} of user {}", user.name),
                    format!("A {words} of user {} {done}", user.name),
                );
            }
            CredentialStep::Delete { credential } => {
                let credential = self.fields.id(credential, "credential")?;
                let sort = Sort::of(&user, credential)
                    .ok_or_else(|| CommandError::not_found("credential"))?;
                self.operations.push(sort.delete(user.id, credential));
                if matches!(sort, Sort::ServiceCredential) {
                    self.sealed("The password");
                }
                let words = sort.words();
                self.titled(
                    format!("Delete a {words} of user {}", user.name),
                    format!("A {words} of user {} deleted", user.name),
                );
            }
        }
        Ok(())
    }

    fn create_service_credential(
        &mut self,
        user: &User,
        service: &str,
        days: u32,
    ) -> Result<(), CommandError> {
        let credential = self.environment.new_id()?;
        let account = self.account.settings().account_id;
        // As AWS names them: the user's name, `-at-` and the account's digits.
        // <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html>
        let service_user_name = self
            .is_local()
            .then(|| format!("{}-at-{account}", user.name));
        self.operations
            .push(Operation::CreateServiceSpecificCredential {
                user: user.id,
                credential,
                service: service.to_owned(),
                service_user_name,
                created: self.created(),
                expires: (days > 0).then(|| self.now.plus_days(i64::from(days))),
            });
        self.service_secret(user, credential)?;
        let (title, done) = if self.is_local() {
            ("Create a credential", "Credential created")
        } else {
            ("Request a credential", "Credential requested")
        };
        self.titled(
            format!("{title} of user {} for {service}", user.name),
            format!("{done} of user {} for {service}", user.name),
        );
        Ok(())
    }

    /// A local account makes the password; AWS makes its own.
    fn service_secret(&mut self, user: &User, credential: EntityId) -> Result<(), CommandError> {
        let settings = self.account.settings();
        let made = self.is_local();
        if made {
            let body = self.generated_password(GeneratedShape::Random)?;
            self.secrets.push(NewSecret {
                credential,
                kind: SecretKind::Password,
                body,
            });
        }
        self.credentials.push(CredentialView {
            id: credential.to_string(),
            kind: CredentialKindView::ServiceCredential,
            user: user.id.to_string(),
            user_name: user.name.to_string(),
            access_key_id: String::new(),
            has_secret: made,
            sign_in_url: settings.sign_in_url(),
        });
        Ok(())
    }

    fn said(&mut self, title: &str, done: &str, user: &User) {
        self.titled(
            format!("{title} of user {}", user.name),
            format!("{done}: user {}", user.name),
        );
    }

    fn sealed(&mut self, what: &str) {
        self.irreversible.push(format!(
            "{what} is sealed for 30 days and purged then; backups keep it longer."
        ));
    }
}
