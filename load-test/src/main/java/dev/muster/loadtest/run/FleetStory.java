package dev.muster.loadtest.run;

import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MissingMember;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.DeviceFleet;
import dev.muster.loadtest.device.DeviceOptions;
import dev.muster.loadtest.device.KafkaDownlink;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.device.Pulse;
import dev.muster.loadtest.fleet.FleetModel;
import dev.muster.loadtest.fleet.FleetTypes;
import dev.muster.loadtest.fleet.FleetUnit;
import dev.muster.loadtest.fleet.Merger;
import dev.muster.loadtest.fleet.SimulatedFleet;
import dev.muster.loadtest.fleet.Technology;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.LoadReport;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.run.paste.OwnSetPoint;
import dev.muster.loadtest.run.paste.OwnTurbine;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The tour with the simulated fleet: totals that agree, units that fall silent and are named, units that come back. */
final class FleetStory implements Story {
    private static final long SEED = 20_300_620L;
    private static final Duration SIMULATED_STEP = Duration.ofSeconds(5);
    private static final Duration FOLLOW_TIMEOUT = Duration.ofSeconds(60);
    private static final int SILENCED = 3;

    private final Console console;
    private final MusterClient client;
    private final SimulatedFleet fleet;
    private final Renewals renewals;
    private final ModelPlan plan;
    private final Ledger ledger;
    private final DeviceFleet devices;
    private final Running running;
    private final Function<Consumer<DeviceCommand>, KafkaDownlink> downlink;

    /** {@code downlink}: begins to listen for what devices are told. */
    FleetStory(
            Console console,
            MusterClient client,
            KafkaUplink uplink,
            Function<Consumer<DeviceCommand>, KafkaDownlink> downlink,
            int units,
            Running running) {
        this.downlink = downlink;
        this.console = console;
        this.client = client;
        this.running = running;
        this.fleet = SimulatedFleet.create(SEED, units);
        this.renewals = new Renewals(console, client, fleet, Clock.systemUTC());
        Merger merger = renewals.merger();
        this.plan = merger == null ? FleetModel.plan(fleet) : FleetModel.plan(fleet, merger);
        this.ledger = new Ledger(plan, Clock.systemUTC(), false);
        this.devices = new DeviceFleet(
                fleet, uplink, ledger, Clock.systemUTC(), DeviceOptions.LIFELIKE, SIMULATED_STEP, merger);
    }

    @Override
    public void tell() {
        LoadReport loaded = console.step(
                "Loading the fleet over HTTP: %d units, %d groups"
                        .formatted(plan.assets().size(), plan.groups().size()),
                () -> new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan));
        console.line("  %d writes, %d of them changed something".formatted(loaded.writes(), loaded.changed()));
        renewals.takeOver(devices);
        KafkaDownlink listening = downlink.apply(devices::command);
        console.step("Connecting every device over Kafka", () -> {
            devices.connectAll().join();
        });
        try (Pulse pulse = Pulse.start(devices, FleetTypes.INTERVAL)) {
            Comparison before =
                    follow("Waiting until Muster says what the ledger of everything sent says", any -> true);
            show(before);
            List<FleetUnit> chosen = busiestTurbines();
            silence(chosen, before);
            FleetUnit another = hangUp(chosen);
            resume(chosen, another);
            Orders orders = new Orders(console, client, fleet, ledger, running::require);
            if (orders.tell(listening.listening())) {
                follow("Waiting until Muster and the ledger agree again", any -> true);
            }
            invite(orders);
            keepRunning(pulse);
        }
    }

    private void silence(List<FleetUnit> chosen, Comparison before) {
        String names = names(chosen);
        console.blank();
        console.line("Now %s fall silent: their lines are cut, nobody says goodbye.".formatted(names));
        chosen.forEach(unit -> devices.silence(unit.id()));
        Comparison without = follow("Waiting until they are missed", seen -> seen.absent() == SILENCED);
        show(without);
        console.line("  They gave %s MW; the total went from %s to %s MW."
                .formatted(
                        Megawatts.text(lastMicros(chosen)),
                        Megawatts.text(before.country().muster().micros()),
                        Megawatts.text(without.country().muster().micros())));
        console.line(
                "  A GROUP BY over what has arrived says %s MW as well, and nothing else: it groups by what is there."
                        .formatted(Megawatts.text(without.country().ledger().micros())));
        console.line("  Muster says who is missing from that number:");
        showMissing(without);
        AggregateReply.Bounds bounds = without.muster().bounds();
        if (bounds != null) {
            console.line("  With them the total would lie between %s and %s MW."
                    .formatted(bounds.min().toPlainString(), bounds.max().toPlainString()));
        }
    }

    private FleetUnit hangUp(List<FleetUnit> silent) {
        FleetUnit unit = fleet.units().stream()
                .filter(other -> !silent.contains(other))
                .findFirst()
                .orElseThrow();
        console.blank();
        console.line("%s hangs up properly, and says so.".formatted(unit.id()));
        devices.disconnect(unit.id()).join();
        showMissing(follow("Waiting until it is missed, too", seen -> seen.absent() == SILENCED + 1));
        return unit;
    }

    private void resume(List<FleetUnit> silent, FleetUnit another) {
        console.blank();
        silent.forEach(unit -> devices.resume(unit.id()).join());
        devices.resume(another.id()).join();
        show(follow(
                "All four are back, each with a new session; waiting until everybody reports",
                seen -> seen.absent() == 0));
    }

    private void invite(Orders orders) {
        console.blank();
        console.line("Now you: add a turbine of your own, send its sample, see it in a total. Paste:");
        console.blank();
        OwnTurbine.commands(client.base()).forEach(console::line);
        console.blank();
        console.line("Ask again %d s later, and your turbine is missing, by name: it has not reported since."
                .formatted(FleetTypes.STALE_AFTER.toSeconds()));
        console.line("Or tell the wind of a region what to give; the second line releases it:");
        console.blank();
        OwnSetPoint.commands(client.base(), orders.group(), orders.megawatts()).forEach(console::line);
        console.blank();
        console.line("Control room: %s/   API: %s/openapi.json   Metrics: %s/metrics"
                .formatted(client.base(), client.base(), client.base()));
        console.line("Ctrl-C ends everything; the data stay.");
    }

    private void keepRunning(Pulse pulse) {
        while (running.pause(Duration.ofMinutes(1))) {
            renewals.look(devices, running);
            String failure = pulse.lastFailure()
                    .map(f -> "; sending failed: " + f.getMessage())
                    .orElse("");
            Optional<Comparison> agreed = Comparison.agreed(client, ledger, FOLLOW_TIMEOUT, any -> true);
            Comparison seen = agreed.orElseGet(() -> Comparison.now(client, ledger));
            console.line("%s  Muster %s MW, %s; ledger %s MW, %s%s"
                    .formatted(
                            seen.muster().asOf().truncatedTo(ChronoUnit.SECONDS),
                            Megawatts.text(seen.country().muster().micros()),
                            reporting(
                                    seen.country().muster().reporting(),
                                    seen.country().muster().expected()),
                            Megawatts.text(seen.country().ledger().micros()),
                            agreed.isPresent() ? "the same" : "NOT the same",
                            failure));
        }
    }

    /** Waits for a moment in which Muster and the ledger agree and {@code wanted} holds; the failure shows where they do not. */
    private Comparison follow(String what, Predicate<Comparison> wanted) {
        return console.step(what, () -> Comparison.agreed(client, ledger, FOLLOW_TIMEOUT, seen -> {
                    running.require();
                    return wanted.test(seen);
                })
                .orElseThrow(() -> {
                    running.require();
                    show(Comparison.now(client, ledger));
                    return new RunFailure("Expected Muster and the ledger to agree within %d s but they do not"
                            .formatted(FOLLOW_TIMEOUT.toSeconds()));
                }));
    }

    private void show(Comparison seen) {
        List<List<String>> rows = new ArrayList<>();
        seen.regions().forEach(row -> rows.add(cells(row)));
        rows.add(cells(seen.country()));
        console.table(List.of("Region", "sent, MW", "Muster, MW", "reporting"), rows);
    }

    private static List<String> cells(Comparison.Row row) {
        return List.of(
                row.name(),
                Megawatts.text(row.ledger().micros()),
                Megawatts.text(row.muster().micros()),
                reporting(row.muster().reporting(), row.muster().expected()));
    }

    private void showMissing(Comparison seen) {
        List<List<String>> rows = new ArrayList<>();
        for (MissingMember member : seen.muster().missing().members()) {
            rows.add(List.of(
                    member.asset().value(),
                    member.group().value(),
                    member.reason(),
                    member.since() == null
                            ? "-"
                            : member.since().truncatedTo(ChronoUnit.SECONDS).toString()));
        }
        console.table(List.of("Missing", "group", "reason", "since"), rows);
    }

    /** The strongest of three regions: their absence shows. */
    private List<FleetUnit> busiestTurbines() {
        List<FleetUnit> chosen = new ArrayList<>();
        fleet.units().stream()
                .filter(unit -> unit.technology() == Technology.WIND)
                .sorted(Comparator.comparingLong((FleetUnit unit) -> lastMicros(List.of(unit)))
                        .reversed())
                .forEach(unit -> {
                    boolean newRegion = chosen.stream().noneMatch(other -> other.region() == unit.region());
                    if (chosen.size() < SILENCED && newRegion) {
                        chosen.add(unit);
                    }
                });
        return chosen;
    }

    /** What the units gave last, all together. */
    private long lastMicros(List<FleetUnit> units) {
        return units.stream()
                .mapToLong(unit -> ledger.lastMicros(unit.id(), FleetTypes.POWER))
                .sum();
    }

    private static String names(List<FleetUnit> units) {
        return "%s, %s and %s"
                .formatted(units.get(0).id(), units.get(1).id(), units.get(2).id());
    }

    private static String reporting(int reporting, int expected) {
        return reporting + "/" + expected;
    }
}
