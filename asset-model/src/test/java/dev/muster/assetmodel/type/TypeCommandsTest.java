package dev.muster.assetmodel.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a type may say of its commands and of set-points: each limit just below and just above it. */
class TypeCommandsTest {
    private static final SignalName POWER = new SignalName("power");
    private static final SignalName AVAILABLE = new SignalName("available");
    private static final SignalName CHARGE = new SignalName("charge");
    private static final CommandName SET = new CommandName("setPower");
    private static final CommandName RELEASE = new CommandName("release");
    private static final Parameter MEGAWATTS = Parameter.number("megawatts", "Power", "MW", new Range(0, 3));
    private static final CommandDefinition SETS = command("setPower", MEGAWATTS);
    private static final CommandDefinition RELEASES = command("release");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new ParameterNamesModule(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    @Test
    void shouldReadWhatItWritesAndWriteNothingWhereThereIsNothing() throws Exception {
        Parameter mode = Parameter.text("mode", "Mode", "eco", "full").orNothing();
        AssetType type = type().with(
                        List.of(
                                command("setPower", MEGAWATTS.within(POWER)),
                                RELEASES,
                                new CommandDefinition(new CommandName("setMode"), "Mode", List.of(mode), "mode")),
                        control(SET, RELEASE, AVAILABLE));

        assertThat(JSON.readValue(JSON.writeValueAsBytes(type), AssetType.class))
                .isEqualTo(type);
        assertThat(JSON.writeValueAsString(type())).doesNotContain("commands").doesNotContain("setPoint");
        assertThat(JSON.readValue(JSON.writeValueAsBytes(type()), AssetType.class))
                .isEqualTo(type());
        assertThat(type.command(SET)).isPresent();
        assertThat(type.command(new CommandName("other"))).isEmpty();
    }

    @Test
    void shouldTakeSoManyCommandsAndParametersAndNotOneMore() {
        assertThat(type().with(commands(AssetType.COMMANDS_MAX), null).commands())
                .hasSize(64);
        refused(() -> type().with(commands(65), null), "at most 64 commands of asset type wind but got 65");
        assertThat(command("many", parameters(16)).parameters()).hasSize(16);
        refused(() -> command("many", parameters(17)), "at most 16 parameters of command many but got 17");
        assertThat(choices(100).choices()).hasSize(100);
        refused(() -> choices(101), "at most 100 choices");
    }

    @Test
    void shouldTakeEachNameOnce() {
        refused(() -> type().with(List.of(SETS, SETS), null), "each command of asset type wind once");
        refused(() -> command("twice", MEGAWATTS, MEGAWATTS), "each parameter of command twice once");
        CommandDefinition one = new CommandDefinition(SET, "One", List.of(MEGAWATTS), "limit");
        CommandDefinition two = new CommandDefinition(RELEASE, "Two", List.of(MEGAWATTS), "limit");
        refused(() -> type().with(List.of(one, two), null), "one command of asset type wind that sets limit");
    }

    @Test
    void shouldAskForOneParameterOfCommandThatSets() {
        refused(() -> new CommandDefinition(SET, "Set", List.of(), "limit"), "exactly one parameter");
        refused(() -> new CommandDefinition(SET, "Set", List.of(parameters(2)), "limit"), "exactly one parameter");
    }

    @Test
    void shouldKnowLimitingSignal() {
        refused(
                () -> type().with(List.of(command("set", MEGAWATTS.within(new SignalName("wind")))), null),
                "Expected the signal wind among those of asset type wind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "with space", "a-b", "ä"})
    void shouldSayWhatWasExpectedOfParameterName(String name) {
        refused(() -> Parameter.text(name, "Title"), "Expected a parameter name");
    }

    @Test
    void shouldTakeNamesAndTitlesUpToTheirLength() {
        assertThat(Parameter.text("x".repeat(64), "t".repeat(256)).name()).hasSize(64);
        refused(() -> Parameter.text("x".repeat(65), "Title"), "1 to 64 letters");
        refused(() -> Parameter.text("x", "t".repeat(257)), "a title of 1 to 256 characters");
        refused(() -> Parameter.text("x", " "), "a title of 1 to 256 characters");
        refused(() -> new CommandDefinition(SET, "", List.of(), null), "a title of 1 to 256 characters");
        assertThat(Parameter.number("x", "Title", "u".repeat(32), null).unit()).hasSize(32);
        refused(() -> Parameter.number("x", "Title", "u".repeat(33), null), "a UCUM unit of 1 to 32 characters");
        refused(() -> Parameter.number("x", "Title", " ", null), "a UCUM unit of 1 to 32 characters");
        assertThat(new CommandDefinition(SET, "Title", List.of(MEGAWATTS), "p".repeat(256)).sets())
                .hasSize(256);
        refused(
                () -> new CommandDefinition(SET, "Title", List.of(MEGAWATTS), "p".repeat(257)),
                "a name of 1 to 256 characters");
        refused(() -> new CommandDefinition(SET, "Title", List.of(MEGAWATTS), " "), "a name of 1 to 256 characters");
    }

    @Test
    void shouldHoldUnitsAndChoicesWhereTheyBelong() {
        for (Parameter.Kind kind : List.of(Parameter.Kind.TEXT, Parameter.Kind.FLAG)) {
            refused(
                    () -> new Parameter("p", "P", kind, "MW", null, null, List.of(), false),
                    "unit, range and limitedBy only of numbers");
            refused(
                    () -> new Parameter("p", "P", kind, null, new Range(0, 1), null, List.of(), false),
                    "unit, range and limitedBy only of numbers");
        }
        refused(
                () -> new Parameter("p", "P", Parameter.Kind.FLAG, null, null, null, List.of("a"), false),
                "choices only of a text");
        refused(() -> Parameter.text("p", "P", ""), "choices of 1 to 256 characters");
    }

    @Test
    void shouldAskForCommandsAndSignalsOfSetPoint() {
        List<CommandDefinition> both = List.of(SETS, RELEASES);
        assertThat(type().with(both, control(SET, RELEASE, AVAILABLE)).setPoint())
                .isNotNull();

        refused(() -> type().with(List.of(SETS), control(SET, RELEASE, AVAILABLE)), "release that needs no argument");
        refused(() -> type().with(List.of(RELEASES), control(SET, RELEASE, AVAILABLE)), "setPower with a number first");
        refused(() -> type().with(both, control(RELEASE, SET, AVAILABLE)), "with a number first");
        refused(
                () -> type().with(both, control(SET, RELEASE, new SignalName("wind"))),
                "Expected the signal wind among those");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.001, 10, true",
        "1, 1000, 10, true",
        "-0.01, 1, 10, false",
        "1.01, 1, 10, false",
        "NaN, 1, 10, false",
        "0, 0, 10, false",
        "0, 1000.1, 10, false",
        "0, NaN, 10, false",
        "0, 1, 9.999, false",
        "0, 1, 86400, true",
        "0, 1, 86400.001, false"
    })
    void shouldHoldSharesRampsAndFailSafeWithinBounds(double minimum, double ramp, double failSafe, boolean fits) {
        ThrowingCallable making = () -> {
            SetPointControl unused =
                    new SetPointControl(POWER, SET, RELEASE, AVAILABLE, null, minimum, ramp, null, seconds(failSafe));
        };
        if (fits) {
            assertThat(new SetPointControl(
                            POWER, SET, RELEASE, AVAILABLE, null, minimum, ramp, null, seconds(failSafe)))
                    .isNotNull();
        } else {
            refused(making, "Expected ");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 100, true", "10, 90, true", "-1, 90, false", "10, 101, false", "50, 50, false", "NaN, 90, false"})
    void shouldHoldStateOfChargeWithinPercent(double lowest, double highest, boolean fits) {
        ThrowingCallable making = () -> {
            SetPointControl.StateOfCharge unused = new SetPointControl.StateOfCharge(CHARGE, lowest, highest);
        };
        if (fits) {
            assertThat(new SetPointControl.StateOfCharge(CHARGE, lowest, highest).lowest())
                    .isEqualTo(lowest);
        } else {
            refused(making, "Expected 0 <= lowest < highest <= 100");
        }
    }

    private static void refused(ThrowingCallable making, String said) {
        assertThatThrownBy(making)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected ")
                .hasMessageContaining(said);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static SetPointControl control(CommandName sets, CommandName releases, SignalName available) {
        return new SetPointControl(
                POWER,
                sets,
                releases,
                available,
                AVAILABLE,
                0.1,
                0.05,
                new SetPointControl.StateOfCharge(CHARGE, 10, 90),
                Duration.ofSeconds(30));
    }

    private static CommandDefinition command(String name, Parameter... parameters) {
        return new CommandDefinition(new CommandName(name), "Does " + name, List.of(parameters), null);
    }

    private static List<CommandDefinition> commands(int count) {
        return IntStream.range(0, count).mapToObj(i -> command("c" + i)).toList();
    }

    private static Parameter[] parameters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Parameter.text("p" + i, "P"))
                .toArray(Parameter[]::new);
    }

    private static Parameter choices(int count) {
        return Parameter.text(
                "p", "P", IntStream.range(0, count).mapToObj(i -> "c" + i).toArray(String[]::new));
    }

    private static AssetType type() {
        List<Signal> signals = new ArrayList<>();
        for (SignalName name : List.of(POWER, AVAILABLE, CHARGE)) {
            signals.add(Signal.atIntervals(
                    name,
                    "MW",
                    SignalKind.GAUGE,
                    SignConvention.GENERATION,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(7),
                    null,
                    true));
        }
        return new AssetType(new TypeId("wind"), "Wind", Duration.ofSeconds(30), signals);
    }
}
