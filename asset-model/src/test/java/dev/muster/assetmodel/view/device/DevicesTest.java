package dev.muster.assetmodel.view.device;

import static dev.muster.assetmodel.registry.ModelFacts.power;
import static dev.muster.assetmodel.registry.ModelFacts.putAsset;
import static dev.muster.assetmodel.registry.ModelFacts.type;
import static dev.muster.assetmodel.registry.ModelFacts.withSource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.InstallDevice;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.DeviceId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Turbine {@code WT} with its own source, and what comes into its place; times are minutes after the start. */
class DevicesTest {
    private static final SignalName ENERGY = new SignalName("energy");

    private final ModelDriver driver = new ModelDriver();
    private final Devices devices = driver.view.devices();

    @BeforeEach
    void register() {
        Signal energy = Signal.atIntervals(
                ENERGY,
                "MW.h",
                SignalKind.COUNTER,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                false);
        driver.accepted(type("wind", power("MW", null), energy));
        driver.accepted(putAsset("WT"));
        driver.accepted(putAsset("OTHER"));
    }

    @Test
    void shouldLetTheDeviceSpeakThatWasThereWhenItMeasured() {
        // given
        driver.accepted(install("WT", "old", "gw-old", 10, null));
        driver.accepted(install("WT", "new", "gw-new", 20, null));

        // then
        assertSpeaks("WT", 9, "WT");
        assertSpeaks("WT", 10, "gw-old");
        assertSpeaks("WT", 19, "gw-old");
        assertSpeaks("WT", 20, "gw-new");
        assertThat(devices.at(asset("WT"), at(19), null).orElseThrow().value().device())
                .isEqualTo(new DeviceId("old"));
        assertThat(devices.silence(new SourceId("gw-old"), at(20))).hasValue("device old left asset WT at " + at(20));
        assertThat(devices.silence(new SourceId("gw-new"), at(19)))
                .hasValue("device new was installed at asset WT only at " + at(20));
        assertThat(devices.silence(new SourceId("WT"), at(15)))
                .hasValue("device old spoke for asset WT from %s on".formatted(at(10)));
        assertThat(devices.silence(new SourceId("stranger"), at(15))).isEmpty();
    }

    @Test
    void shouldLetTheAssetsOwnSourceSpeakForADeviceWithoutOneAndForNone() {
        driver.accepted(install("WT", "silent", null, 10, 20));
        driver.accepted(install("WT", "talking", "gw", 20, 30));

        assertSpeaks("WT", 5, "WT");
        assertSpeaks("WT", 15, "WT");
        assertSpeaks("WT", 25, "gw");
        assertSpeaks("WT", 30, "WT");
        assertThat(devices.speaksSince(asset("WT"), at(15))).isEqualTo(Validity.BEGINNING);
        assertThat(devices.speaksSince(asset("WT"), at(29))).isEqualTo(at(20));
        assertThat(devices.speaksSince(asset("WT"), at(40))).isEqualTo(at(30));
        assertThat(devices.at(asset("WT"), at(30), null)).isEmpty();
    }

    @Test
    void shouldAttributeByACorrectionFromWhenItIsRecorded() {
        driver.accepted(install("WT", "new", "gw-new", 20, null));
        driver.passes(Duration.ofMinutes(60));
        Instant before = driver.now();
        driver.passes(Duration.ofMinutes(1));

        driver.accepted(install("WT", "new", "gw-new", 15, 20));

        assertSpeaks("WT", 15, "gw-new");
        assertThat(devices.at(asset("WT"), at(15), before)).isEmpty();
        assertThat(devices.at(asset("WT"), at(15), null)).isPresent();
    }

    @Test
    void shouldKeepADeviceAtOneAssetAtATime() {
        driver.accepted(install("WT", "one", "gw", 10, 20));

        Rejected rejected = driver.rejected(install("OTHER", "one", null, 5, null));
        assertThat(rejected.reason()).isEqualTo(Reason.CONFLICT);
        assertThat(rejected.field()).isEqualTo("device");
        assertThat(rejected.detail()).contains("one is at WT");
        assertField("device", install("OTHER", "one", null, 19, 30));

        driver.accepted(install("OTHER", "one", null, 5, 10));
        driver.accepted(install("OTHER", "one", "gw", 20, null));
        assertThat(devices.stays(new DeviceId("one"), null))
                .extracting(
                        stay -> stay.asset().value(),
                        stay -> stay.installation().validity().validFrom())
                .containsExactly(tuple("OTHER", at(5)), tuple("WT", at(10)), tuple("OTHER", at(20)));
        assertThat(driver.view.assetOf(new SourceId("gw"), at(15))).hasValue(asset("WT"));
        assertThat(driver.view.assetOf(new SourceId("gw"), at(25))).hasValue(asset("OTHER"));
    }

    @Test
    void shouldLetARetiredAssetsDeviceGo() {
        driver.accepted(install("WT", "one", "gw", 10, null));
        driver.accepted(new ModelCommand.RetireAsset(asset("WT"), at(20)));
        assertField("device", install("OTHER", "one", "gw", 19, null));

        driver.accepted(install("OTHER", "one", "gw", 20, null));

        assertThat(driver.view.assetOf(new SourceId("gw"), at(19))).hasValue(asset("WT"));
        assertThat(driver.view.assetOf(new SourceId("gw"), at(20))).hasValue(asset("OTHER"));
        assertThat(devices.assetOf(new DeviceId("one"), at(20), null)).hasValue(asset("OTHER"));
    }

    @Test
    void shouldRefuseASourceThatAnotherAssetHas() {
        assertField("source", install("WT", "one", "OTHER", 10, null));
        driver.accepted(install("WT", "one", "gw", 10, null));
        assertField("source", install("OTHER", "two", "gw", 15, null));
        driver.passes(Duration.ofMinutes(30));
        assertField("source", withSource("LATER", "gw"));
    }

    @Test
    void shouldNameTheFieldThatDoesNotFit() {
        assertField("asset", install("NOBODY", "one", null, 10, null));
        assertField(
                "validFrom",
                new InstallDevice(
                        asset("WT"),
                        installation("one", null, Map.of()),
                        Validity.from(ModelLimits.TIME_MAX.plusMillis(1))));
        assertField("counterOffsets.power", offset("power", 1));
        assertField("counterOffsets.nothing", offset("nothing", 1));
        assertField("counterOffsets.energy", offset("energy", Double.NaN));
        assertField("counterOffsets.energy", offset("energy", Math.nextUp(ModelLimits.COUNTER_OFFSET_MAX)));
        driver.accepted(install("WT", "two", null, 20, null));
        assertField("validTo", install("WT", "one", null, 10, 21));
        driver.accepted(offset("energy", -ModelLimits.COUNTER_OFFSET_MAX));
    }

    @Test
    void shouldSayTheSameWhicheverOfTwoRacingWritersIsSeenFirst() {
        for (boolean otherFirst : List.of(false, true)) {
            ModelDriver raced = new ModelDriver();
            raced.accepted(type("wind"));
            raced.accepted(putAsset("WT"));
            raced.accepted(putAsset("OTHER"));
            InstallDevice here = install("WT", "one", "gw", 10, null);
            InstallDevice there = install("OTHER", "one", "gw", 10, null);

            // Neither is seen by the writer of the other one.
            assertThat(raced.decide(otherFirst ? there : here)).isInstanceOf(Decision.Accept.class);
            raced.passes(Duration.ofMillis(1));
            assertThat(raced.decide(otherFirst ? here : there)).isInstanceOf(Decision.Accept.class);
            raced.catchUp();
            AssetId first = asset(otherFirst ? "OTHER" : "WT");
            AssetId second = asset(otherFirst ? "WT" : "OTHER");
            assertRaceIsWonBy(first, second, raced);

            // What is put on record again when the device leaves was said first all the same.
            raced.passes(Duration.ofMillis(1));
            raced.accepted(install(first.value(), "next", null, 60, null));
            assertRaceIsWonBy(first, second, raced);
            assertThat(raced.view.assetOf(new SourceId("gw"), at(60))).hasValue(second);
        }
    }

    private static void assertRaceIsWonBy(AssetId first, AssetId second, ModelDriver raced) {
        Devices devices = raced.view.devices();
        assertThat(devices.assetOf(new DeviceId("one"), at(30), null)).hasValue(first);
        assertThat(devices.at(first, at(30), null)).isPresent();
        assertThat(devices.at(second, at(30), null)).isEmpty();
        assertThat(raced.view.assetOf(new SourceId("gw"), at(30))).hasValue(first);
        assertThat(raced.view.assetOf(new SourceId(second.value()), at(30)))
                .as("it has no device, so its own source speaks")
                .hasValue(second);
    }

    @Test
    void shouldTellWhoElseMaySpeakWheneverThatChanges() {
        driver.accepted(new ModelCommand.RetireAsset(asset("WT"), at(900)));
        assertThat(devices.newSourceCount()).isZero();

        driver.accepted(install("WT", "one", "gw", 10, null));
        assertThat(devices.newSources(0)).containsExactly(newSource("gw"));
        driver.passes(Duration.ofMinutes(20));
        driver.accepted(install("WT", "one", "gw", 10, 40));

        assertThat(devices.newSources(1))
                .as("its own source speaks again at some time")
                .containsExactly(newSource("WT"));
        assertThat(devices.newSourceCount()).isEqualTo(2);
        assertThat(devices.sourcesOf(asset("WT"))).containsExactlyInAnyOrder(new SourceId("WT"), new SourceId("gw"));
    }

    private NewSource newSource(String source) {
        return new NewSource(new SourceId(source), asset("WT"), driver.now());
    }

    private void assertSpeaks(String asset, int minute, String source) {
        assertThat(devices.sourceOf(asset(asset), at(minute))).hasValue(new SourceId(source));
        for (SourceId any : devices.sourcesOf(asset(asset))) {
            assertThat(driver.view.assetOf(any, at(minute)))
                    .as("%s at %d", any, minute)
                    .isEqualTo(any.value().equals(source) ? Optional.of(asset(asset)) : Optional.empty());
        }
    }

    private void assertField(String field, ModelCommand command) {
        assertThat(driver.rejected(command).field()).isEqualTo(field);
    }

    private static InstallDevice offset(String signal, double offset) {
        return new InstallDevice(
                asset("WT"), installation("one", null, Map.of(new SignalName(signal), offset)), during(5, 6));
    }

    private static InstallDevice install(
            String asset, String device, @Nullable String source, int from, @Nullable Integer to) {
        return new InstallDevice(asset(asset), installation(device, source, Map.of()), during(from, to));
    }

    private static Installation installation(
            String device, @Nullable String source, Map<SignalName, Double> counterOffsets) {
        return new Installation(new DeviceId(device), source == null ? null : new SourceId(source), counterOffsets);
    }

    private static Validity during(int from, @Nullable Integer to) {
        return new Validity(at(from), to == null ? null : at(to));
    }

    private static AssetId asset(String id) {
        return new AssetId(id);
    }

    private static Instant at(int minute) {
        return ModelDriver.START.plus(Duration.ofMinutes(minute));
    }
}
