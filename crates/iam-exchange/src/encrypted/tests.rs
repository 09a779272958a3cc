//! What is encrypted is opened by its receiver, and by nobody else.

use super::*;

#[test]
fn the_receivers_key_opens_it() {
    let identity = age::x25519::Identity::generate();
    let recipient: Recipient = identity.to_public().to_string().parse().unwrap();
    let key = EncryptionKey::Recipient(recipient);
    let file = key.encrypt("a.csv", b"plain words").unwrap();
    assert_eq!(file.name(), "a.csv.age");
    assert!(!file.bytes().windows(5).any(|it| it == b"plain"));
    assert_eq!(
        age::decrypt(&identity, file.bytes()).unwrap(),
        b"plain words"
    );
    let other = age::x25519::Identity::generate();
    assert!(age::decrypt(&other, file.bytes()).is_err());
}

#[test]
fn a_passphrase_opens_it() {
    let key = EncryptionKey::Passphrase(Secret::new("correct horse".to_owned()));
    let file = key.encrypt("a.csv", b"plain words").unwrap();
    let passphrase = age::secrecy::SecretString::from("correct horse".to_owned());
    let identity = age::scrypt::Identity::new(passphrase);
    assert_eq!(
        age::decrypt(&identity, file.bytes()).unwrap(),
        b"plain words"
    );
    assert_eq!(file.opens_with(), OpensWith::Passphrase);
}

#[test]
fn what_is_no_public_key() {
    let check = |text: &str, expected: ParseRecipientError| {
        assert_eq!(text.parse::<Recipient>().unwrap_err(), expected);
    };
    check("AGE-SECRET-KEY-1XYZ", ParseRecipientError::SecretKey);
    check("age1xyz", ParseRecipientError::Age);
    check("ssh-ed25519 nonsense", ParseRecipientError::Ssh);
    check("ecdsa-sha2-nistp256 AAAA", ParseRecipientError::Ssh);
    check("alice", ParseRecipientError::Unknown);
}
