package dev.muster.assetmodel.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SetPointControl;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The changelog keeps documents for years: what it has of commands and set-points is read for as long. */
class CommandsOfTypesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SignalName POWER = new SignalName("power");

    @Test
    void shouldPublishAndReadWhatTheGoldenFileSays() throws Exception {
        byte[] written = DocumentCodec.encode(battery());

        assertThat(JSON.readTree(written)).as(new String(written, UTF_8)).isEqualTo(JSON.readTree(golden()));
        assertThat(DocumentCodec.decode(golden())).isEqualTo(battery());
    }

    private static Document battery() {
        AssetType type = new AssetType(
                        new TypeId("battery"),
                        "Battery",
                        Duration.ofSeconds(30),
                        List.of(signal("power"), signal("available"), signal("takes"), signal("charge")))
                .with(
                        List.of(
                                new CommandDefinition(
                                        new CommandName("setPower"),
                                        "Set the power",
                                        List.of(
                                                Parameter.number("megawatts", "Power", "MW", new Range(-2, 2.5))
                                                        .within(POWER),
                                                Parameter.text("mode", "Mode", "eco", "full")
                                                        .orNothing()),
                                        null),
                                new CommandDefinition(new CommandName("release"), "Let go", List.of(), null),
                                new CommandDefinition(
                                        new CommandName("setFirmware"),
                                        "Load a firmware",
                                        List.of(Parameter.text("version", "Version")),
                                        "firmware")),
                        new SetPointControl(
                                POWER,
                                new CommandName("setPower"),
                                new CommandName("release"),
                                new SignalName("available"),
                                new SignalName("takes"),
                                0.1,
                                0.05,
                                new SetPointControl.StateOfCharge(new SignalName("charge"), 10, 90),
                                Duration.ofMinutes(1)));
        return EventApplier.apply(
                null,
                new ModelEvent.TypeDefined(
                        type,
                        Validity.from(Validity.BEGINNING),
                        new Recorded(Instant.parse("2030-01-01T00:00:00Z"), new Principal("anna"))));
    }

    private static Signal signal(String name) {
        return Signal.atIntervals(
                new SignalName(name),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
    }

    private static byte[] golden() throws IOException {
        try (InputStream file = CommandsOfTypesTest.class.getResourceAsStream("/golden/document/type-commands.json")) {
            assertThat(file).as("type-commands.json").isNotNull();
            return file.readAllBytes();
        }
    }
}
