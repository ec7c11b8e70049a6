package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Which tools a chat offers: the client's own, and those that a vendor runs and bills.
public final class ToolsReader implements Outline.Nested {

    /// One tool and where it stands.
    ///
    /// @param type of its dialect; of a tool without one, `function`
    /// @param name empty when it has none
    /// @param isClientRun whether the client runs it, so that it costs nothing but tokens; else the
    ///   vendor runs and bills it
    public record Tool(String type, String name, boolean isClientRun, int start, int end) {}

    /// What a tool without a type is.
    private static final String UNTYPED = "function";

    private final Predicate<String> clientRun;
    private final List<Tool> tools = new ArrayList<>();

    /// Reads the tools of a dialect.
    ///
    /// @param clientRun whether a tool of that type is the client's to run
    public ToolsReader(Predicate<String> clientRun) {
        this.clientRun = clientRun;
    }

    @Override
    public void read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            tool(parser);
        }
    }

    /// A tool without a type is the vendor's to refuse: it counts as the client's.
    private void tool(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String type = UNTYPED;
        String name = "";
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
                if (isText && field.equals("type")) {
                    type = parser.getText();
                } else if (isText && field.equals("name")) {
                    name = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        } else {
            parser.skipChildren();
            parser.finishToken();
        }
        int end = (int) parser.currentLocation().getByteOffset();
        boolean own = type.equals(UNTYPED) || clientRun.test(type);
        tools.add(new Tool(type, name, own, start, end));
    }

    /// Whether a vendor would run and bill any of them.
    public boolean hasHosted() {
        return !tools.stream().allMatch(Tool::isClientRun);
    }

    /// Whether there are tools, and a vendor would run and bill each.
    public boolean hasHostedOnly() {
        return !tools.isEmpty() && tools.stream().noneMatch(Tool::isClientRun);
    }

    /// All tools in their order.
    public List<Tool> tools() {
        return tools;
    }

    /// The array without the hosted tools.
    ///
    /// @param json the body they stand in
    public byte[] clientRunOnly(byte[] json) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (Tool tool : tools) {
            if (tool.isClientRun()) {
                kept.write(kept.size() == 0 ? '[' : ',');
                kept.write(json, tool.start, tool.end - tool.start);
            }
        }
        kept.write(']');
        return kept.toByteArray();
    }
}
