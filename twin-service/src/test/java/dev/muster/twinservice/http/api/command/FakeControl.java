package dev.muster.twinservice.http.api.command;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.audit.AuditPage;
import dev.muster.twinservice.audit.AuditPosition;
import dev.muster.twinservice.audit.AuditQuery;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.Transition;
import dev.muster.twinservice.http.api.Api;
import dev.muster.twinservice.http.api.groupcommand.FakeGroupCommands;
import dev.muster.twinservice.http.api.setpoint.FakeSetPoints;
import dev.muster.twinservice.pace.TokenBucket;
import dev.muster.twinservice.promise.GoldenPromises;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the endpoints ask that have something done: a turbine WT-07 that was told this and that, and can be told more. */
public final class FakeControl {
    public static final CommandSettings.Times TIMES = new CommandSettings.Times(
            Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofSeconds(10));

    /** Waits, and can be taken back. */
    public static final CommandId WAITING = new CommandId("waiting");

    /** Has gone out and was done. */
    public static final CommandId DONE = new CommandId("done");

    public final FakeCommanding commanding;
    public final FakeGroupCommands groups;
    public final FakeSetPoints setPoints;
    public final List<AuditQuery> queries = new CopyOnWriteArrayList<>();
    public volatile CompletionStage<AuditPage> audited;

    private final CommandRate rate;
    private final Instant now;
    private final AtomicInteger keys = new AtomicInteger();

    public FakeControl(ModelView view, Clock clock) {
        this(view, clock, plenty(clock.instant()));
    }

    FakeControl(ModelView view, Clock clock, CommandRate rate) {
        this.rate = rate;
        now = clock.instant();
        commanding = new FakeCommanding(view, now);
        groups = new FakeGroupCommands(now);
        setPoints = new FakeSetPoints(now);
        CommandRecord waiting = commanding.accepted(request(WAITING, now.plusSeconds(3_600)));
        commanding.learn(waiting);
        commanding.learn(done());
        audited = completedFuture(new AuditPage(
                List.of(waiting, done(), refused()),
                new AuditPosition(now, refused().asset(), refused().id())));
    }

    /** So much that no test comes upon it by accident. */
    static CommandRate plenty(Instant now) {
        return new CommandRate(new TokenBucket.Rate(600, 1_000_000), Clock.fixed(now, ZoneOffset.UTC));
    }

    public Api.Control parts() {
        return new Api.Control(
                commanding,
                query -> {
                    queries.add(query);
                    return audited;
                },
                rate,
                TIMES,
                groups,
                setPoints,
                query -> completedFuture(List.of(GoldenPromises.promise())),
                () -> "key-" + keys.incrementAndGet());
    }

    /** Also a second time, late. */
    public CommandRecord done() {
        SourceId source = new SourceId("WT-07");
        return new CommandRecord(
                request(DONE, null),
                null,
                new CommandRecord.Release(source, 3L, now, now.plusSeconds(30)),
                new CommandRecord.Position(3, 42, now),
                List.of(
                        new Transition(CommandStatus.ACCEPTED, now, "", false),
                        new Transition(CommandStatus.SENT, now, "", false),
                        new Transition(CommandStatus.ACKNOWLEDGED, now, "", false),
                        new Transition(CommandStatus.SUCCEEDED, now, "2.5 MW", false),
                        new Transition(CommandStatus.SUCCEEDED, now, "2.5 MW", true)));
    }

    /** At once. */
    public CommandRecord refused() {
        Refusal refusal = new Refusal(
                Refusal.Reason.OFFLINE, "Expected WT-07 to be online but it is offline", now.minusSeconds(60));
        return new CommandRecord(
                request(new CommandId("refused"), null),
                refusal,
                null,
                null,
                List.of(new Transition(CommandStatus.REFUSED, now, refusal.detail(), false)));
    }

    private static CommandRequest request(CommandId id, @Nullable Instant queueUntil) {
        return new CommandRequest(
                id,
                new AssetId("WT-07"),
                "key of " + id,
                new CommandName("setPower"),
                new Arguments(Map.of("megawatts", Argument.of(2.5))),
                new Principal("ada"),
                "market",
                Duration.ofSeconds(30),
                queueUntil,
                queueUntil == null ? new Owner(Owner.Kind.SET_POINT, "geography|north") : null);
    }
}
