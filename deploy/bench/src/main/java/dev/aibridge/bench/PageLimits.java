package dev.aibridge.bench;

import java.util.Map;

/// What is asked of the portal's pages.
///
/// @param p99Millis within how many milliseconds 99 of 100 loads are answered
/// @param kilobytes how much a page and all that it needs may weigh on its first visit, in 1,000
///   bytes as they are sent
record PageLimits(int p99Millis, int kilobytes) {

    private static final String P99 = "AIBRIDGE_BENCH_PAGE_P99_MS";
    private static final String WEIGHT = "AIBRIDGE_BENCH_PAGE_KB";

    /// As the environment says, or 200 ms and 100 kB.
    ///
    /// @throws BenchFailed when one isn't a whole number above zero
    static PageLimits of(Map<String, String> env) throws BenchFailed {
        return new PageLimits(whole(env, P99, 200), whole(env, WEIGHT, 100));
    }

    private static int whole(Map<String, String> env, String name, int standard)
            throws BenchFailed {
        String value = env.getOrDefault(name, Integer.toString(standard));
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new BenchFailed(name + "=" + value + " is not a whole number above zero");
        }
        return Integer.parseInt(value);
    }
}
