package dev.muster.twinservice.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What one node, or two, see in calm times and in plain trouble; the rest is in {@link LeaseSimulationTest}. */
class NodeLeasesTest {
    private static final String SHARD = "shard-1";
    private static final LeaseSettings SETTINGS = new LeaseSettings(
            new LeaseSettings.Session(
                    Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofHours(2)),
            new LeaseSettings.Retry(Duration.ofMillis(50), Duration.ofMillis(500)));

    private final SimulatedTime time = new SimulatedTime(7);
    private final SimulatedCassandra cassandra = new SimulatedCassandra(time, SETTINGS.session());
    private final List<Process> processes = new ArrayList<>();

    NodeLeasesTest() {
        time.calm();
    }

    /** Its thread stands still, or is no more, when it is told to. */
    private final class Process implements LeaseLoop {
        private final NodeLeases leases;
        private final List<Runnable> backlog = new ArrayList<>();
        private boolean moves = true;

        Process(String address) {
            leases = new NodeLeases(SimulatedNode.sessionAt(address, processes.size()), cassandra, this, SETTINGS);
            processes.add(this);
            var unused = leases.begin();
        }

        @Override
        public void execute(Runnable task) {
            after(Duration.ZERO, task);
        }

        @Override
        public void after(Duration delay, Runnable task) {
            time.after(delay.toMillis(), () -> {
                if (moves) {
                    task.run();
                } else {
                    backlog.add(task);
                }
            });
        }

        @Override
        public long nanos() {
            return Duration.ofMillis(time.now()).toNanos();
        }

        void standStill() {
            moves = false;
        }

        void goOn() {
            moves = true;
            backlog.forEach(Runnable::run);
        }

        CompletableFuture<Boolean> acquire() {
            return leases.acquire(SHARD, () -> {}).toCompletableFuture();
        }
    }

    private void pass(Duration some) {
        time.runFor(some.toMillis(), () -> {});
    }

    @Test
    void shouldGetAFreeLeaseAtOnce() {
        Process only = new Process("a");
        CompletableFuture<Boolean> acquired = only.acquire();
        pass(Duration.ofMillis(200));

        assertThat(acquired).isCompletedWithValue(true);
        assertThat(only.leases.holds(SHARD)).isTrue();
        assertThat(only.leases.figures().held()).isEqualTo(1);
        assertThat(only.leases.figures().waiting()).isZero();
        assertThat(only.leases.figures().sure()).isTrue();
    }

    @Test
    void shouldWaitForNothingAfterAKillOnTheSameAddress() {
        Process killed = holding("a");
        killed.standStill();

        CompletableFuture<Boolean> acquired = new Process("a").acquire();
        pass(Duration.ofMillis(400));

        assertThat(acquired).isCompletedWithValue(true);
    }

    @Test
    void shouldWaitForTheSessionOfAKilledNodeElsewhere() {
        Process killed = holding("a");
        killed.standStill();

        Process other = new Process("b");
        CompletableFuture<Boolean> acquired = other.acquire();
        pass(Duration.ofMillis(5_500));

        assertThat(acquired).isNotDone();
        assertThat(other.leases.figures().waiting()).isEqualTo(1);
        pass(Duration.ofSeconds(5));
        assertThat(acquired).isCompletedWithValue(true);
    }

    @Test
    void shouldHandOverWithinAMomentOnceWhatWasBeingWrittenIsThrough() {
        // given
        Process from = holding("a");
        Process to = new Process("b");
        CompletableFuture<Boolean> acquired = to.acquire();
        WriteFence.Pass writing = from.leases.fence().enter();
        assertThat(writing.admitted()).isTrue();

        // when
        CompletableFuture<Boolean> released = from.leases.release(SHARD).toCompletableFuture();
        pass(Duration.ofSeconds(20));
        assertThat(released).as("while it writes").isNotDone();
        assertThat(acquired).as("while the other writes").isNotDone();
        writing.leave();
        pass(Duration.ofMillis(700));

        // then
        assertThat(released).isCompletedWithValue(true);
        assertThat(acquired).isCompletedWithValue(true);
        assertThat(from.leases.holds(SHARD)).isFalse();
    }

    @Test
    void shouldGiveUpWaitingWhenItIsReleasedMeanwhile() {
        holding("a");
        Process other = new Process("b");
        CompletableFuture<Boolean> acquired = other.acquire();
        pass(Duration.ofSeconds(1));

        CompletableFuture<Boolean> released = other.leases.release(SHARD).toCompletableFuture();
        pass(Duration.ofSeconds(1));

        assertThat(acquired).isCompletedWithValue(false);
        assertThat(released).isCompletedWithValue(true);
        assertThat(other.leases.figures().waiting()).isZero();
    }

    @Test
    void shouldFreeAllLeasesAtOnceWhenTheSessionEnds() {
        Process leaving = holding("a");
        Process other = new Process("b");
        CompletableFuture<Boolean> acquired = other.acquire();
        pass(Duration.ofSeconds(2));

        CompletableFuture<Void> ended = leaving.leases.end().toCompletableFuture();
        pass(Duration.ofMillis(1_100));

        assertThat(ended).isCompleted();
        assertThat(leaving.leases.fence().enter().admitted()).isFalse();
        assertThat(acquired).isCompletedWithValue(true);
    }

    /** Nobody can have taken anything over: a sharded fleet goes on counting without its store. */
    @Test
    void shouldWriteNothingWhileCassandraIsAwayAndLoseNoLease() {
        Process node = holding("a");
        CompletableFuture<SessionId> lost = node.leases.lost().toCompletableFuture();
        cassandra.away(true);
        pass(Duration.ofSeconds(4));
        assertThat(node.leases.fence().enter().admitted()).as("for a while").isTrue();

        pass(Duration.ofMinutes(5));
        assertThat(node.leases.fence().enter().admitted()).as("after minutes").isFalse();
        assertThat(node.leases.figures().sinceRenewed()).isGreaterThan(Duration.ofMinutes(5));
        assertThat(node.leases.figures().held()).isEqualTo(1);
        assertThat(lost).isNotDone();

        cassandra.away(false);
        pass(Duration.ofSeconds(3));
        assertThat(node.leases.fence().enter().admitted()).as("after all").isTrue();
        assertThat(node.leases.holds(SHARD)).isTrue();
    }

    @Test
    void shouldLoseEverythingWhenAnotherHasTakenOver() {
        // given a node that stands still for longer than its session lives, and another that needs its shard
        Process paused = new Process("a");
        CompletableFuture<SessionId> lost = paused.leases.lost().toCompletableFuture();
        List<String> told = new ArrayList<>();
        var unused = paused.leases.acquire(SHARD, () -> told.add(SHARD));
        pass(Duration.ofSeconds(1));
        paused.standStill();
        CompletableFuture<Boolean> taken = new Process("b").acquire();
        pass(Duration.ofSeconds(12));
        assertThat(taken).isCompletedWithValue(true);

        // then it cannot write from its first moment on, before it knows anything
        assertThat(paused.leases.fence().enter().admitted()).isFalse();
        paused.goOn();
        pass(Duration.ofSeconds(1));
        assertThat(lost).isCompleted();
        assertThat(told).containsExactly(SHARD);
        assertThat(paused.acquire()).isNotDone();
    }

    /** What others remember of it could have expired, too. */
    @Test
    void shouldGiveUpASessionThatWasAwayForLongerThanOthersRemember() {
        Process shortly = holding("a");
        shortly.standStill();
        pass(Duration.ofMinutes(59));
        shortly.goOn();
        pass(Duration.ofSeconds(3));
        assertThat(shortly.leases.holds(SHARD)).isTrue();

        shortly.standStill();
        pass(Duration.ofMinutes(61));
        shortly.goOn();
        pass(Duration.ofSeconds(3));
        assertThat(shortly.leases.lost().toCompletableFuture()).isCompleted();
    }

    private Process holding(String address) {
        Process holder = new Process(address);
        CompletableFuture<Boolean> acquired = holder.acquire();
        pass(Duration.ofSeconds(1));
        assertThat(acquired).isCompletedWithValue(true);
        return holder;
    }
}
