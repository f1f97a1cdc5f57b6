package dev.muster.gatling.model;

import java.util.List;
import java.util.Map;

/**
 * What there is to ask for.
 *
 * @param signal the one that is totalled
 * @param groups of all hierarchies
 * @param assets ids of all that are in service
 * @param speakers some of them, all over the model
 */
public record Model(String signal, List<Group> groups, List<String> assets, List<Speaker> speakers) {
    public Model {
        groups = List.copyOf(groups);
        assets = List.copyOf(assets);
        speakers = List.copyOf(speakers);
    }

    /** What a user knows of each group there. */
    public List<Map<String, Object>> groups(Group.Level level) {
        return groups.stream()
                .filter(group -> group.level() == level)
                .map(Group::row)
                .toList();
    }

    /** The signal as a value of a query. */
    public String encodedSignal() {
        return Segment.encoded(signal);
    }

    /** What a user knows of each asset. */
    public List<Map<String, Object>> assetRows() {
        return assets.stream().map(Model::row).toList();
    }

    /** What a user knows of an asset. */
    static Map<String, Object> row(String asset) {
        return Map.of("asset", asset, "assetPath", Segment.encoded(asset));
    }
}
