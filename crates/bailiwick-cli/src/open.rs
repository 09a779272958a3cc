//! Opening the vault that a command names, and finding what it names in there.

use bailiwick_app::command_line::Source;
use bailiwick_app::contract::account::AccountView;
use bailiwick_app::contract::simulate::StateView;
use bailiwick_app::contract::{Nothing, Rows, RowsRequest};
use bailiwick_app::error::CommandError;
use bailiwick_app::{App, Environment, Secret};

use crate::arguments::{InAccount, InVault, SourceArguments, StateArgument, VaultFolder};
use crate::failure::{self, Failure};
use crate::{password, progress};

/// As many rows as one answer holds.
const WINDOW: u32 = 500;

/// The application without a vault: new ones, and questions that need none.
pub(crate) fn app() -> App {
    // The window remembers which vaults were open; a script's are nobody's business.
    App::new(environment())
}

fn environment() -> Environment {
    Environment::of_this_machine(operator(), None, std::path::PathBuf::new())
}

/// The application with the vault open.
pub(crate) fn vault(arguments: &InVault) -> Result<App, Failure> {
    unlocked(app(), arguments)
}

fn unlocked(app: App, arguments: &InVault) -> Result<App, Failure> {
    app.choose(&arguments.vault)?;
    if let Some(file) = &arguments.key_file {
        app.unlock_with_key_file(file)?;
    } else {
        unlock(
            &app,
            &password::existing(arguments.password_file.as_deref())?,
        )?;
    }
    warn_of_notices(&app);
    Ok(app)
}

/// The application with the vault open, and the password, which some acts ask for again.
pub(crate) fn with_password(arguments: &VaultFolder) -> Result<(App, Secret<String>), Failure> {
    let app = app();
    app.choose(&arguments.vault)?;
    let password = password::existing(arguments.password_file.as_deref())?;
    unlock(&app, &password)?;
    warn_of_notices(&app);
    Ok((app, password))
}

fn unlock(app: &App, password: &Secret<String>) -> Result<(), Failure> {
    let _progress = progress::doing("opening the vault");
    Ok(app.unlock_with_password(password)?)
}

/// What was found while opening and stops nothing.
fn warn_of_notices(app: &App) {
    for notice in app.notices() {
        failure::warn(&format!("{}: {}", notice.message, notice.help));
    }
}

/// The same for changes that may break expectations when there is a reason.
pub(crate) fn vault_in_spite(arguments: &InVault, reason: Option<&String>) -> Result<App, Failure> {
    let mut environment = environment();
    environment.in_spite_of_expectations = reason.cloned();
    unlocked(App::new(environment), arguments)
}

/// The application with the vault open, and the account that is meant.
pub(crate) fn account(arguments: &InAccount) -> Result<(App, AccountView), Failure> {
    let reason = arguments.in_spite_of_expectations.as_ref();
    let app = vault_in_spite(&arguments.vault, reason)?;
    let account = find_account(&app, arguments.account.as_deref())?;
    Ok((app, account))
}

/// Asks in the account that is meant: one of a vault, or the one of a file.
pub(crate) fn in_source<T>(
    arguments: &SourceArguments,
    what: &'static str,
    ask: impl FnOnce(&App, Source<'_>) -> Result<T, CommandError>,
) -> Result<T, Failure> {
    let state = match arguments.state {
        StateArgument::Planned => StateView::Planned,
        StateArgument::Observed => StateView::Observed,
    };
    match (&arguments.vault, &arguments.account_file) {
        (Some(vault), _) => {
            let place = InAccount {
                vault: InVault {
                    vault: vault.clone(),
                    password_file: arguments.password_file.clone(),
                    key_file: None,
                },
                account: arguments.account.clone(),
                in_spite_of_expectations: None,
            };
            let (app, account) = self::account(&place)?;
            let _progress = progress::doing(what);
            Ok(ask(&app, Source::Account(&account.id, state))?)
        }
        (None, Some(file)) => {
            let _progress = progress::doing(what);
            Ok(ask(&app(), Source::File(file))?)
        }
        (None, None) => Err(Failure::usage(
            "there is nothing to ask about",
            "name a `--vault` or an `--account` file",
        )),
    }
}

/// The account of a number or alias; without one, the only one there is.
pub(crate) fn find_account(app: &App, named: Option<&str>) -> Result<AccountView, Failure> {
    let mut accounts = app.accounts(&Nothing {})?;
    let labels: Vec<String> = accounts.iter().map(label).collect();
    let Some(named) = named else {
        return match (accounts.pop(), accounts.is_empty()) {
            (Some(only), true) => Ok(only),
            (None, _) => Err(missing("the vault holds no account", "import one")),
            (Some(_), false) => Err(missing(
                "the vault holds several accounts",
                &format!("name one with `--in`: {}", labels.join(", ")),
            )),
        };
    };
    let digits = named.replace('-', "");
    let mut found: Vec<AccountView> = accounts
        .into_iter()
        .filter(|account| account.account_id == digits || account.alias == named)
        .collect();
    match (found.pop(), found.is_empty()) {
        (Some(account), true) => Ok(account),
        (None, _) => Err(missing(
            &format!("the vault holds no account `{named}`"),
            &format!("it holds {}", labels.join(", ")),
        )),
        (Some(_), false) => Err(missing(
            &format!("several accounts are called `{named}`"),
            "give the alias of one of them",
        )),
    }
}

fn label(account: &AccountView) -> String {
    if account.alias.is_empty() {
        account.account_id.clone()
    } else {
        format!("{} ({})", account.account_id, account.alias)
    }
}

fn missing(message: &str, help: &str) -> Failure {
    Failure::coded("not-found", message, help).at("--in")
}

/// Every row of a list.
pub(crate) fn all<T>(
    account: &AccountView,
    filter: &str,
    mut window: impl FnMut(&RowsRequest) -> Result<Rows<T>, CommandError>,
) -> Result<Vec<T>, Failure> {
    let mut rows = Vec::new();
    loop {
        let request = RowsRequest {
            account: account.id.clone(),
            filter: filter.to_owned(),
            sort: "name".to_owned(),
            descending: false,
            offset: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            limit: WINDOW,
        };
        let answer = window(&request)?;
        let last = answer.rows.is_empty();
        rows.extend(answer.rows);
        if last || rows.len() >= answer.matching as usize {
            return Ok(rows);
        }
    }
}

/// The row of a name, which AWS compares without case.
pub(crate) fn named<T>(
    account: &AccountView,
    what: &str,
    name: &str,
    name_of: impl Fn(&T) -> &str,
    window: impl FnMut(&RowsRequest) -> Result<Rows<T>, CommandError>,
) -> Result<T, Failure> {
    all(account, name, window)?
        .into_iter()
        .find(|row| name_of(row).eq_ignore_ascii_case(name))
        .ok_or_else(|| {
            Failure::coded(
                "not-found",
                format!("the account {} has no {what} `{name}`", account.name),
                &format!("`bailiwick {what} list` shows those it has"),
            )
        })
}

/// Who acts, for the journal: the user at this machine.
fn operator() -> String {
    let user = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|key| std::env::var(key).ok().filter(|name| !name.is_empty()))
        .unwrap_or_else(|| "unknown".to_owned());
    format!("{user}@{}", host())
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_else(|_| "this machine".to_owned())
}
