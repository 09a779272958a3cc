//! Holds docs/lint.md to the registry of checks.

use std::collections::BTreeSet;

use iam_policy::lint::Check;

const TABLE: &str = include_str!("../../../docs/lint.md");

#[test]
fn the_table_says_what_is_done() {
    let mut done = BTreeSet::new();
    let mut own = BTreeSet::new();
    for line in TABLE.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let code = cells[1].trim_matches('`');
        match cells[3] {
            "yes" => assert!(done.insert(code), "{code} stands twice"),
            "no" => {}
            _ => assert!(own.insert(code), "{code} stands twice"),
        }
    }
    let codes = |aws: bool| -> BTreeSet<&str> {
        let of_kind = Check::ALL.iter().filter(|check| check.is_aws() == aws);
        of_kind.map(|check| check.as_str()).collect()
    };
    assert_eq!(done, codes(true));
    assert_eq!(own, codes(false));
}
