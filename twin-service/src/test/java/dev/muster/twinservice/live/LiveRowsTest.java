package dev.muster.twinservice.live;

import static dev.muster.twinservice.live.ScriptedSource.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveRowsTest {
    private static final Instant AS_OF = ManualClock.START;
    private static final int ALL = 1_000;

    private final LiveRows rows = new LiveRows(7, 2);

    @Test
    void shouldTellEverythingToWhoBeginsAnew() {
        rows.replaceAll(AS_OF, rows("a", 1, "b", 2));

        LiveAnswer.Rows answer = rows.after(null, ALL);

        assertThat(answer.asOf()).isEqualTo(AS_OF);
        assertThat(answer.reset()).isTrue();
        assertThat(answer.more()).isFalse();
        assertThat(answer.rows()).isEqualTo(rows("a", 1, "b", 2));
        assertThat(answer.gone()).isEmpty();
    }

    @Test
    void shouldTellOnlyWhatChangedSince() {
        rows.replaceAll(AS_OF, rows("a", 1, "b", 2, "c", 3));
        LivePosition before = rows.after(null, ALL).next();
        rows.replaceAll(AS_OF.plusSeconds(1), rows("a", 1, "b", 5, "d", 4));

        LiveAnswer.Rows answer = rows.after(before, ALL);

        assertThat(answer.asOf()).isEqualTo(AS_OF.plusSeconds(1));
        assertThat(answer.reset()).isFalse();
        assertThat(answer.rows()).isEqualTo(rows("b", 5, "d", 4));
        assertThat(answer.gone()).containsExactly("c");
        assertThat(rows.after(answer.next(), ALL).isNews()).isFalse();
    }

    @Test
    void shouldConflateForWhoComesLate() {
        rows.replaceAll(AS_OF, rows("a", 0, "b", 0));
        LivePosition before = rows.after(null, ALL).next();
        for (int i = 1; i <= 10_000; i++) {
            rows.replaceAll(AS_OF, rows("a", i, "b", 0, "c", i % 2));
        }

        assertThat(rows.after(before, ALL).rows()).isEqualTo(rows("a", 10_000, "c", 0));
    }

    @Test
    void shouldTellInParts() {
        rows.replaceAll(AS_OF, rows("a", 1, "b", 2, "c", 3));

        LiveAnswer.Rows first = rows.after(null, 2);
        LiveAnswer.Rows second = rows.after(first.next(), 2);

        assertThat(first.rows()).isEqualTo(rows("a", 1, "b", 2));
        assertThat(first.reset()).isTrue();
        assertThat(first.more()).isTrue();
        assertThat(second.rows()).isEqualTo(rows("c", 3));
        assertThat(second.reset()).isFalse();
        assertThat(second.more()).isFalse();
    }

    @Test
    void shouldTellOfRowThatWentAndCameBackOnlyThatItIsThere() {
        rows.replaceAll(AS_OF, rows("a", 1));
        LivePosition before = rows.after(null, ALL).next();
        rows.replaceAll(AS_OF, List.of());
        rows.replaceAll(AS_OF, rows("a", 1));

        LiveAnswer.Rows answer = rows.after(before, ALL);

        assertThat(answer.rows()).isEqualTo(rows("a", 1));
        assertThat(answer.gone()).isEmpty();
    }

    @Test
    void shouldBeginAnewWithWhoDidNotSeeGoneKeyThatIsNotKept() {
        rows.replaceAll(AS_OF, rows("a", 1, "b", 2, "c", 3, "d", 4));
        LivePosition before = rows.after(null, ALL).next();
        rows.replaceAll(AS_OF, rows("c", 3, "d", 4));

        // As many are kept as went away.
        assertThat(rows.after(before, ALL).reset()).isFalse();
        assertThat(rows.after(before, ALL).gone()).containsExactlyInAnyOrder("a", "b");

        rows.replaceAll(AS_OF, rows("d", 4));

        assertThat(rows.after(before, ALL).reset()).isTrue();
        assertThat(rows.after(before, ALL).rows()).isEqualTo(rows("d", 4));
    }

    @Test
    void shouldEndBeginningAnewThoughGoneKeysWereDroppedLongBefore() {
        rows.replaceAll(AS_OF, rows("a", 1, "b", 2));
        rows.replaceAll(AS_OF, rows("a", 1, "b", 2, "x", 1, "y", 1, "z", 1));
        rows.replaceAll(AS_OF, rows("a", 1, "b", 2));

        LiveAnswer.Rows first = rows.after(null, 1);
        LiveAnswer.Rows second = rows.after(first.next(), 1);

        assertThat(first.rows()).isEqualTo(rows("a", 1));
        assertThat(second.reset()).isFalse();
        assertThat(second.rows()).isEqualTo(rows("b", 2));
        assertThat(second.more()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"8, 3, 0", "7, 4, 0", "7, 3, 4", "-7, 0, 0"})
    void shouldBeginAnewWithPositionThatItNeverGave(long incarnation, long sequence, long since) {
        rows.replaceAll(AS_OF, rows("a", 1, "b", 2, "c", 3));

        LiveAnswer.Rows answer = rows.after(new LivePosition(incarnation, sequence, since), ALL);

        assertThat(answer.reset()).isTrue();
        assertThat(answer.rows()).hasSize(3);
        assertThat(rows.after(new LivePosition(7, 3, 3), ALL).reset()).isFalse();
    }

    @Test
    void shouldTakeLastOfTwoRowsWithOneKey() {
        rows.replaceAll(AS_OF, rows("a", 1, "a", 2));

        assertThat(rows.after(null, ALL).rows()).isEqualTo(rows("a", 2));
    }

    @Test
    void shouldMakeTextOfRowThatDidNotChangeOnce() {
        rows.replaceAll(AS_OF, rows("a", 1));
        byte[] text = rows.after(null, ALL).rows().get(0).text(fields -> new byte[1]);
        rows.replaceAll(AS_OF, rows("a", 1));

        assertThat(rows.after(null, ALL).rows().get(0).text(fields -> new byte[2]))
                .isSameAs(text);
    }
}
