//! Terraform's language: blocks, quoting, documents as heredocs.
//! <https://developer.hashicorp.com/terraform/language/expressions/strings>

use std::fmt::Write as _;

use iam_directory::AccountSettings;

/// Collects resources and import blocks.
#[derive(Default)]
pub(super) struct Pen {
    text: String,
}

/// One resource.
pub(super) struct Block {
    text: String,
}

/// A text in quotes, with no template in it.
pub(super) fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_control() {
            let _ = write!(quoted, "\\u{:04x}", u32::from(c));
        } else {
            quoted.push(c);
        }
    }
    // JSON writes two escapes that HCL has not.
    literal(&quoted.replace("\\b", "\\u0008").replace("\\f", "\\u000c"))
}

/// Templates as what they look like.
fn literal(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// A name as a label: letters, digits, `_` and `-`, not beginning with a digit or a dash.
pub(super) fn label(name: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let label: String = name
        .chars()
        .map(|c| if fits(c) { c } else { '_' })
        .collect();
    if label.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        label
    } else {
        format!("_{label}")
    }
}

impl Block {
    /// The resource of an address such as `aws_iam_user.alice`.
    pub(super) fn new(address: &str) -> Self {
        let (kind, label) = address.split_once('.').unwrap_or((address, "it"));
        Self {
            text: format!("resource \"{kind}\" \"{label}\" {{\n"),
        }
    }

    /// A text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.expression(key, &quoted(text));
    }

    /// An expression as it is.
    pub(super) fn expression(&mut self, key: &str, expression: &str) {
        let _ = writeln!(self.text, "  {key} = {expression}");
    }

    /// A list of expressions.
    pub(super) fn list(&mut self, key: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        self.expression(key, &format!("[{}]", items.join(", ")));
    }

    /// A map of texts.
    pub(super) fn map<'a>(&mut self, key: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
        let _ = writeln!(self.text, "  {key} = {{");
        for (key, value) in pairs {
            let _ = writeln!(self.text, "    {} = {}", quoted(key), quoted(value));
        }
        self.text.push_str("  }\n");
    }

    /// A policy document; an error when it is no JSON, and then as a text.
    pub(super) fn document(&mut self, key: &str, document: &str) -> Result<(), ()> {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(document) else {
            self.text(key, document);
            return Err(());
        };
        // Printed JSON has no line that is `EOT`: line ends in texts are escaped.
        let _ = writeln!(
            self.text,
            "  {key} = <<EOT\n{}\nEOT",
            literal(&format!("{value:#}"))
        );
        Ok(())
    }
}

impl Pen {
    /// A resource, complete.
    pub(super) fn resource(&mut self, block: &Block) {
        self.text.push('\n');
        self.text.push_str(&block.text);
        self.text.push_str("}\n");
    }

    /// Says that AWS has the resource already.
    pub(super) fn import(&mut self, address: &str, id: &str) {
        let _ = write!(
            self.text,
            "\nimport {{\n  to = {address}\n  id = {}\n}}\n",
            quoted(id)
        );
    }

    /// The file.
    pub(super) fn finish(self, settings: &AccountSettings) -> String {
        format!(
            "# IAM of the AWS account {0}, made by Bailiwick.\n\
             terraform {{\n  required_version = \">= 1.5\"\n  required_providers {{\n    aws = {{\n      \
             source = \"hashicorp/aws\"\n      version = \">= 5.0\"\n    }}\n  }}\n}}\n\n\
             provider \"aws\" {{\n  allowed_account_ids = [\"{0}\"]\n}}\n{1}",
            settings.account_id, self.text
        )
    }
}
