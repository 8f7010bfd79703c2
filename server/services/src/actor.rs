//! Who asks: the first argument of every use case.

use std::net::IpAddr;

use domain::accounts::Via;
use domain::company::CompanyMode;
use domain::failure::{Failure, Problem};
use domain::id::{CompanyId, MembershipId, SessionId, UserId};
use domain::lang::Lang;
use domain::rights::{Right, Rights, Role};

/// From where a request came; kept beside sign-ins, sessions and proofs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    address: Option<IpAddr>,
    agent: String,
}

impl Origin {
    /// `agent` is the `User-Agent` header; what is longer than 200 characters is cut.
    pub fn new(address: IpAddr, agent: &str) -> Self {
        let agent = agent.chars().filter(|letter| !letter.is_control()).take(200).collect();
        Self { address: Some(address.to_canonical()), agent }
    }

    /// The machine itself: commands and background work.
    pub const fn local() -> Self {
        Self { address: None, agent: String::new() }
    }

    /// The address as stored and shown; `local` for the machine itself.
    pub fn address(&self) -> String {
        self.address.map_or_else(|| "local".to_owned(), |address| address.to_string())
    }

    pub fn agent(&self) -> &str {
        &self.agent
    }

    /// What tries are counted by: an IPv6 customer has a whole /64 to change through.
    pub(crate) fn network(&self) -> String {
        match self.address {
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
            _ => self.address(),
        }
    }
}

/// The seat in the company that the request works in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    pub membership: MembershipId,
    pub company: CompanyId,
    pub company_name: String,
    pub mode: CompanyMode,
    pub role: Role,
    pub rights: Rights,
}

/// Who asks, in which company, with which rights and through what. The company comes from the
/// membership alone, never from the request.
#[derive(Debug, Clone)]
pub struct Actor {
    user: UserId,
    name: String,
    email: String,
    is_operator: bool,
    terms_wait: bool,
    seat: Option<Seat>,
    session: Option<SessionId>,
    lang: Lang,
    origin: Origin,
    via: Via,
}

/// What makes an [`Actor`]; only the crate's doors (session, token, command) may.
#[derive(Debug, Clone)]
pub(crate) struct ActorParts {
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub is_operator: bool,
    /// Whether the terms have a version that the person has not accepted.
    pub terms_wait: bool,
    pub seat: Option<Seat>,
    pub session: Option<SessionId>,
    pub lang: Lang,
    pub origin: Origin,
    pub via: Via,
}

impl From<ActorParts> for Actor {
    fn from(parts: ActorParts) -> Self {
        let ActorParts { user, name, email, is_operator, terms_wait, seat, session, lang, origin, via } =
            parts;
        Self { user, name, email, is_operator, terms_wait, seat, session, lang, origin, via }
    }
}

impl Actor {
    pub const fn user(&self) -> UserId {
        self.user
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn email(&self) -> &str {
        &self.email
    }

    pub const fn is_operator(&self) -> bool {
        self.is_operator
    }

    /// Whether the terms have a version that the person has not accepted: nothing new is sent before.
    pub const fn terms_wait(&self) -> bool {
        self.terms_wait
    }

    /// The session, when the request came with one.
    pub const fn session(&self) -> Option<SessionId> {
        self.session
    }

    pub const fn seat(&self) -> Option<&Seat> {
        self.seat.as_ref()
    }

    pub const fn lang(&self) -> Lang {
        self.lang
    }

    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    pub const fn via(&self) -> Via {
        self.via
    }

    /// The rights in the company; none without a seat.
    pub fn rights(&self) -> Rights {
        self.seat.as_ref().map_or(Rights::NONE, |seat| seat.rights)
    }

    /// The company, for what every member may do.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without a seat.
    pub fn company(&self) -> Result<CompanyId, Failure> {
        self.seat.as_ref().map(|seat| seat.company).ok_or(Failure::new(Problem::Forbidden))
    }

    /// The company, when the actor has the right in it. Use cases get their company only here and from
    /// [`company`](Self::company).
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn require(&self, right: Right) -> Result<CompanyId, Failure> {
        self.company()?;
        if self.rights().has(right) { self.company() } else { Err(Problem::Forbidden.into()) }
    }

    /// The company, when the actor may write messages in it and let them leave. What was launched before
    /// can be looked at and stopped by [`require`](Self::require) alone.
    ///
    /// # Errors
    /// [`Problem::Forbidden`]; [`Problem::TermsNotAccepted`].
    pub fn require_to_send(&self) -> Result<CompanyId, Failure> {
        let company = self.require(Right::Send)?;
        if self.terms_wait { Err(Problem::TermsNotAccepted.into()) } else { Ok(company) }
    }

    /// # Errors
    /// [`Problem::Forbidden`] for everybody but operators.
    pub fn require_operator(&self) -> Result<(), Failure> {
        if self.is_operator { Ok(()) } else { Err(Problem::Forbidden.into()) }
    }

    /// Checks that a page drawn for one company does not act in another: the session may have been
    /// switched in a second tab.
    ///
    /// # Errors
    /// [`Problem::StaleTab`].
    pub fn require_company(&self, named: CompanyId) -> Result<(), Failure> {
        let same = self.seat.as_ref().is_some_and(|seat| seat.company == named);
        if same { Ok(()) } else { Err(Problem::StaleTab.into()) }
    }

    /// # Errors
    /// [`Problem::SignInNeeded`] for requests without a session.
    pub fn require_session(&self) -> Result<SessionId, Failure> {
        self.session.ok_or(Failure::new(Problem::SignInNeeded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(rights: Option<Rights>) -> Actor {
        with_terms(rights, false)
    }

    fn with_terms(rights: Option<Rights>, terms_wait: bool) -> Actor {
        let seat = rights.map(|rights| Seat {
            membership: MembershipId::from_i64(1),
            company: CompanyId::from_i64(2),
            company_name: "Işık".to_owned(),
            mode: CompanyMode::Test,
            role: Role::Sender,
            rights,
        });
        Actor::from(ActorParts {
            user: UserId::from_i64(3),
            name: String::new(),
            email: String::new(),
            is_operator: false,
            terms_wait,
            seat,
            session: None,
            lang: Lang::Tr,
            origin: Origin::local(),
            via: Via::Screen,
        })
    }

    #[test]
    fn gives_its_company_only_with_the_right() {
        let sender = actor(Some(Rights::NONE.with(Right::Send)));
        assert_eq!(sender.require(Right::Send), Ok(CompanyId::from_i64(2)));
        assert_eq!(sender.require(Right::Export), Err(Problem::Forbidden.into()));
        assert_eq!(actor(None).require(Right::Send), Err(Problem::Forbidden.into()));
        assert_eq!(actor(None).company(), Err(Problem::Forbidden.into()));
    }

    #[test]
    fn sends_nothing_new_before_the_terms_are_accepted() {
        let rights = Some(Rights::NONE.with(Right::Send));
        assert_eq!(actor(rights).require_to_send(), Ok(CompanyId::from_i64(2)));
        let waiting = with_terms(rights, true);
        assert_eq!(waiting.require_to_send(), Err(Problem::TermsNotAccepted.into()));
        assert_eq!(waiting.require(Right::Send), Ok(CompanyId::from_i64(2)));
        let viewer = with_terms(Some(Rights::NONE), true);
        assert_eq!(viewer.require_to_send(), Err(Problem::Forbidden.into()));
    }

    #[test]
    fn a_page_of_another_company_is_stale() {
        let actor = actor(Some(Rights::NONE));
        assert_eq!(actor.require_company(CompanyId::from_i64(2)), Ok(()));
        assert_eq!(actor.require_company(CompanyId::from_i64(9)), Err(Problem::StaleTab.into()));
    }

    #[test]
    fn a_whole_ipv6_network_counts_as_one() {
        let network = |text: &str| text.parse().map(|address| Origin::new(address, "x").network());
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), Ok("192.0.2.1".to_owned()));
    }
}
