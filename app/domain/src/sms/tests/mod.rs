mod cleaning;
mod properties;
mod providers;
mod standard;
