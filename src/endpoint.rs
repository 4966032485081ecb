//! What an operation is, and what a value looks like on the wire.
//!
//! The rows themselves are generated from `openapi.yaml` into `generated::endpoints` and
//! `generated::shapes`; nothing here knows a particular operation.

/// One operation of the API: everything `client` must know to make the call.
#[derive(Debug)]
pub struct Endpoint {
    /// The public name, `accounts.retrieve`.
    pub name: &'static str,
    /// The number by which JavaScript calls it. It follows from the name, so that no other endpoint moves it.
    pub number: u32,
    /// The verb on the wire.
    pub method: Method,
    /// The path as documented, `/v1/connect/{project_id}/accounts/{account_id}`: for events and messages.
    pub template: &'static str,
    /// The same path, ready to be filled in.
    pub path: &'static [Piece],
    /// The names of the positional ids in call order, as error messages show them: those of JavaScript, `accountId`.
    pub ids: &'static [&'static str],
    /// Which request fields go to the query, in the order they are sent.
    pub query: &'static [QueryField],
    /// Where the other request fields go.
    pub body: Body,
    /// Whether sending it twice has the effect of sending it once.
    pub repeat: bool,
    /// Whether the call carries the bearer token.
    pub bearer: bool,
    /// What a good answer holds.
    pub answer: Answer,
}

/// An HTTP verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// A piece of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Copied as it is.
    Text(&'static str),
    /// The client's project id.
    Project,
    /// The n-th positional id.
    Id(usize),
}

/// A request field that travels in the query.
#[derive(Debug)]
pub struct QueryField {
    /// Its name in JavaScript.
    pub js: &'static str,
    /// Its name on the wire.
    pub wire: &'static str,
    /// The values it may have, where the API names them; empty: any.
    pub allowed: &'static [&'static str],
    /// Whether a call without it is refused.
    pub required: bool,
}

/// Where the request fields that are not in the query go.
#[derive(Debug)]
pub enum Body {
    /// Nowhere: the operation has no body.
    None,
    /// Into a JSON object of this shape; `constants` are members every body has, as JSON text (`("grant_type", "\"client_credentials\"")`).
    Json {
        /// How the fields are called on the wire.
        shape: &'static Shape,
        /// Members the caller does not give.
        constants: &'static [(&'static str, &'static str)],
    },
    /// Hand-written operations (`proxy`, `workflows`) build their own.
    Custom,
}

/// What a good answer holds.
#[derive(Debug)]
pub enum Answer {
    /// JSON of this shape.
    Json(&'static Shape),
    /// JSON of this shape, with `data` and `page_info.end_cursor`.
    Page(&'static Shape),
    /// Nothing the caller is told.
    Void,
    /// Bytes, streamed.
    Binary,
    /// Whatever a relayed service said: JSON, text or bytes, by its content type.
    Relayed,
}

/// How a JSON value is spelled on the wire and in JavaScript.
#[derive(Debug)]
pub enum Shape {
    /// The same in both: copied as it is.
    Raw,
    /// An instant: ISO 8601 on the wire, `Date` in JavaScript.
    Date,
    /// A list of this.
    List(&'static Self),
    /// An object whose keys are data: kept as they are, values of this shape.
    Map(&'static Self),
    /// An object with known fields.
    Object(&'static Object),
    /// One of several objects.
    Union(&'static Union),
}

/// An object with known fields; unknown ones are copied as they are.
#[derive(Debug)]
pub struct Object {
    /// The type's name, for messages.
    pub name: &'static str,
    /// In the order the API documents them.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire: &'static str,
    /// Its name in JavaScript.
    pub js: &'static str,
    /// What it holds.
    pub shape: &'static Shape,
    /// A required field keeps a `null`; an optional one that is `null` is left out on decode.
    pub required: bool,
}

/// One of several objects, told apart by a tag where they have one.
#[derive(Debug)]
pub struct Union {
    /// The wire name of the tag and the object each of its values stands for; empty where there is none.
    pub tag: Option<&'static str>,
    /// Tag value and object.
    pub members: &'static [(&'static str, &'static Object)],
    /// All members' fields in one, for a value whose tag is unknown or that has none: known keys are always renamed.
    pub merged: &'static Object,
}
