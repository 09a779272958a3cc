use super::*;

#[test]
fn a_digest_forgets_what_was_taken_out_and_the_order() {
    let codes: Vec<[u8; 32]> = (0..40_u8).map(|n| hash(&[&[n]])).collect();
    let mut straight = Digest::default();
    let mut back = Digest::default();
    for code in &codes {
        straight.add(code);
    }
    for code in codes.iter().rev() {
        back.add(code);
    }
    assert_eq!(straight, back);
    for code in &codes[1..] {
        straight.remove(code);
    }
    let mut only = Digest::default();
    only.add(&codes[0]);
    assert_eq!(straight, only);
    straight.remove(&codes[0]);
    assert_eq!(straight, Digest::default());
}

#[test]
fn carries_run_through() {
    let mut digest = Digest::default();
    digest.add(&[0xff; 32]);
    let mut one = [0; 32];
    one[31] = 1;
    digest.add(&one);
    assert_eq!(digest.sum.0, [0; 32]);
    digest.remove(&one);
    assert_eq!(digest.sum.0, [0xff; 32]);
}
