package dev.muster.twinservice.setpoint;

import static dev.muster.twinservice.setpoint.FakeFleet.GEOGRAPHY;
import static dev.muster.twinservice.setpoint.FakeFleet.NORTH;
import static dev.muster.twinservice.setpoint.FakeFleet.NORTHERN;
import static dev.muster.twinservice.setpoint.FakeFleet.POWER;
import static dev.muster.twinservice.setpoint.FakeFleet.ROOT;
import static dev.muster.twinservice.setpoint.FakeFleet.SOUTHERN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.setpoint.control.LeftOut;
import dev.muster.twinservice.setpoint.control.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetReaderTest {
    private static final AssetId ODD = new AssetId("ODD");

    private final FakeFleet fleet = new FakeFleet();
    private final FleetReader reader =
            fleet.ports(SetPointSettings.from(SetPointsTest.config())).reader();

    @Test
    void shouldFindMembersAtAnyDepthAndOneTooMany() {
        GroupKey site = new GroupKey(GEOGRAPHY, new GroupId("site"));
        fleet.model.execute(new ModelCommand.PutGroup(site, "Site", NORTH.group(), null));
        fleet.place(ODD, site);

        assertThat(FleetReader.members(fleet.model.view, NORTH, 10))
                .hasSize(5)
                .containsAll(NORTHERN)
                .contains(ODD);
        assertThat(FleetReader.members(fleet.model.view, ROOT, 10))
                .contains(SOUTHERN, ODD)
                .hasSize(6);
        assertThat(FleetReader.members(fleet.model.view, ROOT, 3)).hasSize(4);
        assertThat(FleetReader.members(fleet.model.view, new GroupKey(GEOGRAPHY, new GroupId("no")), 3))
                .isEmpty();
    }

    @Test
    void shouldSeeLimitsAndValuesInMicros() {
        Seen seen = read(NORTHERN.get(0));

        Seen.Terms terms = Objects.requireNonNull(seen.terms());
        assertThat(terms.lower()).isZero();
        assertThat(terms.upper()).isEqualTo(3_000_000);
        assertThat(terms.parameter()).isEqualTo("megawatts");
        assertThat(Objects.requireNonNull(seen.present()).micros()).isEqualTo(2_000_000);
        assertThat(Objects.requireNonNull(seen.available()).staleAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(seen.connectivity()).isEqualTo(Connectivity.ONLINE);
    }

    @Test
    void shouldTakeWhoDoesNotAnswerAsItWasSeenLast() {
        fleet.mute.add(NORTHERN.get(0));
        assertThat(read(NORTHERN.get(0)).connectivity()).isNull();

        fleet.mute.clear();
        Seen before = read(NORTHERN.get(0));
        fleet.mute.add(NORTHERN.get(0));

        assertThat(read(NORTHERN.get(0))).isEqualTo(before);
    }

    @Test
    void shouldControlNobodyWhoseTermsAreNotClear() {
        assertThat(odd(SignConvention.GENERATION, "MW", "MW", new Range(-1, 10), true))
                .isNull();
        assertThat(odd(SignConvention.LOAD, "MW", "MW", new Range(-1, 10), true))
                .isEqualTo(LeftOut.LOAD_POSITIVE);
        assertThat(odd(SignConvention.GENERATION, "kW", "MW", new Range(-1, 10), true))
                .isEqualTo(LeftOut.OTHER_UNIT);
        assertThat(odd(SignConvention.GENERATION, "MW", "kW", new Range(-1, 10), true))
                .isEqualTo(LeftOut.OTHER_UNIT);
        assertThat(odd(SignConvention.GENERATION, "MW", "MW", null, true)).isEqualTo(LeftOut.NO_LIMITS);
        assertThat(odd(SignConvention.GENERATION, "MW", "MW", new Range(-1, 10), false))
                .isEqualTo(LeftOut.NOT_CONTROLLED);
    }

    @Test
    void shouldTurnWhatLoadsTake() {
        odd(SignConvention.LOAD, "MW", "MW", new Range(-1, 10), true);

        assertThat(Objects.requireNonNull(read(ODD).present()).micros()).isEqualTo(-2_000_000);
    }

    /** Why an asset of a type like this is not controlled; {@code null}: it is. */
    private @Nullable LeftOut odd(
            SignConvention sign, String unitAvailable, String unitSaid, @Nullable Range range, boolean controlled) {
        AssetType plain = new AssetType(
                new TypeId("odd"),
                "Odd",
                Duration.ofSeconds(30),
                List.of(
                        signal(POWER.value(), "MW", sign, range, true),
                        signal("available", unitAvailable, SignConvention.GENERATION, null, false)));
        Parameter value =
                new Parameter("value", "Value", Parameter.Kind.NUMBER, unitSaid, null, null, List.of(), false);
        SetPointControl known = Objects.requireNonNull(
                fleet.model.view.type(new TypeId("wind-turbine")).orElseThrow().setPoint());
        fleet.model.execute(new ModelCommand.DefineType(
                controlled
                        ? plain.with(
                                List.of(
                                        new CommandDefinition(known.command(), "Set", List.of(value), null),
                                        new CommandDefinition(known.release(), "Release", List.of(), null)),
                                known)
                        : plain));
        fleet.place(ODD, NORTH);
        fleet.model.execute(new ModelCommand.PutAsset(
                ODD,
                "Odd",
                new TypeId("odd"),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(Placement.now(GEOGRAPHY, NORTH.group()))));
        Seen seen = read(ODD);
        return seen.terms() == null ? seen.notControlled() : null;
    }

    private static Signal signal(String name, String unit, SignConvention sign, @Nullable Range range, boolean summed) {
        return Signal.atIntervals(
                new SignalName(name),
                unit,
                SignalKind.GAUGE,
                sign,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                range,
                summed);
    }

    private Seen read(AssetId asset) {
        List<Seen> seen = reader.read(List.of(asset, new AssetId("nobody")), POWER)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }
}
