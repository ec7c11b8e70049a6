package dev.aibridge.local.stack;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which processes a system has, and what each is told besides.
///
/// @param members the kinds that are started
/// @param gateways how many gateways, if any are
/// @param extra further environment variables by process name
public record Options(Set<Member> members, int gateways, Map<String, Map<String, String>> extra) {

    /// Everything once.
    public static final Options ALL = new Options(Member.all(), 1, Map.of());

    /// Copies, so that what was checked is what runs.
    public Options {
        members = Set.copyOf(members);
        extra = Map.copyOf(extra);
        if (gateways < 1) {
            throw new IllegalArgumentException("at least one gateway");
        }
    }

    /// Only these kinds of processes.
    public static Options only(Member... members) {
        return new Options(Set.of(members), 1, Map.of());
    }

    /// With so many gateways: `gateway`, `gateway-2`, `gateway-3`, …
    public Options withGateways(int count) {
        return new Options(members, count, extra);
    }

    /// With one more variable for one process.
    public Options withEnv(String process, String name, String value) {
        Map<String, Map<String, String>> all = new HashMap<>(extra);
        Map<String, String> own = new HashMap<>(all.getOrDefault(process, Map.of()));
        own.put(name, value);
        all.put(process, own);
        return new Options(members, gateways, all);
    }

    boolean has(Member member) {
        return members.contains(member);
    }
}
