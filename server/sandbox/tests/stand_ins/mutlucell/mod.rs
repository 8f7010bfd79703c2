mod account;
mod client;
mod faults;
mod report;
mod send;
