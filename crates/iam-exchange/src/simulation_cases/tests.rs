use super::*;

const CASE: &str = r#"{"id":"a","request":{"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:GetObject","resource":"arn:aws:s3:::b/k"},"policies":{"identity":[{"name":"p0","doc":{"Version":"2012-10-17","Statement":{"Sid":"S","Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"AWS:securetransport":"true"}}}}}],"resource":null,"boundary":null,"session":null,"scp":[],"rcp":[],"vpce":null}}"#;

fn workspace_file(path: &str) -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    text
}

#[test]
fn writes_the_documented_line() {
    let known = CASE.replace(
        r#""resource":"arn:aws:s3:::b/k""#,
        r#""resource":"arn:aws:s3:::b/k","context":{"aws:SecureTransport":"true"}"#,
    );
    assert_eq!(
        answer_case_line(&known, &()).to_json(),
        r#"{"id":"a","decision":"Allowed","decided_by":[{"policy":"p0","policy_type":"identity","statement":0,"sid":"S","effect":"Allow"}],"blocked_by":[],"missing_context":[],"not_evaluable":[]}"#
    );
    assert_eq!(
        answer_case_line(CASE, &()).to_json(),
        r#"{"id":"a","decision":"ImplicitlyDenied","decided_by":[],"blocked_by":["identity"],"missing_context":["aws:SecureTransport"],"not_evaluable":[]}"#
    );
}

#[test]
fn says_what_cannot_be_evaluated() {
    let case = CASE.replace("\"Bool\"", "\"Boolean\"");
    assert_eq!(
        answer_case_line(&case, &()).to_json(),
        r#"{"id":"a","decision":"ImplicitlyDenied","decided_by":[],"blocked_by":["identity"],"missing_context":[],"not_evaluable":[{"policy":"p0","statement":0,"reason":"unknown condition operator `Boolean`"}],"complete":false}"#
    );
}

#[test]
fn a_bad_line_is_an_error_with_its_place() {
    assert_eq!(
        answer_case_line("{\"id\":1", &()).to_json(),
        r#"{"id":null,"error":{"code":"not-json","message":"a `,` or `}` was expected","help":null,"at":"bytes 7–7"}}"#
    );
    let case = CASE.replace("\"Statement\":", "\"statement\":");
    let line = answer_case_line(&case, &());
    let error = line.outcome.unwrap_err();
    assert_eq!(
        (line.id.as_str(), error.code),
        ("\"a\"", "missing-statement")
    );
    assert!(
        error.at.starts_with("policies.identity[0].doc, bytes"),
        "{}",
        error.at
    );
    let case = CASE.replace("\"boundary\":null", "\"boundary\":[]");
    assert_eq!(
        answer_case_line(&case, &()).outcome.unwrap_err().code,
        "invalid-case"
    );
}

#[test]
fn every_documented_case_holds() {
    let Some(text) = workspace_file("cases/documented.ndjson") else {
        return;
    };
    let mut wrong = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let answer = answer_case_line(line, &());
        if answer.is_error() || answer.differs() {
            wrong.push(answer.to_json());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_suite_decides_as_documented() {
    let Some(text) = workspace_file("bench/large.json") else {
        return;
    };
    let suite = Suite::read(&text, &()).unwrap();
    let mut counts = [0; 3];
    suite
        .decide(|_, decision| {
            counts[decision.unwrap() as usize] += 1;
            Ok::<(), ()>(())
        })
        .unwrap();
    assert_eq!(counts, [405, 469, 126]);
    let mut index = 0;
    let mut short = Vec::new();
    suite
        .decide(|_, decision| {
            short.push(decision.unwrap());
            Ok::<(), ()>(())
        })
        .unwrap();
    suite
        .answer(&(), |line| {
            assert_eq!(line.decision(), Some(short[index]), "request {index}");
            index += 1;
            Ok::<(), ()>(())
        })
        .unwrap();
    assert_eq!(index, 1_000);
}

proptest::proptest! {
    #[test]
    fn a_damaged_line_still_gives_a_line(at in 0_usize..CASE.len(), byte in 0_u8..128) {
        let mut bytes = CASE.as_bytes().to_vec();
        bytes[at] = byte;
        let line = String::from_utf8(bytes).unwrap();
        let answer = answer_case_line(&line, &()).to_json();
        let read: serde_json::Value = serde_json::from_str(&answer).unwrap();
        assert!(read.get("decision").is_some() != read.get("error").is_some(), "{answer}");
    }
}
