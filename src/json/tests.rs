//! The scanner against what JSON.parse takes and refuses.
