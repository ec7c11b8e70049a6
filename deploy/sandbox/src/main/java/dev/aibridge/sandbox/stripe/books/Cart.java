package dev.aibridge.sandbox.stripe.books;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What belongs to a session and is not shown with it.
///
/// @param items its line items
/// @param intentData what its payment intent will carry
public record Cart(ArrayNode items, ObjectNode intentData) {}
