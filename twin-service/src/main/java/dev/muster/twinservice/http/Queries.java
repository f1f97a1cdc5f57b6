package dev.muster.twinservice.http;

import akka.http.javadsl.model.Uri;
import akka.japi.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Query strings, read strictly: a parameter that is misspelt or given twice is refused, not passed over. */
final class Queries {
    private Queries() {}

    static Map<String, String> read(Uri uri, List<String> known) {
        Map<String, String> query = new HashMap<>();
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
            if (query.put(name, parameter.second()) != null) {
                throw new BadInput(Problem.badInput(name, "Expected '%s' once but got it twice".formatted(name)));
            }
        }
        return query;
    }
}
