package dev.muster.twinservice.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePositionTest {
    @Test
    void shouldReadWhatItWrote() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            LivePosition position =
                    new LivePosition(random.nextLong(), random.nextLong() >>> 1, random.nextInt() & Integer.MAX_VALUE);

            assertThat(position.text()).matches("[0-9a-z.]+");
            assertThat(LivePosition.parse(position.text())).contains(position);
        }
        LivePosition last = new LivePosition(-1, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(LivePosition.parse(last.text())).contains(last);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "1.2",
                "1.2.3.4",
                "1..3",
                "1.2.",
                "1.-2.3",
                "1.+2.3",
                "01.2.3",
                "1.02.3",
                "1.2.3 ",
                " 1.2.3",
                "1.2.3\n",
                "A.2.3",
                "1.2.3\u0000",
                "1.٣.3",
                "zzzzzzzzzzzzz.2.3",
                "1.zzzzzzzzzzzzz.3",
                "1.2.1y2p0ij32e8e8",
                "11111111111111.2.3"
            })
    void shouldKnowNothingElse(String text) {
        assertThat(LivePosition.parse(text)).isEmpty();
    }

    @Test
    void shouldNotChokeOnLongText() {
        assertThat(LivePosition.parse("1.".repeat(100_000))).isEmpty();
    }
}
