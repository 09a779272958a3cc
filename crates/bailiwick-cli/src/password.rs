//! Where passwords come from: a file, standard input, or the terminal without echo. Never an
//! argument and never the environment, where other processes could read them.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use bailiwick_app::Secret;
use bailiwick_app::command_line::{PASSWORD_NOT_GIVEN, PASSWORD_UNREADABLE, PASSWORDS_DIFFER};
use zeroize::Zeroize;

use crate::failure::Failure;

/// Longer than any password; what is longer is the wrong file.
const LONGEST: u64 = 64 * 1024;

/// The password of an existing vault.
pub(crate) fn existing(file: Option<&Path>) -> Result<Secret<String>, Failure> {
    match file {
        Some(file) => from_file(file),
        None => ask("Password of the vault: "),
    }
}

/// A new password: asked for twice at the terminal.
pub(crate) fn new(file: Option<&Path>) -> Result<Secret<String>, Failure> {
    if let Some(file) = file {
        return from_file(file);
    }
    let first = ask("New password of the vault: ")?;
    let again = ask("The same again: ")?;
    // Compared here and nowhere kept.
    if first.expose() == again.expose() {
        return Ok(first);
    }
    Err(Failure::coded(
        PASSWORDS_DIFFER,
        "the two entries are not the same",
        "run the command again and type the same password twice",
    ))
}

fn ask(prompt: &str) -> Result<Secret<String>, Failure> {
    let no_terminal = || {
        Failure::coded(
            PASSWORD_NOT_GIVEN,
            "there is no terminal to ask for the password",
            "name a file that holds it with `--password-file FILE`, or `-` for standard input",
        )
    };
    // Without a terminal on either side this is a script, which nobody is going to answer.
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return Err(no_terminal());
    }
    match rpassword::prompt_password(prompt) {
        Ok(password) => Ok(Secret::new(password)),
        Err(_) => Err(no_terminal()),
    }
}

/// The first line of a file, or of standard input for `-`.
fn from_file(path: &Path) -> Result<Secret<String>, Failure> {
    let refused = |message: String, help: &str| {
        Failure::coded(PASSWORD_UNREADABLE, message, help).at(path.display().to_string())
    };
    let mut bytes = Vec::with_capacity(1024);
    let read = if path == Path::new("-") {
        io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
    };
    let outcome = match read {
        Err(error) => Err(refused(
            format!("the password was not read: {error}"),
            "check that the file is there and that you may read it",
        )),
        Ok(length) if length as u64 > LONGEST => Err(refused(
            "the file is too long to be a password".into(),
            "name the right file",
        )),
        Ok(_) => match std::str::from_utf8(&bytes) {
            Ok(text) => one_line(text)
                .map(|line| Secret::new(line.to_owned()))
                .ok_or_else(|| {
                    refused(
                        "the file holds no password, or more than one line".into(),
                        "put the password alone on the first line",
                    )
                }),
            Err(_) => Err(refused(
                "the password is not UTF-8 text".into(),
                "save the file as UTF-8, with the password alone on the first line",
            )),
        },
    };
    bytes.zeroize();
    outcome
}

fn one_line(text: &str) -> Option<&str> {
    let line = text.strip_suffix('\n').unwrap_or(text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    (!line.is_empty() && !line.contains(['\n', '\r'])).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn the_line_ending_is_no_part_of_it() {
        assert_eq!(one_line("a b\n"), Some("a b"));
        assert_eq!(one_line(" a \r\n"), Some(" a "));
        assert_eq!(one_line("a"), Some("a"));
        assert_eq!(one_line("\n"), None);
        assert_eq!(one_line("a\nb\n"), None);
    }
}
