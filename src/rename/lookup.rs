//! Look up what a name means, and look ahead where one pass cannot know.

use super::{Level, Renamer, Stop, Way};
use crate::endpoint::{Field, Union};
use crate::json::{self, What, same};

/// What a key is.
pub enum Found {
    /// The name of the field at this place, in the spelling that is read.
    Field(usize),
    /// An unknown name, but what the field at this place is called in the other spelling.
    Spelled(usize),
    /// An unknown name.
    Unknown,
}

fn read_name(field: &Field, way: Way) -> &'static str {
    if way == Way::Decode { field.wire } else { field.js }
}

impl Renamer<'_, '_, '_> {
    /// Passes a key and its colon, and says what the key is and where it ends. RawObject mostly come in the documented
    /// order, so the one after the last is tried first.
    #[inline]
    pub fn find(&mut self, level: &mut Level<'_>) -> Result<(Found, usize), What> {
        let start = self.scan.at;
        if let Some(field) = level.fields.get(level.next) {
            let name = read_name(field, level.way);
            if self.scan.is_key(name) {
                level.next += 1;
                return Ok((Found::Field(level.next - 1), start + name.len() + 2));
            }
        }
        let found = self.search(level.fields, level.next, level.way)?;
        let end = self.scan.at;
        self.scan.colon()?;
        if let Found::Field(index) = found {
            level.next = index + 1;
        }
        Ok((found, end))
    }

    fn search(&mut self, fields: &[Field], next: usize, way: Way) -> Result<Found, What> {
        let start = self.scan.at;
        let escaped = self.scan.key()?;
        let key = json::plain(&self.scan.text[start..self.scan.at], escaped);
        let from = next.min(fields.len());
        let order = (from..fields.len()).chain(0..from);
        if let Some(index) = order.clone().find(|&index| same(read_name(&fields[index], way).as_bytes(), key.as_bytes())) {
            return Ok(Found::Field(index));
        }
        // On the way out, a wire name is as unknown as any other: it is sent as given.
        let spelled = if way == Way::Decode { fields.iter().position(|field| field.js == key) } else { None };
        Ok(spelled.map_or(Found::Unknown, Found::Spelled))
    }

    /// The fields of the object that begins here, one of several.
    pub fn fields_of(&mut self, union: &Union, way: Way) -> Result<&'static [Field], Stop> {
        let merged = union.merged.fields;
        let Some(tag) = union.tag.filter(|_| way != Way::Guard) else { return Ok(merged) };
        let spelled = merged.iter().find(|field| field.wire == tag).map_or(tag, |field| read_name(field, way));
        let mut fields = merged;
        let careful = self.careful;
        self.look_ahead(|key, value| {
            if key != spelled {
                return true;
            }
            let named = json::string(value).ok();
            let member = union.members.iter().find(|(value, _)| named.as_deref() == Some(value));
            fields = member.map_or(merged, |(_, object)| object.fields);
            // Another one later would be seen to be a double when it is reached: it is a field.
            careful || fields.iter().all(|field| field.wire != tag)
        })?;
        Ok(fields)
    }

    /// Which fields' last member in the object that begins here is an optional null.
    pub fn absent(&mut self, fields: &[Field]) -> Result<Vec<bool>, Stop> {
        let mut absent = vec![false; fields.len()];
        self.look_ahead(|key, value| {
            if let Some(index) = fields.iter().position(|field| field.wire == key) {
                absent[index] = value == "null" && !fields[index].required;
            } else if let Some(index) = fields.iter().position(|field| field.js == key) {
                absent[index] = false;
            }
            true
        })?;
        Ok(absent)
    }

    /// Shows the members of the object that begins here, while it is told to go on. Moves nowhere.
    fn look_ahead(&mut self, mut show: impl FnMut(&str, &str) -> bool) -> Result<(), What> {
        let begin = self.scan.at;
        self.scan.at += 1;
        let mut first = true;
        while self.scan.has_member(&mut first, b'}')? {
            let start = self.scan.at;
            let escaped = self.scan.key()?;
            let key = json::plain(&self.scan.text[start..self.scan.at], escaped);
            self.scan.colon()?;
            let value = self.scan.at;
            self.scan.value()?;
            if !show(&key, &self.scan.text[value..self.scan.at]) {
                break;
            }
        }
        self.scan.at = begin;
        Ok(())
    }
}
