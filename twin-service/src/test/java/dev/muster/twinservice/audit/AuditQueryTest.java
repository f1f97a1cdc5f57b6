package dev.muster.twinservice.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditQueryTest {
    private static final Instant T = Instant.parse("2030-01-02T03:04:05.006Z");

    @Test
    void shouldTakeRangesAndLimitsUpToTheirBounds() {
        Duration longest = AuditQuery.RANGE_MAX;

        assertThat(AuditQuery.rejection(T, T, 1)).isNull();
        assertThat(AuditQuery.rejection(T.minus(longest), T, 1_000)).isNull();
        assertThat(AuditQuery.rejection(T.minus(longest).minusNanos(1), T, 1)).startsWith("Expected a range");
        assertThat(AuditQuery.rejection(T.plusNanos(1), T, 1)).startsWith("Expected 'from'");
        assertThat(AuditQuery.rejection(T, T, 0)).startsWith("Expected a limit from 1 to 1000");
        assertThat(AuditQuery.rejection(T, T, 1_001)).startsWith("Expected a limit");
        assertThat(AuditQuery.rejection(Instant.MAX, Instant.MAX, 1)).startsWith("Expected times");
        assertThat(AuditQuery.rejection(Instant.MIN, Instant.MIN, 1)).startsWith("Expected times");
    }

    @Test
    void shouldReadItsOwnCursors() {
        AuditPosition position = new AuditPosition(T.plusNanos(7), new AssetId("W/HOE#1"), new CommandId("3f"));

        assertThat(AuditPosition.parse(position.cursor())).isEqualTo(position);
        assertThat(position.acceptedAt()).isEqualTo(T);
        assertThat(position.cursor()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "1", "1|a", "1|a|b|c", "x|a|b", "1||b", "1|a b|c", "9223372036854775807|a|b"})
    void shouldRefuseOtherCursors(String text) {
        String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        for (String cursor : new String[] {encoded, text}) {
            assertThatThrownBy(() -> AuditPosition.parse(cursor))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Expected a cursor");
        }
    }

    /** They are part of every key that is stored. */
    @Test
    void shouldKeepTheKeysOfLists() {
        assertThat(new AuditQuery.OfAsset(new AssetId("a"))).hasToString("asset|a");
        assertThat(new AuditQuery.OfGroup(GroupKey.parse("regions|north"))).hasToString("group|regions|north");
        assertThat(new AuditQuery.ByPrincipal(new Principal("ops"))).hasToString("principal|ops");
        assertThat(AuditShard.of(new AssetId("WT-07"))).isEqualTo(12);
        assertThat(AuditShard.of(new AssetId("W/HOE#1"))).isEqualTo(7);
        assertThat(AuditQuery.day(T)).isEqualTo(21_916);
        assertThat(AuditQuery.day(Instant.ofEpochMilli(-1))).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"retention,-1s", "retention,1500ms", "retention,6936d", "reads-at-once,0", "reads-at-once,257"})
    void shouldRefuseSettingsOutOfBounds(String key, String value) {
        assertThatThrownBy(() ->
                        AuditSettings.from(ConfigFactory.parseString("muster.command.audit." + key + " = " + value)
                                .withFallback(ConfigFactory.defaultReference())
                                .resolve()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("muster.command.audit." + key);
    }

    @Test
    void shouldKeepCommandsForEverByDefault() {
        assertThat(AuditSettings.from(ConfigFactory.defaultReference().resolve()))
                .isEqualTo(new AuditSettings(Duration.ZERO, 32));
    }
}
