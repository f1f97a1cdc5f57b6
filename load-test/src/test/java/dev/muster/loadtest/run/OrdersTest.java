package dev.muster.loadtest.run;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.StubMuster;
import dev.muster.loadtest.client.StubMuster.Answer;
import dev.muster.loadtest.client.StubMuster.Request;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.RecordingUplink;
import dev.muster.loadtest.device.SteppedClock;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The step of the tour against the least of a Muster: one that tells each unit its share, once. */
class OrdersTest {
    private static final SimulatedFleet FLEET = SimulatedFleet.create(5, 200);

    private final SteppedClock clock = new SteppedClock(Instant.parse("2030-03-01T12:00:00Z"));
    private final Ledger ledger = new Ledger(FleetModel.plan(FLEET), clock, false);
    private final DeviceFleet devices = new DeviceFleet(
            FLEET, new RecordingUplink(clock), ledger, clock, DeviceOptions.PERFECT, Duration.ofSeconds(5));
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private int told;

    @Test
    void shouldTellASetPointReleaseItAndBringAboutFirmware() {
        assertThat(tell(this::answer)).isTrue();

        assertThat(shown())
                .contains("is told to give", "to 2 %", "Released", "to have firmware 2.11")
                .containsPattern("\\n {2}(\\d+) of \\1 do\\.")
                .doesNotContain("not what was expected", "does not take");
        assertThat(told).isGreaterThan(10);
    }

    @Test
    void shouldSkipWhatThisMusterDoesNotKnow() {
        assertThat(tell(request -> new Answer(404, "{\"detail\":\"Expected a path\"}")))
                .isFalse();

        assertThat(shown()).contains("This Muster does not take that yet.").doesNotContain("Waiting");
    }

    @Test
    void shouldSayWhyMusterRefusesAndGoOn() {
        assertThat(tell(request -> new Answer(422, "{\"detail\":\"Expected at most 12 MW but got 30\"}")))
                .isFalse();

        assertThat(shown()).contains("Expected at most 12 MW but got 30").contains("to have firmware");
    }

    @Test
    void shouldAskForAFigureThatCanBeMet() {
        start();
        try (StubMuster stub = new StubMuster(request -> new Answer(404, ""))) {
            Orders orders = orders(stub);
            long sent = ledger.total(orders.group(), FleetTypes.POWER).micros();

            assertThat(FixedPoint.toMicros(orders.megawatts().doubleValue())).isBetween(1L, sent);
        }
    }

    private boolean tell(Function<Request, Answer> answers) {
        start();
        try (StubMuster stub = new StubMuster(answers)) {
            return orders(stub).tell(completedFuture(null));
        }
    }

    private Orders orders(StubMuster stub) {
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        MusterClient client = new MusterClient(stub.uri(), new Principal("tour"));
        return new Orders(new Console(out, out), client, FLEET, ledger, () -> {});
    }

    private void start() {
        devices.connectAll().join();
        tick();
    }

    private synchronized Answer answer(Request request) {
        if (request.path().contains("/set-point")) {
            double share = request.method().equals("PUT") ? value(request) / available(request) : Double.NaN;
            FLEET.units().stream().filter(unit -> isOf(request, unit)).forEach(unit -> {
                double megawatts = share * ledger.lastMicros(unit.id(), FleetTypes.AVAILABLE_POWER) / 1e6;
                tell(
                        unit,
                        Double.isNaN(share) ? FleetTypes.RELEASE : FleetTypes.SET_POWER,
                        Double.isNaN(share)
                                ? Arguments.NONE
                                : new Arguments(Map.of(FleetTypes.MEGAWATTS, Argument.of(megawatts))));
            });
        } else if (request.path().endsWith("/properties/desired")) {
            Arguments version = new Arguments(Map.of(FleetTypes.VERSION, Argument.of("2.11")));
            FLEET.units().stream()
                    .filter(unit -> request.path().contains("/" + unit.site() + "/"))
                    .forEach(unit -> tell(unit, FleetTypes.SET_FIRMWARE, version));
        } else if (request.path().contains("/aggregate")) {
            tick();
            return new Answer(200, aggregate(request));
        } else if (request.path().endsWith("/properties")) {
            tick();
            return new Answer(200, "{\"reported\":{\"firmware\":{\"value\":\"2.11\"}}}");
        }
        return new Answer(200, "{}");
    }

    private void tell(FleetUnit unit, CommandName name, Arguments arguments) {
        CommandId id = new CommandId("c" + told++);
        SourceId source = new SourceId(unit.id().value());
        devices.command(new DeviceCommand(
                        id,
                        unit.id(),
                        source,
                        null,
                        name,
                        arguments,
                        clock.instant(),
                        clock.instant().plusSeconds(30)))
                .join();
    }

    private void tick() {
        clock.advance(FleetTypes.INTERVAL);
        devices.tick().join();
    }

    private String aggregate(Request request) {
        long micros = FLEET.units().stream()
                .filter(unit -> isOf(request, unit))
                .mapToLong(unit -> ledger.lastMicros(unit.id(), FleetTypes.POWER))
                .sum();
        return "{\"value\":%s,\"missing\":{}}"
                .formatted(FixedPoint.toDecimal(micros).toPlainString());
    }

    private double available(Request request) {
        return FLEET.units().stream()
                        .filter(unit -> isOf(request, unit))
                        .mapToLong(unit -> ledger.lastMicros(unit.id(), FleetTypes.AVAILABLE_POWER))
                        .sum()
                / 1e6;
    }

    private static boolean isOf(Request request, FleetUnit unit) {
        return request.path().contains("/" + FleetModel.technologyOf(unit.technology(), unit.region()) + "/");
    }

    private static double value(Request request) {
        try {
            return new ObjectMapper().readTree(request.body()).path("value").doubleValue();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
