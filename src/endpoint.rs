//! The types of the generated tables: operations, and how values are named on the wire and in JavaScript.
//!
//! The tables are generated from `openapi.yaml` into `generated::endpoints` and `generated::shapes`.

/// One operation of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// The public name, `accounts.retrieve`.
    pub name: &'static str,
    /// The number that JavaScript calls it by: a hash of the name, so that another endpoint does not change it.
    pub number: u32,
    /// The HTTP method.
    pub method: Method,
    /// The path as documented, for messages and events: `/v1/connect/{project_id}/accounts/{account_id}`.
    pub template: &'static str,
    /// The same path in parts.
    pub path: &'static [PathPart],
    /// The JavaScript names of the positional ids in call order, such as `accountId`, for error messages.
    pub ids: &'static [&'static str],
    /// The request fields that are sent in the query, in this order.
    pub query: &'static [QueryField],
    /// Where the other request fields are sent.
    pub body: Body,
    /// Whether sending it twice has the same effect as sending it once (RFC 9110, section 9.2.2), so that it may be retried.
    pub idempotent: bool,
    /// Whether the client's token is sent with it.
    pub bearer: bool,
    /// What a successful response holds.
    pub answer: Answer,
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// A part of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathPart {
    /// Copied as it is, with its slashes.
    Literal(&'static str),
    /// The client's project id.
    Project,
    /// The positional id of this index.
    Id(usize),
}

/// A request field that is sent in the query.
#[derive(Debug)]
pub struct QueryField {
    /// Its name in JavaScript.
    pub js: &'static str,
    /// Its name on the wire.
    pub wire: &'static str,
    /// The values that the API allows; empty if it allows any.
    pub allowed: &'static [&'static str],
    /// Whether a call must have it.
    pub required: bool,
}

/// Where the request fields that are not in the query are sent.
#[derive(Debug)]
pub enum Body {
    /// In the query as well: the operation has no body.
    None,
    /// In a JSON object.
    Json {
        /// The shape of the object.
        shape: &'static Shape,
        /// Members that every body has, as name and JSON text: `("grant_type", "\"client_credentials\"")`.
        constants: &'static [(&'static str, &'static str)],
    },
    /// The request is built by hand-written code (`proxy`).
    Custom,
}

/// What a successful response holds.
#[derive(Debug)]
pub enum Answer {
    /// JSON of this shape.
    Json(&'static Shape),
    /// A page: JSON of this shape, with `data` and `page_info.end_cursor`.
    Page(&'static Shape),
    /// Nothing: the body is ignored.
    Void,
    /// Bytes, as a stream.
    Binary,
    /// The response of another service: JSON, text or bytes, by its content type.
    Relayed,
    /// The response itself, whatever its status. Its body is a stream (`client.fetch()`).
    Response,
}

/// How a JSON value differs between the wire and JavaScript.
#[derive(Debug)]
pub enum Shape {
    /// It does not differ: it is copied as it is.
    Raw,
    /// A point in time: ISO 8601 on the wire, `Date` in JavaScript.
    Date,
    /// A list of values of this shape.
    List(&'static Self),
    /// An object whose keys are data and stay as they are, with values of this shape.
    Map(&'static Self),
    /// An object with known fields.
    Object(&'static Object),
    /// One of several objects.
    Union(&'static Union),
}

/// An object with known fields. Unknown members are copied as they are.
#[derive(Debug)]
pub struct Object {
    /// The name of the type, for messages.
    pub name: &'static str,
    /// The fields, in the documented order.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire: &'static str,
    /// Its name in JavaScript.
    pub js: &'static str,
    /// The shape of its value.
    pub shape: &'static Shape,
    /// Whether it is required. When a response is decoded, an optional field that is `null` is left out.
    pub required: bool,
}

/// One of several objects.
#[derive(Debug)]
pub struct Union {
    /// The wire name of the member whose value says which object it is, if there is one.
    pub tag: Option<&'static str>,
    /// The objects by value of the tag; empty without a tag.
    pub members: &'static [(&'static str, &'static Object)],
    /// The fields of all objects in one, for values without a known tag.
    pub merged: &'static Object,
}
