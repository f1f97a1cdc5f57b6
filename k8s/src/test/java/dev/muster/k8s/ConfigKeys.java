package dev.muster.k8s;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds a configuration file against what the service documents: a key that it does not know does nothing, and nobody would see. */
final class ConfigKeys {
    /** Holds keys of Kafka's own clients; the service refuses those that they do not know. */
    private static final String OF_KAFKA = "muster.kafka.client";

    private ConfigKeys() {}

    static List<String> problems(String file, Config reference) {
        String own = file.lines().filter(line -> !line.startsWith("include ")).collect(Collectors.joining("\n"));
        List<String> problems = new ArrayList<>();
        walk(List.of(), ConfigFactory.parseString(own).root(), reference, problems);
        return problems;
    }

    private static void walk(List<String> at, ConfigObject object, Config reference, List<String> problems) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            List<String> path = new ArrayList<>(at);
            path.add(entry.getKey());
            String key = ConfigUtil.joinPath(path);
            if (key.equals(OF_KAFKA)) {
                continue;
            }
            if (entry.getValue() instanceof ConfigObject inner) {
                walk(path, inner, reference, problems);
            } else if (!reference.hasPathOrNull(key)) {
                problems.add("Expected a key of reference.conf but got " + key);
            } else if (!fits(entry.getValue(), reference, key)) {
                problems.add("Expected %s to be %s but got %s"
                        .formatted(
                                key,
                                reference.getValue(key).valueType(),
                                entry.getValue().render()));
            }
        }
    }

    private static boolean fits(ConfigValue value, Config reference, String key) {
        ConfigValueType wanted = reference.getValue(key).valueType();
        ConfigValueType got = value.valueType();
        boolean isText = got == ConfigValueType.STRING || got == ConfigValueType.NUMBER;
        return wanted == ConfigValueType.STRING ? isText : wanted == got;
    }
}
