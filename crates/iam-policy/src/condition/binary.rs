//! `BinaryEquals`: the bytes that a base64 text stands for.

use super::Compared;

/// Reads base64, with or without padding; nothing when a character or the length is wrong.
pub(crate) fn read(text: &str) -> Option<Box<[u8]>> {
    let body = text.trim_end_matches('=');
    if text.len() - body.len() > 2 || body.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(body.len() * 3 / 4);
    let mut buffer: u32 = 0;
    let mut bits = 0;
    for byte in body.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        buffer = (buffer << 6) | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.extend(u8::try_from((buffer >> bits) & 0xff));
        }
    }
    Some(bytes.into())
}

/// The same bytes, however they were padded.
pub(crate) fn compare(policy: &[u8], request: &str) -> Compared {
    read(request).map_or_else(Compared::unreadable, |bytes| {
        Compared::sure(*bytes == *policy)
    })
}
