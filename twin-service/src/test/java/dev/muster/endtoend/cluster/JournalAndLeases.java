package dev.muster.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.placement.TwinShards;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What Cassandra holds of who wrote what when, and of who had which lease since when. */
final class JournalAndLeases implements AutoCloseable {
    private static final Config SHIPPED = ConfigFactory.defaultReference();
    private static final int SHARDS = SHIPPED.getInt("muster.twin.shards");
    private static final TwinShards TWIN_SHARDS =
            TwinShards.of(SHARDS, SHIPPED.getInt("muster.topics.telemetry-partitions"));

    private final CqlSession cassandra;

    JournalAndLeases(String contactPoint, String keyspace) {
        int colon = contactPoint.lastIndexOf(':');
        cassandra = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        contactPoint.substring(0, colon), Integer.parseInt(contactPoint.substring(colon + 1))))
                .withLocalDatacenter("datacenter1")
                .withKeyspace(keyspace)
                .build();
    }

    /** @param writer one life of one persistent actor */
    record Written(String entity, long sequence, String writer, Instant at) {}

    /** @param since when the row was changed last */
    record Held(String owner, Instant since) {}

    /** By the name of the lease; without those that nobody has. */
    Map<String, Held> leases() {
        Map<String, Held> leases = new TreeMap<>();
        for (Row row : cassandra.execute("SELECT name, address, WRITETIME(version) FROM shard_lease")) {
            if (row.getString("address") != null) {
                leases.put(row.getString("name"), new Held(row.getString("address"), micros(row.getLong(2))));
            }
        }
        return leases;
    }

    /** When a session at this address was ended; fails when none was. */
    Instant endedAt(String address) {
        for (Row row :
                cassandra.execute("SELECT state, WRITETIME(state) FROM node_session WHERE address = ?", address)) {
            if (Objects.equals(row.getString(0), "ended")) {
                return micros(row.getLong(1));
            }
        }
        throw new AssertionError("Expected that the session at %s has ended but it has not".formatted(address));
    }

    /** By persistence id, in order. */
    Map<String, List<Written>> journal() {
        Map<String, List<Written>> journal = new TreeMap<>();
        for (Row row : cassandra.execute("SELECT persistence_id, sequence_nr, writer_uuid, timestamp FROM messages")) {
            Written written = new Written(
                    row.getString(0),
                    row.getLong(1),
                    row.getString(2),
                    Instant.ofEpochMilli(Uuids.unixTimestamp(Objects.requireNonNull(row.getUuid(3)))));
            journal.computeIfAbsent(written.entity, entity -> new ArrayList<>()).add(written);
        }
        return journal;
    }

    /** Of an entity whose id for sharding is the last part of its persistence id. */
    static String leaseOf(String persistenceId) {
        int bar = persistenceId.indexOf('|');
        String kind = persistenceId.substring(0, bar);
        String id = persistenceId.substring(bar + 1);
        return "muster-shard-%s-%d"
                .formatted(
                        kind,
                        kind.equals("Twin") ? TWIN_SHARDS.shardOf(new AssetId(id)) : Math.abs(id.hashCode() % SHARDS));
    }

    /**
     * Without rows that were under way when their node was stopped, and whose number another writer has used since: they may lie in the
     * node's memory or in a socket, behind the fence. Replay leaves them out.
     */
    static Map<String, List<Written>> withoutWhatWasUnderWay(Map<String, List<Written>> journal, Instant stoppedAt) {
        Map<String, List<Written>> settled = new TreeMap<>();
        journal.forEach((entity, rows) -> settled.put(
                entity,
                rows.stream()
                        .filter(row -> row.at.isAfter(stoppedAt)
                                || rows.stream()
                                        .noneMatch(other -> other.sequence == row.sequence
                                                && !other.writer.equals(row.writer)
                                                && other.at.isAfter(stoppedAt)))
                        .toList()));
        return settled;
    }

    /** No two rows of one number, and nobody who comes back after another one has written. */
    static void shouldHaveOneWriterAtATime(Map<String, List<Written>> journal) {
        assertThat(journal).isNotEmpty();
        journal.forEach((entity, rows) -> {
            assertThat(rows.stream().map(Written::sequence))
                    .as("numbers of %s", entity)
                    .doesNotHaveDuplicates();
            Set<String> before = new HashSet<>();
            String writer = "";
            for (Written row : rows) {
                if (!row.writer.equals(writer)) {
                    assertThat(before.add(row.writer))
                            .as("%s is written to by one after the other: %s", entity, rows)
                            .isTrue();
                    writer = row.writer;
                }
            }
        });
    }

    /**
     * Nobody who wrote before the moment at which the entity changed hands wrote after it. Gives how many entities were written to on
     * both sides of it.
     *
     * @param changed the moment, by persistence id
     */
    static long shouldHaveChangedWritersAt(Function<String, Instant> changed, List<List<Written>> entities) {
        return entities.stream()
                .filter(rows -> {
                    Instant moment = changed.apply(rows.get(0).entity);
                    Set<String> before = rows.stream()
                            .filter(row -> !row.at.isAfter(moment))
                            .map(Written::writer)
                            .collect(Collectors.toSet());
                    List<Written> after =
                            rows.stream().filter(row -> row.at.isAfter(moment)).toList();
                    assertThat(after).noneMatch(row -> before.contains(row.writer));
                    return !before.isEmpty() && !after.isEmpty();
                })
                .count();
    }

    private static Instant micros(long sinceEpoch) {
        return Instant.EPOCH.plus(sinceEpoch, ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        cassandra.close();
    }
}
