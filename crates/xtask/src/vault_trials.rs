//! The long form of the vault's tests: the same tests as always, with the numbers that
//! `docs/reliability.md` asks for.

use std::process::Command;

/// Runs every test of the vault in its long form, those that only run by hand included.
pub(crate) fn run() -> Result<(), String> {
    for (what, arguments) in [
        // One after the other: the kills are timed.
        (
            "trials",
            &["tests::", "--test-threads=1", "--nocapture"][..],
        ),
        ("damage", &["--ignored", "every_byte", "--nocapture"][..]),
        ("nonces", &["--ignored", "a_million", "--nocapture"][..]),
    ] {
        println!("{what}:");
        let status = Command::new(env!("CARGO"))
            .args(["test", "-p", "iam-vault", "--lib", "--"])
            .args(arguments)
            .env("BAILIWICK_VAULT_TRIALS", "long")
            .status()
            .map_err(|error| format!("cargo did not start: {error}"))?;
        if !status.success() {
            return Err(format!("the {what} found something: see above"));
        }
    }
    Ok(())
}
