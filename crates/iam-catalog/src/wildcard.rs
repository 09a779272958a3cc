//! `*` and `?` in the name of an action, for asking the catalogue. Whether a *statement* matches
//! is decided in `iam-policy`'s `pattern.rs` and nowhere else.

/// The name part of an action pattern, compared without case.
pub(crate) struct NamePattern {
    lower: Vec<u8>,
}

impl NamePattern {
    pub(crate) fn new(pattern: &str) -> Self {
        Self {
            lower: pattern.to_ascii_lowercase().into_bytes(),
        }
    }

    /// At most pattern × name steps: on a mismatch only the last `*` is taken up again, which is
    /// enough because an earlier one has already found its shortest match.
    pub(crate) fn matches(&self, name: &str) -> bool {
        let (pattern, name) = (&self.lower, name.as_bytes());
        let (mut p, mut n) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        while n < name.len() {
            match pattern.get(p) {
                Some(b'*') => {
                    star = Some((p + 1, n));
                    p += 1;
                }
                Some(byte) if *byte == b'?' || *byte == name[n].to_ascii_lowercase() => {
                    p += 1;
                    n += 1;
                }
                _ => {
                    let Some((after, from)) = star else {
                        return false;
                    };
                    star = Some((after, from + 1));
                    p = after;
                    n = from + 1;
                }
            }
        }
        pattern[p..].iter().all(|byte| *byte == b'*')
    }
}
