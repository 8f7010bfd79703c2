mod invitations;
mod leaving;
mod rights;
