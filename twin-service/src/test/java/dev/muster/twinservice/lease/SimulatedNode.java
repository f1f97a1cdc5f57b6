package dev.muster.twinservice.lease;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** One process: it can stand still, be killed, leave as it should, and it leaves when it has lost its session. */
final class SimulatedNode implements LeaseLoop {
    private static final long MILLIS_TO_NANOS = 1_000_000;

    private final SimulatedTime time;
    private final Queue<Runnable> backlog = new ArrayDeque<>();
    private final Set<String> wanted = new TreeSet<>();
    private final NodeLeases leases;
    private boolean begun;
    private boolean paused;
    private boolean gone;
    private boolean lost;

    SimulatedNode(SimulatedTime time, LeaseTables tables, SessionId id, LeaseSettings settings) {
        this.time = time;
        this.leases = new NodeLeases(id, tables, this, settings);
        var unused = leases.begin().thenRun(() -> {
            begun = true;
            wanted.forEach(this::acquire);
        });
        var unusedLoss = leases.lost().thenRun(() -> {
            lost = true;
            gone = true;
        });
    }

    static SessionId sessionAt(String address, long number) {
        return new SessionId(address, new UUID(number << 40, number));
    }

    @Override
    public void execute(Runnable task) {
        time.after(0, () -> run(task));
    }

    @Override
    public void after(Duration delay, Runnable task) {
        time.after(delay.toMillis(), () -> run(task));
    }

    @Override
    public long nanos() {
        return time.now() * MILLIS_TO_NANOS;
    }

    private void run(Runnable task) {
        if (paused) {
            backlog.add(task);
        } else if (!gone) {
            task.run();
        }
    }

    void want(String lease, boolean now) {
        if (now ? wanted.add(lease) : wanted.remove(lease)) {
            if (begun && now) {
                acquire(lease);
            } else if (begun) {
                var unused = leases.release(lease);
            }
        }
    }

    private void acquire(String lease) {
        var unused = leases.acquire(lease, () -> wanted.remove(lease));
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        while (!backlog.isEmpty() && !gone) {
            backlog.remove().run();
        }
    }

    void kill() {
        gone = true;
        paused = false;
        backlog.clear();
    }

    /** As an operator has it; it still runs until its session has ended, for so long at most. */
    void leave(long atMost) {
        var unused = leases.end().thenRun(() -> gone = true);
        time.after(atMost, () -> gone = true);
    }

    boolean isGone() {
        return gone;
    }

    boolean hasLost() {
        return lost;
    }

    /** Whether a write of it for this lease would go out now, or as soon as it moves again. */
    boolean writes(String lease) {
        return !gone && leases.holds(lease);
    }
}
