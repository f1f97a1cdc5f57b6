package dev.muster.loadtest.run;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.type.FixedPoint;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Region;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.ModelPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the fleet is told in the course of the tour: what the wind of a region is to give, and another firmware for a site. */
final class Orders {
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);
    private static final Duration OBEYED_WITHIN = Duration.ofSeconds(10);
    private static final BigDecimal SHARE = new BigDecimal("0.6");
    private static final BigDecimal INVITED = new BigDecimal("30");

    /** One part in so many: 2 %. */
    private static final long NEAR = 50;

    private static final String FIRMWARE = "2.11";
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final Console console;
    private final MusterClient client;
    private final SimulatedFleet fleet;
    private final Ledger ledger;
    private final Runnable requireRunning;

    /** {@code requireRunning}: throws when there is nothing left to wait for. */
    Orders(Console console, MusterClient client, SimulatedFleet fleet, Ledger ledger, Runnable requireRunning) {
        this.console = console;
        this.client = client;
        this.fleet = fleet;
        this.ledger = ledger;
        this.requireRunning = requireRunning;
    }

    /** The wind of the region where it blows most. */
    GroupKey group() {
        return wind(Arrays.stream(Region.values())
                .max(Comparator.comparingLong(region -> available(wind(region))))
                .orElseThrow());
    }

    /** What the group can be told to give just now: a figure that is easy to find again on the page. */
    BigDecimal megawatts() {
        BigDecimal share = share();
        return share.compareTo(INVITED) < 0 ? share : INVITED;
    }

    /** {@code listening}: the devices hear what they are told. Returns whether anybody was told anything. */
    boolean tell(CompletableFuture<Void> listening) {
        console.blank();
        if (!Poll.untilTrue(HEARD_WITHIN, listening::isDone)) {
            console.line("This Muster sends no commands: the devices are told nothing.");
            return false;
        }
        boolean power = tellPower();
        boolean firmware = tellFirmware();
        return power || firmware;
    }

    private boolean tellPower() {
        GroupKey group = group();
        BigDecimal wanted = share();
        console.line("Now the wind of %s is told to give %s MW; it gives %s MW."
                .formatted(group.group(), wanted.toPlainString(), Megawatts.text(sent(group))));
        Map<String, Object> body = Map.of("signal", FleetTypes.POWER, "value", wanted, "reason", "the tour");
        if (!isTaken("PUT", ApiPath.setPoint(group), body)) {
            return false;
        }
        long target = FixedPoint.toMicros(wanted.doubleValue());
        await("Waiting until the total is there, to 2 %", group, () -> target);
        boolean released = isTaken("DELETE", ApiPath.setPoint(group), null);
        await("Released; waiting until it gives what the wind gives", group, () -> available(group));
        return released;
    }

    private void await(String what, GroupKey group, LongSupplier target) {
        boolean there = console.step(
                what,
                () -> Poll.untilTrue(OBEYED_WITHIN, () -> {
                    requireRunning.run();
                    long micros = target.getAsLong();
                    return whenItAnswers(() -> client.aggregate(group, FleetTypes.POWER, 1))
                            .filter(total -> Math.abs(total.valueMicros() - micros) <= Math.abs(micros) / NEAR)
                            .isPresent();
                }));
        console.line("  It gives %s MW%s."
                .formatted(Megawatts.text(sent(group)), there ? "" : ": not what was expected in time"));
    }

    private boolean tellFirmware() {
        FleetUnit first = fleet.units().stream()
                .filter(unit -> unit.technology() == Technology.SOLAR)
                .findFirst()
                .orElseThrow();
        List<FleetUnit> units = fleet.units().stream()
                .filter(unit -> unit.site().equals(first.site()))
                .toList();
        console.line(
                "And the %d inverters of %s are to have firmware %s.".formatted(units.size(), first.site(), FIRMWARE));
        GroupKey site = new GroupKey(ModelPlan.GEOGRAPHY, first.site());
        Map<String, Object> body = Map.of("properties", Map.of(FleetUnit.FIRMWARE, FIRMWARE));
        if (!isTaken("PUT", ApiPath.desired(site), body)) {
            return false;
        }
        List<FleetUnit> others = new ArrayList<>(units);
        console.step(
                "Waiting until all of them report it",
                () -> Poll.untilTrue(OBEYED_WITHIN, () -> {
                    requireRunning.run();
                    others.removeIf(unit -> client.properties(unit.id())
                            .path("reported")
                            .path(FleetUnit.FIRMWARE)
                            .path("value")
                            .asText()
                            .equals(FIRMWARE));
                    return others.isEmpty();
                }));
        console.line("  %d of %d do.".formatted(units.size() - others.size(), units.size()));
        return true;
    }

    /** A Muster that cannot do this, or not now, is no reason to end the tour. */
    private boolean isTaken(String method, String path, @Nullable Object body) {
        try {
            if (Poll.until(HEARD_WITHIN, () -> whenItAnswers(() -> client.send(method, path, body)))
                    .isEmpty()) {
                client.send(method, path, body);
            }
            return true;
        } catch (RequestFailed refused) {
            if (refused.mayPass()) {
                throw refused;
            }
            boolean unknown = refused.status() == NOT_FOUND || refused.status() == NOT_ALLOWED;
            console.line("  " + (unknown ? "This Muster does not take that yet." : refused.getMessage()));
            return false;
        }
    }

    /** A part of Muster that has just started may not answer yet: that is a matter of waiting. */
    private static <T> Optional<T> whenItAnswers(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RequestFailed e) {
            if (e.status() == RequestFailed.UNAVAILABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private BigDecimal share() {
        return FixedPoint.toDecimal(available(group())).multiply(SHARE).setScale(1, RoundingMode.HALF_UP);
    }

    /** Of the group, as the ledger has it: what its units have said that they give. */
    private long sent(GroupKey group) {
        return ledger.total(group, FleetTypes.POWER).micros();
    }

    private long available(GroupKey group) {
        return fleet.units().stream()
                .filter(unit -> FleetModel.technologyOf(unit.technology(), unit.region())
                        .equals(group.group()))
                .map(FleetUnit::id)
                .mapToLong((AssetId unit) -> ledger.lastMicros(unit, FleetTypes.AVAILABLE_POWER))
                .sum();
    }

    private static GroupKey wind(Region region) {
        GroupId id = FleetModel.technologyOf(Technology.WIND, region);
        return new GroupKey(ModelPlan.TECHNOLOGY, id);
    }
}
