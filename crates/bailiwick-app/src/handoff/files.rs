//! The files of a hand-off: what they are called, and what goes into them, in memory.

use std::collections::{BTreeMap, BTreeSet};

use iam_directory::{AccountKind, AccountSettings, HandOffChannel, MfaDevice};
use iam_exchange::aws_profile;
use iam_exchange::credentials_csv::{self, AccessKeyPair, CredentialsRow};
use iam_exchange::email_draft::{EmailDraft, file_stem};
use iam_exchange::encrypted::{EncryptedFile, EncryptionKey, GeneratedPassphrase, Recipient};
use iam_exchange::handoff_sheet::{self, Sheet, SheetMfa};
use iam_exchange::instructions::SecretWay;
use iam_exchange::otpauth;
use iam_names::{EntityId, Secret};

use super::plan::{Plan, Receiver};
use super::{PrivateFile, csv_refused};
use crate::contract::handoff::SecretsWay;
use crate::error::{Code, CommandError};

/// A file, and what it is called.
pub(super) struct MadeFile {
    pub(super) name: String,
    pub(super) file: PrivateFile,
}

impl MadeFile {
    fn new(name: String, bytes: Secret<Vec<u8>>) -> Self {
        Self {
            file: PrivateFile {
                suggested_name: name.clone(),
                bytes,
                notes: Vec::new(),
            },
            name,
        }
    }
}

/// The names of the files, in the order in which they are made.
pub(super) fn file_names(plan: &Plan<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for receiver in &plan.people {
        let ways = plan.ways(receiver);
        let of_ways = ways
            .iter()
            .filter_map(|(channel, _)| file_of(plan, receiver, *channel));
        let loose = plan.way == SecretsWay::Encrypted && !plan.letter;
        let encrypted = plan
            .encrypted_names(receiver)
            .into_iter()
            .filter(|_| loose)
            .map(|it| format!("{it}.age"));
        names.extend(
            of_ways
                .chain(encrypted)
                .filter(|name| seen.insert(name.clone())),
        );
    }
    names
}

/// The file that a way of a person is written into.
pub(super) fn file_of(
    plan: &Plan<'_>,
    receiver: &Receiver<'_>,
    channel: HandOffChannel,
) -> Option<String> {
    let stem = file_stem(&receiver.user.name);
    match channel {
        HandOffChannel::EmailDraft => Some(format!("{stem}.eml")),
        HandOffChannel::Sheet if plan.people.len() > 1 => Some("hand-off-sheets.html".to_owned()),
        HandOffChannel::Sheet => Some(format!("{stem}_sheet.html")),
        HandOffChannel::Csv => plan.csv_name(receiver),
        HandOffChannel::Encrypted if plan.letter => Some(format!("{stem}.eml")),
        HandOffChannel::Encrypted => plan
            .encrypted_names(receiver)
            .first()
            .map(|name| format!("{name}.age")),
        HandOffChannel::Mailto | HandOffChannel::Screen => None,
    }
}

/// Every file in memory.
pub(super) fn made(
    plan: &Plan<'_>,
    passphrases: &BTreeMap<EntityId, GeneratedPassphrase>,
    secrets: &BTreeMap<EntityId, Secret<String>>,
) -> Result<Vec<MadeFile>, CommandError> {
    let mut files = Vec::new();
    let mut sheets = Vec::new();
    for receiver in &plan.people {
        let has_secrets = receiver.secrets().next().is_some();
        let draft = plan.letter.then(|| plan.draft(receiver));
        let mut encrypted = Vec::new();
        if has_secrets {
            match plan.way {
                SecretsWay::Screen => {}
                SecretsWay::Sheet => sheets.push(sheet(plan, receiver, secrets)),
                SecretsWay::Csv => {
                    files.extend(csv(plan, receiver, secrets)?);
                }
                SecretsWay::Encrypted => {
                    encrypted = encrypt(plan, receiver, secrets, passphrases)?;
                }
            }
        }
        match draft {
            Some(draft) => {
                let draft = encrypted
                    .into_iter()
                    .fold(draft, EmailDraft::with_attachment);
                files.push(MadeFile::new(
                    draft.file_name(),
                    Secret::new(draft.to_eml()),
                ));
            }
            None => files.extend(encrypted.into_iter().map(|file| {
                MadeFile::new(file.name().to_owned(), Secret::new(file.bytes().to_vec()))
            })),
        }
    }
    if let Some(first) = plan.people.iter().find(|it| it.secrets().next().is_some())
        && !sheets.is_empty()
        && let Some(name) = file_of(plan, first, HandOffChannel::Sheet)
    {
        let page = handoff_sheet::write(&sheets)
            .map_err(|error| CommandError::new(Code::Internal, error.to_string()))?;
        files.push(MadeFile::new(name, page));
    }
    distinct(files)
}

/// No file takes another one's place, on a system that compares names without case either.
fn distinct(files: Vec<MadeFile>) -> Result<Vec<MadeFile>, CommandError> {
    let mut seen = BTreeSet::new();
    let twice = files
        .iter()
        .find(|file| !seen.insert(file.name.to_ascii_lowercase()));
    if let Some(file) = twice {
        return Err(CommandError::new(
            Code::FileNotWritten,
            format!("two people's files would both be called `{}`", file.name),
        )
        .help("hand over to one of them after the other"));
    }
    Ok(files)
}

/// A secret for one file; the map's own copy is wiped with the map.
fn of(secrets: &BTreeMap<EntityId, Secret<String>>, id: EntityId) -> Option<Secret<String>> {
    // It goes into one file of the hand-off, whose reader is the credential's owner.
    secrets.get(&id).map(|it| Secret::new(it.expose().clone()))
}

fn key_pair(
    receiver: &Receiver<'_>,
    secrets: &BTreeMap<EntityId, Secret<String>>,
) -> Option<AccessKeyPair> {
    let key = receiver.access_key?;
    Some(AccessKeyPair {
        id: key.access_key_id.clone()?,
        secret: of(secrets, key.id)?,
    })
}

fn csv(
    plan: &Plan<'_>,
    receiver: &Receiver<'_>,
    secrets: &BTreeMap<EntityId, Secret<String>>,
) -> Result<Option<MadeFile>, CommandError> {
    let (Some(format), Some(name)) = (plan.csv_format(receiver), plan.csv_name(receiver)) else {
        return Ok(None);
    };
    let row = CredentialsRow {
        user_name: Some(receiver.user.name.clone()),
        password: receiver.password.and_then(|id| of(secrets, id)),
        access_key: key_pair(receiver, secrets),
        sign_in_url: Some(plan.account.settings().sign_in_url()),
    };
    let file = credentials_csv::write(format, &[row]).map_err(|refused| csv_refused(&refused))?;
    let mut made = MadeFile::new(name, file.bytes);
    made.file.notes = file.notes.iter().map(ToString::to_string).collect();
    Ok(Some(made))
}

fn sheet(
    plan: &Plan<'_>,
    receiver: &Receiver<'_>,
    secrets: &BTreeMap<EntityId, Secret<String>>,
) -> Sheet {
    let settings = plan.account.settings();
    Sheet {
        instructions: plan.instructions(receiver),
        password: receiver.password.and_then(|id| of(secrets, id)),
        access_key: key_pair(receiver, secrets),
        mfa: receiver.mfa.and_then(|(id, device)| {
            let seed = of(secrets, id)?;
            Some(SheetMfa {
                uri: mfa_uri(settings, device, &seed),
                seed,
            })
        }),
    }
}

fn mfa_uri(
    settings: &AccountSettings,
    device: &MfaDevice,
    seed: &Secret<String>,
) -> Secret<String> {
    let serial = device.serial.as_str();
    let name = serial.rsplit('/').next().unwrap_or(serial);
    let issuer = match settings.kind {
        AccountKind::Aws => "Amazon Web Services",
        AccountKind::Local => "Bailiwick",
    };
    otpauth::uri(issuer, name, &settings.name(), seed)
}

/// What is encrypted for a person: what programs read, and a sheet where there is something to
/// scan.
fn encrypt(
    plan: &Plan<'_>,
    receiver: &Receiver<'_>,
    secrets: &BTreeMap<EntityId, Secret<String>>,
    passphrases: &BTreeMap<EntityId, GeneratedPassphrase>,
) -> Result<Vec<EncryptedFile>, CommandError> {
    let key = match (&receiver.recipient, passphrases.get(&receiver.user.id)) {
        (Some((recipient, _)), _) => EncryptionKey::Recipient(Recipient::clone(recipient)),
        (None, Some(passphrase)) => passphrase.key(),
        (None, None) => {
            return Err(CommandError::new(
                Code::Internal,
                "nothing was made to encrypt with",
            ));
        }
    };
    let stem = file_stem(&receiver.user.name);
    let mut unlocked: Vec<(String, Secret<Vec<u8>>)> = Vec::new();
    if let Some(made) = csv(plan, receiver, secrets)? {
        unlocked.push((made.name, made.file.bytes));
    }
    if let (Some(name), Some(pair)) = (&receiver.profile, key_pair(receiver, secrets)) {
        let text = aws_profile::write(name, plan.region.as_ref(), &pair);
        unlocked.push((format!("{stem}_aws-profile.txt"), text));
    }
    if receiver.mfa.is_some() {
        let mut sheet = sheet(plan, receiver, secrets);
        // On this sheet everything is there: it speaks of no other way.
        sheet.instructions.password = sheet
            .instructions
            .password
            .map(|(_, reset)| (SecretWay::OnPaper, reset));
        let page = handoff_sheet::write(&[sheet])
            .map_err(|error| CommandError::new(Code::Internal, error.to_string()))?;
        unlocked.push((format!("{stem}_sheet.html"), page));
    }
    unlocked
        .into_iter()
        .map(|(name, bytes)| {
            // The receiver of the bytes is the encryption, whose key is the person's.
            key.encrypt(&name, bytes.expose())
                .map_err(|error| CommandError::new(Code::Internal, error.to_string()))
        })
        .collect()
}
