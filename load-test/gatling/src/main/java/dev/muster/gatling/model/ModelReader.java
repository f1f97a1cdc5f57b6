package dev.muster.gatling.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the model of a running Muster, so that simulations ask for what is there. Blocks; {@link IllegalStateException} says what was
 * missing: load on an empty model would measure nothing.
 */
public final class ModelReader {
    private static final int PAGE = 1_000;
    /** As many as a simulation needs to spread over; more would only make it start later. */
    private static final int ASSETS_MAX = 20_000;

    /** Each costs one request at the start. */
    private static final int SPEAKERS_MAX = 100;

    /** Where assets stand that stand nowhere: a group beside the tree. */
    private static final String UNPLACED = "unplaced";

    private final Api api;
    private final Clock clock;
    private final Map<String, Set<String>> commandsOfType = new HashMap<>();
    private final List<JsonNode> assets = new ArrayList<>();
    private @Nullable String signal;

    private ModelReader(Api api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    public static Model read(URI target, Clock clock) {
        return new ModelReader(new Api(target), clock).read();
    }

    private Model read() {
        readTypes();
        readAssets();
        String totalled = signal;
        if (totalled == null || assets.isEmpty()) {
            throw new IllegalStateException(
                    "Expected a model with assets at %s but it is empty: load one first".formatted(api.target()));
        }
        List<Speaker> speakers = speakers(totalled);
        if (speakers.isEmpty()) {
            throw new IllegalStateException(
                    "Expected some of %d assets at %s to be online but none that was looked at is"
                            .formatted(assets.size(), api.target()));
        }
        return new Model(
                totalled,
                groups(),
                assets.stream().map(asset -> asset.path("id").asText()).toList(),
                speakers);
    }

    private void readTypes() {
        for (JsonNode type : api.get("/v1/types").path("types")) {
            for (JsonNode of : type.path("signals")) {
                if (signal == null && of.path("summed").asBoolean()) {
                    signal = of.path("name").asText();
                }
            }
            Set<String> commands = new HashSet<>();
            for (JsonNode command : type.path("commands")) {
                if (command.path("parameters").isEmpty()) {
                    commands.add(command.path("name").asText());
                }
            }
            commandsOfType.put(type.path("id").asText(), commands);
        }
    }

    private void readAssets() {
        String after = "";
        while (assets.size() < ASSETS_MAX) {
            JsonNode page = api.get("/v1/assets?limit=" + PAGE + after);
            for (JsonNode asset : page.path("assets")) {
                if (inService(asset)) {
                    assets.add(asset);
                }
            }
            if (!page.path("next").isTextual()) {
                return;
            }
            after = "&after=" + Segment.encoded(page.path("next").asText());
        }
    }

    private boolean inService(JsonNode asset) {
        JsonNode retiredFrom = asset.path("retiredFrom");
        return !retiredFrom.isTextual() || Instant.parse(retiredFrom.asText()).isAfter(clock.instant());
    }

    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (JsonNode hierarchy : api.get("/v1/hierarchies").path("hierarchies")) {
            String id = hierarchy.path("id").asText();
            String root = hierarchy.path("root").asText();
            JsonNode all = api.get("/v1/hierarchies/" + Segment.encoded(id) + "/groups")
                    .path("groups");
            Set<String> parents = new HashSet<>();
            all.forEach(group -> parents.add(group.path("parent").asText()));
            groups.add(new Group(id, root, Group.Level.ROOT));
            for (JsonNode group : all) {
                String name = group.path("id").asText();
                if (!name.equals(root)
                        && !name.equals(UNPLACED)
                        && group.path("validTo").isNull()) {
                    groups.add(new Group(id, name, parents.contains(name) ? Group.Level.MIDDLE : Group.Level.LEAF));
                }
            }
        }
        return groups;
    }

    private List<Speaker> speakers(String totalled) {
        List<Speaker> speakers = new ArrayList<>();
        int step = Math.max(1, assets.size() / SPEAKERS_MAX);
        for (int i = 0; i < assets.size() && speakers.size() < SPEAKERS_MAX; i += step) {
            JsonNode asset = assets.get(i);
            String id = asset.path("id").asText();
            JsonNode twin = api.get("/v1/assets/" + Segment.encoded(id) + "/twin");
            JsonNode value = twin.path("signals").path(totalled).path("value");
            if (twin.path("connectivity").asText().equals("online") && value.isNumber()) {
                Set<String> commands =
                        commandsOfType.getOrDefault(asset.path("type").asText(), Set.of());
                speakers.add(new Speaker(id, asset.path("source").asText(), value.asDouble(), commands));
            }
        }
        return speakers;
    }
}
