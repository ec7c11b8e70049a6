package dev.aibridge.portal.channel;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A vendor's key, sealed before it comes here. Nothing of it can be read.
@Entity
@Table(schema = "catalog", name = "channel_secret")
class StoredKey extends PanacheEntityBase {

    /// The column asks for four characters, but no part of a key is kept in the clear.
    private static final String UNTOLD = "····";

    @Id
    @Column(name = "channel_id")
    public String channelId;

    public byte[] sealed;

    @Column(name = "last_four")
    public String lastFour = UNTOLD;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected StoredKey() {}

    StoredKey(String channelId, byte[] sealed, Instant at) {
        this.channelId = channelId;
        this.sealed = sealed;
        this.updatedAt = at;
    }
}
