//! Documents of the operator: their versions, and the proof of who saw and accepted them.

mod accept;
mod first;
mod latest;
mod own;
mod prove;
mod publish;
mod text;
mod to_read;

pub(crate) use first::first_versions;
pub(crate) use prove::{Reader, SignUpDocuments, prove_sign_up, sign_up_documents};

#[cfg(test)]
mod tests;
