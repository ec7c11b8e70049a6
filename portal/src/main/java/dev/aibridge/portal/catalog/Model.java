package dev.aibridge.portal.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A model as customers see it.
@Entity
@Table(schema = "catalog", name = "model")
public class Model extends PanacheEntityBase {

    /// What it does, and so which route serves it.
    public enum Type {
        /// Answers messages.
        CHAT,
        /// Turns texts into vectors.
        EMBEDDINGS
    }

    /// How it is offered.
    public enum Status {
        /// Our first advice.
        RECOMMENDED,
        /// Like any other.
        AVAILABLE,
        /// For when others fail.
        BACKUP,
        /// Answers, but is listed nowhere.
        HIDDEN
    }

    /// What sets it apart from others of its type.
    ///
    /// @param images whether it takes images
    /// @param imageTokens the most input tokens that one image counts
    /// @param toolsNeedResponses whether it takes no tools on chat completions
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Traits(boolean images, int imageTokens, boolean toolsNeedResponses) {}

    /// Its name in our catalogue; may hold dots and slashes.
    @Id public String id;

    public String provider;
    public Type type;

    @Column(name = "context_tokens")
    public int contextTokens;

    /// The longest answer; 0 for embeddings.
    @Column(name = "max_output_tokens")
    public int maxOutputTokens;

    public Status status;

    /// What it is good for, for people.
    public String strengths;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    public Traits traits;

    /// Its place in lists.
    public int position;

    @Column(name = "added_at", updatable = false)
    public Instant addedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Model() {}

    /// Whether it answers messages.
    public boolean chat() {
        return type == Type.CHAT;
    }

    /// How much it reads at once, in short: `128K`.
    public String window() {
        int thousands = contextTokens / 1000;
        return thousands < 1000 ? thousands + "K" : thousands / 1000 + "M";
    }

    /// Its page's path.
    public String path() {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
        return "/models/" + encoded.replace("+", "%20").replace("%2F", "/");
    }
}
