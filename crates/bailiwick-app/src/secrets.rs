//! Secrets, one at a time: shown or copied when a person asks, and journalled.

use iam_names::{EntityId, Secret};

use crate::App;
use crate::contract::secret::{RevealRequest, RevealedView};
use crate::error::{Code, CommandError};

/// Seconds until a shown secret hides itself.
const HIDE_AFTER_SECONDS: u32 = 30;

impl App {
    /// One secret, for the screen.
    pub fn reveal(&self, request: &RevealRequest) -> Result<RevealedView, CommandError> {
        let secret = self.one_secret(&request.credential, "reveal")?;
        Ok(RevealedView {
            // The window shows it and keeps it nowhere.
            value: secret.expose().clone(),
            hide_after_seconds: HIDE_AFTER_SECONDS,
        })
    }

    /// One secret, for the clipboard, which the shell fills and clears.
    pub fn reveal_for_copy(&self, request: &RevealRequest) -> Result<Secret<String>, CommandError> {
        self.one_secret(&request.credential, "copy")
    }

    fn one_secret(&self, credential: &str, purpose: &str) -> Result<Secret<String>, CommandError> {
        let session = self.session()?;
        let credential: EntityId = credential
            .parse()
            .map_err(|_| CommandError::not_found("credential"))?;
        // A passphrase that this session made goes with a file that is journalled already.
        if let Some(passphrase) = session.passphrase(credential) {
            return Ok(passphrase);
        }
        let kind = session.secret_kind(credential).ok_or_else(no_secret)?;
        if !session.may_reveal(credential, self.environment.clock.elapsed()) {
            return Err(password_needed());
        }
        let (who, now) = (&self.operator(), self.environment.clock.now());
        session.with_vault(|vault| vault.reveal(credential, kind, purpose, who, now))
    }
}

/// Nothing to show: AWS has it, or it was never here.
pub(crate) fn no_secret() -> CommandError {
    CommandError::new(
        Code::NoSecret,
        "the vault holds no secret for this credential",
    )
    .help("AWS shows a secret access key once, when it is made: make a new key")
}

/// The password is needed again.
pub(crate) fn password_needed() -> CommandError {
    CommandError::new(
        Code::PasswordNeeded,
        "the password was entered too long ago",
    )
    .help("enter the vault's password again")
}
