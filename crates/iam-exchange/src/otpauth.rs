//! The address that an authenticator app scans, as AWS writes it.
//!
//! AWS's QR codes hold neither algorithm nor digits nor period: the defaults are meant, SHA-1, six
//! digits and 30 seconds.
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html>

use iam_names::Secret;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in a label: AWS leaves the `@` between device and account.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');

/// The address for a device of an account. `issuer` is what the app shows above the code:
/// `Amazon Web Services` for an AWS account.
#[must_use]
pub fn uri(issuer: &str, device: &str, account: &str, seed: &Secret<String>) -> Secret<String> {
    let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
    let issuer = encoded(issuer);
    let label = encoded(&format!("{device}@{account}"));
    // Room for everything, so that growing leaves no copy of the seed behind.
    let mut uri = String::with_capacity(64 + 2 * issuer.len() + label.len() + seed.expose().len());
    uri.push_str("otpauth://totp/");
    uri.push_str(&issuer);
    uri.push(':');
    uri.push_str(&label);
    uri.push_str("?secret=");
    // The address is the seed's way into its owner's app. Base32 without padding or blanks.
    uri.extend(seed.expose().chars().filter(char::is_ascii_alphanumeric));
    uri.push_str("&issuer=");
    uri.push_str(&issuer);
    Secret::new(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_aws_was_seen_to_write_it() {
        let seed = Secret::new("ABCD EFGH====".to_owned());
        assert_eq!(
            uri("Amazon Web Services", "alice", "acme", &seed).expose(),
            "otpauth://totp/Amazon%20Web%20Services:alice@acme?secret=ABCDEFGH&issuer=Amazon%20Web%20Services"
        );
    }
}
