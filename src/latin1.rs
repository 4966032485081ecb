//! Latin-1 (ISO 8859-1), the encoding of header values in the Fetch standard: each byte is the character of the same number.

/// The bytes of `text`; `None` if a character is above U+00FF.
pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}

/// The text of `bytes`.
pub(crate) fn decode(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_the_character_of_its_number() {
        let bytes: Vec<u8> = (0..=255).collect();
        let text = decode(&bytes);
        assert_eq!(text.chars().nth(0xe9), Some('é'));
        assert_eq!(encode(&text), Some(bytes));
        assert_eq!(encode("Ā"), None);
    }
}
