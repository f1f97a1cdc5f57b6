package dev.muster.k8s.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The end that kustomize gives to the name of a generated ConfigMap: other content, another name. */
final class ContentHash {
    private static final int LENGTH = 10;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ContentHash() {}

    static String of(JsonNode configMap) {
        Map<String, Object> content = new TreeMap<>();
        content.put("kind", "ConfigMap");
        // kustomize looks for the name in the wrong place, and finds none.
        content.put("name", "");
        content.put("data", Documents.map(configMap.path("data")));
        try {
            // As Go writes JSON: these three, too, as numbers.
            String json = JSON.writeValueAsString(content)
                    .replace("&", "\\u0026")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e");
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return withoutLookalikes(HexFormat.of().formatHex(hash).substring(0, LENGTH));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withoutLookalikes(String hex) {
        return hex.replace('0', 'g')
                .replace('1', 'h')
                .replace('3', 'k')
                .replace('a', 'm')
                .replace('e', 't');
    }
}
