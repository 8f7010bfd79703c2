use domain::accounts::{SignUp, SignUpForm, Via};
use domain::failure::Problem;
use domain::id::{CompanyId, UserId};
use domain::lang::Lang;
use storage::{Tx, platform};

use super::enrol::{Enrolment, enrol};
use super::start_session::{NewSession, SignedIn, start_session};
use super::strength::{names_of, require_strong};
use crate::actor::Origin;
use crate::companies::found_company;
use crate::error::ServiceError;
use crate::policies::{Reader, SignUpDocuments, prove_sign_up, sign_up_documents};
use crate::secrets::Token;
use crate::services::Services;

impl Services {
    /// Makes an account with its own company, and signs the person in. The first one becomes the
    /// operator; later ones need an open sign-up (the configuration says so) or an invitation.
    ///
    /// # Errors
    /// `SignupClosed`; a wrong form; `PasswordWeak`; `Taken`; `Conflict` when a document changed since
    /// the page was drawn.
    pub async fn sign_up(
        &self,
        form: &SignUpForm,
        lang: Lang,
        origin: &Origin,
    ) -> Result<SignedIn, ServiceError> {
        if !self.signup_is_open() && !self.needs_setup().await? {
            return Err(Problem::SignupClosed.into());
        }
        let sign_up = form.parse()?;
        let [name, username, email] = names_of(&sign_up.person);
        require_strong(self, &sign_up.password, &[name, username, email, &sign_up.company_name]).await?;
        let documents = sign_up_documents(self, sign_up.seen, lang).await?;
        let founding = Founding::new(self, sign_up, documents, lang, origin).await?;
        let services = self.clone();
        let work = self.db().try_write(move |tx| Box::pin(founding.write(tx, services)));
        Ok(work.await.map_err(Enrolment::explain)?.signed_in())
    }
}

/// Everything a sign-up writes, made before its transaction.
struct Founding {
    enrolment: Enrolment,
    company: CompanyId,
    company_name: String,
    reader: Reader,
    documents: SignUpDocuments,
    session: NewSession,
}

impl Founding {
    async fn new(
        services: &Services,
        sign_up: SignUp,
        documents: SignUpDocuments,
        lang: Lang,
        origin: &Origin,
    ) -> Result<Self, ServiceError> {
        let user = UserId::from_i64(services.ids().next_id());
        let company = CompanyId::from_i64(services.ids().next_id());
        let enrolment = Enrolment {
            id: user,
            password: services.passwords().hash(&sign_up.password).await?,
            person: sign_up.person,
            lang,
            is_operator: false,
            email_is_proven: false,
        };
        Ok(Self {
            enrolment,
            company,
            company_name: sign_up.company_name,
            reader: Reader { user, company: None, lang, origin: origin.clone(), via: Via::Screen },
            documents,
            session: NewSession {
                cookie: Token::generate()?,
                user,
                company: Some(company),
                origin: origin.clone(),
            },
        })
    }

    async fn write(mut self, tx: &Tx, services: Services) -> Result<NewSession, ServiceError> {
        let is_first = platform::claim_first_user(tx, services.now()).await?;
        if !is_first && !services.signup_is_open() {
            return Err(Problem::SignupClosed.into());
        }
        self.enrolment.is_operator = is_first;
        let person = self.enrolment.person.clone();
        enrol(tx, &services, self.enrolment).await?;
        prove_sign_up(tx, &services, &self.reader, self.documents).await?;
        let owner = founder(&self.session, &person, self.reader.lang);
        found_company(tx, &services, &owner, self.company, self.company_name).await?;
        start_session(tx, &services, &self.session).await?;
        Ok(self.session)
    }
}

/// The person as the author of the first lines of the audit log.
fn founder(session: &NewSession, person: &domain::accounts::Person, lang: Lang) -> crate::actor::Actor {
    crate::actor::ActorParts {
        user: session.user,
        name: person.name.clone(),
        email: person.email.to_string(),
        is_operator: false,
        terms_wait: false,
        seat: None,
        session: None,
        lang,
        origin: session.origin.clone(),
        via: Via::Screen,
    }
    .into()
}
