package dev.muster.twinservice.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaScriptTest {
    private static final String TWO_TABLES = """
            -- first; with a semicolon
            CREATE TABLE a (
              k text PRIMARY KEY -- the key
            );

            CREATE TABLE b (k text PRIMARY KEY);
            """;

    @Test
    void shouldSplitStatementsAndLeaveOutLinesOfComment() {
        SchemaScript script = SchemaScript.parse("V012__two_tables.cql", TWO_TABLES);

        assertThat(script.version()).isEqualTo(12);
        assertThat(script.statements())
                .containsExactly(
                        "CREATE TABLE a (\n  k text PRIMARY KEY -- the key\n)", "CREATE TABLE b (k text PRIMARY KEY)");
    }

    @Test
    void shouldGiveOneChecksumWhateverTheLineEnds() {
        SchemaScript unix = SchemaScript.parse("V001__a.cql", TWO_TABLES);
        SchemaScript windows = SchemaScript.parse("V001__a.cql", TWO_TABLES.replace("\n", "\r\n"));
        SchemaScript edited = SchemaScript.parse("V001__a.cql", TWO_TABLES + "-- edited\n");

        assertThat(windows).isEqualTo(unix);
        assertThat(edited.checksum()).isNotEqualTo(unix.checksum());
    }

    @Test
    void shouldRefuseANameWithoutVersion() {
        assertThatThrownBy(() -> SchemaScript.parse("journal.cql", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("V001__journal.cql");
    }

    @Test
    void shouldListEveryFileOnceAndWithoutGaps() throws IOException, URISyntaxException {
        // given
        URI first = SchemaScript.class
                .getResource(Schema.FOLDER + Schema.SCRIPTS.get(0))
                .toURI();

        // then
        try (Stream<Path> files = Files.list(Path.of(first).getParent())) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".cql"))
                            .sorted())
                    .isEqualTo(Schema.SCRIPTS);
        }
        List<SchemaScript> scripts = Schema.SCRIPTS.stream()
                .map(name -> SchemaScript.load(Schema.FOLDER, name))
                .toList();
        assertThat(scripts.stream().map(SchemaScript::version))
                .isEqualTo(IntStream.rangeClosed(1, scripts.size()).boxed().toList());
        assertThat(scripts).allSatisfy(script -> assertThat(script.statements())
                .isNotEmpty()
                .allMatch(statement -> statement.contains("IF NOT EXISTS")));
    }
}
