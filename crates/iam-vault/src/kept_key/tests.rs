use super::*;
use crate::tests::Counting;

#[test]
fn the_text_reads_back_and_any_other_character_is_noticed() {
    let key = KeptKey::make(&mut Counting::from(5)).unwrap();
    let text = key.to_text().expose().clone();
    let read: KeptKey = text.parse().unwrap();
    assert_eq!(read.bytes(), key.bytes());
    assert!(text.trim_end().parse::<KeptKey>().is_ok());
    for place in 0..text.trim_end().len() {
        let mut altered = text.clone().into_bytes();
        altered[place] = if altered[place] == b'0' { b'1' } else { b'0' };
        let altered = String::from_utf8(altered).unwrap();
        assert!(altered.parse::<KeptKey>().is_err(), "{altered}");
    }
    for cut in 0..text.trim_end().len() {
        assert!(text[..cut].parse::<KeptKey>().is_err(), "{cut}");
    }
    assert_eq!(format!("{key:?}"), "KeptKey(…)");
}
