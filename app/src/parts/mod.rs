//! Small pieces that pages are made of.

mod icon;

pub use icon::{BrandMark, Icon};
