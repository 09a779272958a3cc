//! A bundle as the script writes it, and bundles that are none.

use iam_directory::CredentialStatus;

use super::*;

const FIRST: &str = r#"{"ask":"bailiwick-bundle-1","of":"2026-01-02T03:04:05Z","answer":{"UserId":"x","Account":"111122223333","Arn":"y"}}"#;
const DETAILS: &str = r#"{"ask":"get-account-authorization-details","of":"","answer":{"UserDetailList":[{"Path":"/","UserName":"alice","UserId":"AIDACKCEVSQ6C2EXAMPLE","Arn":"arn:aws:iam::111122223333:user/alice","GroupList":[],"AttachedManagedPolicies":[]}],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]}}"#;
const REST: &str = r#"{"ask":"list-account-aliases","of":"","answer":{"AccountAliases":["acme"]}}
{"ask":"get-account-password-policy","of":"","answer":{"PasswordPolicy":{"MinimumPasswordLength":14,"RequireSymbols":true,"AllowUsersToChangePassword":true,"ExpirePasswords":false}}}
{"ask":"get-login-profile","of":"alice","answer":{"LoginProfile":{"UserName":"alice","CreateDate":"2026-01-01T00:00:00+00:00","PasswordResetRequired":true}}}
{"ask":"list-mfa-devices","of":"alice","answer":{"MFADevices":[{"UserName":"alice","SerialNumber":"arn:aws:iam::111122223333:mfa/alice","EnableDate":"2026-01-01T00:00:00+00:00"}]}}
{"ask":"list-access-keys","of":"alice","answer":{"AccessKeyMetadata":[{"UserName":"alice","AccessKeyId":"AKIAIOSFODNN7EXAMPLE","Status":"Inactive","CreateDate":"2026-01-01T00:00:00+00:00"}]}}
{"ask":"get-access-key-last-used","of":"AKIAIOSFODNN7EXAMPLE","answer":{"UserName":"alice","AccessKeyLastUsed":{"LastUsedDate":"2026-01-01T01:00:00+00:00","ServiceName":"s3","Region":"us-east-1"}}}
{"ask":"something-new","of":"alice","answer":{}}"#;
const END: &str = r#"{"ask":"end","of":"","answer":null}"#;

fn try_read(lines: &[&str]) -> Result<Bundle, ReadBundleError> {
    let mut number = 0;
    read(lines.join("\n").as_bytes(), &mut || {
        number += 1;
        EntityId::from_bytes([number; 16])
    })
}

#[test]
fn everything_of_a_user() {
    let bundle = try_read(&[FIRST, DETAILS, REST, END]).unwrap();
    assert_eq!(bundle.alias.unwrap().to_string(), "acme");
    assert_eq!(bundle.password_policy.unwrap().minimum_length, 14);
    let directory = &bundle.details.accounts[0].directory;
    let alice = directory.user_named("alice").unwrap();
    assert!(alice.login_profile.as_ref().unwrap().reset_required);
    assert_eq!(alice.mfa_devices.len(), 1);
    let key = &alice.access_keys[0];
    assert!(!key.is_active());
    assert_eq!(key.last_used.as_ref().unwrap().service, "s3");
}

#[test]
fn what_is_no_bundle_says_where() {
    let check = |lines: &[&str], message: &str| {
        assert_eq!(try_read(lines).unwrap_err().to_string(), message);
    };
    check(&[], "the file is not a bundle of the collect script");
    check(&[DETAILS], "the file is not a bundle of the collect script");
    check(&[FIRST, DETAILS, REST], "the bundle ends before its end");
    check(&[FIRST, END], "the bundle holds no authorization details");
    check(
        &[FIRST, "nonsense", END],
        "line 2 is not what the collect script writes",
    );
}

#[test]
fn the_policy_allows_what_the_script_asks() {
    let words: Vec<&str> = SCRIPT.split_whitespace().collect();
    let mut asked = 0;
    for pair in words.windows(2) {
        let service = match pair[0] {
            "s3api" => "s3",
            "iam" | "organizations" | "sqs" | "sns" | "kms" | "secretsmanager" | "lambda"
            | "ecr" => pair[0],
            _ => continue,
        };
        let command = pair[1].trim_end_matches([';', ')']);
        let verbs = ["get-", "list-", "describe-", "generate-"];
        if !verbs.iter().any(|verb| command.starts_with(verb)) {
            continue;
        }
        let action: String = command
            .split('-')
            .map(|part| match part {
                "mfa" | "ssh" | "saml" => part.to_uppercase(),
                "id" => "ID".to_owned(),
                "openid" => "OpenID".to_owned(),
                part => part[..1].to_uppercase() + &part[1..],
            })
            .collect();
        let action = match (service, action.as_str()) {
            ("s3", "ListBuckets") => "ListAllMyBuckets".to_owned(),
            _ => action,
        };
        asked += 1;
        assert!(
            POLICY.contains(&format!("\"{service}:{action}\"")),
            "{service}:{action}"
        );
    }
    assert!(asked > 40, "{asked}");
}

const MORE: &str = r#"{"ask":"get-ssh-public-key","of":"alice","answer":{"SSHPublicKey":{"UserName":"alice","SSHPublicKeyId":"APKAEIBAERJR2EXAMPLE0","SSHPublicKeyBody":"@KEY@","Status":"Active","UploadDate":"2026-01-01T00:00:00+00:00"}}}
{"ask":"list-signing-certificates","of":"alice","answer":{"Certificates":[{"UserName":"alice","CertificateId":"TA7SMP42TDN5Z26OBPJE7EXAMPLE","CertificateBody":"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----","Status":"Inactive","UploadDate":"2026-01-01T00:00:00+00:00"}]}}
{"ask":"list-service-specific-credentials","of":"alice","answer":{"ServiceSpecificCredentials":[{"UserName":"alice","Status":"Active","ServiceUserName":"alice-at-111122223333","CreateDate":"2026-01-01T00:00:00+00:00","ServiceSpecificCredentialId":"ACCAEXAMPLE123EXAMPLE","ServiceName":"codecommit.amazonaws.com"}]}}
{"ask":"list-instance-profiles","of":"","answer":{"InstanceProfiles":[{"Path":"/","InstanceProfileName":"web","InstanceProfileId":"AIPACKCEVSQ6C2EXAMPLE","Arn":"arn:aws:iam::111122223333:instance-profile/web","CreateDate":"2026-01-01T00:00:00+00:00","Roles":[]}]}}
{"ask":"list-instance-profile-tags","of":"web","answer":{"Tags":[{"Key":"team","Value":"x"}]}}
{"ask":"list-open-id-connect-providers","of":"","answer":{"OpenIDConnectProviderList":[{"Arn":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}]}}
{"ask":"get-open-id-connect-provider","of":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com","answer":{"Url":"token.actions.githubusercontent.com","ClientIDList":["sts.amazonaws.com"],"ThumbprintList":["6938fd4d98bab03faadb97b34396831e3780aea1"],"CreateDate":"2026-01-01T00:00:00+00:00","Tags":[]}}
{"ask":"list-saml-providers","of":"","answer":null,"why":"denied"}
{"ask":"get-account-summary","of":"","answer":{"SummaryMap":{"Users":1,"UsersQuota":6000}}}
{"ask":"describe-organization","of":"","answer":{"Organization":{"Id":"o-exampleorgid","Arn":"x","FeatureSet":"ALL","MasterAccountId":"111122223333"}}}
{"ask":"list-roots","of":"","answer":{"Roots":[{"Id":"r-abcd","Name":"Root"}]}}
{"ask":"list-accounts-for-parent","of":"r-abcd","answer":{"Accounts":[{"Id":"111122223333","Name":"main"}]}}
{"ask":"list-organizational-units-for-parent","of":"r-abcd","answer":{"OrganizationalUnits":[{"Id":"ou-abcd-11111111","Name":"dev"}]}}
{"ask":"list-accounts-for-parent","of":"ou-abcd-11111111","answer":{"Accounts":[{"Id":"444455556666","Name":"dev"}]}}
{"ask":"describe-policy","of":"p-12345678","answer":{"Policy":{"PolicySummary":{"Id":"p-12345678","Name":"no-leave","Type":"SERVICE_CONTROL_POLICY","AwsManaged":false},"Content":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"organizations:LeaveOrganization\",\"Resource\":\"*\"}]}"}}}
{"ask":"list-targets-for-policy","of":"p-12345678","answer":{"Targets":[{"TargetId":"ou-abcd-11111111","Name":"dev","Type":"ORGANIZATIONAL_UNIT"}]}}
{"ask":"get-bucket-policy","of":"arn:aws:s3:::ledger","answer":{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}}
{"ask":"get-queue-attributes","of":"https://sqs.example/q","answer":{"Attributes":{"QueueArn":"arn:aws:sqs:eu-central-1:111122223333:q"}}}
{"ask":"list-queue-tags","of":"https://sqs.example/q","answer":{"Tags":{"team":"billing"}}}
{"ask":"get-bucket-tagging","of":"arn:aws:s3:::ledger","answer":{"TagSet":[{"Key":"team","Value":"books"}]}}
{"ask":"get-bucket-policy","of":"arn:aws:s3:::bare","answer":null,"why":"nothing"}
{"ask":"get-bucket-tagging","of":"arn:aws:s3:::bare","answer":null,"why":"nothing"}
{"ask":"list-resource-tags","of":"arn:aws:kms:eu-central-1:111122223333:key/k","answer":{"Tags":[{"TagKey":"team","TagValue":"vault"}],"Truncated":false}}
{"ask":"list-tags-for-resource","of":"arn:aws:ecr:eu-central-1:111122223333:repository/web","answer":{"tags":[{"Key":"team","Value":"web"}]}}
{"ask":"list-tags-for-resource","of":"arn:aws:sns:eu-central-1:111122223333:t","answer":null,"why":"denied"}"#;

/// An RSA key's public half: only its form matters.
fn ssh_key() -> String {
    let mut body = Vec::new();
    for field in [&b"ssh-rsa"[..], &[1, 0, 1], &[0x7f; 257]] {
        body.extend(u32::try_from(field.len()).unwrap().to_be_bytes());
        body.extend(field);
    }
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, body);
    format!("ssh-rsa {encoded} alice@laptop")
}

#[test]
fn everything_else_of_an_account() {
    let more = MORE.replace("@KEY@", &ssh_key());
    let bundle = try_read(&[FIRST, DETAILS, REST, &more, END]).unwrap();
    let said: Vec<String> = bundle.not_taken.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "list-saml-providers: AWS did not answer this to whoever ran the script",
            "list-tags-for-resource arn:aws:sns:eu-central-1:111122223333:t: AWS did not answer \
             this to whoever ran the script",
        ]
    );
    assert!(bundle.kinds.contains(&EntityKind::OidcProvider));
    assert!(!bundle.kinds.contains(&EntityKind::SamlProvider));
    let directory = &bundle.details.accounts[0].directory;
    let alice = directory.user_named("alice").unwrap();
    assert_eq!(alice.ssh_keys.len(), 1);
    assert_eq!(
        alice.signing_certificates[0].status,
        CredentialStatus::Inactive
    );
    let service = &alice.service_credentials[0];
    assert_eq!(
        service.service_user_name.as_deref(),
        Some("alice-at-111122223333")
    );
    let profile = directory.instance_profiles().next().unwrap();
    assert_eq!((profile.name.as_str(), profile.tags.len()), ("web", 1));
    let provider = directory.oidc_providers().next().unwrap();
    assert_eq!(
        provider.url.as_str(),
        "https://token.actions.githubusercontent.com"
    );
    assert_eq!(bundle.summary.unwrap().number("UsersQuota"), Some(6000));
    let organization = bundle.organization.unwrap();
    let levels = organization.levels("444455556666".parse().unwrap());
    let names: Vec<&str> = levels.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Root", "dev", "dev"]);
    assert_eq!(levels[1].attached.len(), 1);
    let policies = &bundle.resources.policies;
    let held: Vec<(&str, bool)> = policies
        .iter()
        .map(|(arn, policy)| (arn.as_str(), policy.is_some()))
        .collect();
    let queue = "arn:aws:sqs:eu-central-1:111122223333:q";
    let expected = [
        ("arn:aws:s3:::bare", false),
        ("arn:aws:s3:::ledger", true),
        (queue, false),
    ];
    assert_eq!(held, expected);
    let tags: Vec<String> = bundle
        .resources
        .tags
        .iter()
        .map(|(arn, tags)| {
            let team = tags.values().next().map_or("", |value| value.as_str());
            format!("{} {team}", arn.service())
        })
        .collect();
    assert_eq!(
        tags,
        ["ecr web", "kms vault", "s3 ", "s3 books", "sqs billing"]
    );
}
