//! What a policy that is attached is called outside: its ARN.

use iam_directory::{AccountSettings, Directory, PolicyRef};
use iam_names::Arn;

/// The ARN of an attached policy; none when the directory does not hold it.
pub(crate) fn arn(
    settings: &AccountSettings,
    directory: &Directory,
    policy: &PolicyRef,
) -> Option<Arn> {
    match policy {
        PolicyRef::Arn(arn) => Some(arn.clone()),
        PolicyRef::Customer(id) => {
            let policy = directory.policy(*id)?;
            Some(settings.arn("policy", &policy.path, policy.name.as_str()))
        }
    }
}
