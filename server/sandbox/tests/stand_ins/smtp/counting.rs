use std::time::{Duration, Instant};

use sandbox::smtp::{SmtpSink, SmtpSinkConfig, read_journal};

use super::client::Client;

#[tokio::test]
async fn counts_each_reference_and_its_repeats_over_many_connections() {
    const CONNECTIONS: u32 = 50;
    const EACH: u32 = 20;
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let before = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for connection in 0..CONNECTIONS {
        let addr = sink.addr();
        clients.spawn(async move {
            let mut client = Client::connect(addr).await;
            for number in 0..EACH {
                let reference = format!("m{connection}-{number}");
                assert!(client.deliver("ok@x.tr", &reference).await.starts_with("250"));
            }
            assert!(client.deliver("ok@x.tr", "twice").await.starts_with("250"));
            client
        });
    }
    let open = clients.join_all().await;
    let report = sink.report();
    assert_eq!(
        (report.distinct, report.duplicates),
        (u64::from(CONNECTIONS * EACH) + 1, u64::from(CONNECTIONS) - 1)
    );
    assert_eq!((report.open_connections, report.max_open_connections), (50, 50));
    assert_eq!(sink.repeated().get("twice"), Some(&CONNECTIONS));
    assert_eq!(sink.received().len(), 1001);
    let arrival = sink.arrival("m3-7").unwrap();
    assert!(before < arrival.first && arrival.first < arrival.last && arrival.last <= Instant::now());
    assert!(report.first_mail.unwrap() <= arrival.first && report.span().unwrap() > Duration::ZERO);
    drop(open);
    sink.clear();
    assert_eq!((sink.report().accepted, sink.report().first_mail), (0, None));
}

#[tokio::test]
async fn falls_back_to_the_message_id_and_counts_what_has_neither() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    for headers in ["Message-ID: <1@x>\r\n", "Subject: x\r\n", "Subject: x\r\n"] {
        client.expect("MAIL FROM:<a@x.tr>", "250").await;
        client.expect("RCPT TO:<b@x.tr>", "250").await;
        client.expect("DATA", "354").await;
        client.expect(&format!("{headers}\r\ntext\r\n."), "250").await;
    }
    assert_eq!(sink.received().get("<1@x>"), Some(&1));
    let report = sink.report();
    assert_eq!((report.accepted, report.distinct, report.duplicates, report.unreferenced), (3, 1, 0, 2));
}

#[tokio::test]
async fn writes_the_reference_to_the_journal_before_the_answer() {
    let path = std::env::temp_dir().join(format!("sandbox-journal-{}", std::process::id()));
    let config = SmtpSinkConfig { journal: Some(path.clone()), ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    for reference in ["a", "b", "a"] {
        assert!(client.deliver("ok@x.tr", reference).await.starts_with("250"));
        assert_eq!(read_journal(&path).unwrap().last().unwrap().0, reference);
    }
    assert_eq!(client.deliver("drop@x.tr", "c").await, "");
    let references: Vec<_> =
        read_journal(&path).unwrap().into_iter().map(|(reference, _)| reference).collect();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(references, ["a", "b", "a", "c"]);
}

#[tokio::test]
async fn keeps_only_the_newest_messages_within_the_bound() {
    let config = SmtpSinkConfig { keep_bodies: 2, ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut client = Client::connect(sink.addr()).await;
    for reference in ["1", "2", "3"] {
        client.deliver("ok@x.tr", reference).await;
    }
    let kept: Vec<_> = sink.messages().iter().map(|message| message.reference.clone()).collect();
    assert_eq!(kept, ["2", "3"]);
}

#[tokio::test]
async fn turns_connections_beyond_the_limit_away() {
    let config = SmtpSinkConfig { max_connections: Some(1), ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let _first = Client::connect(sink.addr()).await;
    let mut second = Client::raw(sink.addr()).await;
    assert!(second.reply().await.starts_with("421 4.7.0"));
    assert_eq!(second.reply().await, "");
}
