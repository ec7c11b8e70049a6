package dev.aibridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuTest {

    @Test
    void a_program_may_have_a_name_with_spaces_and_parentheses() {
        String stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 9 8 7 6 150 50 20 3 20 0 1 0";

        assertThat(Cpu.micros(stat)).isEqualTo(2_230_000);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void counts_what_children_used_after_they_have_ended() throws Exception {
        String children = "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'";
        Process parent =
                new ProcessBuilder("sh", "-c", "read line; " + children + "; echo done; read line")
                        .start();
        try (var out = parent.outputWriter();
                var in = parent.inputReader()) {
            long before = Cpu.micros(parent.pid());

            out.write("go\n");
            out.flush();

            assertThat(in.readLine()).isEqualTo("done");
            assertThat(Cpu.micros(parent.pid()) - before).isGreaterThanOrEqualTo(20_000);
        } finally {
            parent.destroy();
            parent.waitFor(5, TimeUnit.SECONDS);
        }
    }
}
