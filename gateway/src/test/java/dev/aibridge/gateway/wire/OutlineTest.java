package dev.aibridge.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Outline outline(String json) {
        Outline.Result result = Outline.read(utf8(json), Map.of());
        assertThat(result).as(json).isInstanceOf(Outline.Result.Read.class);
        return ((Outline.Result.Read) result).outline();
    }

    private static String edited(String json, BiConsumer<Outline, Edits> change) {
        Outline outline = outline(json);
        Edits edits = new Edits();
        change.accept(outline, edits);
        return new String(edits.apply(outline.json()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "\"x\"",
                "null",
                "{",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1}x",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"x\":{\"a\":1,\"a\":2}}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":tru}",
                "{\"a\":[1,2}",
                "// c\n{\"a\":1}"
            })
    void whatIsNoSingleObjectIsUnreadable(String json) {
        Outline.Result result = Outline.read(utf8(json), Map.of());
        assertThat(result).isInstanceOf(Outline.Result.Unreadable.class);
    }

    @Test
    void theReasonRepeatsNothingOfTheBody() {
        for (String json : new String[] {"{\"sécret\":1,\"sécret\":2}", "{\"a\": secret}"}) {
            Outline.Result result = Outline.read(utf8(json), Map.of());
            assertThat(((Outline.Result.Unreadable) result).why()).doesNotContain("cret");
        }
    }

    @Test
    void nestingIsTakenUpToTheLimit() {
        String deepest = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
        String tooDeep = "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}";
        assertThat(Outline.read(utf8(deepest), Map.of())).isInstanceOf(Outline.Result.Read.class);
        assertThat(Outline.read(utf8(tooDeep), Map.of()))
                .isInstanceOf(Outline.Result.Unreadable.class);
    }

    @Test
    void bytesThatAreNotUtf8AreUnreadable() {
        byte[] json = utf8("{\"a\":\"......................\"}");
        for (int at = 6; at < 28; at++) {
            byte[] broken = json.clone();
            broken[at] = (byte) 0xC0;
            assertThat(Outline.read(broken, Map.of()))
                    .isInstanceOf(Outline.Result.Unreadable.class);
        }
    }

    @Test
    void onlyTheEditedPlacesChange() {
        String json = "{ \"model\" : \"gpt\", \"x\": [1,  2], \"n\" :\t3 }";
        assertThat(edited(json, (o, e) -> o.set(e, "model", utf8("\"other\""))))
                .isEqualTo("{ \"model\" : \"other\", \"x\": [1,  2], \"n\" :\t3 }");
        assertThat(edited(json, (o, e) -> o.set(e, "n", utf8("99"))))
                .isEqualTo("{ \"model\" : \"gpt\", \"x\": [1,  2], \"n\" :\t99 }");
        assertThat(edited(json, (o, e) -> o.set(e, "new", utf8("true"))))
                .isEqualTo("{ \"new\":true,\"model\" : \"gpt\", \"x\": [1,  2], \"n\" :\t3 }");
    }

    @Test
    void removedFieldsTakeTheirCommasWithThem() {
        String[] names = {"a", "b", "c", "d"};
        for (int mask = 0; mask < 16; mask++) {
            Set<String> removed = new LinkedHashSet<>();
            Set<String> kept = new LinkedHashSet<>();
            for (int i = 0; i < names.length; i++) {
                ((mask & (1 << i)) != 0 ? removed : kept).add(names[i]);
            }
            String json = "{ \"a\": 1, \"b\":[2,{}] ,\"c\":\"3,\",\n\"d\":4 }";
            Outline left = outline(edited(json, (o, e) -> o.remove(e, removed)));
            assertThat(left.fields())
                    .extracting(Outline.Field::name)
                    .containsExactlyElementsOf(kept);
        }
    }

    @Test
    void aFieldCanBeRemovedWhileItsNeighbourIsSet() {
        String json = "{\"a\":1,\"b\":2,\"c\":3}";
        assertThat(
                        edited(
                                json,
                                (o, e) -> {
                                    o.set(e, "b", utf8("20"));
                                    o.set(e, "new", utf8("0"));
                                    o.remove(e, Set.of("a", "c"));
                                }))
                .isEqualTo("{\"new\":0,\"b\":20}");
    }
}
