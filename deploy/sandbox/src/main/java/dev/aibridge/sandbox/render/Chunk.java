package dev.aibridge.sandbox.render;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One event of a streamed answer.
///
/// @param tokens completion tokens that it carries
/// @param content whether it carries text, thinking or a call
public record Chunk(ObjectNode json, int tokens, boolean content) {}
