//! Decoding gives the same as the plain implementation in `decode::reference`.

use std::sync::LazyLock;

use super::input;
use crate::decode::reference;
use crate::endpoint::{Answer, Shape};
use crate::generated::endpoints::ENDPOINTS;

/// The operations that answer with JSON, and their shapes.
static SHAPES: LazyLock<Vec<(&str, &Shape)>> = LazyLock::new(|| {
    let shape = |answer: &'static Answer| match answer {
        Answer::Json(shape) | Answer::Page(shape) => Some(*shape),
        Answer::Void | Answer::Binary | Answer::Relayed | Answer::Response => None,
    };
    ENDPOINTS.iter().filter_map(|endpoint| Some((endpoint.name, shape(&endpoint.answer)?))).collect()
});

/// The name of an operation in the first line, then the text. Any other name selects an operation by the sum of its bytes.
pub fn check_bytes(mut data: &[u8]) {
    let name = input::line(&mut data);
    let known = SHAPES.iter().position(|(known, _)| known.as_bytes() == name);
    let index = known.unwrap_or_else(|| name.iter().map(|&byte| usize::from(byte)).sum::<usize>() % SHAPES.len());
    reference::check(&String::from_utf8_lossy(data), SHAPES[index].1);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decode::decode;
    use crate::decode::documents::{document, shape};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn any_document_of_any_shape_is_decoded_as_the_reference_does(text in document(), shape in shape()) {
            reference::check(&text, shape);
        }

        #[test]
        fn a_cut_document_is_refused_whatever_its_shape(text in document(), shape in shape(), at in any::<prop::sample::Index>()) {
            if !text.starts_with(['{', '[', '"']) {
                // The start of a number is a number.
                return Ok(());
            }
            let at = at.index(text.len());
            let cut = String::from_utf8_lossy(&text.as_bytes()[..at]);
            prop_assert!(decode(&cut, shape).is_err());
            let and_more = text.clone() + &text[..1];
            prop_assert!(decode(&and_more, shape).is_err());
        }

        #[test]
        fn any_text_is_decoded_or_refused(text in "\\PC{0,9}", shape in shape()) {
            reference::check(&text, shape);
        }
    }
}
