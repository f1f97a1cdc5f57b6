package dev.muster.loadtest.bench;

import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.service.ServiceFailure;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is to be read.
 *
 * @param ends the offset after the last record, by partition
 * @param expected what must stand at both roots afterwards
 */
public record Round(long records, List<Long> ends, RootTotal expected) {
    private static final Duration READ_WITHIN = Duration.ofMinutes(60);

    /** Short beside a round, and rare beside what it costs to ask. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    public Round {
        ends = List.copyOf(ends);
    }

    /** Waits until all was read; {@link ServiceFailure} when it takes too long. */
    public void awaitRead(String who, Supplier<Boolean> isRead) {
        if (!isTrue(READ_WITHIN, isRead)) {
            throw new ServiceFailure("Expected %s to have read %d records within %d minutes but it has not"
                    .formatted(who, records, READ_WITHIN.toMinutes()));
        }
    }

    /** Whether it became true in time. */
    static boolean isTrue(Duration within, Supplier<Boolean> condition) {
        return Poll.untilTrue(within, PAUSE, condition);
    }
}
