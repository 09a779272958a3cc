//! The account in a form that other programs read: a file to look at, to keep, or to carry out.

pub use iam_directory::State;
use iam_directory::{Account, AccountKind, Directory};
use iam_exchange::cloudformation::Template;
use iam_exchange::terraform::Configuration;
use iam_exchange::{authorization_details, aws_cli, cloudformation, terraform};
use iam_names::{EntityId, Secret};

use crate::error::{Code, CommandError};
use crate::session::account;
use crate::{App, PrivateFile};

/// The forms an account is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountFormat {
    /// What `aws iam get-account-authorization-details` answers.
    AuthorizationDetails,
    /// A CloudFormation template in YAML.
    CloudFormation,
    /// Terraform's language, with import blocks for what AWS has.
    Terraform,
    /// A script for the AWS CLI.
    AwsCli,
}

impl AccountFormat {
    fn file_ending(self) -> &'static str {
        match self {
            Self::AuthorizationDetails => ".json",
            Self::CloudFormation => ".yaml",
            Self::Terraform => ".tf",
            Self::AwsCli => ".sh",
        }
    }
}

/// How much of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountExtent {
    /// All of one state.
    Whole(State),
    /// What is planned and not in AWS yet.
    Pending,
    /// The way back: what AWS has after the pending changes were carried out, undone.
    Revert,
}

/// Asks for an account as a file.
#[derive(Debug, Clone)]
pub struct ExportAccountRequest {
    /// The account's local id.
    pub account: String,
    /// The form.
    pub format: AccountFormat,
    /// How much of it.
    pub extent: AccountExtent,
}

impl App {
    /// An account as a file. It holds no secret.
    pub fn export_account(
        &self,
        request: &ExportAccountRequest,
    ) -> Result<PrivateFile, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        let settings = account.settings();
        let states = States::of(account, request.extent)?;
        let changed = |id: EntityId| states.from.entity(id) != states.to.entity(id);
        let whole = matches!(request.extent, AccountExtent::Whole(_));
        let with = |id: EntityId| whole || changed(id);
        let in_aws = |id: EntityId| match settings.kind {
            AccountKind::Local => None,
            AccountKind::Aws => account.state(State::Observed).entity(id),
        };
        let mut notes = Vec::new();
        let bytes = match request.format {
            AccountFormat::AuthorizationDetails if whole => {
                let mut bytes = Vec::new();
                authorization_details::write(settings, states.to, &self.managed, &mut bytes)
                    .map_err(|error| CommandError::new(Code::Internal, error.to_string()))?;
                bytes
            }
            AccountFormat::AuthorizationDetails => {
                return Err(CommandError::new(
                    Code::InvalidField,
                    "AWS's own form speaks of a whole account, not of changes",
                )
                .help("leave `--pending` out, or choose `aws-cli`")
                .at("format"));
            }
            AccountFormat::CloudFormation => {
                let made = cloudformation::write(&Template {
                    settings,
                    directory: states.to,
                    with: &with,
                });
                notes.extend(made.notes);
                made.text.into_bytes()
            }
            AccountFormat::Terraform => {
                let made = terraform::write(&Configuration {
                    settings,
                    directory: states.to,
                    with: &with,
                    in_aws: &in_aws,
                });
                notes.extend(made.notes);
                made.text.into_bytes()
            }
            AccountFormat::AwsCli => {
                let script = aws_cli::write(&aws_cli::Way {
                    settings,
                    from: states.from,
                    to: states.to,
                    has_password: &|id| session.has_secret(id),
                    with_settings: whole,
                });
                notes.extend(script.notes);
                if script.wants_passwords {
                    notes.push(
                        "The script takes the users' passwords on file descriptor 3: it says how."
                            .to_owned(),
                    );
                }
                script.text.into_bytes()
            }
        };
        if !whole
            && matches!(
                request.format,
                AccountFormat::CloudFormation | AccountFormat::Terraform
            )
        {
            notes.extend(gone(&states));
        }
        Ok(PrivateFile {
            suggested_name: format!(
                "{}{}{}",
                settings.name(),
                match request.extent {
                    AccountExtent::Whole(_) => "",
                    AccountExtent::Pending => "-pending",
                    AccountExtent::Revert => "-revert",
                },
                request.format.file_ending()
            ),
            bytes: Secret::new(bytes),
            notes,
        })
    }
}

/// From what to what.
struct States<'a> {
    from: &'a Directory,
    to: &'a Directory,
}

impl<'a> States<'a> {
    fn of(account: &'a Account, extent: AccountExtent) -> Result<Self, CommandError> {
        static NOTHING: std::sync::LazyLock<Directory> =
            std::sync::LazyLock::new(Directory::default);
        let aws = account.settings().kind == AccountKind::Aws;
        if !aws && extent != AccountExtent::Whole(State::Planned) {
            return Err(CommandError::new(
                Code::InvalidField,
                "a local account has one state, and nothing of it is pending",
            )
            .help("export the whole of it: leave `--state`, `--pending` and `--revert` out")
            .at("state"));
        }
        let (planned, observed) = (account.planned(), account.state(State::Observed));
        Ok(match extent {
            AccountExtent::Whole(State::Planned) => Self {
                from: &NOTHING,
                to: planned,
            },
            AccountExtent::Whole(State::Observed) => Self {
                from: &NOTHING,
                to: observed,
            },
            AccountExtent::Pending => Self {
                from: observed,
                to: planned,
            },
            AccountExtent::Revert => Self {
                from: planned,
                to: observed,
            },
        })
    }
}

/// What a template or configuration of the changed entities can not say.
fn gone(states: &States<'_>) -> Vec<String> {
    let gone = states
        .from
        .ids()
        .filter(|id| states.to.kind_of(*id).is_none());
    gone.filter_map(|id| states.from.entity(id))
        .map(|entity| {
            format!(
                "The {} {} shall go: the file can not say so, the `aws-cli` script does.",
                entity.kind().as_str(),
                entity.name()
            )
        })
        .collect()
}
