//! Passwords that the account's policy takes, of two shapes, each with its entropy.
//!
//! Every password of a shape is as likely as every other, so that the entropy is what it says: the
//! logarithm of how many there are. None holds a comma or a quote, and a letter leads: `aws
//! configure import` splits at every comma, and a spreadsheet takes `= + - @` for a formula.

use super::EffectivePasswordPolicy;

/// Without I, O and 1 and their like: a person may have to type it.
const UPPER: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const LOWER: &[u8] = b"abcdefghijkmnopqrstuvwxyz";
const DIGITS: &[u8] = b"23456789";
/// AWS's symbols without those that are mistaken for others, that need an escape in a shell or that
/// end a field of a file.
const SYMBOLS: &[u8] = b"!@#%^*_-+=";
const CLASSES: [&[u8]; 4] = [UPPER, LOWER, DIGITS, SYMBOLS];
/// How many of [`CLASSES`] are letters, which may lead.
const LETTERS: usize = 2;

/// Sounds that are told apart on a telephone.
const CONSONANTS: &[u8] = b"bdfghjkmnprstvwz";
const VOWELS: &[u8] = b"aeiou";

/// The shortest random password, however little the policy asks for.
const LEAST_RANDOM: usize = 20;
/// The fewest words of a pronounceable one: more than 80 bits with the digits.
const LEAST_WORDS: usize = 6;
/// The most that fit into AWS's 128 characters with their separators.
const MOST_WORDS: usize = 25;
/// A word and the separator behind it: `Bavi-`.
const WORD: usize = 5;

/// What a generated password looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeneratedShape {
    /// Letters, digits and symbols in any order.
    Random,
    /// Words of two syllables with digits behind: `Bavi-Dofu-…-Ruke42`. To read out or to type.
    Pronounceable,
}

impl GeneratedShape {
    /// How many characters a password of this shape has under a policy.
    #[must_use]
    pub fn length(self, policy: EffectivePasswordPolicy<'_>) -> usize {
        let asked = policy.minimum_length() as usize;
        match self {
            Self::Random => asked.clamp(LEAST_RANDOM, 128),
            Self::Pronounceable => {
                let (words, digits) = words_and_digits(asked);
                words * WORD - 1 + digits
            }
        }
    }

    /// The entropy of a password of this shape under a policy, in bits.
    #[must_use]
    pub fn bits(self, policy: EffectivePasswordPolicy<'_>) -> f64 {
        match self {
            Self::Random => random_bits(self.length(policy)),
            Self::Pronounceable => {
                let (words, digits) = words_and_digits(policy.minimum_length() as usize);
                let syllable = float(CONSONANTS.len() * VOWELS.len()).log2();
                float(2 * words) * syllable + float(digits) * float(DIGITS.len()).log2()
            }
        }
    }
}

/// Makes a password that the policy takes, every class in it, from a source of random bytes.
pub fn generate_password(
    policy: EffectivePasswordPolicy<'_>,
    shape: GeneratedShape,
    random_byte: &mut dyn FnMut() -> u8,
) -> String {
    match shape {
        GeneratedShape::Random => random(shape.length(policy), random_byte),
        GeneratedShape::Pronounceable => {
            let (words, digits) = words_and_digits(policy.minimum_length() as usize);
            pronounceable(words, digits, random_byte)
        }
    }
}

/// Draws until every class is there: about one draw in six is thrown away. To put one of each class
/// in and shuffle would favour some passwords over others.
fn random(length: usize, random_byte: &mut dyn FnMut() -> u8) -> String {
    let letters = CLASSES[..LETTERS].concat();
    let all = CLASSES.concat();
    loop {
        let mut password = vec![pick(&letters, random_byte)];
        password.resize_with(length, || pick(&all, random_byte));
        let has = |class: &&[u8]| password.iter().any(|byte| class.contains(byte));
        if CLASSES.iter().all(has) {
            return password.into_iter().map(char::from).collect();
        }
    }
}

/// The logarithm of how many strings of `length` begin with a letter and hold every class: all of
/// them, less those that lack one class, plus those that lack two, and so on.
fn random_bits(length: usize) -> f64 {
    let all: usize = CLASSES.iter().map(|class| class.len()).sum();
    let letters: usize = CLASSES[..LETTERS].iter().map(|class| class.len()).sum();
    let share: f64 = (0_u32..1 << CLASSES.len())
        .map(|lacking| {
            let is_lacking = |class: &usize| lacking & (1 << class) != 0;
            let of = |classes: std::ops::Range<usize>| -> usize {
                classes
                    .filter(is_lacking)
                    .map(|class| CLASSES[class].len())
                    .sum()
            };
            let lead = float(letters - of(0..LETTERS)) / float(letters);
            let other = float(all - of(0..CLASSES.len())) / float(all);
            let sign = if lacking.count_ones().is_multiple_of(2) {
                1.0
            } else {
                -1.0
            };
            sign * lead * other.powf(float(length - 1))
        })
        .sum();
    float(letters).log2() + float(length - 1) * float(all).log2() + share.log2()
}

/// How many words and digits reach a length.
fn words_and_digits(asked: usize) -> (usize, usize) {
    let words = asked
        .saturating_sub(1)
        .div_ceil(WORD)
        .clamp(LEAST_WORDS, MOST_WORDS);
    // The longest that AWS takes is reached with digits: another word would be too much.
    let digits = asked.saturating_sub(words * WORD - 1).max(2);
    (words, digits)
}

fn pronounceable(words: usize, digits: usize, random_byte: &mut dyn FnMut() -> u8) -> String {
    let mut password = String::with_capacity(words * WORD + digits);
    for word in 0..words {
        if word > 0 {
            password.push('-');
        }
        password.push(char::from(
            pick(CONSONANTS, random_byte).to_ascii_uppercase(),
        ));
        password.push(char::from(pick(VOWELS, random_byte)));
        password.push(char::from(pick(CONSONANTS, random_byte)));
        password.push(char::from(pick(VOWELS, random_byte)));
    }
    for _ in 0..digits {
        password.push(char::from(pick(DIGITS, random_byte)));
    }
    password
}

/// Lengths of alphabets and passwords: far below where a float would round.
fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}

/// One of the bytes, each as likely as the other.
pub(crate) fn pick(from: &[u8], random_byte: &mut dyn FnMut() -> u8) -> u8 {
    from[below(from.len(), random_byte)]
}

/// A number below `bound` (at most 256), each as likely: bytes that would favour the first
/// numbers are thrown away.
fn below(bound: usize, random_byte: &mut dyn FnMut() -> u8) -> usize {
    let fair = 256 - 256 % bound;
    loop {
        let byte = usize::from(random_byte());
        if byte < fair {
            return byte % bound;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entropy_of_random_passwords_is_the_logarithm_of_their_number() {
        // How many strings of a length hold each set of classes, grown letter by letter.
        let mut counts = [0_f64; 1 << CLASSES.len()];
        for class in 0..LETTERS {
            counts[1 << class] = float(CLASSES[class].len());
        }
        for length in 2..=40 {
            let mut next = [0_f64; 1 << CLASSES.len()];
            for (held, count) in counts.iter().enumerate() {
                for (class, bytes) in CLASSES.iter().enumerate() {
                    next[held | 1 << class] += count * float(bytes.len());
                }
            }
            counts = next;
            let all = counts[(1 << CLASSES.len()) - 1];
            if length >= CLASSES.len() {
                let (counted, said) = (all.log2(), random_bits(length));
                assert!((counted - said).abs() < 1e-6, "{length}: {counted}, {said}");
            }
        }
    }

    #[test]
    fn a_pronounceable_password_has_more_than_eighty_bits() {
        let bits = GeneratedShape::Pronounceable.bits(EffectivePasswordPolicy::of(None));
        // 12 syllables of 16 × 5 and two digits of 8.
        let expected = 12.0 * 80_f64.log2() + 6.0;
        assert!((bits - expected).abs() < 1e-9 && bits > 80.0, "{bits}");
    }
}
