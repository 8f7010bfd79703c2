//! Hands a value to what `serde` derives. A struct is offered fields and nothing else, and so on, so
//! that the code for every other shape is left out of the browser's.

use std::vec;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::value::{Unreadable, Value};

type Read<T> = Result<T, Unreadable>;

macro_rules! plain {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            self.plain(visitor)
        })+
    };
}

impl Value {
    /// Offers what has no parts.
    fn plain<'de, V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Integer(value) => visitor.visit_i64(value),
            Self::Text(value) => visitor.visit_string(value),
            Self::List(_) | Self::Fields(_) => Err(Unreadable),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::List(values) => visitor.visit_seq(Values(values.into_iter())),
            _ => Err(Unreadable),
        }
    }

    fn fields<'de, V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::Fields(fields) => visitor.visit_map(Fields { fields: fields.into_iter(), value: None }),
            _ => Err(Unreadable),
        }
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unreadable;

    plain! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self {
            Self::List(_) => self.list(visitor),
            Self::Fields(_) => self.fields(visitor),
            _ => self.plain(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self == Self::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        self.plain(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.fields(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.fields(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        match self {
            Self::Text(name) => visitor.visit_enum(Variant { name, value: Self::Null }),
            Self::Fields(fields) => {
                let [(name, value)] = <[_; 1]>::try_from(fields).map_err(|_| Unreadable)?;
                visitor.visit_enum(Variant { name, value })
            }
            _ => Err(Unreadable),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }
}

struct Values(vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Values {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        self.0.next().map(|value| seed.deserialize(value)).transpose()
    }
}

struct Fields {
    fields: vec::IntoIter<(String, Value)>,
    /// The value of the field whose name was read last.
    value: Option<Value>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let Some((name, value)) = self.fields.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Value::Text(name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<T::Value> {
        seed.deserialize(self.value.take().ok_or(Unreadable)?)
    }
}

/// One of several kinds: a word, or a word with something to it.
struct Variant {
    name: String,
    value: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Value;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<(T::Value, Value)> {
        let name = Value::Text(self.name);
        Ok((seed.deserialize(name)?, self.value))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Unreadable;

    fn unit_variant(self) -> Read<()> {
        if self == Self::Null { Ok(()) } else { Err(Unreadable) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        self.fields(visitor)
    }
}
