//! Everything that has to be right at Meta before messages leave and their reports arrive, each with what to
//! do about it. One call that fails hides what it would have told, and nothing else.

use domain::lang::Lang;
use domain::provider_accounts::CheckState;
use domain::time::Timestamp;
use domain::turkish::format_date;
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use super::Cloud;
use crate::descriptor::Words;
use crate::provider::{Check, FailureKind, Inspection, ProviderFailure};

const NUMBER: &str = "verified_name,display_phone_number,quality_rating,status,code_verification_status,\
                      name_status,webhook_configuration,whatsapp_business_manager_messaging_limit";
const ACCOUNT: &str = "id,name,account_review_status";
/// What the token must be allowed, by Meta's own names.
const SCOPES: [&str; 2] = ["whatsapp_business_messaging", "whatsapp_business_management"];
/// A token that ends sooner is told.
const SOON: std::time::Duration = std::time::Duration::from_secs(14 * 86_400);
/// Problems with paying, as sends and their reports name them.
const UNPAID: [i64; 2] = [131_042, 134_011];

type Answer = Result<Value, ProviderFailure>;

/// What Meta told, each by itself.
struct Answers {
    token: Answer,
    account: Answer,
    numbers: Answer,
    number: Answer,
    health: Answer,
    apps: Answer,
}

impl Cloud {
    pub(super) async fn look_at_everything(&self, callback: Option<&str>, now: Timestamp) -> Inspection {
        let secret = self.authorization.to_str().unwrap_or_default().trim_start_matches("Bearer ");
        let encoded: String = byte_serialize(secret.as_bytes()).collect();
        let paths = [
            format!("/debug_token?input_token={encoded}"),
            format!("/{}?fields={ACCOUNT}", self.waba),
            format!("/{}/phone_numbers?fields=id&limit=100", self.waba),
            format!("/{}?fields={NUMBER}", self.number),
            format!("/{}?fields=health_status", self.number),
            format!("/{}/subscribed_apps", self.waba),
        ];
        let [token, account, numbers, number, health, apps] = paths;
        let (token, account, numbers, number, health, apps) = tokio::join!(
            self.read(&token),
            self.read(&account),
            self.read(&numbers),
            self.read(&number),
            self.read(&health),
            self.read(&apps),
        );
        let answers = Answers { token, account, numbers, number, health, apps };
        let mut found = judge(&answers, &self.number, callback, now);
        // Whoever answers may repeat what was asked, and the token is asked about in an address.
        for check in &mut found.checks {
            check.found = check.found.replace(&encoded, "…").replace(secret, "…");
        }
        found
    }
}

fn judge(answers: &Answers, number: &str, callback: Option<&str>, now: Timestamp) -> Inspection {
    let tier = text(&answers.number, "whatsapp_business_manager_messaging_limit");
    Inspection {
        checks: vec![
            token(&answers.token, now),
            scopes(&answers.token),
            account(&answers.account),
            number_of_account(answers, number),
            name(&answers.number),
            payment(&answers.health),
            health(&answers.health),
            webhook(answers, callback),
            quality(&answers.number),
        ],
        daily_reach: reach(tier),
    }
}

fn token(answer: &Answer, now: Timestamp) -> Check {
    let label = Words::new("Erişim anahtarı", "Access token");
    let ending = Words::new("Erişim anahtarının son günü", "Last day of the access token");
    let renew = Words::new(
        "Meta İşletme Ayarları › Sistem kullanıcıları’nda süresiz bir anahtar üretip hesap ayarlarına yazın.",
        "Make a token that does not expire under Meta Business Settings › System users, and save it here.",
    );
    let Ok(told) = answer else { return untold(label, answer, renew) };
    let data = &told["data"];
    if data["is_valid"] != true {
        let said = data["error"]["message"].as_str().unwrap_or_default();
        return Check { label, state: CheckState::Bad, found: said.to_owned(), advice: Some(renew) };
    }
    // Zero is a token that does not expire.
    let ends = data["expires_at"].as_i64().filter(|seconds| *seconds > 0).map(Timestamp::from_seconds);
    match ends {
        None => good(label, ""),
        Some(end) => {
            let state = if end <= now + SOON { CheckState::Attention } else { CheckState::Good };
            let advice = (state == CheckState::Attention).then_some(renew);
            Check { label: ending, state, found: format_date(end.to_istanbul().date(), Lang::Tr), advice }
        }
    }
}

fn scopes(answer: &Answer) -> Check {
    let label = Words::new("İzinler", "Permissions");
    let advice = Words::new(
        "Sistem kullanıcısının anahtarını bu izinleri de işaretleyerek yeniden üretin.",
        "Make the system user’s token again with these permissions ticked as well.",
    );
    let Ok(told) = answer else { return untold(label, answer, advice) };
    let given = told["data"]["scopes"].as_array();
    let has = |scope: &&str| given.is_some_and(|given| given.iter().any(|one| one == *scope));
    let missing: Vec<_> = SCOPES.iter().copied().filter(|scope| !has(scope)).collect();
    match missing.is_empty() {
        true => good(label, ""),
        false => Check { label, state: CheckState::Bad, found: missing.join(", "), advice: Some(advice) },
    }
}

fn account(answer: &Answer) -> Check {
    let label = Words::new("WhatsApp Business hesabı", "WhatsApp Business account");
    let advice = Words::new(
        "Kimliği Meta’daki ile karşılaştırın ve sistem kullanıcısına bu hesapta tam denetim verin.",
        "Compare the id with Meta’s, and give the system user full control of this account.",
    );
    if answer.is_err() {
        return untold(label, answer, advice);
    }
    let review = text(answer, "account_review_status");
    match review {
        "" | "APPROVED" => good(label, text(answer, "name")),
        _ => Check {
            label,
            state: CheckState::Attention,
            found: review.to_owned(),
            advice: Some(Words::new(
                "Meta hesabı henüz onaylamadı; İşletme Yöneticisi’nde istenen belgeleri tamamlayın.",
                "Meta has not approved the account yet; give what the Business Manager asks for.",
            )),
        },
    }
}

fn number_of_account(answers: &Answers, number: &str) -> Check {
    let label = Words::new("Telefon numarası", "Phone number");
    let id = Words::new(
        "Numara kimliğini WhatsApp Yöneticisi › Telefon numaraları’ndan kopyalayın; bu hesabın numarası olmalı.",
        "Copy the number’s id from WhatsApp Manager › Phone numbers; it must be a number of this account.",
    );
    let answer = &answers.number;
    if answer.is_err() {
        return untold(label, answer, id);
    }
    let display = text(answer, "display_phone_number");
    let listed = answers.numbers.as_ref().ok().and_then(|told| told["data"].as_array());
    if listed.is_some_and(|listed| listed.len() < 100 && !listed.iter().any(|one| one["id"] == number)) {
        return Check { label, state: CheckState::Bad, found: display.to_owned(), advice: Some(id) };
    }
    match (text(answer, "status"), text(answer, "code_verification_status")) {
        ("" | "CONNECTED", _) => good(label, display),
        (status, verified) => Check {
            label,
            state: CheckState::Bad,
            found: format!("{display} · {status} {verified}").trim_end().to_owned(),
            advice: Some(Words::new(
                "Numarayı WhatsApp Yöneticisi’nde doğrulayıp Cloud API’ye kaydedin.",
                "Verify the number in WhatsApp Manager and register it with the Cloud API.",
            )),
        },
    }
}

fn name(answer: &Answer) -> Check {
    let label = Words::new("Görünen ad", "Display name");
    if answer.is_err() {
        return unknown(label, "");
    }
    let found = text(answer, "verified_name");
    let state = match text(answer, "name_status") {
        "APPROVED" | "AVAILABLE_WITHOUT_REVIEW" => return good(label, found),
        "" => return unknown(label, found),
        "PENDING_REVIEW" => CheckState::Attention,
        _ => CheckState::Bad,
    };
    let found = [found, text(answer, "name_status")].map(str::trim).join(" · ");
    let advice = Words::new(
        "Görünen adı WhatsApp Yöneticisi’nde işletmenizin adıyla onaya gönderin.",
        "Have the display name, your business’s own, approved in WhatsApp Manager.",
    );
    Check { label, state, found: found.trim_matches([' ', '·']).to_owned(), advice: Some(advice) }
}

fn payment(answer: &Answer) -> Check {
    let label = Words::new("Ödeme yöntemi", "Payment method");
    let advice = Words::new(
        "İşletme Ayarları › Ödemeler’de WhatsApp hesabına geçerli bir ödeme yöntemi bağlayın.",
        "Attach a valid payment method to the WhatsApp account under Business Settings › Payments.",
    );
    if answer.is_err() {
        return untold(label, answer, advice);
    }
    if answer.as_ref().is_ok_and(|told| told["health_status"].is_null()) {
        return unknown(label, "");
    }
    let unpaid = errors(answer).into_iter().find(|error| {
        let code = error["error_code"].as_i64();
        code.is_some_and(|code| UNPAID.contains(&code))
            || said(error).to_ascii_lowercase().contains("payment")
    });
    match unpaid {
        None => good(label, ""),
        Some(error) => Check { label, state: CheckState::Bad, found: said(error), advice: Some(advice) },
    }
}

fn health(answer: &Answer) -> Check {
    let label = Words::new("Gönderime hazır", "Ready to send");
    let advice = Words::new(
        "Meta’nın bildirdiği sorunu giderin, sonra yeniden denetleyin.",
        "Mend what Meta tells, then look again.",
    );
    let Ok(told) = answer else { return untold(label, answer, advice) };
    let state = match told["health_status"]["can_send_message"].as_str() {
        Some("AVAILABLE") => return good(label, ""),
        Some("LIMITED") => CheckState::Attention,
        Some("BLOCKED") => CheckState::Bad,
        _ => return unknown(label, ""),
    };
    let found: Vec<_> = errors(answer).into_iter().map(said).collect();
    Check { label, state, found: found.join(" "), advice: Some(advice) }
}

/// Reports come when the app is subscribed and the address that precedes the others is ours: the number's
/// before the account's before the app's.
fn webhook(answers: &Answers, callback: Option<&str>) -> Check {
    let label = Words::new("Bildirim adresi", "Webhook");
    let tell = Words::new(
        "Hesap sayfasındaki adresi Meta’ya bildirin: ayarları kaydetmek bunu kendiliğinden yapar.",
        "Tell Meta the address on the account’s page: saving the settings does it by itself.",
    );
    let answer = &answers.apps;
    let Ok(apps) = answer else { return untold(label, answer, tell) };
    let Some(callback) = callback else {
        let advice = Words::new(
            "Bu kurulumun dışarıdan erişilen bir https adresi yok; teslim bilgisi gelmez. Yöneticinize bildirin.",
            "This installation has no https address that can be reached from outside: no reports come. Tell its operator.",
        );
        return Check { label, state: CheckState::Bad, found: String::new(), advice: Some(advice) };
    };
    if apps["data"].as_array().is_none_or(Vec::is_empty) {
        let advice = Words::new(
            "Uygulama bu hesaba abone değil. Ayarları kaydetmek abone eder.",
            "The app is not subscribed to this account. Saving the settings subscribes it.",
        );
        return Check { label, state: CheckState::Bad, found: String::new(), advice: Some(advice) };
    }
    let Ok(number) = &answers.number else { return untold(label, &answers.number, tell) };
    let routes = &number["webhook_configuration"];
    let of = |level: &str| routes[level].as_str().filter(|url| !url.is_empty());
    match of("phone_number").or(of("whatsapp_business_account")).or(of("application")) {
        Some(url) if url == callback => good(label, ""),
        // Whoever knows the address may call it, so of a stranger's only the host is told.
        Some(url) => Check { label, state: CheckState::Bad, found: host(url), advice: Some(tell) },
        None => Check { label, state: CheckState::Bad, found: String::new(), advice: Some(tell) },
    }
}

fn quality(answer: &Answer) -> Check {
    let label = Words::new("Kalite", "Quality");
    let found = text(answer, "quality_rating");
    let state = match found {
        "GREEN" => return good(label, found),
        "YELLOW" => CheckState::Attention,
        "RED" => CheckState::Bad,
        // A new number has none yet.
        _ => return unknown(label, found),
    };
    let advice = Words::new(
        "Kişiler mesajlarınızı engelliyor ya da şikâyet ediyor: yalnız bekleyenlere, seyrek ve açık yazın.",
        "People block or report your messages: write rarely, clearly, and only to those who expect it.",
    );
    Check { label, state, found: found.to_owned(), advice: Some(advice) }
}

/// `TIER_2K` is 2 000 people; `None` without a limit, or one that nobody knows here.
fn reach(tier: &str) -> Option<u32> {
    let size = tier.strip_prefix("TIER_")?;
    match size.strip_suffix('K') {
        Some(thousands) => thousands.parse::<u32>().ok()?.checked_mul(1_000),
        None => size.parse().ok(),
    }
}

/// The errors of everything a health report is about.
fn errors(answer: &Answer) -> Vec<&Value> {
    let entities = answer.as_ref().ok().and_then(|told| told["health_status"]["entities"].as_array());
    entities.into_iter().flatten().filter_map(|entity| entity["errors"].as_array()).flatten().collect()
}

/// What happened and what Meta says to do.
fn said(error: &Value) -> String {
    let part = |name: &str| error[name].as_str().unwrap_or_default();
    format!("{} {}", part("error_description"), part("possible_solution")).trim().to_owned()
}

fn good(label: Words, found: &str) -> Check {
    Check { label, state: CheckState::Good, found: found.to_owned(), advice: None }
}

/// Nothing to be done about here.
fn unknown(label: Words, found: &str) -> Check {
    Check { label, state: CheckState::Unknown, found: found.to_owned(), advice: None }
}

/// Of a call that failed: what Meta refused has to be mended, what did not come through is not known.
fn untold(label: Words, answer: &Answer, advice: Words) -> Check {
    use FailureKind::{Config, NoCredit, Rejected, Sender, Unauthorized};
    let Some(failure) = answer.as_ref().err() else { return unknown(label, "") };
    match failure.kind {
        Config | Sender | Unauthorized | NoCredit | Rejected { retry: None, .. } => {
            Check { label, state: CheckState::Bad, found: failure.text.clone(), advice: Some(advice) }
        }
        _ => unknown(label, &failure.text),
    }
}

fn host(url: &str) -> String {
    url::Url::parse(url).ok().and_then(|url| url.host_str().map(ToOwned::to_owned)).unwrap_or_default()
}

fn text<'a>(answer: &'a Answer, field: &str) -> &'a str {
    answer.as_ref().ok().and_then(|told| told[field].as_str()).unwrap_or_default()
}

#[cfg(test)]
#[path = "inspect_tests.rs"]
mod tests;
