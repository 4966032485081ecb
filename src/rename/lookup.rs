//! Which field a key stands for, and what can only be known by reading an object ahead.

use super::mode::Mode;
use crate::endpoint::{Field, Union};
use crate::json::{self, Reason, Scanner, names_equal};

/// What a key stands for.
pub(crate) enum Key {
    /// The field of this index, under the name of the side that is read.
    Field(usize),
    /// An unknown key that is the field's name on the other side.
    OtherSide(usize),
    /// An unknown key.
    Unknown,
}

fn name_to_read(field: &Field, mode: Mode) -> &'static str {
    if mode == Mode::Decode { field.wire } else { field.js }
}

/// Skips a key and its colon. Returns what the key stands for, and the offset of its end.
///
/// Fields mostly come in the documented order, so the field `next` is tried first; afterwards `next` is the one behind the field
/// that was found.
#[inline]
pub(crate) fn find(scanner: &mut Scanner<'_>, fields: &[Field], next: &mut usize, mode: Mode) -> Result<(Key, usize), Reason> {
    let start = scanner.at;
    if let Some(field) = fields.get(*next) {
        let name = name_to_read(field, mode);
        if scanner.skip_if_key(name) {
            *next += 1;
            return Ok((Key::Field(*next - 1), start + name.len() + 2));
        }
    }
    let key = search(scanner, fields, *next, mode)?;
    let end = scanner.at;
    scanner.skip_colon()?;
    if let Key::Field(index) = key {
        *next = index + 1;
    }
    Ok((key, end))
}

fn search(scanner: &mut Scanner<'_>, fields: &[Field], next: usize, mode: Mode) -> Result<Key, Reason> {
    let start = scanner.at;
    let has_escapes = scanner.skip_key()?;
    let key = json::unquote(&scanner.text[start..scanner.at], has_escapes);
    let from = next.min(fields.len());
    let mut order = (from..fields.len()).chain(0..from);
    if let Some(index) = order.find(|&index| names_equal(name_to_read(&fields[index], mode).as_bytes(), key.as_bytes())) {
        return Ok(Key::Field(index));
    }
    // In the other modes a wire name is unknown like any other name, and is sent as it was given.
    let other = if mode == Mode::Decode { fields.iter().position(|field| field.js == key) } else { None };
    Ok(other.map_or(Key::Unknown, Key::OtherSide))
}

/// The fields of the union member that begins at the scanner's place: those of the member that its tag names, else those of all
/// members. With `to_end` the last of several tags counts, else the first.
pub(crate) fn union_fields(scanner: &mut Scanner<'_>, union: &Union, mode: Mode, to_end: bool) -> Result<&'static [Field], Reason> {
    let merged = union.merged.fields;
    let Some(tag) = union.tag.filter(|_| mode != Mode::BracketDates) else { return Ok(merged) };
    let name = merged.iter().find(|field| field.wire == tag).map_or(tag, |field| name_to_read(field, mode));
    let mut fields = merged;
    read_ahead(scanner, |key, value| {
        if key != name {
            return true;
        }
        let value = json::string(value).ok();
        let member = union.members.iter().find(|(tag, _)| value.as_deref() == Some(tag));
        fields = member.map_or(merged, |(_, object)| object.fields);
        // If the tag is a field, a second one is noticed as a duplicate when it is reached.
        to_end || fields.iter().all(|field| field.wire != tag)
    })?;
    Ok(fields)
}

/// For each of `fields`, whether the last member of that name, in the object that begins at the scanner's place, is null and may be
/// left out.
pub(crate) fn omitted_fields(scanner: &mut Scanner<'_>, fields: &[Field]) -> Result<Vec<bool>, Reason> {
    let mut omitted = vec![false; fields.len()];
    read_ahead(scanner, |key, value| {
        if let Some(index) = fields.iter().position(|field| field.wire == key) {
            omitted[index] = value == "null" && !fields[index].required;
        } else if let Some(index) = fields.iter().position(|field| field.js == key) {
            omitted[index] = false;
        }
        true
    })?;
    Ok(omitted)
}

/// Calls `visit` with the key and the value of each member of the object that begins at the scanner's place, until it returns
/// false. The scanner stays where it is.
fn read_ahead(scanner: &mut Scanner<'_>, mut visit: impl FnMut(&str, &str) -> bool) -> Result<(), Reason> {
    let begin = scanner.at;
    scanner.at += 1;
    let mut first = true;
    while scanner.next_member(&mut first, b'}')? {
        let start = scanner.at;
        let has_escapes = scanner.skip_key()?;
        let key = json::unquote(&scanner.text[start..scanner.at], has_escapes);
        scanner.skip_colon()?;
        let value = scanner.at;
        scanner.skip_value()?;
        if !visit(&key, &scanner.text[value..scanner.at]) {
            break;
        }
    }
    scanner.at = begin;
    Ok(())
}
