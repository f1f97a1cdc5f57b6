package dev.muster.page.control;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.audit.AuditPage;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.http.api.Api;
import dev.muster.twinservice.http.api.command.CommandRate;
import dev.muster.twinservice.pace.TokenBucket;
import dev.muster.twinservice.promise.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** All that a stage can be told. Thread-safe. */
public final class StagedControl {
    private static final CommandSettings.Times TIMES = new CommandSettings.Times(
            Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofSeconds(10));

    public final StagedCommanding commanding;
    public final StagedGroups groups;
    public final StagedSetPoints setPoints = new StagedSetPoints();
    /** All that are not kept. */
    public final List<Promise> promises = new CopyOnWriteArrayList<>();
    /** Nobody says what was promised. */
    public volatile boolean silent;

    private final Clock clock;
    private final AtomicInteger keys = new AtomicInteger();

    public StagedControl(Supplier<ModelView> view, Clock clock) {
        this.clock = clock;
        commanding = new StagedCommanding(view, clock);
        groups = new StagedGroups(clock);
    }

    public Api.Control parts() {
        return new Api.Control(
                commanding,
                query -> completedFuture(new AuditPage(List.of(), null)),
                new CommandRate(new TokenBucket.Rate(600, 1_000), clock),
                TIMES,
                groups,
                setPoints,
                query -> silent
                        ? CompletableFuture.failedFuture(new TimeoutException("Expected an answer but none came"))
                        : completedFuture(List.copyOf(promises)),
                () -> "key-" + keys.incrementAndGet());
    }
}
