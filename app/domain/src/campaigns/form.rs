use serde::{Deserialize, Serialize};

use super::audience::{Audience, typed_recipients};
use super::content::{CampaignContent, VARIABLES};
use super::follow_up::{ContentAct, check_shown};
use super::slots::{self, SlotTexts};
use crate::failure::{Checks, Failure, FieldProblem, Problem};
use crate::form_text::{is_ticked, optional_line, required_line};
use crate::id::CampaignId;
use crate::message::{Channel, Class};
use crate::provider_accounts::TemplateView;
use crate::template::{contains_control_blocks, subject_is_clean, variable_names};
use crate::time::{CivilTime, Timestamp};

/// The longest text of a message, in characters.
const LONGEST_BODY: usize = 4_096;
const LONGEST_SUBJECT: usize = 200;
/// Unreadable recipients that are named; the others are counted.
const NAMED: usize = 20;

/// Who gets it, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AudienceForm {
    /// The draft to change; empty begins a new one.
    pub campaign: String,
    pub channel: String,
    /// Tag ids separated by commas.
    pub tags: String,
    /// Contact ids separated by commas.
    pub contacts: String,
    pub typed: String,
    pub everyone: String,
    /// Ticked to go on without typed recipients that cannot be read.
    pub skip_unreadable: String,
}

impl AudienceForm {
    /// # Errors
    /// A missing channel, an audience of nobody, or typed recipients that cannot be read.
    pub fn parse(&self) -> Result<(Channel, Audience), Failure> {
        let mut checks = Checks::default();
        let channel = checks.take("channel", Channel::from_word(&self.channel).ok_or(Problem::Required));
        let tags = checks.take("tags", ids(&self.tags));
        let contacts = checks.take("contacts", ids(&self.contacts));
        checks.done()?;
        let (Some(channel), Some(tags), Some(contacts)) = (channel, tags, contacts) else {
            return Err(Problem::Invalid.into());
        };
        let everyone = is_ticked(&self.everyone);
        let audience = Audience { tags, contacts, typed: self.typed.trim().to_owned(), everyone };
        if !is_ticked(&self.skip_unreadable) {
            check_typed(channel, &audience.typed)?;
        }
        let (good, _) = typed_recipients(channel, &audience.typed);
        if (Audience { typed: String::new(), ..audience.clone() }).is_empty() && good.is_empty() {
            Err(Failure::field("typed", Problem::NobodyToSend))
        } else {
            Ok((channel, audience))
        }
    }
}

fn check_typed(channel: Channel, typed: &str) -> Result<(), Failure> {
    let (_, bad) = typed_recipients(channel, typed);
    let Some((_, problem)) = bad.first() else { return Ok(()) };
    let problem = *problem;
    let rest = bad.len().saturating_sub(NAMED);
    let mut names: Vec<_> = bad.into_iter().take(NAMED).map(|(text, _)| text).collect();
    names.extend((rest > 0).then(|| format!("+{rest}")));
    let detail = Some(names.join(", "));
    Err(Failure::fields(vec![FieldProblem { field: "typed".to_owned(), problem, detail }]))
}

fn ids<T: std::str::FromStr>(list: &str) -> Result<Vec<T>, Problem> {
    let parts = list.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().map_err(|_| Problem::Malformed)).collect()
}

/// What it says, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContentForm {
    pub campaign: String,
    pub name: String,
    pub class: String,
    pub subject: String,
    pub body: String,
    /// `name/language` of an approved WhatsApp template; empty for a text of our own.
    pub template: String,
    /// The person's field for each place of the template, `sources[body_1]`; empty is the fixed text.
    pub sources: SlotTexts,
    /// The fixed text of each place, or what stands in for an empty field.
    pub slots: SlotTexts,
    /// The pressed button: `review`, `preview` or `test`; empty for the review.
    pub act: String,
    /// Where a test goes: a phone or an e-mail address.
    pub to: String,
    /// The test's key, so that pressing twice sends one.
    pub key: String,
    /// The person a preview goes on with.
    pub at: String,
    /// Ticked when a test asked whether an informational text really promotes nothing.
    pub informs_only: String,
}

impl ContentForm {
    pub fn act(&self) -> ContentAct {
        ContentAct::from_word(&self.act).unwrap_or(ContentAct::Review)
    }

    /// Whether a person looked at the class once more.
    pub fn was_looked_at(&self) -> bool {
        is_ticked(&self.informs_only)
    }

    /// The query under which the campaign's page goes on once this is saved; a test stays where it is.
    pub fn leads_to(&self) -> Option<String> {
        let template = match self.template.as_str() {
            "" => String::new(),
            key => format!("&template={key}"),
        };
        match self.act() {
            ContentAct::Review => Some("step=review".to_owned()),
            ContentAct::Preview => {
                let at: u32 = self.at.parse().unwrap_or_default();
                Some(format!("step=content&at={at}{template}"))
            }
            ContentAct::Test => None,
        }
    }

    /// Reads the form for the campaign's channel.
    ///
    /// # Errors
    /// A missing class, text or subject; a line break in the subject; a brace out of place; a variable
    /// nobody fills.
    pub fn parse(&self, channel: Channel) -> Result<(String, CampaignContent), Failure> {
        let mut checks = Checks::default();
        let name = checks.take("name", optional_line(&self.name, 100));
        let class = checks.take("class", Class::from_word(&self.class).ok_or(Problem::Required));
        let subject = checks.take("subject", self.subject_for(channel));
        let template = String::new();
        let body = checks.take("body", self.checked_body());
        let unknown = unknown_variable(&self.body).or_else(|| unknown_variable(&self.subject));
        if let (Some(variable), Some(_)) = (unknown, body.as_ref()) {
            checks.note_with("body", Problem::UnknownVariable, variable);
        }
        checks.done()?;
        match (name, class, subject, body) {
            (Some(name), Some(class), Some(subject), Some(body)) => {
                let (shape, slots) = (None, SlotTexts::new());
                let content = CampaignContent { channel, class, subject, body, template, shape, slots };
                Ok((name.unwrap_or_default(), content))
            }
            _ => Err(Problem::Invalid.into()),
        }
    }

    /// Reads the form for an approved WhatsApp template; its category decides the class.
    ///
    /// # Errors
    /// A template that cannot be sent; a place without a value, or with one that cannot stand there.
    pub fn parse_template(&self, template: &TemplateView) -> Result<(String, CampaignContent), Failure> {
        let unusable = || Failure::field("template", Problem::TemplateUnusable);
        let class = template.category.class().filter(|_| template.is_usable()).ok_or_else(unusable)?;
        let mut checks = Checks::default();
        let name = checks.take("name", optional_line(&self.name, 100));
        let slots = slots::read(&mut checks, &template.shape, &self.sources, &self.slots);
        checks.done()?;
        let content = CampaignContent {
            channel: Channel::Whatsapp,
            class,
            subject: String::new(),
            body: template.shape.compose(&slots),
            template: template.key(),
            shape: Some(template.shape.clone()),
            slots,
        };
        Ok((name.flatten().unwrap_or_default(), content))
    }

    fn subject_for(&self, channel: Channel) -> Result<String, Problem> {
        if channel != Channel::Email {
            return Ok(String::new());
        }
        if !subject_is_clean(&self.subject) {
            return Err(Problem::LineBreak);
        }
        required_line(&self.subject, LONGEST_SUBJECT)
    }

    fn checked_body(&self) -> Result<String, Problem> {
        let body = self.body.replace("\r\n", "\n").trim().to_owned();
        if body.is_empty() {
            return Err(Problem::Required);
        }
        if body.chars().count() > LONGEST_BODY {
            return Err(Problem::TooLong);
        }
        if contains_control_blocks(&body) {
            return Err(Problem::BadTemplate);
        }
        variable_names(&body).map(|_| body).map_err(Problem::from)
    }
}

fn unknown_variable(text: &str) -> Option<String> {
    let names = variable_names(text).ok()?;
    names.into_iter().find(|name| !VARIABLES.contains(&name.as_str())).map(|name| name.to_string())
}

/// The last word: send now or at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LaunchForm {
    pub campaign: String,
    /// `2026-11-23T14:05` in Turkish time; empty for now.
    pub at: String,
    /// How many people the page showed; another number now means that something changed meanwhile.
    pub people: String,
    /// The version of the draft the page showed; empty when a program asks.
    pub version: String,
    /// Ticked when the page asked whether an informational text really promotes nothing.
    pub informs_only: String,
}

impl LaunchForm {
    /// # Errors
    /// `Conflict` at `people`, with the number there is, when the page showed another one.
    pub fn check(&self, people: u32) -> Result<(), Failure> {
        check_shown(&self.people, people)
    }

    /// # Errors
    /// `Conflict` at `version` when the draft was changed since the page showed it.
    pub fn check_version(&self, version: i32) -> Result<(), Failure> {
        if self.version.is_empty() || self.version.parse() == Ok(version) {
            return Ok(());
        }
        Err(changed_meanwhile())
    }

    /// Whether a person looked at the class once more.
    pub fn was_looked_at(&self) -> bool {
        is_ticked(&self.informs_only)
    }

    /// The campaign and when it goes; `None` is now.
    ///
    /// # Errors
    /// A time that cannot be read, or one that has passed.
    pub fn parse(&self, now: Timestamp) -> Result<(CampaignId, Option<Timestamp>), Failure> {
        let campaign = self.campaign.parse().map_err(|_| Failure::new(Problem::Malformed))?;
        if self.at.trim().is_empty() {
            return Ok((campaign, None));
        }
        let time = CivilTime::parse(self.at.trim()).map_err(|_| Failure::field("at", Problem::NotATime))?;
        let at = Timestamp::from_istanbul(time);
        if at <= now { Err(Failure::field("at", Problem::InThePast)) } else { Ok((campaign, Some(at))) }
    }
}

/// What a launch of another draft than the page showed is refused with.
#[must_use]
pub fn changed_meanwhile() -> Failure {
    Failure::field("version", Problem::Conflict)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(body: &str) -> ContentForm {
        ContentForm { class: "informational".into(), body: body.into(), ..ContentForm::default() }
    }

    fn problem(form: &ContentForm, channel: Channel, field: &str) -> Option<Problem> {
        form.parse(channel).err().and_then(|failure| failure.of(field).map(|found| found.problem))
    }

    #[test]
    fn a_message_without_a_class_is_refused() {
        let form = ContentForm { class: String::new(), ..content("Merhaba") };
        assert_eq!(problem(&form, Channel::Sms, "class"), Some(Problem::Required));
    }

    #[test]
    fn names_a_variable_nobody_fills() {
        let failure = content("Sayın {{ad_soyad}}, plakanız {{plaka}}").parse(Channel::Sms).err();
        let field = failure.and_then(|failure| failure.of("body").cloned());
        assert_eq!(
            field.map(|f| (f.problem, f.detail)),
            Some((Problem::UnknownVariable, Some("plaka".into())))
        );
    }

    #[test]
    fn an_email_needs_a_subject_of_one_line() {
        assert_eq!(problem(&content("a"), Channel::Email, "subject"), Some(Problem::Required));
        let form = ContentForm { subject: "a\r\nBcc: x@y.z".into(), ..content("a") };
        assert_eq!(problem(&form, Channel::Email, "subject"), Some(Problem::LineBreak));
    }

    #[test]
    fn ten_thousand_characters_are_too_many() {
        assert_eq!(problem(&content(&"a".repeat(10_000)), Channel::Sms, "body"), Some(Problem::TooLong));
    }

    #[test]
    fn a_brace_out_of_place_is_told() {
        assert_eq!(problem(&content("Sayın {{ad"), Channel::Sms, "body"), Some(Problem::BadTemplate));
    }

    #[test]
    fn nobody_is_not_an_audience() {
        let form = AudienceForm { channel: "sms".into(), ..AudienceForm::default() };
        assert_eq!(form.parse().err().map(|failure| failure.problem), Some(Problem::NobodyToSend));
    }

    #[test]
    fn names_every_recipient_that_cannot_be_read_and_goes_on_without_them() {
        let typed: Vec<_> = (0..25).map(|n| format!("yok{n}")).chain(["0532 123 45 67".to_owned()]).collect();
        let form = AudienceForm { channel: "sms".into(), typed: typed.join("\n"), ..AudienceForm::default() };
        let failure = form.parse().err();
        let detail = failure.and_then(|failure| failure.of("typed")?.detail.clone()).unwrap_or_default();
        assert!(detail.starts_with("yok0, yok1, ") && detail.ends_with(", yok19, +5"), "{detail}");
        let form = AudienceForm { skip_unreadable: "on".into(), ..form };
        assert!(form.parse().is_ok());
        let nobody = AudienceForm { typed: "yok".into(), ..form };
        assert_eq!(nobody.parse().err().map(|failure| failure.problem), Some(Problem::NobodyToSend));
    }

    #[test]
    fn another_number_of_people_than_the_page_showed_is_told() {
        let form = LaunchForm { people: "6".into(), ..LaunchForm::default() };
        assert!(form.check(6).is_ok() && LaunchForm::default().check(600).is_ok());
        let failure = form.check(600).err();
        assert_eq!(failure.as_ref().map(|failure| failure.problem), Some(Problem::Conflict));
        assert_eq!(failure.and_then(|failure| failure.of("people")?.detail.clone()), Some("600".into()));
    }

    #[test]
    fn a_time_that_has_passed_is_refused() {
        let now = Timestamp::from_seconds(1_800_000_000);
        let id = CampaignId::from_i64(1).to_string();
        let form = LaunchForm { campaign: id, at: "2020-01-01T09:00".into(), ..LaunchForm::default() };
        assert_eq!(form.parse(now).err().map(|failure| failure.problem), Some(Problem::InThePast));
    }
}
