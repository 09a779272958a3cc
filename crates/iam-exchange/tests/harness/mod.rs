//! What must hold of any file whatever: the fuzz targets of `fuzz/` call these, and the ordinary
//! tests call them with kept inputs and their mutations. Nothing panics and nothing loops, and a
//! refusal always says what and what to do.

use std::io::Cursor;

use iam_exchange::breached_hashes::BreachedHashes;
use iam_exchange::change_file::{ChangeFile, ChangeOpener};
use iam_exchange::recognise::recognise;
use iam_exchange::refused::FileRefused;
use iam_exchange::template::TemplateAccount;
use iam_exchange::{
    account_facts, authorization_details, bundle, cloudformation, credential_report,
    issued_credentials, people_list, policy_file, resource_policies, terraform,
};
use iam_names::{EntityId, Partition, Secret};

/// A refusal has a message and a way out.
fn says(refused: &FileRefused) {
    assert!(!refused.to_string().is_empty() && !refused.help().is_empty());
}

/// Files about a whole account: its details, the collect script's bundle, AWS's facts.
pub(crate) fn account(bytes: &[u8]) {
    let mut next = 0_u64;
    let mut ids = || {
        next += 1;
        EntityId::from_bytes(u128::from(next).to_be_bytes())
    };
    let _ = recognise(bytes);
    if let Err(error) = authorization_details::read(bytes, &mut ids) {
        assert!(!error.to_string().is_empty() && !error.help().is_empty());
    }
    if let Err(error) = bundle::read(bytes, &mut ids) {
        assert!(!error.to_string().is_empty() && !error.help().is_empty());
    }
    let _ = credential_report::read(bytes).inspect_err(says);
    let _ = account_facts::read_summary(bytes).inspect_err(says);
    let _ = account_facts::read_password_policy(bytes).inspect_err(says);
}

/// Files of credentials and of people, and another admin's changes.
pub(crate) fn credentials(bytes: &[u8]) {
    let _ = recognise(bytes);
    if let Err(error) = issued_credentials::read(bytes) {
        assert!(!error.to_string().is_empty() && !error.help().is_empty());
    }
    let people = people_list::read_bytes(bytes);
    let passphrase = Secret::new("passphrase".to_owned());
    // Each of these lines is a key's derivation: what a file may ask for has a ceiling of its own.
    if !bytes.windows(6).any(|window| window == b"scrypt") {
        let opened = ChangeFile::decrypt(bytes, &ChangeOpener::Passphrase(&passphrase));
        assert!(opened.is_err_and(|error| !error.help().is_empty()));
    }
    drop(people);
    if let Ok(mut hashes) = BreachedHashes::open(Cursor::new(bytes)).inspect_err(says) {
        let _ = hashes.count(&passphrase).inspect_err(says);
    }
}

/// Files that say what somebody wants: policies, templates, plans.
pub(crate) fn template(bytes: &[u8]) {
    let account = TemplateAccount {
        partition: Partition::Aws,
        account_id: "111122223333".parse().unwrap(),
    };
    let _ = recognise(bytes);
    let _ = cloudformation::read(bytes, account).inspect_err(says);
    let _ = terraform::read_plan(bytes, account).inspect_err(says);
    let _ = resource_policies::read(bytes).inspect_err(says);
    let mut files = policy_file::PolicyFiles::default();
    let _ = files.try_take("policy.json", bytes).inspect_err(says);
}
