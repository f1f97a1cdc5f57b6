package dev.muster.loadtest.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.type.Signal;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.GroupPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchModelTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void shouldMakeEveryRecordAnotherOneAndLaterOfItsAsset() {
        List<Sample> samples = BenchModel.records(7, 100, 1, NOW).toList();

        assertThat(samples).hasSize(100);
        Map<SourceId, Sample> last = new HashMap<>();
        for (Sample sample : samples) {
            assertThat(sample.readings()).hasSize(3);
            assertThat(sample.measuredAt()).isBefore(NOW);
            Sample before = last.put(sample.source(), sample);
            assertThat(before == null
                            || (before.measuredAt().isBefore(sample.measuredAt())
                                    && before.sequence() < sample.sequence()))
                    .isTrue();
        }
        assertThat(last).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_000, 900_000, 900_001, 1_000_000})
    void shouldMakeNoMoreGroupsThanThereCanBe(int assets) {
        List<GroupPlan> groups = BenchModel.part(assets, 0, 0).groups();

        assertThat(groups.size() / BenchModel.HIERARCHIES.size())
                .isLessThanOrEqualTo(ModelLimits.GROUPS_PER_HIERARCHY_MAX);
        BenchModel.part(assets, assets - 1, assets)
                .assets()
                .get(0)
                .placements()
                .forEach((hierarchy, group) ->
                        assertThat(groups).extracting(GroupPlan::key).contains(new GroupKey(hierarchy, group)));
    }

    @Test
    void shouldSendTheSameBytesToEverybodyAndOtherValuesInEachRound() {
        assertThat(bytes(1)).isEqualTo(bytes(1));
        assertThat(BenchModel.total(7, 100, 1)).isNotEqualTo(BenchModel.total(7, 100, 2));
    }

    private static List<String> bytes(int round) {
        return BenchModel.records(7, 100, round, NOW)
                .map(sample -> new String(TelemetryCodec.encode(sample), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void shouldExpectTheSumOfTheLastOfEachAsset() {
        Map<SourceId, Double> latest = latest(BenchModel.records(7, 100, 3, NOW).toList());

        assertThat(BenchModel.total(7, 100, 3))
                .isEqualTo(new RootTotal(
                        latest.values().stream().mapToLong(FixedPoint::toMicros).sum(), 7));
    }

    @Test
    void shouldPlanEveryAssetThatSendsInGroupsOfAHundredOfBothHierarchies() {
        ModelPlan plan = BenchModel.plan(1_250);

        assertThat(plan.assets()).hasSize(1_250);
        assertThat(plan.assets().get(1_249).id().value())
                .isEqualTo(BenchModel.records(1_250, 1_250, 1, NOW)
                        .toList()
                        .get(1_249)
                        .source()
                        .value());
        BenchModel.HIERARCHIES.forEach(hierarchy -> {
            // 13 leaf groups and 2 in the middle
            assertThat(plan.groups().stream()
                            .filter(group -> group.key().hierarchy().equals(hierarchy)))
                    .hasSize(15);
            assertThat(plan.assets().stream()
                            .collect(Collectors.groupingBy(
                                    (AssetPlan asset) ->
                                            requireNonNull(asset.placements().get(hierarchy)),
                                    Collectors.counting()))
                            .values())
                    .hasSize(13)
                    .allSatisfy(members -> assertThat(members).isBetween(1L, 100L));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void shouldSendEachSignalOfTheTypeAndSumOne(int signals) {
        List<Signal> known = BenchModel.part(100, 0, 0, signals).types().get(0).signals();
        List<Sample> samples = BenchModel.records(100, 100, 1, NOW, signals).toList();

        assertThat(known).hasSize(signals);
        assertThat(known.stream().filter(Signal::summed).map(Signal::name)).containsExactly(BenchModel.POWER);
        Set<SignalName> names = new HashSet<>(known.stream().map(Signal::name).toList());
        assertThat(samples)
                .hasSize(100)
                .allSatisfy(sample -> assertThat(sample.readings().keySet()).isEqualTo(names));
    }

    private static Map<SourceId, Double> latest(List<Sample> samples) {
        Map<SourceId, Double> latest = new HashMap<>();
        samples.forEach(sample -> latest.put(
                sample.source(),
                requireNonNull(sample.readings().get(BenchModel.POWER)).value()));
        return latest;
    }
}
