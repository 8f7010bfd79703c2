//! Turkish templates in every state, to send and to be refused.

use serde_json::{Value, json};

use super::shape::Shape;
use super::store::{Template, TemplateStatus};
use crate::graph::ids::Ids;

use TemplateStatus::{Approved, Disabled, Paused, Pending, Rejected};

/// The templates of a new stand-in.
pub(super) fn demo_templates(ids: &Ids) -> Vec<Template> {
    let template = |name: &str, category: &str, status, components: Value| {
        make(ids.digits(), name, "tr", category, status, components)
    };
    vec![
        template(
            "merhaba",
            "UTILITY",
            Approved,
            json!([body("Merhaba, size WhatsApp üzerinden de yazabiliyoruz.", &[])]),
        ),
        template("siparis_onayi", "UTILITY", Approved, order()),
        template("fatura_hazir", "UTILITY", Approved, invoice()),
        template("odeme_hatirlatma", "UTILITY", Approved, payment()),
        template("kargo_bilgi", "UTILITY", Approved, shipment()),
        template("randevu_hatirlatma", "UTILITY", Approved, appointment()),
        template("dogrulama_kodu", "AUTHENTICATION", Approved, code()),
        template("bahar_indirimi", "MARKETING", Approved, spring()),
        template(
            "yaz_kampanyasi",
            "MARKETING",
            Paused,
            json!([body("Yaz fırsatları başladı, {{1}}! Sizi bekliyoruz.", &["Ayşe"])]),
        ),
        template(
            "cekilis_duyurusu",
            "MARKETING",
            Rejected,
            json!([body("Tebrikler {{1}}, hemen tıklayın!", &["Ayşe"])]),
        ),
        template("eski_kampanya", "MARKETING", Disabled, json!([body("Bu kampanya sona erdi.", &[])])),
        template(
            "yeni_sezon",
            "MARKETING",
            Pending,
            json!([body("Yeni sezon ürünlerimiz mağazada, {{1}} için ayırdık.", &["Ayşe"])]),
        ),
        make(
            ids.digits(),
            "siparis_onayi",
            "en",
            "UTILITY",
            Approved,
            json!([body("Dear {{1}}, we received your order {{2}}.", &["Ayşe", "S-1024"])]),
        ),
    ]
}

pub(super) fn make(
    id: String,
    name: &str,
    language: &str,
    category: &str,
    status: TemplateStatus,
    components: Value,
) -> Template {
    let shape = Shape::of(&components);
    let named = matches!(shape.body, super::shape::Variables::Named(_));
    Template {
        id,
        name: name.into(),
        language: language.into(),
        category: category.into(),
        status,
        parameter_format: if named { "NAMED" } else { "POSITIONAL" }.into(),
        components,
        shape,
    }
}

fn body(text: &str, examples: &[&str]) -> Value {
    let mut body = json!({ "type": "BODY", "text": text });
    if !examples.is_empty() {
        body["example"] = json!({ "body_text": [examples] });
    }
    body
}

fn footer() -> Value {
    json!({ "type": "FOOTER", "text": "Sandbox Ticaret A.Ş." })
}

fn order() -> Value {
    let text = "Sayın {{1}}, {{2}} numaralı siparişinizi aldık. Teşekkür ederiz.";
    json!([{ "type": "HEADER", "format": "TEXT", "text": "Siparişiniz alındı" }, body(text, &["Ayşe", "S-1024"]), footer()])
}

fn invoice() -> Value {
    let text = "Sayın {{1}}, {{2}} tutarındaki faturanız ektedir.";
    let url = json!({ "type": "URL", "text": "Görüntüle", "url": "https://fatura.test/{{1}}", "example": ["https://fatura.test/ab12"] });
    json!([
        { "type": "HEADER", "format": "DOCUMENT", "example": { "header_handle": ["4::c2FuZGJveA=="] } },
        body(text, &["Ayşe", "1.250,00 TL"]), footer(), { "type": "BUTTONS", "buttons": [url] },
    ])
}

fn payment() -> Value {
    let text = "Sayın {{1}}, {{2}} tutarındaki borcunuzun son ödeme günü {{3}}. Ödediyseniz bu mesajı dikkate almayınız.";
    json!([body(text, &["Ayşe", "1.250,00 TL", "15.06.2026"]), footer()])
}

fn shipment() -> Value {
    let text = "Merhaba {{1}}, kargonuz {{2}} ile yola çıktı. Takip no: {{3}}, iyi günler.";
    let url = json!({ "type": "URL", "text": "Kargom nerede", "url": "https://kargo.test/{{1}}", "example": ["https://kargo.test/123"] });
    json!([body(text, &["Ayşe", "Yurtiçi Kargo", "123456"]), { "type": "BUTTONS", "buttons": [url] }])
}

fn appointment() -> Value {
    let example = |name: &str, example: &str| json!({ "param_name": name, "example": example });
    let examples = [example("ad", "Ayşe"), example("tarih", "15.06.2026"), example("saat", "14:30")];
    json!([
        { "type": "BODY", "text": "Sayın {{ad}}, {{tarih}} günü saat {{saat}} randevunuzu hatırlatırız.", "example": { "body_text_named_params": examples } },
        { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Geleceğim" }, { "type": "QUICK_REPLY", "text": "Gelemem" }] },
    ])
}

fn code() -> Value {
    let button = json!({ "type": "URL", "text": "Kodu kopyala", "url": "https://www.whatsapp.com/otp/code/?code=otp{{1}}" });
    json!([
        { "type": "BODY", "text": "{{1}} doğrulama kodunuzdur.", "add_security_recommendation": true },
        { "type": "FOOTER", "text": "Bu kodun süresi 10 dakika içinde dolar.", "code_expiration_minutes": 10 },
        { "type": "BUTTONS", "buttons": [button] },
    ])
}

fn spring() -> Value {
    let buttons = json!([{ "type": "QUICK_REPLY", "text": "Mesaj almak istemiyorum" }, { "type": "URL", "text": "Alışverişe başla", "url": "https://magaza.test/bahar" }]);
    json!([
        { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": ["4::c2FuZGJveA=="] } },
        body("Merhaba {{1}}, bahara özel yüzde {{2}} indirim başladı!", &["Ayşe", "20"]),
        footer(), { "type": "BUTTONS", "buttons": buttons },
    ])
}
