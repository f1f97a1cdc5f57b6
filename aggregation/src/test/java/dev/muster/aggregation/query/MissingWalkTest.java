package dev.muster.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MissingWalkTest {
    private static final GroupKey TOP = GroupKey.parse("geography|root");

    private final SortedMap<GroupKey, SortedSet<GroupKey>> children = new TreeMap<>();
    private final SortedMap<GroupKey, SortedSet<AssetId>> members = new TreeMap<>();

    @Test
    void shouldListEachMemberOnceInOneOrderHoweverSmallThePages() {
        for (long seed = 1; seed <= 1_000; seed++) {
            // given
            Random random = new Random(seed);
            List<AssetId> expected = plant(random);

            // when
            List<AssetId> listed = new ArrayList<>();
            MissingCursor cursor = null;
            int pageSize = 1 + random.nextInt(5);
            do {
                cursor = page(cursor, pageSize, listed, 1 + random.nextInt(3));
            } while (cursor != null);

            // then
            assertThat(listed).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void shouldGoOnAfterAGroupThatMovedAway() {
        // given
        GroupKey east = put("east", TOP);
        GroupKey north = put("north", TOP);
        put("west", TOP);
        member("e1", east);
        member("n1", north);
        member("w1", GroupKey.parse("geography|west"));
        MissingCursor inEast = new MissingCursor(List.of(TOP, east), new AssetId("e0"));

        // when
        childrenOf(TOP).remove(east);
        List<AssetId> listed = new ArrayList<>();
        page(inEast, 10, listed, 2);

        // then
        assertThat(listed).containsExactly(new AssetId("n1"), new AssetId("w1"));
    }

    /** Asks as a query does: at most so many members, and children, at a time. */
    private @Nullable MissingCursor page(
            @Nullable MissingCursor from, int size, List<AssetId> listed, int childrenMax) {
        MissingWalk walk = from == null
                ? new MissingWalk(TOP)
                : new MissingWalk(from, (parent, child) -> childrenOf(parent).contains(child));
        int found = 0;
        while (true) {
            Optional<MissingWalk.Stop> next = walk.next();
            if (next.isEmpty()) {
                return null;
            }
            MissingWalk.Stop stop = next.get();
            int max = stop.members() ? size - found : 0;
            List<AssetId> some = first(membersOf(stop.group()), stop.after(), max);
            List<GroupKey> below = first(childrenOf(stop.group()), stop.afterChild(), childrenMax);
            listed.addAll(some);
            found += some.size();
            AssetId last = some.isEmpty() ? null : some.get(some.size() - 1);
            walk.answered(last, max > 0 && some.size() >= max, below, below.size() >= childrenMax);
            if (found >= size && last != null) {
                return new MissingCursor(walk.path(), last);
            }
        }
    }

    private List<AssetId> plant(Random random) {
        children.clear();
        members.clear();
        List<GroupKey> groups = new ArrayList<>(List.of(TOP));
        for (int i = random.nextInt(8); i > 0; i--) {
            groups.add(put("g" + i, groups.get(random.nextInt(groups.size()))));
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            member("a" + i, groups.get(random.nextInt(groups.size())));
        }
        List<AssetId> expected = new ArrayList<>();
        collect(TOP, expected);
        return expected;
    }

    private void collect(GroupKey group, List<AssetId> found) {
        found.addAll(membersOf(group));
        childrenOf(group).forEach(child -> collect(child, found));
    }

    private GroupKey put(String id, GroupKey parent) {
        GroupKey group = GroupKey.parse("geography|" + id);
        childrenOf(parent).add(group);
        return group;
    }

    private void member(String id, GroupKey group) {
        membersOf(group).add(new AssetId(id));
    }

    private SortedSet<GroupKey> childrenOf(GroupKey group) {
        return children.computeIfAbsent(group, key -> new TreeSet<>());
    }

    private SortedSet<AssetId> membersOf(GroupKey group) {
        return members.computeIfAbsent(group, key -> new TreeSet<>());
    }

    private static <T extends Comparable<T>> List<T> first(SortedSet<T> of, @Nullable T after, int max) {
        return of.stream()
                .filter(one -> after == null || one.compareTo(after) > 0)
                .limit(max)
                .toList();
    }
}
