package dev.muster.aggregation.updates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateLanesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(5);
    private static final int VALUES_MAX = 4;
    private static final GroupKey NORTH = GroupKey.parse("geography|north");
    private static final GroupKey SOUTH = GroupKey.parse("geography|south");
    private static final GroupKey WIND = GroupKey.parse("technology|wind");
    private static final AssetId A1 = new AssetId("a1");

    private final Map<AssetId, List<GroupKey>> placements = new HashMap<>(Map.of(A1, List.of(NORTH)));
    private final UpdateLanes lanes = new UpdateLanes(
            new AggregationSettings.Updates(Duration.ofMillis(200), VALUES_MAX, ACK_TIMEOUT),
            asset -> placements.getOrDefault(asset, List.of()));

    @Test
    void shouldSendTheLatestOfAMemberOnce() {
        lanes.offer(update(A1, 2));
        lanes.offer(update(A1, 3));
        lanes.offer(update(A1, 1));

        assertThat(lanes.flush(NOON)).singleElement().satisfies(batch -> assertThat(batch.updates())
                .containsExactly(update(A1, 3)));
        assertThat(lanes.flush(NOON)).isEmpty();
    }

    @Test
    void shouldSendToTheGroupOfEachHierarchy() {
        placements.put(A1, List.of(NORTH, WIND));
        lanes.offer(update(A1, 1));

        assertThat(lanes.flush(NOON)).extracting(UpdateLanes.Batch::group).containsExactlyInAnyOrder(NORTH, WIND);
    }

    @Test
    void shouldSendNothingOfAnAssetInNoGroup() {
        lanes.offer(update(new AssetId("retired"), 1));

        assertThat(lanes.flush(NOON)).isEmpty();
    }

    @Test
    void shouldKeepMessagesWithinTheLimit() {
        for (int i = 0; i < 5; i++) {
            AssetId asset = new AssetId("b" + i);
            placements.put(asset, List.of(NORTH));
            lanes.offer(update(asset, 1));
        }

        // Each member weighs two: its value and its status.
        assertThat(lanes.flush(NOON))
                .extracting(batch -> batch.updates().size())
                .containsExactly(2, 2, 1);
    }

    @Test
    void shouldHoldALaneUntilAllOfItIsAcknowledged() {
        lanes.offer(update(A1, 1));
        UpdateLanes.Batch batch = lanes.flush(NOON).get(0);
        lanes.offer(update(A1, 2));

        assertThat(lanes.flush(NOON.plusSeconds(1))).isEmpty();
        lanes.acknowledge(batch.id());
        assertThat(lanes.flush(NOON.plusSeconds(1))).singleElement().satisfies(next -> assertThat(next.updates())
                .containsExactly(update(A1, 2)));
    }

    @Test
    void shouldSendAgainWhatWasNotAcknowledgedToTheGroupOfThen() {
        lanes.offer(update(A1, 1));
        lanes.flush(NOON);
        placements.put(A1, List.of(SOUTH));

        assertThat(lanes.flush(NOON.plus(ACK_TIMEOUT).minusMillis(1))).isEmpty();
        assertThat(lanes.flush(NOON.plus(ACK_TIMEOUT))).singleElement().satisfies(again -> {
            assertThat(again.group()).isEqualTo(SOUTH);
            assertThat(again.updates()).containsExactly(update(A1, 1));
        });
    }

    @Test
    void shouldIgnoreAnAnswerThatComesTooLate() {
        lanes.offer(update(A1, 1));
        UpdateLanes.Batch givenUp = lanes.flush(NOON).get(0);
        UpdateLanes.Batch again = lanes.flush(NOON.plus(ACK_TIMEOUT)).get(0);
        lanes.offer(update(A1, 2));
        lanes.acknowledge(givenUp.id());

        assertThat(lanes.flush(NOON.plus(ACK_TIMEOUT))).isEmpty();
        lanes.acknowledge(again.id());
        assertThat(lanes.flush(NOON.plus(ACK_TIMEOUT))).hasSize(1);
    }

    private static MemberUpdate update(AssetId asset, long sequence) {
        SignalValue value = new SignalValue(
                sequence, Quality.GOOD, NOON.plusSeconds(sequence), sequence, new SourceId(asset.value()), NOON);
        return new MemberUpdate(asset, new MemberRegisters(Map.of(new SignalName("power"), value), null));
    }
}
