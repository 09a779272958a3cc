//! After a whole day's work no secret is to be found: not in the vault's folder, not in a view,
//! not in an error, not in the journal.

use std::fs;
use std::path::Path;

use bailiwick_app::contract::EntityRequest;
use bailiwick_app::contract::change::{NewConsoleAccess, NewPassword, NewUser, Proposal};
use bailiwick_app::contract::journal::JournalRequest;
use bailiwick_app::contract::secret::CsvFormat;

use crate::support::{Desk, PASSWORD, rows, with_credentials};

const CANARY: &str = "Kanarienvogel-im-Bergwerk-73";

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(fs::read(path).unwrap());
        }
    }
}

/// Whether the bytes hold the text, in UTF-8 or in UTF-16.
fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [text.as_bytes(), &wide]
        .iter()
        .any(|needle| bytes.windows(needle.len()).any(|window| window == *needle))
}

#[test]
fn no_secret_is_found_anywhere() {
    let desk = Desk::local();
    let console = NewConsoleAccess {
        password: NewPassword::Custom {
            password: CANARY.into(),
        },
        reset_required: false,
    };
    let user = NewUser {
        console: Some(console),
        ..with_credentials("alice")
    };
    let done = desk.change(Proposal::CreateUser(user));
    let mut secrets = vec![CANARY.to_owned(), PASSWORD.to_owned()];
    let mut said = vec![serde_json::to_string(&done).unwrap()];
    for credential in &done.credentials {
        secrets.push(desk.reveal(&credential.id));
    }
    let id = desk.user("alice").id;
    desk.csv(&id, CsvFormat::Legacy).unwrap();
    let request = EntityRequest {
        account: desk.account.clone(),
        id: id.clone(),
    };
    said.push(serde_json::to_string(&desk.app.user(&request).unwrap()).unwrap());
    said.push(serde_json::to_string(&desk.app.users(&rows(&desk.account)).unwrap()).unwrap());
    let reset = Proposal::ResetPassword {
        user: id.clone(),
        password: NewPassword::Custom {
            password: "short".into(),
        },
        reset_required: true,
    };
    said.push(format!("{:?}", desk.try_change(reset).unwrap_err()));
    desk.change(Proposal::DeleteUser { user: id });
    let journal = JournalRequest {
        entity: String::new(),
        offset: 0,
        limit: 0,
    };
    said.push(serde_json::to_string(&desk.app.journal(&journal).unwrap()).unwrap());

    let mut found = Vec::new();
    files(&desk.vault, &mut found);
    assert!(!found.is_empty());
    for secret in &secrets {
        assert!(
            found.iter().all(|bytes| !holds(bytes, secret)),
            "a secret lies in the vault"
        );
        assert!(
            said.iter().all(|text| !text.contains(secret.as_str())),
            "a secret was said"
        );
    }
    // Names are secret at rest as well.
    assert!(
        found
            .iter()
            .all(|bytes| !holds(bytes, "arn:aws:iam") && !holds(bytes, "alice"))
    );
}
