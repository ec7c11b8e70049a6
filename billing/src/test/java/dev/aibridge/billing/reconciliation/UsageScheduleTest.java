package dev.aibridge.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.vendor.UsageReports;
import dev.aibridge.billing.vendor.VendorAccounts;
import dev.aibridge.billing.vendor.VendorSettings;
import dev.aibridge.sandbox.Sandbox;
import dev.aibridge.sandbox.SandboxSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When vendors are asked what they bill.
class UsageScheduleTest {

    private Books books;
    private Sandbox sandbox;
    private SimpleMeterRegistry meters;

    @BeforeEach
    void open() throws Exception {
        books = Books.open();
        sandbox = Sandbox.start(SandboxSettings.unpaced());
        meters = new SimpleMeterRegistry();
    }

    @AfterEach
    void close() {
        sandbox.close();
        books.close();
    }

    private UsageReconciliation with(Map<String, String> settings) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withMapping(UsageComparisonSettings.class)
                        .withMapping(VendorSettings.class)
                        .withSources(new PropertiesConfigSource(settings, "test", 100))
                        .build();
        ReconciliationMetrics metrics = new ReconciliationMetrics(meters);
        return new UsageReconciliation(
                books.billing(),
                new VendorAccounts(books.billing(), config),
                new UsageReports(config.getConfigMapping(VendorSettings.class), new ObjectMapper()),
                new Findings(books.billing(), metrics),
                config.getConfigMapping(UsageComparisonSettings.class),
                metrics);
    }

    private Map<String, String> openai(String key) {
        return Map.of("OPENAI_ADMIN_KEY", key, "OPENAI_BASE_URL", sandbox.baseUrl() + "/openai/v1");
    }

    private long runs(String account) throws Exception {
        return books.number(
                "SELECT count(*) FROM billing.reconciliation WHERE what = 'usage' AND account = ?",
                account);
    }

    private void timePasses(String time) throws Exception {
        books.run(
                "UPDATE billing.reconciliation SET began_at = began_at - ?::interval"
                        + " WHERE what = 'usage'",
                time);
    }

    private double failures() {
        return meters.get("aibridge_reconciliation_failures").counter().count();
    }

    @Test
    void anAccountIsComparedOnceANight() throws Exception {
        UsageReconciliation usage = with(openai("sk-admin-sandbox-openai"));
        usage.compareWhenDue();
        assertThat(runs("OPENAI")).isOne();
        usage.compareWhenDue();
        assertThat(runs("OPENAI")).isOne();
        timePasses("24 hours");
        usage.compareWhenDue();
        assertThat(runs("OPENAI")).isEqualTo(2);
        assertThat(failures()).isZero();
    }

    @Test
    void aVendorThatDidNotSayIsAskedAgainAfterAWhile() throws Exception {
        UsageReconciliation usage = with(openai("sk-sandbox-openai"));
        usage.compareWhenDue();
        assertThat(books.ask("SELECT failure FROM billing.reconciliation"))
                .isEqualTo("OPENAI answered 403 when asked for its usage");
        assertThat(failures()).isOne();
        usage.compareWhenDue();
        assertThat(runs("OPENAI")).isOne();
        timePasses("61 minutes");
        usage.compareWhenDue();
        assertThat(runs("OPENAI")).isEqualTo(2);
        with(openai("sk-admin-sandbox-openai")).compareWhenDue();
        assertThat(runs("OPENAI")).as("not within the hour").isEqualTo(2);
        timePasses("61 minutes");
        with(openai("sk-admin-sandbox-openai")).compareWhenDue();
        assertThat(
                        books.number(
                                "SELECT count(*) FROM billing.reconciliation WHERE failure IS NULL"))
                .isOne();
    }

    @Test
    void withoutAnAdminKeyNobodyIsAsked() throws Exception {
        with(Map.of("OPENAI_API_KEY", "sk-mine", "OPENAI_ADMIN_KEY", " ")).compareWhenDue();
        assertThat(books.number("SELECT count(*) FROM billing.reconciliation")).isZero();
    }

    @Test
    void aReportThatIsTooLongIsNotRead() throws Exception {
        with(Map.of(
                        "OPENAI_ADMIN_KEY",
                        "sk-admin-sandbox-openai",
                        "OPENAI_BASE_URL",
                        sandbox.baseUrl() + "/openai/v1",
                        "aibridge.vendor-reports.max-page",
                        "10"))
                .compareWhenDue();
        assertThat(books.ask("SELECT failure FROM billing.reconciliation"))
                .asString()
                .startsWith("OPENAI does not answer");
    }
}
