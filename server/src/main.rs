//! The program: reads its command line and runs one command.

mod edge;

use std::net::SocketAddr;

use leptos::config::get_configuration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = get_configuration(None)?.leptos_options;
    let addr: SocketAddr = options.site_addr;
    let listener = tokio::net::TcpListener::bind(addr).await?;
    axum::serve(listener, edge::router(options)).await?;
    Ok(())
}
