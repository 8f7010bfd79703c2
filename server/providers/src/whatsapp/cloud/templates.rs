//! `GET /{waba}/message_templates`.

use serde::Deserialize;
use serde_json::Value;

use super::Cloud;
use crate::http::number_or_text;
use crate::provider::{ProviderFailure, RemoteTemplate, TemplateButton, TemplateField, TemplateHeader};

const FIELDS: &str = "id,name,status,category,language,components,quality_score,parameter_format";
/// 100 a page; a verified portfolio may have 6 000.
const PAGES: usize = 100;

#[derive(Deserialize)]
struct Page {
    data: Vec<Row>,
    #[serde(default)]
    paging: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    #[serde(deserialize_with = "number_or_text")]
    id: String,
    name: String,
    language: String,
    category: String,
    status: String,
    quality_score: Value,
    parameter_format: String,
    components: Vec<Value>,
}

impl Cloud {
    pub(super) async fn list_templates(&self) -> Result<Vec<RemoteTemplate>, ProviderFailure> {
        let (mut templates, mut after) = (Vec::new(), None::<String>);
        for _ in 0..PAGES {
            let cursor = after.map(|after| format!("&after={after}")).unwrap_or_default();
            let path = format!("/{}/message_templates?fields={FIELDS}&limit=100{cursor}", self.waba);
            let page: Page = self.read(&path).await?;
            templates.extend(page.data.into_iter().map(Row::read));
            after = next(&page.paging);
            if after.is_none() {
                break;
            }
        }
        Ok(templates)
    }
}

/// The cursor of the next page; Meta gives one on the last page as well, but no `next`.
fn next(paging: &Value) -> Option<String> {
    paging["next"].as_str()?;
    let after = paging["cursors"]["after"].as_str()?;
    let harmless = |letter: char| letter.is_ascii_alphanumeric() || "-_.~=%".contains(letter);
    after.chars().all(harmless).then(|| after.replace('=', "%3D"))
}

impl Row {
    fn read(self) -> RemoteTemplate {
        let named = self.parameter_format.eq_ignore_ascii_case("named");
        let component = |kind: &str| {
            self.components
                .iter()
                .find(|part| part["type"].as_str().is_some_and(|is| is.eq_ignore_ascii_case(kind)))
        };
        let body = component("BODY");
        let body_text = body.map(|body| text(&body["text"])).unwrap_or_default();
        RemoteTemplate {
            header: component("HEADER").map(header),
            variables: fields(&body_text, body.map_or(&Value::Null, |body| &body["example"]), "body_text"),
            body: body_text,
            footer: component("FOOTER").map(|footer| text(&footer["text"])),
            buttons: component("BUTTONS").map(buttons).unwrap_or_default(),
            quality: text(&self.quality_score["score"]),
            named,
            id: self.id,
            name: self.name,
            language: self.language,
            category: self.category,
            status: self.status,
        }
    }
}

fn header(header: &Value) -> TemplateHeader {
    let words = text(&header["text"]);
    let format = text(&header["format"]);
    TemplateHeader { variables: fields(&words, &header["example"], "header_text"), format, text: words }
}

fn buttons(buttons: &Value) -> Vec<TemplateButton> {
    let read = |button: &Value| {
        let url = button["url"].as_str().map(str::to_owned);
        let kind = text(&button["type"]);
        let takes_value = url.as_deref().is_some_and(|url| url.contains("{{"))
            || matches!(kind.as_str(), "COPY_CODE" | "OTP");
        TemplateButton { text: text(&button["text"]), url, takes_value, kind }
    };
    buttons["buttons"].as_array().into_iter().flatten().map(read).collect()
}

/// The variables of a text in order, each once, with their examples. Positional ones have a list of
/// examples (a list of lists in bodies), named ones objects.
fn fields(text: &str, examples: &Value, list: &str) -> Vec<TemplateField> {
    let named = &examples[format!("{list}_named_params")];
    let positional = match &examples[list] {
        Value::Array(rows) if rows.first().is_some_and(Value::is_array) => &rows[0],
        other => other,
    };
    let mut fields: Vec<TemplateField> = Vec::new();
    for name in names(text) {
        if fields.iter().any(|field| field.name == name) {
            continue;
        }
        let by_place = positional.get(fields.len()).and_then(Value::as_str);
        let by_name = named.as_array().into_iter().flatten().find(|param| param["param_name"] == name);
        let example = by_name.and_then(|param| param["example"].as_str()).or(by_place).map(str::to_owned);
        fields.push(TemplateField { name: name.to_owned(), example });
    }
    fields
}

/// What stands between `{{` and `}}`.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(name, _)| name.trim())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(row: Value) -> RemoteTemplate {
        serde_json::from_value::<Row>(row).unwrap().read()
    }

    #[test]
    fn reads_a_positional_template_with_all_its_parts() {
        let template = read(json!({
            "id": 594_425_479_261_596_u64, "name": "fatura_hazir", "language": "tr", "category": "UTILITY",
            "status": "APPROVED", "quality_score": {"score": "GREEN"}, "parameter_format": "POSITIONAL",
            "components": [
                {"type": "HEADER", "format": "TEXT", "text": "Fatura {{1}}", "example": {"header_text": ["F-7"]}},
                {"type": "BODY", "text": "Sayın {{1}}, tutar {{2}}. {{1}}!", "example": {"body_text": [["Ayşe", "10 TL"]]}},
                {"type": "FOOTER", "text": "Firma A.Ş."},
                {"type": "BUTTONS", "buttons": [
                    {"type": "URL", "text": "Gör", "url": "https://f.test/{{1}}", "example": ["https://f.test/x"]},
                    {"type": "QUICK_REPLY", "text": "Durdur"}]},
            ],
        }));
        assert_eq!((template.id.as_str(), template.quality.as_str()), ("594425479261596", "GREEN"));
        let field =
            |name: &str, example: &str| TemplateField { name: name.into(), example: Some(example.into()) };
        assert_eq!(template.variables, [field("1", "Ayşe"), field("2", "10 TL")]);
        assert_eq!(template.header.unwrap().variables, [field("1", "F-7")]);
        assert_eq!(template.footer.as_deref(), Some("Firma A.Ş."));
        assert_eq!(
            template.buttons.iter().map(|button| button.takes_value).collect::<Vec<_>>(),
            [true, false]
        );
        assert!(!template.named);
    }

    #[test]
    fn reads_named_variables() {
        let template = read(json!({
            "id": "1", "name": "x", "parameter_format": "named",
            "components": [{"type": "BODY", "text": "Sayın {{ad}}", "example": {
                "body_text_named_params": [{"param_name": "ad", "example": "Ayşe"}]}}],
        }));
        assert!(template.named);
        assert_eq!(template.variables, [TemplateField { name: "ad".into(), example: Some("Ayşe".into()) }]);
    }

    #[test]
    fn a_template_of_odd_shape_is_still_listed() {
        let template = read(json!({"id": "1", "name": "x", "components": [{"type": "CAROUSEL"}, 5]}));
        assert_eq!((template.name.as_str(), template.body.as_str(), template.variables.len()), ("x", "", 0));
    }

    #[test]
    fn stops_where_there_is_no_next_page() {
        assert_eq!(next(&json!({"cursors": {"after": "QVFI"}})), None);
        let more = json!({"cursors": {"after": "QVFI="}, "next": "https://graph.facebook.com/x"});
        assert_eq!(next(&more).as_deref(), Some("QVFI%3D"));
        assert_eq!(next(&json!({"cursors": {"after": "a&b=c"}, "next": "x"})), None);
    }
}
