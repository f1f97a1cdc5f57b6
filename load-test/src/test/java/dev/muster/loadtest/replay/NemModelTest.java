package dev.muster.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.Range;
import dev.muster.loadtest.device.RecordingUplink;
import dev.muster.loadtest.device.SteppedClock;
import dev.muster.loadtest.ledger.AbsenceReason;
import dev.muster.loadtest.ledger.Ledger;
import dev.muster.loadtest.ledger.LedgerTotal;
import dev.muster.loadtest.model.AssetPlan;
import dev.muster.loadtest.model.ModelPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NemModelTest {
    private static final SignalName POWER = new SignalName("power");
    private static final Instant START = Instant.parse("2030-03-01T12:00:00Z");
    private static final String UNITS = """
            station_code,station_name,unit_code,network,region,fueltech,dispatch_type,status,capacity_mw,lat,lng
            HILL,Hill,HILL#1,X,R1,wind,GENERATOR,operating,10,,
            HILL,Hill,HILL#2,X,R1,wind,GENERATOR,operating,,,
            HILL,Hill,HILL#2,X,R1,wind,GENERATOR,operating,,,
            LAKE,"Lake, upper",L/1,X,R1,pumps,GENERATOR,operating,5,1,2
            LAKE,"Lake, upper",L/2,X,R1,hydro,GENERATOR,operating,5,1,2
            LINK,Link,LINK,X,R2,,GENERATOR,operating,,,
            OLD,Old,OLD1,X,R2,coal,GENERATOR,retired,100,,
            """;
    private static final String FIGURES = """
            interval_utc,region,fueltech,power_mw
            2030-01-01T00:00:00Z,R1,wind,12.345678
            2030-01-01T00:00:00Z,R1,pumps,3.5
            2030-01-01T00:05:00Z,R1,wind,-0.25
            2030-01-01T00:05:00Z,R1,pumps,MISSING
            """;

    private final Path directory;
    private final SteppedClock clock = new SteppedClock(START);
    private final RecordingUplink uplink = new RecordingUplink(clock);

    NemModelTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("units.csv"), UNITS);
        Files.writeString(directory.resolve("power-2030.csv"), FIGURES);
    }

    @Test
    void shouldCountWhatIsThereAndSayWhatWasDone() {
        NemSummary summary = NemModel.read(directory).summary();

        assertThat(summary)
                .extracting(NemSummary::rows, NemSummary::distinct, NemSummary::operating, NemSummary::retired)
                .containsExactly(7, 6, 5, 1);
        assertThat(summary)
                .extracting(
                        NemSummary::withSeries, NemSummary::withoutSeries, NemSummary::series, NemSummary::intervals)
                .containsExactly(3, 2, 2, 2);
        assertThat(summary.oddities())
                .contains(
                        "HILL#2 stands twice, word for word: loaded once",
                        "2 without a capacity: loaded without limits",
                        "1 without a technology: loaded as unknown-technology, in a group of that name",
                        "1 of these dispatched as generators: the technology decides, they are loads");
    }

    @Test
    void shouldPlanUnitsAsTheRegisterHasThem() {
        ModelPlan plan = NemModel.read(directory).plan();

        AssetPlan unlimited = asset(plan, "HILL#2");
        assertThat(unlimited.limits()).isEmpty();
        assertThat(asset(plan, "HILL#1").limits()).containsEntry(POWER, new Range(0, 10));
        assertThat(asset(plan, "LINK").type().value()).isEqualTo("unknown-technology");
        assertThat(asset(plan, "LINK").placements())
                .containsEntry(ModelPlan.TECHNOLOGY, new GroupId("unknown-technology.R2"));
        assertThat(asset(plan, "L/1").placements()).containsEntry(ModelPlan.GEOGRAPHY, new GroupId("R1.LAKE"));
        assertThat(asset(plan, "OLD1").retiredFrom()).isBefore(START);
        assertThat(asset(plan, "OLD1").placements()).isEmpty();
        assertThat(asset(plan, "L/1").name()).isEqualTo("Lake, upper L/1");
    }

    @Test
    void shouldSendPublishedFiguresAndNothingElse() {
        NemModel model = NemModel.read(directory);
        Ledger ledger = new Ledger(model.plan(), clock, true);
        Replay replay = new Replay(model, uplink, ledger, clock, 1);

        SentInterval first = replay.sendInterval(0);

        assertThat(first.published())
                .isEqualTo(Map.of(new Series("R1", "wind"), 12_345_678L, new Series("R1", "pumps"), 3_500_000L));
        assertThat(ledger.total(model.group(new Series("R1", "wind")), POWER).micros())
                .isEqualTo(12_345_678);
        assertThat(ledger.total(model.group(new Series("R1", "pumps")), POWER).micros())
                .isEqualTo(-3_500_000);
        assertThat(first.samples()).hasSize(3).allSatisfy(sample -> assertThat(sample.measuredAt())
                .isEqualTo(START));
        LedgerTotal all = ledger.total(GroupKey.root(ModelPlan.GEOGRAPHY), POWER);
        assertThat(all.micros()).isEqualTo(8_845_678);
        assertThat(all.expected()).isEqualTo(5);
        assertThat(all.missing())
                .containsOnlyKeys(model.neverReporting())
                .containsOnlyKeys(new AssetId("L/2"), new AssetId("LINK"))
                .containsValue(AbsenceReason.NEVER_REPORTED);
    }

    @Test
    void shouldSendNothingWhereNothingWasPublished() {
        NemModel model = NemModel.read(directory);
        Replay replay = new Replay(model, uplink, new Ledger(model.plan(), clock, false), clock, 1);

        SentInterval second = replay.sendInterval(1);

        assertThat(second.sent()).containsOnlyKeys(new AssetId("HILL#1"), new AssetId("HILL#2"));
        assertThat(second.sent().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(-250_000);
    }

    @Test
    void shouldSendReadingsOfUnitsAsTheyAre() throws IOException {
        Files.writeString(directory.resolve("readings-2030.csv"), """
                interval_utc,unit_code,power_mw
                2030-01-01T00:00:00Z,L/2,4.25
                2030-01-01T00:00:00Z,NOBODY,1
                2030-01-01T00:00:00Z,OLD1,1
                """);
        NemModel model = NemModel.read(directory);
        Replay replay = new Replay(model, uplink, new Ledger(model.plan(), clock, false), clock, 1);

        assertThat(replay.sendInterval(0).sent()).isEqualTo(Map.of(new AssetId("L/2"), 4_250_000L));
        assertThat(model.summary().withSeries()).isEqualTo(1);
        assertThat(model.summary().oddities())
                .contains("2 with readings but no operating unit in the register: not sent");
    }

    @Test
    void shouldFindTheDirectoryAboveToo() throws IOException {
        Path above = Files.createDirectory(directory.resolve("above"));
        Path below = Files.createDirectory(above.resolve("nem"));
        Files.writeString(below.resolve("units.csv"), UNITS);
        Files.writeString(below.resolve("power-2030.csv"), FIGURES);

        assertThat(NemModel.read(above).summary())
                .isEqualTo(NemModel.read(directory).summary());
        assertThatThrownBy(() -> NemModel.read(directory.resolve("nowhere")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("Expected units.csv or nem/units.csv");
        Files.delete(below.resolve("power-2030.csv"));
        assertThatThrownBy(() -> NemModel.read(above))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("got neither");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "units.csv; wind,GENERATOR,operating,10; wind,GENERATOR,operating,many; units.csv:2: Expected capacity_mw",
                "units.csv; wind,GENERATOR,operating,10; wind,GENERATOR,sleeping,10; units.csv:2: Expected status",
                "units.csv; HILL#1; HILL 1; units.csv:2: Expected an asset id",
                "power-2030.csv; 12.345678; 1e999999999; power-2030.csv:2: Expected power_mw",
                "power-2030.csv; 12.345678; NaN; power-2030.csv:2: Expected power_mw",
                "power-2030.csv; 00:05:00Z; 00:05; power-2030.csv:4: Expected a time",
                "power-2030.csv; 00:05:00Z,R1,wind; 00:00:00Z,R1,wind; power-2030.csv:4: Expected one figure of R1 wind",
            })
    void shouldNameTheLineOfBadData(String name, String good, String bad, String message) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, Files.readString(file).replace(good, bad));

        assertThatThrownBy(() -> NemModel.read(directory))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(message);
    }

    private static AssetPlan asset(ModelPlan plan, String id) {
        return plan.assets().stream()
                .filter(asset -> asset.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
