package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Cause;

/// What an endpoint gets: checked values.
///
/// @param id of the object in the path; empty for none
public record Asked(String id, ObjectNode values, Cause cause) {}
