package dev.muster.endtoend.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.endtoend.Eventually;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.device.Pulse;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.load.GatlingRun;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.NodePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Every subject of {@code ./run load}, a few users each; and that a run ends otherwise when something is not as it must be. */
@Isolated("a user that waits for processor fails the run")
class GatlingSmokeIT {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SimulatedFleet FLEET = SimulatedFleet.create(31, 60);
    private static final Duration SIMULATED_STEP = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(30);

    /** How Gatling says that something was asked for and answered rightly. */
    private static final Pattern ANSWERED =
            Pattern.compile("(.+): count of successful events is greater than 0\\.0 : true \\(actual : (\\d+)\\.0\\)");

    private static final Pattern FAILED =
            Pattern.compile("Global: count of failed events is 0\\.0 : true \\(actual : 0\\.0\\)");

    @TempDir
    private Path directory;

    @Test
    void shouldLoadEverythingAndEndOtherwiseWhenSomethingIsNotAsItMustBe() {
        SharedStack stack = SharedStack.get();
        ModelPlan plan = FleetModel.plan(FLEET);
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "gatling");
                KafkaUplink uplink =
                        new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic(), service.commandAcksTopic())) {
            MusterClient client = service.client(new Principal("load-test-model"));
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
            DeviceFleet devices = new DeviceFleet(
                    FLEET, uplink, new Ledger(plan, CLOCK, false), CLOCK, DeviceOptions.PERFECT, SIMULATED_STEP);
            try (KafkaDownlink downlink =
                    KafkaDownlink.start(stack.kafkaBootstrap(), service.commandsTopic(), devices::command)) {
                downlink.listening().join();
                devices.connectAll().join();
                try (Pulse pulse = Pulse.start(devices, FleetTypes.INTERVAL)) {
                    Eventually.holds(SOON, () -> assertThat(
                                    client.aggregate(GroupKey.root(ModelPlan.GEOGRAPHY), FleetTypes.POWER, 0)
                                            .reporting())
                            .isEqualTo(FLEET.units().size()));
                    shouldAskForEverything(service.base());
                    shouldFailWhereAnswersAreLate(service.base());
                    assertThat(pulse.lastFailure()).isEmpty();
                }
            }
        }
        shouldFailWhereNobodyAnswers();
    }

    private void shouldAskForEverything(URI target) {
        List<String> said = new ArrayList<>();

        GatlingRun.Outcome outcome = run("SmokeSimulation", target, Duration.ofSeconds(20), 2, said);

        assertThat(outcome.code()).as("%s", said).isZero();
        assertThat(outcome.report().orElseThrow()).isNotEmptyFile();
        assertThat(said).anyMatch(FAILED.asMatchPredicate());
        assertThat(answered(said))
                .containsOnlyKeys(
                        "aggregate of a root",
                        "aggregate of a middle group",
                        "aggregate of a leaf",
                        "missing of a root",
                        "twin",
                        "history of a minute",
                        "history of ten minutes",
                        "history of an hour",
                        "command to its end / command given",
                        "command to its end / command followed",
                        "command to its end / command done",
                        "samples posted",
                        "live: connected",
                        "live: first rows",
                        "live: next rows")
                .allSatisfy((request, count) -> assertThat(count).as(request).isPositive());
    }

    /** None takes less than 1 ms in 99 % of all cases. */
    private void shouldFailWhereAnswersAreLate(URI target) {
        List<String> said = new ArrayList<>();

        GatlingRun.Outcome outcome = run("ClosedSimulation", target, Duration.ofMillis(1), 1, said);

        assertThat(outcome.code()).as("%s", said).isEqualTo(GatlingRun.Outcome.NOT_HELD);
        assertThat(said).anyMatch(line -> line.contains("twin: ") && line.contains(" : false (actual : "));
    }

    private void shouldFailWhereNobodyAnswers() {
        URI nobody = URI.create("http://127.0.0.1:" + NodePorts.freePort());
        List<String> said = new ArrayList<>();

        GatlingRun.Outcome outcome = run("ClosedSimulation", nobody, Duration.ofSeconds(20), 1, said);

        assertThat(outcome.code()).as("%s", said).isNotZero().isNotEqualTo(GatlingRun.Outcome.NOT_HELD);
        assertThat(outcome.report()).isEmpty();
        assertThat(said).anyMatch(line -> line.contains("Expected an answer to GET " + nobody));
    }

    private GatlingRun.Outcome run(String simulation, URI target, Duration limit, int seconds, List<String> said) {
        return new GatlingRun(SharedStack.project(), directory)
                .run(
                        simulation,
                        Map.of(
                                "url",
                                target.toString(),
                                "subjects",
                                "twins",
                                "rate",
                                "4",
                                "users",
                                "1",
                                "seconds",
                                Integer.toString(seconds),
                                "limit-ms",
                                Long.toString(limit.toMillis())),
                        said::add);
    }

    private static Map<String, Integer> answered(List<String> said) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : said) {
            Matcher found = ANSWERED.matcher(line);
            if (found.matches()) {
                counts.put(found.group(1), Integer.parseInt(found.group(2)));
            }
        }
        return counts;
    }
}
