/// A mail sink: takes any mail by SMTP and shows it.
@NullMarked
package dev.aibridge.sandbox.mail;

import org.jspecify.annotations.NullMarked;
