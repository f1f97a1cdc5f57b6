package dev.muster.twinservice.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.Argument;
import dev.muster.twinservice.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of every attempt that it comes no earlier than it may. */
final class BackoffWatch {
    private final Backoff backoff;
    private final Map<PromiseKey, Seen> seen = new HashMap<>();

    private static final class Seen {
        int attempts;

        @Nullable
        Instant triedAt;

        @Nullable
        Instant endedAt;

        @Nullable
        String reported;

        boolean spoke;
    }

    BackoffWatch(Backoff backoff) {
        this.backoff = backoff;
    }

    void saw(PromiseEvent event, Promises promises) {
        if (event instanceof PromiseEvent.Given given) {
            Seen fresh = new Seen();
            fresh.reported = given.reported();
            seen.put(event.key(), fresh);
            return;
        }
        Seen known = seen.get(event.key());
        if (event instanceof PromiseEvent.Noted noted) {
            known.spoke |= !Objects.equals(known.reported, noted.reported());
            known.reported = noted.reported();
        } else if (event instanceof PromiseEvent.Answered answered
                && answered.status().isEnd()) {
            boolean own = promises.find(event.key()).orElseThrow().lastAttempts().stream()
                    .anyMatch(attempt -> attempt.command().equals(answered.id()));
            known.endedAt = own ? answered.at() : known.endedAt;
        } else if (event instanceof PromiseEvent.Tried tried) {
            check(known, tried.attempt());
            assertThat(tried.request().arguments().values().get("value"))
                    .isEqualTo(
                            Argument.of(promises.find(event.key()).orElseThrow().wanted()));
        }
    }

    private void check(Seen known, Attempt attempt) {
        assertThat(attempt.no()).isEqualTo(known.attempts + 1);
        if (known.triedAt != null) {
            assertThat(known.endedAt).as("the end of the attempt before").isNotNull();
            Duration full = backoff.first().multipliedBy(1L << Math.min(20, known.attempts - 1));
            Duration longest = full.compareTo(backoff.max()) < 0 ? full : backoff.max();
            Instant earliest = known.spoke
                    ? known.triedAt.plus(backoff.first().dividedBy(2))
                    : known.endedAt.plus(longest.dividedBy(2));
            assertThat(attempt.at()).as("attempt %d", attempt.no()).isAfterOrEqualTo(earliest);
            assertThat(attempt.at())
                    .as("attempt %d", attempt.no())
                    .isBeforeOrEqualTo(known.endedAt.plus(longest).plusSeconds(60));
        }
        known.attempts++;
        known.triedAt = attempt.at();
        known.endedAt = null;
        known.spoke = false;
    }
}
