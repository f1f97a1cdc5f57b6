package dev.muster.twinservice.model;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Applied;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.model.concurrent.RandomWishes;
import dev.muster.twinservice.model.concurrent.RandomWishes.Wish;
import dev.muster.twinservice.model.concurrent.Shown;
import dev.muster.twinservice.model.concurrent.WhatMustHold;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The real writers of all buckets, with a journal in memory, a changelog that fails now and then, and several threads that
 * change the same few groups and assets at the same time, while writers are stopped and woken again.
 */
class ConcurrentWritersTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("ConcurrentWritersTest", ModelFixtures.config());
    private static final Precedence PRECEDENCE = new Precedence(RandomWishes.SYSTEMS);
    private static final long SEED = Long.getLong("muster.seed", 20_300_101);
    private static final int THREADS = 4;
    private static final int ROUNDS = 250;
    private static final int RESTART_EVERY = 50;
    private static final Duration REPLY_WITHIN = Duration.ofSeconds(1);
    private static final ModelSettings.Writer SETTINGS = new ModelSettings.Writer(
            100,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(5),
            10,
            Duration.ofMillis(20),
            40,
            Duration.ofSeconds(1));

    private final AtomicLong millis = new AtomicLong(ModelFixtures.START.toEpochMilli());
    private final Clock clock = ticking(millis);
    private final InMemoryModelView view = new InMemoryModelView();
    private final BusyChangelog changelog = new BusyChangelog(view, SEED);
    private final Map<BucketId, ActorRef<ModelWriter.Command>> writers = new ConcurrentHashMap<>();
    private final AtomicInteger incarnations = new AtomicInteger();
    private final ModelGateway gateway = new ModelGateway(
            this::writer,
            view,
            new ModelSettings.Gateway(REPLY_WITHIN, Duration.ofSeconds(10)),
            ACTORS.system().executionContext());

    private final Set<Principal> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Principal> withoutTrace = ConcurrentHashMap.newKeySet();
    private final Map<Reason, AtomicInteger> rejections = new ConcurrentHashMap<>();

    @BeforeEach
    void beginModel() throws Exception {
        List<ModelCommand> first = new ArrayList<>(List.of(ModelFixtures.defineType()));
        RandomWishes.HIERARCHIES.forEach(
                hierarchy -> first.add(new ModelCommand.CreateHierarchy(hierarchy, "The " + hierarchy)));
        for (ModelCommand command : first) {
            execute(new Wish(command, ModelFixtures.TESTER));
        }
    }

    @AfterEach
    void close() {
        changelog.close();
        writers.values().forEach(ACTORS::stop);
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldKeepTheModelWholeWhileManyWriteAndWritersRestart() throws Exception {
        writeAllAtOnce();

        Map<String, Document> documents = Shown.latest(changelog.log());
        assertThat(accepted).hasSizeGreaterThan(THREADS * ROUNDS / 4);
        assertThat(rejections.getOrDefault(Reason.CONFLICT, new AtomicInteger()).get())
                .as("rejections for cycles and overlaps: %s", rejections)
                .isGreaterThan(THREADS * ROUNDS / 20);
        Set<Principal> traces = WhatMustHold.traces(documents.values());
        assertThat(traces).containsAll(accepted);
        assertThat(traces).doesNotContainAnyElementsOf(withoutTrace);
        assertThat(WhatMustHold.noCycle(documents.values())).isGreaterThan(1_000);
        assertThat(WhatMustHold.oneParent(documents.values())).isGreaterThan(1_000);

        assertShownAsReplayed(documents);
        assertRecoveredAsPublished(documents);
    }

    private void writeAllAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<Void>> work = IntStream.range(0, THREADS)
                .<Callable<Void>>mapToObj(thread -> () -> write(thread))
                .toList();
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void write(int thread) throws Exception {
        RandomWishes wishes = new RandomWishes("thread-" + thread, SEED + thread);
        Random random = new Random(SEED - thread);
        for (int round = 0; round < ROUNDS; round++) {
            execute(wishes.next());
            if (thread == 0 && round % RESTART_EVERY == RESTART_EVERY / 2) {
                List<BucketId> buckets = List.copyOf(writers.keySet());
                restart(buckets.get(random.nextInt(buckets.size())));
            }
        }
        return null;
    }

    private void execute(Wish wish) throws Exception {
        Principal principal = wish.author().principal();
        ModelReply reply = answer(wish);
        boolean uncertain = false;
        while (reply instanceof Rejected rejected && rejected.reason() == Reason.UNAVAILABLE) {
            uncertain = true;
            reply = answer(wish);
        }
        if (reply instanceof Applied applied && applied.changed()) {
            accepted.add(principal);
            assertThat(tracesNow(wish.command()).contains(principal))
                    .as("visible when answered with %s: %s", applied, wish)
                    .isTrue();
        } else if (!uncertain) {
            withoutTrace.add(principal);
        }
        if (reply instanceof Rejected rejected) {
            rejections
                    .computeIfAbsent(rejected.reason(), reason -> new AtomicInteger())
                    .incrementAndGet();
        } else {
            assertThat(reply).isInstanceOf(Applied.class);
        }
    }

    private ModelReply answer(Wish wish) throws Exception {
        return gateway.execute(wish.command(), wish.author())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private Set<Principal> tracesNow(ModelCommand command) {
        ModelHistory history = view.history();
        Optional<? extends Document> document;
        if (command instanceof ModelCommand.DefineType define) {
            document = history.everythingOf(define.type().id());
        } else if (command instanceof ModelCommand.CreateHierarchy create) {
            document = history.everythingOf(create.hierarchy());
        } else if (command instanceof ModelCommand.PutGroup put) {
            document = history.everythingOf(put.group());
        } else if (command instanceof ModelCommand.PutAsset put) {
            document = history.everythingOf(put.asset());
        } else if (command instanceof ModelCommand.PlaceAsset place) {
            document = history.everythingOf(place.asset());
        } else if (command instanceof ModelCommand.RetireAsset retire) {
            document = history.everythingOf(retire.asset());
        } else if (command instanceof ModelCommand.PatchAsset patch) {
            document = history.everythingOf(patch.asset());
        } else if (command instanceof ModelCommand.InstallDevice install) {
            document = history.everythingOf(install.asset());
        } else {
            document = history.everythingOf(((ModelCommand.PutProperties) command).asset());
        }
        return WhatMustHold.traces(document.<List<Document>>map(List::of).orElse(List.of()));
    }

    private void assertShownAsReplayed(Map<String, Document> documents) {
        List<byte[]> log = changelog.log();
        List<byte[]> compacted = new ArrayList<>(
                documents.values().stream().map(DocumentCodec::encode).toList());
        Collections.shuffle(compacted, new Random(SEED));
        InMemoryModelView whole = Shown.replayed(log);
        InMemoryModelView few = Shown.replayed(compacted);
        List<Instant> known = List.of(ModelFixtures.START.plusMillis(200), Instant.ofEpochMilli(millis.get()));
        Map<String, Object> moments = Shown.moments(view, RandomWishes.grid(), known);
        assertThat(moments).hasSize(2 * RandomWishes.grid().size());
        assertThat(Shown.moments(whole, RandomWishes.grid(), known)).isEqualTo(moments);
        assertThat(Shown.moments(few, RandomWishes.grid(), known)).isEqualTo(moments);
        for (Instant now : RandomWishes.grid()) {
            List.of(view, whole, few).forEach(one -> one.advance(now));
            Map<String, Object> shown = Shown.now(view);

            assertThat(shown).hasSizeGreaterThan(50);
            assertThat(Shown.now(whole)).isEqualTo(shown);
            assertThat(Shown.now(few)).isEqualTo(shown);
        }
    }

    /** What writers have after they were woken from their journals is what they had published. */
    private void assertRecoveredAsPublished(Map<String, Document> documents) throws Exception {
        int before = changelog.log().size();
        for (BucketId bucket : List.copyOf(writers.keySet())) {
            restart(bucket);
        }
        documents.keySet().forEach(key -> writer(BucketId.ofEntityKey(key)).tell(new ModelWriter.PublishAgain(key)));

        ACTORS.createTestProbe().awaitAssert(Duration.ofSeconds(20), () -> {
            List<byte[]> log = changelog.log();
            assertThat(Shown.latest(log.subList(before, log.size()))).isEqualTo(documents);
            return null;
        });
    }

    private void restart(BucketId bucket) {
        ActorRef<ModelWriter.Command> old = writers.get(bucket);
        if (old != null) {
            ACTORS.stop(old, Duration.ofSeconds(10));
            writers.put(bucket, wake(bucket));
        }
    }

    private EntityRef<ModelWriter.Command> writer(BucketId bucket) {
        return TestEntityRef.of(ModelWriter.TYPE_KEY, bucket.value(), writers.computeIfAbsent(bucket, this::wake));
    }

    private ActorRef<ModelWriter.Command> wake(BucketId bucket) {
        return ACTORS.spawn(
                ModelWriter.create(bucket, WriterPorts.of(view, changelog, clock, PRECEDENCE), SETTINGS),
                bucket + "-" + incarnations.incrementAndGet());
    }

    /** One more millisecond each time somebody looks. */
    private static Clock ticking(AtomicLong millis) {
        InstantSource source = () -> Instant.ofEpochMilli(millis.incrementAndGet());
        return source.withZone(ZoneOffset.UTC);
    }
}
