package dev.aibridge.portal.channel;

import dev.aibridge.portal.gateway.Gateway;
import dev.aibridge.portal.gateway.KeySource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts together what is known of channels: here and at the gateway.
@ApplicationScoped
class Views {

    private final Gateway gateway;

    Views(Gateway gateway) {
        this.gateway = gateway;
    }

    List<View> all() {
        Map<String, List<Served>> served =
                Served.all().stream().collect(Collectors.groupingBy(Served::channel));
        Map<String, Instant> stored =
                StoredKey.<StoredKey>streamAll()
                        .collect(Collectors.toMap(key -> key.channelId, key -> key.updatedAt));
        List<View> views = new ArrayList<>();
        boolean there = true;
        for (Channel channel : Channel.all()) {
            Optional<KeySource> source = there ? gateway.keySource(channel.id) : Optional.empty();
            // A gateway that is away is waited for once.
            there = source.isPresent();
            views.add(
                    new View(
                            channel,
                            served.getOrDefault(channel.id, List.of()),
                            stored.get(channel.id),
                            source));
        }
        return views;
    }

    /// One channel; nothing when there is none of that id.
    Optional<View> find(String id) {
        return Channel.<Channel>findByIdOptional(id).map(this::view);
    }

    private View view(Channel channel) {
        List<Served> served =
                Served.all().stream().filter(one -> one.channel().equals(channel.id)).toList();
        return new View(channel, served, storedAt(channel), gateway.keySource(channel.id));
    }

    private static @Nullable Instant storedAt(Channel channel) {
        StoredKey key = StoredKey.findById(channel.id);
        return key == null ? null : key.updatedAt;
    }
}
