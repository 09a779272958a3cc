//! Access keys that a local account issues itself.

use iam_names::{AccessKeyId, Secret};

use crate::password::pick;

/// An access key issued here: its id is public, its secret goes to the vault and nowhere else.
#[derive(Debug)]
pub struct LocalAccessKey {
    /// Begins with `LKIA`, so that nobody takes it for a key of AWS's.
    pub id: AccessKeyId,
    /// 40 characters, as AWS's.
    pub secret: Secret<String>,
}

/// Issues an access key of a local account from a source of random bytes.
///
/// The secret never begins with `+` or `/`: a spreadsheet takes the first for a formula.
pub fn issue_local_access_key(random_byte: &mut dyn FnMut() -> u8) -> LocalAccessKey {
    const FIRST: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const REST: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let id = AccessKeyId::local(std::array::from_fn(|_| random_byte()));
    let mut secret = String::with_capacity(40);
    secret.push(char::from(pick(FIRST, random_byte)));
    secret.extend((0..39).map(|_| char::from(pick(REST, random_byte))));
    LocalAccessKey {
        id,
        secret: Secret::new(secret),
    }
}
