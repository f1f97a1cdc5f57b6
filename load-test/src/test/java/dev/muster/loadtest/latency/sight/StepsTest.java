package dev.muster.loadtest.latency.sight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.loadtest.bench.RootTotal;
import dev.muster.loadtest.latency.figure.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {
    private static final long BASE = 7_500_000;
    private static final int ASSETS = 3;

    private final Steps steps = new Steps(new RootTotal(BASE, ASSETS));

    @Test
    void shouldCountEachStepOfOneEventWithItsOwnLatency() {
        steps.sending(100);
        steps.sending(130);
        steps.shown(all(200, 2));
        steps.sending(250);
        steps.shown(all(300, 2));
        assertThat(steps.allSeen()).isFalse();
        steps.shown(all(420, 3));

        assertThat(steps.allSeen()).isTrue();
        assertThat(steps.wrong()).isEmpty();
        assertThat(steps.latencies(0, 3)).containsExactly(100, 70, 170);
        assertThat(steps.latencies(2, 3)).containsExactly(170);
    }

    @Test
    void shouldSeeNothingInEventsThatTellNothing() {
        steps.sending(100);
        steps.shown(new RootEvent(200, true, null));
        steps.shown(new RootEvent(300, false, null));
        steps.shown(new RootEvent(400, true, new RootEvent.Shown(BASE + Steps.MICROS, ASSETS, ASSETS - 1)));
        steps.shown(new RootEvent(450, true, new RootEvent.Shown(BASE + Steps.MICROS, ASSETS - 1, ASSETS - 1)));

        assertThat(steps.seen()).isZero();
        assertThat(steps.wrong()).isEmpty();
        // gaps of 100, 100 and 50
        assertThat(steps.stream()).isEqualTo(new Stream(100, 100, 2, 1));

        steps.shown(all(500, 1));
        assertThat(steps.latencies(0, 1)).containsExactly(400);
    }

    /** One of two steps was seen: half a step, none any more, three, less than the base. */
    @ParameterizedTest
    @ValueSource(longs = {BASE + 1_500_000, BASE, BASE + 3_000_000, BASE - 1_000_000, BASE + 999_999})
    void shouldAcceptNoTotalThatNobodySent(long micros) {
        steps.sending(1);
        steps.sending(2);
        steps.shown(all(10, 1));
        steps.shown(new RootEvent(20, true, new RootEvent.Shown(micros, ASSETS, ASSETS)));

        assertThat(steps.wrong())
                .contains(
                        "Expected 7500000 micros and from 1 to 2 steps of 1000000 at the root but it showed " + micros);
        assertThat(steps.seen()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheFirstThatWasWrong() {
        steps.wrong("first");
        steps.wrong("second");

        assertThat(steps.wrong()).contains("first");
    }

    @Test
    void shouldReadWhatTheLiveViewSays() {
        assertThat(
                        RootEvent.parse(
                                5,
                                "rows",
                                "{\"asOf\":\"2030-01-02T03:04:05Z\",\"reset\":true,\"more\":false,\"rows\":[{\"key\":\"missing/x\"},{\"key\":\"total\","
                                        + "\"value\":57.1,\"expected\":20,\"reporting\":19,\"missing\":{\"count\":1}}],\"gone\":[]}"))
                .isEqualTo(new RootEvent(5, true, new RootEvent.Shown(57_100_000, 20, 19)));
        assertThat(RootEvent.parse(5, "rows", "{\"rows\":[],\"gone\":[]}")).isEqualTo(new RootEvent(5, true, null));
        assertThat(RootEvent.parse(5, "unavailable", "{\"status\":503}")).isEqualTo(new RootEvent(5, false, null));
        assertThat(RootEvent.parse(5, "rows", row("null", 2, 0, 2)).total()).isEqualTo(new RootEvent.Shown(0, 2, 0));
    }

    @Test
    void shouldRefuseWhatIsNotAsDocumented() {
        assertThatThrownBy(() -> RootEvent.parse(5, "rows", row("1", 20, 19, 0)))
                .hasMessageContaining("Expected everybody to report or to be missing");
        assertThatThrownBy(() -> RootEvent.parse(5, "rows", row("\"1\"", 20, 19, 1)))
                .hasMessageContaining("Expected a value");
        assertThatThrownBy(() -> RootEvent.parse(5, "other", "{}"))
                .hasMessageContaining("Expected rows but got 'other'");
        assertThatThrownBy(() -> RootEvent.parse(5, "rows", "{")).hasMessageContaining("Expected JSON");
    }

    private static String row(String value, int expected, int reporting, int missing) {
        return "{\"rows\":[{\"key\":\"total\",\"value\":%s,\"expected\":%d,\"reporting\":%d,\"missing\":{\"count\":%d}}]}"
                .formatted(value, expected, reporting, missing);
    }

    private static RootEvent all(long nanos, int steps) {
        return new RootEvent(nanos, true, new RootEvent.Shown(BASE + steps * Steps.MICROS, ASSETS, ASSETS));
    }
}
