#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pipedream_native::properties::token::check_bytes(data));
