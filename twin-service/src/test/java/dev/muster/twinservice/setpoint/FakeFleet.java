package dev.muster.twinservice.setpoint;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.Transition;
import dev.muster.twinservice.twin.TwinSnapshot;
import dev.muster.twinservice.twin.TwinSnapshot.LatestReading;
import dev.muster.twinservice.twin.ledger.VerdictTally;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Four turbines in the north and one in the south, each of 3 MW with 2 MW of wind, that do at once what they are told. */
final class FakeFleet implements Commanding {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    static final GroupKey ROOT = GroupKey.root(GEOGRAPHY);
    static final GroupKey NORTH = new GroupKey(GEOGRAPHY, new GroupId("north"));
    static final GroupKey SOUTH = new GroupKey(GEOGRAPHY, new GroupId("south"));
    static final SignalName POWER = new SignalName("power");
    static final List<AssetId> NORTHERN =
            List.of(new AssetId("WT-1"), new AssetId("WT-2"), new AssetId("WT-3"), new AssetId("WT-4"));
    static final AssetId SOUTHERN = new AssetId("WT-5");

    private static final SignalName AVAILABLE = new SignalName("available");
    private static final CommandName SET = new CommandName("setPower");
    private static final CommandName RELEASE = new CommandName("release");

    final ModelOfTests model = new ModelOfTests(START);
    final Set<AssetId> offline = ConcurrentHashMap.newKeySet();
    final Set<AssetId> mute = ConcurrentHashMap.newKeySet();
    final Set<AssetId> refusing = ConcurrentHashMap.newKeySet();
    final Map<AssetId, BigDecimal> power = new ConcurrentHashMap<>();
    final List<CommandRequest> given = new CopyOnWriteArrayList<>();

    private final AtomicLong millis = new AtomicLong();

    /** Goes on a little whenever somebody looks. */
    final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return START.plusMillis(millis.addAndGet(100));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Expected UTC but got " + zone);
        }
    };

    FakeFleet() {
        model.execute(new ModelCommand.DefineType(type()));
        model.execute(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Geography"));
        model.execute(new ModelCommand.PutGroup(NORTH, "North", null, null));
        model.execute(new ModelCommand.PutGroup(SOUTH, "South", null, null));
        NORTHERN.forEach(asset -> place(asset, NORTH));
        place(SOUTHERN, SOUTH);
    }

    void place(AssetId asset, GroupKey group) {
        model.execute(new ModelCommand.PutAsset(
                asset,
                asset.value(),
                type().id(),
                null,
                Map.of(POWER, new Range(0, 3)),
                Map.of(),
                null,
                List.of(Placement.now(GEOGRAPHY, group.group()))));
        power.put(asset, BigDecimal.valueOf(2));
    }

    SetPointPorts ports(SetPointSettings settings) {
        return new SetPointPorts(model.view, this::twin, this, clock, settings);
    }

    CompletionStage<TwinSnapshot> twin(AssetId asset) {
        if (mute.contains(asset)) {
            return new CompletableFuture<>();
        }
        Instant now = START.plusMillis(millis.get());
        return completedFuture(new TwinSnapshot(
                asset,
                offline.contains(asset) ? Connectivity.OFFLINE : Connectivity.ONLINE,
                START,
                null,
                now,
                null,
                null,
                Map.of(POWER, reading(power.get(asset), now), AVAILABLE, reading(BigDecimal.valueOf(2), now)),
                null,
                new VerdictTally.Counts(0, 0, 0, 0),
                List.of(),
                null,
                List.of()));
    }

    private static LatestReading reading(BigDecimal value, Instant at) {
        return new LatestReading(value, Quality.GOOD, at, at, 1, new SourceId("s"));
    }

    /** Commands of that name, of that asset. */
    List<CommandRequest> given(AssetId asset, CommandName command) {
        return given.stream()
                .filter(request ->
                        request.asset().equals(asset) && request.command().equals(command))
                .toList();
    }

    List<CommandRequest> set(AssetId asset) {
        return given(asset, SET);
    }

    List<CommandRequest> released(AssetId asset) {
        return given(asset, RELEASE);
    }

    @Override
    public CompletionStage<Reply> give(CommandRequest request) {
        given.add(request);
        boolean refused = refusing.contains(request.asset());
        if (!refused) {
            Argument value = request.arguments().values().get("megawatts");
            power.put(
                    request.asset(), value instanceof Argument.Number number ? number.value() : BigDecimal.valueOf(2));
        }
        return completedFuture(new Known(
                new CommandRecord(
                        request,
                        refused ? new Refusal(Refusal.Reason.MAINTENANCE, "Expected it online but no", null) : null,
                        null,
                        null,
                        List.of(new Transition(
                                refused ? CommandStatus.REFUSED : CommandStatus.ACCEPTED, START, "", false))),
                false));
    }

    @Override
    public CompletionStage<Reply> find(AssetId asset, CommandId id) {
        throw new UnsupportedOperationException("Expected nobody to ask");
    }

    @Override
    public CompletionStage<Reply> cancel(AssetId asset, CommandId id, Principal by) {
        throw new UnsupportedOperationException("Expected nobody to ask");
    }

    private static AssetType type() {
        return new AssetType(
                        new TypeId("wind-turbine"),
                        "Wind turbine",
                        Duration.ofSeconds(30),
                        List.of(signal(POWER, true), signal(AVAILABLE, false)))
                .with(
                        List.of(
                                new CommandDefinition(
                                        SET,
                                        "Set power",
                                        List.of(new Parameter(
                                                "megawatts",
                                                "Power",
                                                Parameter.Kind.NUMBER,
                                                "MW",
                                                null,
                                                POWER,
                                                List.of(),
                                                false)),
                                        null),
                                new CommandDefinition(RELEASE, "Release", List.of(), null)),
                        new SetPointControl(POWER, SET, RELEASE, AVAILABLE, null, 0, 1, null, Duration.ofSeconds(60)));
    }

    private static Signal signal(SignalName name, boolean summed) {
        return Signal.atIntervals(
                name,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                new Range(-1, 10),
                summed);
    }
}
