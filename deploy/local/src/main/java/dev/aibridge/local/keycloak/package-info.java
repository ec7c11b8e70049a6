/// A real Keycloak from its distribution, run directly as one Java process, and its realm, kept as
/// the files in `deploy/keycloak` say.
@NullMarked
package dev.aibridge.local.keycloak;

import org.jspecify.annotations.NullMarked;
