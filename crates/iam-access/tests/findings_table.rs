//! Holds docs/findings.md to the registry of codes.

use iam_access::FindingCode;

const TABLE: &str = include_str!("../../../docs/findings.md");

#[test]
fn the_table_is_the_registry() {
    let rows: Vec<String> = TABLE
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(str::to_owned)
        .collect();
    let codes: Vec<String> = FindingCode::ALL
        .iter()
        .map(|code| {
            let severity = code.severity().as_str();
            format!("| `{}` | {severity} | {} |", code.as_str(), code.what())
        })
        .collect();
    assert_eq!(rows, codes);
}
