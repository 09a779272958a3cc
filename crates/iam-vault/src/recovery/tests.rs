use super::*;

fn key(bytes: [u8; 20]) -> RecoveryKey {
    RecoveryKey(Secret::new(bytes))
}

fn counting() -> [u8; 20] {
    std::array::from_fn(|place| u8::try_from(place).unwrap())
}

/// Vectors from an independent implementation (Python, big integers).
#[test]
fn keys_print_as_the_vectors_say_and_read_back() {
    for (bytes, printed) in [
        (
            counting(),
            "000GD-40R4X-0M300-E209K-185G3-R38ED-1W811-24GKZ",
        ),
        ([0; 20], "00000-00001-00002-00003-00004-00005-00006-00007"),
        ([255; 20], "ZZZZD-ZZZZC-ZZZZF-ZZZZE-ZZZZ9-ZZZZ8-ZZZZB-ZZZZA"),
    ] {
        assert_eq!(key(bytes).to_printable().expose(), printed);
        let typed: RecoveryKey = printed.parse().unwrap();
        assert_eq!(typed.bytes(), &bytes);
    }
}

#[test]
fn case_spaces_and_lookalikes_do_not_matter() {
    let typed: RecoveryKey = " ooogd4or4x om3oo e2o9k\t185g3 r38ed iw8Il 24gkz "
        .parse()
        .unwrap();
    assert_eq!(typed.bytes(), &counting());
}

#[test]
fn every_single_mistake_is_noticed_and_its_group_named() {
    let printed: Vec<char> = key(counting()).to_printable().expose().chars().collect();
    for place in (0..printed.len()).filter(|place| printed[*place] != '-') {
        for wrong in ALPHABET.iter().map(|byte| char::from(*byte)) {
            if wrong == printed[place] {
                continue;
            }
            let mut typed = printed.clone();
            typed[place] = wrong;
            let typed: String = typed.into_iter().collect();
            let group = place / 6 + 1;
            assert_eq!(
                typed.parse::<RecoveryKey>().unwrap_err(),
                RecoveryKeyTypo::Group { group }
            );
        }
    }
}

#[test]
fn swapped_neighbours_and_swapped_groups_are_noticed() {
    let printed = key(counting()).to_printable();
    let characters: Vec<char> = printed.expose().chars().collect();
    for place in 1..characters.len() {
        let mut typed = characters.clone();
        typed.swap(place - 1, place);
        let is_another =
            typed[place] != typed[place - 1] && !typed[place - 1..=place].contains(&'-');
        let typed: String = typed.into_iter().collect();
        if is_another {
            assert!(typed.parse::<RecoveryKey>().is_err(), "{place}");
        }
    }
    let mut groups: Vec<&str> = printed.expose().split('-').collect();
    groups.swap(2, 5);
    assert_eq!(
        groups.join("-").parse::<RecoveryKey>().unwrap_err(),
        RecoveryKeyTypo::Group { group: 3 }
    );
}

#[test]
fn length_and_foreign_characters_are_told() {
    for (typed, expected) in [
        ("", RecoveryKeyTypo::Length { found: 0 }),
        ("000GD-40R4X", RecoveryKeyTypo::Length { found: 10 }),
        ("000GD-40R!X", RecoveryKeyTypo::Character { group: 2 }),
        ("000GD-40Rä", RecoveryKeyTypo::Character { group: 2 }),
    ] {
        assert_eq!(typed.parse::<RecoveryKey>().unwrap_err(), expected);
    }
    let long = "0".repeat(400);
    assert_eq!(
        long.parse::<RecoveryKey>().unwrap_err(),
        RecoveryKeyTypo::Length { found: 400 }
    );
}

#[test]
fn debug_shows_nothing() {
    assert_eq!(format!("{:?}", key(counting())), "RecoveryKey(…)");
}
