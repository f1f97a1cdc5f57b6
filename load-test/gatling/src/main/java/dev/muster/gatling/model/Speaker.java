package dev.muster.gatling.model;

import java.util.Map;
import java.util.Set;

/**
 * An asset that was online, with a value, when the simulation began.
 *
 * @param source who sends for it
 * @param value what it said last; said again, it changes no total much
 * @param commands those that take no argument
 */
public record Speaker(String asset, String source, double value, Set<String> commands) {
    public Speaker {
        commands = Set.copyOf(commands);
    }

    /** What a user knows of it. */
    public Map<String, Object> row() {
        return Model.row(asset);
    }
}
