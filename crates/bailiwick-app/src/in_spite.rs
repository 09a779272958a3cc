//! A change that breaks an expectation is not recorded before somebody says why it has to be:
//! whichever way it comes, by a proposal, an undo, an import or from another admin.

use iam_directory::{ChangeSet, Estate, apply};

use crate::App;
use crate::contract::expect::BrokenView;
use crate::error::{Code, CommandError};
use crate::propose::counted;
use crate::session::Session;

impl App {
    /// What the title of a set has to say beside what it says: nothing where nothing breaks, else
    /// what breaks and the reason. Without a reason what breaks is refused. What the rules refuse
    /// is told by whoever records it.
    pub(crate) fn in_spite(
        &self,
        session: &Session,
        before: &Estate,
        set: &ChangeSet,
        reason: &str,
    ) -> Result<String, CommandError> {
        // Where nothing is expected nothing breaks: a large import is not rehearsed for that.
        let mut accounts = before.accounts();
        if accounts.all(|account| account.planned().expectations().len() == 0) {
            return Ok(String::new());
        }
        let Ok(applied) = apply(before, set, &self.managed) else {
            return Ok(String::new());
        };
        let broken = self.broken(session, before, &applied.estate);
        let given = self.environment.in_spite_of_expectations.as_deref();
        let reason = match reason.trim() {
            "" => given.unwrap_or_default().trim(),
            reason => reason,
        };
        note(&broken, reason)
    }
}

/// `, in spite of `alice reads`: the bucket moves`.
fn note(broken: &[BrokenView], reason: &str) -> Result<String, CommandError> {
    if broken.is_empty() {
        return Ok(String::new());
    }
    let names: Vec<String> = broken.iter().map(|it| format!("`{}`", it.name)).collect();
    let names = names.join(", ");
    if !reason.is_empty() {
        return Ok(format!(", in spite of {names}: {reason}"));
    }
    let what = counted(broken.len(), "expectation");
    let told: Vec<&str> = broken.iter().map(|it| it.sentence.as_str()).collect();
    Err(CommandError::new(
        Code::ExpectationsBroken,
        format!("this breaks {what}: {names}. {}", told.join(" ")),
    )
    .help("leave it, change the expectation, or say why it has to be"))
}
