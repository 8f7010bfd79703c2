//! Second factors of people, their recovery codes, and sign-ins that wait for a code.

mod code_entity;
mod codes;
mod entity;
mod queries;
mod step_entity;
mod steps;

pub use codes::{codes_left, keep_codes, use_code};
pub use queries::{
    FreshCodes, SecondFactor, begin, confirm, find, forget_fresh, is_on, purge_fresh, remove, use_step,
};
pub use steps::{SignInStep, ask_step, drop_steps_of, find_step, purge_steps, take_step};
