use std::future::ready;
use std::io;

use bytes::Bytes;
use domain::exports::ExportFormat;
use futures::{Stream, StreamExt, stream};
use tokio::sync::{mpsc, oneshot};

/// A list on its way out, written as it is read.
pub struct ExportedFile {
    /// With its ending.
    pub name: String,
    pub format: ExportFormat,
    pub(super) pieces: mpsc::Receiver<Bytes>,
    /// Told once nothing is missing.
    pub(super) whole: oneshot::Receiver<()>,
}

impl std::fmt::Debug for ExportedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ExportedFile({})", self.name)
    }
}

impl ExportedFile {
    /// The content, piece by piece. A file that breaks off ends in an error, so that nobody takes it for
    /// whole. It may be asked again after its end, as compression does.
    pub fn into_stream(self) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
        let pieces = stream::unfold(self.pieces, |mut pieces| async move {
            pieces.recv().await.map(|piece| (Ok(piece), pieces))
        });
        let broken = |_| io::Error::other("the list broke off");
        let end =
            stream::once(self.whole).filter_map(move |whole| ready(whole.map_err(broken).err().map(Err)));
        pieces.chain(end).fuse()
    }
}
