package dev.muster.assetmodel.compact;

import org.jspecify.annotations.Nullable;

/**
 * Gives equal values one instance: most of what a million documents say is the same in many of them. Remembers a value until
 * others need its place, so that it never grows; what it has forgotten is kept twice, which does no harm. Not thread-safe;
 * what it is given must not be changed.
 */
public final class Sharing {
    /** In how many places a value can stand: with one, two values that come up all the time could push each other out. */
    private static final int WAYS = 4;

    /** An odd number without a pattern, so that similar hashes go far apart. */
    private static final int SPREAD = 0x9E3779B9;

    private final @Nullable Object[] seen;
    private int pushedOut;

    /** @param places a power of two */
    public Sharing(int places) {
        seen = new Object[places];
    }

    public <T> T of(T value) {
        return of(value, value.hashCode());
    }

    /** With a hash of the caller's: that of a map is a sum, which many maps have in common. */
    @SuppressWarnings("unchecked") // Equal values of one class.
    public <T> T of(T value, int hashCode) {
        int hash = hashCode * SPREAD;
        int first = (hash ^ (hash >>> 15)) & (seen.length - WAYS);
        for (int place = first; place < first + WAYS; place++) {
            Object known = seen[place];
            if (known == null) {
                seen[place] = value;
                return value;
            }
            if (known.getClass() == value.getClass() && known.equals(value)) {
                return (T) known;
            }
        }
        seen[first + pushedOut++ % WAYS] = value;
        return value;
    }
}
