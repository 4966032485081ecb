#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pipedream_native::properties::json::check_bytes(data));
