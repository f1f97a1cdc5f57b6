package dev.muster.assetmodel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"WT-07", "TARONG#2", "W/HOE#1", "N-Q-MNSP1", "a"})
    void shouldTakeTheIdsOfRealRegisters(String id) {
        assertThat(new AssetId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a|b", "ä", "a\nb", "<img>", "a%2F"})
    void shouldSayWhatWasExpectedOfAnId(String id) {
        assertThatThrownBy(() -> new AssetId(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected an asset id");
    }

    @Test
    void shouldHold128CharactersAndNotOneMore() {
        assertThat(new AssetId("x".repeat(128)).value()).hasSize(128);
        assertThatThrownBy(() -> new AssetId("x".repeat(129))).hasMessageContaining("one of 129 characters");
    }

    @Test
    void shouldSurviveAsMapKeyAndValue() throws Exception {
        Map<AssetId, GroupKey> map = Map.of(new AssetId("WT-07"), GroupKey.root(new HierarchyId("geography")));

        String written = json.writeValueAsString(map);

        assertThat(written).isEqualTo("{\"WT-07\":\"geography|root\"}");
        assertThat(json.readValue(written, new TypeReference<Map<AssetId, GroupKey>>() {}))
                .isEqualTo(map);
    }
}
