package dev.muster.assetmodel.mismatch;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether two texts mean the same: as numbers where both are, so that {@code 3.0} is {@code 3}; else to the letter. What may be a
 * version or a serial number is none: {@code 2.1} is not {@code 2.10}, nor {@code 007} {@code 7}. A difference too many can be
 * seen, one too few cannot.
 */
final class SameText {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:0|[1-9][0-9]*)(?:\\.([0-9]+))?(?:[eE][+-]?[0-9]{1,6})?");

    private SameText() {}

    static boolean of(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        Matcher first = NUMBER.matcher(one);
        Matcher second = NUMBER.matcher(other);
        return first.matches()
                && second.matches()
                && !differInFraction(first.group(1), second.group(1))
                && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }

    private static boolean differInFraction(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equals(other);
    }
}
