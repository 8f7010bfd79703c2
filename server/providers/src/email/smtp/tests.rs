use super::queue_id;
#[test]
fn finds_the_name_in_the_queue() {
    for (text, id) in [
        ("2.0.0 Ok: queued as 4XyZ12abc", "4XyZ12abc"),
        ("Ok 0102018f-aaaa-000000", "0102018f-aaaa-000000"),
        ("2.0.0 OK  1732360000 5b1f17b1804b1 - gsmtp", "5b1f17b1804b1"),
        ("2.0.0 Ok", ""),
        ("OK id=1tEabc-000Xy2-1Z", "1tEabc-000Xy2-1Z"),
    ] {
        assert_eq!(queue_id(text), id, "{text}");
    }
}
