package dev.muster.twinservice;

import akka.actor.typed.ActorSystem;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.ingest.Quarantine;
import dev.muster.ingest.kafka.TopicSettings;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.alarm.AlarmSweep;
import dev.muster.twinservice.alarm.Alarms;
import dev.muster.twinservice.audit.CommandAudit;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandStore;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Owners;
import dev.muster.twinservice.command.ack.CommandAcks;
import dev.muster.twinservice.command.desk.CommandPorts;
import dev.muster.twinservice.command.desk.CommandProbe;
import dev.muster.twinservice.command.kafka.KafkaAnswerMarks;
import dev.muster.twinservice.command.kafka.KafkaCommandLine;
import dev.muster.twinservice.command.kafka.KafkaCommandStream;
import dev.muster.twinservice.commanding.CommandGateway;
import dev.muster.twinservice.commanding.CommandedTwins;
import dev.muster.twinservice.commanding.KnownTwins;
import dev.muster.twinservice.groupcommand.GroupCommands;
import dev.muster.twinservice.groupcommand.OwnersByKind;
import dev.muster.twinservice.http.api.Api;
import dev.muster.twinservice.http.api.command.CommandRate;
import dev.muster.twinservice.model.ModelService;
import dev.muster.twinservice.promise.PromiseService;
import dev.muster.twinservice.promise.kafka.KafkaPromiseStream;
import dev.muster.twinservice.promise.sight.ModelSights;
import dev.muster.twinservice.setpoint.SetPointService;
import dev.muster.twinservice.store.CassandraStore;
import dev.muster.twinservice.twin.Twins;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The part of a node that has something done. Twins need it to serve commands, and whoever gives commands needs the twins: so it is
 * there before them, and {@link #start} plugs in the rest.
 */
final class Control {
    private final ActorSystem<?> system;
    private final ControlSettings settings;
    private final ModelService model;
    private final CassandraStore store;
    private final CommandStore commands;
    private final CommandAudit audit;
    private final Alarms alarms;
    private final KafkaCommandLine line;
    private final KafkaCommandStream stream;
    private final KafkaAnswerMarks marks;
    private final KafkaPromiseStream promiseStream;
    private final Clock clock;
    private final CompletableFuture<Owners> owners = new CompletableFuture<>();

    Control(
            ActorSystem<?> system,
            ControlSettings settings,
            TopicSettings topics,
            CassandraStore store,
            ModelService model,
            Clock clock) {
        this.system = system;
        this.settings = settings;
        this.model = model;
        this.store = store;
        this.clock = clock;
        this.commands = store.commands(settings.audit());
        this.audit = store.audit(settings.audit());
        this.alarms = store.alarms(clock, settings.alarm());
        this.line = KafkaCommandLine.create(settings.line(), topics.brokers(), topics.commands(), clock);
        this.stream = KafkaCommandStream.create(
                settings.line().publisher(topics.brokers()),
                topics.commandRecords().name());
        this.marks = KafkaAnswerMarks.create(settings.line().publisher(topics.brokers()), topics.commandAcks(), clock);
        this.promiseStream = KafkaPromiseStream.create(
                settings.line().publisher(topics.brokers()), topics.promises().name());
    }

    /** What the twins need. */
    CommandPorts ports(CommandProbe probe) {
        return new CommandPorts(
                commands,
                line,
                stream,
                marks,
                this::tell,
                alarms,
                CommandPorts.GroupsAbove.in(model.view().history()),
                settings.command(),
                probe);
    }

    private CompletionStage<?> tell(Owner owner, CommandRecord told) {
        return owners.thenCompose(all -> all.tell(owner, told).thenApply(done -> done));
    }

    /** Once the twins are there, and the model's view has caught up. */
    Running start(Twins twins, Quarantine quarantine) {
        CommandGateway gateway =
                new CommandGateway(model.view(), CommandedTwins.of(twins), commands, alarms, settings.command(), clock);
        GroupCommands groups = GroupCommands.start(system, gateway, alarms, clock, settings.groups());
        PromiseService promises = PromiseService.start(
                system,
                new ModelSights(
                        model.view()::position,
                        model.view().history(),
                        settings.promises().lookAnyway().dividedBy(2)),
                gateway,
                promiseStream,
                clock,
                settings.promises());
        SetPointService setPoints =
                SetPointService.start(system, model.view(), twins::read, gateway, clock, settings.setPoints());
        owners.complete(new OwnersByKind(
                groups::tell,
                (id, told) -> promises.tell(new Owner(Owner.Kind.PROMISE, id), told),
                (id, told) -> setPoints.tell(new Owner(Owner.Kind.SET_POINT, id), told)));
        AlarmSweep.start(system, store.alarmBook(), alarm -> wake(alarm, twins, groups), clock, settings.alarm());
        CommandAcks acks = CommandAcks.start(system, settings.acks(), new KnownTwins(model.view(), twins), quarantine);
        return new Running(
                acks,
                new Api.Control(
                        gateway,
                        audit,
                        new CommandRate(settings.command().limits().principal(), clock),
                        settings.command().times(),
                        groups,
                        setPoints,
                        promises,
                        () -> UUID.randomUUID().toString()));
    }

    /** What runs, and what HTTP needs of it. */
    record Running(CommandAcks acks, Api.Control api) {}

    private static CompletionStage<?> wake(Alarm alarm, Twins twins, GroupCommands groups) {
        return switch (alarm.kind()) {
            case TWIN -> twins.wake(new AssetId(alarm.id()));
            case GROUP_COMMAND -> groups.wake(alarm.id());
        };
    }

    /** Blocking; what is on its way goes out. */
    void close() {
        line.close();
        stream.close();
        marks.close();
        promiseStream.close();
    }
}
