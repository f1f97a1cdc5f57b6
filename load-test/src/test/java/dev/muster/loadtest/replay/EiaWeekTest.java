package dev.muster.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EiaWeekTest {
    private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2030-01-01T01:00:00Z");
    private static final AssetId HILL = new AssetId("HILL");
    private static final AssetId LAKE = new AssetId("LAKE-1");
    private static final AssetId PORT = new AssetId("PORT");
    private static final String HIERARCHY = """
        {
         "LEFT": {
          "UP": ["HILL"],
          "DOWN": ["LAKE-1"]
         },
         "RIGHT": {
          "SIDE": ["PORT"]
         }
        }
        """;
    private static final String AREAS = """
        date_time,interconnect,region,asset,raw_mw,category
        2030-01-01 00:00:00,LEFT,UP,HILL,100,OKAY
        2030-01-01 00:00:00,LEFT,DOWN,LAKE-1,MISSING,MISSING
        2030-01-01 00:00:00,RIGHT,SIDE,PORT,-7.000001,NEG_OR_ZERO
        2030-01-01 01:00:00,LEFT,UP,HILL,EMPTY,MISSING
        2030-01-01 01:00:00,LEFT,DOWN,LAKE-1,,MISSING
        2030-01-01 01:00:00,RIGHT,SIDE,PORT,30,OKAY
        """;
    private static final String TOTALS = """
        date_time,level,group,raw_mw,cleaned_mw
        2030-01-01 00:00:00,region,UP,100,100
        2030-01-01 00:00:00,region,DOWN,0,55
        2030-01-01 00:00:00,region,SIDE,-7.000001,9
        2030-01-01 00:00:00,interconnect,LEFT,100,155
        2030-01-01 00:00:00,interconnect,RIGHT,-7.000001,9
        2030-01-01 00:00:00,total,ALL,92.999999,164
        2030-01-01 01:00:00,region,UP,0,100
        2030-01-01 01:00:00,region,DOWN,0,55
        2030-01-01 01:00:00,region,SIDE,30,30
        2030-01-01 01:00:00,interconnect,LEFT,0,155
        2030-01-01 01:00:00,interconnect,RIGHT,30,30
        2030-01-01 01:00:00,total,ALL,30,185
        """;

    private final Path directory;

    EiaWeekTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        write(directory);
    }

    @Test
    void shouldTakeMissingEmptyAndBlankForGapsAndNothingElse() {
        EiaWeek week = EiaWeek.read(directory);

        assertThat(week.hours()).containsExactly(FIRST, SECOND);
        assertThat(week.demand(FIRST)).isEqualTo(Map.of(HILL, 100_000_000L, PORT, -7_000_001L));
        assertThat(week.missing(FIRST)).containsExactly(LAKE);
        assertThat(week.demand(SECOND)).isEqualTo(Map.of(PORT, 30_000_000L));
        assertThat(week.missing(SECOND)).containsExactly(HILL, LAKE);
    }

    @Test
    void shouldReadTotalsOfEveryLevel() {
        EiaWeek week = EiaWeek.read(directory);

        assertThat(week.published(FIRST))
                .isEqualTo(Map.of(
                        new GroupId("UP"),
                        100_000_000L,
                        new GroupId("DOWN"),
                        0L,
                        new GroupId("SIDE"),
                        -7_000_001L,
                        new GroupId("LEFT"),
                        100_000_000L,
                        new GroupId("RIGHT"),
                        -7_000_001L,
                        GroupKey.ROOT,
                        92_999_999L));
        assertThat(week.published(SECOND)).containsEntry(GroupKey.ROOT, 30_000_000L);
    }

    @Test
    void shouldKnowWhereAreasAre() {
        EiaTree tree = EiaWeek.read(directory).tree();

        assertThat(tree.areas()).containsExactly(HILL, LAKE, PORT);
        assertThat(tree.groupsOf(LAKE)).containsExactly(new GroupId("DOWN"), new GroupId("LEFT"), GroupKey.ROOT);
        assertThat(tree.groups())
                .extracting(GroupId::value)
                .containsExactlyInAnyOrder("UP", "DOWN", "SIDE", "LEFT", "RIGHT", "root");
        assertThatThrownBy(() -> tree.groupsOf(new AssetId("SEA")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected an area of the hierarchy but got SEA");
    }

    @Test
    void shouldFindTheDirectoryAboveAndPackedFilesToo() throws IOException {
        Path above = Files.createDirectory(directory.resolve("above"));
        Path below = Files.createDirectory(above.resolve("eia930"));
        assertThatThrownBy(() -> EiaWeek.read(above))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith("Expected hierarchy.json or eia930/hierarchy.json");
        write(below);
        Files.delete(below.resolve("week_leaf.csv"));
        assertThatThrownBy(() -> EiaWeek.read(above))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith("Expected one file *_leaf.csv[.gz]")
                .hasMessageEndingWith("but got 0");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(below.resolve("week_leaf.csv.gz")))) {
            out.write(AREAS.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(EiaWeek.read(above).demand(SECOND)).containsOnlyKeys(PORT);
    }

    @Test
    void shouldRefuseToGuessBetweenTwoFiles() throws IOException {
        Files.writeString(directory.resolve("other_totals_published.csv"), TOTALS);

        assertThatThrownBy(() -> EiaWeek.read(directory))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith("Expected one file *_totals_published.csv[.gz]")
                .hasMessageEndingWith("but got 2");
    }

    @Test
    void shouldRefuseWithoutAnyHour() throws IOException {
        Files.writeString(directory.resolve("week_leaf.csv"), AREAS.substring(0, AREAS.indexOf('\n')));

        assertThatThrownBy(() -> EiaWeek.read(directory))
                .isInstanceOf(BadData.class)
                .hasMessage("week_leaf.csv: Expected at least one row but got none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "HILL,100,OKAY; HILL,many,OKAY; week_leaf.csv:2: Expected raw_mw",
                "HILL,100,OKAY; HILL,NaN,OKAY; week_leaf.csv:2: Expected raw_mw",
                "HILL,100,OKAY; HILL,missing,OKAY; week_leaf.csv:2: Expected raw_mw",
                "HILL,100,OKAY; HILL,1e999999999,OKAY; week_leaf.csv:2: Expected raw_mw",
                "PORT,-7.000001; PORT,-7.0000011; week_leaf.csv:4: Expected raw_mw",
                "HILL,100,OKAY; HILL 2,100,OKAY; week_leaf.csv:2: Expected an asset id",
                "RIGHT,SIDE,PORT,30; RIGHT,SIDE,SEA,30; week_leaf.csv:7: Expected an area of hierarchy.json but got"
                        + " 'SEA'",
                "RIGHT,SIDE,PORT,30; RIGHT,UP,PORT,30; week_leaf.csv:7: Expected area PORT in SIDE of RIGHT",
                "RIGHT,SIDE,PORT,30; LEFT,SIDE,PORT,30; week_leaf.csv:7: Expected area PORT in SIDE of RIGHT",
                "01:00:00,RIGHT,SIDE,PORT,30; 00:00:00,RIGHT,SIDE,PORT,30; week_leaf.csv:7: Expected one row of area"
                        + " PORT",
                "01:00:00,LEFT,DOWN,LAKE-1,; 00:00:00,LEFT,DOWN,LAKE-1,5; week_leaf.csv:6: Expected one row of area"
                        + " LAKE-1",
                "00:00:00,LEFT,UP; 25:00:00,LEFT,UP; week_leaf.csv:2: Expected a time such as",
                "00:00:00,LEFT,UP; 01:30:00,LEFT,UP; week_leaf.csv: Expected a row of area HILL at"
                        + " 2030-01-01T00:00:00Z",
            })
    void shouldNameFileAndLineOfBadReading(String good, String bad, String message) throws IOException {
        shouldSay("week_leaf.csv", good, bad, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "UP,100,100; UP,MISSING,100; week_totals_published.csv:2: Expected a total of UP",
                "UP,100,100; UP,x,100; week_totals_published.csv:2: Expected raw_mw",
                "region,UP,100; region,SEA,100; week_totals_published.csv:2: Expected a group of level region, as"
                        + " hierarchy.json has it, but got 'SEA'",
                "region,UP,100; region,LEFT,100; week_totals_published.csv:2: Expected a group of level region",
                "interconnect,RIGHT,30; interconnect,SIDE,30; week_totals_published.csv:12: Expected a group of level"
                        + " interconnect",
                "region,UP,100; state,UP,100; week_totals_published.csv:2: Expected level region, interconnect or"
                        + " total",
                "region,UP,100; region,DOWN,100; week_totals_published.csv:3: Expected one total of DOWN",
                "01:00:00,total; 02:00:00,total; week_totals_published.csv: Expected a total of root at"
                        + " 2030-01-01T01:00:00Z",
                "01:00:00,region,UP; 02:00:00,region,UP; week_totals_published.csv: Expected a total of UP at"
                        + " 2030-01-01T01",
            })
    void shouldNameFileAndLineOfBadTotal(String good, String bad, String message) throws IOException {
        shouldSay("week_totals_published.csv", good, bad, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "[\"PORT\"]; [\"PORT\"; hierarchy.json:8: Expected interconnects, regions and areas as JSON",
                "[\"PORT\"]; \"PORT\"; hierarchy.json:7: Expected interconnects, regions and areas as JSON",
                "[\"PORT\"]; null; hierarchy.json:7: Expected interconnects, regions and areas as JSON",
                "[\"PORT\"]; [\"PORT\", \"HILL\"]; hierarchy.json: Expected area HILL once but got it twice",
                "[\"PORT\"]; [\"THE PORT\"]; hierarchy.json: Expected an asset id",
                "SIDE; UP; hierarchy.json: Expected region UP in one interconnect but got it in two",
                "DOWN; UP; hierarchy.json:4: Expected interconnects, regions and areas as JSON",
                "SIDE; LEFT; hierarchy.json: Expected LEFT to be an interconnect or a region, not both",
                "[\"PORT\"]; [\"PORT\", \"SEA\"]; week_leaf.csv: Expected a row of area SEA at 2030-01-01T00:00:00Z",
            })
    void shouldNameWhatIsWrongWithTheHierarchy(String good, String bad, String message) throws IOException {
        shouldSay("hierarchy.json", good, bad, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"{}; hierarchy.json: Expected at least one area", "null; hierarchy.json: Expected a JSON object"})
    void shouldRefuseHierarchyWithoutAreas(String hierarchy, String message) throws IOException {
        Files.writeString(directory.resolve("hierarchy.json"), hierarchy);

        assertThatThrownBy(() -> EiaWeek.read(directory))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldRefuseHourThatIsNotInTheData() {
        EiaWeek week = EiaWeek.read(directory);

        for (var question : List.<Function<Instant, ?>>of(week::demand, week::missing, week::published)) {
            assertThatThrownBy(() -> question.apply(FIRST.minusSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected an hour of the data but got 2029-12-31T23:59:59Z");
        }
    }

    private void shouldSay(String name, String good, String bad, String message) throws IOException {
        Path file = directory.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(good);
        Files.writeString(file, text.replace(good, bad));

        assertThatThrownBy(() -> EiaWeek.read(directory))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(message);
    }

    private static void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("hierarchy.json"), HIERARCHY);
        Files.writeString(directory.resolve("week_leaf.csv"), AREAS);
        Files.writeString(directory.resolve("week_totals_published.csv"), TOTALS);
    }
}
