package dev.muster.twinservice;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.aggregation.node.Aggregation;
import dev.muster.ingest.IngestPorts;
import dev.muster.ingest.Quarantine;
import dev.muster.ingest.kafka.KafkaBrokerClock;
import dev.muster.ingest.kafka.KafkaQuarantine;
import dev.muster.ingest.kafka.TelemetryPublisher;
import dev.muster.ingest.kafka.TopicSetup;
import dev.muster.ingest.report.DeviceReports;
import dev.muster.ingest.stream.AkkaTimers;
import dev.muster.ingest.stream.Ingest;
import dev.muster.twinservice.cluster.AkkaCluster;
import dev.muster.twinservice.cluster.Membership;
import dev.muster.twinservice.cluster.ShutdownPhases;
import dev.muster.twinservice.counter.ContinuedCounters;
import dev.muster.twinservice.exchange.ImportJobs;
import dev.muster.twinservice.health.Readiness;
import dev.muster.twinservice.http.HttpServer;
import dev.muster.twinservice.http.api.Api;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import dev.muster.twinservice.http.api.maintenance.Maintenance;
import dev.muster.twinservice.http.page.Page;
import dev.muster.twinservice.lease.sharding.NodeLeasing;
import dev.muster.twinservice.live.LiveViews;
import dev.muster.twinservice.metrics.ServiceMetrics;
import dev.muster.twinservice.model.ModelService;
import dev.muster.twinservice.placement.TwinPlacement;
import dev.muster.twinservice.store.CassandraStore;
import dev.muster.twinservice.store.JournalSession;
import dev.muster.twinservice.traffic.SentTraffic;
import dev.muster.twinservice.twin.Twins;
import dev.muster.twinservice.watermark.ClusterReports;
import dev.muster.twinservice.watermark.WatermarkBoard;
import dev.muster.twinservice.watermark.WatermarkExchange;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One node, put together: HTTP first, so that health can be asked; then it waits for Cassandra and Kafka, whichever comes
 * first; then model, aggregators, twins, and ingest last. Shuts down in the opposite order.
 */
final class MusterService {
    private final Config config;
    private final NodeSettings settings;
    private final Clock clock;
    private final Readiness readiness;
    private final ServiceMetrics metrics = new ServiceMetrics();
    private final ActorSystem<Void> system;
    private final Membership membership;
    private final HttpServer http;

    private MusterService(Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.settings = NodeSettings.from(config);
        this.readiness = new Readiness(clock);
        this.http = new HttpServer(settings.http(), readiness::stage, metrics::scrape, Page.endpoints());
        ShutdownPhases.of(config).requireRoomFor(config);
        this.system = ActorSystem.create(
                Behaviors.empty(),
                "muster",
                AkkaCluster.keys(settings.cluster())
                        .withFallback(JournalSession.keys(settings.store().cluster(), config))
                        .withFallback(withConnections(settings.live().readersMax(), config)));
        this.membership = Membership.start(system, settings.cluster());
    }

    /** A reader of a live view has a connection for itself, and all others have as many as without. */
    private static Config withConnections(int readers, Config config) {
        String key = "akka.http.server.max-connections";
        return ConfigFactory.parseMap(Map.of(key, config.getInt(key) + readers), "connections for live views")
                .withFallback(config);
    }

    /** Completes when the node is ready; fails, with a line for the operator, when waiting cannot help. */
    static CompletionStage<Done> start(Config config, Clock clock) {
        return new MusterService(config, clock).start();
    }

    private CompletionStage<Done> start() {
        metrics.ready(() -> readiness.stage().ready());
        metrics.heap(ManagementFactory.getMemoryMXBean()::getHeapMemoryUsage);
        metrics.traffic(SentTraffic.of(system)::sent);
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "say that it leaves", this::leave);
        return bind().thenCompose(bound -> {
                    readiness.waitFor(
                            "Cassandra at " + settings.store().cluster().contactPoints());
                    return CassandraStore.connect(settings.store());
                })
                .thenCompose(store -> {
                    readiness.waitFor("Kafka at " + settings.topics().brokers().bootstrapServers());
                    return TopicSetup.ensure(
                                    settings.topics(),
                                    settings.topics().all(),
                                    new AkkaTimers(system),
                                    new SplittableRandom())
                            .thenApply(topics -> store);
                })
                // Last: a member can run what it is given.
                .thenCompose(store -> membership.join(readiness::waitFor).thenApply(up -> store))
                .thenCompose(this::lease)
                .thenCompose(this::startModel);
    }

    private CompletionStage<Done> leave() {
        readiness.leave();
        CompletableFuture<Done> served = new CompletableFuture<>();
        new AkkaTimers(system).once(settings.cluster().leaveAfter(), () -> served.complete(Done.getInstance()));
        return served;
    }

    private CompletionStage<Done> bind() {
        return http.bind(system).handle((binding, failure) -> {
            if (failure == null) {
                return Done.getInstance();
            }
            Throwable cause = failure;
            while (cause != null && !(cause instanceof BindException)) {
                cause = cause.getCause();
            }
            throw new CompletionException(
                    cause == null
                            ? failure
                            : new IllegalStateException(
                                    "Expected port %d on %s to be free for HTTP but it is taken: set muster.http.port"
                                            .formatted(
                                                    settings.http().port(),
                                                    settings.http().host())));
        });
    }

    /** Before anything can be written to the journal, and until nothing can any more. */
    private CompletionStage<CassandraStore> lease(CassandraStore store) {
        readiness.waitFor("its session in Cassandra");
        return NodeLeasing.start(system, store.leases(settings.lease()), settings.lease(), clock)
                .thenApply(leases -> {
                    metrics.leases(leases::figures);
                    onStop("close the store", () -> leases.end().thenRunAsync(store::close));
                    return store;
                });
    }

    private CompletionStage<Done> startModel(CassandraStore store) {
        ModelService model = ModelService.start(
                system, settings.topics().brokers(), settings.topics().model().name(), clock, settings.model());
        readiness.waitFor("the model's changelog");
        return model.feed()
                .caughtUp()
                .thenCompose(caughtUp -> model.agreed(() -> store.journaled("model-writer")))
                .thenApply(agreed -> {
                    startData(store, model);
                    readiness.ready();
                    return Done.getInstance();
                });
    }

    private void startData(CassandraStore store, ModelService model) {
        WatermarkBoard watermarks =
                new WatermarkBoard(model.view(), settings.topics().telemetry().partitions());
        Aggregation aggregation = Aggregation.start(
                system,
                model.view(),
                new ContinuedCounters(model.view()).reading(store.latest()),
                watermarks,
                clock,
                settings.aggregation());
        Control control = new Control(system, settings.control(), settings.topics(), store, model, clock);
        onStop("close the way to devices", () -> CompletableFuture.runAsync(control::close));
        Twins twins = Twins.start(
                system,
                model.view(),
                new StoredTwins(store.latest()),
                aggregation::update,
                clock,
                settings.twin(),
                control.ports(CommandFaultProbe.from(config)),
                new TwinPlacement(settings.twin().placement(), settings.twinShards(), watermarks::readers));
        TelemetryPublisher publisher = TelemetryPublisher.create(
                settings.publisher(), settings.topics().telemetry().name());
        KafkaQuarantine quarantine = KafkaQuarantine.create(
                settings.publisher(), settings.topics().quarantine().name());
        onStop("close the quarantine", () -> CompletableFuture.runAsync(quarantine::close));
        Ingest ingest = startIngest(store, model, twins, quarantine);
        Control.Running commanding = control.start(twins, quarantine);
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseServiceStop(), "drain answers of devices", commanding.acks()::drain);
        membership.onGivenUp("abandon answers of devices", commanding.acks()::abandon);
        ClusterReports reports = shareWatermarks(ingest, watermarks);
        metrics.ingest(() -> ingest.accounting().snapshot());
        metrics.answers(commanding.acks()::figures);
        metrics.watermarks(() -> ingest.deadlines().report());
        metrics.twinShards(() -> twins.here(ingest.deadlines().report()));
        metrics.model(() -> model.view().position(), () -> model.view().assetCount());
        http.open(Api.endpoints(
                settings.http(),
                new Api.Parts(
                        model.view(),
                        model.view().history(),
                        model.gateway()::execute,
                        twins::read,
                        Maintenance.of(twins),
                        store.reader(),
                        Aggregates.of(aggregation),
                        reports,
                        publisher::publish,
                        LiveViews.start(system, settings.live(), clock, new SecureRandom()::nextLong),
                        startImports(model),
                        commanding.api(),
                        clock)));
        onStop("close the publisher", () -> CompletableFuture.runAsync(publisher::close));
    }

    private ImportJobs startImports(ModelService model) {
        ImportJobs imports = new ImportJobs(
                model.view(),
                model.view().history(),
                model.gateway()::executeAll,
                settings.exchange(),
                settings.model().precedence(),
                clock,
                () -> UUID.randomUUID().toString());
        // Before requests are waited for: one that brings a file would hold the node up.
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "end imports", () -> {
            imports.close();
            return CompletableFuture.completedFuture(Done.getInstance());
        });
        return imports;
    }

    private Ingest startIngest(CassandraStore store, ModelService model, Twins twins, Quarantine quarantine) {
        KafkaBrokerClock brokerClock = KafkaBrokerClock.create(
                settings.publisher(), settings.topics().clock().name());
        ModelFleet fleet = new ModelFleet(model.view(), store.latest(), clock, system.executionContext());
        Ingest ingest = Ingest.start(
                system,
                settings.ingest(),
                new IngestPorts(
                        new ModelSources(model),
                        twins,
                        store.history(),
                        quarantine,
                        reports(model),
                        new IngestPorts.Silence(fleet, twins, brokerClock),
                        FaultProbe.from(config)),
                clock);
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseServiceStop(), "drain ingest", ingest::drain);
        membership.onGivenUp("abandon ingest", ingest::abandon);
        onStop("close the broker's clock", () -> CompletableFuture.runAsync(brokerClock::close));
        return ingest;
    }

    private DeviceReports reports(ModelService model) {
        Duration visibleWithin = settings.model().gateway().visibleWithin();
        return new ModelReports(
                model.view().history(),
                new ModelReports.Writers(model.gateway()::executeAll, model.feed()::caughtUp, position -> model.view()
                        .reached(position, visibleWithin)),
                settings.twin().judging().clockAheadMax());
    }

    private ClusterReports shareWatermarks(Ingest ingest, WatermarkBoard board) {
        WatermarkExchange.Desks desks = new WatermarkExchange.Desks();
        Duration interval = settings.ingest().deadlines().lookInterval();
        system.systemActorOf(
                WatermarkExchange.create(ingest.deadlines(), board, desks, interval), "watermarks", Props.empty());
        return new ClusterReports(system, board, desks, settings.http().replyTimeout());
    }

    private void onStop(String name, Supplier<CompletionStage<?>> task) {
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), name, () -> task.get()
                        .thenApply(closed -> Done.getInstance()));
    }
}
