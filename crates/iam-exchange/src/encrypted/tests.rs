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

/// The reference tool in another language opens what we write, when it is installed.
#[test]
fn the_age_command_opens_it() {
    use std::process::Command;
    if Command::new("age").arg("--version").output().is_err() {
        println!("skipped: there is no `age`");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let run = |command: &mut Command| {
        let output = command.output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    run(Command::new("age-keygen").arg("-o").arg(at("key")));
    let public = run(Command::new("age-keygen").arg("-y").arg(at("key")));
    let public = String::from_utf8(public).unwrap();
    run(Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(at("ssh")));
    let ssh = std::fs::read_to_string(at("ssh.pub")).unwrap();
    for (recipient, identity) in [(public, "key"), (ssh, "ssh")] {
        let key = EncryptionKey::Recipient(recipient.parse().unwrap());
        let file = key.encrypt("a.csv", b"plain words").unwrap();
        std::fs::write(at("a.csv.age"), file.bytes()).unwrap();
        let opened = run(Command::new("age")
            .arg("-d")
            .arg("-i")
            .arg(at(identity))
            .arg(at("a.csv.age")));
        assert_eq!(opened, b"plain words");
    }
    // `age` asks a terminal for a passphrase: `script` gives it one.
    if Command::new("script").arg("--version").output().is_err() {
        println!("the passphrase was not tried: there is no `script`");
        return;
    }
    let passphrase = GeneratedPassphrase::make(&mut || 7);
    let file = passphrase.key().encrypt("b.csv", b"plain words").unwrap();
    std::fs::write(at("b.csv.age"), file.bytes()).unwrap();
    let mut script = Command::new("script")
        .args(["-qec", "age -d -o opened b.csv.age", "/dev/null"])
        .current_dir(folder.path())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = script.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, format!("{}\n", passphrase.expose()).as_bytes()).unwrap();
    assert!(script.wait().unwrap().success());
    assert_eq!(std::fs::read(at("opened")).unwrap(), b"plain words");
}

#[test]
fn a_generated_passphrase_is_four_letters_and_digits_five_times() {
    let mut byte = 0_u8;
    let passphrase = GeneratedPassphrase::make(&mut || {
        byte = byte.wrapping_add(1);
        byte
    });
    assert_eq!(passphrase.expose(), "cdef-ghjk-mnpq-rstu-vwxy");
    let file = passphrase.key().encrypt("a.csv", b"plain words").unwrap();
    let typed = age::secrecy::SecretString::from("cdef-ghjk-mnpq-rstu-vwxy".to_owned());
    let identity = age::scrypt::Identity::new(typed);
    assert_eq!(
        age::decrypt(&identity, file.bytes()).unwrap(),
        b"plain words"
    );
}
