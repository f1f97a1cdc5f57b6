package dev.muster.twinservice.promise;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Transition;
import dev.muster.twinservice.pace.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shell: what is journaled before what is done, and what a keeper does that was away. */
class PromiseKeeperTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("PromiseKeeperTest", config());
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final PromiseSettings SETTINGS = new PromiseSettings(
            Duration.ofMillis(10),
            LONG,
            new Backoff(Duration.ofSeconds(10), LONG),
            LONG,
            LONG,
            4,
            Duration.ofMillis(50),
            Duration.ofDays(1));

    private final Asked asked = new Asked();
    private final Told told = new Told();
    private final PersistenceTestKit journal = PersistenceTestKit.create(ACTORS.system());
    private volatile long position;
    private volatile List<Sight> sights = List.of();
    private ActorRef<PromiseKeeper.Command> keeper;

    /** The journal in memory; serialization as the service has it. */
    static Config config() {
        Config service = ConfigFactory.parseResources("application.conf");
        return ConfigFactory.parseString("akka.loglevel = WARNING")
                .withFallback(PersistenceTestKitPlugin.config())
                .withFallback(PersistenceTestKitSnapshotPlugin.config())
                .withFallback(service.withOnlyPath("akka.serialization.jackson"))
                .withFallback(service.withOnlyPath("akka.actor.serialization-bindings"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    @BeforeEach
    void wakeKeeper() {
        journal.clearAll();
        keeper = spawn();
    }

    @AfterEach
    void stopKeeper() {
        ACTORS.stop(keeper);
    }

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldGiveWhatItJournaledAndTellEverybody() throws Exception {
        see(1, sight("a1", "2.1", null));

        CommandRequest given = asked.next();

        assertThat(given.asset()).isEqualTo(new AssetId("a1"));
        journal.expectNextPersistedClass("promise-keeper|3", PromiseEvent.Given.class);
        journal.expectNextPersistedClass("promise-keeper|3", PromiseEvent.Tried.class);
        assertThat(told.until(promise -> promise.underway() != null).underway()).isEqualTo(given);
    }

    @Test
    void shouldAnswerTheTwinOnlyWhenItIsJournaled() throws Exception {
        see(1, sight("a1", "2.1", null));
        CommandRequest given = asked.next();
        TestProbe<PromiseKeeper.Noted> twin = ACTORS.createTestProbe(PromiseKeeper.Noted.class);

        keeper.tell(new PromiseKeeper.Told(became(given, CommandStatus.FAILED), twin.ref()));

        assertThat(twin.receiveMessage().known()).isTrue();
        journal.expectNextPersistedClass("promise-keeper|3", PromiseEvent.Given.class);
        journal.expectNextPersistedClass("promise-keeper|3", PromiseEvent.Tried.class);
        journal.expectNextPersistedClass("promise-keeper|3", PromiseEvent.Answered.class);
        keeper.tell(new PromiseKeeper.Told(became(given, CommandStatus.FAILED), twin.ref()));
        assertThat(twin.receiveMessage().known()).isFalse();
    }

    @Test
    void shouldGiveTheSameAgainAndTellEverybodyAfterACrash() throws Exception {
        see(1, sight("a1", "2.1", null));
        CommandRequest given = asked.next();
        Promise last = told.until(promise -> promise.underway() != null);
        ACTORS.stop(keeper);
        asked.forget();
        told.forget();
        sights = List.of();
        position = 0;

        keeper = spawn();

        assertThat(asked.next()).isEqualTo(given);
        assertThat(told.next()).isEqualTo(last);
    }

    @Test
    void shouldNotBelieveAViewOlderThanWhatWasPromisedByIt() throws Exception {
        see(7, sight("a1", "2.1", null));
        asked.next();
        ACTORS.stop(keeper);
        asked.forget();
        see(6, sight("a1", "2.0", null));

        keeper = spawn();

        assertThat(asked.next()).as("given again").isNotNull();
        TestProbe<PromiseKeeper.Answer> answers = ACTORS.createTestProbe(PromiseKeeper.Answer.class);
        keeper.tell(new PromiseKeeper.Ask(all(), answers.ref()));
        assertThat(answers.receiveMessage().promises())
                .extracting(Promise::wanted)
                .containsExactly("2.1");

        see(8, sight("a1", "2.2", null));
        told.until(promise -> promise.wanted().equals("2.2"));
    }

    @Test
    void shouldStoreManyInPortions() throws Exception {
        see(
                1,
                IntStream.range(0, 100)
                        .mapToObj(i -> sight("a" + i, "2.1", null))
                        .toArray(Sight[]::new));

        for (int i = 0; i < 100; i++) {
            asked.next();
        }
        assertThat(told.next()).isNotNull();
    }

    private ActorRef<PromiseKeeper.Command> spawn() {
        Sights view = new Sights() {
            @Override
            public long position() {
                return position;
            }

            @Override
            public List<Sight> of(int bucket, Collection<PromiseKey> known) {
                return sights;
            }

            @Override
            public Set<AssetId> below(GroupKey group, Collection<AssetId> assets) {
                return Set.copyOf(assets);
            }
        };
        PromisePorts ports = new PromisePorts(view, asked, told, Runnable::run, Clock.systemUTC());
        return ACTORS.spawn(PromiseKeeper.create(3, ports, SETTINGS));
    }

    private void see(long newPosition, Sight... newSights) {
        sights = List.of(newSights);
        position = newPosition;
    }

    private static PromiseQuery all() {
        return new PromiseQuery(Promise.State.UNKEPT, null, null, null, 10);
    }

    private static Sight sight(String asset, String wanted, @Nullable String reported) {
        return new Sight(
                new PromiseKey(new AssetId(asset), "firmware"),
                new Sight.Wish(
                        wanted,
                        null,
                        new Principal("ann"),
                        new Sight.Command(
                                new CommandName("install"), new Arguments(Map.of("version", Argument.of(wanted)))),
                        ""),
                reported);
    }

    private static CommandRecord became(CommandRequest request, CommandStatus status) {
        return new CommandRecord(
                request,
                null,
                null,
                null,
                List.of(new Transition(status, Clock.systemUTC().instant(), "", false)));
    }

    /** Takes every command. */
    private static final class Asked implements Commanding {
        private final BlockingQueue<CommandRequest> given = new LinkedBlockingQueue<>();

        CommandRequest next() throws InterruptedException {
            CommandRequest next = given.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("a command").isNotNull();
            return next;
        }

        void forget() {
            given.clear();
        }

        @Override
        public CompletionStage<Reply> give(CommandRequest request) {
            given.add(request);
            return CompletableFuture.completedStage(new Known(became(request, CommandStatus.ACCEPTED), false));
        }

        @Override
        public CompletionStage<Reply> find(AssetId asset, CommandId id) {
            throw new IllegalStateException("Expected that nobody asks");
        }

        @Override
        public CompletionStage<Reply> cancel(AssetId asset, CommandId id, Principal by) {
            return CompletableFuture.failedStage(new IllegalStateException("away"));
        }
    }

    /** Takes every second document only. */
    private static final class Told implements PromiseStream {
        private final BlockingQueue<Promise> told = new LinkedBlockingQueue<>();
        private int count;

        Promise next() throws InterruptedException {
            Promise next = told.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("a document").isNotNull();
            return next;
        }

        Promise until(Predicate<Promise> wanted) throws InterruptedException {
            Promise next = next();
            while (!wanted.test(next)) {
                next = next();
            }
            return next;
        }

        void forget() {
            told.clear();
        }

        @Override
        public synchronized CompletionStage<?> publish(Promise promise) {
            if (count++ % 2 == 0) {
                return CompletableFuture.failedStage(new IllegalStateException("away"));
            }
            told.add(promise);
            return CompletableFuture.completedStage(promise);
        }
    }
}
