use domain::message::{Channel, Purpose};
use providers::outbound::OutboundConfig;
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};
use storage::clock::{Clock as _, SystemClock};
use storage::ledger::{Body, Content, Ledger as _};

use super::drained::Drained;
use super::running::run_until;
use crate::Outcome;
use crate::background::Background;
use crate::installation::Installation;
use crate::messages::message;
use crate::place::Place;

/// As the product's settings name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    None,
    Tls,
}

const CONNECTIONS: u32 = 50;
const PARAGRAPH: &str = "Faturanız {{vade}} tarihine kadar ödenebilir. Ödemenizi banka hesabımıza ya da \
    müşteri sayfanızdan kartla yapabilirsiniz. Sorularınız için bu iletiyi yanıtlamanız yeterlidir. ";

/// Drains mails of two kilobytes, text and HTML with five variables, over fifty connections to a sink
/// that checks that each comes once.
///
/// # Errors
/// The product's, or a sink that has other mails than were sent.
pub async fn smtp(place: Place, messages: usize, encryption: Encryption) -> Outcome<Drained> {
    let background = Background::new()?;
    let sink = background.run(SmtpSink::start(SmtpSinkConfig::default())).await?;
    let outbound = OutboundConfig {
        allow: vec![sink.addr(), sink.tls_addr()],
        extra_roots: vec![sink.certificate().der().to_vec()],
        ..OutboundConfig::default()
    };
    let installation = Installation::make(&place, outbound).await?;
    preload(&installation, &sink, messages, encryption).await?;
    let arrived = || sink.report().accepted;
    let alone = !place.is_postgres();
    let (product, stand_in) = run_until(&installation.services, alone, messages as u64, arrived).await?;
    installation.close().await;
    place.remove().await?;
    let report = sink.report();
    let once = report.distinct == messages as u64 && report.duplicates == 0 && report.unreferenced == 0;
    if !once || report.max_open_connections > CONNECTIONS as usize {
        return Err(format!("the sink has something else than was sent: {report:?}").into());
    }
    Ok(Drained { messages, span: report.span().ok_or("nothing arrived")?, product, stand_in })
}

async fn preload(
    installation: &Installation,
    sink: &SmtpSink,
    messages: usize,
    encryption: Encryption,
) -> Outcome {
    let (server, security) = match encryption {
        Encryption::None => (sink.addr(), "none"),
        Encryption::Tls => (sink.tls_addr(), "tls"),
    };
    let account = installation.connect_smtp(server, CONNECTIONS, security).await?;
    let content = installation.ledger.save_content(installation.company, content()).await?;
    let (from, now) = ((installation.company, account), SystemClock.now());
    let mails = (0..messages).map(|number| {
        let body = Body {
            recipient: format!("kisi{number}@ornek.com.tr"),
            content: Some(content),
            params: Some(values(number)),
            ..Body::default()
        };
        message(
            from,
            Channel::Email,
            Purpose::Campaign,
            format!("campaign:1:0:email:{number:012}"),
            now,
            body,
        )
    });
    installation.plan(mails).await.map(drop)
}

/// Text and HTML of two kilobytes together.
fn content() -> Content {
    let greeting = "Sayın {{ad}}, {{firma}} adına düzenlenen {{no}} numaralı, {{tutar}} tutarındaki fatura.";
    let text = format!("{greeting}\n\n{}", PARAGRAPH.repeat(4));
    let html = format!("<p>{greeting}</p><p>{}</p><p>{}</p>", PARAGRAPH.repeat(4), PARAGRAPH.repeat(2));
    Content { subject: "{{no}} numaralı faturanız".to_owned(), html: Some(html), text: Some(text) }
}

fn values(number: usize) -> String {
    format!(
        r#"{{"ad":"Ayşe Yılmaz {number}","firma":"Işık Otomotiv & Lastik","no":"IL2026{number:09}","tutar":"{}.{:02} TL","vade":"15.12.2026"}}"#,
        number % 90_000 + 100,
        number % 100
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_has_two_kilobytes_and_five_variables() {
        let content = content();
        let parts = [content.text.unwrap_or_default(), content.html.unwrap_or_default()];
        let size: usize = parts.iter().map(String::len).sum();
        assert!((1_900..2_200).contains(&size), "{size}");
        for name in ["ad", "firma", "no", "tutar", "vade"] {
            assert!(parts[1].contains(&format!("{{{{{name}}}}}")), "{name}");
        }
    }
}
