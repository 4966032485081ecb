//! Rename the keys of a JSON text in one pass, without building values.
//!
//! Text that does not change is copied in runs; a new name, a date or a member that is left out ends a run. Containers with a known
//! shape are kept in a `Vec`, not on the stack, because shapes may contain themselves and a text may be nested to any depth.
//! `decode` renames from the wire to JavaScript, `encode` back; both follow the same [`Shape`].

mod lookup;
mod mode;

use crate::dates;
use crate::endpoint::{Field, Shape};
use crate::json::{Reason, Scanner, SyntaxError, names_equal};
use lookup::Key;

pub(crate) use mode::Mode;

/// Appends `text` to `out` with its keys renamed by `shape`. White space may stand around the value. On an error `out` is left as
/// it was.
pub(crate) fn rename(out: &mut String, text: &str, shape: &Shape, mode: Mode) -> Result<(), SyntaxError> {
    let start = out.len();
    for read_ahead in [false, true] {
        let mut renamer = Renamer { scanner: Scanner::new(text), out, copied: 0, open: Vec::new(), read_ahead };
        match renamer.run(shape, mode) {
            Ok(()) => return Ok(()),
            Err(PassError::Syntax(reason)) => {
                let error = renamer.scanner.error(reason);
                out.truncate(start);
                return Err(error);
            }
            Err(PassError::Duplicate) => out.truncate(start),
        }
    }
    unreachable!("reading ahead handles duplicates")
}

/// Why a pass ended early.
enum PassError {
    /// The text is not JSON.
    Syntax(Reason),
    /// A known field came twice. Whether it is written depends on the last one, which must be known before the first is reached:
    /// a second pass reads each object ahead.
    Duplicate,
}

impl From<Reason> for PassError {
    fn from(reason: Reason) -> Self {
        Self::Syntax(reason)
    }
}

struct Renamer<'a, 'o, 's> {
    scanner: Scanner<'a>,
    out: &'o mut String,
    /// Text before this offset has been copied to `out`, or left out.
    copied: usize,
    /// The containers with a shape around the place of the scanner, innermost last.
    open: Vec<Container<'s>>,
    /// Whether each object is read ahead, for duplicates. This reads a text once more for each level of shapes.
    read_ahead: bool,
}

/// A container that has been entered, and how far it has been read.
struct Container<'s> {
    kind: Kind<'s>,
    mode: Mode,
    /// Whether no member has been read yet.
    first: bool,
    /// Whether a member has been written.
    has_written: bool,
    /// Whether a member has been left out.
    has_omitted: bool,
    /// An object's known fields.
    fields: &'static [Field],
    /// The field that comes next, if they come in the documented order.
    next: usize,
    /// The fields that have been read, one bit each; those from the 64th on share the last bit.
    seen: u64,
    /// With `read_ahead` only: the fields that are left out.
    omitted: Vec<bool>,
}

enum Kind<'s> {
    List(&'s Shape),
    Map(&'s Shape),
    Object,
}

impl<'s> Renamer<'_, '_, 's> {
    fn run(&mut self, shape: &'s Shape, mode: Mode) -> Result<(), PassError> {
        self.scanner.skip_whitespace();
        self.value(shape, mode)?;
        while let Some(container) = self.open.pop() {
            self.resume(container)?;
        }
        self.scanner.expect_end()?;
        self.copy_to(self.scanner.at);
        Ok(())
    }

    #[inline]
    fn copy_to(&mut self, at: usize) {
        self.out.push_str(&self.scanner.text[self.copied..at]);
        self.copied = at;
    }

    /// Reads a value. A container with a shape is only entered: it is then the last of `open`.
    fn value(&mut self, shape: &'s Shape, mode: Mode) -> Result<(), PassError> {
        let mut fields: &[Field] = &[];
        let kind = match (shape, self.scanner.peek()) {
            (Shape::Object(object), Some(b'{')) => {
                fields = object.fields;
                Kind::Object
            }
            (Shape::Union(union), Some(b'{')) => {
                fields = lookup::union_fields(&mut self.scanner, union, mode, self.read_ahead)?;
                Kind::Object
            }
            (Shape::Map(shape), Some(b'{')) => Kind::Map(shape),
            (Shape::List(shape), Some(b'[')) => Kind::List(shape),
            (Shape::Date, _) => return Ok(self.date(mode)?),
            _ => return Ok(self.scanner.skip_value()?),
        };
        let omits = self.read_ahead && mode == Mode::Decode && !fields.is_empty();
        let omitted = if omits { lookup::omitted_fields(&mut self.scanner, fields)? } else { Vec::new() };
        self.scanner.at += 1;
        self.open.push(Container { kind, mode, first: true, has_written: false, has_omitted: false, fields, next: 0, seen: 0, omitted });
        Ok(())
    }

    /// Continues in a container, to its end or to the next container in it.
    fn resume(&mut self, mut container: Container<'s>) -> Result<(), PassError> {
        let depth = self.open.len();
        match container.kind {
            Kind::Object => self.object(&mut container)?,
            Kind::List(shape) => {
                while self.open.len() == depth && self.scanner.next_member(&mut container.first, b']')? {
                    self.value(shape, container.mode)?;
                }
            }
            Kind::Map(shape) => {
                while self.open.len() == depth && self.scanner.next_member(&mut container.first, b'}')? {
                    self.scanner.skip_key()?;
                    self.scanner.skip_colon()?;
                    self.value(shape, container.mode)?;
                }
            }
        }
        if self.open.len() > depth {
            // The container that was entered is finished first.
            self.open.insert(depth, container);
        }
        Ok(())
    }

    fn object(&mut self, object: &mut Container<'s>) -> Result<(), PassError> {
        let depth = self.open.len();
        while self.open.len() == depth {
            let before = self.scanner.at;
            if !self.scanner.next_member(&mut object.first, b'}')? {
                return Ok(());
            }
            let start = self.scanner.at;
            let (key, key_end) = lookup::find(&mut self.scanner, object.fields, &mut object.next, object.mode)?;
            let (Key::Field(index) | Key::OtherSide(index)) = key else {
                self.keep_member(object, start);
                self.scanner.skip_value()?;
                continue;
            };
            let field = &object.fields[index];
            let mut inner_mode = object.mode;
            if object.mode == Mode::Decode {
                let bit = 1 << index.min(63);
                if object.seen & bit != 0 && !self.read_ahead {
                    return Err(PassError::Duplicate);
                }
                object.seen |= bit;
                if self.is_omitted(object, field, index, &key) {
                    self.copy_to(before);
                    self.scanner.skip_value()?;
                    self.copied = self.scanner.at;
                    object.has_omitted = true;
                    continue;
                }
            }
            self.keep_member(object, start);
            match key {
                Key::Field(_) if object.mode != Mode::BracketDates => {
                    let (old, new) = if object.mode == Mode::Decode { (field.wire, field.js) } else { (field.js, field.wire) };
                    if !names_equal(old.as_bytes(), new.as_bytes()) {
                        self.copy_to(start + 1);
                        self.out.push_str(new);
                        self.copied = key_end - 1;
                    }
                }
                Key::OtherSide(_) => inner_mode = Mode::BracketDates,
                _ => {}
            }
            match field.shape {
                Shape::Raw => self.scanner.skip_value()?,
                shape => self.value(shape, inner_mode)?,
            }
        }
        Ok(())
    }

    #[inline]
    fn is_omitted(&self, object: &Container<'s>, field: &Field, index: usize, key: &Key) -> bool {
        if self.read_ahead {
            // All members of a field that stays are kept. JavaScript takes the value of the last and the place of the first.
            return object.omitted[index];
        }
        matches!(key, Key::Field(_)) && !field.required && self.scanner.peek() == Some(b'n')
    }

    /// Notes that the member that begins at `start` will be written.
    #[inline]
    fn keep_member(&mut self, object: &mut Container<'s>, start: usize) {
        if !object.has_written {
            object.has_written = true;
            if object.has_omitted {
                // The comma before it followed a member that was left out.
                self.copied = start;
            }
        }
    }

    fn date(&mut self, mode: Mode) -> Result<(), Reason> {
        let start = self.scanner.at;
        let first = self.scanner.peek();
        self.scanner.skip_value()?;
        let in_brackets = match (mode, first) {
            (Mode::Encode, _) => false,
            (Mode::BracketDates, _) => true,
            (Mode::Decode, Some(b'"')) => {
                if let Some(millis) = dates::parse_millis(&self.scanner.text.as_bytes()[start + 1..self.scanner.at - 1]) {
                    self.copy_to(start);
                    dates::write_seconds(self.out, millis);
                    self.copied = self.scanner.at;
                }
                false
            }
            // In a date's place JavaScript takes a number for a date and removes brackets, so a number or an array gets brackets.
            (Mode::Decode, Some(b'-' | b'0'..=b'9' | b'[')) => true,
            (Mode::Decode, _) => false,
        };
        if in_brackets {
            let end = self.scanner.at;
            self.copy_to(start);
            self.out.push('[');
            self.copy_to(end);
            self.out.push(']');
        }
        Ok(())
    }
}
