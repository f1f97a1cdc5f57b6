package dev.muster.loadtest.run.paste;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.loadtest.client.StubMuster;
import dev.muster.loadtest.client.StubMuster.Answer;
import dev.muster.loadtest.client.StubMuster.Request;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands are run by a real shell, as somebody would who pastes them. */
class OwnSetPointTest {
    private static final GroupKey GROUP = new GroupKey(new HierarchyId("technology"), new GroupId("wind.north"));

    @Test
    void shouldSetAskAndRelease() throws Exception {
        assumeTrue(succeeds("command -v curl"), "curl is not installed: the commands to paste need it");
        try (StubMuster stub = new StubMuster(request -> new Answer(200, "{}"))) {
            for (String command : OwnSetPoint.commands(stub.uri(), GROUP, new BigDecimal("30"))) {
                assertThat(succeeds(command.replace("sleep 10; ", "")))
                        .as(command)
                        .isTrue();
            }

            List<Request> requests = stub.requests();
            String group = "/v1/hierarchies/technology/groups/wind.north";
            assertThat(requests)
                    .extracting(request -> request.method() + " " + request.path())
                    .containsExactly(
                            "PUT " + group + "/set-point",
                            "GET " + group + "/aggregate?signal=power",
                            "DELETE " + group + "/set-point");
            JsonNode body = new ObjectMapper().readTree(requests.get(0).body());
            assertThat(body.path("signal").asText()).isEqualTo("power");
            assertThat(body.path("value").isNumber()).isTrue();
            assertThat(body.path("value").asInt()).isEqualTo(30);
        }
    }

    private static boolean succeeds(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return shell.waitFor() == 0;
    }
}
