package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.ingest.deadline.Partitioning;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.HealthWatch;
import dev.muster.loadtest.client.MissingMember;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Whose fault is it? Real outages of real processes: what is silent because Muster or Kafka was away is never called offline, and
 * what is silent by itself is, with the moment at which it was last heard. One service and one fleet for all tests; each begins
 * and ends with everybody reporting.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
@ResourceLock(SharedStack.OUTAGES)
class SilenceIT {
    private static final SignalName POWER = new SignalName("power");
    private static final GroupKey ROOT = GroupKey.root(ModelPlan.GEOGRAPHY);
    private static final Duration OUTAGE = HastyFleet.OFFLINE_AFTER.multipliedBy(5);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(40);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final SharedStack stack = SharedStack.forOutages();
    private ServiceUnderTest service;
    private KafkaUplink uplink;
    private HastyFleet fleet;
    private MusterClient client;

    @BeforeAll
    void start() {
        service = ServiceUnderTest.start(
                stack,
                "silence",
                Map.of("muster.topics.telemetry-partitions", Integer.toString(HastyFleet.PARTITIONS)));
        uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic());
        fleet = new HastyFleet(17, SimulatedFleet.UNITS_MIN, uplink);
        client = service.client(new Principal("silence-test"));
        new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(fleet.plan());
        fleet.start();
        allReport();
    }

    @AfterAll
    void stop() {
        fleet.close();
        uplink.close();
        service.close();
    }

    /** One test that fails must not fail the next. */
    @AfterEach
    void mend() {
        fleet.units().forEach(unit -> fleet.devices().skew(unit, Duration.ZERO));
        fleet.devices().connectAll().join();
        allReport();
    }

    @Test
    void shouldCallAssetsOfAPartitionWithoutTrafficNeverReported() {
        List<MissingMember> missing = client.allMissing(ROOT, POWER, 100);

        assertThat(missing).extracting(MissingMember::asset).containsExactlyInAnyOrderElementsOf(fleet.mutes());
        assertThat(missing).extracting(MissingMember::reason).containsOnly("neverReported");
        assertThat(missing).extracting(MissingMember::since).doesNotContainNull();
    }

    @Test
    void shouldMoveNobodyForAClockThatIsWrong() {
        // given one clock an hour ahead, and one a year
        Instant began = now();
        List<AssetId> wrong = fleet.units().subList(0, 2);
        fleet.devices().skew(wrong.get(0), Duration.ofHours(1));
        fleet.devices().skew(wrong.get(1), Duration.ofDays(365));

        // when they send for longer than anybody may be silent, then their values do not count, and they are there all
        // the same
        Instant until = began.plus(HastyFleet.OFFLINE_AFTER.multipliedBy(2));
        while (now().isBefore(until)) {
            assertThat(reasons()).doesNotContainValue("offline");
            Eventually.pause(LOOK.toMillis());
        }
        wrong.forEach(asset -> {
            assertThat(client.twin(asset).path("connectivity").asText()).isEqualTo("online");
            assertThat(reasons()).containsEntry(asset, "staleSignal");
        });

        // and
        wrong.forEach(asset -> fleet.devices().skew(asset, Duration.ZERO));
        allReport();
        noneWentOfflineSince(began, List.of());
    }

    @Test
    void shouldNotTakeItsOwnOutageForSilence() {
        // given an outage of ours, in which one asset falls silent by itself
        Instant began = now();
        AssetId silent = fleet.units().get(3);
        service.kill9();
        Eventually.pause(1_000);
        fleet.devices().silence(silent);
        fleet.awaitAcknowledged();
        Instant lastHeard = fleet.lastSeen(silent);
        Eventually.pause(OUTAGE.toMillis());

        // when
        service.launchAgain();
        service.awaitReady();

        // then until all is read nobody is blamed
        List<Map<AssetId, String>> looks = new ArrayList<>();
        Eventually.holds(SETTLED_WITHIN, () -> {
            looks.add(reasons());
            assertThat(looks.get(looks.size() - 1)).doesNotContainValue("ingestBehind");
            assertThat(looks.get(looks.size() - 1)).doesNotContainValue("recovering");
        });
        assertThat(looks.get(0)).as("right after the start").containsValue("ingestBehind");
        assertThat(looks).allSatisfy(look -> assertThat(look.values()).doesNotContain("offline"));

        // and then only the one, since it was last heard
        Eventually.holds(SETTLED_WITHIN, () -> assertThat(missing(silent))
                .isEqualTo(new MissingMember(silent, fleet.station(silent), "offline", lastHeard)));
        noneWentOfflineSince(began, List.of(silent));
        shouldExplain(silent, lastHeard);
        fleet.devices().resume(silent).join();
        allReport();
        service.accounting().shouldClose();
    }

    @Test
    void shouldNotTakeAnOutageOfKafkaForSilence() {
        // given
        Instant began = now();

        // when
        List<Map<AssetId, String>> looks = new ArrayList<>();
        try (HealthWatch health = HealthWatch.of(service.base())) {
            stack.kafka().kill9();
            Instant until = now().plus(SharedStack.OUTAGE);
            while (now().isBefore(until)) {
                looks.add(reasons());
                Eventually.pause(LOOK.toMillis());
            }
            stack.kafka().start();
            assertThat(health.bad()).as("answers that would have cost the node").isEmpty();
        }

        // then
        assertThat(looks.get(looks.size() - 1))
                .as("at the end of the outage")
                .containsValue("ingestBehind")
                .doesNotContainValue("staleSignal");
        allReport();
        assertThat(looks).allSatisfy(look -> assertThat(look).doesNotContainValue("offline"));
        noneWentOfflineSince(began, List.of());
        service.accounting().shouldClose();
        assertThat(service.logged("WARN"))
                .filteredOn(line -> line.contains("Kafka does not answer"))
                .hasSizeLessThan(3);
    }

    @Test
    void shouldFindAWholeFleetThatFallsSilentAtOnce() {
        // given
        fleet.units().forEach(fleet.devices()::silence);
        fleet.awaitAcknowledged();

        // then
        Eventually.holds(HastyFleet.OFFLINE_AFTER.plusSeconds(6), () -> {
            AggregateReply total = client.aggregate(ROOT, POWER, 100);
            assertThat(total.reporting()).isZero();
            Map<AssetId, Instant> offline = new TreeMap<>();
            total.missing().members().stream()
                    .filter(member -> member.reason().equals("offline"))
                    .forEach(member -> offline.put(member.asset(), member.since()));
            Map<AssetId, Instant> lastHeard = new TreeMap<>();
            fleet.units().forEach(unit -> lastHeard.put(unit, fleet.lastSeen(unit)));
            assertThat(offline).isEqualTo(lastHeard);
        });

        // and
        fleet.units().forEach(unit -> fleet.devices().resume(unit).join());
        allReport();
    }

    @Test
    void shouldEndAnnouncedWorkByItself() {
        // given a whole station is worked on for a while
        GroupKey station = new GroupKey(ModelPlan.GEOGRAPHY, fleet.stationWithoutMutes());
        Instant until = now().plusSeconds(5);

        // when
        client.put(ApiPath.group(station) + "/maintenance", Map.of("until", until.toString()))
                .join();

        // then
        Eventually.holds(Duration.ofSeconds(2), () -> {
            assertThat(client.allMissing(station, POWER, 100))
                    .isNotEmpty()
                    .extracting(MissingMember::reason)
                    .containsOnly("maintenance");
            assertThat(client.aggregate(station, POWER, 0).reporting()).isZero();
            assertThat(client.explain(station, POWER).path("sentences").toString())
                    .contains("maintenance");
        });
        Eventually.holds(
                Duration.between(now(), until).plusSeconds(2),
                () -> assertThat(client.allMissing(station, POWER, 100)).isEmpty());
        assertThat(now()).isAfterOrEqualTo(until);
    }

    /** The 3-a.m. question about an asset that is offline while everything else is well. */
    private void shouldExplain(AssetId silent, Instant lastHeard) {
        JsonNode explained = client.explain(silent);
        int partition = Partitioning.partitionOf(new SourceId(silent.value()), HastyFleet.PARTITIONS);
        assertThat(explained.path("connectivity").path("state").asText()).isEqualTo("offline");
        assertThat(explained.path("lastRecord").path("receivedAt").asText()).isEqualTo(lastHeard.toString());
        assertThat(explained.path("partition").path("number").asInt()).isEqualTo(partition);
        assertThat(explained.path("partition").path("lag").asLong()).isZero();
        assertThat(explained.path("node").asText()).startsWith("akka://muster@");
        assertThat(explained.path("toReportAgain").toString())
                .contains(
                        silent.value(),
                        "partition " + partition,
                        lastHeard.truncatedTo(ChronoUnit.SECONDS).toString());
        // The root hears of it a tick per level later than the leaf that was asked before.
        Eventually.holds(Duration.ofSeconds(2), () -> assertThat(
                        client.explain(ROOT, POWER).path("sentences").toString())
                .contains(silent.value(), "offline"));
    }

    private void allReport() {
        Eventually.holds(SETTLED_WITHIN, () -> assertThat(reasons().keySet()).isEqualTo(new TreeSet<>(fleet.mutes())));
    }

    private void noneWentOfflineSince(Instant began, List<AssetId> but) {
        for (AssetId unit : fleet.units()) {
            List<JsonNode> transitions = new ArrayList<>();
            client.twin(unit).path("transitions").forEach(transitions::add);
            assertThat(transitions)
                    .as("%s", unit)
                    .filteredOn(transition -> transition.path("event").asText().equals("wentOffline")
                            && !Instant.parse(transition.path("at").asText()).isBefore(began))
                    .hasSize(but.contains(unit) ? 1 : 0);
        }
    }

    private Map<AssetId, String> reasons() {
        Map<AssetId, String> reasons = new TreeMap<>();
        client.allMissing(ROOT, POWER, 100).forEach(member -> reasons.put(member.asset(), member.reason()));
        return reasons;
    }

    private MissingMember missing(AssetId asset) {
        return client.allMissing(ROOT, POWER, 100).stream()
                .filter(member -> member.asset().equals(asset))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected %s to be missing but it is not".formatted(asset)));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
