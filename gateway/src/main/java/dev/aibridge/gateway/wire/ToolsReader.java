package dev.aibridge.gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Which tools a chat offers: the client's own, and those that a vendor runs and bills.
public final class ToolsReader implements Outline.Nested {

    /// One tool and where it stands.
    ///
    /// @param type `function`, `custom`, or a vendor's hosted tool
    public record Tool(String type, int start, int end) {

        /// Whether the client runs it, so that it costs nothing but tokens.
        public boolean isClientRun() {
            return type.equals("function") || type.equals("custom");
        }
    }

    private final List<Tool> tools = new ArrayList<>();

    @Override
    public void read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            String type = type(parser);
            tools.add(new Tool(type, start, (int) parser.currentLocation().getByteOffset()));
        }
    }

    /// A tool without a type is the vendor's to refuse: it counts as the client's.
    private static String type(JsonParser parser) throws IOException {
        String type = "function";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            parser.finishToken();
            return type;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isType = parser.currentName().equals("type");
            JsonToken value = parser.nextToken();
            if (isType && value == JsonToken.VALUE_STRING) {
                type = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return type;
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
