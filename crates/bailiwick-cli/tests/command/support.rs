//! A vault in a scratch folder, and the command run on it.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bailiwick_app::contract::account::{AccountKindView, CreateAccountRequest};
use bailiwick_app::{App, Environment, KdfParameters, Secret};
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "nine violet llamas cross the frozen harbour";
pub(crate) const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The JSON of a run that went well.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        assert_eq!(self.status, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap()
    }

    /// The output of a run that went well.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.status, 0, "{}", self.err);
        self.out
    }

    /// That it was refused in the documented form.
    #[track_caller]
    pub(crate) fn refused(&self, status: i32, code: &str) {
        let said = (self.status, self.err.lines().next().unwrap_or_default());
        assert_eq!(self.status, status, "{said:?}");
        assert!(
            said.1.starts_with(&format!("error[{code}]: ")),
            "{}",
            self.err
        );
        assert!(
            self.err
                .lines()
                .skip(1)
                .any(|line| line.starts_with("help: ")),
            "{}",
            self.err
        );
        assert_eq!(self.out, "");
    }
}

/// The command with these arguments, run in `folder`, fed with `input`.
pub(crate) fn run_in<A: AsRef<OsStr>>(folder: &Path, arguments: &[A], input: &[u8]) -> Run {
    let mut child = command(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        // A command that refuses at once reads nothing.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
    command.current_dir(folder).env("USER", "tester");
    command
}

/// The command where no vault is needed.
pub(crate) fn run(arguments: &[&str]) -> Run {
    run_in(Path::new("."), arguments, b"")
}

/// A vault whose key derivation takes a millisecond, with one account.
pub(crate) struct Vault {
    pub(crate) scratch: TempDir,
    pub(crate) folder: PathBuf,
    pub(crate) password_file: PathBuf,
}

impl Vault {
    pub(crate) fn local() -> Self {
        Self::of(AccountKindView::Local)
    }

    pub(crate) fn aws() -> Self {
        Self::of(AccountKindView::Aws)
    }

    fn of(kind: AccountKindView) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let folder = scratch.path().join("Büro Nord.bailiwick");
        let mut environment =
            Environment::of_this_machine("tester".into(), None, scratch.path().into());
        environment.kdf = KdfParameters::weak_for_tests().into();
        let request = CreateAccountRequest {
            kind,
            account_id: "111122223333".into(),
            alias: "acme".into(),
            partition: String::new(),
        };
        App::new(environment)
            .create_vault_with_account(&folder, &Secret::new(PASSWORD.into()), &request)
            .unwrap();
        let password_file = scratch.path().join("password");
        std::fs::write(&password_file, format!("{PASSWORD}\n")).unwrap();
        Self {
            scratch,
            folder,
            password_file,
        }
    }

    /// A path beside the vault.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// Runs a command on this vault.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut all: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        all.extend([OsStr::new("--vault"), self.folder.as_os_str()]);
        all.extend([
            OsStr::new("--password-file"),
            self.password_file.as_os_str(),
        ]);
        run_in(self.scratch.path(), &all, b"")
    }

    /// Runs `bailiwick vault WHAT` on this vault.
    pub(crate) fn keep(&self, what: &str, more: &[&str]) -> Run {
        let mut all = vec![
            OsStr::new("vault"),
            OsStr::new(what),
            self.folder.as_os_str(),
        ];
        all.extend(more.iter().map(OsStr::new));
        all.extend([
            OsStr::new("--password-file"),
            self.password_file.as_os_str(),
        ]);
        run_in(self.scratch.path(), &all, b"")
    }
}
