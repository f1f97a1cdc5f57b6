package dev.muster.assetmodel.view.rule;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelCommand.DefineType;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutRuleGroup;
import dev.muster.assetmodel.command.ModelCommand.RetireAsset;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SystemId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.registry.ModelRegistry;
import dev.muster.assetmodel.registry.bucket.BucketState;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.assetmodel.view.memory.ViewReferences;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writers and a view, and a seeded stream of commands over few ids, in the name of two systems and of people. */
final class RuledFleet {
    static final Instant START = Instant.parse("2030-01-01T06:00:00Z");
    static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    static final int ASSETS = 7;
    static final int RULES = 4;

    private static final SignalName POWER = new SignalName("power");
    private static final Precedence PRECEDENCE =
            new Precedence(List.of(SystemId.MANUAL, new SystemId("registry"), new SystemId("scada")));
    private static final List<String> PLACES = List.of("0", "0.5", "1", "89.9", "north");

    final InMemoryModelView view = new InMemoryModelView();
    private final Random random;
    private final ModelRegistry registry = new ModelRegistry(new ViewReferences(view), PRECEDENCE);
    private final Map<BucketId, BucketState> buckets = new HashMap<>();
    private final Map<String, Document> latest = new LinkedHashMap<>();
    private final TreeSet<Instant> instants = new TreeSet<>(List.of(START));
    private final List<Change> unseen = new ArrayList<>();
    private Instant now = START;
    private long position = -1;

    RuledFleet(long seed) {
        random = new Random(seed);
        execute(new CreateHierarchy(GEOGRAPHY, "Geography"));
        execute(new DefineType(type(0)));
    }

    static List<AssetId> assets() {
        return IntStream.range(0, ASSETS).mapToObj(RuledFleet::asset).toList();
    }

    static List<GroupId> rules() {
        return IntStream.range(0, RULES).mapToObj(i -> new GroupId("r" + i)).toList();
    }

    Instant now() {
        return now;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Time passes; or any command, with or without letting the view see it before the next. */
    void step() {
        if (below(5) == 0) {
            now = now.plus(Duration.ofMinutes(below(120)));
            view.advance(now);
            return;
        }
        execute(next());
        if (below(4) != 0) {
            catchUp();
        }
    }

    void catchUp() {
        view.apply(unseen);
        unseen.clear();
    }

    /** At, right before or right behind an instant at which something is recorded, begins or ends; or somewhere. */
    Instant anInstant() {
        List<Instant> known = List.copyOf(instants);
        return below(4) == 0
                ? START.plus(Duration.ofMinutes(below(60 * 24) - 120))
                : known.get(below(known.size())).plusMillis(below(3) - 1L);
    }

    /** As a node that starts: the latest documents, in any order and in batches. */
    InMemoryModelView replayed() {
        List<Document> documents = new ArrayList<>(latest.values());
        Collections.shuffle(documents, random);
        InMemoryModelView other = new InMemoryModelView();
        if (below(2) == 0) {
            other.advance(now);
        }
        List<Change> batch = new ArrayList<>();
        for (Document document : documents) {
            batch.add(new Change(0, document));
            if (below(3) == 0) {
                other.apply(batch);
                batch.clear();
            }
        }
        other.apply(batch);
        other.advance(view.history().present().at());
        return other;
    }

    private void execute(ModelCommand command) {
        BucketState bucket = buckets.computeIfAbsent(BucketId.of(command), id -> new BucketState());
        SystemId system = below(3) == 0 ? PRECEDENCE.systems().get(below(3)) : null;
        if (registry.decide(command, bucket, now, new Author(new Principal("tester"), system))
                instanceof Decision.Accept accept) {
            for (ModelEvent event : accept.events()) {
                Document document = bucket.apply(event);
                latest.put(document.entityKey(), document);
                unseen.add(new Change(++position, document));
                instants.add(event.recorded().recordedAt());
                instants.add(event.validity().validFrom());
                if (event.validity().validTo() != null) {
                    instants.add(event.validity().validTo());
                }
            }
        }
    }

    private ModelCommand next() {
        int kind = below(12);
        if (kind == 0) {
            return new DefineType(type(below(2)), maybeValidity());
        }
        if (kind == 1) {
            return new RetireAsset(asset(below(ASSETS)), around());
        }
        if (kind < 6) {
            GroupId rule = new GroupId("r" + below(RULES));
            List<Condition> all = IntStream.rangeClosed(0, below(2))
                    .mapToObj(i -> condition())
                    .toList();
            return new PutRuleGroup(rule, new RuleGroup("rule " + below(2), all), maybeValidity());
        }
        return putAsset();
    }

    private PutAsset putAsset() {
        Map<String, String> attributes = new TreeMap<>();
        if (below(2) == 0) {
            attributes.put("island", below(2) == 0 ? "yes" : "no");
        }
        if (below(2) == 0) {
            attributes.put("storeys", List.of("1", "2", "2.5", "many").get(below(4)));
        }
        if (below(4) != 0) {
            attributes.put("latitude", PLACES.get(below(PLACES.size())));
            attributes.put("longitude", PLACES.get(below(PLACES.size() - 1)));
        }
        List<AssetId> fed = IntStream.range(0, below(3) * below(2))
                .mapToObj(i -> asset(below(ASSETS)))
                .toList();
        return new PutAsset(
                asset(below(ASSETS)),
                "name",
                new TypeId("t" + below(2)),
                null,
                below(3) == 0 ? Map.of(POWER, new Range(-below(3), below(4))) : Map.of(),
                attributes,
                below(8) == 0 ? around() : null,
                List.of(),
                new AssetDetails(below(2) == 0 ? "north" : null, below(2) == 0 ? "grid" : null, fed, List.of()),
                maybeValidity());
    }

    private Condition condition() {
        @Nullable Double above = below(2) == 0 ? (double) below(3) : null;
        @Nullable Double below = below(2) == 0 ? below(4) + 0.1 : null;
        return switch (below(8)) {
            case 0 -> new Condition.OfType(new TypeId("t" + below(2)));
            case 1 -> new Condition.Attribute("island", below(3) == 0 ? null : "yes", null, null);
            case 2 -> new Condition.Attribute("storeys", null, above, below);
            case 3 -> new Condition.Limit(POWER, below(2) == 0 ? Condition.End.MIN : Condition.End.MAX, above, below);
            case 4 -> below(2) == 0 ? new Condition.OwnedBy("north") : new Condition.HeldBy("grid");
            case 5, 6 -> new Condition.FedBy(asset(below(ASSETS)));
            default ->
                new Condition.Near(
                        asset(below(ASSETS)), List.of(0, 56, 80, 12_000).get(below(4)));
        };
    }

    private AssetType type(int number) {
        Signal power = Signal.atIntervals(
                POWER,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                below(3) == 0 ? null : new Range(-below(3), below(4)),
                true);
        LocalTime begin = LocalTime.of(6 + below(6), 0);
        ExpectationSchedule schedule = below(3) == 0
                ? new ExpectationSchedule.Daily(
                        ZoneOffset.UTC, List.of(new ExpectationSchedule.Window(begin, begin.plusHours(4))))
                : new ExpectationSchedule.Always();
        return new AssetType(new TypeId("t" + number), "name", Duration.ofSeconds(30), List.of(power), schedule);
    }

    private @Nullable Validity maybeValidity() {
        if (below(2) == 0) {
            return null;
        }
        Instant from = around();
        return new Validity(from, below(2) == 0 ? null : from.plus(Duration.ofMinutes(1 + below(240))));
    }

    private Instant around() {
        return now.plus(Duration.ofMinutes(below(360) - 180L));
    }

    private static AssetId asset(int number) {
        return new AssetId("a" + number);
    }
}
