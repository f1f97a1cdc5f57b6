package dev.muster.assetmodel.identity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What every id looks like: 1 to 128 printable ASCII characters without space, quotes or the characters that separate
 * ids in keys. Real registers hold ids such as {@code TARONG#2} and {@code W/HOE#1}, so {@code #} and {@code /} are in.
 * ASCII only, so that hashing an id never depends on a platform's charset.
 */
final class IdRule {
    static final int LENGTH_MAX = 128;

    /** Looked up for each character of each record: a regular expression stood out in the profile. */
    private static final boolean[] ALLOWED = allowed();

    private IdRule() {}

    /** Returns {@code value}, or throws {@link IllegalArgumentException} that says what was expected. */
    static String check(String what, @Nullable String value) {
        if (value == null || !isId(value)) {
            throw new IllegalArgumentException(
                    "Expected %s of 1 to %d characters out of A-Z a-z 0-9 . _ ~ : # / @ + - but got %s"
                            .formatted(what, LENGTH_MAX, shown(value)));
        }
        return value;
    }

    private static boolean isId(String value) {
        if (value.isEmpty() || value.length() > LENGTH_MAX) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character >= ALLOWED.length || !ALLOWED[character]) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] allowed() {
        boolean[] characters = new boolean[128];
        Arrays.fill(characters, 'A', 'Z' + 1, true);
        Arrays.fill(characters, 'a', 'z' + 1, true);
        Arrays.fill(characters, '0', '9' + 1, true);
        "._~:#/@+-".chars().forEach(character -> characters[character] = true);
        return characters;
    }

    private static String shown(@Nullable String value) {
        if (value == null) {
            return "nothing";
        }
        return value.length() > LENGTH_MAX ? "one of %d characters".formatted(value.length()) : "'" + value + "'";
    }
}
