use std::time::Duration;

use sandbox::smtp::{SmtpSink, SmtpSinkConfig};

use super::client::{Client, message};

async fn sink() -> SmtpSink {
    SmtpSink::start(SmtpSinkConfig { keep_bodies: 10, ..SmtpSinkConfig::default() }).await.unwrap()
}

#[tokio::test]
async fn keeps_envelope_and_content_as_sent_with_dots_unstuffed() {
    let sink = sink().await;
    let mut client = Client::connect(sink.addr()).await;
    client.expect("MAIL FROM:<shop@firma.test> SIZE=90", "250").await;
    client.expect("RCPT TO:<ay\u{15f}e@firma.test>", "250").await;
    client.expect("RCPT TO:<ok@firma.test>", "250").await;
    client.expect("DATA", "354").await;
    client.expect("X-Msg-Ref: r1\r\n\r\n..dot\r\n....\r\n.", "250 2.0.0 Ok: queued as ").await;
    let kept = sink.messages();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].raw, b"X-Msg-Ref: r1\r\n\r\n.dot\r\n...\r\n");
    assert_eq!(kept[0].recipients, ["ay\u{15f}e@firma.test", "ok@firma.test"]);
    assert_eq!((kept[0].mail_from.as_str(), kept[0].reference.as_str()), ("shop@firma.test", "r1"));
    assert_eq!((kept[0].mail_parameters.as_str(), kept[0].hello.as_str()), ("SIZE=90", "test.local"));
}

#[tokio::test]
async fn answers_every_pipelined_command_once_and_in_order() {
    let sink = sink().await;
    let mut client = Client::connect(sink.addr()).await;
    let body = message("p1");
    let batch = format!(
        "MAIL FROM:<a@x.tr>\r\nRCPT TO:<unknown@x.tr>\r\nRCPT TO:<b@x.tr>\r\nDATA\r\n{body}\r\nRSET\r\nNOOP\r\nWHAT\r\nQUIT\r\n"
    );
    client.send(batch).await;
    for start in ["250", "550 5.1.1", "250", "354", "250 2.0.0 Ok: queued", "250", "250", "500", "221"] {
        let reply = client.reply().await;
        assert!(reply.starts_with(start), "{reply:?} does not start with {start}");
    }
    assert_eq!(client.reply().await, "");
    assert_eq!(sink.report().distinct, 1);
}

#[tokio::test]
async fn refuses_commands_out_of_order() {
    let sink = sink().await;
    let mut client = Client::raw(sink.addr()).await;
    client.reply().await;
    client.expect("MAIL FROM:<a@x.tr>", "503").await;
    client.expect("HELO test.local", "250 sandbox.test").await;
    client.expect("RCPT TO:<a@x.tr>", "503").await;
    client.expect("DATA", "503").await;
    client.expect("MAIL FROM:<a@x.tr>", "250").await;
    client.expect("MAIL FROM:<a@x.tr>", "503").await;
    client.expect("RSET", "250").await;
    client.expect("MAIL FROM:<a@x.tr> SIZE=99999999", "552").await;
}

#[tokio::test]
async fn refuses_bare_newlines_without_being_smuggled_into() {
    let sink = sink().await;
    let mut client = Client::connect(sink.addr()).await;
    client.expect("MAIL FROM:<a@x.tr>", "250").await;
    client.expect("RCPT TO:<b@x.tr>", "250").await;
    client.expect("DATA", "354").await;
    client.expect("Subject: x\r\n\r\nhello\n.\nMAIL FROM:<evil@x.tr>\r\n.", "550 5.6.11").await;
    client.send("NOOP\n").await;
    assert!(client.reply().await.starts_with("500"));
    client.expect("NOOP", "250").await;
    assert_eq!(sink.report().accepted, 0);
}

#[tokio::test]
async fn takes_bare_newlines_when_told_so() {
    let config = SmtpSinkConfig { refuse_bare_newlines: false, ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    client.expect("MAIL FROM:<a@x.tr>", "250").await;
    client.expect("RCPT TO:<b@x.tr>", "250").await;
    client.expect("DATA", "354").await;
    client.expect("Subject: x\r\n\r\nhello\nworld\r\n.", "250").await;
}

#[tokio::test]
async fn refuses_long_lines_and_large_messages_but_goes_on() {
    let config = SmtpSinkConfig { max_message_bytes: 200_000, ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    for (line, lines, refusal) in [(998, 1, "250"), (999, 1, "500"), (100_000, 1, "500"), (900, 300, "552")] {
        client.expect("MAIL FROM:<a@x.tr>", "250").await;
        client.expect("RCPT TO:<b@x.tr>", "250").await;
        client.expect("DATA", "354").await;
        let text = format!("{}\r\n", "x".repeat(line)).repeat(lines);
        client.expect(&format!("Subject: x\r\n\r\n{text}."), refusal).await;
    }
}

#[tokio::test]
async fn says_goodbye_with_421_when_stopped() {
    let sink = sink().await;
    let mut idle = Client::connect(sink.addr()).await;
    let mut busy = Client::connect(sink.addr()).await;
    busy.expect("MAIL FROM:<a@x.tr>", "250").await;
    busy.expect("RCPT TO:<b@x.tr>", "250").await;
    busy.expect("DATA", "354").await;
    busy.send("Subject: half\r\n").await;
    let addr = sink.addr();
    sink.stop().await;
    for client in [&mut idle, &mut busy] {
        assert!(client.reply().await.starts_with("421 4.3.2"));
        assert_eq!(client.reply().await, "");
    }
    assert!(tokio::net::TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn offers_the_extensions_it_was_given() {
    let config = SmtpSinkConfig {
        extensions: vec!["X-ODD".into()],
        auth: vec![],
        starttls: false,
        ..SmtpSinkConfig::default()
    };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    let reply = client.say("EHLO again").await;
    assert_eq!(reply, "250-sandbox.test\r\n250-SIZE 26214400\r\n250 X-ODD\r\n");
    client.expect("STARTTLS", "503").await;
    client.expect("AUTH PLAIN AGEAYg==", "504").await;
}

#[tokio::test]
async fn closes_silent_connections_when_told_so() {
    let config =
        SmtpSinkConfig { idle_timeout: Some(Duration::from_millis(100)), ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    assert!(client.reply().await.starts_with("421 4.4.2"));
    assert_eq!(client.reply().await, "");
}

#[tokio::test]
async fn ends_a_connection_after_its_messages_when_told_so() {
    let config = SmtpSinkConfig { messages_per_connection: Some(2), ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    for reference in ["1", "2"] {
        assert!(client.deliver("ok@x.tr", reference).await.starts_with("250"));
    }
    client.expect("MAIL FROM:<a@x.tr>", "421 4.7.0").await;
    assert_eq!(client.reply().await, "");
}
