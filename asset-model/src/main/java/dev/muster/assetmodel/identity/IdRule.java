package dev.muster.assetmodel.identity;

import java.util.regex.Pattern;

/**
 * What every id looks like: 1 to 128 printable ASCII characters without space, quotes or the characters that separate
 * ids in keys. Real registers hold ids such as {@code TARONG#2} and {@code W/HOE#1}, so {@code #} and {@code /} are in.
 * ASCII only, so that hashing an id never depends on a platform's charset.
 */
final class IdRule {
    static final int LENGTH_MAX = 128;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~:#/@+-]{1," + LENGTH_MAX + "}");

    private IdRule() {}

    /** Returns {@code value}, or throws {@link IllegalArgumentException} that says what was expected. */
    static String check(String what, String value) {
        if (value == null || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Expected %s of 1 to %d characters out of A-Z a-z 0-9 . _ ~ : # / @ + - but got %s"
                            .formatted(what, LENGTH_MAX, shown(value)));
        }
        return value;
    }

    private static String shown(String value) {
        if (value == null) {
            return "nothing";
        }
        return value.length() > LENGTH_MAX ? "one of %d characters".formatted(value.length()) : "'" + value + "'";
    }
}
