package dev.aibridge.local.process;

import java.time.Instant;

/// What is kept on disk of a running process, so that another launcher can find and end it.
///
/// @param name as people know it
/// @param identity which process it is
/// @param port where it listens
/// @param probe answers while it does its work
/// @param asked the signal that asks it to end
/// @param since when it was started
public record Recorded(
        String name, Identity identity, int port, Probe probe, Signal asked, Instant since) {}
