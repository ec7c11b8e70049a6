package dev.aibridge.billing.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a usage report is read, and what is none.
class UsagePageTest {

    private static UsagePage page(String results) throws Exception {
        String body =
                """
                {"object": "page", "has_more": true, "next_page": "page_2", "data": [
                 {"object": "bucket", "start_time": 1730419200, "end_time": 1730505600, "results": [%s]}]}"""
                        .formatted(results);
        return UsagePage.of(new ObjectMapper().readTree(body));
    }

    @Test
    void aResultWithoutWhatItsKindDoesNotCountIsRead() throws Exception {
        UsagePage page =
                page(
                        """
                        {"object": "organization.usage.embeddings.result", "input_tokens": 7,
                         "num_model_requests": 2, "model": null, "new_field": {}}""");
        assertThat(page.next()).isEqualTo("page_2");
        assertThat(page.used())
                .containsExactly(new BilledUsage(LocalDate.of(2024, 11, 1), "unknown", 2, 7, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"num_model_requests\": 1}",
                "{\"input_tokens\": 1}",
                "{\"input_tokens\": -1, \"num_model_requests\": 1}",
                "{\"input_tokens\": 1.5, \"num_model_requests\": 1}",
                "{\"input_tokens\": \"1\", \"num_model_requests\": 1}",
                "{\"input_tokens\": 1, \"num_model_requests\": 99999999999999999999}"
            })
    void whatNobodyCanBillIsNoReport(String result) {
        assertThatThrownBy(() -> page(result)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"object\": \"page\"}", "{\"object\": \"list\"}"})
    void anotherAnswerIsNoReport(String body) throws Exception {
        JsonNode json = new ObjectMapper().readTree(body);
        assertThatThrownBy(() -> UsagePage.of(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAdminKeyDoesNotPrintItself() {
        assertThat(new VendorAccount("OPENAI", "https://x", new AdminKey("sk-admin-1")).toString())
                .doesNotContain("sk-admin-1");
        assertThatThrownBy(() -> new AdminKey("a\nb")).isInstanceOf(IllegalArgumentException.class);
    }
}
