package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;
import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;
import static dev.muster.assetmodel.registry.ModelFacts.GEOGRAPHY;
import static dev.muster.assetmodel.registry.ModelFacts.POWER;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.group;
import static dev.muster.assetmodel.registry.ModelFacts.in;
import static dev.muster.assetmodel.registry.ModelFacts.place;
import static dev.muster.assetmodel.registry.ModelFacts.power;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.putGroup;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static dev.muster.assetmodel.registry.ModelFacts.windExpected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.registry.bucket.BucketState;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.type.ExpectationSchedule.Daily;
import dev.muster.assetmodel.type.ExpectationSchedule.Daylight;
import dev.muster.assetmodel.type.ExpectationSchedule.Window;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Reporting;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
    private static final AssetId ASSET = new AssetId("WT-07");

    private final ModelDriver model = new ModelDriver();

    @BeforeEach
    void fillModel() {
        model.accepted(type("wind"));
        model.accepted(geography());
        model.accepted(putGroup("country", null));
        model.accepted(putGroup("north", "country"));
        model.accepted(putGroup("south", "country"));
    }

    @Test
    void shouldRecordNothingWhenItAlreadyIsSo() {
        ModelCommand put = putAsset("WT-07", in("north"));
        assertThat(model.accepted(put)).hasSize(2);
        model.accepted(new ModelCommand.RetireAsset(new AssetId("WT-07"), at(9)));
        model.accepted(put);
        model.passes(Duration.ofHours(1));

        assertThat(model.accepted(put)).isEmpty();
        assertThat(model.accepted(place("WT-07", in("north")))).isEmpty();
        assertThat(model.accepted(type("wind"))).isEmpty();
        assertThat(model.accepted(geography())).isEmpty();
        assertThat(model.accepted(putGroup("north", "country"))).isEmpty();
    }

    @Test
    void shouldCloseThePlacementInForceWhenAnAssetMoves() {
        model.accepted(putAsset("WT-07", in("north")));

        List<ModelEvent> events = model.accepted(place("WT-07", in("south", at(5), null)));

        assertThat(events).singleElement().isInstanceOfSatisfying(ModelEvent.AssetPlaced.class, placed -> {
            assertThat(placed.validity()).isEqualTo(Validity.from(at(5)));
            assertThat(placed.recorded().by()).hasToString("tester");
        });
        assertThat(model.view.placements(ASSET).get(GEOGRAPHY))
                .containsExactly(in("north", at(0), at(5)), in("south", at(5), null));
    }

    @Test
    void shouldMoveGroupWithEverythingBelow() {
        model.accepted(putAsset("WT-07", in("north")));

        model.accepted(putGroup("north", "south"));

        assertThat(model.view.roster(group("south")).orElseThrow().children()).containsKey(group("north"));
        assertThat(model.view.roster(group("country")).orElseThrow().children()).doesNotContainKey(group("north"));
    }

    @Test
    void shouldRecordAllOfPutAssetOrNothing() {
        assertRejected(
                new ModelCommand.PutAsset(
                        ASSET,
                        "WT-07",
                        type("wind").type().id(),
                        null,
                        Map.of(),
                        Map.of(),
                        null,
                        List.of(in("north"), in("south"))),
                INVALID,
                "placements.geography");
        assertRejected(putAsset("WT-07", in("nowhere")), UNKNOWN_REFERENCE, "placements.geography.group");

        model.catchUp();
        assertThat(model.view.asset(ASSET)).isEmpty();
    }

    @Test
    void shouldNameTheReferenceThatIsUnknown() {
        model.accepted(putAsset("WT-07"));

        assertRejected(place("WT-08", in("north")), UNKNOWN_REFERENCE, "asset");
        assertRejected(new ModelCommand.RetireAsset(new AssetId("WT-08"), at(0)), UNKNOWN_REFERENCE, "asset");
        assertRejected(place("WT-07", in("west")), UNKNOWN_REFERENCE, "group");
        assertRejected(putGroup("west", "nowhere"), UNKNOWN_REFERENCE, "parent");
        assertRejected(
                putAsset("WT-08", Map.of(new SignalName("heat"), new Range(0, 1)), Map.of(), null),
                UNKNOWN_REFERENCE,
                "limits.heat");
        assertRejected(
                new ModelCommand.PutGroup(GroupKey.parse("owner|me"), "Me", null, null),
                UNKNOWN_REFERENCE,
                "hierarchy");
    }

    @Test
    void shouldRefuseReservedGroups() {
        model.accepted(putAsset("WT-07"));

        assertRejected(putGroup("root", null), INVALID, "group");
        assertRejected(putGroup("unplaced", null), INVALID, "group");
        assertRejected(putGroup("west", "unplaced"), INVALID, "parent");
        assertRejected(place("WT-07", in("unplaced")), INVALID, "group");
        assertThat(model.accepted(place("WT-07", in("root")))).hasSize(1);
    }

    @Test
    void shouldRefuseCycle() {
        assertRejected(putGroup("country", "country"), CONFLICT, "parent");
        assertRejected(putGroup("country", "north"), CONFLICT, "parent");
    }

    @Test
    void shouldRefuseCycleThatWouldOnlyBeInTheFuture() {
        // given: from hour 5 on, south stands below north
        model.accepted(putGroup("south", "north", Validity.from(at(5))));

        assertRejected(putGroup("north", "south", Validity.from(at(6))), CONFLICT, "parent");
        assertRejected(putGroup("north", "south"), CONFLICT, "parent");
        model.accepted(putGroup("south", "country", Validity.from(at(5))));
        assertThat(model.accepted(putGroup("north", "south"))).hasSize(1);
    }

    @Test
    void shouldRefuseToReachIntoLaterPlacement() {
        model.accepted(putAsset("WT-07", in("north")));
        model.accepted(place("WT-07", in("south", at(5), null)));

        assertRejected(place("WT-07", in("country", at(1), at(6))), CONFLICT, "validTo");
        assertThat(model.accepted(place("WT-07", in("country", at(1), null)))).hasSize(1);
        assertThat(model.view.placements(ASSET).get(GEOGRAPHY))
                .containsExactly(in("north", at(0), at(1)), in("country", at(1), at(5)), in("south", at(5), null));
    }

    @Test
    void shouldRefuseToEndBeforeItBegins() {
        model.accepted(putAsset("WT-07"));

        assertRejected(place("WT-07", in("north", at(5), at(5))), INVALID, "validTo");
        assertRejected(place("WT-07", in("north", null, at(0))), INVALID, "validTo");
    }

    @Test
    void shouldRefuseToCloseGroupThatSomethingStandsUnder() {
        model.accepted(putAsset("WT-07", in("north")));

        assertRejected(putGroup("country", null, new Validity(at(0), at(5))), CONFLICT, "validTo");
        assertRejected(putGroup("north", "country", new Validity(at(0), at(5))), CONFLICT, "validTo");
        model.accepted(place("WT-07", in("south", at(5), null)));
        assertThat(model.accepted(putGroup("north", "country", new Validity(at(0), at(5)))))
                .hasSize(1);
    }

    @Test
    void shouldRecordChangeOfScheduleAndOfReporting() {
        Signal power = power("MW", new Range(-1, 10));
        Signal onChange = new Signal(
                power.name(),
                power.unit(),
                power.kind(),
                power.sign(),
                power.interval(),
                power.staleAfter(),
                power.range(),
                power.summed(),
                Reporting.BY_EXCEPTION);

        assertRecordedOnce(windExpected(new Daylight()));
        assertRecordedOnce(windExpected(daily(8)));
        assertRecordedOnce(windExpected(daily(9)));
        assertRecordedOnce(type("wind", power));
        assertRecordedOnce(type("wind", onChange));
        assertThat(model.view.type(new TypeId("wind")))
                .contains(type("wind", onChange).type());
        assertRecordedOnce(type("wind", power));
    }

    @Test
    void shouldTakeRetirementBack() {
        model.accepted(putAsset("WT-07", in("north")));
        model.accepted(new ModelCommand.RetireAsset(ASSET, at(0)));
        assertThat(model.view.groupsOf(ASSET)).isEmpty();

        model.accepted(putAsset("WT-07"));

        assertThat(model.view.groupsOf(ASSET)).containsEntry(GEOGRAPHY, group("north"));
    }

    @Test
    void shouldNeverRecordBackwards() {
        // given a writer whose predecessor's clock was ahead
        BucketState bucket = new BucketState();
        ModelRegistry registry = new ModelRegistry(new AllKnown(), Precedence.MANUAL);
        Author by = Author.of(new Principal("tester"));
        apply(registry.decide(putAsset("WT-07", in("north")), bucket, at(1), by), bucket);

        Decision decision = registry.decide(place("WT-07", in("south")), bucket, at(0), by);

        assertThat(decision).isInstanceOfSatisfying(Decision.Accept.class, accept -> assertThat(
                        accept.events().get(0).validity())
                .isEqualTo(Validity.from(at(1))));
    }

    @Test
    void shouldSayWhatWasExpected() {
        assertThat(model.rejected(place("WT-08", in("north"))).detail())
                .isEqualTo("Expected a known asset but got 'WT-08'");
        assertThat(model.rejected(putAsset("WT-07", Map.of(POWER, new Range(0, 2e7)), Map.of(), null))
                        .detail())
                .startsWith("Expected at most 5000000 units");
    }

    private void assertRecordedOnce(ModelCommand.DefineType command) {
        model.passes(Duration.ofMinutes(1));
        assertThat(model.accepted(command)).hasSize(1);
        assertThat(model.accepted(command)).isEmpty();
    }

    private static Daily daily(int from) {
        return new Daily(ZoneOffset.UTC, List.of(new Window(LocalTime.of(from, 0), LocalTime.of(16, 0))));
    }

    private void assertRejected(ModelCommand command, Reason reason, String field) {
        Rejected rejection = model.rejected(command);
        assertThat(rejection.reason()).as(rejection.detail()).isEqualTo(reason);
        assertThat(rejection.field()).as(rejection.detail()).isEqualTo(field);
        assertThat(rejection.detail()).startsWith("Expected");
    }

    private static void apply(Decision decision, BucketState bucket) {
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        ((Decision.Accept) decision).events().forEach(bucket::apply);
    }

    private static Instant at(int hour) {
        return ModelDriver.START.plus(Duration.ofHours(hour));
    }
}
