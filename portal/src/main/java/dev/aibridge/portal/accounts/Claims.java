package dev.aibridge.portal.accounts;

import java.util.UUID;

/// What Keycloak says about somebody who signed in.
///
/// @param subject their id there, for ever
/// @param email as they registered
/// @param emailVerified whether they opened the mail that was sent there
/// @param name their name, or their e-mail where they have none
/// @param language the one they speak
public record Claims(
        UUID subject, String email, boolean emailVerified, String name, Language language) {}
