//! SSH public keys, as IAM takes them for CodeCommit: RSA of 2,048 bits or more in one line.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html>

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};

use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::name;

/// The longest body that `UploadSSHPublicKey` takes.
const LONGEST: usize = 16_384;
/// The fewest bits of an RSA key that it takes.
const FEWEST_BITS: usize = 2_048;

name! {
    /// An RSA public key: `ssh-rsa AAAA… comment`.
    SshPublicKey, |text| blob(text).map(drop)
}

impl SshPublicKey {
    /// The fingerprint as IAM shows it: MD5 over the key, pairs of digits with colons between.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // INVARIANT: the text was read when it was parsed, so the default is never taken.
        let digest = Md5::digest(blob(self.as_str()).unwrap_or_default());
        let mut shown = String::with_capacity(47);
        for byte in digest {
            let separator = if shown.is_empty() { "" } else { ":" };
            // Writing into a string can not fail.
            let _ = write!(shown, "{separator}{byte:02x}");
        }
        shown
    }

    /// What stands behind the key: often whose it is.
    #[must_use]
    pub fn comment(&self) -> &str {
        self.as_str()
            .trim()
            .splitn(3, [' ', '\t'])
            .nth(2)
            .unwrap_or_default()
            .trim()
    }
}

/// The key itself, out of its line.
fn blob(text: &str) -> Result<Vec<u8>, ParseNameError> {
    let refuse = |rule| Err(ParseNameError::new(NameKind::SshPublicKey, rule));
    let shape = |expected| refuse(BrokenRule::Shape { expected });
    if text.trim().is_empty() {
        return refuse(BrokenRule::Empty);
    }
    if text.len() > LONGEST {
        return refuse(BrokenRule::TooLong {
            length: text.len(),
            max: LONGEST,
        });
    }
    let mut words = text.split_ascii_whitespace();
    if words.next() != Some("ssh-rsa") || text.trim().contains(['\n', '\r']) {
        return shape("is one line that begins with `ssh-rsa`: IAM takes RSA keys");
    }
    let Some(Ok(blob)) = words.next().map(|body| STANDARD.decode(body)) else {
        return shape("has no readable body: it may have been cut off");
    };
    let mut rest = &blob[..];
    let fields = [field(&mut rest), field(&mut rest), field(&mut rest)];
    match fields {
        [Some(b"ssh-rsa"), Some(_), Some(modulus)] if rest.is_empty() => {
            let leading = modulus.iter().take_while(|byte| **byte == 0).count();
            let significant = &modulus[leading..];
            let bits = significant.first().map_or(0, |first| {
                significant.len() * 8 - first.leading_zeros() as usize
            });
            if bits < FEWEST_BITS {
                return shape("has fewer than 2048 bits");
            }
            Ok(blob)
        }
        _ => shape("has no readable body: it may have been cut off"),
    }
}

/// One field of SSH's wire form: a length of four bytes, then as many (RFC 4251, section 5).
fn field<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, behind) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (found, behind) = behind.split_at_checked(length)?;
    *rest = behind;
    Some(found)
}
