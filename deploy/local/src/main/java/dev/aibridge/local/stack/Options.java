package dev.aibridge.local.stack;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which processes a system has, and what each is told besides.
///
/// @param members the kinds that are started
/// @param gateways how many gateways, if any are
/// @param billings how many replicas of billing, if any are
/// @param extra further environment variables by process name
/// @param changes further settings of the whole, as `./aibridge up` would find in its environment
public record Options(
        Set<Member> members,
        int gateways,
        int billings,
        Map<String, Map<String, String>> extra,
        Map<String, String> changes) {

    /// Everything once.
    public static final Options ALL = of(Member.all());

    /// What answers API calls and books them: all but the pages and the sign-in.
    public static final Options API =
            only(Member.POSTGRES, Member.REDIS, Member.SANDBOX, Member.BILLING, Member.GATEWAY);

    /// Copies, so that what was checked is what runs.
    public Options {
        members = Set.copyOf(members);
        extra = Map.copyOf(extra);
        changes = Map.copyOf(changes);
        if (gateways < 1 || billings < 1) {
            throw new IllegalArgumentException("at least one of each");
        }
    }

    /// Only these kinds of processes.
    public static Options only(Member... members) {
        return of(Set.of(members));
    }

    /// These kinds of processes once.
    public static Options of(Set<Member> members) {
        return new Options(members, 1, 1, Map.of(), Map.of());
    }

    /// With so many gateways: `gateway`, `gateway-2`, `gateway-3`, …
    public Options withGateways(int count) {
        return new Options(members, count, billings, extra, changes);
    }

    /// With so many replicas of billing: `billing`, `billing-2`, `billing-3`, …
    public Options withBillings(int count) {
        return new Options(members, gateways, count, extra, changes);
    }

    /// With one more variable for one process.
    public Options withEnv(String process, String name, String value) {
        Map<String, Map<String, String>> all = new HashMap<>(extra);
        Map<String, String> own = new HashMap<>(all.getOrDefault(process, Map.of()));
        own.put(name, value);
        all.put(process, own);
        return new Options(members, gateways, billings, all, changes);
    }

    /// With another setting of the whole: `AIBRIDGE_STOP_GRACE_SECONDS`.
    public Options withSetting(String name, String value) {
        Map<String, String> all = new HashMap<>(changes);
        all.put(name, value);
        return new Options(members, gateways, billings, extra, all);
    }

    boolean has(Member member) {
        return members.contains(member);
    }
}
