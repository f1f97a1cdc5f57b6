package dev.muster.twinservice.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.twinservice.http.RunningServer.Answer;

/** What every refusal of a request has in common. */
final class Refusals {
    private Refusals() {}

    static void assertRefused(Answer answer, int status, String field, String expected) {
        assertRefused(answer, status);
        assertThat(answer.json().path("field").asText()).as(answer.body()).isEqualTo(field);
        assertThat(answer.json().path("detail").textValue()).contains(expected);
    }

    static void assertRefused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").intValue()).isEqualTo(status);
        assertThat(answer.json().path("type").textValue()).startsWith("/problems/");
        assertThat(answer.json().path("detail").textValue())
                .startsWith("Expected")
                .doesNotContain("dev.muster", "java.", "jackson")
                .doesNotContainPattern("[A-Z]\\w*Exception");
    }
}
