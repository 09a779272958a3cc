//! What an X.509 certificate says of itself. Nothing is verified: a signing certificate and a SAML
//! provider's are trusted because an administrator uploaded them, not because of a chain.

use iam_names::Timestamp;
use x509_cert::Certificate;
use x509_cert::der::DecodePem as _;

use crate::contract::credentials::CertificateView;

/// Reads a certificate: PEM, or the base64 inside of it alone, as SAML metadata has it. None when
/// it is not one.
pub(crate) fn read(text: &str, now: Timestamp) -> Option<CertificateView> {
    let inside: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("-----"))
        .flat_map(str::chars)
        .filter(|character| !character.is_whitespace())
        .collect();
    if !inside.is_ascii() {
        return None;
    }
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    // RFC 7468 wants lines of 64 characters, and the reader insists.
    for line in inside.as_bytes().chunks(64) {
        pem.push_str(&String::from_utf8_lossy(line));
        pem.push('\n');
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    let certificate = Certificate::from_pem(pem).ok()?;
    let certificate = certificate.tbs_certificate();
    let not_before = moment(certificate.validity().not_before);
    let not_after = moment(certificate.validity().not_after);
    Some(CertificateView {
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        not_before: not_before.to_string(),
        not_after: not_after.to_string(),
        days_left: days_left(not_after, now),
    })
}

/// Whole days until something ends; negative when it has.
pub(crate) fn days_left(end: Timestamp, now: Timestamp) -> i32 {
    i32::try_from(end.days_since(now)).unwrap_or(i32::MAX)
}

fn moment(time: x509_cert::time::Time) -> Timestamp {
    let seconds = time.to_unix_duration().as_secs();
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}
