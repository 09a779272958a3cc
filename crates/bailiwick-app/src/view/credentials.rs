//! A user's credentials beside password and access keys, for the screen.

use iam_directory::{CredentialStatus, MfaKind, User};
use iam_names::{EntityId, Timestamp};

use super::date;
use crate::certificate;
use crate::contract::credentials::{
    MfaDeviceView, ServiceCredentialView, SigningCertificateView, SshKeyView,
};

/// Its MFA devices. The seed is named only where the vault holds it.
pub(crate) fn mfa_devices(
    user: &User,
    has_secret: impl Fn(EntityId) -> bool,
) -> Vec<MfaDeviceView> {
    user.mfa_devices
        .iter()
        .map(|device| MfaDeviceView {
            serial: device.serial.to_string(),
            kind: match device.kind {
                MfaKind::Virtual => "virtual",
                MfaKind::Fido => "fido",
                MfaKind::Hardware => "hardware",
            }
            .to_owned(),
            enabled: device.is_enabled(),
            since: date(device.enabled),
            seed: device
                .id
                .filter(|id| has_secret(*id))
                .map_or_else(String::new, |id| id.to_string()),
        })
        .collect()
}

/// Its SSH public keys.
pub(crate) fn ssh_keys(user: &User) -> Vec<SshKeyView> {
    user.ssh_keys
        .iter()
        .map(|key| SshKeyView {
            id: key.id.to_string(),
            key_id: text(key.key_id.as_ref()),
            fingerprint: key.body.fingerprint(),
            comment: key.body.comment().to_owned(),
            active: key.status == CredentialStatus::Active,
            uploaded: date(key.uploaded),
        })
        .collect()
}

/// Its signing certificates, with what they say of themselves.
pub(crate) fn signing_certificates(user: &User, now: Timestamp) -> Vec<SigningCertificateView> {
    user.signing_certificates
        .iter()
        .map(|held| SigningCertificateView {
            id: held.id.to_string(),
            certificate_id: text(held.certificate_id.as_ref()),
            active: held.status == CredentialStatus::Active,
            uploaded: date(held.uploaded),
            certificate: certificate::read(&held.body, now),
        })
        .collect()
}

/// Its credentials for single services.
pub(crate) fn service_credentials(
    user: &User,
    has_secret: impl Fn(EntityId) -> bool,
) -> Vec<ServiceCredentialView> {
    user.service_credentials
        .iter()
        .map(|held| ServiceCredentialView {
            id: held.id.to_string(),
            service: held.service.clone(),
            service_user_name: held.service_user_name.clone().unwrap_or_default(),
            active: held.status == CredentialStatus::Active,
            created: date(held.created),
            expires: date(held.expires),
            has_secret: has_secret(held.id),
        })
        .collect()
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(String::new, ToString::to_string)
}
