package dev.aibridge.portal.channel;

import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.gateway.KeySource;
import io.quarkus.panache.common.Sort;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A channel as a page shows it.
///
/// @param served the models it serves
/// @param storedAt when its key was stored, if one is
/// @param source where the gateway takes its key from; nothing when the gateway can't be asked
record View(
        Channel channel,
        List<Served> served,
        @Nullable Instant storedAt,
        Optional<KeySource> source) {

    /// Its page.
    public String path() {
        return "/admin/channels/" + channel.id;
    }

    /// The environment's variable of its key.
    public String variable() {
        return channel.credential + "_API_KEY";
    }

    /// The models that nobody serves without it.
    public List<String> only() {
        return served.stream().filter(Served::only).map(Served::model).toList();
    }

    /// The same in one line.
    public String onlyTold() {
        return String.join(", ", only());
    }

    /// Whether an admin stored a key.
    public boolean stored() {
        return storedAt != null;
    }

    /// Whether the gateway's environment holds its key.
    public boolean fromEnvironment() {
        return source.equals(Optional.of(KeySource.ENVIRONMENT));
    }

    /// Whether it has no key, as far as is known.
    public boolean keyless() {
        return source.map(from -> from == KeySource.NONE).orElse(storedAt == null);
    }

    /// Who stored the key; nobody when that is not in the log.
    public Optional<String> storedBy() {
        return AuditEntry.<AuditEntry>find(
                        "action = ?1 and target = ?2",
                        Sort.descending("id"),
                        Channels.KEY_STORED,
                        channel.id)
                .firstResultOptional()
                .map(entry -> entry.actorName);
    }
}
