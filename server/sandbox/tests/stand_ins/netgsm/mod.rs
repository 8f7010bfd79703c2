mod account;
mod client;
mod faults;
mod push;
mod report;
mod send;
