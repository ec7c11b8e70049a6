package dev.aibridge.portal.format;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/// The time zones people choose from: UTC and the places of the IANA list.
public final class Zones {

    private static final List<String> NAMES =
            Stream.concat(
                            Stream.of("UTC"),
                            ZoneId.getAvailableZoneIds().stream()
                                    .filter(id -> id.matches("(?!Etc/)[A-Z][a-z]+/.*"))
                                    .sorted())
                    .toList();

    private Zones() {}

    /// Their names, in order.
    public static List<String> names() {
        return NAMES;
    }
}
