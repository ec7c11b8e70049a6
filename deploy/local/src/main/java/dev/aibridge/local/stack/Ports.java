package dev.aibridge.local.stack;

import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.StartFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Whether the ports that are about to be used can be.
final class Ports {

    private Ports() {}

    /// @throws StartFailed naming every taken port and the setting that moves it
    static void requireFree(Settings settings, List<Part> parts) throws StartFailed {
        Map<Integer, Port> seen = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Port port : portsOf(parts)) {
            int number = settings.port(port);
            Port other = seen.put(number, port);
            if (other != null) {
                problems.add(other.setting() + " and " + port.setting() + " are both " + number);
            } else if (!Port.isFree(hostOf(settings, port), number)) {
                problems.add(
                        "port "
                                + number
                                + " is taken by another program; end that program, or set "
                                + port.setting()
                                + " to a free port");
            }
        }
        if (!problems.isEmpty()) {
            throw new StartFailed(String.join("\n", problems));
        }
    }

    private static final Set<Member> ON_LOOPBACK =
            Set.of(Member.POSTGRES, Member.REDIS, Member.KEYCLOAK);

    /// Servers listen on loopback only, whatever the applications do.
    private static String hostOf(Settings settings, Port port) {
        return ON_LOOPBACK.contains(port.member()) ? "127.0.0.1" : settings.host();
    }

    private static List<Port> portsOf(List<Part> parts) {
        List<String> names = parts.stream().map(Part::name).toList();
        return List.of(Port.values()).stream()
                .filter(port -> names.contains(port.member().label()))
                .toList();
    }
}
