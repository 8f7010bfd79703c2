mod account;
mod client;
mod fates;
mod media;
mod send;
mod templates;
mod webhooks;
