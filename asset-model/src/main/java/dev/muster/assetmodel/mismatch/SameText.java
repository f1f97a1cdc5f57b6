package dev.muster.assetmodel.mismatch;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Whether two texts mean the same: as numbers where both are, so that {@code 3.0} is {@code 3}; else to the letter. With a zero
 * in front it is no number, but what somebody called something: {@code 007} is not {@code 7}. A version of two parts cannot be told
 * from a number; with a third part or a letter it can.
 */
public final class SameText {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,6})?");

    private SameText() {}

    public static boolean of(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        return NUMBER.matcher(one).matches()
                && NUMBER.matcher(other).matches()
                && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }
}
