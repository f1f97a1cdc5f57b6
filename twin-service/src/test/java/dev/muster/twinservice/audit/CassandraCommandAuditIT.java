package dev.muster.twinservice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.audit.AuditQuery.ByPrincipal;
import dev.muster.twinservice.audit.AuditQuery.Listed;
import dev.muster.twinservice.audit.AuditQuery.OfAsset;
import dev.muster.twinservice.audit.AuditQuery.OfGroup;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandStore;
import dev.muster.twinservice.store.CassandraStore;
import dev.muster.twinservice.store.TestCassandra;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audit of commands on a real Cassandra. */
class CassandraCommandAuditIT {
    private static final Instant T = Instant.parse("2030-01-02T23:59:58.006Z");
    private static final AuditSettings FOR_EVER = new AuditSettings(Duration.ZERO, 32);
    private static CassandraStore store;

    /** Of each test its own, which costs less than to clean up. */
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    private final AssetId asset = new AssetId("asset-" + unique);
    private final Principal ops = new Principal("ops-" + unique);
    private final GroupKey north = GroupKey.parse("regions|north-" + unique);

    @BeforeAll
    static void connect() {
        store = await(CassandraStore.connect(TestCassandra.settings(CassandraCommandAuditIT.class)));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void shouldKeepTheLongestRecordWhateverOrderWritesComeIn() {
        for (int seed = 0; seed < 40; seed++) {
            // given
            List<CommandRecord> life = GivenCommands.life(GivenCommands.accepted(asset, "key " + seed, ops, T));
            List<CommandRecord> shuffled = new ArrayList<>(life);
            shuffled.addAll(life);
            Collections.shuffle(shuffled, new Random(seed));
            int written = 1 + seed % shuffled.size();
            CommandStore commands = store.commands(FOR_EVER);

            // when
            shuffled.subList(0, written).forEach(known -> await(commands.write(known, List.of(north))));

            // then
            CommandRecord longest = Collections.max(
                    shuffled.subList(0, written), Comparator.comparingInt(known -> life.indexOf(known)));
            assertThat(await(commands.find(asset, longest.id())))
                    .as("seed %d", seed)
                    .contains(longest);
        }
    }

    @Test
    void shouldNeitherLoseNorRepeatCommandsOfOneMillisecondFromPageToPage() {
        // given a thousand at once, some of them to the same assets, and one just before and after
        CommandStore commands = store.commands(FOR_EVER);
        List<CommandRecord> given = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            AssetId member = new AssetId("member-" + i % 150 + "-" + unique);
            given.add(GivenCommands.accepted(member, "key " + i, ops, T.plusNanos(i * 900L)));
        }
        given.add(GivenCommands.accepted(asset, "before", ops, T.minusMillis(1)));
        given.add(GivenCommands.accepted(asset, "after", ops, T.plusMillis(1)));
        List<? extends CompletionStage<?>> writes = given.stream()
                .map(known -> commands.write(known, List.of(north)))
                .toList();
        writes.forEach(CassandraCommandAuditIT::await);

        for (Listed listed : List.of(new OfGroup(north), new ByPrincipal(ops))) {
            for (int limit : List.of(1_000, 37, 334)) {
                // when
                List<CommandRecord> read = pages(listed, T.minusSeconds(1), T.plusSeconds(1), limit);

                // then
                assertThat(read).as("%s by %d", listed, limit).containsExactlyInAnyOrderElementsOf(given);
                assertThat(read.stream().map(CassandraCommandAuditIT::position))
                        .isSortedAccordingTo(AuditPosition.NEWEST_FIRST);
            }
        }
        assertThat(pages(new OfAsset(new AssetId("member-7-" + unique)), T.minusSeconds(1), T.plusSeconds(1), 2))
                .hasSize(7);
    }

    @Test
    void shouldListUnderAssetGroupsAndPrincipalAndNowhereElse() {
        // given
        GroupKey root = GroupKey.parse("regions|root-" + unique);
        GroupKey fleet = GroupKey.parse("owners|north-" + unique);
        Principal other = new Principal("other-" + unique);
        CommandStore commands = store.commands(FOR_EVER);
        CommandRecord mine = GivenCommands.accepted(asset, "mine", ops, T);
        CommandRecord theirs =
                GivenCommands.accepted(new AssetId("other-" + unique), "theirs", other, T.plusSeconds(1));
        await(commands.write(mine, List.of(north, root)));
        await(commands.write(theirs, List.of(fleet, root)));

        // then
        assertThat(all(new OfAsset(asset))).containsExactly(mine);
        assertThat(all(new OfGroup(north))).containsExactly(mine);
        assertThat(all(new OfGroup(fleet))).containsExactly(theirs);
        assertThat(all(new OfGroup(root))).containsExactly(theirs, mine);
        assertThat(all(new ByPrincipal(ops))).containsExactly(mine);
        assertThat(all(new ByPrincipal(other))).containsExactly(theirs);
        assertThat(all(new ByPrincipal(new Principal("nobody-" + unique)))).isEmpty();
        assertThat(await(commands.find(asset, CommandId.of(asset, "never")))).isEmpty();
    }

    @Test
    void shouldWalkOverEmptyDaysToBothEndsOfTheRange() {
        // given one on the first and last millisecond of 366 days, one beyond each end, and one before midnight
        CommandStore commands = store.commands(FOR_EVER);
        Instant from = T.minus(AuditQuery.RANGE_MAX);
        List<CommandRecord> given = new ArrayList<>();
        for (Instant at : List.of(T, T.minusMillis(1), T.minus(Duration.ofDays(200)), from, from.minusMillis(1))) {
            given.add(GivenCommands.accepted(asset, "at " + at, ops, at));
        }
        given.forEach(known -> await(commands.write(known, List.of())));

        // then
        assertThat(pages(new OfAsset(asset), from, T, 1)).containsExactlyElementsOf(given.subList(1, 4));
        assertThat(pages(new OfAsset(asset), from, T, 100)).containsExactlyElementsOf(given.subList(1, 4));
        assertThat(pages(new ByPrincipal(ops), from.plusNanos(1), T.plusNanos(1), 100))
                .containsExactlyElementsOf(given.subList(0, 3));
        assertThat(pages(new OfAsset(asset), T, T, 1)).isEmpty();
    }

    @Test
    void shouldStartAgainAtTheRangeForAPositionBehindIt() {
        CommandStore commands = store.commands(FOR_EVER);
        CommandRecord known = GivenCommands.accepted(asset, "key", ops, T);
        await(commands.write(known, List.of()));
        AuditPosition newer = new AuditPosition(T.plusSeconds(100), asset, known.id());
        AuditPosition older = new AuditPosition(T.minus(Duration.ofDays(900)), asset, known.id());

        assertThat(page(new OfAsset(asset), T, T.plusMillis(1), 1, newer).commands())
                .containsExactly(known);
        assertThat(page(new OfAsset(asset), T, T.plusMillis(1), 1, older).commands())
                .isEmpty();
    }

    @Test
    void shouldKnowEverythingAfterARestartAndListItOnce() {
        // given
        List<CommandRecord> life = GivenCommands.life(GivenCommands.accepted(asset, "key", ops, T));
        await(store.commands(FOR_EVER).write(life.get(0), List.of(north)));

        // when another process goes on, and repeats what it is not sure of
        try (CassandraStore other =
                await(CassandraStore.connect(TestCassandra.settings(CassandraCommandAuditIT.class)))) {
            CommandStore commands = other.commands(FOR_EVER);
            life.forEach(known -> await(commands.write(known, List.of(north))));

            // then
            CommandRecord last = life.get(life.size() - 1);
            assertThat(await(commands.find(asset, last.id()))).contains(last);
        }
        for (Listed listed : List.of(new OfAsset(asset), new OfGroup(north), new ByPrincipal(ops))) {
            assertThat(all(listed)).as("%s", listed).containsExactly(life.get(life.size() - 1));
        }
    }

    @Test
    void shouldLetCommandsExpireOnlyWhereAsked() {
        // given
        CommandRecord kept = GivenCommands.accepted(asset, "kept", ops, T);
        CommandRecord expiring = GivenCommands.accepted(asset, "expiring", ops, T);
        await(store.commands(FOR_EVER).write(kept, List.of()));
        await(store.commands(new AuditSettings(Duration.ofDays(100), 1)).write(expiring, List.of()));

        // then
        try (CqlSession session = TestCassandra.session()) {
            String ttl = "SELECT TTL(record) FROM %s.command WHERE asset = '%s' AND id = '%s'";
            String keyspace = TestCassandra.keyspace(CassandraCommandAuditIT.class);
            assertThat(session.execute(ttl.formatted(keyspace, asset, kept.id()))
                            .one()
                            .getObject(0))
                    .isNull();
            assertThat(session.execute(ttl.formatted(keyspace, asset, expiring.id()))
                            .one()
                            .getInt(0))
                    .isBetween(8_640_000 - 600, 8_640_000);
        }
    }

    private static AuditPosition position(CommandRecord known) {
        return new AuditPosition(known.acceptedAt(), known.asset(), known.id());
    }

    private static List<CommandRecord> all(Listed listed) {
        return pages(listed, T.minus(AuditQuery.RANGE_DEFAULT), T.plusSeconds(60), 1);
    }

    /** Page by page; whoever reads passes the position on as a text. */
    private static List<CommandRecord> pages(Listed listed, Instant from, Instant to, int limit) {
        List<CommandRecord> read = new ArrayList<>();
        AuditPosition after = null;
        do {
            AuditPage page = page(listed, from, to, limit, after);
            assertThat(page.commands()).hasSizeLessThanOrEqualTo(limit);
            read.addAll(page.commands());
            assertThat(read).as("a list that comes to its end").hasSizeLessThan(2_000);
            after = page.next() == null ? null : AuditPosition.parse(page.next().cursor());
        } while (after != null);
        return read;
    }

    private static AuditPage page(Listed listed, Instant from, Instant to, int limit, @Nullable AuditPosition after) {
        return await(store.audit(FOR_EVER).read(new AuditQuery(listed, from, to, limit, after)));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
