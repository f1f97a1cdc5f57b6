package dev.muster.twinservice.http.api.device;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.Receipt;
import dev.muster.loadtest.device.Replacement;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.Merger;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.api.model.AssetEndpoints;
import dev.muster.twinservice.http.api.model.ModelEndpoints;
import dev.muster.twinservice.http.api.model.ModelWrites;
import dev.muster.twinservice.http.api.property.PropertyEndpoints;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped fleet, loaded over HTTP into a real model: what its devices send lands where its ledger says. */
class RenewedFleetTest {
    private static final Instant START = Instant.parse("2030-03-01T12:00:00Z");
    private static final SimulatedFleet FLEET = SimulatedFleet.create(5, 40);
    private static final Merger MERGER = Merger.of(FLEET, START.plusSeconds(40));
    private static final Replacement METER = Replacement.of(FLEET);
    private static final ModelPlan PLAN = FleetModel.plan(FLEET, MERGER);

    private final ModelOfTests model = new ModelOfTests(START);
    private final SteppedClock clock = new SteppedClock();
    private final Ledger ledger = new Ledger(PLAN, clock, false);
    private final Map<AssetId, Sample> latest = new HashMap<>();
    private final List<TelemetryRecord> nobodys = new ArrayList<>();
    private final DeviceFleet devices =
            new DeviceFleet(FLEET, this::send, ledger, clock, DeviceOptions.PERFECT, Duration.ofMinutes(5), MERGER);

    @Test
    void shouldExpectAndSumWhatTheLedgerSaysWhileTwoUnitsBecomeOneAndAMeterIsReplaced() {
        try (RunningServer server = serve()) {
            MusterClient client = new MusterClient(
                    URI.create("http://127.0.0.1:" + server.address().getPort()), new Principal("loader"));
            assertThat(new ModelLoader(client, 8).load(PLAN).changed()).isPositive();
            assertThat(new ModelLoader(client, 8).load(PLAN).changed())
                    .as("loaded again")
                    .isZero();
            devices.connectAll().join();

            for (int tick = 0; tick < 40; tick++) {
                clock.now = clock.now.plus(FleetTypes.INTERVAL);
                model.passTo(clock.now);
                if (tick == 10) {
                    devices.buffer(METER.meter().id());
                } else if (tick == 12) {
                    replace(client);
                }
                devices.tick().join();
                assertLikeLedger(tick < 19 ? 41 : 40);
            }

            assertThat(nobodys).isEmpty();
            assertThat(client.lineage(MERGER.one().id()).path("predecessors"))
                    .extracting(relative -> relative.path("asset").textValue())
                    .containsExactly(
                            MERGER.generating().value(), MERGER.charging().value());
            assertThat(client.devices(METER.meter().id()).at("/device/source").textValue())
                    .isEqualTo(METER.source().value());
        }
    }

    private void replace(MusterClient client) {
        double count = devices.replace(METER.meter(), METER.source(), clock.now);
        client.put(
                        ApiPath.devices(METER.meter().id()),
                        Map.of(
                                "device", METER.device().value(),
                                "source", METER.source().value(),
                                "counterOffsets", Map.of(FleetTypes.ENERGY.value(), count),
                                "validFrom", clock.now.toString()))
                .join();
        devices.resume(METER.meter().id()).join();
        devices.flushOld(METER.meter().id()).join();
    }

    private void assertLikeLedger(int expected) {
        LedgerTotal total = ledger.total(FleetModel.COUNTRY, FleetTypes.POWER);
        assertThat(model.view.roster(FleetModel.COUNTRY).orElseThrow().whole().signals())
                .extractingByKey(FleetTypes.POWER)
                .extracting(Expectation::expected)
                .isEqualTo(total.expected())
                .isEqualTo(expected);
        long sum =
                model.view.history().members(FleetModel.COUNTRY, true, Moment.at(clock.now), null, 100).items().stream()
                        .mapToLong(this::micros)
                        .sum();
        assertThat(sum).as("at %s", clock.now).isEqualTo(total.micros());
    }

    private long micros(AssetId id) {
        Asset asset = model.view.asset(id).orElseThrow();
        Sample sample = latest.get(id);
        Reading power = sample == null ? null : sample.readings().get(FleetTypes.POWER);
        int factor = model.view
                .type(asset.type())
                .flatMap(type -> type.signal(FleetTypes.POWER))
                .orElseThrow()
                .sign()
                .factor();
        return power == null ? 0 : factor * FixedPoint.toMicros(power.value());
    }

    /** As ingest attributes it. */
    private CompletableFuture<Receipt> send(TelemetryRecord record) {
        model.view
                .assetOf(record.source(), record.measuredAt())
                .ifPresentOrElse(
                        asset -> {
                            if (record instanceof Sample sample) {
                                latest.merge(
                                        asset,
                                        sample,
                                        (old, next) -> next.measuredAt().isAfter(old.measuredAt()) ? next : old);
                            }
                        },
                        () -> nobodys.add(record));
        return completedFuture(new Receipt(0, 0, clock.now));
    }

    private RunningServer serve() {
        ModelWrites writes = (command, author) -> {
            synchronized (model) {
                return completedFuture((ModelReply) model.write(command, author));
            }
        };
        List<Endpoint> endpoints = Stream.of(
                        new ModelEndpoints(writes).endpoints(),
                        new AssetEndpoints(writes).endpoints(),
                        new PropertyEndpoints(model.view.history(), writes).endpoints(),
                        new DeviceEndpoints(model.view, model.view.history(), writes).endpoints(),
                        new LineageEndpoint(model.view.history()).endpoints())
                .flatMap(List::stream)
                .toList();
        RunningServer server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
                .open(endpoints);
        server.ready();
        return server;
    }

    private static final class SteppedClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
