use std::io::Cursor;

use super::*;

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// The hash of a password as the list writes it.
fn hash(password: &str) -> String {
    let digest = <[u8; 20]>::from(Sha1::digest(password));
    String::from_utf8(hexadecimal(&digest).to_vec()).unwrap()
}

/// A list of many passwords with the number of each as its count, which is also where it is long.
fn list(passwords: u64, line_end: &str) -> (Vec<(String, u64)>, String) {
    let mut known: Vec<_> = (1..=passwords)
        .map(|number| (format!("password{number}"), number * 1_000_003))
        .collect();
    known.sort_by_key(|(password, _)| hash(password));
    let lines: Vec<String> = known
        .iter()
        .map(|(password, count)| format!("{}:{count}", hash(password)))
        .collect();
    (known, lines.join(line_end))
}

/// The example of the list's own documentation.
#[test]
fn a_hash_is_what_the_list_writes() {
    assert_eq!(hash("password"), "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8");
}

#[test]
fn every_password_of_a_list_is_found_and_no_other() {
    for (passwords, line_end) in [(1, "\n"), (3, "\r\n"), (200, "\n"), (5_000, "\r\n")] {
        let (known, text) = list(passwords, line_end);
        for ending in ["", line_end] {
            let bytes = format!("{text}{ending}").into_bytes();
            let mut hashes = BreachedHashes::open(Cursor::new(bytes)).unwrap();
            for (password, count) in &known {
                assert_eq!(hashes.count(&secret(password)), Ok(*count), "{password}");
            }
            for number in 0..500 {
                assert_eq!(
                    hashes.count(&secret(&format!("unheard of {number}"))),
                    Ok(0)
                );
            }
        }
    }
}

#[test]
fn a_list_in_small_letters_is_the_same() {
    let (known, text) = list(300, "\n");
    let text = text.to_ascii_lowercase().into_bytes();
    let mut hashes = BreachedHashes::open(Cursor::new(text)).unwrap();
    assert!(
        known
            .iter()
            .all(|(password, count)| hashes.count(&secret(password)) == Ok(*count))
    );
}

/// A reader that counts what is asked of it.
struct Counted(Cursor<Vec<u8>>, u64);

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        self.1 += read as u64;
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_search_reads_a_small_part() {
    let (known, text) = list(50_000, "\n");
    let length = text.len() as u64;
    let mut hashes = BreachedHashes::open(Counted(Cursor::new(text.into_bytes()), 0)).unwrap();
    hashes.file.1 = 0;
    assert!(hashes.count(&secret(&known[31_337].0)).unwrap() > 0);
    let read = hashes.file.1;
    assert!(read < 10_000 && length > 2_000_000, "{read} of {length}");
}

#[test]
fn what_is_no_such_list_is_refused() {
    let (_, text) = list(20, "\n");
    let mut backwards: Vec<&str> = text.lines().collect();
    backwards.reverse();
    let ntlm = "8846F7EAEE8FB117AD06BDD830B7586C:1\n";
    for (what, content, at) in [
        ("nothing", String::new(), None),
        ("another hash", ntlm.to_owned(), Some("line 1")),
        ("another order", backwards.join("\n"), Some("line 2")),
        ("words", "password\n123456\n".to_owned(), Some("line 1")),
    ] {
        let refused = BreachedHashes::open(Cursor::new(content.into_bytes())).unwrap_err();
        assert_eq!(refused.at(), at, "{what}");
        assert!(refused.help().contains("SHA-1"), "{what}");
    }
}

#[test]
fn damage_in_the_middle_is_told() {
    let (_, text) = list(5_000, "\n");
    let mut bytes = text.into_bytes();
    let (third, end) = (bytes.len() / 3, bytes.len() - 5_000);
    bytes[third..end].fill(b'x');
    let mut hashes = BreachedHashes::open(Cursor::new(bytes)).unwrap();
    assert!(
        hashes
            .count(&secret("anything"))
            .unwrap_err()
            .at()
            .is_some()
    );
}
