package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MissingMember;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.replay.NemModel;
import dev.muster.loadtest.replay.Replay;
import dev.muster.loadtest.replay.SentInterval;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Muster's totals against an oracle that knows nothing of Muster: one real week of power per region and technology. Each
 * figure is split at random over its units, which send their parts; the roll-up must give the published figure back.
 */
class NemOracleIT {
    private static final SignalName POWER = new SignalName("power");
    private static final int FROM_THE_END = 66;
    private static final int STEP = 3;
    private static final int INTERVALS_IN_A_DAY = 288;
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(20);
    private static final long SEED = 20_230_117;

    @Test
    void shouldGivePublishedTotalsBackInBothHierarchies() {
        String directory = System.getenv("MUSTER_ORACLE_DATA");
        assumeTrue(
                directory != null && !directory.isBlank(),
                "MUSTER_ORACLE_DATA is not set: it names a directory with nem/units.csv and nem/power-*.csv.gz,"
                        + " public at github.com/opennem/opennem; see load-test/README.md");
        NemModel nem = NemModel.read(Path.of(directory));
        SharedStack stack = SharedStack.get();
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "nem");
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("oracle"));
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(nem.plan());
            Replay replay =
                    new Replay(nem, uplink, new Ledger(nem.plan(), Clock.systemUTC(), false), Clock.systemUTC(), SEED);

            // The end of the first day takes in its evening peak, when charging ends and batteries discharge.
            for (int i = INTERVALS_IN_A_DAY - FROM_THE_END; i < INTERVALS_IN_A_DAY; i += STEP) {
                SentInterval sent = replay.sendInterval(i);
                Eventually.holds(SETTLED_WITHIN, () -> shouldEqualPublished(client, nem, sent));
            }

            shouldMissExactlyTheUnitsWithoutSeries(client, nem);
            service.accounting().shouldClose();
        }
    }

    private static void shouldEqualPublished(MusterClient client, NemModel nem, SentInterval sent) {
        SortedMap<GroupKey, Long> published = new TreeMap<>();
        SortedMap<String, Long> byRegion = new TreeMap<>();
        sent.published().forEach((series, micros) -> {
            long contribution = micros * nem.factor(series);
            published.put(nem.group(series), contribution);
            byRegion.merge(series.region(), contribution, Long::sum);
        });

        Map<GroupKey, Long> shown = new TreeMap<>();
        AggregateReply technologies = client.aggregate(GroupKey.root(ModelPlan.TECHNOLOGY), POWER, 0);
        for (AggregateReply.Child technology : technologies.children()) {
            GroupKey key = new GroupKey(ModelPlan.TECHNOLOGY, technology.group());
            for (AggregateReply.Child series : client.aggregate(key, POWER, 0).children()) {
                shown.put(new GroupKey(ModelPlan.TECHNOLOGY, series.group()), series.valueMicros());
            }
        }
        assertThat(shown).as("technology > region, %s", sent.interval()).containsAllEntriesOf(published);

        Map<String, Long> regions = new TreeMap<>();
        AggregateReply country = client.aggregate(NemModel.COUNTRY, POWER, 0);
        country.children().forEach(region -> regions.put(region.name(), region.valueMicros()));
        assertThat(regions).as("region, %s", sent.interval()).containsAllEntriesOf(byRegion);
        long all = byRegion.values().stream().mapToLong(Long::longValue).sum();
        assertThat(country.valueMicros()).as("country, %s", sent.interval()).isEqualTo(all);
        assertThat(technologies.valueMicros())
                .as("all technologies, %s", sent.interval())
                .isEqualTo(all);
    }

    private static void shouldMissExactlyTheUnitsWithoutSeries(MusterClient client, NemModel nem) {
        for (var hierarchy : List.of(ModelPlan.GEOGRAPHY, ModelPlan.TECHNOLOGY)) {
            GroupKey root = GroupKey.root(hierarchy);
            AggregateReply total = client.aggregate(root, POWER, 0);
            assertThat(total.expected()).isEqualTo(nem.summary().operating());
            assertThat(total.reporting()).isEqualTo(nem.summary().withSeries());
            List<MissingMember> missing = client.allMissing(root, POWER, 50);
            assertThat(missing).extracting(MissingMember::reason).containsOnly("neverReported");
            assertThat(new TreeSet<AssetId>(
                            missing.stream().map(MissingMember::asset).toList()))
                    .isEqualTo(new TreeSet<>(nem.neverReporting()));
            assertThat(missing).hasSize(nem.summary().withoutSeries());
            assertThat(total.bounds())
                    .as("some of them have no capacity in the register: no bounds rather than wrong ones")
                    .isNull();
        }
        assertThat(client.aggregate(new GroupKey(ModelPlan.GEOGRAPHY, new GroupId("unplaced")), POWER, 0)
                        .expected())
                .isZero();
    }
}
