package dev.muster.twinservice.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Audits are read for years, and others read the stream: a golden file holds the bytes as an earlier build wrote them. A
 * file that was released is never edited. {@code -Dmuster.golden.record=true} writes those that are missing.
 */
class CommandRecordCodecTest {
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final Instant T = Instant.parse("2030-01-02T03:04:05.006Z");

    private static final Map<String, CommandRecord> SAMPLES = Map.of(
            "answered-late",
            new CommandRecord(
                    new CommandRequest(
                            CommandId.of(ASSET, "night shift 7"),
                            ASSET,
                            "night shift 7",
                            new CommandName("setPower"),
                            new Arguments(Map.of(
                                    "megawatts", Argument.of(2.5),
                                    "mode", Argument.of("flügel \"ruhig\""),
                                    "slow", new Argument.Flag(true))),
                            new Principal("ops@example.org"),
                            "Netz: zu viel Wind",
                            Duration.ofSeconds(30),
                            T.plusSeconds(3600),
                            new Owner(Owner.Kind.SET_POINT, "regions|north")),
                    null,
                    new CommandRecord.Release(new SourceId("device-7"), 3L, T, T.plusSeconds(30)),
                    new CommandRecord.Position(11, 123_456_789_012L, T.plusMillis(2)),
                    List.of(
                            new Transition(CommandStatus.ACCEPTED, T, "", false),
                            new Transition(CommandStatus.SENT, T.plusMillis(2), "", false),
                            new Transition(CommandStatus.EXPIRED, T.plusSeconds(30), "Expected an answer", false),
                            new Transition(CommandStatus.SUCCEEDED, T.plusSeconds(31), "2.5 MW", true))),
            "refused",
            new CommandRecord(
                    new CommandRequest(
                            CommandId.of(ASSET, "k"),
                            ASSET,
                            "k",
                            new CommandName("stop"),
                            Arguments.NONE,
                            new Principal("ops"),
                            "",
                            Duration.ofMinutes(1),
                            null,
                            null),
                    new Refusal(Refusal.Reason.OFFLINE, "Expected it online but it is offline", T.minusSeconds(60)),
                    null,
                    null,
                    List.of(new Transition(CommandStatus.REFUSED, T, "Expected it online but it is offline", false))));

    @ParameterizedTest
    @ValueSource(strings = {"answered-late", "refused"})
    void shouldReadAndWriteTheBytesOfEarlierBuilds(String name) throws IOException {
        // given
        CommandRecord sample = Objects.requireNonNull(SAMPLES.get(name));
        String golden = golden(name, sample);

        // then
        assertThat(CommandRecordCodec.decode(golden.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(sample);
        assertThat(new String(CommandRecordCodec.encode(sample), StandardCharsets.UTF_8))
                .isEqualTo(golden);
    }

    @Test
    void shouldPassOverWhatANewerBuildAdds() throws IOException {
        CommandRecord sample = Objects.requireNonNull(SAMPLES.get("refused"));
        String newer = golden("refused", sample)
                .replaceFirst("\\{", "{\"added\":{\"of\":[1]},")
                .replace("\"request\":{", "\"request\":{\"added\":1,");

        assertThat(CommandRecordCodec.decode(newer.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(sample);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"request\":", "{\"transitions\":[]}", "\u0000"})
    void shouldRefuseWhatIsNoRecord(String text) {
        assertThatThrownBy(() -> CommandRecordCodec.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected");
    }

    private static String golden(String name, CommandRecord sample) throws IOException {
        String file = "golden/command/record-" + name + ".json";
        String written = new String(CommandRecordCodec.encode(sample), StandardCharsets.UTF_8);
        Path path = Path.of(System.getProperty("muster.project.dir"), "twin-service/src/test/resources", file);
        if (Boolean.getBoolean("muster.golden.record") && Files.notExists(path)) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, written + "\n");
        }
        try (InputStream stream = CommandRecordCodecTest.class.getClassLoader().getResourceAsStream(file)) {
            assertThat(stream).as("%s; this build writes:%n%s", file, written).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
