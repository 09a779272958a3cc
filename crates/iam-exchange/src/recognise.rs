//! Which of the files that can be imported one is: told by what stands in it, not by its name.

#[cfg(test)]
mod tests;

/// As much of a file as is looked at. The lists of an account file and the names of a small one's
/// fields stand within it.
pub const HEAD: usize = 1 << 18;

/// The kinds of file that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// The answer of `get-account-authorization-details`.
    AuthorizationDetails,
    /// What the collect script gathered.
    Bundle,
    /// The credential report, as CSV or as `get-credential-report` answers it.
    CredentialReport,
    /// The answer of `get-account-summary`.
    AccountSummary,
    /// The answer of `get-account-password-policy`.
    PasswordPolicy,
    /// A policy document.
    Policy,
    /// A template of CloudFormation.
    CloudFormation,
    /// A plan of Terraform's, as `terraform show -json` prints it.
    TerraformPlan,
    /// Policies of resources: a service's answer, or `{"ARN": policy}`.
    ResourcePolicies,
    /// Credentials that AWS has issued.
    Credentials,
    /// Questions with their expected answers, as `bailiwick expect` takes them.
    Expectations,
    /// A vault, or a backup of one: only its password says more.
    Vault,
}

impl FileKind {
    /// The word for it in answers to programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationDetails => "authorization-details",
            Self::Bundle => "bundle",
            Self::CredentialReport => "credential-report",
            Self::AccountSummary => "account-summary",
            Self::PasswordPolicy => "password-policy",
            Self::Policy => "policy",
            Self::CloudFormation => "cloudformation",
            Self::TerraformPlan => "terraform-plan",
            Self::ResourcePolicies => "resource-policies",
            Self::Credentials => "credentials",
            Self::Expectations => "expectations",
            Self::Vault => "vault",
        }
    }
}

/// The kind of a file, by its first [`HEAD`] bytes.
#[must_use]
pub fn recognise(head: &[u8]) -> Option<FileKind> {
    let bytes = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    match bytes[first] {
        b'{' => json(&bytes[first..]),
        // A list of keys, or UTF-16, as PowerShell's `>` writes a CSV.
        b'[' | 0xff | 0xfe => Some(FileKind::Credentials),
        _ => lines(&bytes[first..]),
    }
}

fn json(bytes: &[u8]) -> Option<FileKind> {
    let keys = top_level_keys(bytes);
    let has = |key: &str| keys.iter().any(|it| it == key);
    let list = ["UserDetailList", "GroupDetailList", "RoleDetailList"];
    if has("ask") && has("answer") {
        Some(FileKind::Bundle)
    } else if has("slots") && has("header_checksum") {
        Some(FileKind::Vault)
    } else if has("expectations") {
        Some(FileKind::Expectations)
    } else if list.iter().any(|key| has(key)) {
        Some(FileKind::AuthorizationDetails)
    } else if has("planned_values") || has("terraform_version") {
        Some(FileKind::TerraformPlan)
    } else if has("AWSTemplateFormatVersion") || has("Resources") || has("TemplateBody") {
        Some(FileKind::CloudFormation)
    } else if has("ReportFormat") {
        Some(FileKind::CredentialReport)
    } else if has("SummaryMap") {
        Some(FileKind::AccountSummary)
    } else if has("PasswordPolicy") {
        Some(FileKind::PasswordPolicy)
    } else if has("AccessKey") || has("LoginProfile") {
        Some(FileKind::Credentials)
    } else if has("Statement") {
        Some(FileKind::Policy)
    } else if keys.first().is_some_and(|key| key.starts_with("arn:"))
        || ["Policy", "ResourcePolicy", "policyText", "Attributes"]
            .iter()
            .any(|key| has(key))
    {
        Some(FileKind::ResourcePolicies)
    } else if has("Policies") {
        Some(FileKind::AuthorizationDetails)
    } else {
        None
    }
}

fn lines(bytes: &[u8]) -> Option<FileKind> {
    if bytes.starts_with(b"bailiwick-backup/") {
        return Some(FileKind::Vault);
    }
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines();
    let first = lines.next()?.trim().to_ascii_lowercase();
    if first.starts_with("user,arn,") {
        return Some(FileKind::CredentialReport);
    }
    let is_credentials = first.contains("access key id")
        || first.contains("password")
        || first.trim_matches('"').starts_with("awsaccesskeyid");
    if is_credentials && (first.contains(',') || first.contains('=')) {
        return Some(FileKind::Credentials);
    }
    // A profile may stand below comments.
    let plain = |line: &&str| !line.trim_start().starts_with(['#', ';']) && !line.trim().is_empty();
    let begins = text.lines().find(plain)?;
    if begins.trim_start().starts_with('[') {
        return Some(FileKind::Credentials);
    }
    let begins_with = |word: &str| text.lines().any(|line| line.starts_with(word));
    (begins_with("Resources:") || begins_with("AWSTemplateFormatVersion:"))
        .then_some(FileKind::CloudFormation)
}

/// The keys of the outermost object, as far as they stand in the bytes.
fn top_level_keys(bytes: &[u8]) -> Vec<String> {
    let (mut keys, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            b'"' => {
                let start = at + 1;
                at = start;
                while let Some(&inner) = bytes.get(at) {
                    match inner {
                        b'\\' => at += 1,
                        b'"' => break,
                        _ => {}
                    }
                    at += 1;
                }
                let rest = bytes.get(at + 1..).unwrap_or_default();
                let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
                if depth == 1
                    && next == Some(&b':')
                    && let Some(key) = bytes.get(start..at)
                {
                    keys.push(String::from_utf8_lossy(key).into_owned());
                }
            }
            _ => {}
        }
        at += 1;
    }
    keys
}
