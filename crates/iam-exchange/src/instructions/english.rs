//! Instructions in English.

use super::{SheetWords, Words};

pub(super) const WORDS: Words = Words {
    tag: "en",
    own_name: "English",
    subject: "Your access to the {account}",
    body: "\
{greeting}

You now have access to the {account}.

Sign-in URL: {sign_in_url}
User name: {user_name}

{password}
{access_key}
{attachment}
{valid_until}

{ssh_key}

{command_line}

{mfa}

Never send a password or a secret access key by e-mail.
",
    greeting: "Hello,",
    greeting_by_name: "Hello {name},",
    account_by_alias: "AWS account {name}",
    account_by_number: "account {name}",
    account_by_ending: "AWS account ending in {ending}",
    password_separately: "Your password will be given to you separately.",
    password_on_paper: "Your password is on the printed sheet that you will be given.",
    password_must_change: "At your first sign-in you will be asked to choose a new password.",
    key_separately: "Your access key will be given to you separately.",
    key_on_paper: "Your access key is on the printed sheet that you will be given.",
    attachment_own_key: "Your credentials are attached and encrypted ({file}). Open them with age (https://age-encryption.org) and your own key.",
    attachment_passphrase: "Your credentials are attached and encrypted ({file}). Open them with age (https://age-encryption.org); the passphrase will be given to you by another way.",
    delete_attachment: "Delete the file when you have used it.",
    ssh_key: "Your SSH public key is registered. As the user name for AWS CodeCommit take its id: {id}",
    command_line: "To work with the AWS CLI, run:",
    command_line_import: "(in the folder with the file {file})",
    mfa_alone: "\
Then protect your sign-in with multi-factor authentication (MFA):
1. Have an authenticator app on your phone, or a passkey or security key, at hand.
2. Sign in, choose your name at the top right, then Security credentials.
3. Under Multi-factor authentication (MFA), choose Assign MFA device and follow the steps. An authenticator app is asked for two codes, one after the other.
4. Sign out, and sign in again with a code.",
    mfa_device: "An MFA device is set up for you: scan its QR code with an authenticator app before you sign in for the first time.",
    valid_until: "Please sign in by {day}; after that day this access may be withdrawn.",
    sheet: SheetWords {
        title: "Your access to the {account}",
        sign_in_url: "Sign-in URL",
        user_name: "User name",
        password: "Password",
        access_key_id: "Access key ID",
        secret_access_key: "Secret access key",
        mfa: "MFA device",
        mfa_scan: "Scan this code with an authenticator app.",
        mfa_secret: "Or type this secret key into the app:",
        scan_to_sign_in: "Scan to open the sign-in page.",
        legend: "How to read it:",
        upper: "capital letter",
        lower: "small letter",
        digit: "digit",
        symbol: "symbol",
        destroy: "Destroy this sheet when you have signed in.",
        first_steps: "First steps",
    },
};
