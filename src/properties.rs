//! What must hold whatever comes from outside, each as one function that panics where it does not.
//!
//! `cargo test` calls them with values it makes up and with the corpora of `fuzz/`; cargo-fuzz (`npm run fuzz`) with
//! bytes it makes up. Nothing here is part of the addon: only tests and the feature `fuzzing` build it.

pub mod address;
pub mod answer;
pub mod config;
pub mod decode;
pub mod json;
pub mod no_proxy;
pub mod request;
pub mod seal;
pub mod times;
pub mod token;

/// Takes any bytes; panics where the property does not hold.
pub type Property = fn(&[u8]);

/// Each property under the name of its fuzz target and of its corpus.
pub const ALL: [(&str, Property); 10] = [
    ("address", address::of_bytes),
    ("answer", answer::of_bytes),
    ("config", config::of_bytes),
    ("decode", decode::of_bytes),
    ("json", json::of_bytes),
    ("no_proxy", no_proxy::of_bytes),
    ("request", request::of_bytes),
    ("seal", seal::of_bytes),
    ("times", times::of_bytes),
    ("token", token::of_bytes),
];

/// Takes a line off the front of `data`. Inputs are lines of text, so that those in the corpora can be read.
fn line<'a>(data: &mut &'a [u8]) -> &'a [u8] {
    let end = data.iter().position(|&byte| byte == b'\n');
    let (line, rest) = end.map_or((*data, &[][..]), |end| (&data[..end], &data[end + 1..]));
    *data = rest;
    line
}

/// A line as text.
fn text_line<'a>(data: &mut &'a [u8]) -> std::borrow::Cow<'a, str> {
    String::from_utf8_lossy(line(data))
}

/// Whether serde takes `text` for JSON. Numbers of any size and half surrogate pairs are, as they are for V8.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn what_the_fuzzers_kept_holds() {
        let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
        for (name, property) in ALL {
            let files: Vec<_> = std::fs::read_dir(corpora.join(name)).unwrap().map(|file| file.unwrap().path()).collect();
            assert!(!files.is_empty(), "{name} has no corpus");
            for file in files {
                let data = std::fs::read(&file).unwrap();
                let held = std::panic::catch_unwind(|| property(&data));
                assert!(held.is_ok(), "{} does not hold", file.display());
            }
        }
    }

    #[test]
    fn each_property_has_a_fuzz_target() {
        let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
        let manifest = std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
        for (name, _) in ALL {
            assert!(manifest.contains(&format!("name = \"{name}\"")), "fuzz/Cargo.toml has no target {name}");
            let target = std::fs::read_to_string(fuzz.join(format!("targets/{name}.rs"))).unwrap();
            assert!(target.contains(&format!("properties::{name}::of_bytes")), "fuzz/targets/{name}.rs calls another property");
        }
    }
}
