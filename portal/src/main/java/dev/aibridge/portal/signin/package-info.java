/// The way in and out, through Keycloak.
@NullMarked
package dev.aibridge.portal.signin;

import org.jspecify.annotations.NullMarked;
