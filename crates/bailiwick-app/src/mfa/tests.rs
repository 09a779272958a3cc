//! Against the RFC's own table, an oracle written from the RFC, and an independent reader of QR
//! codes.

use iam_exchange::{otpauth, qr};
use iam_names::{Secret, Timestamp};

use super::codes::{Drift, Seed};
use super::{BASE32, SEED_CHARACTERS};

/// `12345678901234567890` in base32: the seed of RFC 6238, appendix B.
const RFC_SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn seed(text: &str) -> Seed {
    Seed::new(Secret::new(text.to_owned()))
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(seconds)
}

/// A small generator of numbers that always gives the same ones.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn seed(&mut self) -> String {
        (0..SEED_CHARACTERS)
            .map(|_| char::from(BASE32[usize::try_from(self.next() % 32).unwrap()]))
            .collect()
    }
}

#[test]
fn the_table_of_rfc_6238() {
    // The RFC shows eight digits; six are its last six.
    for (seconds, code) in [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ] {
        assert_eq!(seed(RFC_SEED).code(seconds / 30), code[2..], "{seconds}");
    }
}

/// SHA-1 as FIPS 180-4 has it, for the oracle alone.
#[expect(clippy::many_single_char_names, reason = "the names of FIPS 180-4")]
fn sha1(message: &[u8]) -> [u8; 20] {
    let mut state: [u32; 5] = [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let mut words = [0_u32; 80];
        for (number, word) in block.chunks(4).enumerate() {
            words[number] = u32::from_be_bytes(word.try_into().unwrap());
        }
        for t in 16..80 {
            words[t] = (words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16]).rotate_left(1);
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (t, word) in words.iter().enumerate() {
            let (f, k) = match t {
                0..20 => ((b & c) | (!b & d), 0x5a82_7999),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let next = a
                .rotate_left(5)
                .wrapping_add(f)
                .wrapping_add(e)
                .wrapping_add(k)
                .wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (held, new) in state.iter_mut().zip([a, b, c, d, e]) {
            *held = held.wrapping_add(new);
        }
    }
    let mut digest = [0; 20];
    for (place, word) in digest.chunks_mut(4).zip(state) {
        place.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

/// The code as RFC 4226 and 2104 say it, step by step.
fn oracle(base32: &str, step: u64) -> String {
    let mut bits = 0_u64;
    let mut held = 0;
    let mut key = Vec::new();
    for character in base32.bytes() {
        let value = BASE32.iter().position(|it| *it == character).unwrap() as u64;
        bits = bits << 5 | value;
        held += 5;
        if held >= 8 {
            held -= 8;
            key.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    key.resize(64, 0);
    let padded = |with: u8| -> Vec<u8> { key.iter().map(|byte| byte ^ with).collect() };
    let mut inner = padded(0x36);
    inner.extend(step.to_be_bytes());
    let mut outer = padded(0x5c);
    outer.extend(sha1(&inner));
    let digest = sha1(&outer);
    let offset = usize::from(digest[19] & 0xf);
    let number = u32::from_be_bytes(digest[offset..offset + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

#[test]
fn codes_are_those_of_an_independent_implementation() {
    let mut numbers = Numbers(0x5eed);
    for _ in 0..1_000 {
        let text = numbers.seed();
        let step = numbers.next() % 100_000_000;
        assert_eq!(
            seed(&text).code(i64::try_from(step).unwrap()),
            oracle(&text, step)
        );
    }
}

/// Paints the drawing's path as a camera would see it, without asking its maker for the modules.
fn painted(drawing: &qr::Drawing) -> Vec<Vec<bool>> {
    let side = drawing.side as usize;
    let mut dark = vec![vec![false; side]; side];
    for run in drawing.path.split('M').skip(1) {
        let (place, rest) = run.split_once('h').unwrap();
        let (column, row) = place.split_once(' ').unwrap();
        let (width, _) = rest.split_once('v').unwrap();
        let (column, row): (usize, usize) = (column.parse().unwrap(), row.parse().unwrap());
        let width: usize = width.parse().unwrap();
        dark[row][column..column + width].fill(true);
    }
    dark
}

#[test]
fn a_thousand_codes_are_read_back_to_the_same_address() {
    const SCALE: usize = 2;
    let mut numbers = Numbers(0xc0de);
    for round in 0..1_000 {
        let text = numbers.seed();
        let device = format!("device-{}", numbers.next() % 10_000);
        let uri = otpauth::uri(
            "Amazon Web Services",
            &device,
            "acme",
            &Secret::new(text.clone()),
        );
        let drawing = qr::drawing(uri.expose()).unwrap();
        let dark = painted(&drawing);
        let side = dark.len() * SCALE;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            if dark[y / SCALE][x / SCALE] { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "round {round}");
        let (_, read) = grids[0].decode().unwrap();
        assert_eq!(&read, uri.expose(), "round {round}");
        // And what was read is the seed again.
        assert_eq!(Seed::read(&read).unwrap().text().expose(), &text);
    }
}

/// A drawing as a PNG, each module some pixels wide.
fn png_of(drawing: &qr::Drawing, color: png::ColorType) -> Vec<u8> {
    const SCALE: usize = 3;
    let dark = painted(drawing);
    let side = dark.len() * SCALE;
    let mut pixels = Vec::new();
    for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
        let is_dark = dark[y / SCALE][x / SCALE];
        let shade = if is_dark { 0 } else { 255 };
        match color {
            png::ColorType::Rgb => pixels.extend([shade; 3]),
            // Nothing at all stands for white, as some tools write it.
            png::ColorType::Rgba => pixels.extend([0, 0, 0, 255 - shade]),
            _ => pixels.push(shade),
        }
    }
    let mut file = Vec::new();
    let side = u32::try_from(side).unwrap();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    file
}

#[test]
fn the_picture_that_aws_gives_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("qr.png");
    let seed = Secret::new(Numbers(7).seed());
    let uri = otpauth::uri("Amazon Web Services", "alice", "acme", &seed);
    let drawing = qr::drawing(uri.expose()).unwrap();
    for color in [
        png::ColorType::Grayscale,
        png::ColorType::Rgb,
        png::ColorType::Rgba,
    ] {
        std::fs::write(&path, png_of(&drawing, color)).unwrap();
        let read = super::picture::read(&path).unwrap();
        assert_eq!(read.expose(), uri.expose());
        assert_eq!(
            Seed::read(read.expose()).unwrap().text().expose(),
            seed.expose()
        );
    }
    let refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let error = super::picture::read(&path).err().unwrap();
        assert_eq!(
            (error.code.as_str(), error.at.as_str()),
            ("file-not-read", "seed")
        );
        error.message
    };
    assert_eq!(refused(b"no picture"), "the file is no PNG picture");
    let whole = png_of(&drawing, png::ColorType::Grayscale);
    assert_eq!(
        refused(&whole[..whole.len() / 2]),
        "the file is no PNG picture"
    );
    let empty = qr::Drawing {
        side: drawing.side,
        path: String::new(),
    };
    assert_eq!(
        refused(&png_of(&empty, png::ColorType::Rgb)),
        "there is no QR code in the picture"
    );
}

#[test]
fn two_consecutive_codes_and_the_drift_of_the_clock() {
    let seed = seed(RFC_SEED);
    let now = at(1_700_000_010);
    let today = 1_700_000_010 / 30;
    let check = |ahead: i64| {
        seed.check(
            now,
            &seed.code(today + ahead - 1),
            &seed.code(today + ahead),
        )
        .map(Drift::sentence)
    };
    let right = "The device's clock is right.";
    for ahead in -2..=0 {
        assert_eq!(check(ahead).unwrap(), right, "{ahead}");
    }
    assert!(
        check(3)
            .unwrap()
            .starts_with("The device's clock is about 90 seconds ahead of this machine's")
    );
    assert!(
        check(-12)
            .unwrap()
            .starts_with("The device's clock is about 5 minutes behind")
    );
    let hour = check(120).unwrap_err();
    assert_eq!(
        hour.message,
        "the codes are right, but the device's clock is about 60 minutes ahead of this machine's"
    );
    assert_eq!(hour.code, "InvalidAuthenticationCode");
}

#[test]
fn wrong_codes_are_told_apart() {
    let seed = seed(RFC_SEED);
    let now = at(1_700_000_010);
    let today = 1_700_000_010 / 30;
    let check = |first: &str, second: &str| {
        let error = seed.check(now, first, second).unwrap_err();
        (error.at, error.message)
    };
    let (before, current) = (seed.code(today - 1), seed.code(today));
    assert_eq!(check("12345", &current).1, "a code has six digits");
    assert_eq!(check(&current, &current).1, "both codes are the same");
    assert_eq!(
        check(&current, &before).1,
        "the codes are in the wrong order"
    );
    assert_eq!(
        check(&seed.code(today - 5), &current).1,
        "the second code is right, and the first is not the one before it"
    );
    assert_eq!(
        check(&before, "000001"),
        (
            "second".into(),
            "the first code is right, and the second is not the one after it".into()
        )
    );
    assert_eq!(
        check("000001", "000002").1,
        "these are not codes of this device"
    );
}

#[test]
fn a_seed_is_read_as_people_paste_it() {
    let check = |text: &str, expected: Result<&str, &str>| {
        let read = Seed::read(text).map(|seed| seed.text().expose().clone());
        let read = read.map_err(|error| error.message);
        assert_eq!(read.as_deref().map_err(String::as_str), expected, "{text}");
    };
    check("gezd gnbv-gy3t qojq", Ok("GEZDGNBVGY3TQOJQ"));
    check(
        "otpauth://totp/Amazon%20Web%20Services:alice@acme?secret=GEZDGNBVGY3TQOJQ&issuer=Amazon%20Web%20Services",
        Ok("GEZDGNBVGY3TQOJQ"),
    );
    check("", Err("the secret key is missing"));
    check("GEZDGNBV", Err("the secret key is too short"));
    check(
        "GEZDGNBVGY3TQOJ1",
        Err("a secret key has only the letters A to Z and the digits 2 to 7"),
    );
    check(
        "https://example.com/?secret=GEZDGNBVGY3TQOJQ",
        Err("this is neither a secret key nor an otpauth address"),
    );
    check(
        "otpauth://hotp/alice?secret=GEZDGNBVGY3TQOJQ",
        Err("this address is not of a device that makes codes by time"),
    );
    check(
        "otpauth://totp/alice?secret=GEZDGNBVGY3TQOJQ&digits=8",
        Err("AWS takes only codes of SHA-1, six digits and 30 seconds"),
    );
}
