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
 * @param up processes that are up in its cluster, by {@link #process}, some of them where there are many; empty: it is in none that is
 */
record PeerAnswer(Set<String> up) {
    private static final JsonMapper JSON = new JsonMapper();

    PeerAnswer {
        up = Set.copyOf(up);
    }

    /** One life of a node: what starts again at the same address is another one, and may be in another cluster. */
    static String process(String address, long uid) {
        return address + "#" + uid;
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
                    up.add(process(
                            member.path("node").asText(), member.path("nodeUid").asLong()));
                }
            }
            return Optional.of(new PeerAnswer(up));
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
