use domain::accounts::{PolicyAct, PolicyKind};
use domain::company::CompanyMode;
use domain::id::{CompanyId, MembershipId, SessionId, UserId};
use domain::lang::Lang;
use domain::rights::{Rights, Role};
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

use crate::columns::coded;

/// Who stands behind a cookie, read in one query for every request.
#[derive(Debug, Clone)]
pub struct Asking {
    pub session: SessionId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    pub is_operator: bool,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub confirmed_at: Timestamp,
    /// The rights behind the cookie were changed: it is to be replaced.
    pub renew: bool,
    /// Whether the terms have a version that the person has not accepted.
    pub terms_wait: bool,
    /// The seat in the session's company; `None` without a company or without a seat in it.
    pub seat: Option<AskingSeat>,
}

/// The seat of [`Asking`].
#[derive(Debug, Clone)]
pub struct AskingSeat {
    pub membership: MembershipId,
    pub company: CompanyId,
    pub company_name: String,
    pub mode: CompanyMode,
    pub role: Role,
    pub rights: Rights,
}

const QUERY: &str = "SELECT s.id, s.user_id, u.name, u.email, u.lang, u.is_operator, s.created_at, s.seen_at, \
    s.confirmed_at, s.renew, m.id AS membership_id, c.id AS company_id, c.name AS company_name, c.mode, m.role, m.rights, \
    EXISTS (SELECT 1 FROM policy_versions v WHERE v.company_id = 0 AND v.kind = $2 \
        AND v.version = (SELECT max(w.version) FROM policy_versions w WHERE w.company_id = 0 AND w.kind = $2) \
        AND NOT EXISTS (SELECT 1 FROM policy_events e \
            WHERE e.user_id = s.user_id AND e.policy_version_id = v.id AND e.act = $3)) AS terms_wait \
    FROM sessions s JOIN users u ON u.id = s.user_id AND u.closed_at IS NULL \
    LEFT JOIN companies c ON c.id = s.company_id AND c.closed_at IS NULL \
    LEFT JOIN memberships m ON m.company_id = c.id AND m.user_id = s.user_id \
    WHERE s.cookie_hash = $1";

#[derive(FromQueryResult)]
struct Line {
    id: i64,
    user_id: i64,
    name: String,
    email: String,
    lang: String,
    is_operator: bool,
    created_at: i64,
    seen_at: i64,
    confirmed_at: i64,
    renew: bool,
    terms_wait: bool,
    membership_id: Option<i64>,
    company_id: Option<i64>,
    company_name: Option<String>,
    mode: Option<i16>,
    role: Option<i16>,
    rights: Option<i64>,
}

/// Who stands behind the SHA-256 of a cookie; limits of time are the caller's to check.
pub async fn asking(db: &impl ConnectionTrait, cookie_hash: &[u8]) -> Result<Option<Asking>, DbErr> {
    let backend = db.get_database_backend();
    let (terms, accepted) = (PolicyKind::Terms.code(), PolicyAct::Accepted.code());
    let values = [cookie_hash.to_vec().into(), terms.into(), accepted.into()];
    let query = Statement::from_sql_and_values(backend, QUERY, values);
    Line::find_by_statement(query).one(db).await?.map(Asking::try_from).transpose()
}

impl TryFrom<Line> for Asking {
    type Error = DbErr;

    fn try_from(mut line: Line) -> Result<Self, DbErr> {
        let seat = line.seat().transpose()?;
        Ok(Self {
            session: SessionId::from_i64(line.id),
            user: UserId::from_i64(line.user_id),
            name: line.name,
            email: line.email,
            lang: Lang::parse(&line.lang).unwrap_or_default(),
            is_operator: line.is_operator,
            created_at: Timestamp::from_micros(line.created_at),
            seen_at: Timestamp::from_micros(line.seen_at),
            confirmed_at: Timestamp::from_micros(line.confirmed_at),
            renew: line.renew,
            terms_wait: line.terms_wait,
            seat,
        })
    }
}

impl Line {
    fn seat(&mut self) -> Option<Result<AskingSeat, DbErr>> {
        let (membership, company) = (self.membership_id?, self.company_id?);
        let (mode, role, rights) = (self.mode?, self.role?, self.rights?);
        let company_name = self.company_name.take()?;
        let decoded = coded("companies.mode", CompanyMode::from_code(mode))
            .and_then(|mode| Ok((mode, coded("memberships.role", Role::from_code(role))?)));
        Some(decoded.map(|(mode, role)| AskingSeat {
            membership: MembershipId::from_i64(membership),
            company: CompanyId::from_i64(company),
            company_name,
            mode,
            role,
            rights: Rights::from_bits(rights),
        }))
    }
}
