//! What server functions take from the request; compiled into the server only.
