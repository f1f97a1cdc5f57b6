package dev.muster.assetmodel.view.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Holds a history's answers about now against the live view's. */
final class NowAsLive {
    private NowAsLive() {}

    static void compare(InMemoryModelView view, List<AssetId> assets, String where) {
        ModelHistory history = view.history();
        ModelView live = view;
        Moment now = history.present();
        assertThat(history.hierarchies(now)).as(where).isEqualTo(live.hierarchies());
        assertThat(history.types(now)).as(where).isEqualTo(live.types());
        assertThat(history.assets(AssetFilter.ALL, now, null, 100).items())
                .as(where)
                .isEqualTo(live.assets(null, 100));
        for (AssetId asset : assets) {
            assertThat(history.asset(asset, now)).as(where).isEqualTo(live.asset(asset));
            assertThat(history.groupsOf(asset, now)).as(where).isEqualTo(live.groupsOf(asset));
            assertThat(history.placements(asset, null)).as(where).isEqualTo(live.placements(asset));
        }
        for (HierarchyId hierarchy : live.hierarchies()) {
            assertThat(history.hierarchyName(hierarchy, now)).as(where).isEqualTo(live.hierarchyName(hierarchy));
            assertThat(history.groups(hierarchy, now))
                    .as(where)
                    .extracting(GroupAt::group)
                    .isEqualTo(live.groups(hierarchy));
            for (Group group : live.groups(hierarchy)) {
                Set<AssetId> standing = new TreeSet<>(live.unexpected(group.key()));
                live.roster(group.key())
                        .ifPresent(roster -> standing.addAll(roster.members().keySet()));
                assertThat(history.members(group.key(), false, now, null, 100).items())
                        .as("%s: members of %s", where, group.key())
                        .containsExactlyElementsOf(standing);
                assertThat(history.group(group.key(), now).orElseThrow().stands())
                        .as("%s: %s stands", where, group.key())
                        .isEqualTo(live.roster(group.key()).isPresent());
            }
        }
    }
}
