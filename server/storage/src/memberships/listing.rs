use domain::company::CompanyMode;
use domain::id::{CompanyId, MembershipId, UserId};
use domain::lang::Lang;
use domain::rights::{Rights, Role};
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

use crate::columns::{coded, time};

/// A company of a person, with the person's seat in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyOfUser {
    pub id: CompanyId,
    pub name: String,
    pub mode: CompanyMode,
    pub role: Role,
    pub rights: Rights,
}

/// A member with what the list of members shows of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberOfCompany {
    pub id: MembershipId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub rights: Rights,
    pub since: Timestamp,
    pub last_sign_in: Option<Timestamp>,
}

/// Where a member is written to, and about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    pub email: String,
    pub lang: Lang,
    pub rights: Rights,
}

const COMPANIES: &str = "SELECT c.id, c.name, c.mode, m.role, m.rights \
    FROM memberships m JOIN companies c ON c.id = m.company_id \
    WHERE m.user_id = $1 AND c.closed_at IS NULL ORDER BY m.created_at, m.id";

const MEMBERS: &str = "SELECT m.id, m.user_id, u.name, u.email, m.role, m.rights, m.created_at, \
    u.last_sign_in_at FROM memberships m JOIN users u ON u.id = m.user_id \
    WHERE m.company_id = $1 ORDER BY m.created_at, m.id";

const ADDRESSEES: &str = "SELECT u.email, u.lang, m.rights FROM memberships m JOIN users u ON u.id = m.user_id \
    WHERE m.company_id = $1 AND u.closed_at IS NULL ORDER BY m.created_at, m.id";

#[derive(FromQueryResult)]
struct CompanyLine {
    id: i64,
    name: String,
    mode: i16,
    role: i16,
    rights: i64,
}

#[derive(FromQueryResult)]
struct MemberLine {
    id: i64,
    user_id: i64,
    name: String,
    email: String,
    role: i16,
    rights: i64,
    created_at: i64,
    last_sign_in_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct AddresseeLine {
    email: String,
    lang: String,
    rights: i64,
}

/// The open companies of a person, the oldest seat first.
pub async fn companies_of(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<CompanyOfUser>, DbErr> {
    let query = Statement::from_sql_and_values(db.get_database_backend(), COMPANIES, [user.as_i64().into()]);
    let lines = CompanyLine::find_by_statement(query).all(db).await?;
    lines.into_iter().map(CompanyOfUser::try_from).collect()
}

/// The members of a company, the oldest seat first.
pub async fn members_of(
    db: &impl ConnectionTrait,
    company: CompanyId,
) -> Result<Vec<MemberOfCompany>, DbErr> {
    let query = Statement::from_sql_and_values(db.get_database_backend(), MEMBERS, [company.as_i64().into()]);
    let lines = MemberLine::find_by_statement(query).all(db).await?;
    lines.into_iter().map(MemberOfCompany::try_from).collect()
}

/// Where the members of a company are written to, whose accounts are open.
pub async fn addressees_of(db: &impl ConnectionTrait, company: CompanyId) -> Result<Vec<Addressee>, DbErr> {
    let query =
        Statement::from_sql_and_values(db.get_database_backend(), ADDRESSEES, [company.as_i64().into()]);
    let lines = AddresseeLine::find_by_statement(query).all(db).await?;
    let addressee = |line: AddresseeLine| Addressee {
        email: line.email,
        lang: Lang::parse(&line.lang).unwrap_or_default(),
        rights: Rights::from_bits(line.rights),
    };
    Ok(lines.into_iter().map(addressee).collect())
}

impl TryFrom<CompanyLine> for CompanyOfUser {
    type Error = DbErr;

    fn try_from(line: CompanyLine) -> Result<Self, DbErr> {
        Ok(Self {
            id: CompanyId::from_i64(line.id),
            name: line.name,
            mode: coded("companies.mode", CompanyMode::from_code(line.mode))?,
            role: coded("memberships.role", Role::from_code(line.role))?,
            rights: Rights::from_bits(line.rights),
        })
    }
}

impl TryFrom<MemberLine> for MemberOfCompany {
    type Error = DbErr;

    fn try_from(line: MemberLine) -> Result<Self, DbErr> {
        Ok(Self {
            id: MembershipId::from_i64(line.id),
            user: UserId::from_i64(line.user_id),
            name: line.name,
            email: line.email,
            role: coded("memberships.role", Role::from_code(line.role))?,
            rights: Rights::from_bits(line.rights),
            since: Timestamp::from_micros(line.created_at),
            last_sign_in: time(line.last_sign_in_at),
        })
    }
}
