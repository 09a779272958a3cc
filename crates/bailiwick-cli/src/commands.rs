//! What each command does: one call or a few of `bailiwick-app`, and its answer in words.

mod changes;
mod compare;
mod completions;
mod expect;
mod export;
mod findings;
mod group;
mod hand_off;
mod import;
mod import_credentials;
mod journal;
mod lint;
mod pending;
mod policy;
mod principal_can;
mod questions;
mod role;
mod simulate;
mod upkeep;
mod user;
mod vault;
mod who_can;

use bailiwick_app::contract::change::DoneView;
use bailiwick_app::contract::directory::{GrantView, StandingView};

use crate::arguments::{Arguments, Command, ExportCommand, ImportCommand};
use crate::failure::{Ending, Failure};
use crate::output;

/// Carries a command out.
pub(crate) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let json = arguments.json;
    match &arguments.command {
        Command::Vault(command) => return vault::run(command, json),
        Command::User(command) => user::run(command, json)?,
        Command::Group(command) => group::run(command, json)?,
        Command::Role(command) => role::run(command, json)?,
        Command::Policy(command) => policy::run(command, json)?,
        Command::Pending(pending) => pending::run(pending, json)?,
        Command::Import(ImportCommand::File(import)) => {
            import::run(import, import::Form::Any, json)?;
        }
        Command::Import(ImportCommand::AuthorizationDetails(import)) => {
            import::run(import, import::Form::AuthorizationDetails, json)?;
        }
        Command::Import(ImportCommand::Bundle(import)) => {
            import::run(import, import::Form::Bundle, json)?;
        }
        Command::CollectScript(collect) => import::collect_script(collect)?,
        Command::Import(ImportCommand::Credentials(import)) => {
            import_credentials::run(import, json)?;
        }
        Command::Lint(policies) => return lint::run(policies, json),
        Command::Simulate(question) => return simulate::run(question, json),
        Command::WhoCan(question) => who_can::run(question, json)?,
        Command::PrincipalCan(question) => principal_can::run(question, json)?,
        Command::Expect(expectations) => return expect::run(expectations, json),
        Command::Findings(source) => findings::run(source, json)?,
        Command::Compare(files) => compare::run(files, json)?,
        Command::Export(ExportCommand::Credentials(export)) => export::credentials(export, json)?,
        Command::Export(ExportCommand::Email(export)) => export::email(export, json)?,
        Command::Export(ExportCommand::Account(export)) => export::account(export, json)?,
        Command::HandOff(command) => hand_off::run(command, json)?,
        Command::Export(ExportCommand::CredentialReport(export)) => export::report(export, json)?,
        Command::Export(ExportCommand::Expectations(export)) => export::expectations(export, json)?,
        Command::Changes(command) => changes::run(command, json)?,
        Command::Journal(journal) => return journal::run(journal, json),
        Command::GenerateCompletions { shell } => completions::run(*shell)?,
    }
    Ok(Ending::Done)
}

/// How an entity stands to AWS, in a word or two.
fn standing(standing: StandingView) -> &'static str {
    match standing {
        StandingView::InAws => "in AWS",
        StandingView::Pending => "pending",
        StandingView::Local => "local",
    }
}

/// A text for people, built line by line: a label and what it is.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    /// A line of its own.
    fn line(&mut self, line: &str) -> &mut Self {
        self.text.push_str(line);
        self.text.push('\n');
        self
    }

    /// A labelled value; what is empty is left out.
    fn field(&mut self, label: &str, value: &str) -> &mut Self {
        if value.is_empty() {
            return self;
        }
        self.line(&format!("{:<14}{value}", format!("{label}:")))
    }

    /// The permissions, one a line.
    fn grants(&mut self, grants: &[GrantView]) -> &mut Self {
        for grant in grants {
            self.field(
                "Policy",
                &format!("{} ({})", grant.name, grant.via.to_lowercase()),
            );
        }
        self
    }
}

/// That a change was recorded.
fn done(done: &DoneView, json: bool) -> Result<(), Failure> {
    if json {
        return output::json(done);
    }
    output::text(&format!("{}.", done.sentence))
}
