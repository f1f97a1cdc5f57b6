package dev.muster.twinservice.http;

import akka.http.javadsl.model.Uri;
import akka.japi.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Query strings, read strictly: a parameter that is misspelt or given once too often is refused, not passed over. */
final class Queries {
    private Queries() {}

    /** @param repeatable of {@code known}, those that may be given several times */
    static Map<String, List<String>> read(Uri uri, List<String> known, Set<String> repeatable) {
        Map<String, List<String>> query = new HashMap<>();
        for (Pair<String, String> parameter : uri.query().toList()) {
            String name = parameter.first();
            if (!known.contains(name)) {
                throw new BadInput(Problem.badInput(
                        Problem.shown(name),
                        known.isEmpty()
                                ? "Expected no parameters but got '%s'".formatted(Problem.shown(name))
                                : "Expected one of the parameters %s but got '%s'"
                                        .formatted(String.join(", ", known), Problem.shown(name))));
            }
            List<String> given = query.computeIfAbsent(name, first -> new ArrayList<>());
            given.add(parameter.second());
            if (given.size() > 1 && !repeatable.contains(name)) {
                throw new BadInput(Problem.badInput(name, "Expected '%s' once but got it twice".formatted(name)));
            }
        }
        return query;
    }
}
