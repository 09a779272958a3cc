//! What AWS refuses in the resources of an identity policy beyond its grammar, and its words.
//!
//! Only what is sure is refused: a wildcard or a variable may stand for what is right.

use iam_names::Partition;
use iam_policy::policy::{Policy, Resources, Statement};

/// What an ARN of IAM's names behind its account.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html#awsidentityandaccessmanagementiam-resources-for-iam-policies>
const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

/// Partitions beside those that Bailiwick plans for.
/// <https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html>
const OTHER_PARTITIONS: [&str; 5] = ["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// A resource that AWS refuses: where, what is wrong, and AWS's words for it.
pub(super) struct Refused<'p> {
    pub(super) statement: (usize, &'p Statement),
    pub(super) message: String,
    pub(super) words_of_aws: String,
}

/// The first resource of a policy that AWS refuses.
pub(super) fn first_refused(policy: &Policy) -> Option<Refused<'_>> {
    policy
        .statements
        .iter()
        .enumerate()
        .find_map(|(index, statement)| {
            let patterns = match &statement.resources {
                Resources::Only(patterns) | Resources::AllBut(patterns) => patterns.as_slice(),
                Resources::Attached => &[],
            };
            let (message, words_of_aws) =
                patterns.iter().find_map(|pattern| mistake(&pattern.text))?;
            Some(Refused {
                statement: (index, statement),
                message,
                words_of_aws,
            })
        })
}

fn mistake(arn: &str) -> Option<(String, String)> {
    let open = |text: &str| text.contains(['*', '?', '$']);
    let mut parts = arn.splitn(6, ':');
    let (_, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    let known = Partition::ALL.iter().any(|it| it.as_str() == partition)
        || OTHER_PARTITIONS.contains(&partition);
    if !known && !open(partition) {
        return Some((
            format!("there is no partition `{partition}`: `{arn}`"),
            format!("Partition \"{partition}\" is not valid for resource \"{arn}\"."),
        ));
    }
    match service {
        "iam" if !region.is_empty() && !open(region) => Some((
            format!("IAM has no regions: `{arn}`"),
            format!("IAM resource {arn} cannot contain region information."),
        )),
        "iam" if !open(resource) && !IAM_PATHS.iter().any(|it| resource.starts_with(it)) => Some((
            format!("`{arn}` is nothing that IAM has"),
            format!(
                "IAM resource path must either be \"*\" or start with {}.",
                IAM_PATHS.join(", ")
            ),
        )),
        // Access points and jobs have a region, and an account with it.
        "s3" if !region.is_empty() && account.is_empty() && !open(region) => Some((
            format!("the ARN of a bucket has no region: `{arn}`"),
            format!("Resource {arn} can not contain region information."),
        )),
        _ => None,
    }
}
