//! The hand-off: credentials as CSV, sign-in instructions as an e-mail draft.

mod carry;
mod files;
mod people;
mod plan;
mod record;
mod shown;

use std::io::Write as _;
use std::path::Path;

pub use carry::HandOffPlace;
use iam_directory::{Account, User};
use iam_exchange::credentials_csv::{
    self, AccessKeyPair, CellRefusal, CredentialsFormat, CredentialsRow, WriteRefused,
};
use iam_exchange::email_draft::{EmailAddress, EmailDraft};
use iam_exchange::encrypted::EncryptedFile;
pub use iam_exchange::encrypted::{EncryptionKey, ParseRecipientError, Recipient};
use iam_exchange::instructions::{Instructions, Language, SecretWay, Template};
use iam_names::{EntityId, Secret};
use iam_vault::SecretKind;

use crate::App;
use crate::contract::secret::{CsvFormat, SaveCredentialsRequest, SaveDraftRequest, SavedView};
use crate::error::{Code, CommandError};
use crate::secrets::{no_secret, password_needed};
use crate::session::{Session, account};

/// A file for its owner's eyes only, not written yet.
pub struct PrivateFile {
    /// The name to suggest.
    pub suggested_name: String,
    /// What goes into it.
    pub bytes: Secret<Vec<u8>>,
    /// What a person should know about it.
    pub notes: Vec<String>,
}

impl App {
    /// What a file of these credentials would be called: everything that can be refused before a
    /// secret is read is refused here, so that a closed dialog leaves no trace of access.
    pub fn credentials_csv_name(
        &self,
        request: &SaveCredentialsRequest,
    ) -> Result<String, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let users = users(account, &request.users)?;
        let format = CredentialsFormat::from(request.format);
        self.held(&session, &users, format)?;
        let names: Vec<_> = users.iter().map(|user| user.name.clone()).collect();
        Ok(format.file_name(&names))
    }

    /// What a file would hold, by user; refused when that is nothing, or the password has to be
    /// given again first.
    fn held(
        &self,
        session: &Session,
        users: &[&User],
        format: CredentialsFormat,
    ) -> Result<Vec<Wanted>, CommandError> {
        let wanted: Vec<Wanted> = users
            .iter()
            .map(|user| wanted(session, user, format))
            .collect();
        let mut secrets = wanted.iter().flat_map(Wanted::secrets).peekable();
        if secrets.peek().is_none() {
            return Err(no_secret());
        }
        let now = self.environment.clock.elapsed();
        if !secrets.all(|(credential, _)| session.may_reveal(credential, now)) {
            return Err(password_needed());
        }
        Ok(wanted)
    }

    /// The credentials of users as CSV, in memory. Every secret in it is journalled.
    pub fn credentials_csv(
        &self,
        request: &SaveCredentialsRequest,
    ) -> Result<PrivateFile, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let format = CredentialsFormat::from(request.format);
        let users = users(account, &request.users)?;
        let wanted = self.held(&session, &users, format)?;
        let credentials: Vec<_> = wanted.iter().flat_map(Wanted::secrets).collect();
        let (who, at) = (&self.operator(), self.environment.clock.now());
        let revealed =
            session.with_vault(|vault| vault.reveal_many(&credentials, "export", who, at))?;
        let mut revealed: std::collections::BTreeMap<EntityId, Secret<String>> = credentials
            .iter()
            .map(|(credential, _)| *credential)
            .zip(revealed)
            .collect();
        let sign_in_url = account.settings().sign_in_url();
        let rows: Vec<CredentialsRow> = users
            .iter()
            .zip(&wanted)
            .map(|(user, wanted)| {
                let password = wanted.password.and_then(|id| revealed.remove(&id));
                let access_key = wanted.key.and_then(|credential| {
                    let key = user.access_keys.iter().find(|key| key.id == credential)?;
                    Some(AccessKeyPair {
                        id: key.access_key_id.clone()?,
                        secret: revealed.remove(&credential)?,
                    })
                });
                CredentialsRow {
                    user_name: Some(user.name.clone()),
                    sign_in_url: Some(sign_in_url.clone()),
                    password,
                    access_key,
                }
            })
            .collect();
        let file = credentials_csv::write(format, &rows).map_err(|it| csv_refused(&it))?;
        let names: Vec<_> = users.iter().map(|user| user.name.clone()).collect();
        Ok(PrivateFile {
            suggested_name: format.file_name(&names),
            bytes: file.bytes,
            notes: file.notes.iter().map(ToString::to_string).collect(),
        })
    }

    /// The sign-in instructions for a user as an e-mail draft. It holds no secret: it is made
    /// from the directory alone.
    pub fn email_draft(&self, request: &SaveDraftRequest) -> Result<PrivateFile, CommandError> {
        let draft = self.draft(request, None)?;
        Ok(PrivateFile {
            suggested_name: draft.file_name(),
            bytes: Secret::new(draft.to_eml()),
            notes: vec!["The password is not in the draft: tell it by another way.".into()],
        })
    }

    /// The sign-in instructions with the user's credentials attached, encrypted to the receiver's
    /// own key or with a passphrase. Every secret in it is journalled.
    pub fn encrypted_email_draft(
        &self,
        request: &SaveDraftRequest,
        key: &EncryptionKey,
    ) -> Result<PrivateFile, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let users = users(account, std::slice::from_ref(&request.user))?;
        let user = users
            .first()
            .ok_or_else(|| CommandError::not_found("user"))?;
        let both = wanted(&session, user, CredentialsFormat::Legacy);
        let format = match (both.password, both.key) {
            (Some(_), Some(_)) => CsvFormat::Legacy,
            (Some(_), None) => CsvFormat::Console,
            (None, Some(_)) => CsvFormat::AwsCli,
            (None, None) => return Err(no_secret()),
        };
        // Checked before a secret is revealed.
        self.draft(request, None)?;
        let credentials = self.credentials_csv(&SaveCredentialsRequest {
            account: request.account.clone(),
            users: vec![request.user.clone()],
            format,
        })?;
        // The receiver of the bytes is the encryption, whose key is the person's.
        let file = key
            .encrypt(&credentials.suggested_name, credentials.bytes.expose())
            .map_err(|error| CommandError::new(Code::Internal, error.to_string()))?;
        let draft = self.draft(request, Some(&file))?.with_attachment(file);
        let mut notes = credentials.notes;
        notes.push(match key {
            EncryptionKey::Recipient(_) => {
                "Only the receiver's own key opens the attachment.".into()
            }
            EncryptionKey::Passphrase(_) | EncryptionKey::Generated(_) => {
                "Tell the passphrase by another way than e-mail.".to_owned()
            }
        });
        Ok(PrivateFile {
            suggested_name: draft.file_name(),
            bytes: Secret::new(draft.to_eml()),
            notes,
        })
    }

    /// The plain letter in English; it speaks of the file that is attached.
    fn draft(
        &self,
        request: &SaveDraftRequest,
        attached: Option<&EncryptedFile>,
    ) -> Result<EmailDraft, CommandError> {
        let estate = self.session()?.estate();
        let account = account(&estate, &request.account)?;
        let users = users(account, std::slice::from_ref(&request.user))?;
        let user = users
            .first()
            .ok_or_else(|| CommandError::not_found("user"))?;
        let to: Option<EmailAddress> = match request.to.trim() {
            "" => None,
            address => Some(address.parse().map_err(
                |error: iam_exchange::email_draft::ParseEmailAddressError| {
                    CommandError::coded(error.code(), error.to_string())
                        .help(error.help())
                        .at("to")
                },
            )?),
        };
        let language = Language::English;
        let mut facts = Instructions::new(account.settings(), user, language);
        if let Some(file) = attached {
            facts.password = facts
                .password
                .map(|(_, reset)| (SecretWay::Attached, reset));
            facts.access_key = facts.access_key.map(|_| SecretWay::Attached);
            facts.attachments = vec![(file.name().to_owned(), file.opens_with())];
        }
        let message = Template::of(language).fill(&facts);
        let to = to.map(|address| (address, None));
        Ok(EmailDraft::new(user.name.clone(), language, message, to))
    }

    /// Writes a file that only its owner can read, whole or not at all.
    pub fn write_private_file(
        &self,
        path: &Path,
        file: &PrivateFile,
    ) -> Result<SavedView, CommandError> {
        write_private(path, file.bytes.expose()).map_err(|error| {
            CommandError::new(
                Code::FileNotWritten,
                format!("the file was not written: {error}"),
            )
            .help("choose another folder, or make room, and save again")
            .at(path.display().to_string())
        })?;
        Ok(SavedView {
            file_name: path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into()),
            notes: file.notes.clone(),
        })
    }
}

/// Which cell of a CSV file its readers would misread.
fn csv_refused(refused: &WriteRefused) -> CommandError {
    let at = refused
        .cells
        .first()
        .map_or_else(String::new, CellRefusal::at);
    CommandError::coded(refused.code(), refused.to_string())
        .help(refused.help())
        .at(at)
}

/// What one user's row takes from the vault.
struct Wanted {
    password: Option<EntityId>,
    key: Option<EntityId>,
}

impl Wanted {
    /// The secrets, by credential.
    fn secrets(&self) -> impl Iterator<Item = (EntityId, SecretKind)> + use<> {
        let password = self.password.map(|id| (id, SecretKind::Password));
        let key = self.key.map(|id| (id, SecretKind::SecretAccessKey));
        password.into_iter().chain(key)
    }
}

impl From<CsvFormat> for CredentialsFormat {
    fn from(format: CsvFormat) -> Self {
        match format {
            CsvFormat::AwsCli => Self::AwsCli,
            CsvFormat::Console => Self::Console,
            CsvFormat::Legacy => Self::Legacy,
        }
    }
}

/// The password and the newest active key that the format has a column for.
fn wanted(session: &Session, user: &User, format: CredentialsFormat) -> Wanted {
    let password = plan::password(session, user).filter(|_| format != CredentialsFormat::AwsCli);
    let key = plan::access_key(session, user)
        .map(|key| key.id)
        .filter(|_| format != CredentialsFormat::Console);
    Wanted { password, key }
}

fn users<'a>(account: &'a Account, ids: &[String]) -> Result<Vec<&'a User>, CommandError> {
    ids.iter()
        .map(|id| {
            let id: EntityId = id.parse().map_err(|_| CommandError::not_found("user"))?;
            let user = account.planned().user(id);
            user.map(AsRef::as_ref)
                .ok_or_else(|| CommandError::not_found("user"))
        })
        .collect()
}

/// Writes beside the target and renames: a reader never sees half a file, and one that stands
/// there already is replaced only by a whole one.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    // A temporary file of this kind is 0600 from its first byte on.
    let mut file = tempfile::Builder::new()
        .prefix(".bailiwick-")
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
