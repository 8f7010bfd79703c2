use data_encoding::HEXLOWER;
use domain::exports::ExportKind;
use domain::failure::Problem;
use domain::id::{CompanyId, ExportId, MessageId};
use domain::message::{Channel, State};
use domain::messages::{ConsentSource, ConsentStatus, MessageBody, MessageView, RecipientKind};
use domain::refusals::mask_address;
use domain::rights::Right;
use domain::time::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use storage::companies;
use storage::consents::{self, KnownWord};
use storage::ids::made_at;
use storage::ledger::AttemptView;

use super::run::note_exported;
use crate::actor::Actor;
use crate::audit::Change;
use crate::engine::address_key;
use crate::error::ServiceError;
use crate::names::Names;
use crate::services::Services;

/// All that is known of one message, as a sheet proves it. What its reader may not see is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Of the sheet; it stands in the audit log.
    pub number: ExportId,
    pub at: Timestamp,
    /// Who asked for it.
    pub by: String,
    pub company: ProofCompany,
    /// Its recipient is masked, and what providers wrote is left out, without the right to see cards.
    pub message: MessageView,
    pub masked: bool,
    pub made: Timestamp,
    pub campaign: Option<String>,
    pub attempts: Vec<ProofAttempt>,
    /// When the consent had to stand: at the first attempt, else when the message was made.
    pub counted_at: Timestamp,
    /// What the address had said by then about messages of its class.
    pub word: Option<ProofWord>,
    /// SHA-256 in hexadecimal digits of the text in UTF-8; of an e-mail, of its subject, a line feed and
    /// its text. None without the right to see it.
    pub digest: Option<String>,
}

/// Who sent it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProofCompany {
    pub name: String,
    pub trade_name: Option<String>,
    pub tax_office: Option<String>,
    pub tax_number: Option<String>,
    pub mersis: Option<String>,
    pub address: Option<String>,
}

/// One try to hand it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofAttempt {
    pub account: Option<String>,
    pub began: Timestamp,
    pub ended: Option<Timestamp>,
    pub outcome: Option<State>,
    /// The provider's own number of the message.
    pub reference: Option<String>,
}

/// What an address said about messages of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofWord {
    /// None: an earlier word was taken back.
    pub status: Option<ConsentStatus>,
    pub kind: RecipientKind,
    pub source: ConsentSource,
    pub said_at: Timestamp,
    pub noted_at: Timestamp,
    /// None without one, and without the right to see cards.
    pub proof: Option<String>,
}

impl Services {
    /// All that proves what was sent and what became of it. That it was asked for is noted like a list
    /// that is taken out.
    ///
    /// # Errors
    /// `Forbidden` without the rights to see messages and to export; `NotFound`.
    pub async fn prove_message(&self, actor: &Actor, message: MessageId) -> Result<Proof, ServiceError> {
        let company = self.check_export(actor, ExportKind::Messages)?;
        let mut view = self.get_message(actor, message).await?;
        let attempts = self.ledger().history(company, message).await?.attempts;
        let made = made_at(message.as_i64());
        let counted_at = attempts.first().map_or(made, |attempt| attempt.started_at);
        let sees_cards = actor.rights().has(Right::SeeContacts);
        let word = self.word_known(company, &view, counted_at).await?;
        if !sees_cards {
            mask(&mut view);
        }
        let mut names = Names::default();
        let proof = Proof {
            number: ExportId::from_i64(self.ids().next_id()),
            at: self.now(),
            by: names.user(self, Some(actor.user())).await?.unwrap_or_default(),
            company: self.proof_company(company).await?,
            masked: !sees_cards,
            made,
            campaign: names.campaign(self, actor, company, view.campaign).await?,
            attempts: self.proof_attempts(&mut names, company, attempts).await?,
            counted_at,
            word: word.map(|word| proof_word(word, sees_cards)),
            digest: view.body.as_ref().map(|body| digest(view.row.channel, body)),
            message: view,
        };
        let details = json!({ "number": proof.number });
        note_exported(self, actor, Change::of_company(company, "export.proof", message, details)).await?;
        Ok(proof)
    }

    async fn word_known(
        &self,
        company: CompanyId,
        message: &MessageView,
        instant: Timestamp,
    ) -> Result<Option<KnownWord>, ServiceError> {
        let (db, channel) = (self.db().read(), message.row.channel);
        let address = address_key(channel, &message.row.recipient);
        Ok(consents::known_at(db, company, channel, message.class, &address, instant).await?)
    }

    async fn proof_company(&self, company: CompanyId) -> Result<ProofCompany, ServiceError> {
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        Ok(ProofCompany {
            name: found.name,
            trade_name: found.trade_name,
            tax_office: found.tax_office,
            tax_number: found.tax_number,
            mersis: found.mersis,
            address: found.address,
        })
    }

    async fn proof_attempts(
        &self,
        names: &mut Names,
        company: CompanyId,
        attempts: Vec<AttemptView>,
    ) -> Result<Vec<ProofAttempt>, ServiceError> {
        let mut rows = Vec::with_capacity(attempts.len());
        for attempt in attempts {
            rows.push(ProofAttempt {
                account: names.account(self, company, Some(attempt.account)).await?,
                began: attempt.started_at,
                ended: attempt.finished_at,
                outcome: attempt.outcome,
                reference: attempt.provider_ref,
            });
        }
        Ok(rows)
    }
}

fn proof_word(word: KnownWord, sees_cards: bool) -> ProofWord {
    let KnownWord { status, kind, source, said_at, noted_at, proof } = word;
    ProofWord { status, kind, source, said_at, noted_at, proof: proof.filter(|_| sees_cards) }
}

/// Providers repeat the recipient in what they write.
fn mask(message: &mut MessageView) {
    message.row.recipient = mask_address(&message.row.recipient);
    message.history.iter_mut().for_each(|row| row.text.clear());
}

fn digest(channel: Channel, body: &MessageBody) -> String {
    let hash = match channel {
        Channel::Email => Sha256::digest(format!("{}\n{}", body.subject, body.text)),
        Channel::Sms | Channel::Whatsapp => Sha256::digest(&body.text),
    };
    HEXLOWER.encode(&hash)
}
