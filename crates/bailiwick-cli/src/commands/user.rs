//! `bailiwick user …`

use std::path::{Path, PathBuf};

use bailiwick_app::App;
use bailiwick_app::command_line::UNREACHABLE_PASSWORD;
use bailiwick_app::contract::account::{AccountKindView, AccountView};
use bailiwick_app::contract::change::{
    CredentialKindView, CredentialView, DoneView, NewAccessKey, NewConsoleAccess, NewPassword,
    NewUser, Proposal, ProposalRequest,
};
use bailiwick_app::contract::directory::{TagView, UserRowView, UserView};
use bailiwick_app::contract::person::PersonStep;
use bailiwick_app::contract::secret::{
    CsvFormat, RevealRequest, SaveCredentialsRequest, SaveDraftRequest,
};
use serde::Serialize;

use super::{Page, questions, standing};
use crate::arguments::{InAccount, NamedArguments, NewUserArguments, UserCommand};
use crate::failure::{Failure, warn};
use crate::{open, output};

#[derive(Serialize)]
struct Users {
    account: AccountView,
    users: Vec<UserRowView>,
}

#[derive(Serialize)]
struct Shown<'a> {
    user: &'a UserView,
}

/// A user was made.
#[derive(Serialize)]
struct Created<'a> {
    #[serde(flatten)]
    done: &'a DoneView,
    /// Files that were written.
    files: &'a [PathBuf],
    /// The secrets, only with `--show`.
    #[serde(skip_serializing_if = "Option::is_none")]
    secrets: Option<Vec<ShownSecret>>,
}

/// A secret, printed because `--show` asked for it.
#[derive(Serialize)]
struct ShownSecret {
    credential: String,
    kind: CredentialKindView,
    value: String,
}

pub(super) fn run(command: &UserCommand, json: bool) -> Result<(), Failure> {
    match command {
        UserCommand::Create(new) => create(new, json),
        UserCommand::List(place) => list(place, json),
        UserCommand::Show(named) => show(named, json),
        UserCommand::Delete(named) => delete(named, json),
        UserCommand::Disable(disable) => {
            let reason = disable.reason.clone();
            person(&disable.named, PersonStep::Disable { reason }, json)
        }
        UserCommand::Enable(named) => person(named, PersonStep::Enable, json),
    }
}

fn create(new: &NewUserArguments, json: bool) -> Result<(), Failure> {
    let handed_over = new.csv.is_some() || new.email.is_some() || new.show;
    if new.console && !handed_over {
        return Err(Failure::coded(
            UNREACHABLE_PASSWORD,
            "nobody could reach the console password that would be made",
            "add `--csv FILE`, `--email FILE.eml` or `--show`",
        ));
    }
    if new.csv.is_some() && !new.console && !new.access_key {
        return Err(Failure::usage(
            "there are no credentials to write with `--csv`",
            "add `--console` or `--access-key`",
        ));
    }
    for file in [&new.csv, &new.email].into_iter().flatten() {
        place_for(file)?;
    }
    let (app, account) = open::account(&new.place)?;
    let proposal = Proposal::CreateUser(proposal(&app, &account, new)?);
    let done = app.change(&ProposalRequest {
        account: account.id.clone(),
        proposal,
    })?;
    let user = done.entity.clone().unwrap_or_default();
    let asked_only = new.access_key && account.kind == AccountKindView::Aws;
    let mut files = Vec::new();
    let made = HandOff {
        app: &app,
        account: &account,
        user: &user,
    };
    if let Some(path) = &new.csv {
        if done
            .credentials
            .iter()
            .any(|credential| credential.has_secret)
        {
            made.csv(new, path)
                .map_err(|failure| later(failure, &new.name))?;
            files.push(path.clone());
        } else {
            warn("no CSV was written: AWS issues the access key, and the vault has no secret yet");
        }
    }
    if let Some(path) = &new.email {
        made.email(path)
            .map_err(|failure| later(failure, &new.name))?;
        files.push(path.clone());
    }
    let secrets = if new.show {
        Some(made.secrets(&done)?)
    } else {
        None
    };
    if json {
        output::json(&Created {
            done: &done,
            files: &files,
            secrets,
        })?;
    } else {
        let mut page = Page::default();
        page.line(&format!("{}.", done.sentence));
        for credential in &done.credentials {
            describe(&mut page, credential, secrets.as_deref());
        }
        for file in &files {
            page.field("Written", &file.display().to_string());
        }
        if account.kind == AccountKindView::Aws {
            page.line("This is planned and not in AWS yet: `bailiwick pending` lists what waits.");
        }
        if asked_only {
            page.line("AWS issues the access key: here it is only requested.");
        }
        output::text(&page.text)?;
    }
    Ok(())
}

/// A file goes into a folder that is there: found out before anything is made.
fn place_for(file: &Path) -> Result<(), Failure> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if folder.is_dir() && !file.is_dir() {
        return Ok(());
    }
    Err(Failure::coded(
        "file-not-written",
        "the file can not be written there: its folder is missing, or it is a folder itself",
        "make the folder first, or name another file; nothing was changed",
    )
    .at(file.display().to_string()))
}

/// The user is made and a file is not: its credentials are safe in the vault.
fn later(failure: Failure, name: &str) -> Failure {
    match failure {
        Failure::Refused(mut error) => {
            error.help = format!(
                "the user {name} is made and its credentials are in the vault: \
                 `bailiwick export credentials` or `export email` writes them"
            );
            Failure::Refused(error)
        }
        other => other,
    }
}

fn proposal(app: &App, account: &AccountView, new: &NewUserArguments) -> Result<NewUser, Failure> {
    let mut groups = Vec::with_capacity(new.groups.len());
    for group in &new.groups {
        groups.push(questions::group(app, account, group)?.id);
    }
    let boundary = match &new.boundary {
        Some(named) => Some(questions::policy(app, account, named)?.policy),
        None => None,
    };
    let mut tags = Vec::with_capacity(new.tags.len());
    for tag in &new.tags {
        let (key, value) = tag.split_once('=').ok_or_else(|| {
            Failure::usage(format!("`{tag}` is no tag"), "write `--tag KEY=VALUE`")
        })?;
        tags.push(TagView {
            key: key.to_owned(),
            value: value.to_owned(),
        });
    }
    Ok(NewUser {
        name: new.name.clone(),
        path: new.path.clone(),
        console: new.console.then_some(NewConsoleAccess {
            password: NewPassword::Generated {
                pronounceable: new.pronounceable,
            },
            reset_required: true,
        }),
        access_key: new.access_key.then(|| NewAccessKey {
            description: String::new(),
        }),
        groups,
        new_groups: Vec::new(),
        policies: questions::policies(app, account, &new.policies)?,
        boundary,
        tags,
    })
}

/// The ways out of the vault for what was just made.
struct HandOff<'a> {
    app: &'a App,
    account: &'a AccountView,
    user: &'a str,
}

impl HandOff<'_> {
    /// One file with everything: the form that has a column for each credential.
    fn csv(&self, new: &NewUserArguments, path: &Path) -> Result<(), Failure> {
        let local = self.account.kind == AccountKindView::Local;
        let format = match (new.console, new.access_key && local) {
            (true, true) => CsvFormat::Legacy,
            (true, false) => CsvFormat::Console,
            (false, _) => CsvFormat::AwsCli,
        };
        let file = self.app.credentials_csv(&SaveCredentialsRequest {
            account: self.account.id.clone(),
            users: vec![self.user.to_owned()],
            format,
        })?;
        self.app.write_private_file(path, &file)?;
        Ok(())
    }

    fn email(&self, path: &Path) -> Result<(), Failure> {
        let file = self.app.email_draft(&SaveDraftRequest {
            account: self.account.id.clone(),
            user: self.user.to_owned(),
            to: String::new(),
        })?;
        self.app.write_private_file(path, &file)?;
        Ok(())
    }

    fn secrets(&self, done: &DoneView) -> Result<Vec<ShownSecret>, Failure> {
        let mut secrets = Vec::new();
        for credential in done
            .credentials
            .iter()
            .filter(|credential| credential.has_secret)
        {
            let request = RevealRequest {
                credential: credential.id.clone(),
            };
            secrets.push(ShownSecret {
                credential: credential.id.clone(),
                kind: credential.kind,
                value: self.app.reveal(&request)?.value,
            });
        }
        Ok(secrets)
    }
}

fn describe(page: &mut Page, credential: &CredentialView, secrets: Option<&[ShownSecret]>) {
    let secret = secrets.and_then(|secrets| {
        secrets
            .iter()
            .find(|secret| secret.credential == credential.id)
            .map(|it| &*it.value)
    });
    match credential.kind {
        CredentialKindView::Password => {
            page.field("Sign-in", &credential.sign_in_url);
            page.field("Password", secret.unwrap_or_default());
        }
        CredentialKindView::ServiceCredential => {
            page.field("Password", secret.unwrap_or_default());
        }
        CredentialKindView::AccessKey => {
            page.field("Access key", &credential.access_key_id);
            page.field("Secret key", secret.unwrap_or_default());
        }
    }
}

fn list(place: &InAccount, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(place)?;
    let users = open::all(&account, "", |rows| app.users(rows))?;
    if json {
        output::json(&Users { account, users })?;
        return Ok(());
    }
    let rows: Vec<Vec<String>> = users
        .into_iter()
        .map(|user| {
            vec![
                user.name,
                user.path,
                user.groups.join(", "),
                if user.console_access { "yes" } else { "no" }.to_owned(),
                user.active_keys.to_string(),
                standing(user.standing).to_owned(),
            ]
        })
        .collect();
    let header = ["name", "path", "groups", "console", "keys", "standing"];
    output::text(&output::table(&header, &rows))?;
    Ok(())
}

fn show(named: &NamedArguments, json: bool) -> Result<(), Failure> {
    let (app, account) = open::account(&named.place)?;
    let row = questions::user(&app, &account, &named.name)?;
    let user = app.user(&questions::entity(&account, &row.id))?;
    if json {
        output::json(&Shown { user: &user })?;
        return Ok(());
    }
    let mut page = Page::default();
    page.field("User", &user.name)
        .field("ARN", &user.arn)
        .field("Unique id", &user.unique_id)
        .field("Created", &user.created)
        .field("Standing", standing(user.standing));
    for group in &user.groups {
        page.field("Group", &group.name);
    }
    page.grants(&user.permissions);
    if let Some(boundary) = &user.boundary {
        page.field("Boundary", &boundary.name);
    }
    for tag in &user.tags {
        page.field("Tag", &format!("{}={}", tag.key, tag.value));
    }
    if let Some(profile) = &user.login_profile {
        let reset = if profile.reset_required {
            ", to be changed at the next sign-in"
        } else {
            ""
        };
        page.field("Console", &format!("{}{reset}", user.sign_in_url));
    }
    for key in &user.access_keys {
        let id = if key.access_key_id.is_empty() {
            "not issued yet"
        } else {
            &key.access_key_id
        };
        let active = if key.active { "active" } else { "inactive" };
        page.field(
            "Access key",
            &format!("{id} ({active}, {})", key.stage.replace('_', " ")),
        );
    }
    for device in &user.mfa {
        let text = if device.enabled {
            device.serial.clone()
        } else {
            format!("{} (AWS does not know it yet)", device.serial)
        };
        page.field("MFA device", &text);
    }
    output::text(&page.text)?;
    Ok(())
}

/// Disables the whole person, or enables it again.
fn person(named: &NamedArguments, step: PersonStep, json: bool) -> Result<(), Failure> {
    change(named, |user| Proposal::Person { user, step }, json)
}

fn delete(named: &NamedArguments, json: bool) -> Result<(), Failure> {
    change(named, |user| Proposal::DeleteUser { user }, json)
}

/// Carries out a proposal about one user, and says so.
fn change(
    named: &NamedArguments,
    proposal: impl FnOnce(String) -> Proposal,
    json: bool,
) -> Result<(), Failure> {
    let (app, account) = open::account(&named.place)?;
    let user = questions::user(&app, &account, &named.name)?.id;
    let done = app.change(&ProposalRequest {
        account: account.id.clone(),
        proposal: proposal(user),
    })?;
    super::done(&done, json)
}
