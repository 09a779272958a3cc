//! A sheet of paper for each person: one HTML page made for printing, with everything in it.
//!
//! No script, no other file, no address that is fetched: its own policy forbids them. A password
//! stands in boxes, one for each character, with what sort of character it is, because paper is
//! typed off. The secrets on it are the ones that the caller gives: the file is for the printer and
//! is deleted after that.

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use iam_names::Secret;
use zeroize::Zeroizing;

use crate::credentials_csv::AccessKeyPair;
use crate::html::{escaped, paragraphs};
use crate::instructions::{Instructions, MfaTask, Placeholder, SheetWords};
use crate::qr;

const STYLE: &str = "
@page { size: A4; margin: 14mm 18mm; }
:root { color-scheme: light; font: 11pt/1.4 system-ui, sans-serif; color: #000; background: #fff; }
body { margin: 0 auto; max-width: 174mm; }
@media screen { body { padding: 6mm; } }
section { break-after: page; }
section:last-of-type { break-after: auto; }
h1 { font-size: 18pt; margin: 0 0 4mm; } h2 { font-size: 12pt; margin: 5mm 0 2mm; }
p, ol, pre { margin: 2.5mm 0; }
dl { display: grid; grid-template-columns: fit-content(50mm) 1fr; gap: 2mm 6mm; margin: 4mm 0; }
dt { color: #444; } dd { margin: 0; overflow-wrap: anywhere; }
dd, .boxes, code { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
.boxes { display: flex; flex-wrap: wrap; gap: 1mm; }
.boxes span { border: .3mm solid #888; border-radius: .8mm; min-width: 6mm; text-align: center; font-size: 15pt; line-height: 8mm; }
.u { background: #fff; border-bottom: 1mm solid #000 !important; } .l { background: #fff; }
.d { background: #e4e4e4; } .s { background: #fff; border-style: dashed !important; }
.legend { font-size: 9pt; color: #444; } .legend span { display: inline-block; padding: 0 1.5mm; border: .3mm solid #888; border-radius: .8mm; margin-inline-start: 3mm; }
.qr { width: 32mm; height: 32mm; } .codes { display: flex; gap: 12mm; align-items: flex-start; }
figure { margin: 0; } figcaption { font-size: 9pt; color: #444; max-width: 75mm; }
pre { font-size: 10pt; white-space: pre-wrap; } .destroy { border-top: .3mm solid #888; margin-top: 5mm; padding-top: 2mm; font-weight: bold; }
";

/// What one person's sheet has on it.
#[derive(Debug)]
pub struct Sheet {
    /// What the person is told.
    pub instructions: Instructions,
    /// The console password.
    pub password: Option<Secret<String>>,
    /// The access key.
    pub access_key: Option<AccessKeyPair>,
    /// The MFA device that is set up for the person.
    pub mfa: Option<SheetMfa>,
}

/// An MFA device on paper.
#[derive(Debug)]
pub struct SheetMfa {
    /// The `otpauth:` address that an authenticator app scans.
    pub uri: Secret<String>,
    /// The same secret key for typing.
    pub seed: Secret<String>,
}

/// A sheet could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the QR code of `{user}` could not be drawn: {why}")]
pub struct SheetRefused {
    user: String,
    why: qr::TooLongForQr,
}

/// The page: a sheet for each person, each on paper of its own.
pub fn write(sheets: &[Sheet]) -> Result<Secret<Vec<u8>>, SheetRefused> {
    let language = sheets
        .first()
        .map_or("en", |it| it.instructions.language.tag());
    // Room for everything: what a growing text leaves behind could not be wiped.
    let mut page = Zeroizing::new(String::with_capacity(6_000 + sheets.len() * 80_000));
    let title = sheets.first().map_or_else(String::new, |sheet| {
        let words = &sheet.instructions.language.words().sheet;
        words
            .title
            .replace("{account}", &sheet.instructions.account)
    });
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n",
        escaped(&title)
    );
    for sheet in sheets {
        section(&mut page, sheet).map_err(|why| SheetRefused {
            user: sheet.instructions.user_name.to_string(),
            why,
        })?;
    }
    page.push_str("</body>\n</html>\n");
    Ok(Secret::new(page.as_bytes().to_vec()))
}

fn section(page: &mut String, sheet: &Sheet) -> Result<(), qr::TooLongForQr> {
    let facts = &sheet.instructions;
    let words = &facts.language.words().sheet;
    let _ = writeln!(
        page,
        "<section lang=\"{}\">\n<h1>{}</h1>",
        facts.language.tag(),
        escaped(&words.title.replace("{account}", &facts.account))
    );
    if let Some(person) = &facts.person {
        let _ = writeln!(page, "<p>{}</p>", escaped(person.as_str()));
    }
    page.push_str("<dl>\n");
    let mut pair = |label: &str, value: &str| {
        let _ = writeln!(
            page,
            "<dt>{}</dt><dd>{}</dd>",
            escaped(label),
            escaped(value)
        );
    };
    if let Some(url) = &facts.sign_in_url {
        pair(words.sign_in_url, url);
    }
    pair(words.user_name, facts.user_name.as_str());
    if let Some(key) = &sheet.access_key {
        pair(words.access_key_id, key.id.as_str());
        // Paper is this sheet's way to the key's owner.
        pair(words.secret_access_key, key.secret.expose());
    }
    page.push_str("</dl>\n");
    if let Some(password) = &sheet.password {
        let _ = writeln!(page, "<h2>{}</h2>", escaped(words.password));
        // As above.
        boxes(page, password.expose(), words);
    }
    codes(page, sheet, words)?;
    steps(page, sheet, words);
    let _ = writeln!(
        page,
        "<p class=\"destroy\">{}</p>\n</section>",
        escaped(words.destroy)
    );
    Ok(())
}

/// A password character by character, without a blank between them for whoever copies it.
fn boxes(page: &mut String, password: &str, words: &SheetWords) {
    page.push_str("<p class=\"boxes\">");
    for c in password.chars() {
        let class = match c {
            c if c.is_uppercase() => 'u',
            c if c.is_lowercase() => 'l',
            c if c.is_numeric() => 'd',
            _ => 's',
        };
        let _ = write!(page, "<span class=\"{class}\">");
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            c => page.push(c),
        }
        page.push_str("</span>");
    }
    page.push_str("</p>\n");
    let _ = writeln!(
        page,
        "<p class=\"legend\">{} <span class=\"u\">{}</span><span class=\"l\">{}</span>\
         <span class=\"d\">{}</span><span class=\"s\">{}</span></p>",
        words.legend, words.upper, words.lower, words.digit, words.symbol
    );
}

/// The sign-in page for a phone, and the MFA device for an authenticator app.
fn codes(page: &mut String, sheet: &Sheet, words: &SheetWords) -> Result<(), qr::TooLongForQr> {
    let url = sheet.instructions.sign_in_url.as_ref();
    if url.is_none() && sheet.mfa.is_none() {
        return Ok(());
    }
    page.push_str("<div class=\"codes\">\n");
    if let Some(url) = url {
        let _ = writeln!(
            page,
            "<figure>{}<figcaption>{}</figcaption></figure>",
            qr::svg(url, words.scan_to_sign_in)?,
            escaped(words.scan_to_sign_in)
        );
    }
    if let Some(mfa) = &sheet.mfa {
        // As above: the sheet is the seed's way to its owner.
        let drawing = Zeroizing::new(qr::svg(mfa.uri.expose(), words.mfa_scan)?);
        let seed = Zeroizing::new(in_fours(mfa.seed.expose()));
        let _ = writeln!(
            page,
            "<figure>{}<figcaption><b>{}</b>: {} {} <code>{}</code></figcaption></figure>",
            drawing.as_str(),
            escaped(words.mfa),
            escaped(words.mfa_scan),
            escaped(words.mfa_secret),
            seed.as_str()
        );
    }
    page.push_str("</div>\n");
    Ok(())
}

/// Base32 in groups of four, as authenticator apps show it and take it.
fn in_fours(seed: &str) -> String {
    let mut groups = String::with_capacity(seed.len() * 5 / 4 + 1);
    for (at, c) in seed.chars().filter(char::is_ascii_alphanumeric).enumerate() {
        if at > 0 && at % 4 == 0 {
            groups.push(' ');
        }
        groups.push(c);
    }
    groups
}

/// What to do first, in the words of the letter.
fn steps(page: &mut String, sheet: &Sheet, words: &SheetWords) {
    let mut facts = sheet.instructions.clone();
    // The password is on this very sheet: only that it must be changed is still worth saying.
    let must_change = facts.password.is_some_and(|(_, must_change)| must_change);
    facts.password = None;
    let mut told: Vec<String> = Vec::new();
    if must_change {
        told.push(facts.language.words().password_must_change.to_owned());
    }
    if matches!(facts.mfa, Some(MfaTask::EnrolAlone)) {
        told.push(facts.value(Placeholder::Mfa));
    }
    told.extend(
        [
            Placeholder::SshKey,
            Placeholder::CommandLine,
            Placeholder::ValidUntil,
        ]
        .into_iter()
        .map(|it| facts.value(it)),
    );
    let told: Vec<_> = told.into_iter().filter(|it| !it.is_empty()).collect();
    if !told.is_empty() {
        let _ = write!(
            page,
            "<h2>{}</h2>\n{}",
            escaped(words.first_steps),
            paragraphs(&told.join("\n\n"))
        );
    }
}
