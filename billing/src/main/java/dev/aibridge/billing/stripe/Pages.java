package dev.aibridge.billing.stripe;

import com.stripe.model.HasId;
import com.stripe.model.StripeCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Stripe's lists, which come a page at a time, newest first.
///
/// @param <S> what Stripe lists
interface Pages<S extends HasId> {

    /// As many as Stripe gives at once.
    long ITEMS = 100;

    /// The page after that item; the first one after `null`.
    StripeCollection<S> after(@Nullable String last);

    /// All of them, oldest first.
    static <S extends HasId, T> List<T> all(Function<S, T> reader, Pages<S> pages) {
        List<T> all = new ArrayList<>();
        String last = null;
        boolean more = true;
        while (more) {
            StripeCollection<S> page = pages.after(last);
            page.getData().forEach(item -> all.add(reader.apply(item)));
            more = page.getHasMore() && !page.getData().isEmpty();
            last = more ? page.getData().getLast().getId() : null;
        }
        return all.reversed();
    }
}
