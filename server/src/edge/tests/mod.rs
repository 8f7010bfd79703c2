//! The edge as callers meet it: real router, real database.

mod callbacks;
mod calls;
mod imports;
mod mail;
mod matrix;
mod refusals;
mod renewal;
mod stack;
mod world;
