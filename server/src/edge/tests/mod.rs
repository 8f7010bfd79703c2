//! The edge as callers meet it: real router, real database.

mod beside;
mod callbacks;
mod calls;
mod credit;
mod documents;
mod done;
mod doors;
mod events;
mod exports;
mod ids;
mod imports;
mod installed;
mod logs;
mod mail;
mod matrix;
mod operator;
mod operator_pages;
mod refusals;
mod renewal;
mod rows;
mod search;
mod short_links;
mod stack;
mod two_factor;
mod ways;
mod world;
