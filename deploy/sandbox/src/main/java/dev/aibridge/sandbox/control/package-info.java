/// The endpoints under /_sandbox with which tests look and steer.
@NullMarked
package dev.aibridge.sandbox.control;

import org.jspecify.annotations.NullMarked;
