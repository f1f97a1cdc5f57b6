package dev.muster.assetmodel.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit just below and just above it, for every kind of parameter. */
class ArgumentRulesTest {
    private static final SignalName POWER = new SignalName("power");
    private static final Parameter MEGAWATTS =
            Parameter.number("megawatts", "Power", "MW", new Range(-2, 3.5)).within(POWER);
    private static final Parameter STEP =
            new Parameter("step", "Step", Parameter.Kind.INTEGER, null, new Range(1, 5), null, List.of(), false);
    private static final Parameter MODE = Parameter.text("mode", "Mode", "eco", "full");
    private static final Parameter NOTE = Parameter.text("note", "Note");
    private static final Parameter FAST =
            new Parameter("fast", "Fast", Parameter.Kind.FLAG, null, null, null, List.of(), true);

    @ParameterizedTest
    @CsvSource({"-2, true", "-2.0000001, false", "3.5, true", "3.5000001, false", "0, true", "3.50, true"})
    void shouldHoldNumberWithinRange(BigDecimal number, boolean fits) {
        assertThat(check(MEGAWATTS, new Argument.Number(number), Map.of()).isEmpty())
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"-0.5, true", "-0.5000001, false", "2.5, true", "2.5000001, false"})
    void shouldHoldNumberWithinLimitsOfAsset(BigDecimal number, boolean fits) {
        Map<SignalName, Range> limits = Map.of(POWER, new Range(-0.5, 2.5));

        assertThat(check(MEGAWATTS, new Argument.Number(number), limits).isEmpty())
                .isEqualTo(fits);
    }

    /** Limits that are wider than what the command takes widen nothing; those of another signal say nothing. */
    @Test
    void shouldHoldNumberWithinBothRangeAndLimits() {
        Map<SignalName, Range> limits = Map.of(POWER, new Range(-9, 9), new SignalName("energy"), new Range(0, 1));

        assertThat(check(MEGAWATTS, Argument.of(3.5), limits)).isEmpty();
        assertThat(check(MEGAWATTS, Argument.of(3.6), limits)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0, false", "5, true", "6, false", "2.5, false", "2.0, true"})
    void shouldTakeOnlyWholeNumbersAsInteger(BigDecimal number, boolean fits) {
        assertThat(check(STEP, new Argument.Number(number), Map.of()).isEmpty()).isEqualTo(fits);
    }

    @Test
    void shouldTakeTextUpToItsLengthAndOnlyChoices() {
        assertThat(check(NOTE, Argument.of("x".repeat(256)), Map.of())).isEmpty();
        assertThat(check(NOTE, Argument.of("x".repeat(257)), Map.of())).hasSize(1);
        assertThat(check(NOTE, Argument.of(""), Map.of())).hasSize(1);
        assertThat(check(MODE, Argument.of("eco"), Map.of())).isEmpty();
        assertThat(check(MODE, Argument.of("Eco"), Map.of())).hasSize(1);
    }

    @Test
    void shouldTakeNoOtherKind() {
        Argument number = Argument.of(2);
        Argument text = Argument.of("2");
        Argument flag = new Argument.Flag(true);

        assertThat(fitting(MEGAWATTS, number, text, flag)).containsExactly(number);
        assertThat(fitting(STEP, number, text, flag)).containsExactly(number);
        assertThat(fitting(NOTE, number, text, flag)).containsExactly(text);
        assertThat(fitting(FAST, number, text, flag)).containsExactly(flag);
    }

    @Test
    void shouldNameEachFieldThatIsWrongAndWhatWasExpectedOfIt() {
        CommandDefinition command =
                new CommandDefinition(new CommandName("run"), "Run", List.of(MEGAWATTS, STEP, MODE, NOTE, FAST), null);
        Map<String, Argument> given = new TreeMap<>(Map.of(
                "megawatts", Argument.of(30),
                "mode", Argument.of("x".repeat(200)),
                "fast", Argument.of("yes"),
                "colour", Argument.of("green")));

        List<Violation> violations =
                ArgumentRules.check(command, new Arguments(given), Map.of(POWER, new Range(0, 2.5)));

        assertThat(violations)
                .containsExactly(
                        new Violation(
                                "arguments.megawatts",
                                "Expected a number from -2 to 3.5 MW, within the asset's limits 0 to 2.5 but got '30'"),
                        new Violation("arguments.step", "Expected a whole number from 1 to 5 but it is missing"),
                        new Violation(
                                "arguments.mode", "Expected one of eco, full but got '" + "x".repeat(80) + "...'"),
                        new Violation("arguments.note", "Expected a text of 1 to 256 characters but it is missing"),
                        new Violation("arguments.fast", "Expected true or false but got 'yes'"),
                        new Violation(
                                "arguments.colour",
                                "Expected only megawatts, step, mode, note, fast but got 'colour'"));
    }

    @Test
    void shouldTakeNothingWhereNothingIsAskedForAndNothingWhereAllIsOptional() {
        CommandDefinition stop = new CommandDefinition(new CommandName("stop"), "Stop", List.of(), null);
        CommandDefinition start = new CommandDefinition(new CommandName("start"), "Start", List.of(FAST), null);

        assertThat(ArgumentRules.check(stop, Arguments.NONE, Map.of())).isEmpty();
        assertThat(ArgumentRules.check(start, Arguments.NONE, Map.of())).isEmpty();
        assertThat(ArgumentRules.check(stop, new Arguments(Map.of("x", Argument.of(1))), Map.of()))
                .containsExactly(new Violation("arguments.x", "Expected no argument but got 'x'"));
    }

    @Test
    void shouldTakeNumbersByValueAndNotWithoutBounds() {
        assertThat(Argument.of(30.0))
                .isEqualTo(new Argument.Number(new BigDecimal("30")))
                .hasToString("Number[value=30]");
        assertThat(new Argument.Number(new BigDecimal("1e39")).shown()).hasSize(40);
        assertThatThrownBy(() -> new Argument.Number(new BigDecimal("1e41"))).hasMessageContaining("Expected a number");
        assertThatThrownBy(() -> new Argument.Number(new BigDecimal("1e-41")))
                .hasMessageContaining("at most 40 digits");
    }

    private static List<Argument> fitting(Parameter parameter, Argument... arguments) {
        return List.of(arguments).stream()
                .filter(argument -> check(parameter, argument, Map.of()).isEmpty())
                .toList();
    }

    private static List<Violation> check(Parameter parameter, Argument argument, Map<SignalName, Range> limits) {
        CommandDefinition command = new CommandDefinition(new CommandName("do"), "Do", List.of(parameter), null);
        return ArgumentRules.check(command, new Arguments(Map.of(parameter.name(), argument)), limits);
    }
}
