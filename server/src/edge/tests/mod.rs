//! The edge as callers meet it: real router, real database.

mod calls;
mod imports;
mod matrix;
mod world;
