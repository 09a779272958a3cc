//! The generator on a fixture small enough to read.

use super::read::{Facts, Service, global_keys, join_dependent_actions, managed_policies};
use super::write::pack;

const GLOBAL: &str = "
    {
        key: 'aws:PrincipalTag/tag-key',
        category: 'principal',
        type: 'String',
        description: ''
    },
    {
        key: 'aws:CalledVia',
        category: 'network',
        type: 'ArrayOfString', // of services
    },";

fn fixture() -> Facts {
    let mut services = vec![Service {
        prefix: "iam".to_owned(),
        name: "AWS Identity and Access Management (IAM)".to_owned(),
        actions: serde_json::from_str(
            r#"{"passrole":{"name":"PassRole","description":"Grants  permission","accessLevel":"Write",
                "resourceTypes":[{"name":"Role","required":true,"conditionKeys":["iam:passedToService"]}],
                "conditionKeys":["iam:PassedToService"]},
               "getuser":{"name":"GetUser","description":"d","accessLevel":"Read","resourceTypes":[],"conditionKeys":[]}}"#,
        )
        .unwrap(),
        resource_types: serde_json::from_str(
            r#"{"role":{"key":"role","arn":"arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"}}"#,
        )
        .unwrap(),
        condition_keys: serde_json::from_str(
            r#"{"iam:passedtoservice":{"key":"iam:PassedToService","description":"d","type":"String"}}"#,
        )
        .unwrap(),
        ..Service::default()
    }];
    let definition = serde_json::json!({"iam": {"privileges": {"PassRole": {"resource_types": {
        "a": {"dependent_actions": ["iam:GetUser"]}, "b": {"dependent_actions": ["iam:GetUser", "s3:GetObject"]}
    }}}}});
    join_dependent_actions(&mut services, &definition);
    let python = r#"x = """
{"P":{"CreateDate":"2019-01-23T19:03:45+00:00","DefaultVersionId":"v1","Path":"/","UpdateDate":"2019-01-23T19:03:45+00:00",
 "Document":{"Statement":[{"Action":"s3:*","Effect":"Allow","Resource":"*","Sid":"A"}],"Version":"2012-10-17"}}}
""""#;
    Facts {
        services,
        global_keys: global_keys(GLOBAL).unwrap(),
        managed_policies: managed_policies(python).unwrap(),
    }
}

fn unpacked(bytes: &[u8]) -> String {
    String::from_utf8(miniz_oxide::inflate::decompress_to_vec_zlib(bytes).unwrap()).unwrap()
}

#[test]
fn the_files_read_as_the_format_says() {
    let packed = pack(&fixture()).unwrap();
    assert_eq!(
        unpacked(&packed.details),
        "S\tiam\nK\tiam:PassedToService\ts\td\n\
         R\trole\tarn:${Partition}:iam::${Account}:role/${RoleNameWithPath}\t\n\
         A\td\t\t\t\nA\tGrants permission\t0\t0!:0\tiam:GetUser,s3:GetObject\n"
    );
    assert_eq!(
        unpacked(&packed.index)
            .lines()
            .filter(|line| !line.starts_with("B\t"))
            .collect::<Vec<_>>(),
        [
            "bailiwick catalogue 1",
            "K\taws:CalledVia\tAs\tnetwork",
            "K\taws:PrincipalTag/${TagKey}\ts\tprincipal",
            "K\tiam:PassedToService\ts\t",
            "S\tiam\tAWS Identity and Access Management (IAM)\t\t0\t",
            "A\tGetUser\tr*",
            "A\tPassRole\tw",
        ]
    );
    assert_eq!(
        unpacked(&packed.documents),
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\",\
         \"Action\":\"s3:*\",\"Resource\":\"*\"}]}\n"
    );
}

#[test]
fn the_same_facts_give_the_same_bytes() {
    let (one, two) = (pack(&fixture()).unwrap(), pack(&fixture()).unwrap());
    for ((name, a), (_, b)) in one.files().iter().zip(two.files()) {
        assert_eq!(*a, b, "{name}");
    }
}

#[test]
fn a_changed_upstream_form_is_an_error_and_not_an_empty_list() {
    assert!(global_keys("export const keys = [];").is_err());
    assert!(managed_policies("x = 1").is_err());
    assert!(managed_policies("x = \"\"\"{\"a\": \"\\n\"}\"\"\"").is_err());
    let mut facts = fixture();
    for action in facts.services[0].actions.values_mut() {
        action.access_level = "Admin".to_owned();
    }
    assert!(pack(&facts).is_err());
}
