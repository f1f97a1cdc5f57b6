package dev.muster.twinservice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAnswerTest {
    @Test
    void shouldTellWhoIsUp() {
        String answer = """
                {"seedNodes":[
                  {"node":"akka://muster@127.0.0.1:1","nodeUid":-5,"roles":["dc-default"],"status":"Up"},
                  {"node":"akka://muster@127.0.0.1:2","nodeUid":6,"roles":["dc-default"],"status":"Joining"}],
                 "selfNode":"akka://muster@127.0.0.1:1"}
                """;

        assertThat(PeerAnswer.parse(answer)).hasValue(new PeerAnswer(Set.of("akka://muster@127.0.0.1:1#-5")));
    }

    @Test
    void shouldTellThatThereIsNoClusterYet() {
        assertThat(PeerAnswer.parse("{\"seedNodes\":[],\"selfNode\":\"akka://muster@127.0.0.1:1\"}"))
                .hasValue(new PeerAnswer(Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"seedNodes\":7}", "[]"})
    void shouldTakeNothingElseForAnAnswer(String text) {
        assertThat(PeerAnswer.parse(text)).isEmpty();
    }
}
