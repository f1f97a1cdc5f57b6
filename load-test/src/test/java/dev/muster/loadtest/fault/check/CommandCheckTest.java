package dev.muster.loadtest.fault.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.loadtest.fault.check.Breach.Kind;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CommandCheckTest {
    private static final Instant DUE = Instant.parse("2030-01-02T03:04:20Z");
    private static final Effects ONCE = new Effects(List.of(7L), DUE.minusSeconds(10));
    private static final CommandEnd UNKNOWN = new CommandEnd(false, "", new TreeSet<>(), null);

    @Test
    void shouldPassWhatWasDoneOnceAndEndedOnce() {
        assertThat(CommandCheck.breaches(given(true, ""), ONCE, ended("succeeded")))
                .isEmpty();
    }

    @Test
    void shouldPassWhatNobodyTookAndNobodyDid() {
        assertThat(CommandCheck.breaches(given(false, ""), Effects.NONE, UNKNOWN))
                .isEmpty();
    }

    @Test
    void shouldPassWhatExpiredUndoneOrWasAnsweredTooLate() {
        assertThat(CommandCheck.breaches(given(true, ""), Effects.NONE, ended("expired")))
                .isEmpty();
        assertThat(CommandCheck.breaches(given(true, ""), new Effects(List.of(7L), DUE), ended("expired")))
                .isEmpty();
    }

    @Test
    void shouldNameSecondEffect() {
        Effects twice = new Effects(List.of(7L, 8L), DUE.minusSeconds(10));

        assertThat(CommandCheck.breaches(given(true, ""), twice, ended("succeeded")))
                .singleElement()
                .satisfies(breach -> {
                    assertThat(breach.kind()).isEqualTo(Kind.COMMAND_TWICE);
                    assertThat(breach.what()).contains("key-1", "told 2 times", "[7, 8]", "sent 3 times");
                });
    }

    @Test
    void shouldNameCommandThatWasForgotten() {
        assertThat(kinds(given(true, ""), Effects.NONE, UNKNOWN)).containsExactly(Kind.COMMAND_WITHOUT_END);
        assertThat(kinds(given(false, ""), ONCE, UNKNOWN)).containsExactly(Kind.COMMAND_WITHOUT_END);
    }

    @Test
    void shouldNameCommandWithoutEnd() {
        CommandEnd open = new CommandEnd(true, "sent", new TreeSet<>(), DUE);

        assertThat(CommandCheck.breaches(given(true, ""), ONCE, open))
                .singleElement()
                .satisfies(breach -> assertThat(breach.toString()).contains("COMMAND_WITHOUT_END", "stands at sent"));
    }

    @Test
    void shouldNameSecondEnd() {
        CommandEnd both = new CommandEnd(true, "failed", new TreeSet<>(List.of("failed", "succeeded")), DUE);

        assertThat(kinds(given(true, ""), ONCE, both)).containsExactly(Kind.COMMAND_ENDS_DIFFER);
    }

    @Test
    void shouldNameEndThatTheDeviceContradicts() {
        assertThat(kinds(given(true, ""), Effects.NONE, ended("succeeded"))).containsExactly(Kind.COMMAND_ENDS_DIFFER);
        assertThat(kinds(given(true, ""), ONCE, ended("refused"))).containsExactly(Kind.COMMAND_ENDS_DIFFER);
        assertThat(kinds(given(true, ""), ONCE, ended("cancelled"))).containsExactly(Kind.COMMAND_ENDS_DIFFER);
        assertThat(kinds(given(true, ""), new Effects(List.of(7L), DUE.minusMillis(1)), ended("expired")))
                .containsExactly(Kind.COMMAND_ENDS_DIFFER);
    }

    @Test
    void shouldNameCorrectCommandThatWasTurnedDown() {
        assertThat(CommandCheck.breaches(given(false, "404: no such asset"), Effects.NONE, UNKNOWN))
                .singleElement()
                .satisfies(
                        breach -> assertThat(breach.toString()).contains("COMMAND_TURNED_DOWN", "404: no such asset"));
    }

    private static List<Kind> kinds(GivenCommand given, Effects effects, CommandEnd end) {
        return CommandCheck.breaches(given, effects, end).stream()
                .map(Breach::kind)
                .toList();
    }

    private static CommandEnd ended(String how) {
        return new CommandEnd(true, how, new TreeSet<>(List.of(how)), DUE);
    }

    private static GivenCommand given(boolean taken, String turnedDown) {
        AssetId asset = new AssetId("WT-1");
        return new GivenCommand(CommandId.of(asset, "key-1"), asset, "key-1", taken, 3, turnedDown);
    }
}
