//! What is said when a file, or a part of it, is not taken: what, where and what to do.

use std::fmt;

/// A file that is refused. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FileRefused {
    message: String,
    help: String,
    at: Option<String>,
}

impl FileRefused {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
            at: None,
        }
    }

    pub(crate) fn at_place(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }

    /// The code for scripts and screens.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "unreadable-file"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Where in the file.
    #[must_use]
    pub fn at(&self) -> Option<&str> {
        self.at.as_deref()
    }
}

/// Something of a file that is not taken; the rest is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotTaken {
    /// Where it stands: `Resources.Alice, line 12`.
    pub at: String,
    /// Why.
    pub reason: String,
}

impl NotTaken {
    pub(crate) fn new(at: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            at: at.into(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for NotTaken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.at, self.reason)
    }
}

/// The text of a file, without a byte order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, FileRefused> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(FileRefused::new(
            "the file is written in UTF-16",
            "save it as UTF-8; in PowerShell: `… | Out-File -Encoding utf8 FILE`",
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        FileRefused::new("the file is not text in UTF-8", "save the file as UTF-8")
            .at_place(format!("byte {}", error.valid_up_to()))
    })?;
    if text.trim().is_empty() {
        return Err(FileRefused::new(
            "the file is empty",
            "make it again, and check that the disk was not full",
        ));
    }
    Ok(text)
}

/// The JSON of a file. What the parser says never repeats a value.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    bytes: &[u8],
    what: &str,
) -> Result<T, FileRefused> {
    let text = text(bytes)?;
    serde_json::from_str(text).map_err(|error| {
        let message = if error.is_data() {
            format!("the file is not {what}")
        } else if error.is_eof() {
            "the file ends too early: it is cut off".to_owned()
        } else {
            "the file is not JSON".to_owned()
        };
        FileRefused::new(message, "make the file again, with `--output json`").at_place(format!(
            "line {}, column {}",
            error.line(),
            error.column()
        ))
    })
}
