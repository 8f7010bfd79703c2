mod invitations;
mod rights;
