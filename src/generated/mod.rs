// Written by: npm run generate (from openapi.yaml). Do not edit.

//! The tables that `openapi.yaml` becomes.

pub mod endpoints;
pub mod shapes;

/// The hash of the tables; js/generated/meta.js has the same.
pub const HASH: &str = "4a76e45e5939e220";
