package dev.muster.twinservice.groupcommand.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static String kept(String detail) {
        return new Standing(MemberStatus.FAILED, 1, detail).detail();
    }

    @Test
    void shouldKeepDetailsUpToTheLimit() {
        String fits = "x".repeat(Standing.DETAIL_LENGTH_MAX);

        assertThat(kept(fits)).isEqualTo(fits);
        assertThat(kept(fits + "x")).hasSize(Standing.DETAIL_LENGTH_MAX).endsWith("x...");
    }

    @Test
    void shouldNeverCutThroughACharacter() {
        for (int before = 0; before < 4; before++) {
            String cut = kept("x".repeat(before) + "\uD83C\uDF2A".repeat(Standing.DETAIL_LENGTH_MAX));

            assertThat(cut).hasSizeLessThanOrEqualTo(Standing.DETAIL_LENGTH_MAX);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut)).isTrue();
        }
    }
}
