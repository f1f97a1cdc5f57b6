package dev.muster.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.loadtest.client.AggregateReply;
import dev.muster.loadtest.client.MissingMember;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.device.KafkaUplink;
import dev.muster.loadtest.model.ModelLoader;
import dev.muster.loadtest.replay.EiaTree;
import dev.muster.loadtest.replay.EiaWeek;
import dev.muster.loadtest.replay.eia.EiaModel;
import dev.muster.loadtest.replay.eia.EiaReplay;
import dev.muster.loadtest.replay.eia.SentHour;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Muster's missing lists against an oracle that knows nothing of Muster: one real week of hourly demand with the gaps that it
 * really had, and the publisher's totals, which count a gap as 0.
 *
 * <p>How a gap is seen in its own hour, though an hour is replayed within seconds: a reading counts until {@code staleAfter}
 * has passed since its arrival, by the broker's clock. {@code asOf} is when the group's aggregator answered; by then it has
 * let go what is stale by its own clock, and here both are the clock of one machine. An hour is sent only when the youngest
 * reading of the hour before is {@code staleAfter} old. So of an answer whose {@code asOf} is not before the last arrival of
 * an hour, and before its first arrival + {@code staleAfter}, it can be said without asking Muster who counts in it: whoever
 * has a reading in this very hour, and nobody by an older one. Everything is asked within that window, again and again until
 * it is right, because what a group has learnt from below is up to a flush and some ticks old. No comparison has a tolerance,
 * and an hour that does not come right within its window fails.
 */
@MeasuresSeconds
class EiaOracleIT {
    /** So long an hour lasts here: enough for it to travel up and to be asked for on a busy machine. */
    private static final Duration STALE_AFTER = Duration.ofMillis(2_250);

    /** Ends before the window does, so that the last word of a failure is about the hour and not about what came after. */
    private static final Duration RIGHT_WITHIN = STALE_AFTER.minusMillis(300);

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration AWAKE_WITHIN = Duration.ofSeconds(30);
    private static final int HOURS_MIN = 25;
    private static final int WORST_HOURS = 6;
    private static final int SPREAD_HOURS = 24;

    /** More than there are areas: one request names all that are missing. */
    private static final int MISSING_MAX = 200;

    private static final int PAGE_SIZE = 10;

    @Test
    void shouldGivePublishedTotalsBackAndNameEveryGapInItsOwnHour() {
        String directory = System.getenv("MUSTER_ORACLE_DATA");
        assumeTrue(
                directory != null && !directory.isBlank(),
                "MUSTER_ORACLE_DATA is not set: it names a directory with eia930/hierarchy.json, eia930/*_leaf.csv.gz"
                        + " and eia930/*_totals_published.csv, made from"
                        + " github.com/truggles/EIA_Cleaned_Hourly_Electricity_Demand_Data; see load-test/README.md");
        EiaWeek week = EiaWeek.read(Path.of(directory));
        List<Instant> hours = hours(week);
        assertThat(hours).hasSizeGreaterThanOrEqualTo(HOURS_MIN);
        SharedStack stack = SharedStack.get();
        try (ServiceUnderTest service = ServiceUnderTest.start(stack, "eia");
                KafkaUplink uplink = new KafkaUplink(stack.kafkaBootstrap(), service.telemetryTopic())) {
            MusterClient client = service.client(new Principal("oracle"));
            new ModelLoader(client, ModelLoader.REQUESTS_IN_FLIGHT)
                    .load(EiaModel.plan(week.tree(), INTERVAL, STALE_AFTER));
            Oracle oracle = new Oracle(week, client);
            Eventually.holds(AWAKE_WITHIN, oracle::shouldMissEverybody);

            EiaReplay replay = new EiaReplay(week, uplink);
            // Takes as long as it takes, because it wakes everything that an hour passes through.
            SentHour first = replay.sendHour(week.hours().get(0));
            Eventually.holds(AWAKE_WITHIN, () -> oracle.shouldHaveHeard(first));
            long samples = first.receivedAt().size();
            Instant stale = oracle.remember(first);
            for (Instant hour : hours) {
                pauseUntil(stale);
                SentHour sent = replay.sendHour(hour);
                Eventually.holds(RIGHT_WITHIN, () -> oracle.shouldBeAsPublished(sent));
                samples += sent.receivedAt().size();
                stale = oracle.remember(sent);
            }

            service.accounting().shouldClose();
            assertThat(service.accounting().outcome("accepted")).isEqualTo(samples);
        }
    }

    /**
     * In the order of time: every hour in which others are missing than in the hour before, and that one; the worst; and one
     * of each day. Not the first of the week.
     */
    private static List<Instant> hours(EiaWeek week) {
        List<Instant> all = week.hours();
        Set<Instant> chosen = new TreeSet<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % SPREAD_HOURS == SPREAD_HOURS - 1) {
                chosen.add(all.get(i));
            }
            if (i > 0 && !week.missing(all.get(i)).equals(week.missing(all.get(i - 1)))) {
                chosen.add(all.get(i - 1));
                chosen.add(all.get(i));
            }
        }
        Comparator<Instant> byGaps =
                Comparator.comparing(hour -> week.missing(hour).size());
        all.stream().sorted(byGaps.reversed()).limit(WORST_HOURS).forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private static void pauseUntil(Instant instant) {
        Duration left = Duration.between(Clock.systemUTC().instant(), instant);
        // One more, because what is left was cut to whole milliseconds.
        Eventually.pause(Math.max(0, left.toMillis() + 1));
    }

    /** Generation positive, so demand is below zero. */
    private record Total(long micros, int expected, int reporting) {}

    /** What Muster must answer, out of the data and the broker's receipts alone. */
    private static final class Oracle {
        private final EiaWeek week;
        private final EiaTree tree;
        private final MusterClient client;
        private final Map<AssetId, Instant> lastArrivals = new HashMap<>();

        Oracle(EiaWeek week, MusterClient client) {
            this.week = week;
            this.tree = week.tree();
            this.client = client;
        }

        void shouldMissEverybody() {
            int areas = tree.regions().size();
            AggregateReply root = ask(GroupKey.ROOT);
            assertThat(new Total(root.valueMicros(), root.expected(), root.reporting()))
                    .isEqualTo(new Total(0, areas, 0));
            assertThat(root.missing().byReason()).isEqualTo(Map.of("neverReported", areas));
        }

        void shouldHaveHeard(SentHour sent) {
            assertThat(ask(GroupKey.ROOT).missing().byReason())
                    .containsEntry("neverReported", week.missing(sent.hour()).size());
        }

        void shouldBeAsPublished(SentHour sent) {
            SortedMap<GroupId, Total> totals = totals(sent.hour());
            // The root learns last: while it is wrong, there is no need to ask the others.
            shouldBeAsPublished(sent, GroupKey.ROOT, totals);
            totals.keySet().forEach(group -> shouldBeAsPublished(sent, group, totals));
            assertThat(byAsset(client.allMissing(EiaModel.key(GroupKey.ROOT), EiaModel.DEMAND, PAGE_SIZE)))
                    .as("missing page by page, %s", sent.hour())
                    .isEqualTo(missing(GroupKey.ROOT, sent.hour()));
        }

        private void shouldBeAsPublished(SentHour sent, GroupId group, SortedMap<GroupId, Total> totals) {
            AggregateReply reply = ask(group);
            assertThat(new Total(reply.valueMicros(), reply.expected(), reply.reporting()))
                    .as("%s, %s", group, sent.hour())
                    .isEqualTo(totals.get(group));
            SortedMap<GroupId, Total> children = new TreeMap<>(totals);
            children.keySet()
                    .removeIf(child ->
                            child.equals(GroupKey.ROOT) || !above(child).equals(group));
            assertThat(children(reply))
                    .as("parts of %s, %s", group, sent.hour())
                    .isEqualTo(children);
            SortedMap<AssetId, MissingMember> missing = missing(group, sent.hour());
            assertThat(byAsset(reply.missing().members()))
                    .as("missing of %s, %s", group, sent.hour())
                    .isEqualTo(missing);
            assertThat(reply.missing().count()).isEqualTo(missing.size());
            assertThat(reply.asOf())
                    .as("%s, asOf in the window of %s", group, sent.hour())
                    .isAfterOrEqualTo(sent.lastReceived())
                    .isBefore(sent.firstReceived().plus(STALE_AFTER));
        }

        /** The hour is over: from the next one on, it is when its areas were last heard. Returns when all of it is stale. */
        Instant remember(SentHour sent) {
            lastArrivals.putAll(sent.receivedAt());
            return sent.lastReceived().plus(STALE_AFTER);
        }

        private SortedMap<GroupId, Total> totals(Instant hour) {
            SortedMap<GroupId, Integer> expected = new TreeMap<>();
            SortedMap<GroupId, Integer> missing = new TreeMap<>();
            for (AssetId area : tree.areas()) {
                int gap = week.missing(hour).contains(area) ? 1 : 0;
                for (GroupId group : tree.groupsOf(area)) {
                    expected.merge(group, 1, Integer::sum);
                    missing.merge(group, gap, Integer::sum);
                }
            }
            SortedMap<GroupId, Total> totals = new TreeMap<>();
            expected.forEach((group, areas) ->
                    totals.put(group, new Total(-week.published(hour).get(group), areas, areas - missing.get(group))));
            return totals;
        }

        private SortedMap<AssetId, MissingMember> missing(GroupId group, Instant hour) {
            SortedMap<AssetId, MissingMember> missing = new TreeMap<>();
            for (AssetId area : week.missing(hour)) {
                if (tree.groupsOf(area).contains(group)) {
                    Instant since = lastArrivals.get(area);
                    String reason = since == null ? "neverReported" : "staleSignal";
                    missing.put(area, new MissingMember(area, tree.regions().get(area), reason, since));
                }
            }
            return missing;
        }

        private GroupId above(GroupId regionOrInterconnect) {
            return tree.interconnects().getOrDefault(regionOrInterconnect, GroupKey.ROOT);
        }

        private AggregateReply ask(GroupId group) {
            return client.aggregate(EiaModel.key(group), EiaModel.DEMAND, MISSING_MAX);
        }

        private static SortedMap<GroupId, Total> children(AggregateReply reply) {
            SortedMap<GroupId, Total> children = new TreeMap<>();
            reply.children()
                    .forEach(child -> children.put(
                            child.group(), new Total(child.valueMicros(), child.expected(), child.reporting())));
            return children;
        }

        /** Of who never reported, since when it is expected is the model's affair and not compared here. */
        private static SortedMap<AssetId, MissingMember> byAsset(List<MissingMember> members) {
            SortedMap<AssetId, MissingMember> byAsset = new TreeMap<>();
            for (MissingMember member : members) {
                boolean heard = !member.reason().equals("neverReported");
                byAsset.put(
                        member.asset(),
                        heard ? member : new MissingMember(member.asset(), member.group(), member.reason(), null));
            }
            assertThat(byAsset).as("named once each").hasSameSizeAs(members);
            return byAsset;
        }
    }
}
