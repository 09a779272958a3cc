//! Preview, change, undo: a proposal shown, recorded, taken back.

use iam_access::GivenContext;
use iam_directory::{
    Account, Applied, Change, ChangeSet, EffectivePasswordPolicy, Estate, Operation, State, apply,
    describe_all, undo,
};
use iam_names::{Secret, Timestamp};
use iam_vault::{EntryBody, JournalRange, NewSecret};

use crate::App;
use crate::contract::change::{
    ChangeView, CheckPasswordRequest, DoneView, FieldErrorView, FindingName, PasswordCheckView,
    PreviewView, Proposal, ProposalRequest,
};
use crate::contract::journal::UndoRequest;
use crate::contract::matrix::{EffectView, SandboxChange};
use crate::error::{Code, CommandError};
use crate::propose::{Beyond, ProposalFault, Proposed, propose};
use crate::session::{Session, account};
use crate::simulate::sandbox;

impl App {
    /// What a proposal would do. Nothing is recorded, and what it would make is thrown away.
    pub fn preview(&self, request: &ProposalRequest) -> Result<PreviewView, CommandError> {
        let session = self.session()?;
        let before = session.estate();
        let account = account(&before, &request.account)?;
        let proposed = match self.proposed(&session, &before, account, &request.proposal) {
            Ok(proposed) => proposed,
            Err(ProposalFault::Other(error)) => return Err(error),
            Err(ProposalFault::Fields(errors)) => return Ok(impossible(errors)),
        };
        let changes = describe_all(&before, &proposed.set)
            .into_iter()
            .map(|(operation, sentence)| ChangeView {
                operation: operation.to_owned(),
                sentence: without_key_ids(sentence, &proposed),
            })
            .collect();
        let (errors, access, breaks) = match apply(&before, &proposed.set, &self.managed) {
            Ok(Applied { estate, .. }) => {
                let access = proposed.subject.and_then(|subject| {
                    let account = estate.account(account.settings().id)?;
                    session
                        .engine
                        .access_summary(&estate, account, subject, &self.managed)
                });
                let breaks = self.broken(&session, &before, &estate);
                (Vec::new(), access, breaks)
            }
            Err(refusal) => {
                let field = refusal.field.unwrap_or_default().to_owned();
                let error = FieldErrorView {
                    field,
                    code: refusal.code.as_str().to_owned(),
                    message: refusal.message,
                    help: refusal.help,
                };
                (vec![error], None, Vec::new())
            }
        };
        Ok(PreviewView {
            possible: errors.is_empty(),
            errors,
            warnings: proposed.warnings,
            changes,
            access,
            irreversible: proposed.irreversible,
            breaks,
        })
    }

    /// Whose access a proposal would change, and how: the widest change first. Empty when it can
    /// not be done, which the preview says.
    pub fn effects(&self, request: &ProposalRequest) -> Result<Vec<EffectView>, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let set = match self.proposed(&session, &estate, account, &request.proposal) {
            Ok(proposed) => proposed.set,
            Err(ProposalFault::Other(error)) => return Err(error),
            Err(ProposalFault::Fields(_)) => return Ok(Vec::new()),
        };
        let Ok(Applied { estate: after, .. }) = apply(&estate, &set, &self.managed) else {
            return Ok(Vec::new());
        };
        let now = after
            .account(account.settings().id)
            .ok_or_else(|| CommandError::not_found("account"))?;
        let scope = |estate, account| {
            session
                .engine
                .scope(estate, account, State::Planned, &self.managed)
        };
        let given = GivenContext {
            keys: Vec::new(),
            time: Some(self.environment.clock.now()),
        };
        Ok(sandbox::effects(
            scope(&estate, account)?,
            scope(&after, now)?,
            &given,
        ))
    }

    /// Carries a proposal out: whole, or not at all.
    pub fn change(&self, request: &ProposalRequest) -> Result<DoneView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let proposed = match self.proposed(&session, &estate, account, &request.proposal) {
            Ok(proposed) => proposed,
            Err(ProposalFault::Other(error)) => return Err(error),
            Err(ProposalFault::Fields(errors)) => return Err(CommandError::of_fields(errors)),
        };
        let Proposed {
            mut set,
            secrets,
            credentials,
            entity,
            done,
            ..
        } = proposed;
        if set.changes.is_empty() {
            return Err(CommandError::new(Code::NothingToDo, "nothing would change")
                .help("everything is already as asked for"));
        }
        let reason = match &request.proposal {
            Proposal::InSpiteOf { reason, .. } => reason.as_str(),
            _ => "",
        };
        let note = self.in_spite(&session, &estate, &set, reason)?;
        set.title.push_str(&note);
        let made: Vec<_> = secrets.iter().map(|secret| secret.credential).collect();
        let sequence = self.record(&set, &secrets)?;
        session.made(made);
        Ok(DoneView {
            sequence,
            sentence: done,
            undoable: true,
            entity: entity.map(|id| id.to_string()),
            credentials,
        })
    }

    /// The changes of a proposal.
    pub(crate) fn proposed(
        &self,
        session: &Session,
        estate: &Estate,
        account: &Account,
        proposal: &Proposal,
    ) -> Result<Proposed, ProposalFault> {
        let beyond = Around {
            app: self,
            session,
            estate,
            account,
        };
        propose(&self.environment, estate, account, proposal, &beyond)
    }

    /// Takes a recorded set back, checked against the present.
    pub fn undo(&self, request: &UndoRequest) -> Result<DoneView, CommandError> {
        let session = self.session()?;
        let (seq, estate) = (u64::from(request.sequence), session.estate());
        let note = match taken_back(&session, &estate, seq)? {
            Some(back) => self.in_spite(&session, &estate, &back, &request.reason)?,
            None => String::new(),
        };
        let (who, now) = (&self.operator(), self.environment.clock.now());
        let recorded =
            session.with_vault(|vault| vault.undo_noting(seq, &note, who, now, &self.managed))?;
        Ok(DoneView {
            sequence: sequence(recorded.seq)?,
            sentence: "Undone".to_owned(),
            undoable: true,
            entity: None,
            credentials: Vec::new(),
        })
    }

    /// What the account's password policy says of a password.
    pub fn check_new_password(
        &self,
        request: &CheckPasswordRequest,
    ) -> Result<PasswordCheckView, CommandError> {
        let estate = self.session()?.estate();
        let settings = account(&estate, &request.account)?.settings();
        let policy = EffectivePasswordPolicy::of(settings.password_policy.as_ref());
        let violations = policy
            .violations(&request.password, &settings.name())
            .into_iter()
            .map(|violation| format!("the password {}", violation.message()))
            .collect();
        let rated = self.strength(&Secret::new(request.password.clone()));
        let mut warnings = Vec::new();
        if rated.breaches.is_some_and(|count| count > 0) {
            warnings.push(rated.warning);
        } else if !rated.accepted {
            warnings.push(format!("it would be guessed in {}", rated.guess_time));
        }
        if request.password.contains([',', '"']) {
            warnings.push(
                "a comma or a quote can not be handed over as CSV: AWS's import would misread it"
                    .to_owned(),
            );
        }
        if request.password.starts_with(['=', '+', '-', '@']) {
            warnings.push("a spreadsheet would take this beginning for a formula".to_owned());
        }
        Ok(PasswordCheckView {
            violations,
            warnings,
        })
    }

    /// Records a set with its secrets; gives the journal entry's number.
    pub(crate) fn record(
        &self,
        set: &ChangeSet,
        secrets: &[NewSecret],
    ) -> Result<u32, CommandError> {
        let (who, now) = (&self.operator(), self.environment.clock.now());
        let recorded = self
            .session()?
            .with_vault(|vault| vault.record(set, secrets, who, now, &self.managed))?;
        sequence(recorded.seq)
    }
}

/// What a proposal takes more than its account to know.
struct Around<'a> {
    app: &'a App,
    session: &'a Session,
    estate: &'a Estate,
    account: &'a Account,
}

impl Beyond for Around<'_> {
    fn cure_of(&self, finding: &FindingName) -> Result<(Vec<Operation>, String), CommandError> {
        let (engine, managed) = (&self.session.engine, &self.app.managed);
        let scope = engine.scope(self.estate, self.account, State::Planned, managed)?;
        self.app.cure(scope, finding)
    }

    fn tried(
        &self,
        changes: &[SandboxChange],
        created: Option<Timestamp>,
    ) -> Result<Vec<Change>, CommandError> {
        let each = self
            .app
            .spelled_out(self.estate, self.account, changes, created)?;
        Ok(each.concat())
    }
}

/// What an undo would change; nothing where it will be refused.
fn taken_back(
    session: &Session,
    estate: &Estate,
    seq: u64,
) -> Result<Option<ChangeSet>, CommandError> {
    let range = JournalRange {
        before: seq.checked_add(1),
        most: 1,
    };
    let found = session.with_vault(|vault| vault.journal(range))?;
    let body = found.into_iter().next().and_then(|entry| entry.body);
    Ok(match body {
        Some(EntryBody::Changes { set, images, .. }) => undo(estate, &set.title, &images).ok(),
        _ => None,
    })
}

/// A preview's access key is thrown away, and the real one gets another id: none is named.
fn without_key_ids(sentence: String, proposed: &Proposed) -> String {
    proposed
        .credentials
        .iter()
        .filter(|credential| !credential.access_key_id.is_empty())
        .fold(sentence, |sentence, credential| {
            let named = format!("the access key {}", credential.access_key_id);
            sentence.replace(&named, "an access key")
        })
}

fn sequence(number: u64) -> Result<u32, CommandError> {
    u32::try_from(number)
        .map_err(|_| CommandError::new(Code::Internal, "the journal has too many entries"))
}

fn impossible(errors: Vec<FieldErrorView>) -> PreviewView {
    PreviewView {
        possible: false,
        errors,
        warnings: Vec::new(),
        changes: Vec::new(),
        access: None,
        irreversible: Vec::new(),
        breaks: Vec::new(),
    }
}
