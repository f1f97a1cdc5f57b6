package dev.muster.twinservice.live;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a reader is in a view: it knows all changes up to {@code sequence}.
 *
 * @param incarnation of the view; numbers of another one say nothing here
 * @param since the view's sequence when this reader began anew: keys that were gone by then it never knew
 */
public record LivePosition(long incarnation, long sequence, long since) {
    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("[0-9a-z]{1,13}\\.[0-9a-z]{1,13}\\.[0-9a-z]{1,13}");

    /** Empty: nothing that {@link #text} ever gave. */
    public static Optional<LivePosition> parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        try {
            LivePosition position = new LivePosition(
                    Long.parseUnsignedLong(parts[0], RADIX),
                    Long.parseLong(parts[1], RADIX),
                    Long.parseLong(parts[2], RADIX));
            // Not with zeros in front, for example.
            return position.text().equals(text) ? Optional.of(position) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Opaque to readers; without spaces and line ends. */
    public String text() {
        return "%s.%s.%s"
                .formatted(
                        Long.toUnsignedString(incarnation, RADIX),
                        Long.toString(sequence, RADIX),
                        Long.toString(since, RADIX));
    }
}
