package dev.muster.loadtest.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OptionTest {
    @Test
    void shouldTakeValuesThatFollowAndValuesThatAreJoined() {
        Iterator<Option> options = Option.in(
                        List.of("--nodes", "3", "--dir=/data/x=y/..", "--set", "a.b=c=d", "-h", "loose"))
                .iterator();

        Option nodes = options.next();
        assertThat(nodes.name()).isEqualTo("--nodes");
        assertThat(nodes.number(1, 3)).isEqualTo(3);
        assertThat(options.next().directory()).isEqualTo(Path.of("/data"));
        Map<String, String> settings = new TreeMap<>(Map.of("x", "y"));
        options.next().putInto(settings);
        assertThat(settings).isEqualTo(Map.of("x", "y", "a.b", "c=d"));
        assertThat(options.next().flag()).isTrue();
        assertThat(options.next().unknown())
                .hasMessage("Expected one of the options that --help lists but got 'loose'");
        assertThat(options).isExhausted();
    }

    @Test
    void shouldReadWhatStandsBetweenCommas() {
        assertThat(list("3, 1,3")).containsExactly(3, 1, 3);
        assertThat(distinct("3, 1")).containsExactly(3, 1);
    }

    @Test
    void shouldSayWhatIsExpected() {
        refuses("Expected a value after --dir", Option::text, "--dir");
        refuses("Expected a whole number from 1 to 9 after --nodes but got '10'", o -> o.number(1, 9), "--nodes", "10");
        refuses("Expected a whole number from 1 to 9 after --nodes but got 'x'", o -> o.number(1, 9), "--nodes=x");
        refuses("Expected a directory after --dir but got ''", Option::directory, "--dir=");
        refuses("Expected no value after --back but got 'yes'", Option::flag, "--back=yes");
        refuses("Expected KEY=VALUE after --set but got '=v'", o -> o.putInto(new TreeMap<>()), "--set", "=v");
        refuses(
                "Expected a whole number from 1 to 9 after --n but got ''",
                o -> o.list(n -> o.number(n, 1, 9)),
                "--n",
                "1,");
        refuses("Expected each of --n once but got '3, 3'", o -> o.distinct(n -> o.number(n, 1, 9)), "--n", "3, 3");
    }

    private static List<Integer> list(String numbers) {
        Option option = Option.in(List.of("--n", numbers)).iterator().next();
        return option.list(text -> option.number(text, 1, 9));
    }

    private static List<Integer> distinct(String numbers) {
        Option option = Option.in(List.of("--n=" + numbers)).iterator().next();
        return option.distinct(text -> option.number(text, 1, 9));
    }

    private static void refuses(String message, Consumer<Option> ask, String... arguments) {
        Option option = Option.in(List.of(arguments)).iterator().next();
        assertThatThrownBy(() -> ask.accept(option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
