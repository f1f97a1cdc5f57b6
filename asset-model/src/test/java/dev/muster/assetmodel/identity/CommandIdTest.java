package dev.muster.assetmodel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandIdTest {
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final GroupKey GROUP = new GroupKey(new HierarchyId("geography"), new GroupId("north"));

    /** Were it to become another, a key that was used before an upgrade would send again. */
    @Test
    void shouldNameSameCommandForEver() {
        assertThat(CommandId.of(ASSET, "night-shift-1")).hasToString("cdf819056135ffeff30d02c663b35f3c");
        assertThat(CommandId.of(GROUP, "night-shift-1")).hasToString("16f96064d97314374fd8abec536d2b80");
    }

    @Test
    void shouldTellAssetsGroupsAndKeysApart() {
        Set<CommandId> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(CommandId.of(ASSET, "key-" + i));
            ids.add(CommandId.of(GROUP, "key-" + i));
            ids.add(CommandId.of(new AssetId("WT-" + i), "key"));
        }
        ids.add(CommandId.of(new AssetId("geography"), "key-1"));

        assertThat(ids).hasSize(3_001);
    }

    @Test
    void shouldTakeAnyPrintableKey() {
        assertThat(CommandId.of(ASSET, "Schlüssel \" <1>")).isEqualTo(CommandId.of(ASSET, "Schlüssel \" <1>"));
    }

    @Test
    void shouldSayWhatWasExpected() {
        assertThatThrownBy(() -> new CommandId("a b")).hasMessageContaining("Expected a command id");
        assertThatThrownBy(() -> new CommandName("")).hasMessageContaining("Expected a command name");
    }
}
