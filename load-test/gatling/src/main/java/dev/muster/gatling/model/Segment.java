package dev.muster.gatling.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An id as one segment of a path, or one value of a query: ids may hold {@code / # @ +}. */
final class Segment {
    private Segment() {}

    static String encoded(String id) {
        // The form encoder differs from a path's rules in three characters.
        return URLEncoder.encode(id, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
