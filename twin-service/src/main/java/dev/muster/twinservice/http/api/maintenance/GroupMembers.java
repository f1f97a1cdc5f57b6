package dev.muster.twinservice.http.api.maintenance;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who stands under a group now, at any depth, whether or not it is expected now: rosters name only those expected, and who
 * works on a solar park begins before sunrise. Looks at every asset of the model once; for one question.
 */
public final class GroupMembers {
    private static final int PAGE = 1_000;

    private final ModelView view;
    private final GroupKey top;
    /** Of each group that was come across: whether it is, or is below, {@code top}. */
    private final Map<GroupId, Boolean> below = new HashMap<>();

    public GroupMembers(ModelView view, GroupKey top) {
        this.view = view;
        this.top = top;
        below.put(top.group(), true);
    }

    /** In the order of ids; not more than {@code max + 1}, so that one too many is seen. */
    public List<AssetId> upTo(int max) {
        List<AssetId> members = new ArrayList<>();
        @Nullable AssetId after = null;
        List<Asset> page;
        do {
            page = view.assets(after, PAGE);
            for (Asset asset : page) {
                after = asset.id();
                if (isMember(asset.id())) {
                    members.add(asset.id());
                    if (members.size() > max) {
                        return members;
                    }
                }
            }
        } while (page.size() == PAGE);
        return members;
    }

    private boolean isMember(AssetId asset) {
        if (top.hierarchy().equals(RuleGroup.HIERARCHY)) {
            return view.ruleGroupsOf(asset).contains(top);
        }
        GroupKey standsIn = view.groupsOf(asset).get(top.hierarchy());
        return standsIn != null && isBelow(standsIn.group());
    }

    private boolean isBelow(GroupId group) {
        Set<GroupId> path = new LinkedHashSet<>();
        @Nullable GroupId at = group;
        // The model may change between two steps, so that the path is not one that ever was: it ends all the same.
        while (at != null && !below.containsKey(at) && path.add(at)) {
            at = view.group(new GroupKey(top.hierarchy(), at))
                    .map(known -> known.parent())
                    .orElse(null);
        }
        boolean answer = at != null && below.getOrDefault(at, false);
        path.forEach(passed -> below.put(passed, answer));
        return answer;
    }
}
