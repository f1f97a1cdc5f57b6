package dev.muster.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.endtoend.HastyFleet;
import dev.muster.endtoend.MeasuresSeconds;
import dev.muster.endtoend.ServiceUnderTest;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.device.Pulse;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.page.ControlRoom.MissingRow;
import dev.muster.page.ControlRoom.TreeRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fleet that lives, in the control room: what is shown is what the API says, in time, and through a restart of the service. */
@MeasuresSeconds
class ControlRoomIT {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRoomIT.class);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SignalName POWER = new SignalName("power");
    private static final Duration SIMULATED_STEP = Duration.ofMinutes(5);
    /** Out of step with the live views, so that they do not always look just before or just after. */
    private static final Duration REPORTED_EVERY = Duration.ofMillis(700);

    private static final int UNITS = 200;

    /** Of the live views, as it is by default. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** What the API promises: from the moment at which a silence counts to everybody who asks. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(2);

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
    /** The group that is looked at. */
    private static final String REGION = "north";

    /** What a browser says of requests to a service that is not there, or not ready: nothing else is excused. */
    private static final Pattern OUTAGE = Pattern.compile(
            "http://127\\.0\\.0\\.1:\\d+/(v1|health)/\\S+ - Failed to load resource: (net::ERR_(CONNECTION_REFUSED"
                    + "|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)"
                    + "|the server responded with a status of 503 .*)");

    @Test
    void shouldShowTheFleetAsItIs() {
        SharedStack stack = SharedStack.get();
        SimulatedFleet fleet = SimulatedFleet.create(7, UNITS);
        ModelPlan plan = HastyFleet.hasty(FleetModel.plan(fleet));
        Ledger ledger = new Ledger(plan, CLOCK, false);
        try (Chromium browser = Chromium.start();
                ServiceUnderTest service =
                        ServiceUnderTest.start(stack, "page", Map.of("muster.aggregation.recent.interval", "1s"));
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("page-test"));
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan);
            DeviceFleet devices = new DeviceFleet(fleet, uplink, ledger, CLOCK, DeviceOptions.PERFECT, SIMULATED_STEP);
            devices.connectAll().join();
            try (Pulse pulse = Pulse.start(devices, REPORTED_EVERY)) {
                ControlRoom page =
                        browser.open(service.base().resolve("/#/geography/" + REGION + "?signal=power"), Look.DESK);
                page.awaitLive();
                page.until(
                        "that all report",
                        SETTLED_WITHIN,
                        () -> page.treeRow("root").share(),
                        "200/200"::equals);
                shouldEqualTheApi(page, client, devices);

                List<AssetId> silenced =
                        turbinesOf(fleet, 3).stream().map(FleetUnit::id).toList();
                shouldNameWhoFallsSilent(page, devices, ledger, silenced);
                takePictures(page, browser, silenced.get(0));
                shouldForgetWhoIsBack(page, devices, silenced);
                assertThat(browser.complaints()).isEmpty();

                shouldComeThroughARestart(page, browser, service);
                shouldEqualTheApi(page, client, devices);
                assertThat(pulse.lastFailure()).isEmpty();
            }
        }
    }

    /** The tree as far as it is in view, while the weather stands still: else nobody sees page and API at the same moment. */
    private static void shouldEqualTheApi(ControlRoom page, MusterClient client, DeviceFleet devices) {
        devices.standStill(true);
        page.until("the totals of the API", SETTLED_WITHIN, () -> differences(page, client), List::isEmpty);
        devices.standStill(false);
    }

    private static List<String> differences(ControlRoom page, MusterClient client) {
        List<TreeRow> rows = page.tree();
        List<String> differences = new ArrayList<>(rows.size() < 5 ? List.of("few rows") : List.of());
        Map<String, Double> figures = new HashMap<>();
        for (TreeRow row : rows) {
            AggregateReply total =
                    client.aggregate(new GroupKey(ModelPlan.GEOGRAPHY, new GroupId(row.group())), POWER, 0);
            String share = total.reporting() + "/" + total.expected();
            if (!row.share().equals(share) || !row.name().equals(total.name())) {
                differences.add("%s, but the API says %s".formatted(row, share));
            }
            figures.put(row.value(), total.value().doubleValue());
        }
        differences.addAll(page.noFigures(figures, "en-US"));
        return differences;
    }

    private static List<FleetUnit> turbinesOf(SimulatedFleet fleet, int count) {
        return fleet.units().stream()
                .filter(unit -> unit.site().value().startsWith(REGION + ".wind"))
                .limit(count)
                .toList();
    }

    private static void shouldNameWhoFallsSilent(
            ControlRoom page, DeviceFleet devices, Ledger ledger, List<AssetId> silenced) {
        silenced.forEach(devices::silence);
        page.until(
                "the names of %s".formatted(silenced),
                SETTLED_WITHIN,
                page::missing,
                rows -> rows.stream().map(MissingRow::asset).sorted().toList().equals(texts(silenced)));
        Instant named = CLOCK.instant();
        Instant lastHeard = silenced.stream()
                .map(asset -> ledger.lastSeen(asset).orElseThrow())
                .max(Instant::compareTo)
                .orElseThrow();

        LOG.info("Named {} after the last of them was heard", Duration.between(lastHeard, named));
        assertThat(named)
                .isBefore(lastHeard
                        .plus(HastyFleet.STALE_AFTER)
                        .plus(NOTICED_WITHIN)
                        .plus(INTERVAL.multipliedBy(2)));
        assertThat(page.missing()).extracting(MissingRow::name).allMatch(name -> name.startsWith("North wind"));
        page.until("the tree without them", () -> page.treeRow("root").share(), "197/200"::equals);
    }

    private static void shouldForgetWhoIsBack(ControlRoom page, DeviceFleet devices, List<AssetId> silenced) {
        silenced.forEach(asset -> devices.resume(asset).join());
        long startNanos = System.nanoTime();
        page.until("nobody missing", SETTLED_WITHIN, page::missing, List::isEmpty);
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);

        LOG.info("Gone {} after they were back", took);
        assertThat(took).isLessThan(REPORTED_EVERY.plus(NOTICED_WITHIN).plus(INTERVAL.multipliedBy(2)));
        page.until("the tree with them", () -> page.treeRow("root").share(), "200/200"::equals);
    }

    private static void shouldComeThroughARestart(ControlRoom page, Chromium browser, ServiceUnderTest service) {
        String before = page.connectionText();
        service.kill9();
        page.until("that the connection is lost", page::connection, "lost"::equals);
        String lost = page.connectionText();
        assertThat(lost).startsWith("connection lost, last update ");
        // The last word that was heard, or the one just before the end.
        assertThat(timeOf(lost)).isGreaterThanOrEqualTo(timeOf(before));
        assertThat(page.textOf("[data-headline]")).startsWith("Last known, at").doesNotContain("right now");
        browser.screenshot("connection-lost");

        service.restart();
        long startNanos = System.nanoTime();
        page.until("a live connection", BACK_WITHIN, page::connection, "live"::equals);
        page.until("that all report", BACK_WITHIN, () -> page.treeRow("root").share(), "200/200"::equals);
        LOG.info("Live and right {} ms after the service was ready", (System.nanoTime() - startNanos) / 1_000_000);
        assertThat(page.textOf("[data-headline]")).contains("right now");
        assertThat(browser.complaints()).isNotEmpty().allSatisfy(complaint -> assertThat(complaint)
                .matches(OUTAGE));
    }

    private static String timeOf(String text) {
        return text.substring(text.length() - "12:03:07".length());
    }

    private static void takePictures(ControlRoom page, Chromium browser, AssetId missing) {
        picture(page, browser, "dark-1280", Look.DESK);
        picture(page, browser, "dark-3840", Look.WALL);
        picture(page, browser, "light-1280", Look.DESK.light());
        page.click(".chart-spans button:last-child");
        picture(page, browser, "dark-1600", Look.README);
        picture(page, browser, "phone", Look.PHONE);
        page.go(Stage.hash("geography", REGION, missing.value()));
        page.until("the unit", () -> page.shows("[data-view=unit] [data-signal=power]"), shown -> shown);
        picture(page, browser, "unit-1280", Look.DESK);
        page.go(Stage.hash("geography", REGION));
        page.until("the group", page::missing, rows -> rows.size() == 3);
    }

    private static void picture(ControlRoom page, Chromium browser, String name, Look look) {
        browser.wear(look);
        page.settle();
        browser.screenshot(name);
    }

    private static List<String> texts(List<AssetId> assets) {
        return assets.stream().map(AssetId::value).sorted().toList();
    }
}
