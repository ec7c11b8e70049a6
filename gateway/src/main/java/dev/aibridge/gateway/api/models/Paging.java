package dev.aibridge.gateway.api.models;

import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.routing.ModelEntry;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which part of a list Anthropic's clients ask for (Anthropic API reference, "List models").
///
/// @param limit the most on a page, 1 to 1,000
/// @param after the last id of the page before; `null` for the first page
/// @param before the first id of the page after; `null` when the page is not asked for backwards
record Paging(int limit, @Nullable String after, @Nullable String before) {

    /// All there is.
    static final Paging ALL = new Paging(Integer.MAX_VALUE, null, null);

    private static final int USUAL = 20;
    private static final int MOST = 1_000;

    /// A part of a list.
    ///
    /// @param hasMore whether there are others in the direction of paging
    record Page(List<ModelEntry> models, boolean hasMore) {}

    /// What came of reading the query.
    sealed interface Result {

        /// It can be followed.
        record Read(Paging paging) implements Result {}

        /// It can't.
        record Refused(Refusal refusal) implements Result {}
    }

    static Result read(MultiMap query) {
        String limit = query.get("limit");
        if (limit != null && (!limit.matches("\\d{1,4}") || isOut(Integer.parseInt(limit)))) {
            String why = "it takes 1 to " + MOST;
            return new Result.Refused(Refusals.invalidValue("limit", why));
        }
        int most = limit == null ? USUAL : Integer.parseInt(limit);
        return new Result.Read(new Paging(most, query.get("after_id"), query.get("before_id")));
    }

    private static boolean isOut(int limit) {
        return limit < 1 || limit > MOST;
    }

    /// That part; there is nothing beyond an id that is not in the list.
    Page of(List<ModelEntry> all) {
        List<String> ids = all.stream().map(ModelEntry::id).toList();
        if (before != null) {
            int end = Math.max(0, ids.indexOf(before));
            int start = Math.max(0, end - limit);
            return new Page(all.subList(start, end), start > 0);
        }
        int start = after == null ? 0 : ids.contains(after) ? ids.indexOf(after) + 1 : all.size();
        int end = (int) Math.min(all.size(), (long) start + limit);
        return new Page(all.subList(start, end), end < all.size());
    }
}
