package dev.muster.twinservice.lease;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Sessions and leases in simulated time, with every wrong that Cassandra does: requests and answers are lost or late, requests come twice
 * because the driver repeats them, it is away, its nodes' clocks differ by up to a second, and it counts whole seconds.
 */
final class SimulatedCassandra implements LeaseTables {
    private static final long TIMEOUT = 6_000;
    private static final long LATE = 40_000;
    private static final long WRONG_MAX = 500;

    private final SimulatedTime time;
    private final LeaseSettings.Session settings;
    private final Map<SessionId, Cell> sessions = new HashMap<>();
    private final Map<String, LeaseRow> leases = new HashMap<>();
    private final Map<String, LeaseRow> before = new HashMap<>();
    private boolean away;

    SimulatedCassandra(SimulatedTime time, LeaseSettings.Session settings) {
        this.time = time;
        this.settings = settings;
    }

    /** @param expires in whole seconds of the clock of whoever wrote it */
    private record Cell(SessionRow state, long expires) {}

    void away(boolean now) {
        away = now;
    }

    private <T> CompletionStage<T> asked(Supplier<T> statement) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!time.fails(20)) {
            boolean answered = !time.fails(30);
            time.after(way(), () -> {
                if (!away) {
                    // What the driver sends again after a connection broke may find its own work.
                    T result = time.fails(30) ? twice(statement) : statement.get();
                    if (answered) {
                        time.after(way(), () -> answer.complete(result));
                    }
                }
            });
        }
        if (time.fails(20)) {
            time.after(time.upTo(LATE), () -> {
                if (!away) {
                    var unused = statement.get();
                }
            });
        }
        time.after(TIMEOUT, () -> answer.completeExceptionally(new IllegalStateException("no answer")));
        return answer;
    }

    private static <T> T twice(Supplier<T> statement) {
        var unused = statement.get();
        return statement.get();
    }

    private long way() {
        return time.fails(20) ? time.upTo(LATE) : time.fails(50) ? time.upTo(TIMEOUT) : time.upTo(20);
    }

    /** By the clock of one node of Cassandra or another. */
    private long seconds() {
        return Math.floorDiv(time.now() + time.upTo(2 * WRONG_MAX) - WRONG_MAX, 1_000);
    }

    private SessionRow state(SessionId session) {
        Cell cell = sessions.get(session);
        return cell == null || seconds() >= cell.expires ? SessionRow.ABSENT : cell.state;
    }

    private Changed<SessionRow> change(SessionId session, SessionRow onlyIf, SessionRow next) {
        SessionRow found = state(session);
        if (found != onlyIf) {
            return new Changed<>(false, found);
        }
        long lives = (next == SessionRow.LIVE ? settings.ttl() : settings.remembered()).toSeconds();
        sessions.put(session, new Cell(next, seconds() + lives));
        return new Changed<>(true, next);
    }

    @Override
    public CompletionStage<Collection<SessionId>> liveAt(String address) {
        return asked(() -> sessions.keySet().stream()
                .filter(session -> session.address().equals(address) && state(session) == SessionRow.LIVE)
                .toList());
    }

    @Override
    public CompletionStage<Changed<SessionRow>> begin(SessionId session) {
        return asked(() -> change(session, SessionRow.ABSENT, SessionRow.LIVE));
    }

    @Override
    public CompletionStage<Changed<SessionRow>> renew(SessionId session) {
        return asked(() -> change(session, SessionRow.LIVE, SessionRow.LIVE));
    }

    @Override
    public CompletionStage<Changed<SessionRow>> endExpired(SessionId session) {
        return asked(() -> change(session, SessionRow.ABSENT, SessionRow.ENDED));
    }

    @Override
    public CompletionStage<Changed<SessionRow>> endLive(SessionId session) {
        return asked(() -> change(session, SessionRow.LIVE, SessionRow.ENDED));
    }

    /** Often of the past. */
    @Override
    public CompletionStage<LeaseRow> read(String lease) {
        Map<String, LeaseRow> seen = time.fails(300) ? before : leases;
        return asked(() -> seen.getOrDefault(lease, LeaseRow.ABSENT));
    }

    @Override
    public CompletionStage<Changed<LeaseRow>> swap(String lease, LeaseRow next) {
        return asked(() -> {
            LeaseRow found = leases.getOrDefault(lease, LeaseRow.ABSENT);
            if (found.version() != next.version() - 1) {
                return new Changed<>(false, found);
            }
            before.put(lease, found);
            leases.put(lease, next);
            return new Changed<>(true, next);
        });
    }
}
