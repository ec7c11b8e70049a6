package dev.aibridge.portal.caps;

import dev.aibridge.common.money.Credits;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Cap;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A field for each window, in whole tokens; empty ones have no cap.
@ApplicationScoped
public class CapForm {

    /// As much as the largest product has.
    private static final long MOST_TOKENS = 10_000_000_000L;

    private final Billing billing;
    private final Visitor visitor;

    CapForm(Billing billing, Visitor visitor) {
        this.billing = billing;
        this.visitor = visitor;
    }

    /// A field.
    ///
    /// @param hint what was spent, and what an admin allows
    public record Field(String name, String label, String hint) {}

    /// What stands in the fields: a customer's cap, or an admin's ceiling.
    enum Kind {
        CAP,
        CEILING;

        private @Nullable Long of(Cap cap) {
            return switch (this) {
                case CAP -> cap.capMicro();
                case CEILING -> cap.ceilingMicro();
            };
        }
    }

    /// The caps of a key, or of all together, by window.
    ///
    /// @param key `null`: all together
    Map<Cap.Window, Cap> now(UUID tenant, @Nullable UUID key) {
        return billing.ask(api -> api.caps(tenant)).items().stream()
                .filter(cap -> Objects.equals(cap.keyId(), key))
                .collect(Collectors.toMap(Cap::window, Function.identity()));
    }

    /// The form as it stands.
    Form showing(Map<Cap.Window, Cap> now, Kind kind) {
        Map<String, String> values = new HashMap<>();
        now.forEach((window, cap) -> values.put(name(window), tokens(kind.of(cap))));
        return Form.blank(values, visitor.words(UiText.class));
    }

    private static String tokens(@Nullable Long micro) {
        return micro == null ? "" : Long.toString(micro / Credits.MICRO_PER_TOKEN);
    }

    /// Its fields.
    List<Field> fields(Map<Cap.Window, Cap> now, Kind kind) {
        return Arrays.stream(Cap.Window.values())
                .map(
                        window ->
                                new Field(
                                        name(window),
                                        label(window, kind),
                                        hint(Optional.ofNullable(now.get(window)), kind)))
                .toList();
    }

    private String label(Cap.Window window, Kind kind) {
        String name = CapRow.words(window, words());
        return switch (kind) {
            case CAP -> words().field(name);
            case CEILING -> words().fieldCeiling(name);
        };
    }

    private String hint(Optional<Cap> cap, Kind kind) {
        CapsText words = words();
        StringBuilder hint = new StringBuilder();
        cap.ifPresent(one -> hint.append(words.hintUsed(visitor.format().tokens(one.usedMicro()))));
        cap.map(Cap::ceilingMicro)
                .filter(ceiling -> kind == Kind.CAP)
                .ifPresent(
                        ceiling ->
                                hint.append(' ')
                                        .append(
                                                words.hintCeiling(
                                                        visitor.format().tokens(ceiling))));
        return hint.toString();
    }

    /// Sends what was changed; a no stands beside its field. An amount that was set in parts of
    /// tokens elsewhere stays as it is while its field does.
    ///
    /// @param send what to do with a window's new amount
    void save(
            Form form,
            Map<Cap.Window, Cap> now,
            Kind kind,
            BiConsumer<Cap.Window, Optional<Long>> send) {
        Map<Cap.Window, Optional<Long>> changed = new HashMap<>();
        for (Cap.Window window : Cap.Window.values()) {
            OptionalLong tokens = form.optionalWhole(name(window), 0, MOST_TOKENS);
            Long before = now.containsKey(window) ? kind.of(now.get(window)) : null;
            String typed = tokens.isPresent() ? Long.toString(tokens.getAsLong()) : "";
            if (!typed.equals(tokens(before))) {
                changed.put(window, micro(tokens));
            }
        }
        if (form.right()) {
            changed.forEach(
                    (window, micro) -> send(form, now, window, () -> send.accept(window, micro)));
        }
    }

    private static Optional<Long> micro(OptionalLong tokens) {
        return tokens.isPresent()
                ? Optional.of(tokens.getAsLong() * Credits.MICRO_PER_TOKEN)
                : Optional.empty();
    }

    private void send(Form form, Map<Cap.Window, Cap> now, Cap.Window window, Runnable send) {
        try {
            send.run();
        } catch (BillingRefused e) {
            if (!e.is("above_ceiling")) {
                throw e;
            }
            long ceiling = Optional.ofNullable(now.get(window)).map(Cap::ceilingMicro).orElse(0L);
            form.wrong(name(window), words().aboveCeiling(visitor.format().tokens(ceiling)));
        }
    }

    private static String name(Cap.Window window) {
        return window.name().toLowerCase(Locale.ROOT);
    }

    private CapsText words() {
        return visitor.words(CapsText.class);
    }
}
