//! What a person should know and did not ask about: found when a vault is opened or watched, told
//! by the next poll.

use iam_vault::{LockedVault, Vault};

use crate::App;
use crate::contract::Nothing;
use crate::contract::upkeep::NoticeView;
use crate::error::CommandError;
use crate::session::held;

/// The code of a vault that does not go on from where it was seen.
pub(crate) const ROLLED_BACK: &str = "vault-rolled-back";

pub(crate) fn is_rollback(notice: &NoticeView) -> bool {
    notice.code == ROLLED_BACK
}

impl App {
    /// Looks around when a vault has just been opened.
    pub(crate) fn greet(&self, vault: &mut Vault) {
        let mut found = Vec::new();
        found.extend(self.look_at_anchors(vault));
        let tries = vault.wrong_tries();
        if tries > 0 {
            found.push(NoticeView {
                code: "vault-wrong-tries".to_owned(),
                message: if tries == 1 {
                    "a wrong password was tried since the vault was last open".to_owned()
                } else {
                    format!("{tries} wrong passwords were tried since the vault was last open")
                },
                help: "if that was not you, somebody sat at this machine".to_owned(),
            });
        }
        if let Ok(locked) = LockedVault::open(vault.folder()) {
            found.extend(locked.surroundings().iter().map(|finding| NoticeView {
                code: finding.code().to_owned(),
                message: finding.to_string(),
                help: finding.help(),
            }));
            found.extend(locked.findings().iter().map(|finding| NoticeView {
                code: "vault-envelope-finding".to_owned(),
                message: finding.to_string(),
                help: "what is damaged can be made again in the settings, under slots".to_owned(),
            }));
        }
        *held(&self.notices) = found;
    }

    /// What is to be told now.
    pub(crate) fn all_notices(&self) -> Vec<NoticeView> {
        let mut told = held(&self.notices).clone();
        told.extend(held(&self.backup_fault).as_ref().map(|fault| NoticeView {
            code: "backup-failed".to_owned(),
            message: format!("no backup was made: {}", fault.message),
            help: fault.help.clone(),
        }));
        told
    }

    /// What was found when the vault was opened, for the command line.
    #[must_use]
    pub fn notices(&self) -> Vec<NoticeView> {
        self.all_notices()
    }

    /// A person says that the vault is right as it is: it is anchored anew.
    pub fn accept_state(&self, _request: &Nothing) -> Result<Nothing, CommandError> {
        self.session()?.with_vault(|vault| {
            self.keep_anchor(vault);
            Ok::<_, CommandError>(())
        })?;
        held(&self.notices).retain(|notice| !is_rollback(notice));
        Ok(Nothing {})
    }
}
