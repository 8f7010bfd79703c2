use sandbox::netgsm::NetgsmConfig;
use sandbox::{Sandbox, SandboxConfig};
use tokio::net::TcpStream;

#[tokio::test]
async fn starts_everything_on_one_clock_and_stops_it() {
    let config = SandboxConfig {
        time_scale: 0.0,
        netgsm: NetgsmConfig { credit: Some(7), ..NetgsmConfig::default() },
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    let addrs = sandbox.addrs();
    for addr in addrs {
        TcpStream::connect(addr).await.unwrap();
    }
    sandbox.clock().advance(std::time::Duration::from_secs(60));
    let now = sandbox.clock().unix_micros();
    let clocks = [sandbox.netgsm().clock(), sandbox.mutlucell().clock(), sandbox.graph().clock()];
    assert_eq!(clocks.map(|clock| clock.unix_micros()), [now; 3]);
    assert_eq!(sandbox.netgsm().report().credit, Some(7));
    sandbox.stop().await;
    for addr in addrs {
        assert!(TcpStream::connect(addr).await.is_err());
    }
}

#[tokio::test]
async fn stops_when_dropped() {
    let sandbox = Sandbox::start(SandboxConfig::default()).await.unwrap();
    let addrs = sandbox.addrs();
    drop(sandbox);
    let all_closed = async {
        while std::net::TcpStream::connect(addrs[0]).is_ok() || std::net::TcpStream::connect(addrs[4]).is_ok()
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), all_closed).await.unwrap();
}
