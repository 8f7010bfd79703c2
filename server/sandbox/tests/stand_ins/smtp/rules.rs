use std::time::{Duration, Instant};

use sandbox::smtp::{SmtpSink, SmtpSinkConfig};
use tokio::io::AsyncReadExt;

use super::client::Client;

async fn sink() -> SmtpSink {
    let config = SmtpSinkConfig {
        slow: Duration::from_millis(150),
        huge_reply_bytes: 100_000,
        ..SmtpSinkConfig::default()
    };
    SmtpSink::start(config).await.unwrap()
}

#[tokio::test]
async fn refuses_each_magic_recipient_with_its_code() {
    let sink = sink().await;
    let mut client = Client::connect(sink.addr()).await;
    let table = [
        ("ok", "250 2.0.0"),
        ("kim", "250 2.0.0"),
        ("unknown", "550 5.1.1"),
        ("Unknown+7", "550 5.1.1"),
        ("full", "452 4.2.2"),
        ("policy", "550 5.7.1"),
        ("big", "552 5.3.4"),
        ("spam", "554 5.7.1"),
        ("nomail", "556 5.1.10"),
        ("later", "451 4.7.1"),
    ];
    for (local, start) in table {
        let reply = client.deliver(&format!("{local}@x.tr"), local).await;
        assert!(reply.starts_with(start), "{local}: {reply}");
        client.expect("RSET", "250").await;
    }
    let reply = client.deliver("multiline@x.tr", "m").await;
    assert_eq!(reply.lines().count(), 3);
    assert_eq!(sink.report().accepted, 2);
}

#[tokio::test]
async fn greylists_each_address_once() {
    let sink = sink().await;
    let mut client = Client::connect(sink.addr()).await;
    for address in ["grey@x.tr", "grey+1@x.tr"] {
        assert!(client.deliver(address, "g").await.starts_with("451 4.7.1"));
        client.expect("RSET", "250").await;
        assert!(client.deliver(address, address).await.starts_with("250"));
    }
}

#[tokio::test]
async fn cuts_the_connection_where_the_rule_says() {
    let sink = sink().await;
    let mut rate = Client::connect(sink.addr()).await;
    assert!(rate.deliver("rate@x.tr", "x").await.starts_with("421 4.7.28"));
    assert_eq!(rate.reply().await, "");
    for (local, counted) in [("drop", 1), ("drop-lost", 0), ("drop-rcpt", 0)] {
        let mut client = Client::connect(sink.addr()).await;
        assert_eq!(client.deliver(&format!("{local}@x.tr"), local).await, "");
        assert_eq!(sink.received().get(local).copied().unwrap_or(0), counted, "{local}");
    }
}

#[tokio::test]
async fn answers_late_at_the_stage_that_was_asked_for() {
    let sink = sink().await;
    let mut client = Client::connect(sink.addr()).await;
    for (local, least) in [("slow-rcpt", 150), ("slow-data", 150), ("slow-dot", 150), ("slow", 450)] {
        let begun = Instant::now();
        assert!(client.deliver(&format!("{local}@x.tr"), local).await.starts_with("250"));
        assert!(begun.elapsed() >= Duration::from_millis(least), "{local}");
    }
    let begun = Instant::now();
    client.expect("MAIL FROM:<slow-mail@x.tr>", "250").await;
    assert!(begun.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn greets_the_next_connection_late() {
    let slow = Duration::from_millis(700);
    let sink = SmtpSink::start(SmtpSinkConfig { slow, ..SmtpSinkConfig::default() }).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    assert!(client.deliver("slow-greeting@x.tr", "s").await.starts_with("250"));
    let begun = Instant::now();
    Client::connect(sink.addr()).await;
    assert!(begun.elapsed() >= slow);
    let begun = Instant::now();
    Client::connect(sink.addr()).await;
    assert!(begun.elapsed() < slow);
}

#[tokio::test]
async fn stalls_without_an_answer_and_counts_only_what_it_took() {
    let sink = sink().await;
    for (local, counted) in [("stall-rcpt", 0), ("stall-data", 0), ("stall-dot", 1)] {
        let mut client = Client::connect(sink.addr()).await;
        let address = format!("{local}@x.tr");
        let delivery =
            tokio::time::timeout(Duration::from_millis(300), client.deliver(&address, local)).await;
        assert!(delivery.is_err(), "{local}");
        assert_eq!(sink.received().get(local).copied().unwrap_or(0), counted, "{local}");
    }
}

#[tokio::test]
async fn never_reads_the_content_of_stall_body() {
    let sink = sink().await;
    let mut client = Client::connect(sink.addr()).await;
    client.expect("MAIL FROM:<a@x.tr>", "250").await;
    client.expect("RCPT TO:<stall-body@x.tr>", "250").await;
    client.expect("DATA", "354").await;
    let sending = client.send(vec![b'x'; 16 << 20]);
    assert!(tokio::time::timeout(Duration::from_millis(300), sending).await.is_err());
}

#[tokio::test]
async fn answers_nonsense_and_without_end() {
    let sink = sink().await;
    let mut client = Client::connect(sink.addr()).await;
    client.expect("MAIL FROM:<a@x.tr>", "250").await;
    client.send("RCPT TO:<garbage@x.tr>\r\n").await;
    let mut bytes = [0; 2];
    client.0.read_exact(&mut bytes).await.unwrap();
    assert_eq!(bytes, *b"\x00\xff");

    let mut client = Client::connect(sink.addr()).await;
    client.expect("MAIL FROM:<a@x.tr>", "250").await;
    client.send("RCPT TO:<huge@x.tr>\r\n").await;
    let mut all = Vec::new();
    client.0.read_to_end(&mut all).await.unwrap();
    assert!(all.len() >= 100_000 && all.starts_with(b"250-"));
}
