package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.command.ModelReply.Reason.CONFLICT;
import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.LIMIT;
import static dev.muster.assetmodel.command.ModelReply.Reason.UNKNOWN_REFERENCE;
import static dev.muster.assetmodel.registry.ModelFacts.POWER;
import static dev.muster.assetmodel.registry.ModelFacts.geography;
import static dev.muster.assetmodel.registry.ModelFacts.power;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.DefineType;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.memory.ModelDriver;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Definitions that are about a time of their own, and corrections of parts of them. */
class TimedDefinitionsTest {
    private static final AssetId ASSET = new AssetId("WT-07");

    private final ModelDriver model = new ModelDriver();

    @BeforeEach
    void fillModel() {
        model.accepted(type("wind"));
        model.accepted(geography());
    }

    @Test
    void shouldExpectAssetOnlyFromItsFirstDefinitionOn() {
        model.accepted(owned("City", Validity.from(at(5))));

        assertThat(model.view.groupsOf(ASSET)).isEmpty();
        model.passes(Duration.ofHours(5));
        assertThat(model.view.groupsOf(ASSET)).isNotEmpty();
        assertThat(model.view.history().groupsOf(ASSET, Moment.at(at(4)))).isEmpty();
    }

    @Test
    void shouldKeepOwnersOfDifferentTimes() {
        model.accepted(owned("City", null));
        model.accepted(owned("Bank", new Validity(at(-48), at(-24))));
        model.accepted(owned("Fund", Validity.from(at(24))));

        assertThat(List.of(owner(-49), owner(-36), owner(25))).containsExactly("City", "Bank", "Fund");
        // Nobody said what it was in between: what lay behind an end does not come back.
        assertThat(model.view.history().groupsOf(ASSET, Moment.at(at(23)))).isEmpty();
        assertThat(model.view.history().groupsOf(ASSET, Moment.at(at(24)))).isNotEmpty();
        assertRejected(owned("Bank", new Validity(at(-72), at(-24))), CONFLICT, "validTo");
        assertRejected(owned("Bank", Validity.from(Instant.parse("+10000-01-01T00:00:00Z"))), INVALID, "validFrom");
    }

    @Test
    void shouldCorrectPartOfEveryVersionOfTheTimeAndNothingBehindIt() {
        model.accepted(owned("City", Validity.from(at(-48))));
        model.accepted(owned("Fund", Validity.from(at(0))));

        assertThat(model.accepted(patch("{\"name\":\"Seven\"}", new Validity(at(-24), at(24)))))
                .hasSize(3);

        assertThat(List.of(name(-25), name(-24), name(23), name(24)))
                .containsExactly("WT-07", "Seven", "Seven", "WT-07");
        assertThat(List.of(owner(-24), owner(0), owner(24))).containsExactly("City", "Fund", "Fund");
        assertThat(model.accepted(patch("{\"name\":\"Seven\"}", new Validity(at(-24), at(24)))))
                .isEmpty();
    }

    @Test
    void shouldMergeAsRfc7396Says() {
        model.accepted(putAsset("WT-07", Map.of(POWER, new Range(0, 3)), Map.of("maker", "A", "model", "V1"), null));

        model.accepted(patch(
                "{\"attributes\":{\"maker\":null,\"built\":\"2029\"},\"limits\":{\"power\":{\"max\":2.5}},\"source\":null,"
                        + "\"details\":{\"owner\":\"City\"},\"retiredFrom\":\"2031-01-01T00:00:00.000999Z\"}",
                null));

        Asset asset = model.view.asset(ASSET).orElseThrow();
        assertThat(asset.attributes()).isEqualTo(Map.of("model", "V1", "built", "2029"));
        assertThat(asset.limits()).isEqualTo(Map.of(POWER, new Range(0, 2.5)));
        assertThat(asset.source()).isEqualTo(new SourceId("WT-07"));
        assertThat(asset.details().owner()).isEqualTo("City");
        assertThat(asset.retiredFrom()).isEqualTo("2031-01-01T00:00:00Z");
    }

    @Test
    void shouldNameWhatDoesNotFitAndChangeNothing() {
        model.accepted(putAsset("WT-07"));

        assertRejected(patch("[]", null), INVALID, "");
        assertRejected(patch("{\"nmae\":\"x\"}", null), INVALID, "nmae");
        assertRejected(patch("{\"name\":null}", null), INVALID, "name");
        assertRejected(patch("{\"type\":null}", null), INVALID, "type");
        assertRejected(patch("{\"type\":\"sun\"}", null), UNKNOWN_REFERENCE, "type");
        assertRejected(patch("{\"limits\":{\"power\":{\"max\":5}}}", null), INVALID, "limits.power.min");
        assertRejected(patch("{\"limits\":{\"power\":7}}", null), INVALID, "limits.power.min");
        assertRejected(patch("{\"attributes\":[]}", null), INVALID, "attributes");
        assertRejected(patch("{\"details\":{\"feeds\":[null]}}", null), INVALID, "details");
        assertRejected(patch("{\"details\":{\"feeds\":[\"no\"]}}", null), UNKNOWN_REFERENCE, "feeds");
        assertRejected(patch("{\"details\":{\"owner\":\" \"}}", null), INVALID, "owner");
        assertRejected(
                new ModelCommand.PatchAsset(new AssetId("no"), patch("{}", null).patch(), null),
                UNKNOWN_REFERENCE,
                "asset");
        assertThat(model.view.history().everythingOf(ASSET).orElseThrow().revision())
                .isEqualTo(1);
    }

    @Test
    void shouldLimitDetails() {
        model.accepted(putAsset("WT-07"));
        List<AssetId> others = IntStream.rangeClosed(0, ModelLimits.PREDECESSORS_MAX)
                .mapToObj(i -> new AssetId("old-" + i))
                .toList();
        others.forEach(old -> model.accepted(putAsset(old.value())));
        int most = ModelLimits.PREDECESSORS_MAX;

        assertRejected(related(List.of(ASSET), List.of()), INVALID, "feeds");
        assertRejected(related(List.of(), List.of(new AssetId("no"))), UNKNOWN_REFERENCE, "predecessors");
        assertRejected(related(List.of(), others), LIMIT, "predecessors");
        assertThat(model.accepted(related(List.of(), others.subList(0, most)))).hasSize(1);
    }

    /** A retirement is of the asset, not of one of its versions: those that are already known to come say it too. */
    @Test
    void shouldRetireVersionsToComeToo() {
        model.accepted(owned("City", null));
        model.accepted(owned("Fund", Validity.from(at(24))));

        assertThat(model.accepted(new ModelCommand.RetireAsset(ASSET, at(12)))).hasSize(2);

        model.passes(Duration.ofHours(30));
        assertThat(model.view.groupsOf(ASSET)).isEmpty();
        assertThat(owner(30)).isEqualTo("Fund");
        assertThat(model.accepted(new ModelCommand.RetireAsset(ASSET, at(12)))).isEmpty();
    }

    @Test
    void shouldKeepOneUnitPerSummedSignal() {
        assertRejected(type("solar", power("kW", null)), CONFLICT, "signals.power.unit");
        assertThat(model.accepted(type("wind", power("kW", null)))).hasSize(1);
        assertThat(model.accepted(type("solar", power("kW", null)))).hasSize(1);
    }

    /** A sum over types would mix units as soon as the definition begins. */
    @Test
    void shouldKeepOneUnitPerSummedSignalAtEveryTime() {
        model.accepted(new DefineType(type("wind", power("kW", null)).type(), Validity.from(at(24))));

        assertRejected(type("solar", power("MW", null)), CONFLICT, "signals.power.unit");
        assertRejected(
                new DefineType(type("solar", power("kW", null)).type(), new Validity(at(0), at(48))),
                CONFLICT,
                "signals.power.unit");
        assertThat(model.accepted(
                        new DefineType(type("solar", power("MW", null)).type(), new Validity(at(0), at(24)))))
                .hasSize(1);
        assertThat(model.view
                        .history()
                        .type(new TypeId("wind"), Moment.at(at(25)))
                        .orElseThrow())
                .isEqualTo(type("wind", power("kW", null)).type());
    }

    private static PutAsset owned(String owner, @Nullable Validity validity) {
        return new PutAsset(
                ASSET,
                "WT-07",
                new TypeId("wind"),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                new AssetDetails(owner, null, List.of(), List.of()),
                validity);
    }

    private static PutAsset related(List<AssetId> feeds, List<AssetId> predecessors) {
        return new PutAsset(
                ASSET,
                "WT-07",
                new TypeId("wind"),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                new AssetDetails(null, null, feeds, predecessors),
                null);
    }

    private static ModelCommand.PatchAsset patch(String json, @Nullable Validity validity) {
        try {
            return new ModelCommand.PatchAsset(ASSET, new ObjectMapper().readTree(json), validity);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private @Nullable String owner(int hour) {
        return known(hour).map(asset -> asset.details().owner()).orElse(null);
    }

    private String name(int hour) {
        return known(hour).orElseThrow().name();
    }

    private Optional<Asset> known(int hour) {
        return model.view.history().asset(ASSET, Moment.at(at(hour)));
    }

    private void assertRejected(ModelCommand command, Reason reason, String field) {
        Rejected rejection = model.rejected(command);
        assertThat(rejection.reason()).as(rejection.detail()).isEqualTo(reason);
        assertThat(rejection.field()).as(rejection.detail()).isEqualTo(field);
        assertThat(rejection.detail()).startsWith("Expected");
    }

    private static Instant at(int hour) {
        return ModelDriver.START.plus(Duration.ofHours(hour));
    }
}
