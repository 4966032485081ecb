#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pipedream_native::properties::origin_cache::check_bytes(data));
