// Written by: npm run generate (from openapi.yaml). Do not edit.

//! The tables that `openapi.yaml` becomes.

pub mod endpoints;
pub mod shapes;

/// The hash of the tables; js/generated/meta.js has the same.
pub const HASH: &str = "a6322f5c6590fda1";
