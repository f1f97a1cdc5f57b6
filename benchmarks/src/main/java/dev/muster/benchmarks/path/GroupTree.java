package dev.muster.benchmarks.path;

import dev.muster.aggregation.AggregationSettings;
import dev.muster.aggregation.MemberUpdate;
import dev.muster.aggregation.Nodes;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.GroupRollup;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The roll-ups of all groups of a model, without their actors: no member was ever heard of, and all that is stored was read. */
public final class GroupTree {
    private static final Duration STARTED_BEFORE = Duration.ofHours(1);
    private static final Nodes ONE_NODE = new Nodes() {
        private static final Set<String> NONE = Set.of();

        @Override
        public String self() {
            return "this-node";
        }

        @Override
        public Set<String> unreachable() {
            return NONE;
        }
    };

    private final ModelView model;
    private final AggregationSettings settings;
    private final Instant now;
    private final Map<GroupKey, GroupRollup> rollups = new HashMap<>();
    /** No group comes after one that it stands below. */
    private final List<GroupKey> upwards = new ArrayList<>();

    private final Map<GroupKey, Integer> ranks = new HashMap<>();
    /** The ranks in {@link #upwards} of those who heard something since they last told: in a large tree few do at a time. */
    private final BitSet heard = new BitSet();

    private long partials;

    public GroupTree(ModelView model, AggregationSettings settings, Instant now) {
        this.model = model;
        this.settings = settings;
        this.now = now;
        Deque<GroupKey> below = new ArrayDeque<>();
        for (HierarchyId hierarchy : model.hierarchies()) {
            for (Group group : model.groups(hierarchy)) {
                model.roster(group.key()).ifPresent(roster -> rollups.put(group.key(), started(roster)));
            }
            below.add(GroupKey.root(hierarchy));
        }
        while (!below.isEmpty()) {
            GroupKey group = below.remove();
            upwards.add(group);
            rosterOf(group).children().keySet().forEach(below::add);
        }
        Collections.reverse(upwards);
        for (int rank = 0; rank < upwards.size(); rank++) {
            ranks.put(upwards.get(rank), rank);
            heard.set(rank);
        }
        report();
        partials = 0;
    }

    /** What one says of itself to a group, as its aggregator takes it. */
    public void update(GroupKey group, List<MemberUpdate> updates) {
        GroupRollup rollup = rollup(group);
        rollup.expect(rosterOf(group), now);
        rollup.advance(now);
        rollup.update(updates, now);
        heard.set(rankOf(group));
    }

    /** Every group that has something new to say tells its parent; how many did. */
    public int report() {
        int told = 0;
        for (int rank = heard.nextSetBit(0); rank >= 0; rank = heard.nextSetBit(rank + 1)) {
            told += report(upwards.get(rank)) ? 1 : 0;
        }
        return told;
    }

    /** One group tells its parent if it has something new to say; whether it did. */
    public boolean report(GroupKey group) {
        heard.clear(rankOf(group));
        GroupKey parent = rosterOf(group).parent();
        Optional<Partial> said = rollup(group).report(now);
        partials += said.isPresent() ? 1 : 0;
        if (said.isEmpty() || parent == null) {
            return said.isPresent();
        }
        GroupRollup above = rollup(parent);
        above.expect(rosterOf(parent), now);
        above.advance(now);
        if (above.take(said.get(), now).isPresent()) {
            throw new IllegalStateException(
                    "Expected %s to be ahead of what %s has but it is behind".formatted(group, parent));
        }
        heard.set(rankOf(parent));
        return true;
    }

    /** How often a group had something new to say so far. */
    public long partials() {
        return partials;
    }

    public SignalPartial total(GroupKey group, SignalName signal) {
        return rollup(group).whole(signal);
    }

    /** Those of a group's own members that are missing, by asset, {@code limit} at most. */
    public List<Absentee> missing(GroupKey group, SignalName signal, int limit) {
        return rollup(group).missing(signal, null, limit);
    }

    private GroupRollup rollup(GroupKey group) {
        GroupRollup rollup = rollups.get(group);
        if (rollup == null) {
            throw new IllegalArgumentException("Expected a group of the model but got " + group);
        }
        return rollup;
    }

    private int rankOf(GroupKey group) {
        return Objects.requireNonNull(ranks.get(group));
    }

    private Roster rosterOf(GroupKey group) {
        return model.roster(group).orElseThrow();
    }

    private GroupRollup started(Roster roster) {
        GroupRollup rollup = new GroupRollup(
                roster.group(),
                settings.rollUp(),
                settings.latest().rereadAfter(),
                asset -> now,
                ONE_NODE,
                now.minus(STARTED_BEFORE));
        rollup.expect(roster, now);
        List<AssetId> unread = rollup.takeUnread(Integer.MAX_VALUE, now);
        rollup.readDone(unread, Map.of(), now);
        return rollup;
    }
}
