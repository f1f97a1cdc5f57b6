package dev.muster.loadtest.run;

import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.Poll;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.model.LoadReport;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.replay.NemModel;
import dev.muster.loadtest.replay.NemSummary;
import dev.muster.loadtest.replay.Replay;
import dev.muster.loadtest.replay.SentInterval;
import dev.muster.loadtest.replay.Series;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Replays a data directory: published figures, interval by interval, beside what Muster makes of their units. */
final class ReplayStory implements Story {
    private static final long SEED = 20_230_117L;
    private static final SignalName POWER = new SignalName("power");
    private static final int MISSING_SHOWN_MAX = 5;
    private static final Duration PACE = Duration.ofSeconds(2);
    private static final Duration FOLLOW_TIMEOUT = Duration.ofSeconds(30);

    private final Console console;
    private final MusterClient client;
    private final NemModel model;
    private final Replay replay;
    private final Running running;

    ReplayStory(Console console, MusterClient client, KafkaUplink uplink, NemModel model, Running running) {
        this.console = console;
        this.client = client;
        this.model = model;
        this.running = running;
        Ledger ledger = new Ledger(model.plan(), Clock.systemUTC(), false);
        this.replay = new Replay(model, uplink, ledger, Clock.systemUTC(), SEED);
    }

    @Override
    public void tell() {
        describe();
        ModelPlan plan = model.plan();
        LoadReport loaded = console.step(
                "Loading the model over HTTP: %d units, %d groups"
                        .formatted(plan.assets().size(), plan.groups().size()),
                () -> new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT).load(plan));
        console.line("  %d writes, %d of them changed something".formatted(loaded.writes(), loaded.changed()));
        SentInterval first = console.step("Sending the first interval over Kafka", () -> replay.sendInterval(0));
        Totals totals = console.step("Waiting until Muster's totals are what was published", () -> follow(first));
        show(first, totals);
        showMissing(totals.country());
        console.blank();
        console.line("Ctrl-C ends everything; the data stay. One interval of five minutes every %d s:"
                .formatted(PACE.toSeconds()));
        for (int i = 1; i < replay.intervals() && running.pause(PACE); i++) {
            summarize(replay.sendInterval(i));
        }
        console.line("The data end here. Muster runs on.");
        while (running.pause(Duration.ofMinutes(1))) {
            AggregateReply country = client.aggregate(NemModel.COUNTRY, POWER, MISSING_SHOWN_MAX);
            console.line("%s  Muster %s MW, %d/%d reporting"
                    .formatted(
                            country.asOf(),
                            Megawatts.text(country.valueMicros()),
                            country.reporting(),
                            country.expected()));
        }
    }

    private void describe() {
        NemSummary summary = model.summary();
        console.line(
                ("The register has %d rows, %d units: %d retired, %d operating; of those %d have a published series "
                                + "or readings, %d have none. %d series, %d intervals.")
                        .formatted(
                                summary.rows(),
                                summary.distinct(),
                                summary.retired(),
                                summary.operating(),
                                summary.withSeries(),
                                summary.withoutSeries(),
                                summary.series(),
                                summary.intervals()));
        summary.oddities().forEach(oddity -> console.line("  - " + oddity));
    }

    /** Muster's totals: of the country, and by series. */
    private record Totals(AggregateReply country, SortedMap<Series, AggregateReply.Child> series) {}

    /** Muster's totals, as soon as they are what was published; else as they are when the time is over. */
    private Totals follow(SentInterval sent) {
        return Poll.until(FOLLOW_TIMEOUT, () -> {
                    running.require();
                    return Optional.of(totals(sent))
                            .filter(totals -> different(sent, totals) == 0
                                    && totals.country().valueMicros() == published(sent));
                })
                .orElseGet(() -> totals(sent));
    }

    /** All figures of the interval, generation positive. */
    private long published(SentInterval sent) {
        return sent.published().entrySet().stream()
                .mapToLong(figure -> figure.getValue() * model.factor(figure.getKey()))
                .sum();
    }

    private Totals totals(SentInterval sent) {
        SortedSet<GroupId> technologies = new TreeSet<>();
        Map<GroupId, Series> byGroup = new TreeMap<>();
        for (Series series : sent.published().keySet()) {
            GroupKey group = model.group(series);
            byGroup.put(group.group(), series);
            technologies.add(new GroupId(series.technology()));
        }
        SortedMap<Series, AggregateReply.Child> totals = new TreeMap<>();
        for (GroupId technology : technologies) {
            for (AggregateReply.Child child : client.aggregate(new GroupKey(ModelPlan.TECHNOLOGY, technology), POWER, 1)
                    .children()) {
                Series series = byGroup.get(child.group());
                if (series != null) {
                    totals.put(series, child);
                }
            }
        }
        return new Totals(client.aggregate(NemModel.COUNTRY, POWER, MISSING_SHOWN_MAX), totals);
    }

    private long different(SentInterval sent, Totals totals) {
        return sent.published().entrySet().stream()
                .filter(figure -> !Optional.ofNullable(totals.series().get(figure.getKey()))
                        .map(AggregateReply.Child::valueMicros)
                        .equals(Optional.of(figure.getValue() * model.factor(figure.getKey()))))
                .count();
    }

    private void show(SentInterval sent, Totals totals) {
        console.blank();
        console.line("%s, published figures beside Muster's totals; loads count negative:".formatted(sent.interval()));
        List<List<String>> rows = new ArrayList<>();
        sent.published().forEach((series, micros) -> {
            AggregateReply.Child child = totals.series().get(series);
            rows.add(List.of(
                    series.toString(),
                    Megawatts.text(micros * model.factor(series)),
                    child == null ? "-" : Megawatts.text(child.valueMicros()),
                    child == null ? "-" : child.reporting() + "/" + child.expected()));
        });
        console.table(List.of("Region, technology", "published, MW", "Muster, MW", "reporting"), rows);
        console.line("  %d of %d figures are the same to the watt."
                .formatted(rows.size() - different(sent, totals), rows.size()));
    }

    private void showMissing(AggregateReply country) {
        console.line("  Expected %d units, reporting %d, missing %s, among them %s."
                .formatted(
                        country.expected(),
                        country.reporting(),
                        country.missing().byReason(),
                        country.missing().members().stream()
                                .map(member -> member.asset().value())
                                .toList()));
    }

    private void summarize(SentInterval sent) {
        Totals totals = follow(sent);
        console.line("%s  published %s MW, Muster %s MW, %d/%d reporting; %d of %d figures the same"
                .formatted(
                        sent.interval(),
                        Megawatts.text(published(sent)),
                        Megawatts.text(totals.country().valueMicros()),
                        totals.country().reporting(),
                        totals.country().expected(),
                        sent.published().size() - different(sent, totals),
                        sent.published().size()));
    }
}
