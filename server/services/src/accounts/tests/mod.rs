mod create_admin;
mod passwords;
mod session;
mod sign_in;
mod sign_up;
