//! Reading small files that a person named and that hold a secret.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use iam_names::Secret;

use crate::error::{Code, CommandError};

/// Reads a file of at most so many bytes into memory that wipes itself.
pub(crate) fn read_secret(path: &Path, most: u64) -> Result<Secret<Vec<u8>>, CommandError> {
    let refused = |message: String| {
        CommandError::new(Code::FileNotRead, message)
            .help("check that it is the right file and that you may read it")
            .at(path.display().to_string())
    };
    // Reserved, so that reading leaves no piece behind.
    let mut bytes = Vec::with_capacity(usize::try_from(most + 1).unwrap_or(0));
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    let bytes = Secret::new(bytes);
    match read {
        Err(error) => Err(refused(format!("the file was not read: {error}"))),
        Ok(length) if length as u64 > most => Err(refused("the file is far too long".into())),
        Ok(_) => Ok(bytes),
    }
}
