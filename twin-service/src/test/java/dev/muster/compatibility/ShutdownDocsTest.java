package dev.muster.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.muster.twinservice.cluster.ShutdownPhases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShutdownDocsTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\| (\\d+) s \\|", Pattern.MULTILINE);

    @Test
    void shouldSayHowLongEachPhaseTakesAndAllTogether() throws IOException {
        ShutdownPhases phases = ShutdownPhases.of(ConfigFactory.load());

        String page = Files.readString(Path.of(System.getProperty("muster.project.dir"), "docs", "operations.md"));

        List<String> written = ROW.matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1) + " " + row.group(2))
                .toList();
        assertThat(written)
                .isEqualTo(phases.phases().stream()
                        .map(phase -> phase.name() + " " + phase.atMost().toSeconds())
                        .toList());
        assertThat(page).contains("the sum, **%d s**".formatted(phases.sum().toSeconds()));
    }
}
