//! The `fields` parameter of reading calls.

use serde_json::{Map, Value};

/// Keeps `id` and the fields of a comma-separated list; without a list everything.
pub(super) fn picked(object: Value, fields: Option<&str>) -> Value {
    let (Some(fields), Value::Object(all)) = (fields, &object) else { return object };
    let wanted = fields.split(',').map(str::trim).chain(["id"]);
    let kept: Map<_, _> =
        wanted.filter_map(|field| all.get(field).map(|value| (field.to_owned(), value.clone()))).collect();
    Value::Object(kept)
}
