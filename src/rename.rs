//! Spell the keys of a JSON text another way, in one pass, without building a value.
//!
//! What stays the same is copied in runs; a new name, a date or a member that is left out ends a run. Containers
//! that have a shape are kept in a list, not on the stack: a shape may contain itself, a text may be as deep as it
//! likes. `decode` goes from the wire to JavaScript, `encode` back; both follow the same [`Shape`].

mod lookup;

use crate::dates;
use crate::endpoint::{Field, Shape};
use crate::json::{Fault, Scanner, What, same};
use lookup::Found;

/// Which way the names go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the wire to JavaScript: an optional field that is null is left out, dates become numbers.
    Decode,
    /// From JavaScript to the wire: nothing changes but the names.
    Encode,
    /// Below an unknown key that is called like a field in JavaScript: nothing changes, but what could be taken for
    /// the date of a known field is set in brackets.
    Guard,
}

/// Adds `text` to `out` with the names of `shape` changed. White space may stand around the value.
pub fn rename(out: &mut String, text: &str, shape: &Shape, way: Way) -> Result<(), Fault> {
    let begun = out.len();
    for careful in [false, true] {
        let mut renamer = Renamer { scan: Scanner::new(text), out, done: 0, open: Vec::new(), careful };
        match renamer.run(shape, way) {
            Ok(()) => return Ok(()),
            Err(Stop::NotJson(what)) => {
                let fault = renamer.scan.fault(what);
                out.truncate(begun);
                return Err(fault);
            }
            Err(Stop::Doubled) => out.truncate(begun),
        }
    }
    unreachable!("a careful reading takes doubles as they come")
}

/// Why a reading ended early.
enum Stop {
    /// The text is not JSON here.
    NotJson(What),
    /// A known field came twice. Which of them counts, and whether it is null, must be known before the first is
    /// written: the text is read again, carefully.
    Doubled,
}

impl From<What> for Stop {
    fn from(what: What) -> Self {
        Self::NotJson(what)
    }
}

/// A text on its way from one spelling to the other.
struct Renamer<'a, 'o, 's> {
    scan: Scanner<'a>,
    out: &'o mut String,
    /// Everything before this place is in `out`, or left out.
    done: usize,
    /// The containers around the place of `scan` that have a shape.
    open: Vec<Level<'s>>,
    /// Looks through each object before it is read. Costs a second look per level of shapes.
    careful: bool,
}

/// A container that has been entered, and how far it has been read.
struct Level<'s> {
    inner: Inner<'s>,
    way: Way,
    first: bool,
    /// Whether a member was written, or left out.
    kept: bool,
    dropped: bool,
    /// The known fields, in an object.
    fields: &'static [Field],
    /// The one that comes next, if they come in the documented order.
    next: usize,
    /// The ones that came, a bit for each; those past the last bit share it.
    seen: u64,
    /// Careful reading only: the ones whose last member is an optional null.
    absent: Vec<bool>,
}

enum Inner<'s> {
    List(&'s Shape),
    Map(&'s Shape),
    Object,
}

impl<'s> Renamer<'_, '_, 's> {
    fn run(&mut self, shape: &'s Shape, way: Way) -> Result<(), Stop> {
        self.scan.space();
        self.value(shape, way)?;
        while let Some(level) = self.open.pop() {
            self.level(level)?;
        }
        self.scan.end()?;
        self.copy_to(self.scan.at);
        Ok(())
    }

    #[inline]
    fn copy_to(&mut self, at: usize) {
        self.out.push_str(&self.scan.text[self.done..at]);
        self.done = at;
    }

    /// Passes a value. A container that the shape has something to say about is only entered: it is then the last
    /// of `open`.
    fn value(&mut self, shape: &'s Shape, way: Way) -> Result<(), Stop> {
        let mut fields: &[Field] = &[];
        let inner = match (shape, self.scan.peek()) {
            (Shape::Object(object), Some(b'{')) => {
                fields = object.fields;
                Inner::Object
            }
            (Shape::Union(union), Some(b'{')) => {
                fields = self.fields_of(union, way)?;
                Inner::Object
            }
            (Shape::Map(shape), Some(b'{')) => Inner::Map(shape),
            (Shape::List(shape), Some(b'[')) => Inner::List(shape),
            (Shape::Date, _) => return Ok(self.date(way)?),
            _ => return Ok(self.scan.value()?),
        };
        let looks_ahead = self.careful && way == Way::Decode && !fields.is_empty();
        let absent = if looks_ahead { self.absent(fields)? } else { Vec::new() };
        self.scan.at += 1;
        self.open.push(Level { inner, way, first: true, kept: false, dropped: false, fields, next: 0, seen: 0, absent });
        Ok(())
    }

    /// Goes on in a container, to its end or to the next container in it.
    fn level(&mut self, mut level: Level<'s>) -> Result<(), Stop> {
        let depth = self.open.len();
        match level.inner {
            Inner::Object => self.object(&mut level)?,
            Inner::List(shape) => {
                while self.open.len() == depth && self.scan.has_member(&mut level.first, b']')? {
                    self.value(shape, level.way)?;
                }
            }
            Inner::Map(shape) => {
                while self.open.len() == depth && self.scan.has_member(&mut level.first, b'}')? {
                    self.scan.key()?;
                    self.scan.colon()?;
                    self.value(shape, level.way)?;
                }
            }
        }
        if self.open.len() > depth {
            // The container that was entered goes first.
            self.open.insert(depth, level);
        }
        Ok(())
    }

    fn object(&mut self, level: &mut Level<'s>) -> Result<(), Stop> {
        let depth = self.open.len();
        while self.open.len() == depth {
            let before = self.scan.at;
            if !self.scan.has_member(&mut level.first, b'}')? {
                return Ok(());
            }
            let start = self.scan.at;
            let (found, key_end) = self.find(level)?;
            let (Found::Field(index) | Found::Spelled(index)) = found else {
                self.keep(level, start);
                self.scan.value()?;
                continue;
            };
            let field = &level.fields[index];
            let mut below = level.way;
            if level.way == Way::Decode {
                let bit = 1 << index.min(63);
                if level.seen & bit != 0 && !self.careful {
                    return Err(Stop::Doubled);
                }
                level.seen |= bit;
                if self.is_left_out(level, field, index, &found) {
                    self.copy_to(before);
                    self.scan.value()?;
                    self.done = self.scan.at;
                    level.dropped = true;
                    continue;
                }
            }
            self.keep(level, start);
            match found {
                Found::Field(_) if level.way != Way::Guard => {
                    let (old, new) = if level.way == Way::Decode { (field.wire, field.js) } else { (field.js, field.wire) };
                    if !same(old.as_bytes(), new.as_bytes()) {
                        self.copy_to(start + 1);
                        self.out.push_str(new);
                        self.done = key_end - 1;
                    }
                }
                Found::Spelled(_) => below = Way::Guard,
                _ => {}
            }
            match field.shape {
                Shape::Raw => self.scan.value()?,
                shape => self.value(shape, below)?,
            }
        }
        Ok(())
    }

    #[inline]
    fn is_left_out(&self, level: &Level<'s>, field: &Field, index: usize, found: &Found) -> bool {
        if self.careful {
            // An earlier member of a field that stays is kept, though it loses: its place in the order counts.
            return level.absent[index];
        }
        matches!(found, Found::Field(_)) && !field.required && self.scan.peek() == Some(b'n')
    }

    /// The member that begins at `start` will be written.
    #[inline]
    fn keep(&mut self, level: &mut Level<'s>, start: usize) {
        if !level.kept {
            level.kept = true;
            if level.dropped {
                // The comma parted it from a member that is not there.
                self.done = start;
            }
        }
    }

    fn date(&mut self, way: Way) -> Result<(), What> {
        let start = self.scan.at;
        let first = self.scan.peek();
        self.scan.value()?;
        let in_brackets = match (way, first) {
            (Way::Encode, _) => false,
            (Way::Guard, _) => true,
            (Way::Decode, Some(b'"')) => {
                if let Some(millis) = dates::millis(&self.scan.text.as_bytes()[start + 1..self.scan.at - 1]) {
                    self.copy_to(start);
                    dates::push(self.out, millis);
                    self.done = self.scan.at;
                }
                false
            }
            // A number stands for a date, and brackets for what they hold: what was either before is set in brackets.
            (Way::Decode, Some(b'-' | b'0'..=b'9' | b'[')) => true,
            (Way::Decode, _) => false,
        };
        if in_brackets {
            let end = self.scan.at;
            self.copy_to(start);
            self.out.push('[');
            self.copy_to(end);
            self.out.push(']');
        }
        Ok(())
    }
}
