package dev.aibridge.sandbox.faults;

import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.play.Step.Finish;
import dev.aibridge.sandbox.play.Step.Head;
import dev.aibridge.sandbox.play.Step.Send;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Faults that compress what nobody asked to be compressed.
final class Squeeze {

    private static final int MIB = 1 << 20;
    private static final int MAX_MIB = 4_096;

    private Squeeze() {}

    static List<Step> gzip(List<Step> script) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 512, true)) {
            List<Step> squeezed = new ArrayList<>();
            for (Step step : script) {
                switch (step) {
                    case Head head -> squeezed.add(compressed(head));
                    case Send send -> {
                        gzip.write(send.bytes());
                        gzip.flush();
                        squeezed.add(new Send(drain(out), send.tokens(), send.event()));
                    }
                    case Finish finish -> {
                        gzip.finish();
                        squeezed.add(new Send(drain(out), 0, false));
                        squeezed.add(finish);
                    }
                    default -> squeezed.add(step);
                }
            }
            return squeezed;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static List<Step> bomb(List<Step> script, int mib) {
        byte[] blanks = new byte[MIB];
        Arrays.fill(blanks, (byte) ' ');
        List<Step> inflated = new ArrayList<>();
        for (Step step : script) {
            inflated.add(step);
            if (step instanceof Head) {
                for (int i = 0; i < Math.clamp(mib, 1, MAX_MIB); i++) {
                    inflated.add(new Send(blanks, 0, false));
                }
            }
        }
        return gzip(inflated);
    }

    private static Head compressed(Head head) {
        Map<String, String> headers = new HashMap<>(head.headers());
        headers.remove("content-length");
        headers.put("content-encoding", "gzip");
        return new Head(head.status(), headers);
    }

    private static byte[] drain(ByteArrayOutputStream out) {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
