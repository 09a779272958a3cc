//! Both halves against each other, against the AWS CLI's parser, and against files of every era.

use iam_names::{Secret, UserName};
use proptest::prelude::*;

use super::*;

const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const URL: &str = "https://111122223333.signin.aws.amazon.com/console";

/// A row from texts; an empty text is no cell.
fn row(user: &str, password: &str, key: &str, secret: &str, url: &str) -> CredentialsRow {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    CredentialsRow {
        user_name: some(user).map(|name| name.parse().unwrap()),
        password: some(password).map(Secret::new),
        access_key: some(key).map(|id| AccessKeyPair {
            id: id.parse().unwrap(),
            secret: Secret::new(secret.to_owned()),
        }),
        sign_in_url: some(url),
    }
}

/// A row as its five texts; the test is who receives the secrets.
fn cells(row: &CredentialsRow) -> [String; 5] {
    Column::ALL.map(|column| row.cell(column).unwrap_or_default().to_owned())
}

fn written(format: CredentialsFormat, rows: &[CredentialsRow]) -> String {
    let file = write(format, rows).unwrap();
    String::from_utf8(file.bytes.expose().clone()).unwrap()
}

/// What the AWS CLI's `CSVCredentialParser` makes of a text, told after its source (`configure
/// import`, version 2): lines by Python's `splitlines`, cells by `split(",")`, `strip` around both.
fn aws_cli_import(csv: &str) -> Result<Vec<[String; 3]>, String> {
    let ends = [
        '\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}',
    ];
    let is_end = |it: char| ends.contains(&it) || matches!(it, '\u{2028}' | '\u{2029}');
    let joined = csv.replace("\r\n", "\n");
    let body = joined.strip_suffix('\n').unwrap_or(&joined);
    let mut lines = body.split(is_end);
    let first = lines.next().unwrap_or_default();
    let first = first.strip_prefix('\u{feff}').unwrap_or(first);
    let headers: Vec<_> = first
        .split(',')
        .map(|it| it.to_lowercase().trim().to_owned())
        .collect();
    let mut indices = [0; 3];
    for (index, wanted) in
        indices
            .iter_mut()
            .zip(["user name", "access key id", "secret access key"])
    {
        *index = headers
            .iter()
            .position(|it| it == wanted)
            .ok_or(format!("no {wanted}"))?;
    }
    lines
        .map(|line| {
            let cells: Vec<_> = line.split(',').map(str::trim).collect();
            let cell = |index: usize| match cells.get(index) {
                Some(cell) if !cell.is_empty() => Ok((*cell).to_owned()),
                _ => Err(format!("row misses cell {index}")),
            };
            Ok([cell(indices[0])?, cell(indices[1])?, cell(indices[2])?])
        })
        .collect()
}

#[test]
fn the_three_forms_are_the_consoles() {
    let rows = [
        row("alice", "Correct!Horse9", KEY, SECRET, URL),
        row(
            "bob",
            "Battery#Staple7",
            "LKIAI44QH8DHBEXAMPLE",
            "je7MtGbClwBF/2Zp9Utk",
            URL,
        ),
    ];
    assert_eq!(
        written(CredentialsFormat::AwsCli, &rows),
        format!(
            "User name,Access key ID,Secret access key\r\nalice,{KEY},{SECRET}\r\n\
             bob,LKIAI44QH8DHBEXAMPLE,je7MtGbClwBF/2Zp9Utk\r\n"
        )
    );
    assert_eq!(
        written(CredentialsFormat::Console, &rows),
        format!(
            "User name,Password,Console sign-in URL\r\nalice,Correct!Horse9,{URL}\r\n\
             bob,Battery#Staple7,{URL}\r\n"
        )
    );
    assert_eq!(
        written(CredentialsFormat::Legacy, &rows[..1]),
        format!(
            "User name,Password,Access key ID,Secret access key,Console login link\r\n\
             alice,Correct!Horse9,{KEY},{SECRET},{URL}\r\n"
        )
    );
    let only_password = [row("bob", "Battery#Staple7", "", "", URL)];
    assert!(
        written(CredentialsFormat::Legacy, &only_password)
            .ends_with(&format!("bob,Battery#Staple7,,,{URL}\r\n"))
    );
    let alice: UserName = "alice".parse().unwrap();
    assert_eq!(
        CredentialsFormat::Console.file_name(std::slice::from_ref(&alice)),
        "alice_credentials.csv"
    );
    assert_eq!(
        CredentialsFormat::AwsCli.file_name(std::slice::from_ref(&alice)),
        "alice_accessKeys.csv"
    );
    assert_eq!(
        CredentialsFormat::Legacy.file_name(&[alice.clone(), alice]),
        "new_user_credentials.csv"
    );
    assert_eq!("legacy".parse(), Ok(CredentialsFormat::Legacy));
    assert_eq!(
        "excel"
            .parse::<CredentialsFormat>()
            .unwrap_err()
            .to_string(),
        "unknown credentials format `excel`"
    );
}

#[test]
fn what_would_be_misread_is_refused() {
    #[track_caller]
    fn check(format: CredentialsFormat, row: CredentialsRow, expected: &str) {
        let refused = write(format, &[row]).unwrap_err();
        let first = &refused.cells[0];
        assert_eq!(
            format!("{refused} / {} / {}", refused.help(), first.at()),
            expected
        );
    }
    use CredentialsFormat::{AwsCli, Console, Legacy};
    check(
        Console,
        row("alice", "p,w", "", "", URL),
        "the password of `alice` holds a comma, where `aws configure import` would split it / reset \
         the password to a generated one, or copy it instead / row 1, password",
    );
    check(
        Legacy,
        row("alice", "p\"w", "", "", URL),
        "the password of `alice` holds a double quote, which readers of CSV take differently / \
         reset the password to a generated one, or copy it instead / row 1, password",
    );
    check(
        Console,
        row("alice", "=1+1", "", "", URL),
        "the password of `alice` begins with `=`, which a spreadsheet would run as a formula / \
         reset the password to a generated one, or copy it instead / row 1, password",
    );
    check(
        AwsCli,
        row("@alice", "", KEY, SECRET, ""),
        "the user name `@alice` begins with `@`, which a spreadsheet would run as a formula / \
         rename the user, or copy the credentials one by one / row 1, user name",
    );
    check(
        AwsCli,
        row("alice,bob", "", KEY, SECRET, ""),
        "the user name `alice,bob` holds a comma, where `aws configure import` would split it / \
         rename the user, or copy the credentials one by one / row 1, user name",
    );
    check(
        AwsCli,
        row("alice", "Correct!Horse9", "", "", URL),
        "the access key id of `alice` is missing (and 1 more) / create an access key for the user, \
         or choose the `console` format / row 1, access key id",
    );
    check(
        Console,
        row("alice", "", KEY, SECRET, URL),
        "the password of `alice` is missing / give the user console access, or choose the \
         `aws-cli` format / row 1, password",
    );
    check(
        Console,
        row("alice", "two\u{85}lines", "", "", URL),
        "the password of `alice` holds a line break or another control character / reset the \
         password to a generated one, or copy it instead / row 1, password",
    );
    check(
        Console,
        row("alice", "end ", "", "", URL),
        "the password of `alice` begins or ends with a space, which would be cut off / reset the \
         password to a generated one, or copy it instead / row 1, password",
    );
    let twice = [row("a", "", KEY, SECRET, ""), row("a", "", KEY, SECRET, "")];
    let refused = write(AwsCli, &twice).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the user name `a` stands in the file twice, and the second would overwrite the first"
    );
}

#[test]
fn what_should_be_known_is_noted() {
    #[track_caller]
    fn check(format: CredentialsFormat, row: CredentialsRow, expected: &[Note]) {
        let notes = write(format, &[row]).unwrap().notes;
        assert_eq!(notes.iter().map(|it| it.note).collect::<Vec<_>>(), expected);
    }
    use CredentialsFormat::{AwsCli, Console, Legacy};
    check(AwsCli, row("alice", "", KEY, SECRET, ""), &[]);
    check(
        AwsCli,
        row("default", "", KEY, "+lKv9", ""),
        &[Note::SecretBeginsWithPlus, Note::DefaultProfile],
    );
    check(
        Legacy,
        row("alice", "Grüße!Horse9", "", "", URL),
        &[Note::NoAccessKey, Note::PasswordBeyondAscii],
    );
    check(
        Console,
        row("default", "Grüße!Horse9", "", "", URL),
        &[Note::PasswordBeyondAscii],
    );
}

/// Reads a text and compares form, rows as their five cells with `|`, and problems.
#[track_caller]
fn check_read(text: &str, form: CredentialsForm, rows: &[&str], problems: &[&str]) {
    let read = read(text.as_bytes()).unwrap();
    assert_eq!(read.form, form);
    let shown = |(line, row): &(usize, CredentialsRow)| format!("{line}: {}", cells(row).join("|"));
    assert_eq!(read.rows.iter().map(shown).collect::<Vec<_>>(), rows);
    let shown = |it: &RowProblem| format!("{} ({})", it, it.at());
    assert_eq!(
        read.problems.iter().map(shown).collect::<Vec<_>>(),
        problems
    );
}

#[test]
fn files_of_every_era_are_read() {
    let both = format!("{KEY}|{SECRET}");
    check_read(
        &format!("User Name,Access Key Id,Secret Access Key\n\"alice\",{KEY},{SECRET}\n"),
        CredentialsForm::AwsCli,
        &[&format!("2: alice||{both}|")],
        &[],
    );
    check_read(
        &format!(
            "\u{feff}User name,Password,Access key ID,Secret access key,Console login link\r\n\
             alice,,{KEY},{SECRET},\r\nbob,\"p,\"\"w\",,,{URL}\r\n\r\n"
        ),
        CredentialsForm::Legacy,
        &[
            &format!("2: alice||{both}|"),
            &format!("3: bob|p,\"w|||{URL}"),
        ],
        &[],
    );
    check_read(
        &format!("User name,Password,Console sign-in URL\nalice,\"unclosed ,{URL}"),
        CredentialsForm::Console,
        &[&format!("2: alice|\"unclosed |||{URL}")],
        &[],
    );
    check_read(
        &format!("Access key ID,Secret access key\r\n{KEY},{SECRET}\r\n"),
        CredentialsForm::AccessKeys,
        &[&format!("2: ||{both}|")],
        &[],
    );
    check_read(
        &format!("AWSAccessKeyId={KEY}\r\nAWSSecretKey={SECRET}\r\n"),
        CredentialsForm::RootKey,
        &[&format!("1: ||{both}|")],
        &[],
    );
    check_read(
        &format!(
            "status, SECRET ACCESS KEY ,\"Access_Key_ID\",user\nActive, {SECRET} ,{KEY}, al ,,\n"
        ),
        CredentialsForm::AwsCli,
        &[&format!("2: al||{both}|")],
        &[],
    );
}

#[test]
fn rows_that_cannot_be_read_are_told() {
    check_read(
        &format!(
            "User name,Access key ID,Secret access key\n\n\
             al ice,{KEY},{SECRET}\nalice,{KEY},\nalice,{KEY},{SECRET},more\n\
             '=alice,{KEY},{SECRET}\nalice,{KEY},a b\n,{KEY},{SECRET}\nalice\n"
        ),
        CredentialsForm::AwsCli,
        &[],
        &[
            "the user name cannot hold the character ` ` at byte 2 (line 3, user name)",
            "the secret access key is missing (line 4, secret access key)",
            "the row has more cells than columns (line 5)",
            "an apostrophe stands before the user name (line 6, user name)",
            "white space stands inside the secret access key (line 7, secret access key)",
            "the user name is missing (line 8, user name)",
            "the access key id is missing (line 9, access key id)",
        ],
    );
    check_read(
        "User Name,Password\nalice-at-111122223333,Correct!Horse9\n",
        CredentialsForm::Console,
        &[],
        &["the password is of one AWS service, not of the console (line 2, user name)"],
    );
    check_read(
        &format!("AWSAccessKeyId={KEY}\n"),
        CredentialsForm::RootKey,
        &[],
        &["the secret access key is missing (line 1, secret access key)"],
    );
}

#[test]
fn other_files_are_told_apart() {
    #[track_caller]
    fn check(bytes: &[u8], expected: ReadCredentialsError) {
        assert_eq!(read(bytes).unwrap_err(), expected);
    }
    check(b"", ReadCredentialsError::Empty);
    check(b"\xef\xbb\xbf\r\n \r\n", ReadCredentialsError::Empty);
    check(b"alice,secret\n", ReadCredentialsError::NoHeader);
    check(
        b"User name,Console sign-in URL\n",
        ReadCredentialsError::NoHeader,
    );
    check(b"User name\xfc,", ReadCredentialsError::NotText { at: 9 });
    check(b"\xff\xfea\0b", ReadCredentialsError::NotText { at: 4 });
    let column = Column::Password;
    check(
        b"User,Password,password\n",
        ReadCredentialsError::RepeatedColumn { column },
    );
}

#[test]
fn powershells_utf_16_is_read() {
    let text = format!("\u{feff}User name,Password,Console sign-in URL\r\nalice,Grüße,{URL}\r\n");
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        let read = read(&bytes).unwrap();
        assert_eq!(cells(&read.rows[0].1)[1], "Grüße");
    }
}

/// Any row: mostly harmless, sometimes not.
fn any_row() -> impl Strategy<Value = CredentialsRow> {
    let user = prop_oneof![4 => "[a-z][a-zA-Z0-9.@_-]{0,12}", 1 => "[a-z+=,.@-]{1,8}"];
    let password = prop_oneof![
        4 => "[A-Za-z0-9!#$%^&*()_|{}'][A-Za-z0-9!@#$%^&*()_+=|{}'-]{0,20}",
        1 => "[ -~\u{a0}-\u{ff}\u{85}]{0,6}",
    ];
    // Nobody issues secrets with spaces or apostrophes: reading takes them for accidents.
    let secret = prop_oneof![4 => "[A-Za-z0-9/+]{40}", 1 => "[!-&(-~]{1,5}"];
    (user, password, any::<bool>(), secret).prop_map(|(user, password, has_key, secret)| {
        row(
            &user,
            &password,
            if has_key { KEY } else { "" },
            &secret,
            URL,
        )
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(any_row(), 1..5)) {
        for format in CredentialsFormat::ALL {
            let Ok(file) = write(format, &rows) else { continue };
            let read = read(file.bytes.expose()).unwrap();
            prop_assert!(read.problems.is_empty());
            prop_assert_eq!(read.rows.len(), rows.len());
            for ((_, after), before) in read.rows.iter().zip(&rows) {
                for column in format.columns() {
                    // An old-form row without a password keeps its address, as the console did.
                    prop_assert_eq!(
                        after.cell(*column).unwrap_or_default(),
                        before.cell(*column).unwrap_or_default()
                    );
                }
            }
        }
    }

    #[test]
    fn the_aws_cli_reads_the_same_bytes(rows in prop::collection::vec(any_row(), 1..5)) {
        for format in [CredentialsFormat::AwsCli, CredentialsFormat::Legacy] {
            let Ok(file) = write(format, &rows) else { continue };
            let text = std::str::from_utf8(file.bytes.expose()).unwrap();
            let expected: Vec<_> = rows
                .iter()
                .map(cells)
                .map(|[user, _, id, secret, _]| [user, id, secret])
                .collect();
            match aws_cli_import(text) {
                Ok(profiles) => prop_assert_eq!(profiles, expected),
                // Only the old form has rows without a key, and says so.
                Err(_) => prop_assert!(file.notes.iter().any(|it| it.note == Note::NoAccessKey)),
            }
        }
    }

    #[test]
    fn a_written_file_has_no_quotes_and_no_formulas(row in any_row()) {
        for format in CredentialsFormat::ALL {
            let rows = std::slice::from_ref(&row);
            let Ok(file) = write(format, rows) else { continue };
            let text = std::str::from_utf8(file.bytes.expose()).unwrap();
            prop_assert!(!text.contains('"'));
            prop_assert_eq!(text.matches("\r\n").count(), 2);
            prop_assert_eq!(text.matches(['\r', '\n']).count(), 4);
            let cells = text.lines().nth(1).unwrap().split(',').enumerate();
            for (index, cell) in cells {
                let is_secret = format.columns()[index] == Column::SecretAccessKey;
                prop_assert!(is_secret || !cell.starts_with(['=', '+', '-', '@']));
            }
            prop_assert!(file.bytes.expose().capacity() <= file.bytes.expose().len() + 2);
        }
    }

    #[test]
    fn reading_never_panics_and_tells_no_secret(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
        let mut text = b"User name,Password,Access key ID,Secret access key\nalice,".to_vec();
        text.extend(bytes);
        let _ = read(&text);
    }
}
