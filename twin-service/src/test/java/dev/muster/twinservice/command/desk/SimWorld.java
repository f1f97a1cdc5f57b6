package dev.muster.twinservice.command.desk;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.rules.CommandAnswer;
import dev.muster.twinservice.command.rules.CommandInput;
import dev.muster.twinservice.command.rules.Situation;
import dev.muster.twinservice.connectivity.ConnectivityEvent.OfflineCause;
import dev.muster.twinservice.connectivity.ConnectivityState;
import dev.muster.twinservice.connectivity.Session;
import dev.muster.twinservice.pace.Backoff;
import dev.muster.twinservice.pace.TokenBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One history of an asset with all around it: users that give, repeat and take back, a device that comes and goes, forgers, a process
 * that dies at any step, Kafka and stores that fail. After {@link #CHAOS} nothing fails any more, and everything must come to rest.
 */
final class SimWorld {
    static final AssetId ASSET = new AssetId("WT-07");
    static final SourceId SOURCE = new SourceId("gw-07");
    static final Duration CHAOS = Duration.ofSeconds(240);
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final CommandSettings SETTINGS = new CommandSettings(
            new CommandSettings.Times(TIMEOUT, Duration.ofSeconds(60), Duration.ofDays(7), Duration.ofSeconds(10)),
            new CommandSettings.Limits(
                    50, new TokenBucket.Rate(100_000, 100_000), new TokenBucket.Rate(100_000, 100_000)),
            new CommandSettings.Delivery(Duration.ofSeconds(2), Duration.ofSeconds(5)),
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)),
            "acks");

    final SimTime time = new SimTime();
    final SimTwin twin;
    final SimKafka kafka;
    final SimAudit audit;
    final SimAnswers answers;
    final SimDevice device;
    final Map<DeviceAck, String> forged = new HashMap<>();
    final List<CommandAnswer.Known> told = new ArrayList<>();
    final Map<CommandId, CommandRequest> given = new HashMap<>();
    int repeatedAfterForgetting;

    private final Random random;
    private boolean online = true;
    private Instant since = SimTime.START.minusSeconds(60);

    SimWorld(long seed, int commands) {
        random = new Random(seed);
        twin = new SimTwin(time, random, this::situation);
        kafka = new SimKafka(time, random, this::appended);
        audit = new SimAudit(time, random, this::wake);
        answers = new SimAnswers(time, random, twin::ask);
        device = new SimDevice(time, random, this::ack);
        twin.plugIn(
                new CommandPorts(audit, kafka, audit, answers, audit, audit, (asset, at) -> List.of(), SETTINGS, twin));
        boolean calm = random.nextInt(10) == 0;
        twin.crashShare = calm ? 0 : random.nextDouble() * 0.03;
        twin.persistFailureShare = calm ? 0 : random.nextDouble() * 0.05;
        kafka.troubleShare = calm ? 0 : random.nextDouble() * 0.5;
        audit.troubleShare = calm ? 0 : random.nextDouble() * 0.3;
        answers.troubleShare = calm ? 0 : random.nextDouble() * 0.3;
        for (int i = 0; i < commands; i++) {
            planCommand("key " + i);
        }
        for (int i = 0; i < random.nextInt(6); i++) {
            time.inMillis(random.nextInt((int) CHAOS.toMillis()), this::flap);
        }
        // A late answer has no alarm: should the process die before it is told, that is made up for when the asset is
        // next heard.
        time.in(CHAOS.plusSeconds(90), twin::stirred);
        time.in(CHAOS, () -> {
            if (!online) {
                flap();
            }
            twin.crashShare = 0;
            twin.persistFailureShare = 0;
            kafka.troubleShare = 0;
            audit.troubleShare = 0;
            answers.troubleShare = 0;
        });
    }

    private void planCommand(String key) {
        boolean patient = random.nextInt(3) == 0;
        int begin = random.nextInt(200_000);
        int patience = random.nextInt(3) == 0 ? 86_400_000 : 1_000 + random.nextInt(60_000);
        @Nullable Instant queueUntil = patient ? SimTime.START.plusMillis(begin + patience) : null;
        CommandRequest request = request(key, 2, queueUntil);
        given.put(request.id(), request);
        time.inMillis(begin, () -> give(request));
        while (random.nextInt(3) == 0) {
            time.inMillis(begin + random.nextInt(300_000), () -> give(request));
        }
        if (random.nextInt(6) == 0) {
            time.inMillis(begin + random.nextInt(90_000), () -> give(request(key, 3, null)));
        }
        if (random.nextInt(4) == 0) {
            CommandInput cancel = new CommandInput.Cancel(request.id(), new Principal("bob"));
            time.inMillis(begin + random.nextInt(40_000), () -> twin.ask((CommandInput.Asked) cancel, this::heard));
        }
        if (random.nextInt(4) == 0) {
            time.inMillis(begin + random.nextInt(60_000), () -> forge(request.id()));
        }
    }

    private CommandRequest request(String key, double megawatts, @Nullable Instant queueUntil) {
        return new CommandRequest(
                CommandId.of(ASSET, key),
                ASSET,
                key,
                new CommandName("setPower"),
                new Arguments(Map.of("megawatts", Argument.of(megawatts))),
                new Principal("anna"),
                "",
                TIMEOUT,
                queueUntil,
                key.hashCode() % 2 == 0 ? new Owner(Owner.Kind.GROUP, "g") : null);
    }

    /** As the gateway does: alarms first, then the twin, which may be slow to get to it. */
    private void give(CommandRequest request) {
        Instant until = time.instant().plus(SETTINGS.times().giveWithin());
        Instant end = until.plus(request.timeout());
        Instant queueUntil = request.queueUntil();
        var set = audit.set(new Alarm(Alarm.Kind.TWIN, ASSET.value(), end));
        var both = queueUntil != null && queueUntil.isAfter(end)
                ? set.thenCombine(
                        audit.set(new Alarm(Alarm.Kind.TWIN, ASSET.value(), queueUntil)), (one, other) -> true)
                : set;
        both.thenAccept(
                done -> time.inMillis(random.nextInt(15) == 0 ? random.nextInt(30_000) : random.nextInt(20), () -> {
                    boolean wasForgotten = twin.commands().forgot()
                            && twin.commands().find(request.id()).isEmpty()
                            && audit.rows.containsKey(request.id());
                    repeatedAfterForgetting += wasForgotten ? 1 : 0;
                    twin.ask(new CommandInput.Give(request, null, until), this::heard);
                }));
    }

    private void heard(CommandAnswer answer) {
        if (answer instanceof CommandAnswer.Known known) {
            told.add(known);
        }
    }

    private void appended(DeviceCommand command) {
        device.gets(command);
        if (random.nextDouble() < 3 * twin.crashShare) {
            // Kafka has it, and the twin will never hear of that.
            twin.crash();
        }
    }

    private void ack(DeviceAck ack) {
        answers.append(ack, verdict -> {});
        if (random.nextInt(5) == 0) {
            answers.append(ack, verdict -> {});
        }
    }

    private void forge(CommandId id) {
        int how = random.nextInt(3);
        DeviceAck ack = new DeviceAck(
                how == 0 ? CommandId.of(ASSET, "never given " + id) : id,
                ASSET,
                how == 1 ? new SourceId("gw-08") : SOURCE,
                how == 2 ? 0 : device.epoch,
                DeviceAck.Answer.SUCCEEDED,
                "forged",
                time.instant());
        answers.append(ack, verdict -> forged.put(ack, verdict.getClass().getSimpleName()));
    }

    private void wake(Alarm alarm) {
        AtomicBoolean settled = new AtomicBoolean();
        twin.ask(new CommandInput.Wake(), answer -> settled.set(answer instanceof CommandAnswer.Settled));
        time.inMillis(10_000, () -> {
            if (!settled.get()) {
                wake(alarm);
            }
        });
    }

    private void flap() {
        online = !online;
        since = time.instant();
        if (online) {
            device.epoch++;
        }
        twin.stirred();
    }

    private Situation situation() {
        ConnectivityState state = online
                ? new ConnectivityState.Online(since)
                : new ConnectivityState.Offline(since, since, OfflineCause.DISCONNECTED);
        return new Situation(
                ASSET, state, new Session(SOURCE, device.epoch, online, since), SOURCE, null, time.instant());
    }
}
