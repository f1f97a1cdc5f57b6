package dev.muster.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.loadtest.model.ModelPlan;
import dev.muster.loadtest.service.ServiceFailure;
import org.junit.jupiter.api.Test;

class FleetImportTest {
    @Test
    void shouldBringAnAssetAsALineWithItsGroups() throws JsonProcessingException {
        ModelPlan plan = BenchModel.part(1_250, 1_001, 1_002, 1);

        assertThat(plan.assets()).hasSize(1);
        assertThat(FleetImport.line(plan.assets().get(0)))
                .isEqualTo(
                        "{\"entity\":\"asset\",\"id\":\"unit-1001\",\"name\":\"unit-1001\",\"type\":\"throughput-unit\","
                                + "\"placements\":{\"geography\":\"leaf-10\",\"technology\":\"leaf-0\"}}");
    }

    @Test
    void shouldTakeNoImportThatLeftSomebodyOut() throws JsonProcessingException {
        assertThatCode(() -> FleetImport.requireAll(job(7), 7)).doesNotThrowAnyException();
        JsonNode one = job(6);
        assertThatThrownBy(() -> FleetImport.requireAll(one, 7))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("import of 7 assets")
                .hasMessageContaining("\"failed\":1");
    }

    private static JsonNode job(int created) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree("{\"state\":\"succeeded\",\"lines\":{\"created\":%d,\"failed\":1}}".formatted(created));
    }
}
