use sandbox::mutlucell::{InboundSms, MutlucellConfig, MutlucellCredentials, NameShape};

use super::client::{Caller, LOGIN};

#[tokio::test]
async fn lists_sender_names_in_both_shapes() {
    for (name_shape, list) in [
        (NameShape::Tabs, "FIRMAADI\tSANDBOX\t8501234567"),
        (NameShape::Lines, "$FIRMAADI\r\n$SANDBOX\r\n$8501234567\r\n"),
    ] {
        let caller = Caller::with(MutlucellConfig { name_shape, ..MutlucellConfig::default() }).await;
        assert_eq!(caller.call("gtorgex", &format!("<smsorig {LOGIN}/>")).await, list);
    }
}

#[tokio::test]
async fn lists_what_came_to_a_number_between_two_minutes() {
    let caller = Caller::new().await;
    let sms = |receiver: &str| InboundSms {
        sender: "905321234567".into(),
        receiver: receiver.into(),
        message: "RET lütfen".into(),
    };
    caller.stand_in.receive(sms("8501234567"));
    caller.stand_in.receive(sms("8507654321"));
    let line = "2026-06-01 12:00:00.0\t905321234567\tRET lütfen\n";
    for (dates, expected) in [
        ("", line),
        (r#"startdate="2026-06-01 12:00" enddate="2026-06-01 12:00""#, line),
        (r#"startdate="2026-06-01 12:01" enddate="2026-06-01 13:00""#, ""),
        (r#"startdate="1.6.2026""#, "20"),
        (r#"ka="firma""#, "20"),
    ] {
        let xml = format!(r#"<increport aboneno="8501234567" pwd="secret" {dates}/>"#);
        assert_eq!(caller.call("gtincmngapi", &xml).await, expected, "{dates}");
    }
}

#[tokio::test]
async fn plays_one_account_when_told_its_login() {
    let credentials = MutlucellCredentials {
        user: "firma".to_owned(),
        subscriber: "8501234567".to_owned(),
        password: "secret".to_owned(),
    };
    let config = MutlucellConfig { credentials: Some(credentials), ..MutlucellConfig::default() };
    let caller = Caller::with(config).await;
    for (operation, xml, answer) in [
        ("gtcrdtex", r#"<smskredi ka="firma" pwd="secret"/>"#, "$100000.0"),
        ("gtcrdtex", r#"<smskredi ka="firma" pwd="other"/>"#, "23"),
        ("gtcrdtex", r#"<smskredi ka="other" pwd="secret"/>"#, "23"),
        ("gtincmngapi", r#"<increport aboneno="8501234567" pwd="secret"/>"#, ""),
        ("gtincmngapi", r#"<increport aboneno="firma" pwd="secret"/>"#, "23"),
    ] {
        assert_eq!(caller.call(operation, xml).await, answer, "{xml}");
    }
}
