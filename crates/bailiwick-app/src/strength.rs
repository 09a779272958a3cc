//! How hard a password is to guess: what zxcvbn thinks of it, and whether it stands in the list of
//! breached passwords, if one was chosen. No password is kept, and none leaves this machine.

use std::fs::File;
use std::path::Path;

use iam_exchange::breached_hashes::BreachedHashes;
use iam_names::Secret;

use crate::App;
use crate::contract::vault::StrengthView;
use crate::error::{Code, CommandError};
use crate::import::refused;
use crate::session::held;

/// The least strength that a vault's password needs: zxcvbn's "safely unguessable".
const LEAST_STRENGTH: u8 = 3;

impl App {
    /// How hard a password is to guess.
    pub(crate) fn strength(&self, password: &Secret<String>) -> StrengthView {
        // zxcvbn reads the password to rate it and keeps nothing.
        let rated = zxcvbn::zxcvbn(password.expose(), &["bailiwick", "aws", "iam", "vault"]);
        let feedback = rated.feedback();
        let score = u8::from(rated.score());
        let looked_up = self.breaches(password);
        let breaches = looked_up.as_ref().ok().copied().flatten();
        let found = breaches.filter(|count| *count > 0);
        StrengthView {
            score: if found.is_some() { 0 } else { u32::from(score) },
            accepted: score >= LEAST_STRENGTH && found.is_none(),
            guess_time: rated
                .crack_times()
                .offline_slow_hashing_1e4_per_second()
                .to_string(),
            warning: match (&looked_up, found) {
                // Said, because silence would be taken for "not breached".
                (Err(error), _) => format!("{}: it was not looked up", error.message),
                (Ok(_), Some(count)) => breached_sentence(count),
                (Ok(_), None) => feedback
                    .and_then(zxcvbn::feedback::Feedback::warning)
                    .map_or_else(String::new, |warning| warning.to_string()),
            },
            suggestions: feedback
                .map(|feedback| {
                    feedback
                        .suggestions()
                        .iter()
                        .map(ToString::to_string)
                        .collect()
                })
                .unwrap_or_default(),
            breaches,
        }
    }

    /// Refuses a vault's password that is too easy to guess or that was breached.
    pub(crate) fn strong_enough(
        &self,
        password: &Secret<String>,
        field: &str,
    ) -> Result<(), CommandError> {
        let rated = self.strength(password);
        if rated.accepted {
            return Ok(());
        }
        let why = if rated.warning.is_empty() {
            "it is too easy to guess".to_owned()
        } else {
            rated.warning
        };
        Err(CommandError::new(Code::WeakPassword, why)
            .help("a sentence of four or more unusual words is strong and easy to keep")
            .at(field))
    }

    /// How often a password stands in the chosen list; none where no list was chosen.
    fn breaches(&self, password: &Secret<String>) -> Result<Option<u32>, CommandError> {
        let chosen = held(&self.settings).breached_hashes().map(Path::to_owned);
        let Some(path) = chosen else {
            return Ok(None);
        };
        let count = open_breached(&path)?
            .count(password)
            .map_err(|error| refused(&error, &path))?;
        Ok(Some(u32::try_from(count).unwrap_or(u32::MAX)))
    }
}

/// What is said of a password that was breached.
fn breached_sentence(count: u32) -> String {
    if count == 1 {
        "it stands once in the list of breached passwords".to_owned()
    } else {
        format!("it stands {count} times in the list of breached passwords")
    }
}

/// Opens a list, if it is one.
pub(crate) fn open_breached(path: &Path) -> Result<BreachedHashes<File>, CommandError> {
    let file = File::open(path).map_err(|error| {
        CommandError::new(
            Code::FileNotRead,
            format!("the list of breached passwords was not read: {error}"),
        )
        .help("choose another one in the settings, or none")
        .at(path.display().to_string())
    })?;
    BreachedHashes::open(file).map_err(|error| refused(&error, path))
}
