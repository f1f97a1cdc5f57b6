package dev.muster.loadtest.replay;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the balancing areas of EIA-930 are: an area is in a region, a region in an interconnect.
 *
 * @param regions by area
 * @param interconnects by region
 */
public record EiaTree(SortedMap<AssetId, GroupId> regions, SortedMap<GroupId, GroupId> interconnects) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    public EiaTree {
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
        interconnects = Collections.unmodifiableSortedMap(new TreeMap<>(interconnects));
    }

    static EiaTree read(Path file) {
        TreeMap<AssetId, GroupId> regions = new TreeMap<>();
        TreeMap<GroupId, GroupId> interconnects = new TreeMap<>();
        try {
            json(file)
                    .forEach((interconnect, below) -> below.forEach((region, areas) -> {
                        if (interconnects.put(new GroupId(region), new GroupId(interconnect)) != null) {
                            throw bad(
                                    file, "Expected region %s in one interconnect but got it in two".formatted(region));
                        }
                        for (String area : areas) {
                            if (regions.put(new AssetId(area), new GroupId(region)) != null) {
                                throw bad(file, "Expected area %s once but got it twice".formatted(area));
                            }
                        }
                    }));
        } catch (IllegalArgumentException e) {
            throw bad(file, String.valueOf(e.getMessage()));
        }
        for (GroupId interconnect : interconnects.values()) {
            if (interconnects.containsKey(interconnect)) {
                throw bad(file, "Expected %s to be an interconnect or a region, not both".formatted(interconnect));
            }
        }
        if (regions.isEmpty()) {
            throw bad(file, "Expected at least one area but got none");
        }
        return new EiaTree(regions, interconnects);
    }

    public SortedSet<AssetId> areas() {
        return new TreeSet<>(regions.keySet());
    }

    /** Every interconnect and every region, and {@link GroupKey#ROOT}. */
    public SortedSet<GroupId> groups() {
        SortedSet<GroupId> groups = new TreeSet<>(interconnects.keySet());
        groups.addAll(interconnects.values());
        groups.add(GroupKey.ROOT);
        return groups;
    }

    /** The groups that an area counts in: its region, its interconnect, the root. */
    public List<GroupId> groupsOf(AssetId area) {
        GroupId region = regions.get(area);
        GroupId interconnect = region == null ? null : interconnects.get(region);
        if (region == null || interconnect == null) {
            throw new IllegalArgumentException("Expected an area of the hierarchy but got " + area);
        }
        return List.of(region, interconnect, GroupKey.ROOT);
    }

    private static Map<String, Map<String, List<String>>> json(Path file) {
        try {
            Map<String, Map<String, List<String>>> tree =
                    JSON.readValue(Files.readString(file), new TypeReference<>() {});
            if (tree == null) {
                throw bad(file, "Expected a JSON object but got null");
            }
            return tree;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new BadData("%s:%d: Expected interconnects, regions and areas as JSON but got: %s"
                    .formatted(file.getFileName(), line, e.getOriginalMessage()));
        } catch (IOException e) {
            throw bad(file, "Expected a readable file but got: " + e.getMessage());
        }
    }

    private static BadData bad(Path file, String expectation) {
        return new BadData("%s: %s".formatted(file.getFileName(), expectation));
    }
}
