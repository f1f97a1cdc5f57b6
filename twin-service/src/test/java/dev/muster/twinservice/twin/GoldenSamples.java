package dev.muster.twinservice.twin;

import akka.actor.typed.ActorRef;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.telemetry.Notice;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.telemetry.Reading;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.Sample;
import dev.muster.golden.Samples;
import dev.muster.ingest.Observation;
import dev.muster.ingest.Verdict;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.rules.CommandSamples;
import dev.muster.twinservice.connectivity.ConnectivityEvent;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OnlineCause;
import dev.muster.twinservice.connectivity.ConnectivityInput;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Lifecycle;
import dev.muster.twinservice.connectivity.Session;
import dev.muster.twinservice.twin.ledger.ClockSkew;
import dev.muster.twinservice.twin.ledger.VerdictTally;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of everything that the twin stores or sends, with every field filled where it can be. */
public final class GoldenSamples {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final Instant LATER = AT.plusSeconds(3_600);
    private static final SourceId SOURCE = new SourceId("WT-07");
    private static final Principal ANNA = new Principal("anna");

    private GoldenSamples() {}

    public static Samples all(ActorRef<Object> nobody) {
        Samples samples = Samples.in("twin").putAll("event-", events());
        snapshots().forEach(kept -> samples.put("snapshot-" + simpleName(kept.state()), kept));
        requests(nobody).forEach(request -> samples.put(name(request), request));
        return samples.putAll("reply-", replies())
                .putAll("command-", CommandSamples.events())
                .putAll("snapshot-", twins())
                .putAll("reply-", CommandSamples.answers());
    }

    private static String name(AssetTwin.Request request) {
        if (request instanceof AssetTwin.Ask ask) {
            return "request-Ask-" + simpleName(ask.asked());
        }
        return request instanceof AssetTwin.Change change
                ? "request-Change-" + simpleName(change.instruction())
                : "request-" + simpleName(request);
    }

    private static String simpleName(Object value) {
        return value.getClass().getSimpleName();
    }

    static List<ConnectivityEvent> events() {
        return List.of(
                new ConnectivityEvent.WentOnline(SOURCE, OnlineCause.SAMPLE, AT),
                new ConnectivityEvent.WentOnline(SOURCE, OnlineCause.CONNECTED, AT),
                new ConnectivityEvent.WentOffline(AT, LATER, OfflineCause.OVERDUE),
                new ConnectivityEvent.WentOffline(AT, AT, OfflineCause.DISCONNECTED),
                new ConnectivityEvent.WentOffline(AT, LATER, OfflineCause.REINSTATED),
                new ConnectivityEvent.SessionOpened(SOURCE, 7, AT),
                new ConnectivityEvent.SessionClosed(SOURCE, 7, AT),
                new ConnectivityEvent.MaintenanceBegan(ANNA, AT, LATER),
                new ConnectivityEvent.MaintenanceEnded(ANNA, AT),
                new ConnectivityEvent.MaintenanceExpired(AT),
                new ConnectivityEvent.Retired(ANNA, AT),
                new ConnectivityEvent.Reinstated(ANNA, AT));
    }

    static List<ConnectivityState> states() {
        ConnectivityState.Offline offline = new ConnectivityState.Offline(AT, LATER, OfflineCause.OVERDUE);
        return List.of(
                new ConnectivityState.Expected(null),
                new ConnectivityState.Expected(AT),
                new ConnectivityState.Online(AT),
                offline,
                new ConnectivityState.Maintenance(ANNA, AT, LATER, offline),
                new ConnectivityState.Retired(ANNA, AT));
    }

    static List<Lifecycle> snapshots() {
        List<Lifecycle> snapshots = new ArrayList<>();
        for (ConnectivityState state : states()) {
            snapshots.add(new Lifecycle(state, new Session(SOURCE, 7, true, AT), events().subList(0, 2)));
        }
        snapshots.add(Lifecycle.NEW);
        return snapshots;
    }

    static List<ConnectivityInput.Instruction> instructions() {
        return List.of(
                new ConnectivityInput.Overdue(LATER, AT),
                new ConnectivityInput.BeginMaintenance(ANNA, LATER),
                new ConnectivityInput.EndMaintenance(ANNA),
                new ConnectivityInput.TimePassed(),
                new ConnectivityInput.Retire(ANNA),
                new ConnectivityInput.Reinstate(ANNA));
    }

    static List<Verdict> verdicts() {
        return List.of(
                new Verdict.Accepted(),
                new Verdict.Duplicate(),
                new Verdict.Late(),
                new Verdict.Refused(RefusalReason.OUT_OF_RANGE, "Expected 1 but got 2"));
    }

    static List<AssetTwin.Request> requests(ActorRef<Object> nobody) {
        List<AssetTwin.Request> requests = new ArrayList<>();
        requests.add(new AssetTwin.Observe(observations(), nobody.narrow()));
        requests.add(new AssetTwin.Read(nobody.narrow()));
        for (ConnectivityInput.Instruction instruction : instructions()) {
            requests.add(new AssetTwin.Change(instruction, nobody.narrow()));
        }
        CommandSamples.asked().forEach(asked -> requests.add(new AssetTwin.Ask(asked, nobody.narrow())));
        return requests;
    }

    static List<Object> replies() {
        return List.of(
                new AssetTwin.Judged(verdicts()),
                new AssetTwin.Unjudged("Expected history but it is down"),
                new AssetTwin.Applied(true, null),
                new AssetTwin.Applied(false, AT),
                new AssetTwin.Rejected("Expected 1 but got 2"),
                snapshot(null),
                new TwinSnapshot(
                        new AssetId("WT-07"),
                        Connectivity.EXPECTED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        null,
                        new VerdictTally.Counts(0, 0, 0, 0),
                        List.of(),
                        null,
                        List.of()),
                snapshot("akka://muster@10.0.0.7:7600"),
                commanded());
    }

    static List<TwinState> twins() {
        Commands all = CommandSamples.commands();
        return List.of(
                new TwinState(Lifecycle.NEW, all, 7),
                new TwinState(Lifecycle.NEW, new Commands(all.records(), all.told(), true), 0));
    }

    private static TwinSnapshot commanded() {
        return new TwinSnapshot(
                new AssetId("WT-07"),
                Connectivity.ONLINE,
                AT,
                null,
                AT,
                7L,
                null,
                Map.of(),
                null,
                new VerdictTally.Counts(0, 0, 0, 0),
                List.of(),
                "akka://muster@10.0.0.7:7600",
                CommandSamples.commands().records());
    }

    private static List<Observation> observations() {
        Sample sample = new Sample(
                SOURCE,
                42,
                AT,
                Map.of(
                        new SignalName("power"), new Reading(2.1, Quality.GOOD, null),
                        new SignalName("wind_speed"), new Reading(9.3, Quality.UNCERTAIN, "m/s")));
        return List.of(
                new Observation(sample, LATER),
                new Observation(new Notice(SOURCE, Notice.Kind.CONNECTED, 7, AT), LATER),
                new Observation(new Notice(SOURCE, Notice.Kind.DISCONNECTED, 7, AT), LATER));
    }

    private static TwinSnapshot snapshot(@Nullable String node) {
        return new TwinSnapshot(
                new AssetId("WT-07"),
                Connectivity.MAINTENANCE,
                AT,
                LATER,
                LATER,
                7L,
                new TwinSnapshot.MaintenanceWindow(ANNA, AT, LATER),
                Map.of(
                        new SignalName("power"),
                        new TwinSnapshot.LatestReading(new BigDecimal("-2.1"), Quality.BAD, AT, LATER, 42, SOURCE)),
                new ClockSkew.Skew(Duration.ofMillis(-1_250), Duration.ofMillis(300)),
                new VerdictTally.Counts(1, 2, 3, 4),
                events(),
                node,
                List.of());
    }
}
