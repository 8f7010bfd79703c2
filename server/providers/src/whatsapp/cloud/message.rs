//! The body of a message as the Cloud API takes it.

use domain::message::FailureReason;
use serde::Serialize;
use serde_json::{Value, json};

use crate::provider::{
    ButtonKind, ButtonParameter, Content, HeaderParameter, Outgoing, ProviderFailure, Recipient,
    TemplateContent, TemplateParameter, WhatsappContent,
};

#[derive(Serialize)]
struct Message<'a> {
    messaging_product: &'static str,
    recipient_type: &'static str,
    /// With `+`: without it Meta may take the digits for a number of the business's own country.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'a str>,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<Template<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Context<'a>>,
    /// Comes back with every status, and is never shown to the person.
    biz_opaque_callback_data: &'a str,
}

#[derive(Serialize)]
struct Text<'a> {
    body: &'a str,
    preview_url: bool,
}

#[derive(Serialize)]
struct Context<'a> {
    message_id: &'a str,
}

#[derive(Serialize)]
struct Template<'a> {
    name: &'a str,
    language: Language<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    components: Vec<Component<'a>>,
}

#[derive(Serialize)]
struct Language<'a> {
    code: &'a str,
}

#[derive(Serialize)]
struct Component<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<String>,
    parameters: Vec<Parameter<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Parameter<'a> {
    Text(TextParameter<'a>),
    Other(Value),
}

#[derive(Serialize)]
struct TextParameter<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter_name: Option<&'a str>,
    text: &'a str,
}

/// The JSON of a message, or why it is none.
pub(super) fn body(outgoing: &Outgoing) -> Result<Vec<u8>, ProviderFailure> {
    let Content::Whatsapp(content) = &outgoing.content else { return Err(not_whatsapp()) };
    let (to, recipient) = match &outgoing.recipient {
        Recipient::Phone(number) => (Some(number.as_str()), None),
        Recipient::WhatsappUser(id) => (None, Some(id.as_str())),
        Recipient::Email(_) => return Err(not_whatsapp()),
    };
    let (kind, text, template, context) = match content {
        WhatsappContent::Text { body, preview_url, quotes } => {
            let context = quotes.as_deref().map(|message_id| Context { message_id });
            ("text", Some(Text { body, preview_url: *preview_url }), None, context)
        }
        WhatsappContent::Template(content) => ("template", None, Some(template(content)), None),
    };
    let message = Message {
        messaging_product: "whatsapp",
        recipient_type: "individual",
        to,
        recipient,
        kind,
        text,
        template,
        context,
        biz_opaque_callback_data: &outgoing.reference,
    };
    serde_json::to_vec(&message).map_err(|error| ProviderFailure::config(error.to_string()))
}

fn not_whatsapp() -> ProviderFailure {
    ProviderFailure::rejected(FailureReason::RejectedContent, "content", "not a WhatsApp message")
}

fn template(content: &TemplateContent) -> Template<'_> {
    let mut components = Vec::new();
    components.extend(content.header.as_ref().map(header));
    if !content.body.is_empty() {
        let parameters = content.body.iter().map(text_parameter).collect();
        components.push(Component { kind: "body", sub_type: None, index: None, parameters });
    }
    components.extend(content.buttons.iter().map(button));
    Template { name: &content.name, language: Language { code: &content.language }, components }
}

fn header(header: &HeaderParameter) -> Component<'_> {
    let parameter = match header {
        HeaderParameter::Text(parameter) => text_parameter(parameter),
        HeaderParameter::Image { link } => {
            Parameter::Other(json!({"type": "image", "image": {"link": link}}))
        }
        HeaderParameter::Video { link } => {
            Parameter::Other(json!({"type": "video", "video": {"link": link}}))
        }
        HeaderParameter::Document { link, filename } => {
            Parameter::Other(json!({"type": "document", "document": {"link": link, "filename": filename}}))
        }
    };
    Component { kind: "header", sub_type: None, index: None, parameters: vec![parameter] }
}

fn button(button: &ButtonParameter) -> Component<'_> {
    let text = &button.text;
    let (sub_type, parameter) = match button.kind {
        ButtonKind::Url => ("url", json!({"type": "text", "text": text})),
        ButtonKind::QuickReply => ("quick_reply", json!({"type": "payload", "payload": text})),
        ButtonKind::CopyCode => ("copy_code", json!({"type": "coupon_code", "coupon_code": text})),
    };
    Component {
        kind: "button",
        sub_type: Some(sub_type),
        index: Some(button.index.to_string()),
        parameters: vec![Parameter::Other(parameter)],
    }
}

fn text_parameter(parameter: &TemplateParameter) -> Parameter<'_> {
    Parameter::Text(TextParameter {
        kind: "text",
        parameter_name: parameter.name.as_deref(),
        text: &parameter.text,
    })
}

#[cfg(test)]
mod tests {
    use domain::phone::PhoneNumber;

    use super::*;

    fn written(recipient: Recipient, content: WhatsappContent) -> Value {
        let outgoing = Outgoing {
            reference: "att_1".to_owned(),
            recipient,
            sender: None,
            content: Content::Whatsapp(content),
            valid_until: None,
        };
        serde_json::from_slice(&body(&outgoing).unwrap()).unwrap()
    }

    fn phone() -> Recipient {
        Recipient::Phone(PhoneNumber::parse("0532 111 22 33").unwrap())
    }

    fn value(text: &str) -> TemplateParameter {
        TemplateParameter { name: None, text: text.to_owned() }
    }

    #[test]
    fn writes_a_text_with_a_plus_and_our_reference() {
        let quotes = Some("wamid.X".to_owned());
        let text = WhatsappContent::Text { body: "Merhaba".to_owned(), preview_url: false, quotes };
        assert_eq!(
            written(phone(), text),
            json!({
                "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+905321112233",
                "type": "text", "text": {"body": "Merhaba", "preview_url": false},
                "context": {"message_id": "wamid.X"}, "biz_opaque_callback_data": "att_1",
            })
        );
    }

    #[test]
    fn a_person_without_a_number_is_addressed_by_the_user_id() {
        let text = WhatsappContent::Text { body: "x".to_owned(), preview_url: true, quotes: None };
        let message = written(Recipient::WhatsappUser("TR.1a2b".to_owned()), text);
        assert_eq!((message.get("to"), &message["recipient"]), (None, &json!("TR.1a2b")));
    }

    #[test]
    fn writes_a_template_with_header_body_and_buttons() {
        let template = TemplateContent {
            name: "fatura_hazir".to_owned(),
            language: "tr".to_owned(),
            header: Some(HeaderParameter::Document {
                link: "https://f.test/1.pdf".to_owned(),
                filename: "fatura.pdf".to_owned(),
            }),
            body: vec![
                value("Ayşe"),
                TemplateParameter { name: Some("tutar".to_owned()), text: "10 TL".to_owned() },
            ],
            buttons: vec![ButtonParameter { index: 0, kind: ButtonKind::Url, text: "f/ab12".to_owned() }],
        };
        assert_eq!(
            written(phone(), WhatsappContent::Template(template))["template"],
            json!({
                "name": "fatura_hazir", "language": {"code": "tr"},
                "components": [
                    {"type": "header", "parameters": [{"type": "document",
                        "document": {"link": "https://f.test/1.pdf", "filename": "fatura.pdf"}}]},
                    {"type": "body", "parameters": [{"type": "text", "text": "Ayşe"},
                        {"type": "text", "parameter_name": "tutar", "text": "10 TL"}]},
                    {"type": "button", "sub_type": "url", "index": "0",
                        "parameters": [{"type": "text", "text": "f/ab12"}]},
                ],
            })
        );
    }

    #[test]
    fn a_template_without_variables_has_no_components() {
        let template = TemplateContent {
            name: "merhaba".to_owned(),
            language: "tr".to_owned(),
            ..TemplateContent::default()
        };
        let message = written(phone(), WhatsappContent::Template(template));
        assert_eq!(message["template"], json!({"name": "merhaba", "language": {"code": "tr"}}));
    }
}
