//! `bailiwick import credentials`

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bailiwick_app::Secret;
use bailiwick_app::contract::import::ImportedCredentialView;
use bailiwick_app::import_credentials::ImportCredentialsRequest;
use serde::Serialize;

use crate::arguments::ImportCredentials;
use crate::failure::Failure;
use crate::{open, output};

/// Longer than any file of credentials.
const LONGEST: u64 = 16 * 1024 * 1024;

#[derive(Serialize)]
struct Imported {
    credentials: Vec<ImportedCredentialView>,
}

pub(super) fn run(import: &ImportCredentials, json: bool) -> Result<(), Failure> {
    let from_input = import
        .files
        .iter()
        .filter(|it| it.as_os_str() == "-")
        .count();
    let password_too = import
        .place
        .vault
        .password_file
        .as_ref()
        .is_some_and(|it| it.as_os_str() == "-");
    if from_input + usize::from(password_too) > 1 {
        return Err(Failure::usage(
            "standard input can be read once",
            "let `-` stand for the password or for one file, not for both",
        ));
    }
    // What comes through a pipe is taken from it before anything can fail.
    let mut files = Vec::with_capacity(import.files.len());
    for path in &import.files {
        files.push((path.display().to_string(), read(path)?));
    }
    let (app, account) = open::account(&import.place)?;
    let credentials = app.import_credentials(&ImportCredentialsRequest {
        account: account.id,
        user: import.user.clone().unwrap_or_default(),
        files,
    })?;
    if json {
        return output::json(&Imported { credentials });
    }
    let rows: Vec<Vec<String>> = credentials
        .into_iter()
        .map(|it| {
            vec![
                it.user,
                it.kind.replace('_', " "),
                it.outcome,
                it.access_key_id,
            ]
        })
        .collect();
    output::text(&output::table(&["user", "kind", "outcome", "id"], &rows))
}

fn read(path: &Path) -> Result<Secret<Vec<u8>>, Failure> {
    let mut bytes = Vec::with_capacity(8 * 1024);
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
    };
    let bytes = Secret::new(bytes);
    read.map_err(|error| {
        Failure::coded(
            "file-not-read",
            format!("the file was not read: {error}"),
            "check that it is there and that you may read it",
        )
        .at(path.display().to_string())
    })?;
    Ok(bytes)
}
