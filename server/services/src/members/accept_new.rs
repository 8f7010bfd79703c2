use domain::accounts::{Person, Via};
use domain::companies::{AcceptInvitation, AcceptInvitationForm};
use domain::email_address::EmailAddress;
use domain::id::UserId;
use domain::lang::Lang;
use storage::Tx;
use storage::invitations::StoredInvitation;

use super::accept_invitation::join;
use crate::accounts::{Enrolment, NewSession, SignedIn, enrol, require_strong, start_session};
use crate::actor::{Actor, ActorParts, Origin};
use crate::error::ServiceError;
use crate::policies::{Reader, SignUpDocuments, prove_sign_up, sign_up_documents};
use crate::secrets::Token;
use crate::services::Services;

impl Services {
    /// Accepts an invitation by making an account for the invited address, which counts as proven, and
    /// signs the person in.
    ///
    /// # Errors
    /// `LinkExpired`; a wrong form; `PasswordWeak`; `Taken` at `email` for an address that has an
    /// account: sign in and accept; `Conflict` when a document changed since the page was drawn.
    pub async fn accept_invitation_as_new(
        &self,
        token: &str,
        form: &AcceptInvitationForm,
        lang: Lang,
        origin: &Origin,
    ) -> Result<SignedIn, ServiceError> {
        let invitation = self.open_invitation(token).await?;
        let email = EmailAddress::parse(&invitation.email);
        let email = email.map_err(|_| ServiceError::Broken("an invitation has no address"))?;
        let accept = form.parse(&email)?;
        let person = &accept.person;
        require_strong(self, &accept.password, &[&person.name, person.username.as_str(), email.as_str()])
            .await?;
        let documents = sign_up_documents(self, accept.seen, lang).await?;
        let joining = Joining::new(self, invitation, accept, documents, lang, origin).await?;
        let services = self.clone();
        let work = self.db().try_write(move |tx| Box::pin(joining.write(tx, services)));
        Ok(work.await.map_err(Enrolment::explain)?.signed_in())
    }
}

/// Everything it writes, made before its transaction.
struct Joining {
    invitation: StoredInvitation,
    enrolment: Enrolment,
    documents: SignUpDocuments,
    reader: Reader,
    session: NewSession,
}

impl Joining {
    async fn new(
        services: &Services,
        invitation: StoredInvitation,
        accept: AcceptInvitation,
        documents: SignUpDocuments,
        lang: Lang,
        origin: &Origin,
    ) -> Result<Self, ServiceError> {
        let user = UserId::from_i64(services.ids().next_id());
        let company = Some(invitation.company);
        let enrolment = Enrolment {
            id: user,
            password: services.passwords().hash(&accept.password).await?,
            person: accept.person,
            lang,
            is_operator: false,
            email_is_proven: true,
        };
        Ok(Self {
            invitation,
            enrolment,
            documents,
            reader: Reader { user, company: None, lang, origin: origin.clone(), via: Via::Screen },
            session: NewSession { cookie: Token::generate()?, user, company, origin: origin.clone() },
        })
    }

    async fn write(self, tx: &Tx, services: Services) -> Result<NewSession, ServiceError> {
        let newcomer = newcomer(&self.enrolment.person, &self.reader);
        enrol(tx, &services, self.enrolment).await?;
        prove_sign_up(tx, &services, &self.reader, self.documents).await?;
        start_session(tx, &services, &self.session).await?;
        join(tx, &services, &newcomer, &self.invitation).await?;
        Ok(self.session)
    }
}

fn newcomer(person: &Person, reader: &Reader) -> Actor {
    let parts = ActorParts {
        user: reader.user,
        name: person.name.clone(),
        email: person.email.to_string(),
        is_operator: false,
        terms_wait: false,
        seat: None,
        session: None,
        lang: reader.lang,
        origin: reader.origin.clone(),
        via: reader.via,
    };
    parts.into()
}
