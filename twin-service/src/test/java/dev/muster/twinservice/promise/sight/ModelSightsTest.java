package dev.muster.twinservice.promise.sight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.promise.PromiseKey;
import dev.muster.twinservice.promise.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keepers see of a real model. */
class ModelSightsTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    private static final GroupKey NORTH = new GroupKey(GEOGRAPHY, new GroupId("north"));
    private static final TypeId TURBINE = new TypeId("turbine");
    private static final AssetId WT_07 = new AssetId("WT-07");

    private final ModelOfTests model = new ModelOfTests(START);
    private final ModelSights sights =
            new ModelSights(model.view::position, model.view.history(), Duration.ofSeconds(5));

    @BeforeEach
    void register() {
        SignalName name = new SignalName("power");
        Signal power = Signal.atIntervals(
                name,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
        model.execute(
                new ModelCommand.DefineType(new AssetType(TURBINE, "Turbine", Duration.ofSeconds(30), List.of(power))
                        .with(
                                List.of(
                                        sets("mode", Parameter.text("value", "Mode", "eco", "full")),
                                        sets(
                                                "cap",
                                                Parameter.number("value", "Cap", "MW", null)
                                                        .within(name)),
                                        sets(
                                                "steps",
                                                new Parameter(
                                                        "value",
                                                        "Steps",
                                                        Parameter.Kind.INTEGER,
                                                        null,
                                                        new Range(1, 9),
                                                        null,
                                                        List.of(),
                                                        false)),
                                        sets(
                                                "lamp",
                                                new Parameter(
                                                        "value",
                                                        "Lamp",
                                                        Parameter.Kind.FLAG,
                                                        null,
                                                        null,
                                                        null,
                                                        List.of(),
                                                        false))),
                                null)));
        model.execute(new ModelCommand.CreateHierarchy(GEOGRAPHY, "Geography"));
        model.execute(new ModelCommand.PutGroup(NORTH, "North", null, null));
        model.execute(new ModelCommand.PutAsset(
                WT_07,
                "WT-07",
                TURBINE,
                null,
                Map.of(name, new Range(0, 3)),
                Map.of(),
                null,
                List.of(Placement.now(GEOGRAPHY, NORTH.group()))));
    }

    @ParameterizedTest
    @CsvSource({
        "mode, eco, set-mode, eco, ''",
        "mode, loud, , , eco",
        "cap, 2.50, set-cap, 2.5, ''",
        "cap, 4, , , within the asset's limits",
        "cap, much, , , Expected a number for value of command set-cap but 'much' is wanted",
        "steps, 3, set-steps, 3, ''",
        "steps, 3.5, , , Expected a whole number",
        "steps, 10, , , but got '10'",
        "lamp, true, set-lamp, true, ''",
        "lamp, on, , , Expected true or false",
        "colour, red, , , Expected a command of type turbine that sets 'colour' but it has none"
    })
    void shouldFindTheCommandOrSayWhyThereIsNone(
            String property, String wanted, @Nullable String command, @Nullable String argument, String whyNot) {
        want(Map.of(property, wanted));

        Sight.Wish wish = Objects.requireNonNull(only(List.of()).wish());

        assertThat(wish.value()).isEqualTo(wanted);
        assertThat(wish.group()).isEqualTo(NORTH);
        assertThat(wish.by()).isEqualTo(new Principal("tester"));
        assertThat(wish.command() == null ? null : wish.command().name())
                .isEqualTo(command == null ? null : new CommandName(command));
        assertThat(
                        wish.command() == null
                                ? null
                                : ((Argument) wish.command()
                                                .arguments()
                                                .values()
                                                .get("value"))
                                        .shown())
                .isEqualTo(argument);
        if (command == null) {
            assertThat(wish.whyNot()).startsWith("Expected ").contains(whyNot);
        } else {
            assertThat(wish.whyNot()).isEmpty();
        }
    }

    @Test
    void shouldSeeWhatIsKnownAlsoWhereNothingDiffersAnyMore() {
        want(Map.of("mode", "eco"));
        PromiseKey key = only(List.of()).key();
        model.execute(new ModelCommand.PutProperties(
                WT_07, PropertyKind.REPORTED, new Properties(Map.of("mode", "eco")), null));

        assertThat(all(List.of())).isEmpty();
        assertThat(only(List.of(key)).reported()).isEqualTo("eco");

        want(Map.of());
        assertThat(only(List.of(key)).wish()).isNull();
    }

    @Test
    void shouldSeeNothingWantedOfWhoLeftService() {
        want(Map.of("mode", "eco"));
        PromiseKey key = only(List.of()).key();
        model.execute(new ModelCommand.RetireAsset(WT_07, START));

        assertThat(only(List.of(key)).wish()).isNull();
    }

    @Test
    void shouldSeeAWishBeginByItself() {
        model.execute(new ModelCommand.PutGroupProperties(
                NORTH, new Properties(Map.of("mode", "eco")), Validity.from(START.plusSeconds(60))));
        assertThat(all(List.of())).isEmpty();

        model.passTo(START.plusSeconds(61));

        assertThat(only(List.of()).key()).isEqualTo(new PromiseKey(WT_07, "mode"));
    }

    @Test
    void shouldTellWhoStandsBelow() {
        assertThat(sights.below(NORTH, List.of(WT_07, new AssetId("no")))).containsExactly(WT_07);
        assertThat(sights.below(GroupKey.root(GEOGRAPHY), List.of(WT_07))).containsExactly(WT_07);
        assertThat(sights.below(GroupKey.unplaced(GEOGRAPHY), List.of(WT_07))).isEmpty();
    }

    private static CommandDefinition sets(String property, Parameter parameter) {
        return new CommandDefinition(
                new CommandName("set-" + property), "Set " + property, List.of(parameter), property);
    }

    private void want(Map<String, String> wanted) {
        model.execute(new ModelCommand.PutGroupProperties(NORTH, new Properties(wanted), null));
    }

    private Sight only(List<PromiseKey> known) {
        List<Sight> all = all(known);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Of the asset's bucket; others see nothing. */
    private List<Sight> all(List<PromiseKey> known) {
        int bucket = PromiseKey.bucket(WT_07);
        assertThat(IntStream.range(0, PromiseKey.BUCKETS).filter(other -> other != bucket))
                .allSatisfy(other -> assertThat(sights.of(other, List.of())).isEmpty());
        return sights.of(bucket, known);
    }
}
