package dev.muster.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingCursorTest {
    private static final GroupKey ROOT = GroupKey.root(new HierarchyId("geography"));
    private static final GroupKey NORTH = new GroupKey(new HierarchyId("geography"), new GroupId("north/#1"));

    @Test
    void shouldReadWhatItWrote() {
        MissingCursor cursor = new MissingCursor(List.of(ROOT, NORTH), new AssetId("TARONG#2"));

        assertThat(MissingCursor.parse(cursor.asText(), ROOT)).contains(cursor);
    }

    @Test
    void shouldReadAPlaceBeforeTheFirstMember() {
        MissingCursor cursor = new MissingCursor(List.of(ROOT), null);

        assertThat(MissingCursor.parse(cursor.asText(), ROOT)).contains(cursor);
    }

    @Test
    void shouldBeUrlSafe() {
        assertThat(new MissingCursor(List.of(ROOT, NORTH), new AssetId("???>>>".replaceAll("[?>]", "~"))).asText())
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void shouldRefuseACursorOfAnotherGroup() {
        String cursor = new MissingCursor(List.of(ROOT, NORTH), new AssetId("a")).asText();

        assertThat(MissingCursor.parse(cursor, NORTH)).isEmpty();
        assertThat(MissingCursor.parse(cursor, GroupKey.root(new HierarchyId("technology"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "2|geography|a|root",
                "1|geography|a",
                "1||a|root",
                "1|geography|a b|root",
                "1|geography|a|"
            })
    void shouldRefuseWhatNobodyWrote(String text) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertThat(MissingCursor.parse(encoded, ROOT)).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotBase64OrTooLong() {
        assertThat(MissingCursor.parse("%%%", ROOT)).isEmpty();
        assertThat(MissingCursor.parse("A".repeat(12_001), ROOT)).isEmpty();
    }
}
