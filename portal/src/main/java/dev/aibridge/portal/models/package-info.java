/// The models that can be called: all of them, and each with its prices, a program and a
/// calculator.
@NullMarked
package dev.aibridge.portal.models;

import org.jspecify.annotations.NullMarked;
