// Written by: npm run generate (from openapi.yaml). Do not edit.

//! The tables that `openapi.yaml` becomes.

pub mod endpoints;
mod shapes;

/// The hash of the tables; ts/resources/meta.ts has the same.
pub(crate) const HASH: &str = "f23e20684a005ac5";
