// Written by: npm run generate (from openapi.yaml). Do not edit.

//! The tables that `openapi.yaml` becomes.

pub mod endpoints;
pub mod shapes;
