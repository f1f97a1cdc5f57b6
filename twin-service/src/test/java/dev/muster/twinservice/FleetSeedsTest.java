package dev.muster.twinservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.ingest.deadline.Seed;
import dev.muster.twinservice.latest.StoredLatest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How looks through the model are shared; what they find is {@link ModelFleetTest}'s. */
class FleetSeedsTest {
    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");
    private static final int PARTITIONS = 4;
    private static final List<String> IDS =
            IntStream.range(0, 40).mapToObj("meter-%02d"::formatted).toList();

    private final ModelOfTests model = new ModelOfTests(NOON);
    private final StoredFleet stored = new StoredFleet();
    private final FleetSeeds seeds =
            new FleetSeeds(model.view, stored, Clock.fixed(NOON, ZoneOffset.UTC), Runnable::run);

    @BeforeEach
    void register() {
        TypeId type = new TypeId("meter");
        model.execute(
                new ModelCommand.DefineType(new AssetType(type, "Meter", Duration.ofSeconds(30), List.of(power()))));
        for (String id : IDS) {
            model.execute(new ModelCommand.PutAsset(
                    new AssetId(id), id, type, new SourceId(id), Map.of(), Map.of(), null, List.of()));
            seen(id, NOON);
        }
        stored.hold = true;
    }

    @Test
    void shouldLookOnceForAllThatCameMeanwhile() {
        var first = asked(0);
        var others = List.of(asked(1), asked(2), asked(3));
        assertThat(stored.held).extracting(StoredFleet.Read::assets).containsExactly(assetsOf(0));

        stored.answer(stored.held.get(0));

        assertThat(first.join().keySet()).isEqualTo(sourcesOf(0));
        assertThat(stored.held).hasSize(2);
        assertThat(stored.held.get(1).assets()).isEqualTo(assetsOf(1, 2, 3));
        assertThat(others).noneMatch(CompletableFuture::isDone);

        stored.answer(stored.held.get(1));

        assertThat(others.get(0).join().keySet()).isEqualTo(sourcesOf(1));
        assertThat(others.get(1).join().keySet()).isEqualTo(sourcesOf(2));
        assertThat(others.get(2).join().keySet()).isEqualTo(sourcesOf(3));
        assertThat(stored.held).hasSize(2);
    }

    /** A read that has begun may miss what was stored since. */
    @Test
    void shouldReadAgainForWhoAsksWhileItIsRead() {
        asked(0);
        var again = asked(0);
        stored.answer(stored.held.get(0));
        String heard = sourcesOf(0).iterator().next().value();
        seen(heard, NOON.plusSeconds(9));

        stored.answer(stored.held.get(1));

        assertThat(again.join()).containsEntry(new SourceId(heard), new Seed(NOON.plusSeconds(9), false));
    }

    @Test
    void shouldFailThoseOfALookAndGoOn() {
        var first = asked(0);
        var second = asked(1);

        stored.held.get(0).answer().completeExceptionally(new IllegalStateException("away"));

        assertThat(first).isCompletedExceptionally();
        stored.answer(stored.held.get(1));
        assertThat(second.join().keySet()).isEqualTo(sourcesOf(1));
        var again = asked(0);
        stored.answer(stored.held.get(2));
        assertThat(again.join().keySet()).isEqualTo(sourcesOf(0));
    }

    private static Signal power() {
        return Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
    }

    private CompletableFuture<Map<SourceId, Seed>> asked(int partition) {
        return seeds.of(partition, PARTITIONS).toCompletableFuture();
    }

    private void seen(String id, Instant at) {
        stored.latest.put(new AssetId(id), new StoredLatest(new MemberRegisters(Map.of(), null), at));
    }

    private static Set<SourceId> sourcesOf(Integer... partitions) {
        return IDS.stream()
                .map(SourceId::new)
                .filter(source -> Set.of(partitions).contains(Partitioning.partitionOf(source, PARTITIONS)))
                .collect(Collectors.toSet());
    }

    private static Set<AssetId> assetsOf(Integer... partitions) {
        return sourcesOf(partitions).stream()
                .map(source -> new AssetId(source.value()))
                .collect(Collectors.toSet());
    }
}
