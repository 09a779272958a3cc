//! The templates: a table.

use super::promise::{Answer, Promise};
use super::{Blank, BlankKind, Template};

/// A promise about a request without condition keys of its own.
const fn promise(
    sentence: &'static str,
    action: &'static str,
    resource: &'static str,
    answer: Answer,
) -> Promise {
    under(sentence, action, resource, &[], answer)
}

/// A promise about a request with condition keys.
const fn under(
    sentence: &'static str,
    action: &'static str,
    resource: &'static str,
    context: &'static [(&'static str, &'static str)],
    answer: Answer,
) -> Promise {
    Promise {
        sentence,
        action,
        resource,
        context,
        answer,
    }
}

/// Every template.
pub(super) const WISHES: &[Template] = &[
    Template {
        id: "read-one-bucket",
        title: "Read only one bucket",
        text: "Lists a bucket of Amazon S3 and reads its objects, and nothing else.",
        blanks: &[Blank {
            name: "Bucket",
            label: "Bucket",
            value: "",
            help: "the bucket's name, without `arn:` and `s3://`",
            kind: BlankKind::Bucket,
        }],
        document: r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ListTheBucket",
      "Effect": "Allow",
      "Action": [
        "s3:GetBucketLocation",
        "s3:ListBucket"
      ],
      "Resource": "arn:<Partition>:s3:::<Bucket>"
    },
    {
      "Sid": "ReadItsObjects",
      "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:GetObjectVersion"
      ],
      "Resource": "arn:<Partition>:s3:::<Bucket>/*"
    }
  ]
}"#,
        promises: &[
            promise(
                "Objects of <Bucket> can be read",
                "s3:GetObject",
                "arn:<Partition>:s3:::<Bucket>/notes.txt",
                Answer::Allows,
            ),
            promise(
                "<Bucket> can be listed",
                "s3:ListBucket",
                "arn:<Partition>:s3:::<Bucket>",
                Answer::Allows,
            ),
            promise(
                "Nothing can be written",
                "s3:PutObject",
                "arn:<Partition>:s3:::<Bucket>/notes.txt",
                Answer::DoesNotAllow,
            ),
            promise(
                "Other buckets can not be read",
                "s3:GetObject",
                "arn:<Partition>:s3:::<Bucket>-other/notes.txt",
                Answer::DoesNotAllow,
            ),
        ],
    },
    Template {
        id: "own-credentials",
        title: "Keep one's own credentials",
        text: "Users change their own password, access keys, SSH keys and MFA devices, and nobody \
               else's. An MFA device is taken away only by somebody who signed in with it.",
        blanks: &[],
        document: r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "SeeTheRules",
      "Effect": "Allow",
      "Action": [
        "iam:GetAccountPasswordPolicy",
        "iam:ListVirtualMFADevices"
      ],
      "Resource": "*"
    },
    {
      "Sid": "OwnPasswordAndKeys",
      "Effect": "Allow",
      "Action": [
        "iam:ChangePassword",
        "iam:CreateAccessKey",
        "iam:DeleteAccessKey",
        "iam:DeleteSSHPublicKey",
        "iam:GetAccessKeyLastUsed",
        "iam:GetLoginProfile",
        "iam:GetSSHPublicKey",
        "iam:GetUser",
        "iam:ListAccessKeys",
        "iam:ListSSHPublicKeys",
        "iam:UpdateAccessKey",
        "iam:UpdateSSHPublicKey",
        "iam:UploadSSHPublicKey"
      ],
      "Resource": "arn:<Partition>:iam::<Account>:user/${aws:username}"
    },
    {
      "Sid": "OwnMfaDevice",
      "Effect": "Allow",
      "Action": [
        "iam:CreateVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:ListMFADevices",
        "iam:ResyncMFADevice"
      ],
      "Resource": [
        "arn:<Partition>:iam::<Account>:mfa/${aws:username}",
        "arn:<Partition>:iam::<Account>:user/${aws:username}"
      ]
    },
    {
      "Sid": "TakeOwnMfaDeviceAwayWithMfa",
      "Effect": "Allow",
      "Action": [
        "iam:DeactivateMFADevice",
        "iam:DeleteVirtualMFADevice"
      ],
      "Resource": [
        "arn:<Partition>:iam::<Account>:mfa/${aws:username}",
        "arn:<Partition>:iam::<Account>:user/${aws:username}"
      ],
      "Condition": {
        "Bool": {
          "aws:MultiFactorAuthPresent": "true"
        }
      }
    }
  ]
}"#,
        promises: &[
            promise(
                "alice makes an access key of her own",
                "iam:CreateAccessKey",
                "arn:<Partition>:iam::<Account>:user/alice",
                Answer::Allows,
            ),
            promise(
                "alice makes no access key for bob",
                "iam:CreateAccessKey",
                "arn:<Partition>:iam::<Account>:user/bob",
                Answer::DoesNotAllow,
            ),
            promise(
                "alice enables an MFA device of her own",
                "iam:EnableMFADevice",
                "arn:<Partition>:iam::<Account>:user/alice",
                Answer::Allows,
            ),
            under(
                "Without MFA, alice does not take her MFA device away",
                "iam:DeactivateMFADevice",
                "arn:<Partition>:iam::<Account>:user/alice",
                &[("aws:MultiFactorAuthPresent", "false")],
                Answer::DoesNotAllow,
            ),
            under(
                "With MFA, she does",
                "iam:DeactivateMFADevice",
                "arn:<Partition>:iam::<Account>:user/alice",
                &[("aws:MultiFactorAuthPresent", "true")],
                Answer::Allows,
            ),
        ],
    },
    Template {
        id: "start-and-stop-by-tag",
        title: "Start and stop instances with a tag",
        text: "Sees every EC2 instance; starts, stops and reboots those with a tag.",
        blanks: &[
            Blank {
                name: "TagKey",
                label: "Tag key",
                value: "Owner",
                help: "the key of the instances' tag",
                kind: BlankKind::Tag,
            },
            Blank {
                name: "TagValue",
                label: "Tag value",
                value: "${aws:username}",
                help: "`${aws:username}` stands for the name of the user who calls",
                kind: BlankKind::Tag,
            },
        ],
        document: r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "SeeInstances",
      "Effect": "Allow",
      "Action": "ec2:DescribeInstances",
      "Resource": "*"
    },
    {
      "Sid": "StartAndStopThoseWithTheTag",
      "Effect": "Allow",
      "Action": [
        "ec2:RebootInstances",
        "ec2:StartInstances",
        "ec2:StopInstances"
      ],
      "Resource": "arn:<Partition>:ec2:*:<Account>:instance/*",
      "Condition": {
        "StringEquals": {
          "aws:ResourceTag/<TagKey>": "<TagValue>"
        }
      }
    }
  ]
}"#,
        promises: &[
            under(
                "An instance with the tag can be started",
                "ec2:StartInstances",
                "arn:<Partition>:ec2:eu-central-1:<Account>:instance/i-0123456789abcdef0",
                &[("aws:ResourceTag/<TagKey>", "<TagValue.resolved>")],
                Answer::Allows,
            ),
            under(
                "One with another value can not",
                "ec2:StartInstances",
                "arn:<Partition>:ec2:eu-central-1:<Account>:instance/i-0123456789abcdef0",
                &[("aws:ResourceTag/<TagKey>", "somebody-else")],
                Answer::DoesNotAllow,
            ),
            promise(
                "One without the tag can not",
                "ec2:StopInstances",
                "arn:<Partition>:ec2:eu-central-1:<Account>:instance/i-0123456789abcdef0",
                Answer::DoesNotAllow,
            ),
            under(
                "None can be terminated",
                "ec2:TerminateInstances",
                "arn:<Partition>:ec2:eu-central-1:<Account>:instance/i-0123456789abcdef0",
                &[("aws:ResourceTag/<TagKey>", "<TagValue.resolved>")],
                Answer::DoesNotAllow,
            ),
            promise(
                "Instances can be seen",
                "ec2:DescribeInstances",
                "*",
                Answer::Allows,
            ),
        ],
    },
    Template {
        id: "deny-without-mfa",
        title: "Deny everything without MFA",
        text: "Takes everything away from whoever did not sign in with MFA, but what is needed to \
               set an MFA device up. It allows nothing: other policies do.",
        blanks: &[],
        document: r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyAllButMfaSetUpWithoutMfa",
      "Effect": "Deny",
      "NotAction": [
        "iam:ChangePassword",
        "iam:CreateVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:GetUser",
        "iam:ListMFADevices",
        "iam:ListVirtualMFADevices",
        "iam:ResyncMFADevice",
        "sts:GetSessionToken"
      ],
      "Resource": "*",
      "Condition": {
        "BoolIfExists": {
          "aws:MultiFactorAuthPresent": "false"
        }
      }
    }
  ]
}"#,
        promises: &[
            under(
                "Without MFA, everything else is denied",
                "s3:ListAllMyBuckets",
                "*",
                &[("aws:MultiFactorAuthPresent", "false")],
                Answer::Denies,
            ),
            promise(
                "With a long-term access key, too, whose requests do not say whether MFA was used",
                "s3:ListAllMyBuckets",
                "*",
                Answer::Denies,
            ),
            under(
                "An MFA device can be set up without one",
                "iam:EnableMFADevice",
                "arn:<Partition>:iam::<Account>:user/alice",
                &[("aws:MultiFactorAuthPresent", "false")],
                Answer::DoesNotDeny,
            ),
            under(
                "With MFA, nothing is denied",
                "s3:ListAllMyBuckets",
                "*",
                &[("aws:MultiFactorAuthPresent", "true")],
                Answer::DoesNotDeny,
            ),
        ],
    },
    Template {
        id: "region-lock",
        title: "Only in these regions",
        text: "Denies everything in other regions, but services that work from one place for the \
               whole world. It allows nothing: other policies do.",
        blanks: &[Blank {
            name: "Regions",
            label: "Regions",
            value: "eu-central-1, eu-west-1",
            help: "with commas in between",
            kind: BlankKind::Regions,
        }],
        document: r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyOtherRegions",
      "Effect": "Deny",
      "NotAction": [
        "budgets:*",
        "ce:*",
        "cloudfront:*",
        "globalaccelerator:*",
        "health:*",
        "iam:*",
        "organizations:*",
        "route53:*",
        "route53domains:*",
        "shield:*",
        "sts:*",
        "support:*",
        "trustedadvisor:*",
        "waf:*"
      ],
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {
          "aws:RequestedRegion": ["<Regions>"]
        }
      }
    }
  ]
}"#,
        promises: &[
            under(
                "In <Regions.0>, nothing is denied",
                "ec2:RunInstances",
                "*",
                &[("aws:RequestedRegion", "<Regions.0>")],
                Answer::DoesNotDeny,
            ),
            under(
                "In any other region, everything is denied",
                "ec2:RunInstances",
                "*",
                &[("aws:RequestedRegion", "xx-elsewhere-9")],
                Answer::Denies,
            ),
            under(
                "IAM is spared wherever it is asked",
                "iam:ListUsers",
                "*",
                &[("aws:RequestedRegion", "xx-elsewhere-9")],
                Answer::DoesNotDeny,
            ),
        ],
    },
];
