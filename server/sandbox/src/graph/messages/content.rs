//! Whether the object named like the type is there and within its limits.

use serde_json::Value;

use super::body::{Media, SendBody};
use crate::graph::errors::ApiError;

/// Checks everything but templates.
pub(super) fn check_content(body: &SendBody<'_>) -> Result<(), ApiError> {
    match &*body.kind {
        "text" => check_text(body),
        "image" => check_media("image", body.image.as_ref()),
        "video" => check_media("video", body.video.as_ref()),
        "audio" => check_media("audio", body.audio.as_ref()),
        "document" => check_media("document", body.document.as_ref()),
        "sticker" => check_media("sticker", body.sticker.as_ref()),
        "location" => check_location(body.location.as_ref()),
        "contacts" => check_contacts(body.contacts.as_ref()),
        "reaction" => check_reaction(body.reaction.as_ref()),
        "interactive" => check_interactive(body.interactive.as_ref()),
        "" => Err(missing("type")),
        other => Err(ApiError::details(131_051, format!("type {other} is not supported"))),
    }
}

fn check_text(body: &SendBody<'_>) -> Result<(), ApiError> {
    let text = body.text.as_ref().ok_or_else(|| missing("text"))?;
    let length = text.body.chars().count();
    require((1..=4096).contains(&length), "text.body must have 1 to 4096 characters")
}

fn check_media(kind: &str, media: Option<&Media<'_>>) -> Result<(), ApiError> {
    let media = media.ok_or_else(|| missing(kind))?;
    require(media.is_given(), "either id or link is needed")?;
    let fetchable =
        media.link.is_empty() || media.link.starts_with("https://") || media.link.starts_with("http://");
    require(fetchable, "link is not a URL")?;
    require(
        media.caption.is_empty() || !matches!(kind, "audio" | "sticker"),
        "caption is not possible here",
    )?;
    require(media.caption.chars().count() <= 1024, "caption has more than 1024 characters")
}

fn check_location(location: Option<&Value>) -> Result<(), ApiError> {
    let location = location.ok_or_else(|| missing("location"))?;
    let placed =
        ["latitude", "longitude"].iter().all(|axis| location[axis].is_number() || location[axis].is_string());
    require(placed, "latitude and longitude are needed")
}

fn check_contacts(contacts: Option<&Value>) -> Result<(), ApiError> {
    let contacts = contacts.and_then(Value::as_array).ok_or_else(|| missing("contacts"))?;
    let named = contacts.iter().all(|contact| contact["name"]["formatted_name"].is_string());
    require(!contacts.is_empty() && named, "every contact needs name.formatted_name")
}

fn check_reaction(reaction: Option<&Value>) -> Result<(), ApiError> {
    let reaction = reaction.ok_or_else(|| missing("reaction"))?;
    require(reaction["message_id"].is_string(), "reaction.message_id is needed")
}

fn check_interactive(interactive: Option<&Value>) -> Result<(), ApiError> {
    let interactive = interactive.ok_or_else(|| missing("interactive"))?;
    let action = &interactive["action"];
    match interactive["type"].as_str().unwrap_or_default() {
        "button" => {
            let buttons = action["buttons"].as_array().map(Vec::as_slice).unwrap_or_default();
            require((1..=3).contains(&buttons.len()), "there must be 1 to 3 buttons")?;
            let fit = buttons
                .iter()
                .all(|button| fits(&button["reply"]["id"], 256) && fits(&button["reply"]["title"], 20));
            require(fit, "a button needs an id (256) and a title (20)")?;
            require(fits(&interactive["body"]["text"], 1024), "body must have 1 to 1024 characters")
        }
        "list" => check_list(interactive),
        "cta_url" => require(
            fits(&action["parameters"]["display_text"], 20),
            "display_text must have 1 to 20 characters",
        ),
        "flow" | "location_request_message" | "product" | "product_list" => Ok(()),
        other => Err(ApiError::details(131_009, format!("interactive type {other} is not known"))),
    }
}

fn check_list(interactive: &Value) -> Result<(), ApiError> {
    let action = &interactive["action"];
    require(fits(&action["button"], 20), "the list button must have 1 to 20 characters")?;
    require(fits(&interactive["body"]["text"], 4096), "body must have 1 to 4096 characters")?;
    let sections = action["sections"].as_array().map(Vec::as_slice).unwrap_or_default();
    let rows: Vec<_> = sections.iter().filter_map(|section| section["rows"].as_array()).flatten().collect();
    require((1..=10).contains(&rows.len()), "there must be 1 to 10 rows")?;
    let fit = rows.iter().all(|row| fits(&row["id"], 200) && fits(&row["title"], 24));
    require(fit, "a row needs an id (200) and a title (24)")
}

fn fits(text: &Value, limit: usize) -> bool {
    text.as_str().is_some_and(|text| (1..=limit).contains(&text.chars().count()))
}

fn require(met: bool, details: &str) -> Result<(), ApiError> {
    if met { Ok(()) } else { Err(ApiError::details(131_009, details)) }
}

pub(super) fn missing(parameter: &str) -> ApiError {
    ApiError::details(131_008, format!("The parameter {parameter} is required."))
}
