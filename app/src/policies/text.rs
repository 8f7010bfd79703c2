use leptos::prelude::*;

use super::markdown::{Block, blocks, emphasis};

/// A document's body as headings, paragraphs and lists. `inside` is the level of the heading it stands
/// under, so that its own headings follow.
#[component]
pub fn PolicyText(body: String, #[prop(default = 1)] inside: u8) -> impl IntoView {
    let drawn = blocks(&body).into_iter().map(|block| draw(block, inside));
    view! { <div class="prose">{drawn.collect_view()}</div> }
}

fn draw(block: Block, inside: u8) -> AnyView {
    match block {
        Block::Heading(level, words) => heading(level.max(2) - 1 + inside, &words),
        Block::Paragraph(words) => view! { <p>{inline(&words)}</p> }.into_any(),
        Block::List(items) => {
            let items = items.into_iter().map(|words| view! { <li>{inline(&words)}</li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
    }
}

fn heading(level: u8, words: &str) -> AnyView {
    let words = inline(words);
    match level {
        ..=2 => view! { <h2>{words}</h2> }.into_any(),
        3 => view! { <h3>{words}</h3> }.into_any(),
        _ => view! { <h4>{words}</h4> }.into_any(),
    }
}

/// Words with their emphasis.
pub(super) fn inline(words: &str) -> AnyView {
    let pieces = emphasis(words).into_iter().map(|(piece, strong)| match strong {
        true => view! { <strong>{piece}</strong> }.into_any(),
        false => piece.into_any(),
    });
    pieces.collect_view().into_any()
}
