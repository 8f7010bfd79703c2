use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use sandbox::mutlucell::MutlucellConfig;

use super::client::{Caller, LOGIN, mesaj, package};

const NUMBER: &str = "905321234567";

#[tokio::test]
async fn accepts_a_package_of_several_texts_and_charges_each_part() {
    let caller = Caller::new().await;
    let inner = mesaj("bir", "905321234567,905331234567,") + &mesaj(&"a".repeat(200), "5341234567");
    let answer = caller.call("sndblkex", &package("", &inner)).await;
    assert_eq!(answer, "$88096496#4.0");
    let report = caller.stand_in.report();
    assert_eq!((report.packages, report.texts, report.recipients, report.repeated_texts), (1, 2, 3, 0));
    assert_eq!(caller.stand_in.numbers()["5341234567"], 1);
}

#[tokio::test]
async fn refuses_each_wrong_package_with_its_code() {
    let caller = Caller::new().await;
    let one = |attributes: &str| package(attributes, &mesaj("x", NUMBER));
    let text = |charset: &str, text: &str| package(&format!(r#"charset="{charset}""#), &mesaj(text, NUMBER));
    let named = |name: &str| format!(r#"<smspack {LOGIN} org="{name}">{}</smspack>"#, mesaj("x", NUMBER));
    for (xml, code) in [
        (String::new(), "20"),
        (package("", ""), "20"),
        (package("", &mesaj("x", "")), "20"),
        (package("", &mesaj("x", "12345")), "20"),
        (package("", &mesaj("", NUMBER)), "20"),
        (package("", &mesaj("a & b", NUMBER)), "20"),
        (package("", &mesaj("'siz'", NUMBER)), "20"),
        (package("", "<mesaj><metin>x</metin></mesaj>"), "20"),
        (package("", &format!("<msj><metin>x</metin><nums>{NUMBER}</nums></msj>")), "20"),
        (one(r#"iys="1""#), "20"),
        (one(r#"iysList="BIREYSEL""#), "20"),
        (one(r#"tarih="2026-06-01 11:59""#), "20"),
        (one(r#"tarih="01.06.2026 15:00""#), "20"),
        (one(r#"bitis="2026-06-01 12:00""#), "20"),
        (text("latin5", "x"), "20"),
        (text("default", "ışık"), "20"),
        (text("turkish", "kâğıt"), "20"),
        (text("turkish", &"a".repeat(890)), "20"),
        (named("ONIKIHARFLIK"), "20"),
        (named("ÖRNEK"), "20"),
        (named("BASKA"), "21"),
        (named("NOHEADER"), "21"),
        (package("", &mesaj("dikkat #LIMIT", NUMBER)), "24"),
        (package("", &mesaj("#SYSTEM", NUMBER)), "25"),
    ] {
        assert_eq!(caller.call("sndblkex", &xml).await, code, "{xml}");
    }
    assert_eq!(caller.stand_in.report().packages, 0);
    for xml in [
        one(r#"tarih="2026-06-01 12:01" bitis="2026-06-01 18:00""#),
        text("default", "ünlü [€]"),
        text("turkish", "ışık &lt;&apos;&quot;&gt;&amp;"),
        text("unicode", "kâğıt 🙂"),
    ] {
        assert!(caller.call("sndblkex", &xml).await.starts_with('$'), "{xml}");
    }
}

#[tokio::test]
async fn knows_its_customers() {
    let caller = Caller::new().await;
    for (user, password, code) in
        [("firma", "bad", "23"), ("passive", "x", "30"), ("closed", "x", "34"), ("", "x", "20")]
    {
        let xml = format!(r#"<smskredi ka="{user}" pwd="{password}"/>"#);
        assert_eq!(caller.call("gtcrdtex", &xml).await, code);
    }
    let json: HeaderMap =
        [(CONTENT_TYPE, HeaderValue::from_static("application/json"))].into_iter().collect();
    let credit = caller.request("gtcrdtex", &format!("<smskredi {LOGIN}/>"));
    let answer = credit.headers(json).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "20");
}

#[tokio::test]
async fn a_package_that_cannot_be_paid_for_is_refused_whole() {
    let caller = Caller::with(MutlucellConfig { credit: Some(2), ..MutlucellConfig::default() }).await;
    let send = |numbers: &str| package("", &mesaj("x", numbers));
    assert_eq!(caller.call("sndblkex", &send("5321234567,5331234567,5341234567")).await, "22");
    assert_eq!(caller.call("sndblkex", &send("5321234567,5331234567")).await, "$88096496#2.0");
    assert_eq!(caller.call("gtcrdtex", &format!("<smskredi {LOGIN}/>")).await, "$0.0");
}

#[tokio::test]
async fn counts_what_could_have_been_said_once() {
    let caller = Caller::new().await;
    let inner = mesaj("bir", "5321234567") + &mesaj("bir", "5331234567") + &mesaj("iki", "5321234567");
    caller.call("sndblkex", &package("", &inner)).await;
    let report = caller.stand_in.report();
    assert_eq!((report.texts, report.repeated_texts, report.repeats_in_package), (3, 1, 1));
    assert_eq!(caller.call("sndblkex", &package("", &mesaj("#ZERO", NUMBER))).await, "$88096497#0.0");
}
