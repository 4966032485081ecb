//! Properties that hold for all input from outside. Each is a function that panics where its property does not hold.
//!
//! `cargo test` calls them with generated values and with the corpora of `fuzz/`, and cargo-fuzz (`npm run fuzz`) with generated
//! bytes. They are not part of the addon: only tests and the feature `fuzzing` build them.

pub mod answer;
pub mod config;
pub mod decode;
mod input;
pub mod json;
pub mod no_proxy;
pub mod origin_cache;
pub mod request;
pub mod seal;
pub mod times;
pub mod token;

/// Takes any bytes, and panics if the property does not hold for them.
pub type Property = fn(&[u8]);

/// Each property under the name of its fuzz target and of its corpus.
pub const ALL: [(&str, Property); 10] = [
    ("answer", answer::check_bytes),
    ("config", config::check_bytes),
    ("decode", decode::check_bytes),
    ("json", json::check_bytes),
    ("no_proxy", no_proxy::check_bytes),
    ("origin_cache", origin_cache::check_bytes),
    ("request", request::check_bytes),
    ("seal", seal::check_bytes),
    ("times", times::check_bytes),
    ("token", token::check_bytes),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_property_holds_for_its_corpus() {
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
            assert!(target.contains(&format!("properties::{name}::check_bytes")), "fuzz/targets/{name}.rs calls another property");
        }
    }
}
