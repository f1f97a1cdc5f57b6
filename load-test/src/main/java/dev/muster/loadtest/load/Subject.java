package dev.muster.loadtest.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What there is to load Muster with. */
enum Subject {
    AGGREGATES,
    TWINS,
    HISTORY,
    COMMANDS,
    TELEMETRY,
    LIVE,
    /** All of them, in shares. */
    MIXED,
    /** All of them, a little. */
    SMOKE;

    /** As on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Brings its own rates for everything, so that it stands alone. */
    boolean isWhole() {
        return this == MIXED || this == SMOKE;
    }

    static Optional<Subject> of(String word) {
        return Arrays.stream(values())
                .filter(subject -> subject.word().equals(word))
                .findFirst();
    }
}
