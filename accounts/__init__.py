"""People and organisations: sign-up, log-in, consents, memberships."""
