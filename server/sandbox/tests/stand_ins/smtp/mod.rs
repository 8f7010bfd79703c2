mod client;
mod counting;
mod logins;
mod protocol;
mod rules;
mod tls;
