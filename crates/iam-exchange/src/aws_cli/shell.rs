//! The script's own words: quoting, the helpers that it begins with, its steps one after the other.

use std::fmt::Write as _;

use iam_directory::AccountSettings;
use iam_names::Partition;

use super::Script;

/// Collects the steps of a script.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the script has to say once, each by itself"
)]
pub(super) struct Pen {
    body: String,
    steps: usize,
    passwords: bool,
    keys: bool,
    ssh_keys: bool,
    once: bool,
    notes: Vec<String>,
}

/// A text as one word of the shell.
pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@,+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// `--name=value` as one word. With `=` a value that begins with `-` is no option.
pub(super) fn option(name: &str, value: &str) -> String {
    format!("--{name}={}", quoted(value))
}

/// An option of free text. The AWS CLI would read a file where a value begins with `file://`, and
/// does not inside of JSON.
/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html>
pub(super) fn free_text(name: &str, field: &str, text: &str) -> String {
    if text.contains("://") {
        let json = serde_json::json!({ field: text }).to_string();
        // Two words: only so does the AWS CLI see that a required option stands in the JSON.
        return format!("--cli-input-json {}", quoted(&json));
    }
    option(name, text)
}

/// An option of a policy document. One that is no JSON is AWS's to refuse, not a file to read.
pub(super) fn document(name: &str, text: &str) -> String {
    let text = text.trim_start();
    if text.starts_with('{') {
        return option(name, text);
    }
    option(name, &format!(" {text}"))
}

impl Pen {
    /// A heading over the steps that follow.
    pub(super) fn heading(&mut self, text: &str) {
        let _ = write!(self.body, "\n# {}\n", one_line(text));
    }

    /// Something that the script can not do.
    pub(super) fn note(&mut self, text: String) {
        let _ = writeln!(self.body, "# By hand: {}", one_line(&text));
        self.notes.push(text);
    }

    /// A step that AWS takes as often as it is asked.
    pub(super) fn run(&mut self, command: &str) {
        self.steps += 1;
        let _ = writeln!(self.body, "aws iam {command}");
    }

    /// Creates something unless AWS has it.
    pub(super) fn create(&mut self, look: &str, command: &str) {
        self.steps += 1;
        let _ = write!(
            self.body,
            "if missing iam {look}; then\n  aws iam {command}\nfi\n"
        );
    }

    /// Takes something away; what is gone already is fine.
    pub(super) fn remove(&mut self, command: &str) {
        self.steps += 1;
        let _ = writeln!(self.body, "remove iam {command}");
    }

    /// Lines of shell as they are: one step.
    pub(super) fn lines(&mut self, lines: &str) {
        self.steps += 1;
        self.body.push_str(lines);
        if !lines.ends_with('\n') {
            self.body.push('\n');
        }
    }

    /// Sets a console password, which comes from the caller.
    pub(super) fn password(&mut self, user: &str, reset_required: bool) {
        self.passwords = true;
        self.steps += 1;
        let _ = writeln!(self.body, "set_password {} {reset_required}", quoted(user));
    }

    /// Makes an access key, unless the user has more keys than were known.
    pub(super) fn access_key(&mut self, user: &str, known: usize) {
        self.keys = true;
        self.steps += 1;
        let _ = writeln!(self.body, "make_access_key {} {known}", quoted(user));
    }

    /// Uploads an SSH public key unless the user has it.
    pub(super) fn ssh_key(&mut self, user: &str, fingerprint: &str, body: &str) {
        self.ssh_keys = true;
        self.steps += 1;
        let _ = writeln!(
            self.body,
            "upload_ssh_key {} {fingerprint} {}",
            quoted(user),
            quoted(body)
        );
    }

    /// A step that AWS refuses with `code` when it is done already.
    pub(super) fn once(&mut self, code: &str, command: &str) {
        self.once = true;
        self.steps += 1;
        let _ = writeln!(self.body, "once {code} iam {command}");
    }

    /// The whole script.
    pub(super) fn finish(self, settings: &AccountSettings) -> Script {
        let region = match settings.partition {
            Partition::Aws => "us-east-1",
            Partition::AwsCn => "cn-north-1",
            Partition::AwsUsGov => "us-gov-west-1",
        };
        let mut text = BEGINNING
            .replace("@ACCOUNT@", settings.account_id.as_str())
            .replace("@REGION@", region);
        if self.passwords {
            text.push_str(&PASSWORDS.replace("@ACCOUNT@", settings.account_id.as_str()));
        }
        if self.keys {
            text.push_str(&ACCESS_KEYS.replace("@ACCOUNT@", settings.account_id.as_str()));
        }
        if self.ssh_keys {
            text.push_str(SSH_KEYS);
        }
        if self.once {
            text.push_str(ONCE);
        }
        text.push_str(&self.body);
        text.push_str("\necho 'Done: all steps were taken.' >&2\n");
        Script {
            text,
            steps: self.steps,
            wants_passwords: self.passwords,
            notes: self.notes,
        }
    }
}

/// A comment must not end in the middle: a name or description could hold a line end.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// What every script begins with.
const BEGINNING: &str = r#"#!/usr/bin/env bash
# Made by Bailiwick for the AWS account @ACCOUNT@. Read it, then run it with `bash FILE`.
# It checks before it creates, stops at the first failure, and can be run again.
set -euo pipefail
export AWS_PAGER=''
export AWS_REGION="${AWS_REGION:-@REGION@}"

# True when AWS says that there is no such entity; any other failure ends the script.
missing() {
  local said
  if said=$(aws "$@" 2>&1 >/dev/null); then return 1; fi
  case $said in *NoSuchEntity*) return 0 ;; esac
  printf '%s\n' "$said" >&2
  exit 1
}

# Takes something away; what is gone already is fine.
remove() {
  local said
  if said=$(aws "$@" 2>&1); then return 0; fi
  case $said in *NoSuchEntity*) return 0 ;; esac
  printf '%s\n' "$said" >&2
  exit 1
}

account=$(aws sts get-caller-identity --query Account --output text)
if [ "$account" != '@ACCOUNT@' ]; then
  echo "This script is for the account @ACCOUNT@, and the AWS CLI speaks to $account." >&2
  exit 1
fi
"#;

/// How passwords come in.
const PASSWORDS: &str = r#"
# Console passwords come on file descriptor 3, as `bailiwick export credentials --format console`
# writes them; they are never an argument and never in a file of this script:
#   bash FILE 3< <(bailiwick export credentials --vault DIR --in @ACCOUNT@ --format console --user NAME …)
names=() passwords=()
if ! { true <&3; } 2>/dev/null; then
  echo 'The passwords are missing: run the script with them on file descriptor 3, as it says.' >&2
  exit 1
fi
while IFS=, read -r name password _ <&3 || [ -n "${name:-}" ]; do
  names+=("$name")
  passwords+=("$password")
  name=''
done

# Gives a user a console password: set_password NAME RESET_REQUIRED
set_password() {
  local at command=create-login-profile
  for at in "${!names[@]}"; do
    if [ "${names[$at]}" = "$1" ]; then
      if ! missing iam get-login-profile --user-name="$1"; then command=update-login-profile; fi
      local reset=--no-password-reset-required
      if [ "$2" = true ]; then reset=--password-reset-required; fi
      printf '%s' "${passwords[$at]}" |
        aws iam "$command" --user-name="$1" --password=file:///dev/stdin "$reset"
      return 0
    fi
  done
  echo "The password of $1 is not on file descriptor 3." >&2
  exit 1
}
"#;

/// How SSH public keys are told from those that are there: AWS gives them ids of its own.
const SSH_KEYS: &str = r#"
# Uploads an SSH public key unless the user has it: upload_ssh_key NAME FINGERPRINT KEY
upload_ssh_key() {
  local key there
  for key in $(aws iam list-ssh-public-keys --user-name="$1" \
    --query 'SSHPublicKeys[].SSHPublicKeyId' --output text); do
    if [ "$key" = None ]; then continue; fi
    there=$(aws iam get-ssh-public-key --user-name="$1" --ssh-public-key-id="$key" \
      --encoding=SSH --query SSHPublicKey.Fingerprint --output text)
    if [ "$there" = "$2" ]; then return 0; fi
  done
  aws iam upload-ssh-public-key --user-name="$1" --ssh-public-key-body="$3" >/dev/null
}
"#;

/// What AWS refuses when it is there.
const ONCE: &str = r#"
# Takes a step that AWS refuses with a code when it is done already: once CODE WORD…
once() {
  local code=$1 said
  shift
  if said=$(aws "$@" 2>&1); then return 0; fi
  case $said in *"$code"*) return 0 ;; esac
  printf '%s\n' "$said" >&2
  exit 1
}
"#;

/// How access keys go out.
const ACCESS_KEYS: &str = r#"
# What AWS issues goes into the vault, and nowhere else. BAILIWICK_VAULT names its folder;
# BAILIWICK_PASSWORD_FILE may name a file with its password, which is asked for otherwise.
bailiwick=${BAILIWICK:-bailiwick}
if ! command -v "$bailiwick" >/dev/null || [ ! -d "${BAILIWICK_VAULT:-}" ]; then
  echo 'Set BAILIWICK_VAULT to the folder of the vault, and have `bailiwick` on the path.' >&2
  exit 1
fi

# Makes an access key unless there are more than were known: make_access_key NAME KNOWN
make_access_key() {
  local have made
  have=$(aws iam list-access-keys --user-name="$1" --query 'length(AccessKeyMetadata)' --output text)
  if [ "$have" -gt "$2" ]; then return 0; fi
  made=$(aws iam create-access-key --user-name="$1" --output json)
  if printf '%s' "$made" | "$bailiwick" import credentials - --vault "$BAILIWICK_VAULT" \
    --in @ACCOUNT@ ${BAILIWICK_PASSWORD_FILE:+--password-file "$BAILIWICK_PASSWORD_FILE"}; then
    return 0
  fi
  echo "The key was not taken into the vault: it is deleted again." >&2
  if [[ $made =~ \"AccessKeyId\":\ *\"([A-Za-z0-9]+)\" ]]; then
    aws iam delete-access-key --user-name="$1" --access-key-id="${BASH_REMATCH[1]}"
  fi
  exit 1
}
"#;
