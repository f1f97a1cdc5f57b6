package dev.muster.asyncapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.muster.assetmodel.control.ArgumentRules;
import dev.muster.assetmodel.control.ControlCodec;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.assetmodel.telemetry.DecodeResult;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.telemetry.TelemetryCodec;
import dev.muster.assetmodel.type.AssetType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever builds a device copies from the contract: its examples are what codecs read, its limits are those of the code. */
class DeviceContractTest {
    private static final Path CONTRACT = Path.of(System.getProperty("muster.project.dir"), "docs/device-contract.md");
    private static final Pattern EXAMPLES = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModules(new ParameterNamesModule(), new JavaTimeModule());

    private static final List<DeviceCommand> COMMANDS = new ArrayList<>();
    private static final List<DeviceAck> ACKS = new ArrayList<>();
    private static final List<AssetType> TYPES = new ArrayList<>();
    private static final List<DecodeResult> NOTICES = new ArrayList<>();
    private static String text;

    @BeforeAll
    static void read() throws IOException {
        text = Files.readString(CONTRACT);
        List<String> lines = EXAMPLES.matcher(text)
                .results()
                .map(match -> match.group(1))
                .flatMap(String::lines)
                .toList();
        for (String line : lines) {
            JsonNode json = JSON.readTree(line);
            if (json.has("answer")) {
                ACKS.add(ControlCodec.ack(line.getBytes(UTF_8)));
            } else if (json.has("command")) {
                COMMANDS.add(ControlCodec.command(line.getBytes(UTF_8)));
            } else if (json.has("signals")) {
                TYPES.add(JSON.treeToValue(json, AssetType.class));
            } else {
                NOTICES.add(TelemetryCodec.decode(line.getBytes(UTF_8)));
            }
        }
    }

    @Test
    void shouldShowRecordsThatAreRead() {
        assertThat(COMMANDS).hasSize(1);
        assertThat(NOTICES).hasSize(2).allSatisfy(notice -> assertThat(notice)
                .isInstanceOf(DecodeResult.Decoded.class));
        assertThat(ACKS).extracting(DeviceAck::answer).containsExactly(DeviceAck.Answer.values());
        assertThat(ACKS).extracting(DeviceAck::id).containsOnly(COMMANDS.get(0).id());
        assertThat(ACKS)
                .extracting(DeviceAck::source)
                .containsOnly(COMMANDS.get(0).source());
    }

    @Test
    void shouldShowTypeWhoseCommandIsTheOneShown() {
        AssetType type = TYPES.get(0);
        DeviceCommand command = COMMANDS.get(0);

        assertThat(type.setPoint()).isNotNull();
        assertThat(ArgumentRules.check(type.command(command.command()).orElseThrow(), command.arguments(), Map.of()))
                .isEmpty();
    }

    @Test
    void shouldExplainEveryFieldAndEveryAnswer() throws IOException {
        JsonNode command = JSON.readTree(ControlCodec.encode(COMMANDS.get(0)));
        JsonNode ack = JSON.readTree(ControlCodec.encode(ACKS.get(0)));

        assertThat(command.fieldNames()).toIterable().allSatisfy(field -> assertThat(table())
                .contains(field));
        assertThat(ack.fieldNames())
                .toIterable()
                .filteredOn(field -> !field.equals("v") && !field.equals("answer"))
                .allSatisfy(field -> assertThat(text).contains("`%s`".formatted(field)));
        assertThat(Stream.of(DeviceAck.Answer.values()).map(answer -> JSON.convertValue(answer, String.class)))
                .allSatisfy(answer -> assertThat(text).contains("| `%s` |".formatted(answer)));
    }

    @Test
    void shouldSayLimitsAndReasonsThatTheCodeHas() {
        assertThat(text)
                .contains("at most %d KiB".formatted(ControlCodec.RECORD_BYTES_MAX / 1024))
                .contains("at most %d".formatted(DeviceAck.DETAIL_LENGTH_MAX));
        assertThat(Stream.of(
                                RefusalReason.TOO_LARGE,
                                RefusalReason.MALFORMED,
                                RefusalReason.UNKNOWN_VERSION,
                                RefusalReason.KEY_MISMATCH,
                                RefusalReason.UNKNOWN_COMMAND,
                                RefusalReason.FORGED_ANSWER)
                        .map(reason -> JSON.convertValue(reason, String.class)))
                .allSatisfy(reason -> assertThat(text).contains("`%s`".formatted(reason)));
    }

    /** What stands in code in the first column of a table. */
    private static Set<String> table() {
        return Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult row) -> row.group(1))
                .flatMap(cell -> Stream.of(cell.split("[`, ]+")))
                .collect(Collectors.toSet());
    }
}
