//! Does this wildcard match? The one home of `*` and `?`.
//!
//! A pattern is matched in time proportional to pattern × text at worst and without recursion:
//! only the last `*` is ever revisited, so a hostile pattern cannot hold up an answer.
//! Wildcards: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>

#[cfg(test)]
mod tests;

/// A text with wildcards, ready to match.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern(Form);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    /// `*`
    Any,
    /// No wildcard at all.
    Exact(Box<str>),
    /// One `*`, at the end.
    Prefix(Box<str>),
    /// Everything else.
    General(Box<[Element]>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Element {
    Byte(u8),
    /// `?`: any one character.
    One,
    /// `*`: any characters, or none.
    Many,
}

impl Pattern {
    /// The pattern that `text` spells.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // The common forms, without looking at every character twice.
        match text.bytes().position(|byte| matches!(byte, b'*' | b'?')) {
            None => return Self(Form::Exact(text.into())),
            Some(at) if at + 1 == text.len() && text.ends_with('*') => {
                return Self(if at == 0 {
                    Form::Any
                } else {
                    Form::Prefix(text[..at].into())
                });
            }
            Some(_) => {}
        }
        let mut builder = PatternBuilder::default();
        builder.push_pattern(text);
        builder.build()
    }

    /// The same, keeping the memory of the text.
    pub(crate) fn from_string(mut text: String) -> Self {
        match text.bytes().position(|byte| matches!(byte, b'*' | b'?')) {
            None => Self(Form::Exact(text.into_boxed_str())),
            Some(at) if at > 0 && at + 1 == text.len() && text.ends_with('*') => {
                text.truncate(at);
                Self(Form::Prefix(text.into_boxed_str()))
            }
            Some(_) => Self::new(&text),
        }
    }

    /// The pattern that only `text` itself matches.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self(Form::Exact(text.into()))
    }

    /// The pattern `*`.
    #[must_use]
    pub const fn any() -> Self {
        Self(Form::Any)
    }

    /// Whether every text matches.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.0 == Form::Any
    }

    /// Whether the pattern holds a wildcard.
    #[must_use]
    pub fn has_wildcard(&self) -> bool {
        !matches!(self.0, Form::Exact(_))
    }

    /// The text when there is no wildcard.
    #[must_use]
    pub fn as_exact(&self) -> Option<&str> {
        match &self.0 {
            Form::Exact(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the whole of `text` matches, capitals counting.
    #[inline]
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        match &self.0 {
            Form::Any => true,
            Form::Exact(exact) => **exact == *text,
            Form::Prefix(prefix) => text.as_bytes().starts_with(prefix.as_bytes()),
            Form::General(elements) => matches_elements(elements, text.as_bytes()),
        }
    }
}

/// Puts a pattern together from text with wildcards and text without.
#[derive(Debug, Default)]
pub struct PatternBuilder {
    elements: Vec<Element>,
}

impl PatternBuilder {
    /// Adds text in which `*` and `?` are wildcards.
    pub fn push_pattern(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                b'*' => self.push_any(),
                b'?' => self.elements.push(Element::One),
                other => self.elements.push(Element::Byte(other)),
            }
        }
    }

    /// Adds text in which every character stands for itself.
    pub fn push_literal(&mut self, text: &str) {
        self.elements.extend(text.bytes().map(Element::Byte));
    }

    /// Adds a `*`; several in a row are one.
    pub fn push_any(&mut self) {
        if self.elements.last() != Some(&Element::Many) {
            self.elements.push(Element::Many);
        }
    }

    /// The pattern.
    #[must_use]
    pub fn build(self) -> Pattern {
        let wildcards = self
            .elements
            .iter()
            .filter(|e| !matches!(e, Element::Byte(_)))
            .count();
        let text = |elements: &[Element]| {
            let bytes = elements
                .iter()
                .filter_map(|element| match element {
                    Element::Byte(byte) => Some(*byte),
                    _ => None,
                })
                .collect();
            String::from_utf8(bytes).ok().map(String::into_boxed_str)
        };
        let form = match (&self.elements[..], wildcards) {
            ([Element::Many], _) => Some(Form::Any),
            (elements, 0) => text(elements).map(Form::Exact),
            ([prefix @ .., Element::Many], 1) => text(prefix).map(Form::Prefix),
            _ => None,
        };
        Pattern(form.unwrap_or_else(|| Form::General(self.elements.into())))
    }
}

fn matches_elements(elements: &[Element], text: &[u8]) -> bool {
    let (mut e, mut t) = (0, 0);
    // Where to go on after the last `*`: the element behind it, and the text it has swallowed.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        match elements.get(e) {
            Some(Element::Many) => {
                e += 1;
                if e == elements.len() {
                    return true;
                }
                retry = Some((e, t));
                continue;
            }
            Some(Element::One) if t < text.len() => {
                t = next_character(text, t);
                e += 1;
                continue;
            }
            Some(Element::Byte(byte)) if text.get(t) == Some(byte) => {
                t += 1;
                e += 1;
                continue;
            }
            None if t == text.len() => return true,
            _ => {}
        }
        // A mismatch: the last `*` swallows one character more.
        match retry {
            Some((element, swallowed)) if swallowed < text.len() => {
                let swallowed = next_character(text, swallowed);
                retry = Some((element, swallowed));
                e = element;
                t = swallowed;
            }
            _ => return false,
        }
    }
}

/// The byte after the character that begins at `at`.
fn next_character(text: &[u8], at: usize) -> usize {
    let mut next = at + 1;
    while text
        .get(next)
        .is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000)
    {
        next += 1;
    }
    next
}
