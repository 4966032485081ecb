// Written by: npm run generate (from openapi.yaml). Do not edit.

//! The tables that `openapi.yaml` becomes.

pub mod endpoints;
pub mod shapes;

/// The hash of the tables; ts/resources/meta.ts has the same.
pub const HASH: &str = "b102b21074f3c5d1";
