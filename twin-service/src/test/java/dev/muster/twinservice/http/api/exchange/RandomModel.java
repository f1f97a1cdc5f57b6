package dev.muster.twinservice.http.api.exchange;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Reporting;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.exchange.DirectModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model with a past and a future, made of seeded commands over few ids, so that moves, closings and corrections meet often. */
final class RandomModel {
    private static final List<SignalName> SIGNALS = List.of(new SignalName("power"), new SignalName("limit:x:min"));
    private static final SignalName COUNTER = new SignalName("energy");
    private static final List<HierarchyId> HIERARCHIES =
            List.of(new HierarchyId("geography"), new HierarchyId("owner"));
    private static final List<String> TEXTS = List.of(
            "plain",
            "",
            " leading",
            "with, comma",
            "with \"quotes\"",
            "two\r\nlines",
            "semi;colon",
            "Größe 3 \uD83C\uDF2C",
            "=1+1",
            "tab\there",
            "'");
    private static final int COMMANDS = 80;

    private final Random random;
    final DirectModel model = new DirectModel();

    RandomModel(long seed) {
        random = new Random(seed);
        for (int i = 0; i < COMMANDS; i++) {
            model.execute(next());
            model.pass(Duration.ofMinutes(random.nextInt(90)));
        }
    }

    private ModelCommand next() {
        AssetId asset = asset();
        return switch (random.nextInt(17)) {
            case 0 -> new ModelCommand.DefineType(type());
            case 1 -> new ModelCommand.CreateHierarchy(hierarchy(), "name " + text());
            case 2, 3, 4 -> new ModelCommand.PutGroup(group(), "name " + text(), maybe(groupId()), validity());
            case 5, 6, 7 ->
                new ModelCommand.PutAsset(
                        asset,
                        "name " + text(),
                        typeId(),
                        // Of its own: whether two assets may have one source in turn depends on what came first.
                        random.nextInt(3) == 0 ? new SourceId("gateway:" + asset + random.nextInt(2)) : null,
                        limits(),
                        attributes(),
                        random.nextInt(6) == 0 ? around() : null,
                        random.nextBoolean() ? List.of(placement()) : List.of(),
                        details(asset),
                        null);
            case 8 -> new ModelCommand.RetireAsset(asset(), around());
            case 9 ->
                new ModelCommand.PutRuleGroup(
                        groupId(), new RuleGroup("rule " + text(), List.of(condition(), condition())), validity());
            case 10, 11 -> new ModelCommand.InstallDevice(asset, installation(asset), validity());
            case 12, 13 ->
                new ModelCommand.PutProperties(
                        asset,
                        random.nextBoolean() ? PropertyKind.EXPECTED : PropertyKind.DESIRED,
                        new Properties(attributes()),
                        validity());
            case 14 -> new ModelCommand.PutGroupProperties(group(), new Properties(attributes()), validity());
            default -> new ModelCommand.PlaceAsset(asset(), placement());
        };
    }

    private AssetType type() {
        List<Signal> signals = SIGNALS.stream()
                .map(name -> new Signal(
                        name,
                        "MW",
                        SignalKind.GAUGE,
                        random.nextBoolean() ? SignConvention.GENERATION : SignConvention.LOAD,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5 + random.nextInt(100)),
                        maybe(range()),
                        random.nextBoolean(),
                        random.nextBoolean() ? Reporting.INTERVAL : Reporting.BY_EXCEPTION))
                .collect(Collectors.toCollection(ArrayList::new));
        signals.add(Signal.atIntervals(
                COUNTER,
                "MWh",
                SignalKind.COUNTER,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                false));
        ExpectationSchedule schedule =
                switch (random.nextInt(3)) {
                    case 0 -> new ExpectationSchedule.Daylight();
                    case 1 ->
                        new ExpectationSchedule.Daily(
                                ZoneId.of("Europe/Berlin"),
                                List.of(new ExpectationSchedule.Window(LocalTime.of(5, 30), LocalTime.of(22, 0))));
                    default -> new ExpectationSchedule.Always();
                };
        AssetType type = new AssetType(typeId(), "type " + text(), Duration.ofSeconds(30), signals, schedule);
        return random.nextBoolean() ? type : RandomControl.of(type, SIGNALS.get(0), random);
    }

    private Map<SignalName, Range> limits() {
        Map<SignalName, Range> limits = new TreeMap<>();
        SIGNALS.forEach(signal -> {
            if (random.nextInt(3) == 0) {
                limits.put(signal, range());
            }
        });
        return limits;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            attributes.put(random.nextBoolean() ? "maker" : "odd " + text(), text());
        }
        return attributes;
    }

    /** Also all around in a ring. */
    private AssetDetails details(AssetId asset) {
        List<AssetId> others = random.nextInt(3) == 0
                ? List.of()
                : Stream.of(asset(), asset())
                        .filter(other -> !other.equals(asset))
                        .toList();
        return new AssetDetails(
                maybe("owner " + text()),
                random.nextBoolean() ? null : "custodian " + text(),
                others,
                others.stream().limit(1).toList());
    }

    /** Of its own, as its source: whether two assets may have one device in turn depends on what came first. */
    private Installation installation(AssetId asset) {
        return new Installation(
                new DeviceId("device:" + asset + random.nextInt(3)),
                random.nextInt(3) == 0 ? new SourceId("modem:" + asset + random.nextInt(2)) : null,
                random.nextBoolean() ? Map.of() : Map.of(COUNTER, random.nextInt(9) - 4 + random.nextInt(3) * 1e-7));
    }

    private Condition condition() {
        return switch (random.nextInt(7)) {
            case 0 -> new Condition.OfType(typeId());
            case 1 -> new Condition.Attribute("maker " + text(), maybe(text()), null, null);
            case 2 -> new Condition.Limit(SIGNALS.get(1), Condition.End.MAX, maybe(0.5), null);
            case 3 -> new Condition.OwnedBy("owner " + text());
            case 4 -> new Condition.HeldBy("custodian " + text());
            case 5 -> new Condition.FedBy(asset());
            default -> new Condition.Near(asset(), random.nextInt(9));
        };
    }

    private Placement placement() {
        Validity validity = validity();
        GroupId group = random.nextInt(6) == 0 ? GroupKey.ROOT : groupId();
        return validity == null
                ? Placement.now(hierarchy(), group)
                : new Placement(hierarchy(), group, validity.validFrom(), validity.validTo());
    }

    private @Nullable Validity validity() {
        if (random.nextBoolean()) {
            return null;
        }
        Instant from = around();
        return new Validity(from, maybe(from.plus(Duration.ofHours(1 + random.nextInt(6)))));
    }

    private Instant around() {
        return model.instant().plus(Duration.ofMinutes(30L * (random.nextInt(24) - 6)));
    }

    private Range range() {
        double min = random.nextInt(5) - 3 + random.nextInt(3) * 1e-7;
        return new Range(min, min + random.nextInt(9));
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private HierarchyId hierarchy() {
        return HIERARCHIES.get(random.nextInt(HIERARCHIES.size()));
    }

    private GroupKey group() {
        return new GroupKey(hierarchy(), groupId());
    }

    private GroupId groupId() {
        return new GroupId("g" + random.nextInt(5));
    }

    private AssetId asset() {
        return new AssetId("a/" + random.nextInt(6));
    }

    private TypeId typeId() {
        return new TypeId("t" + random.nextInt(2));
    }
}
