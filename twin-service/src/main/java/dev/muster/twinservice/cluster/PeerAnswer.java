package dev.muster.twinservice.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a node says to one that looks for a cluster.
 *
 * @param up addresses of members of its cluster that are up; empty: it is in none that is
 */
record PeerAnswer(Set<String> up) {
    private static final JsonMapper JSON = new JsonMapper();

    PeerAnswer {
        up = Set.copyOf(up);
    }

    /** Empty: this is no such answer. */
    static Optional<PeerAnswer> parse(String json) {
        try {
            JsonNode members = JSON.readTree(json).path("seedNodes");
            if (!members.isArray()) {
                return Optional.empty();
            }
            Set<String> up = new HashSet<>();
            for (JsonNode member : members) {
                if ("Up".equals(member.path("status").asText())) {
                    up.add(member.path("node").asText());
                }
            }
            return Optional.of(new PeerAnswer(up));
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
