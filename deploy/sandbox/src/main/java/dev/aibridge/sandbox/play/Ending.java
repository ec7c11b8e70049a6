package dev.aibridge.sandbox.play;

/// How sending a script ended.
///
/// @param status sent; 0 when no head left
/// @param clientLeft whether the client closed first
/// @param events content events sent
/// @param tokens completion tokens produced until then
public record Ending(int status, boolean clientLeft, int events, long tokens) {}
