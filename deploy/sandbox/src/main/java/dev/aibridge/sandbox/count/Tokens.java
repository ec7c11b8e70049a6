package dev.aibridge.sandbox.count;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tokenizer of all simulated models: `o200k_base`.
public final class Tokens {

    private static final Encoding O200K =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private Tokens() {}

    /// Loads the vocabulary, which takes some hundred milliseconds once per process.
    public static void load() {
        encode("ready");
    }

    /// The number of tokens of a text; special tokens count as plain text.
    public static int count(String text) {
        return O200K.countTokensOrdinary(text);
    }

    /// The tokens of a text.
    public static int[] encode(String text) {
        return O200K.encodeOrdinary(text).toArray();
    }

    /// A text cut where a model would pause: after each token that ends a character.
    public static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        int tokens = 0;
        for (int token : encode(text)) {
            pending.writeBytes(decode(token));
            tokens++;
            Optional<String> whole = wholeCharacters(pending.toByteArray());
            if (whole.isPresent()) {
                pieces.add(new Piece(whole.get(), tokens));
                pending.reset();
                tokens = 0;
            }
        }
        return pieces;
    }

    private static byte[] decode(int token) {
        IntArrayList one = new IntArrayList(1);
        one.add(token);
        return O200K.decodeBytes(one);
    }

    private static Optional<String> wholeCharacters(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException inTheMiddle) {
            return Optional.empty();
        }
    }
}
