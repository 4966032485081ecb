//! Spell the keys of a JSON text another way, in one pass, without building a value.
//!
//! What does not change is copied in runs; a change breaks the run. `decode` goes from the wire to JavaScript,
//! `encode` back; both follow the same [`Shape`].

use std::borrow::Cow;

use crate::dates;
use crate::endpoint::{Field, Shape, Union};
use crate::json::{Fault, Lone, Scanner, unescaped};

/// Shapes are as deep as the API's documentation; a shape that contained itself would be followed this far and
/// copied as it is from there on, so that no text can exhaust the stack.
const DEEPEST: usize = 256;

/// Which spelling is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// Wire names: an optional field that is null is left out, dates become numbers.
    Wire,
    /// JavaScript's names: everything stays but the names.
    Js,
}

/// A text on its way from one spelling to the other.
pub struct Renamer<'a> {
    scan: Scanner<'a>,
    from: From,
    out: String,
    /// Everything before this place is in `out`, or dropped.
    done: usize,
}

impl<'a> Renamer<'a> {
    /// Starts at the beginning of `text`; what comes out is added to `out`.
    pub fn new(text: &'a str, from: From, out: String) -> Self {
        Self { scan: Scanner::new(text), from, out, done: 0 }
    }

    /// Renames the one value that `text` is.
    pub fn whole(mut self, shape: &Shape) -> Result<String, Fault> {
        self.scan.space();
        self.value(shape, 0)?;
        self.scan.end()?;
        self.copy_to(self.scan.at);
        Ok(self.out)
    }

    fn copy_to(&mut self, at: usize) {
        self.out.push_str(&self.scan.text[self.done..at]);
        self.done = at;
    }

    /// Writes `text` in the place of what lies between the last copy and here, from `start` on.
    fn replace(&mut self, start: usize, text: &str) {
        self.copy_to(start);
        self.out.push_str(text);
        self.done = self.scan.at;
    }

    fn value(&mut self, shape: &Shape, depth: usize) -> Result<(), Fault> {
        let first = if depth < DEEPEST { self.scan.peek() } else { None };
        match (shape, first) {
            (Shape::Object(object), Some(b'{')) => self.object(object.fields, depth),
            (Shape::Union(union), Some(b'{')) => self.object(self.member_of(union).map_or(union.merged.fields, |fields| fields), depth),
            (Shape::Map(shape), Some(b'{')) => self.map(shape, depth),
            (Shape::List(shape), Some(b'[')) => self.list(shape, depth),
            (Shape::Date, _) if self.from == From::Wire => self.date(),
            _ => self.scan.value(),
        }
    }

    fn list(&mut self, shape: &Shape, depth: usize) -> Result<(), Fault> {
        self.scan.at += 1;
        let mut first = true;
        while self.scan.has_member(&mut first, b']')? {
            self.value(shape, depth + 1)?;
        }
        Ok(())
    }

    fn map(&mut self, shape: &Shape, depth: usize) -> Result<(), Fault> {
        self.scan.at += 1;
        let mut first = true;
        while self.scan.has_member(&mut first, b'}')? {
            self.scan.string()?;
            self.colon()?;
            self.value(shape, depth + 1)?;
        }
        Ok(())
    }

    fn colon(&mut self) -> Result<(), Fault> {
        self.scan.space();
        self.scan.expect(b':', "a colon was to follow the key")?;
        self.scan.space();
        Ok(())
    }

    fn object(&mut self, fields: &'static [Field], depth: usize) -> Result<(), Fault> {
        let (start, out, done) = (self.scan.at, self.out.len(), self.done);
        if self.members(fields, depth, None)? {
            return Ok(());
        }
        // A field came twice and its last value is to be left out: rare enough to read the object again.
        let last = self.last_places(start, fields)?;
        self.out.truncate(out);
        (self.scan.at, self.done) = (start, done);
        self.members(fields, depth, Some(&last))?;
        Ok(())
    }

    /// Passes an object. With `last`, only the member that begins at a field's last place counts. Without, says
    /// `false` when that would have mattered.
    fn members(&mut self, fields: &'static [Field], depth: usize, last: Option<&[usize]>) -> Result<bool, Fault> {
        self.scan.at += 1;
        let (mut first, mut next, mut dropped, mut seen) = (true, 0, false, 0u128);
        loop {
            if !self.scan.has_member(&mut first, b'}')? {
                if dropped {
                    // The member that was dropped last left the comma before it behind.
                    self.out.truncate(self.out.trim_ascii_end().len());
                    if self.out.ends_with(',') {
                        self.out.pop();
                    }
                    self.done = self.scan.at - 1;
                }
                return Ok(true);
            }
            if dropped {
                // The comma before the dropped member stands already (or none was needed): this one is too many.
                self.done = self.scan.at;
                dropped = false;
            }
            let key_start = self.scan.at;
            let escaped = self.scan.string()?;
            let key_end = self.scan.at;
            let inner = &self.scan.text[key_start + 1..key_end - 1];
            let key = if escaped { Cow::Owned(unescaped(inner, Lone::Replaced).unwrap_or_default()) } else { Cow::Borrowed(inner) };
            self.colon()?;
            let found = find(fields, &key, self.from, next);
            let Some(index) = found else {
                // A key spelled the new way already counts as its field when doubles are told apart.
                if let Some(index) = spelled_already(fields, &key, self.from) {
                    seen |= bit(index);
                    if last.is_some_and(|last| last[index] != key_start) {
                        self.drop_member(key_start)?;
                        dropped = true;
                        continue;
                    }
                    if self.from == From::Wire && matches!(fields[index].shape, Shape::Date) {
                        // It is unknown all the same: in brackets, it is not taken for a date.
                        self.bracket()?;
                        continue;
                    }
                }
                self.scan.value()?;
                continue;
            };
            next = index + 1;
            let field = &fields[index];
            let is_null = self.from == From::Wire && !field.required && self.scan.text.as_bytes()[self.scan.at..].starts_with(b"null");
            if is_null && last.is_none() && seen & bit(index) != 0 {
                return Ok(false);
            }
            if is_null || last.is_some_and(|last| last[index] != key_start) {
                self.drop_member(key_start)?;
                dropped = true;
                continue;
            }
            seen |= bit(index);
            let name = if self.from == From::Wire { field.js } else { field.wire };
            if key != name {
                self.copy_to(key_start + 1);
                self.out.push_str(name);
                self.done = key_end - 1;
            }
            self.value(field.shape, depth + 1)?;
        }
    }

    /// Leaves the member that begins at `start` out.
    fn drop_member(&mut self, start: usize) -> Result<(), Fault> {
        self.copy_to(start);
        self.scan.value()?;
        self.done = self.scan.at;
        Ok(())
    }

    /// Where each field's last member begins.
    fn last_places(&self, start: usize, fields: &'static [Field]) -> Result<Vec<usize>, Fault> {
        let mut scan = Scanner::new(self.scan.text);
        scan.at = start + 1;
        let mut last = vec![0; fields.len()];
        let mut first = true;
        while scan.has_member(&mut first, b'}')? {
            let key_start = scan.at;
            scan.string()?;
            let key = unescaped(&scan.text[key_start + 1..scan.at - 1], Lone::Replaced).unwrap_or_default();
            if let Some(index) = find(fields, &key, self.from, 0).or_else(|| spelled_already(fields, &key, self.from)) {
                last[index] = key_start;
            }
            scan.space();
            scan.expect(b':', "a colon was to follow the key")?;
            scan.space();
            scan.value()?;
        }
        Ok(last)
    }

    /// The fields of the member that an object's tag names.
    fn member_of(&self, union: &Union) -> Option<&'static [Field]> {
        let tag = union.tag?;
        let mut scan = Scanner::new(self.scan.text);
        scan.at = self.scan.at + 1;
        let (mut first, mut named) = (true, None);
        while scan.has_member(&mut first, b'}').ok()? {
            let start = scan.at;
            let escaped = scan.string().ok()?;
            let inner = &scan.text[start + 1..scan.at - 1];
            let is_tag = if escaped { unescaped(inner, Lone::Replaced)? == tag } else { inner == tag };
            scan.space();
            scan.expect(b':', "").ok()?;
            scan.space();
            let value = scan.at;
            scan.value().ok()?;
            if is_tag {
                named = crate::json::string(&scan.text[value..scan.at]).ok();
                // The tag comes first in nearly every text, and only there is stopping safe from doubles that
                // matter: a double tag names the member it names first.
                break;
            }
        }
        let named = named?;
        union.members.iter().find(|(value, _)| *value == named).map(|(_, object)| object.fields)
    }

    fn date(&mut self) -> Result<(), Fault> {
        let start = self.scan.at;
        let first = self.scan.peek();
        self.scan.value()?;
        let raw = &self.scan.text[start..self.scan.at];
        match first {
            Some(b'"') => {
                if let Some(millis) = dates::millis(&raw.as_bytes()[1..raw.len() - 1]) {
                    self.replace(start, &millis.to_string());
                }
            }
            // A number stands for a date by now, so what was a number or an array before is set in brackets.
            Some(b'-' | b'0'..=b'9' | b'[') => self.set_in_brackets(start),
            _ => {}
        }
        Ok(())
    }

    fn bracket(&mut self) -> Result<(), Fault> {
        let start = self.scan.at;
        self.scan.value()?;
        self.set_in_brackets(start);
        Ok(())
    }

    fn set_in_brackets(&mut self, start: usize) {
        let wrapped = format!("[{}]", &self.scan.text[start..self.scan.at]);
        self.replace(start, &wrapped);
    }
}

fn bit(index: usize) -> u128 {
    1u128.checked_shl(index as u32).unwrap_or(0)
}

/// The field called `key`; fields mostly come in the documented order, so the one after the last is tried first.
fn find(fields: &[Field], key: &str, from: From, next: usize) -> Option<usize> {
    let name = |field: &Field| if from == From::Wire { field.wire } else { field.js };
    if fields.get(next).is_some_and(|field| name(field) == key) {
        return Some(next);
    }
    fields.iter().position(|field| name(field) == key)
}

/// The field whose new name is `key` already.
fn spelled_already(fields: &[Field], key: &str, from: From) -> Option<usize> {
    fields.iter().position(|field| if from == From::Wire { field.js == key } else { field.wire == key })
}
