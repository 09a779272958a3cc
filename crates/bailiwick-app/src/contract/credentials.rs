//! A user's credentials beside password and access keys, as the page shows them and proposes them.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// One step with a user's credentials.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum CredentialStep {
    /// Takes an MFA device away.
    DeactivateMfaDevice {
        /// Its serial number.
        serial: String,
    },
    /// Says how far an access key has come: `handed_over`, `confirmed`, `retired`.
    SetAccessKeyStage {
        /// The credential's local id.
        credential: String,
        /// The stage.
        stage: String,
    },
    /// Uploads an SSH public key.
    UploadSshKey {
        /// `ssh-rsa AAAA…`.
        body: String,
    },
    /// Uploads an X.509 signing certificate.
    UploadSigningCertificate {
        /// The certificate in PEM.
        body: String,
    },
    /// Makes a credential for one service (in an AWS account: requests one).
    CreateServiceCredential {
        /// `codecommit.amazonaws.com`.
        service: String,
        /// Days until it stops working; 0 for never.
        days: u32,
    },
    /// Gives a service-specific credential another password.
    ResetServiceCredential {
        /// The credential's local id.
        credential: String,
    },
    /// Activates or deactivates an SSH public key, a signing certificate or a service-specific
    /// credential.
    SetActive {
        /// The credential's local id.
        credential: String,
        /// The status it shall have.
        active: bool,
    },
    /// Deletes an SSH public key, a signing certificate or a service-specific credential.
    Delete {
        /// The credential's local id.
        credential: String,
    },
}

/// An MFA device.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct MfaDeviceView {
    /// The serial number or the virtual device's ARN.
    pub serial: String,
    /// Which sort: `virtual`, `fido`, `hardware`.
    pub kind: String,
    /// Whether it protects the user: one that AWS does not know yet does not.
    pub enabled: bool,
    /// When it was enabled (ISO 8601), or empty.
    pub since: String,
    /// The id under which the vault keeps its seed, or empty: nobody here has seen it.
    pub seed: String,
}

/// An SSH public key.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SshKeyView {
    /// The local id.
    pub id: String,
    /// AWS's id (`APKA…`), or empty.
    pub key_id: String,
    /// Pairs of hexadecimal digits.
    pub fingerprint: String,
    /// What stands behind the key.
    pub comment: String,
    /// Whether it can be used.
    pub active: bool,
    /// When it was uploaded, or empty.
    pub uploaded: String,
}

/// An X.509 signing certificate.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SigningCertificateView {
    /// The local id.
    pub id: String,
    /// AWS's id, or empty.
    pub certificate_id: String,
    /// Whether it can be used.
    pub active: bool,
    /// When it was uploaded, or empty.
    pub uploaded: String,
    /// What is in it; none when it can not be read.
    pub certificate: Option<CertificateView>,
}

/// What a certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct CertificateView {
    /// Whose it is.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// From when (ISO 8601).
    pub not_before: String,
    /// Until when (ISO 8601).
    pub not_after: String,
    /// Days left; negative when it has run out.
    pub days_left: i32,
}

/// A credential for one service.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ServiceCredentialView {
    /// The local id.
    pub id: String,
    /// `codecommit.amazonaws.com`.
    pub service: String,
    /// The user name at the service, or empty while it is only requested.
    pub service_user_name: String,
    /// Whether it can be used.
    pub active: bool,
    /// When it was made, or empty.
    pub created: String,
    /// When it stops working, or empty.
    pub expires: String,
    /// Whether the vault holds its password.
    pub has_secret: bool,
}
