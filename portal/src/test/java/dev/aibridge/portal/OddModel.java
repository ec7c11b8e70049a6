package dev.aibridge.portal;

/// A model whose name no URL, program or page may stumble over.
final class OddModel {

    /// Its name.
    static final String ID = "org/odd \"model\"'s <b>\\1.5";

    private OddModel() {}

    /// Offers it on the OpenAI channel, at 1× and 2×.
    static void offer() {
        String id = ID.replace("'", "''");
        TestServers.sql(
                """
                INSERT INTO catalog.model
                  (id, provider, type, context_tokens, max_output_tokens, status, strengths, position)
                VALUES ('%1$s', 'Org', 'chat', 4096, 1024, 'available', 'odd <i>names</i>', 900)
                ON CONFLICT (id) DO UPDATE SET status = 'available';
                INSERT INTO catalog.channel_model (channel_id, model_id, upstream_model)
                VALUES ('openai', '%1$s', 'odd') ON CONFLICT DO NOTHING;
                SELECT catalog.publish_book(now(), 'odd', jsonb_build_object('%1$s', ARRAY[
                  1000000, 1000000, 1000000, 1000000, 1000000, 1000000,
                  2000000, 2000000, 2000000, 0, 0, 0, 0, 0]));
                """
                        .formatted(id));
    }

    /// Takes it out of every list again.
    static void hide() {
        TestServers.sql(
                "UPDATE catalog.model SET status = 'hidden' WHERE id = '%s'"
                        .formatted(ID.replace("'", "''")));
    }
}
