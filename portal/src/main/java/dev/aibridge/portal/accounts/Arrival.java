package dev.aibridge.portal.accounts;

/// What happens to somebody who signed in.
public sealed interface Arrival {

    /// They are in.
    ///
    /// @param person who
    /// @param tenant where
    /// @param role as what
    record Home(Person person, Tenant tenant, Member.Role role) implements Arrival {}

    /// They are new, and no newcomers are taken. Nothing was created.
    record SignUpClosed() implements Arrival {}

    /// They have not confirmed their e-mail address. Nothing was created.
    record EmailUnverified() implements Arrival {}

    /// Their tenant is closed.
    record TenantClosed() implements Arrival {}
}
