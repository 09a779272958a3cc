//! Names against AWS's own patterns, the identifiers' published examples, and round trips.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use proptest::prelude::*;
use regex::Regex;

use crate::*;

/// Whether a text is accepted; what is accepted must be kept as it is and survive serde.
fn accepts<T>(text: &str) -> bool
where
    T: FromStr<Err = ParseNameError> + Display + Debug + PartialEq + serde::Serialize,
    T: for<'de> serde::Deserialize<'de>,
{
    let Ok(name) = text.parse::<T>() else {
        return false;
    };
    assert_eq!(name.to_string(), text);
    let json = serde_json::to_string(&name).unwrap();
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), name);
    true
}

/// A pattern of the API model with its lengths, anchored as the service has it; `\w` is ASCII.
fn model(pattern: &str, min: usize, max: usize) -> impl Fn(&str) -> bool {
    let ascii = pattern.replace(r"\w", "A-Za-z0-9_");
    let regex = Regex::new(&format!("^(?:{ascii})$")).unwrap();
    move |text| (min..=max).contains(&text.chars().count()) && regex.is_match(text)
}

/// Texts near the edges of every pattern.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9-]{0,14}",
        "[0-9]{11,13}",
        r"v?[0-9]{1,3}(\.[a-z]{0,2})?",
        "/?[!-~/]{0,12}/?",
        "[A-Za-z0-9_+=,.@:/ -]{0,140}",
        "[\u{0}-\u{ff}]{0,4}",
        ".{0,4}",
        "[A-Z2-7]{14,22}",
        ("[a-z+=,@]", 0_usize..1300).prop_map(|(text, count)| text.repeat(count)),
    ]
}

proptest! {
    #[test]
    fn every_pattern_is_the_models(text in texts()) {
        let text = text.as_str();
        let name = r"[\w+=,.@-]+";
        prop_assert_eq!(accepts::<AccountId>(text), model(r"[0-9]{12}", 12, 12)(text));
        prop_assert_eq!(accepts::<UserName>(text), model(name, 1, 64)(text));
        prop_assert_eq!(accepts::<GroupName>(text), model(name, 1, 128)(text));
        prop_assert_eq!(accepts::<RoleName>(text), model(name, 1, 64)(text));
        prop_assert_eq!(accepts::<PolicyName>(text), model(name, 1, 128)(text));
        prop_assert_eq!(accepts::<InstanceProfileName>(text), model(name, 1, 128)(text));
        prop_assert_eq!(accepts::<MfaDeviceName>(text), model(name, 1, 226)(text));
        prop_assert_eq!(accepts::<Path>(text), model(r"(/)|(/[!-~]+/)", 1, 512)(text));
        prop_assert_eq!(accepts::<UniqueId>(text), model(r"[\w]+", 16, 128)(text));
        prop_assert_eq!(accepts::<AccessKeyId>(text), model(r"[\w]+", 16, 128)(text));
        prop_assert_eq!(accepts::<SessionName>(text), model(r"[\w+=,.@-]*", 2, 64)(text));
        prop_assert_eq!(accepts::<ExternalId>(text), model(r"[\w+=,.@:\/-]*", 2, 1224)(text));
        prop_assert_eq!(accepts::<MfaSerial>(text), model(r"[\w+=/:,.@-]+", 9, 256)(text));
        let version = model(r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?", 2, 64);
        prop_assert_eq!(accepts::<PolicyVersionId>(text), version(text));
        // The model's `-(?!-)` needs a look-ahead: said as groups of letters between hyphens.
        let alias = model("[a-z0-9]+(-[a-z0-9]+)*", 3, 63);
        let is_alias = alias(text) && !model(r"[0-9]{12}", 12, 12)(text);
        prop_assert_eq!(accepts::<AccountAlias>(text), is_alias);
        let tag = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*";
        // The oracle knows an older Unicode than we: of letters that it has not heard of it says no.
        if !regex::Regex::new(r"\p{Cn}").unwrap().is_match(text) {
            prop_assert_eq!(accepts::<TagKey>(text), model(tag, 1, 128)(text));
            prop_assert_eq!(accepts::<TagValue>(text), model(tag, 0, 256)(text));
        }
        if let Ok(path) = text.parse::<Path>() {
            let suits = model(r"((/[A-Za-z0-9\.,\+@=_-]+)*)/", 1, 512)(text);
            prop_assert_eq!(path.suits_policies(), suits);
        }
    }

    #[test]
    fn nothing_panics(text in ".*") {
        accepts::<Arn>(&text);
        accepts::<ActionName>(&text);
        accepts::<ServicePrefix>(&text);
        accepts::<Partition>(&text);
        let _ = text.parse::<Timestamp>();
        let _ = text.parse::<EntityId>();
        let _ = text.parse::<SessionDuration>();
    }

    #[test]
    fn arns_keep_their_parts(
        parts in ("[a-z-]{1,9}", "[a-z0-9-]{1,9}", "[a-z0-9-]{0,9}", "[a-z0-9]{0,12}", "[ -~]{1,40}")
    ) {
        let (partition, service, region, account, resource) = parts;
        let text = format!("arn:{partition}:{service}:{region}:{account}:{resource}");
        let arn: Arn = text.parse().unwrap();
        prop_assert_eq!(arn.as_str(), text);
        prop_assert_eq!(arn.partition(), partition);
        prop_assert_eq!(arn.service(), service);
        prop_assert_eq!(arn.region(), region);
        prop_assert_eq!(arn.account(), account);
        prop_assert_eq!(arn.resource(), resource);
    }

    #[test]
    fn built_arns_equal_parsed_ones(path in "/|/[a-z/]{1,9}/", name in "[a-z+=,.@-]{1,20}") {
        let account = "111122223333".parse().unwrap();
        let path: Path = path.parse().unwrap();
        for partition in Partition::ALL {
            let arn = Arn::user(&partition, &account, &path, &name.parse().unwrap());
            prop_assert_eq!(&arn.as_str().parse::<Arn>().unwrap(), &arn);
            prop_assert_eq!(arn.known_partition(), Some(partition));
            prop_assert_eq!(arn.account_id(), Some(account));
            prop_assert_eq!(arn.iam_entity(), Some(("user", path.as_str(), name.as_str())));
        }
    }

    #[test]
    fn times_print_and_parse(unix in -62_167_219_200_i64..=253_402_300_799) {
        let time = Timestamp::from_unix(unix);
        prop_assert_eq!(time.unix(), unix);
        prop_assert_eq!(time.to_string().parse::<Timestamp>().unwrap(), time);
        let next = time.plus_days(1).date();
        prop_assert!(next > time.date() || time.plus_days(1) == Timestamp::from_unix(i64::MAX));
    }

    #[test]
    fn entity_ids_print_and_parse(bytes: [u8; 16]) {
        let id = EntityId::from_bytes(bytes);
        prop_assert_eq!(id.to_string().parse::<EntityId>().unwrap(), id);
        prop_assert_eq!(id.to_string().to_uppercase().parse::<EntityId>().unwrap(), id);
        prop_assert_eq!(id.as_bytes(), &bytes);
    }
}

#[test]
fn tag_characters_are_unicodes_categories() {
    let category = Regex::new(r"^[\p{L}\p{Z}\p{N}]$").unwrap();
    let unassigned = Regex::new(r"^\p{Cn}$").unwrap();
    let mut buffer = [0; 4];
    for character in '\u{80}'..=char::MAX {
        let text: &str = character.encode_utf8(&mut buffer);
        // The standard library may know a newer Unicode than the oracle.
        if !unassigned.is_match(text) {
            let accepted = text.parse::<TagValue>().is_ok();
            assert_eq!(
                accepted,
                category.is_match(text),
                "U+{:04X}",
                u32::from(character)
            );
        }
    }
}

#[test]
fn access_key_ids_tell_their_account() {
    #[track_caller]
    fn check(id: &str, expected: Option<&str>) {
        let id: AccessKeyId = id.parse().unwrap();
        assert_eq!(
            id.account_id()
                .map(|account| account.to_string())
                .as_deref(),
            expected
        );
    }
    // Two published examples: write-ups of the encoding, not anybody's live keys.
    check(concat!("ASIA", "Y34FZKBOKMUTVV7A"), Some("609629065308"));
    check(concat!("AKIA", "6RVFFB77RE7OLMKI"), Some("999999999999"));
    // The older generation does not carry it; nor do local and odd ids.
    check("AKIAIOSFODNN7EXAMPLE", None);
    check("LKIAY34FZKBOKMUTVV7A", None);
    check("ASIAY34FZKBOKMUTVV7", None);
    check("ASIAY34FZKBOKMUTVV71", None);
    check("ASIA7777777777777777", None);
    assert!(
        "LKIAIOSFODNN7EXAMPLE"
            .parse::<AccessKeyId>()
            .unwrap()
            .is_local()
    );
    assert!(
        "ASIAIOSFODNN7EXAMPLE"
            .parse::<AccessKeyId>()
            .unwrap()
            .is_temporary()
    );
}

#[test]
fn arns_of_iam_are_taken_apart() {
    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str, &str)>) {
        assert_eq!(text.parse::<Arn>().unwrap().iam_entity(), expected);
    }
    check(
        "arn:aws:iam::111122223333:user/alice",
        Some(("user", "/", "alice")),
    );
    check(
        "arn:aws:iam::111122223333:mfa/a/b/c",
        Some(("mfa", "/a/b/", "c")),
    );
    check(
        "arn:aws:iam::aws:policy/service-role/X",
        Some(("policy", "/service-role/", "X")),
    );
    check("arn:aws:iam::111122223333:root", None);
    check("arn:aws:iam::111122223333:user/", None);
    check("arn:aws:s3:::bucket/key", None);

    let managed: Arn = "arn:aws:iam::aws:policy/ReadOnlyAccess".parse().unwrap();
    assert!(managed.is_aws_managed_policy());
    assert_eq!(managed.account_id(), None);
    let account = "111122223333".parse().unwrap();
    let name = "ReadOnlyAccess".parse().unwrap();
    assert_eq!(
        Arn::aws_managed_policy(&Partition::Aws, &Path::root(), &name),
        managed
    );
    assert!(Arn::root(&Partition::AwsCn, &account).is_account_root());
    let role = "app".parse().unwrap();
    let session = "me@example.com".parse().unwrap();
    let assumed = Arn::assumed_role(&Partition::AwsUsGov, &account, &role, &session);
    let expected = "arn:aws-us-gov:sts::111122223333:assumed-role/app/me@example.com";
    assert_eq!(assumed, expected.parse::<Arn>().unwrap());
}

#[test]
fn times_are_read_leniently() {
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let time = text.parse::<Timestamp>().ok();
        assert_eq!(
            time.map(|time| time.to_string()).as_deref(),
            expected,
            "{text}"
        );
    }
    check("2026-01-02T03:04:05Z", Some("2026-01-02T03:04:05Z"));
    check("2023-03-09 10:41:45+00:00", Some("2023-03-09T10:41:45Z"));
    check("2026-01-02t03:04:05.123456z", Some("2026-01-02T03:04:05Z"));
    check("2026-01-01T00:30:00+01:00", Some("2025-12-31T23:30:00Z"));
    check("2026-01-01T00:30:00-0130", Some("2026-01-01T02:00:00Z"));
    check("2024-02-29T00:00:00Z", Some("2024-02-29T00:00:00Z"));
    check("2016-12-31T23:59:60Z", Some("2017-01-01T00:00:00Z"));
    check("0000-01-01T00:00:00Z", Some("0000-01-01T00:00:00Z"));
    check("2023-02-29T00:00:00Z", None);
    check("1900-02-29T00:00:00Z", None);
    check("2026-13-01T00:00:00Z", None);
    check("2026-01-01T24:00:00Z", None);
    check("2026-01-01T00:00:00", None);
    check("2026-01-01T00:00:00.Z", None);
    check("2026-01-01T00:00:00Z ", None);
    check("2026-01-01", None);
    check("0000-01-01T00:00:00+00:01", None);
    check("N/A", None);
    assert_eq!(Timestamp::from_unix(0).to_string(), "1970-01-01T00:00:00Z");
    assert_eq!(Timestamp::from_unix(951_782_400).date(), (2000, 2, 29));
    assert_eq!(
        Timestamp::from_unix(i64::MIN).to_string(),
        "0000-01-01T00:00:00Z"
    );
}

#[test]
fn names_are_compared_as_aws_does() {
    let alice: UserName = "Alice".parse().unwrap();
    let other: UserName = "aLICE".parse().unwrap();
    assert_ne!(alice, other);
    assert!(alice.same_name(&other));
    assert_eq!(alice.name_key(), other.name_key());
    assert_eq!(
        serde_json::from_str::<NameKey>("\"ALICE\"").unwrap(),
        alice.name_key()
    );

    let action: ActionName = "s3:GetObject".parse().unwrap();
    let shouted: ActionName = "S3:GETOBJECT".parse().unwrap();
    assert_eq!(action, shouted);
    assert_eq!(
        std::collections::HashSet::from([action.clone(), shouted]).len(),
        1
    );
    assert_eq!((action.service(), action.name()), ("s3", "GetObject"));
    for pattern in ["s3:*", "*", "s3:", ":Get", "s3:Get:Object", "s3:Get?bject"] {
        assert!(pattern.parse::<ActionName>().is_err(), "{pattern}");
    }
}

#[test]
fn refusals_explain_themselves() {
    #[track_caller]
    fn check<T: FromStr<Err = ParseNameError> + Debug>(text: &str, expected: &str) {
        let refused = text.parse::<T>().unwrap_err();
        assert_eq!(
            format!("{} / {}", refused.message(), refused.help()),
            expected
        );
    }
    let names = "letters, digits and `_+=,.@-`";
    check::<UserName>("", &format!("the user name is empty / 1 to 64 {names}"));
    check::<UserName>(
        "Zoë",
        &format!("the user name cannot hold the character `ë` at byte 2 / 1 to 64 {names}"),
    );
    check::<GroupName>(
        &"g".repeat(129),
        &format!("the group name has 129 characters, at most 128 are allowed / 1 to 128 {names}"),
    );
    check::<RoleName>(
        "a\nb",
        &format!("the role name cannot hold the character `\\n` at byte 1 / 1 to 64 {names}"),
    );
    check::<SessionName>(
        "x",
        &format!("the session name has 1 character, at least 2 are needed / 2 to 64 {names}"),
    );
    check::<MaxSessionDuration>(
        "900",
        "the maximum session duration is 900, it lies between 3600 and 43200 / seconds, from 3600 \
         to 43200",
    );
    check::<Partition>(
        "aws-iso",
        "the partition is not one that is known / one of `aws`, `aws-cn` and `aws-us-gov`",
    );
    assert_eq!("a b".parse::<UserName>().unwrap_err().at(), Some(1));
}

#[test]
fn secrets_say_nothing() {
    let secret = Secret::new(String::from("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    assert_eq!(
        format!("{secret:?} {:#?}", Some(&secret)),
        "Secret(…) Some(\n    Secret(…),\n)"
    );
    // A test receives its own example.
    assert_eq!(secret.duplicate().expose(), secret.expose());
}
