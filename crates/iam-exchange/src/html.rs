//! HTML that is made from text: nothing of a text is ever taken for markup.

use std::fmt::Write as _;

/// A text between tags or inside of an attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// A whole page for a letter: its text in paragraphs.
pub(crate) fn letter(language: &str, title: &str, text: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{}</title>\n</head>\n<body style=\"font:15px/1.5 system-ui,sans-serif\">\n{}</body>\n\
         </html>\n",
        escaped(title),
        paragraphs(text)
    )
}

/// A text's paragraphs, lists and addresses: blank lines part paragraphs, `1.` begins a step of a
/// list, `aws …` is a command.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut page = String::new();
    for block in text.split("\n\n") {
        let mut open = Open::Nothing;
        for line in block.lines().filter(|line| !line.trim().is_empty()) {
            let step = line.split_once(". ").filter(|(number, _)| {
                !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())
            });
            let (kind, inner) = match step {
                Some((_, step)) => (Open::List, linked(step)),
                None if line.starts_with("aws ") => (Open::Commands, escaped(line)),
                None => (Open::Paragraph, linked(line)),
            };
            if kind == open {
                page.push_str(kind.between());
            } else {
                page.push_str(open.end());
                page.push_str(kind.start());
            }
            open = kind;
            page.push_str(&inner);
        }
        page.push_str(open.end());
    }
    page
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Paragraph,
    List,
    Commands,
}

impl Open {
    fn start(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Paragraph => "<p>",
            Self::List => "<ol>\n<li>",
            Self::Commands => "<pre>",
        }
    }

    fn between(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Paragraph => "<br>\n",
            Self::List => "</li>\n<li>",
            Self::Commands => "\n",
        }
    }

    fn end(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Paragraph => "</p>\n",
            Self::List => "</li>\n</ol>\n",
            Self::Commands => "</pre>\n",
        }
    }
}

/// A line with its `https://` addresses as links.
fn linked(line: &str) -> String {
    let mut safe = String::new();
    let mut rest = line;
    while let Some(start) = rest.find("https://") {
        safe.push_str(&escaped(&rest[..start]));
        let address = &rest[start..];
        let end = address
            .find(|it: char| it.is_whitespace() || "<>\"'()[]{},;".contains(it))
            .unwrap_or(address.len());
        let address = address[..end].trim_end_matches('.');
        let safe_address = escaped(address);
        let _ = write!(safe, "<a href=\"{safe_address}\">{safe_address}</a>");
        rest = &rest[start + address.len()..];
    }
    safe.push_str(&escaped(rest));
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_paragraphs_lists_and_commands() {
        let text = "Hi <b>,\nsee https://a.example/x&y).\n\nDo:\n1. one\n2. two\n\naws a\naws b\n";
        assert_eq!(
            paragraphs(text),
            "<p>Hi &lt;b&gt;,<br>\nsee <a href=\"https://a.example/x&amp;y\">https://a.example/x&amp;y</a>).</p>\n\
             <p>Do:</p>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n<pre>aws a\naws b</pre>\n"
        );
    }
}
