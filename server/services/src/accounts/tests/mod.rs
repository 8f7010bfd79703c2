mod breached;
mod create_admin;
mod own_phone;
mod passwords;
mod profile;
mod session;
mod sign_in;
mod sign_up;
