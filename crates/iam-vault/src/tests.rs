//! What the tests of this crate share, and its longer stories.

use std::path::{Path, PathBuf};

use iam_directory::{AccountKind, AccountSettings, ChangeSet, NoManagedPolicies, Operation};
use iam_names::{EntityId, Secret, Timestamp};

use crate::entropy::{Entropy, EntropyFailure};
use crate::{
    CreateOptions, KdfParameters, LockedVault, NewSecret, Recorded, RecoveryKey, SecretKind, Vault,
};

mod canary;
mod damage;
#[cfg(target_os = "linux")]
mod faults;
#[cfg(unix)]
mod kill;
#[cfg(unix)]
mod limits;
mod manifests;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod power;
#[cfg(unix)]
mod script;
mod sharing;
mod speed;

pub(crate) const PASSWORD: &str = "correct horse battery staple";
/// AWS's documented example.
pub(crate) const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// Bytes that count up: every draw differs, every run is the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counting(u64);

impl From<u64> for Counting {
    fn from(start: u64) -> Self {
        Self(start << 32)
    }
}

impl Entropy for Counting {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyFailure> {
        for chunk in bytes.chunks_mut(8) {
            self.0 += 1;
            let mixed = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
            chunk.copy_from_slice(&mixed.to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// How often a trial is made: a short form always, the long one by `cargo xtask vault-trials`.
pub(crate) fn trials(short: u64, long: u64) -> u64 {
    match std::env::var_os("BAILIWICK_VAULT_TRIALS") {
        Some(wanted) if wanted == "long" => long,
        _ => short,
    }
}

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

pub(crate) fn now() -> Timestamp {
    "2026-01-02T03:04:05Z".parse().unwrap()
}

pub(crate) fn id(number: u64) -> EntityId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    EntityId::from_bytes(bytes)
}

pub(crate) const ACCOUNT: u64 = 1;

/// A vault in a temporary folder, which lives as long as the first part.
pub(crate) struct Made {
    pub(crate) path: PathBuf,
    pub(crate) vault: Vault,
    pub(crate) recovery: RecoveryKey,
    _folder: tempfile::TempDir,
}

/// A vault with one local account and nothing else.
pub(crate) fn made() -> Made {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("team.bailiwick");
    let (mut vault, recovery) = create(&path);
    begin(&mut vault);
    Made {
        path,
        vault,
        recovery,
        _folder: folder,
    }
}

pub(crate) fn create(path: &Path) -> (Vault, RecoveryKey) {
    let options = CreateOptions {
        kdf: KdfParameters::weak_for_tests(),
        now: now(),
        who: "admin",
        entropy: &mut Counting::default(),
    };
    Vault::create(path, &secret(PASSWORD), options).unwrap()
}

pub(crate) fn unlock(path: &Path) -> Vault {
    LockedVault::open(path)
        .unwrap()
        .unlock_with_password(&secret(PASSWORD), now())
        .unwrap()
}

pub(crate) fn begin(vault: &mut Vault) -> Recorded {
    let account = id(ACCOUNT);
    let number = "111122223333".parse().unwrap();
    let settings = AccountSettings::new(account, AccountKind::Local, number);
    let operation = Operation::CreateAccount {
        settings: Box::new(settings),
    };
    record(vault, "Begin", vec![operation], &[])
}

pub(crate) fn record(
    vault: &mut Vault,
    title: &str,
    operations: Vec<Operation>,
    secrets: &[NewSecret],
) -> Recorded {
    vault
        .record(
            &set(title, operations),
            secrets,
            "admin",
            now(),
            &NoManagedPolicies,
        )
        .unwrap()
}

pub(crate) fn set(title: &str, operations: Vec<Operation>) -> ChangeSet {
    ChangeSet::of_account(title, id(ACCOUNT), operations)
}

pub(crate) fn create_user(number: u64, name: &str) -> Operation {
    Operation::CreateUser {
        user: id(number),
        name: name.parse().unwrap(),
        path: "/".parse().unwrap(),
        created: Some(now()),
    }
}

pub(crate) fn create_key(user: u64, credential: u64) -> (Operation, NewSecret) {
    let operation = Operation::CreateAccessKey {
        user: id(user),
        credential: id(credential),
        access_key_id: Some(format!("LKIAEXAMPLE{credential:09}").parse().unwrap()),
        description: String::new(),
        created: Some(now()),
    };
    let new = NewSecret {
        credential: id(credential),
        kind: SecretKind::SecretAccessKey,
        body: secret(SECRET_KEY),
    };
    (operation, new)
}

/// User 10, `alice`, with access key 11.
pub(crate) fn alice(vault: &mut Vault) -> Recorded {
    let (key, new) = create_key(10, 11);
    record(
        vault,
        "Create user alice",
        vec![create_user(10, "alice"), key],
        &[new],
    )
}

pub(crate) fn reveal(vault: &mut Vault, credential: u64, kind: SecretKind) -> Option<String> {
    vault
        .reveal(id(credential), kind, "reveal", "admin", now())
        .ok()
        .map(|secret| secret.expose().clone())
}
