use age::secrecy::ExposeSecret;

use super::*;

fn file() -> ChangeFile {
    ChangeFile::new(
        "00112233445566778899aabbccddeeff".into(),
        "ana@laptop".into(),
        Timestamp::from_unix(1_767_323_045),
        vec![ChangeEntry {
            seq: 4,
            at: Timestamp::from_unix(1_767_323_000),
            who: "ana@laptop".into(),
            sentence: "Create user alice".into(),
        }],
        Vec::new(),
    )
}

#[test]
fn each_receiver_opens_it_and_nobody_else() {
    let keys: Vec<age::x25519::Identity> =
        (0..3).map(|_| age::x25519::Identity::generate()).collect();
    let recipients: Vec<Recipient> = keys[..2]
        .iter()
        .map(|key| key.to_public().to_string().parse().unwrap())
        .collect();
    let bytes = file().encrypt(&ChangeReceivers::Keys(&recipients)).unwrap();
    let open = |key: &age::x25519::Identity| {
        let text = format!("# created: today\n{}\n", key.to_string().expose_secret());
        let identity = Secret::new(text.into_bytes());
        ChangeFile::decrypt(&bytes, &ChangeOpener::Identity(&identity))
    };
    assert_eq!(open(&keys[0]), Ok(file()));
    assert_eq!(open(&keys[1]), Ok(file()));
    assert_eq!(open(&keys[2]), Err(ReadChangesError::WrongKey));
    let nothing = Secret::new(b"no key at all".to_vec());
    let none = ChangeFile::decrypt(&bytes, &ChangeOpener::Identity(&nothing));
    assert_eq!(none, Err(ReadChangesError::NoIdentity));
    let mut damaged = bytes.clone();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let text = Secret::new(keys[0].to_string().expose_secret().as_bytes().to_vec());
    let read = ChangeFile::decrypt(&damaged, &ChangeOpener::Identity(&text));
    assert_eq!(read, Err(ReadChangesError::NotAge));
    let other = ChangeFile::decrypt(b"something else", &ChangeOpener::Identity(&text));
    assert_eq!(other, Err(ReadChangesError::NotAge));
}

#[test]
fn what_is_inside_must_be_changes() {
    let key = age::x25519::Identity::generate();
    let text = Secret::new(key.to_string().expose_secret().as_bytes().to_vec());
    let with = ChangeOpener::Identity(&text);
    for inside in ["{}", "[1]", r#"{"format":"bailiwick-changes/2"}"#] {
        let bytes = age::encrypt(&key.to_public(), inside.as_bytes()).unwrap();
        let read = ChangeFile::decrypt(&bytes, &with);
        assert_eq!(read, Err(ReadChangesError::NotChanges), "{inside}");
    }
}
