//! A user's SSH public keys, signing certificates and credentials of services.

use iam_directory::{CredentialStatus, User};

use super::shell::{Pen, option, quoted};

/// Takes what the user shall not have any more, and sets what is active.
pub(super) fn take(before: &User, user: &User, pen: &mut Pen) {
    let named = option("user-name", user.name.as_str());
    for key in &before.ssh_keys {
        let Some(id) = &key.key_id else { continue };
        let id = option("ssh-public-key-id", id.as_ref());
        let now = user.ssh_keys.iter().find(|now| now.id == key.id);
        changed(
            now.map(|now| now.status),
            key.status,
            pen,
            "ssh-public-key",
            &named,
            &id,
        );
    }
    for held in &before.signing_certificates {
        let Some(id) = &held.certificate_id else {
            continue;
        };
        let id = option("certificate-id", id.as_ref());
        let now = user
            .signing_certificates
            .iter()
            .find(|now| now.id == held.id);
        changed(
            now.map(|now| now.status),
            held.status,
            pen,
            "signing-certificate",
            &named,
            &id,
        );
    }
    for held in &before.service_credentials {
        let Some(id) = &held.credential_id else {
            continue;
        };
        let id = option("service-specific-credential-id", id.as_ref());
        let now = user
            .service_credentials
            .iter()
            .find(|now| now.id == held.id);
        let word = "service-specific-credential";
        changed(
            now.map(|now| now.status),
            held.status,
            pen,
            word,
            &named,
            &id,
        );
    }
}

fn changed(
    now: Option<CredentialStatus>,
    was: CredentialStatus,
    pen: &mut Pen,
    word: &str,
    named: &str,
    id: &str,
) {
    match now {
        None => pen.remove(&format!("delete-{word} {named} {id}")),
        Some(now) if now != was => {
            let status = match now {
                CredentialStatus::Active => "Active",
                CredentialStatus::Inactive => "Inactive",
            };
            pen.run(&format!("update-{word} {named} {id} --status={status}"));
        }
        Some(_) => {}
    }
}

/// Gives what the user shall have and has not.
pub(super) fn give(before: Option<&User>, user: &User, pen: &mut Pen) {
    let name = user.name.as_str();
    for key in &user.ssh_keys {
        let had = before.is_some_and(|before| before.ssh_keys.iter().any(|it| it.id == key.id));
        if !had {
            pen.ssh_key(name, &key.body.fingerprint(), key.body.as_str());
        }
    }
    for held in &user.signing_certificates {
        let mut known = before.iter().flat_map(|it| &it.signing_certificates);
        if !known.any(|it| it.id == held.id) {
            pen.once(
                "DuplicateCertificate",
                &format!(
                    "upload-signing-certificate {} {}",
                    option("user-name", name),
                    option("certificate-body", &held.body)
                ),
            );
        }
    }
    for held in &user.service_credentials {
        let mut known = before.iter().flat_map(|it| &it.service_credentials);
        if !known.any(|it| it.id == held.id) {
            pen.note(format!(
                "make the credential of {name} for {}: `aws iam create-service-specific-credential \
                 --user-name={} --service-name={}` shows its password once",
                held.service,
                quoted(name),
                quoted(&held.service)
            ));
        }
    }
}
