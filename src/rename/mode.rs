//! In which direction names are changed.

/// What renaming does to the members of an object with a known shape.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// From the wire to JavaScript: keys get their JavaScript names, optional fields that are null are left out, dates become
    /// numbers.
    Decode,
    /// From JavaScript to the wire: only the keys change.
    Encode,
    /// The value of an unknown key that is spelled like a field in JavaScript. Nothing changes, except that each value at the place
    /// of a date is put in brackets: JavaScript looks for dates by the field's JavaScript name, and must not find one here.
    BracketDates,
}
