package dev.muster.twinservice.http.api.explain;

import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a group stands, as people say it. */
public final class GroupPath {
    private GroupPath() {}

    /** From the root to the group itself, with names. */
    public static List<Map<String, Object>> to(GroupKey group, ModelView view) {
        List<Map<String, Object>> path = new ArrayList<>();
        Set<GroupKey> seen = new HashSet<>();
        Optional<Group> at = view.group(group);
        // The model may change between two steps, so that the path is not one that ever was: it ends all the same.
        while (at.isPresent() && seen.add(at.get().key())) {
            Group known = at.get();
            path.add(Json.fields("group", known.key().group(), "name", known.name()));
            at = Optional.ofNullable(known.parent())
                    .flatMap(parent -> view.group(new GroupKey(group.hierarchy(), parent)));
        }
        Collections.reverse(path);
        return path;
    }
}
