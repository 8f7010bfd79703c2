//! The edge as callers meet it: real router, real database.

mod callbacks;
mod calls;
mod doors;
mod ids;
mod imports;
mod mail;
mod matrix;
mod refusals;
mod renewal;
mod rows;
mod stack;
mod ways;
mod world;
