package dev.muster.twinservice.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.connectivity.ConnectivityEvent.WentOffline;
import dev.muster.twinservice.connectivity.ConnectivityState.Maintenance;
import dev.muster.twinservice.connectivity.ConnectivityState.Offline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of random inputs, in and out of order; after each one the twin is recovered from its events and compared. */
class RandomWalkTest {
    private static final int STEPS = 2_000;
    private static final int JOURNAL_MAX = 200;
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final List<SourceId> SOURCES = List.of(new SourceId("one"), new SourceId("other"));
    private static final List<Principal> PEOPLE = List.of(new Principal("anna"), new Principal("bert"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldRecoverToTheSameStateAfterEveryStep(long seed) {
        Random random = new Random(seed);
        List<ConnectivityEvent> journal = new ArrayList<>();
        Lifecycle current = Lifecycle.NEW;
        Instant lastSeen = null;
        Instant now = START;
        for (int step = 0; step < STEPS; step++) {
            // given
            now = now.plusMillis(random.nextInt(2_000));
            ConnectivityInput input = input(random, now);
            lastSeen = seen(lastSeen, input);

            // when
            Decision decision = ConnectivityRules.decide(current, input, lastSeen, now);
            journal.addAll(decision.events());
            current = current.applyAll(decision.events());

            // then
            assertThat(Lifecycle.NEW.applyAll(journal))
                    .as("seed %d, step %d: %s", seed, step, input)
                    .isEqualTo(current);
            assertPlausible(current, decision, now);
            // And the same input again changes nothing: a redelivery is no news.
            assertThat(ConnectivityRules.decide(current, input, lastSeen, now).events())
                    .as("seed %d, step %d: %s again", seed, step, input)
                    .isEmpty();
            if (journal.size() >= JOURNAL_MAX) {
                // Another asset: replaying an ever longer journal would take the square of the steps.
                journal.clear();
                current = Lifecycle.NEW;
                lastSeen = null;
            }
        }
    }

    private static void assertPlausible(Lifecycle current, Decision decision, Instant now) {
        for (ConnectivityEvent event : decision.events()) {
            if (event instanceof WentOffline offline) {
                assertThat(offline.since()).isBeforeOrEqualTo(offline.detectedAt());
            }
        }
        if (current.state() instanceof Maintenance maintenance) {
            assertThat(maintenance.until()).isAfter(now);
        }
        if (current.state() instanceof Offline offline) {
            assertThat(offline.since()).isBeforeOrEqualTo(now);
        }
    }

    private static @Nullable Instant seen(@Nullable Instant lastSeen, ConnectivityInput input) {
        Instant receivedAt = null;
        if (input instanceof ConnectivityInput.Seen seen) {
            receivedAt = seen.receivedAt();
        } else if (input instanceof ConnectivityInput.Connect connect) {
            receivedAt = connect.receivedAt();
        } else if (input instanceof ConnectivityInput.Disconnect disconnect) {
            receivedAt = disconnect.receivedAt();
        }
        return receivedAt == null || (lastSeen != null && lastSeen.isAfter(receivedAt)) ? lastSeen : receivedAt;
    }

    private static ConnectivityInput input(Random random, Instant now) {
        Instant receivedAt = now.minusMillis(random.nextInt(4_000));
        SourceId source = SOURCES.get(random.nextInt(10) == 0 ? 1 : 0);
        long epoch = random.nextInt(3) + now.getEpochSecond() / 10;
        Principal by = PEOPLE.get(random.nextInt(2));
        return switch (random.nextInt(16)) {
            case 0 -> new ConnectivityInput.Connect(source, epoch, receivedAt);
            case 1 -> new ConnectivityInput.Disconnect(source, epoch, receivedAt);
            case 2, 3 -> new ConnectivityInput.Overdue(now, receivedAt);
            case 4 -> new ConnectivityInput.BeginMaintenance(by, now.plusMillis(1 + random.nextInt(20_000)));
            case 5 -> new ConnectivityInput.EndMaintenance(by);
            case 6 -> new ConnectivityInput.TimePassed();
            case 7 -> new ConnectivityInput.Retire(by);
            case 8, 9 -> new ConnectivityInput.Reinstate(by);
            default -> new ConnectivityInput.Seen(source, receivedAt);
        };
    }
}
