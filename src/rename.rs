//! Spell the keys of a JSON text another way, in one pass, without building a value.
//!
//! What stays the same is copied in runs; a new name, a date or a member that is left out ends a run. Containers
//! that have a shape are kept in a list, not on the stack: a shape may contain itself, a text may be as deep as it
//! likes. `decode` goes from the wire to JavaScript, `encode` back; both follow the same [`Shape`].

mod look;

use crate::dates;
use crate::endpoint::{Field, Shape};
use crate::json::{Fault, Scanner};
use look::Found;

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
    let mut outcome = Renamer::new(text, out, false).run(shape, way);
    if matches!(outcome, Err(Stop::Doubled)) {
        out.truncate(begun);
        outcome = Renamer::new(text, out, true).run(shape, way);
    }
    match outcome {
        Ok(()) => Ok(()),
        Err(stop) => {
            out.truncate(begun);
            match stop {
                Stop::Fault(fault) => Err(fault),
                Stop::Doubled => unreachable!("a careful reading takes doubles as they come"),
            }
        }
    }
}

/// Why a reading ended early.
enum Stop {
    /// The text is not JSON.
    Fault(Fault),
    /// A known field came twice. Which of them counts, and whether it is null, must be known before the first is
    /// written: the text is read again, carefully.
    Doubled,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
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

/// A container that has been entered.
struct Level<'s> {
    way: Way,
    first: bool,
    inner: Inner<'s>,
}

enum Inner<'s> {
    List(&'s Shape),
    Map(&'s Shape),
    Object(Reading),
}

/// How far an object with known fields has been read.
struct Reading {
    fields: &'static [Field],
    /// The field that comes next, if they come in the documented order.
    next: usize,
    /// The fields that came, a bit for each; those past the last bit share it.
    seen: u128,
    /// Whether a member was written, or left out.
    kept: bool,
    dropped: bool,
    /// Careful reading only: the fields whose last member is an optional null.
    absent: Box<[bool]>,
}

impl<'a, 'o, 's> Renamer<'a, 'o, 's> {
    fn new(text: &'a str, out: &'o mut String, careful: bool) -> Self {
        Self { scan: Scanner::new(text), out, done: 0, open: Vec::new(), careful }
    }

    fn run(mut self, shape: &'s Shape, way: Way) -> Result<(), Stop> {
        self.scan.space();
        if let Some(level) = self.value(shape, way)? {
            self.open.push(level);
        }
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

    /// Passes a value. A container that the shape has something to say about is only entered.
    #[inline]
    fn value(&mut self, shape: &'s Shape, way: Way) -> Result<Option<Level<'s>>, Stop> {
        let inner = match (shape, self.scan.peek()) {
            (Shape::Object(object), Some(b'{')) => self.reading(object.fields, way)?,
            (Shape::Union(union), Some(b'{')) => {
                let fields = self.fields_of(union, way)?;
                self.reading(fields, way)?
            }
            (Shape::Map(shape), Some(b'{')) => Inner::Map(shape),
            (Shape::List(shape), Some(b'[')) => Inner::List(shape),
            (Shape::Date, _) => {
                self.date(way)?;
                return Ok(None);
            }
            _ => {
                self.scan.value()?;
                return Ok(None);
            }
        };
        self.scan.at += 1;
        Ok(Some(Level { way, first: true, inner }))
    }

    fn reading(&mut self, fields: &'static [Field], way: Way) -> Result<Inner<'s>, Stop> {
        let absent = if self.careful && way == Way::Decode { self.absent(fields)? } else { Box::default() };
        Ok(Inner::Object(Reading { fields, next: 0, seen: 0, kept: false, dropped: false, absent }))
    }

    /// Goes on in a container, to its end or to the next container in it.
    fn level(&mut self, mut level: Level<'s>) -> Result<(), Stop> {
        let entered = match &mut level.inner {
            Inner::Object(reading) => self.object(reading, &mut level.first, level.way)?,
            Inner::List(shape) => loop {
                if !self.scan.has_member(&mut level.first, b']')? {
                    break None;
                }
                if let Some(inner) = self.value(shape, level.way)? {
                    break Some(inner);
                }
            },
            Inner::Map(shape) => loop {
                if !self.scan.has_member(&mut level.first, b'}')? {
                    break None;
                }
                self.scan.key()?;
                self.scan.colon()?;
                if let Some(inner) = self.value(shape, level.way)? {
                    break Some(inner);
                }
            },
        };
        if let Some(inner) = entered {
            self.open.push(level);
            self.open.push(inner);
        }
        Ok(())
    }

    fn object(&mut self, reading: &mut Reading, first: &mut bool, way: Way) -> Result<Option<Level<'s>>, Stop> {
        loop {
            let before = self.scan.at;
            if !self.scan.has_member(first, b'}')? {
                return Ok(None);
            }
            let start = self.scan.at;
            let (found, key_end) = self.find(reading, way)?;
            let (Found::Field(index) | Found::Spelled(index)) = found else {
                self.keep(reading, start);
                self.scan.value()?;
                continue;
            };
            let field = &reading.fields[index];
            let mut below = way;
            if way == Way::Decode {
                let bit = 1 << index.min(127);
                if reading.seen & bit != 0 && !self.careful {
                    return Err(Stop::Doubled);
                }
                reading.seen |= bit;
                if self.is_left_out(reading, field, index, &found) {
                    self.copy_to(before);
                    self.scan.value()?;
                    self.done = self.scan.at;
                    reading.dropped = true;
                    continue;
                }
            }
            self.keep(reading, start);
            match found {
                Found::Field(_) if way != Way::Guard => {
                    let (old, new) = if way == Way::Decode { (field.wire, field.js) } else { (field.js, field.wire) };
                    if old.len() != new.len() || old != new {
                        self.copy_to(start + 1);
                        self.out.push_str(new);
                        self.done = key_end - 1;
                    }
                }
                Found::Spelled(_) => below = Way::Guard,
                _ => {}
            }
            if let Shape::Raw = field.shape {
                self.scan.value()?;
            } else if let Some(inner) = self.value(field.shape, below)? {
                return Ok(Some(inner));
            }
        }
    }

    #[inline]
    fn is_left_out(&self, reading: &Reading, field: &Field, index: usize, found: &Found) -> bool {
        if self.careful {
            // An earlier member of a field that stays is kept, though it loses: its place in the order counts.
            return reading.absent[index];
        }
        matches!(found, Found::Field(_)) && !field.required && self.scan.peek() == Some(b'n')
    }

    /// The member that begins at `start` will be written.
    #[inline]
    fn keep(&mut self, reading: &mut Reading, start: usize) {
        if !reading.kept {
            reading.kept = true;
            if reading.dropped {
                // The comma parted it from a member that is not there.
                self.done = start;
            }
        }
    }

    fn date(&mut self, way: Way) -> Result<(), Fault> {
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
