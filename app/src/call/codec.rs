//! One codec for forms and JSON at the same path.

use serde::Serialize;
use serde::de::DeserializeOwned;
use server_fn::{ContentType, Decodes, Encodes, Format, FormatType};

/// Reads a body that begins with `{` or `[` as JSON and everything else as a form; writes JSON.
///
/// Use it as `input = Post<FormOrJson>`.
pub struct FormOrJson;

/// How deep a form's field names may nest (`a[b][c]`).
const MAX_DEPTH: usize = 5;

impl ContentType for FormOrJson {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for FormOrJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for FormOrJson {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<server_fn::Bytes, Self::Error> {
        serde_json::to_vec(value).map(server_fn::Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for FormOrJson {
    type Error = String;

    fn decode(bytes: server_fn::Bytes) -> Result<T, Self::Error> {
        match bytes.first() {
            Some(b'{' | b'[') => serde_json::from_slice(&bytes).map_err(|e| e.to_string()),
            _ => serde_qs::Config::new(MAX_DEPTH, false).deserialize_bytes(&bytes).map_err(|e| e.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn read(body: &'static str) -> Result<BTreeMap<String, String>, String> {
        FormOrJson::decode(server_fn::Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn reads_a_form_and_json_alike() {
        assert_eq!(read("ad=Ay%C5%9Fe+Y%C4%B1lmaz&kod=1"), read(r#"{"ad":"Ayşe Yılmaz","kod":"1"}"#));
    }

    /// As a server function with a flattened form takes it.
    #[derive(Debug, serde::Deserialize)]
    struct Call<T> {
        company: String,
        #[serde(flatten)]
        form: T,
    }

    fn call<T: DeserializeOwned>(body: &'static str) -> Result<Call<T>, String> {
        FormOrJson::decode(server_fn::Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn reads_ticked_rows_and_the_filter_of_their_list() -> Result<(), String> {
        let body =
            "company=c&contacts%5B%5D=a&contacts%5B%5D=b&filter%5Bq%5D=I%C5%9F%C4%B1k&name=Filo&act=add";
        let read = call::<domain::contacts::TagContactsForm>(body)?;
        assert_eq!((read.company.as_str(), read.form.contacts), ("c", vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!((read.form.filter.q.as_str(), read.form.act.as_str()), ("Işık", "add"));
        assert!(call::<domain::contacts::TagContactsForm>("company=c&name=x")?.form.contacts.is_empty());
        Ok(())
    }

    #[test]
    fn reads_the_columns_of_a_list_in_their_order() -> Result<(), String> {
        let columns: Vec<_> = (0..12).map(|n| format!("columns%5B{n}%5D=c{n}")).collect();
        let body: &'static str =
            Box::leak(format!("company=c&import=i&{}&tag=", columns.join("&")).into_boxed_str());
        let read = call::<domain::imports::MappingForm>(body)?;
        let expected: Vec<_> = (0..12).map(|n| format!("c{n}")).collect();
        assert_eq!(read.form.columns, expected);
        Ok(())
    }

    #[test]
    fn reads_a_list_of_several_fields_each() -> Result<(), String> {
        let form = call::<domain::credit::ThresholdsForm>(
            "company=c&account=a&thresholds%5B0%5D%5Bunit%5D=money%3ATRY&thresholds%5B0%5D%5Bleast%5D=50\
             &thresholds%5B1%5D%5Bunit%5D=pieces%3AAdet+SMS&thresholds%5B1%5D%5Bleast%5D=",
        )?;
        let json = call::<domain::credit::ThresholdsForm>(
            r#"{"company":"c","account":"a","thresholds":[{"unit":"money:TRY","least":"50"},{"unit":"pieces:Adet SMS"}]}"#,
        )?;
        assert_eq!((form.company.as_str(), &form.form), ("c", &json.form));
        assert_eq!(form.form.thresholds[1].unit, "pieces:Adet SMS");
        Ok(())
    }

    #[test]
    fn a_body_that_is_neither_is_an_error() {
        assert!(read("{\"ad\":").is_err());
    }
}
