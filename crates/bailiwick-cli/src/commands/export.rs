//! `bailiwick export …`

use std::path::PathBuf;

use bailiwick_app::contract::AccountRequest;
use bailiwick_app::contract::export::SaveReportRequest;
use bailiwick_app::contract::secret::{CsvFormat, SaveCredentialsRequest, SaveDraftRequest};
use bailiwick_app::export_account::{AccountExtent, AccountFormat, ExportAccountRequest};
use bailiwick_app::{App, EncryptionKey, ParseRecipientError, PrivateFile};
use serde::Serialize;

use super::{Page, questions};
use crate::arguments::{
    AccountArguments, AccountFormatArgument, CredentialsArguments, CsvFormatArgument,
    EmailArguments, ExpectationsArguments, ReportArguments, StateArgument,
};
use crate::failure::{Failure, warn};
use crate::{open, output, password};

/// Files were written.
#[derive(Serialize)]
struct Written {
    files: Vec<PathBuf>,
    /// What a person should know about them, a sentence each.
    notes: Vec<String>,
}

pub(super) fn credentials(export: &CredentialsArguments, json: bool) -> Result<(), Failure> {
    if json && export.out.is_none() {
        return Err(Failure::usage(
            "a CSV on standard output can not be JSON as well",
            "name a file with `--out FILE`, or leave `--json` out",
        ));
    }
    let (app, account) = open::account(&export.place)?;
    let mut users = Vec::with_capacity(export.users.len());
    for name in &export.users {
        users.push(questions::user(&app, &account, name)?.id);
    }
    let format = match export.format {
        CsvFormatArgument::AwsCli => CsvFormat::AwsCli,
        CsvFormatArgument::Console => CsvFormat::Console,
        CsvFormatArgument::Legacy => CsvFormat::Legacy,
    };
    let file = app.credentials_csv(&SaveCredentialsRequest {
        account: account.id,
        users,
        format,
    })?;
    deliver(&app, &file, export.out.as_ref(), json)
}

pub(super) fn account(export: &AccountArguments, json: bool) -> Result<(), Failure> {
    if json && export.out.is_none() {
        return Err(Failure::usage(
            "an account on standard output can not be another JSON as well",
            "name a file with `--out FILE`, or leave `--json` out",
        ));
    }
    let (app, account) = open::account(&export.place)?;
    let file = app.export_account(&ExportAccountRequest {
        account: account.id,
        format: match export.format {
            AccountFormatArgument::AuthorizationDetails => AccountFormat::AuthorizationDetails,
            AccountFormatArgument::Cloudformation => AccountFormat::CloudFormation,
            AccountFormatArgument::Terraform => AccountFormat::Terraform,
            AccountFormatArgument::AwsCli => AccountFormat::AwsCli,
        },
        extent: match (export.pending, export.revert, export.state) {
            (true, _, _) => AccountExtent::Pending,
            (_, true, _) => AccountExtent::Revert,
            (_, _, StateArgument::Planned) => AccountExtent::Planned,
            (_, _, StateArgument::Observed) => AccountExtent::Observed,
        },
    })?;
    deliver(&app, &file, export.out.as_ref(), json)
}

pub(super) fn report(export: &ReportArguments, json: bool) -> Result<(), Failure> {
    if json && export.out.is_none() {
        return Err(Failure::usage(
            "a report on standard output can not be JSON as well",
            "name a file with `--out FILE`, or leave `--json` out",
        ));
    }
    let (app, account) = open::account(&export.place)?;
    let file = app.credential_report(&SaveReportRequest {
        account: account.id,
        own: export.own,
    })?;
    deliver(&app, &file, export.out.as_ref(), json)
}

pub(super) fn expectations(export: &ExpectationsArguments, json: bool) -> Result<(), Failure> {
    if json && export.out.is_none() {
        return Err(Failure::usage(
            "expectations on standard output can not be another JSON as well",
            "name a file with `--out FILE`, or leave `--json` out",
        ));
    }
    let (app, account) = open::account(&export.place)?;
    let request = AccountRequest {
        account: account.id,
    };
    deliver(
        &app,
        &app.expectations_file(&request)?,
        export.out.as_ref(),
        json,
    )
}

/// Into a file for its owner's eyes only, or onto standard output.
fn deliver(
    app: &App,
    file: &PrivateFile,
    out: Option<&PathBuf>,
    json: bool,
) -> Result<(), Failure> {
    let Some(path) = out else {
        for note in &file.notes {
            warn(note);
        }
        // Whoever runs the command asked for exactly these bytes; where they are secrets, the
        // journal says so.
        return output::raw(file.bytes.expose());
    };
    let saved = app.write_private_file(path, file)?;
    written(vec![path.clone()], saved.notes, json)
}

pub(super) fn email(export: &EmailArguments, json: bool) -> Result<(), Failure> {
    if export.to.is_some() && export.users.len() > 1 {
        return Err(Failure::usage(
            "one address can not be that of several users",
            "leave `--to` out and fill the address in when sending, or export one user at a time",
        ));
    }
    let key = encryption_key(export)?;
    let (app, account) = open::account(&export.place)?;
    let mut drafts = Vec::with_capacity(export.users.len());
    for name in &export.users {
        let request = SaveDraftRequest {
            account: account.id.clone(),
            user: questions::user(&app, &account, name)?.id,
            to: export.to.clone().unwrap_or_default(),
        };
        drafts.push(match &key {
            Some(key) => app.encrypted_email_draft(&request, key)?,
            None => app.email_draft(&request)?,
        });
    }
    // Every draft stands before the first file is written.
    std::fs::create_dir_all(&export.out).map_err(|error| {
        Failure::coded(
            "file-not-written",
            format!("the folder was not made: {error}"),
            "name another folder with `--out`",
        )
        .at(export.out.display().to_string())
    })?;
    let mut files = Vec::with_capacity(drafts.len());
    let mut notes = Vec::new();
    for draft in &drafts {
        let path = export.out.join(&draft.suggested_name);
        let saved = app.write_private_file(&path, draft)?;
        files.push(path);
        notes.extend(saved.notes);
    }
    notes.sort();
    notes.dedup();
    written(files, notes, json)
}

/// What the credentials are encrypted with, when they are to be attached.
fn encryption_key(export: &EmailArguments) -> Result<Option<EncryptionKey>, Failure> {
    if let Some(recipient) = &export.encrypt_to {
        if export.users.len() > 1 {
            return Err(Failure::usage(
                "one key can not be that of several users",
                "export one user at a time, or use `--passphrase-file`",
            ));
        }
        let recipient = recipient.parse().map_err(|error: ParseRecipientError| {
            Failure::coded("invalid-field", error.to_string(), error.help()).at("--encrypt-to")
        })?;
        return Ok(Some(EncryptionKey::Recipient(recipient)));
    }
    let Some(file) = &export.passphrase_file else {
        return Ok(None);
    };
    Ok(Some(EncryptionKey::Passphrase(password::existing(Some(
        file,
    ))?)))
}

fn written(files: Vec<PathBuf>, notes: Vec<String>, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(&Written { files, notes });
    }
    let mut page = Page::default();
    for file in &files {
        page.line(&format!("Written: {}", file.display()));
    }
    for note in &notes {
        page.line(note);
    }
    output::text(&page.text)
}
