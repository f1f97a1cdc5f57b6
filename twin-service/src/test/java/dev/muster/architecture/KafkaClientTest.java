package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A client that finds its brokers in another way than the others would not say who it is, and be let in nowhere but on this machine. */
class KafkaClientTest {
    private static final Pattern ADDRESS =
            Pattern.compile("BOOTSTRAP_SERVERS_CONFIG|\"bootstrap\\.servers|withBootstrapServers");

    @Test
    void shouldHaveOnePlaceFromWhichClientsOfTheServiceKnowTheirBrokers() throws IOException {
        Path project = Path.of(System.getProperty("muster.project.dir"));
        List<String> found = new ArrayList<>();
        for (String module : List.of("ingest", "twin-service")) {
            try (Stream<Path> files = Files.walk(project.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (ADDRESS.matcher(Files.readString(file)).find()) {
                        found.add(file.getFileName().toString());
                    }
                }
            }
        }

        assertThat(found).containsExactly("Brokers.java");
    }
}
