package dev.muster.gatling.model;

import java.util.Map;

/** A group whose total can be asked for. */
public record Group(String hierarchy, String id, Level level) {
    /** Where it stands in its tree. */
    public enum Level {
        ROOT("root"),
        MIDDLE("middle group"),
        LEAF("leaf");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** What a user knows of it. */
    public Map<String, Object> row() {
        return Map.of(
                "hierarchy",
                hierarchy,
                "group",
                id,
                "hierarchyPath",
                Segment.encoded(hierarchy),
                "groupPath",
                Segment.encoded(id));
    }
}
