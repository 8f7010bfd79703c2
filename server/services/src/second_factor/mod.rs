//! The second factor of a sign-in: codes of an authenticator app, and recovery codes.

mod begin;
mod end;
mod get;
mod notice;
mod recovery;
mod seed;
mod take;
mod totp;

pub(crate) use take::Taken;

#[cfg(test)]
mod tests;
