package dev.muster.loadtest.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.bench.BenchModel;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.latency.figure.Level;
import dev.muster.loadtest.model.GroupPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Questions for totals of groups, drawn by lot: first the level, by weights, then any group of it in any hierarchy. */
final class Questions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Level, List<GroupKey>> groups = new EnumMap<>(Level.class);
    private final List<Integer> weights;
    private final int assets;

    /** {@code weights} of the levels, in their order; one at least is above 0. */
    Questions(int assets, List<Integer> weights) {
        this.assets = assets;
        this.weights = List.copyOf(weights);
        for (Level level : Level.values()) {
            groups.put(level, new ArrayList<>());
        }
        BenchModel.HIERARCHIES.forEach(hierarchy -> of(Level.ROOT).add(GroupKey.root(hierarchy)));
        for (GroupPlan group : BenchModel.part(assets, 0, 0).groups()) {
            of(group.parent() == null ? Level.MIDDLE : Level.LEAF).add(group.key());
        }
    }

    /** A question for one group's total. */
    record Question(Level level, GroupKey group) {
        String path() {
            return "%s/aggregate?signal=%s".formatted(ApiPath.group(group), ApiPath.encoded(BenchModel.POWER.value()));
        }
    }

    List<GroupKey> of(Level level) {
        return groups.getOrDefault(level, List.of());
    }

    Question draw(Random random) {
        int left = random.nextInt(weights.stream().mapToInt(Integer::intValue).sum());
        Iterator<Integer> weight = weights.iterator();
        for (Level level : Level.values()) {
            left -= weight.next();
            if (left < 0) {
                List<GroupKey> some = of(level);
                return new Question(level, some.get(random.nextInt(some.size())));
            }
        }
        throw new IllegalStateException("Expected a level to be drawn but none was");
    }

    /** What is wrong with an answer; empty: nothing. All assets report, and everybody must be accounted for. */
    Optional<String> objection(Question question, KeepAlive.Answer answer) {
        if (answer.status() != 200) {
            return Optional.of("Expected 200 of GET %s but got %d".formatted(question.path(), answer.status()));
        }
        try {
            JsonNode total = JSON.readTree(answer.body());
            int expected = total.path("expected").asInt(-1);
            int reporting = total.path("reporting").asInt(-1);
            int missing = total.path("missing").path("count").asInt(-1);
            boolean right = total.path("hierarchy")
                            .asText("")
                            .equals(question.group().hierarchy().value())
                    && total.path("group")
                            .asText("")
                            .equals(question.group().group().value())
                    && total.path("value").isNumber()
                    && missing >= 0
                    && reporting > 0
                    && expected == reporting + missing
                    && (question.level() != Level.ROOT || expected == assets);
            return right
                    ? Optional.empty()
                    : Optional.of("Expected a total of %s in which everybody is accounted for but got %s"
                            .formatted(question.group(), total));
        } catch (IOException e) {
            return Optional.of("Expected JSON of GET %s but got: %s".formatted(question.path(), e.getMessage()));
        }
    }
}
