package dev.muster.twinservice.http.origin;

import static dev.muster.twinservice.http.Endpoint.get;
import static dev.muster.twinservice.http.Endpoint.post;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No page but ours has a browser write. */
class OriginsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // site, origin, host, foreign
                "-, -, muster:8080, false",
                "same-origin, http://muster:8080, muster:8080, false",
                "none, -, muster:8080, false",
                "same-origin, http://muster, proxied:8080, false",
                "same-site, http://other.example, muster:8080, true",
                "cross-site, http://evil.example, muster:8080, true",
                "CROSS-SITE, -, muster:8080, true",
                "-, http://muster:8080, muster:8080, false",
                "-, http://MUSTER:8080, muster:8080, false",
                "-, https://muster:8080, muster:8080, false",
                "-, http://muster:8081, muster:8080, true",
                "-, http://evil.example, muster:8080, true",
                "-, http://muster:8080.evil.example, muster:8080, true",
                "-, null, muster:8080, true",
                "-, 'not a uri', muster:8080, true"
            })
    void shouldTellOursFromForeign(String site, String origin, String host, boolean isForeign) {
        List<RawHeader> headers = new ArrayList<>();
        Map.of("Sec-Fetch-Site", shown(site), "Origin", shown(origin), "Host", shown(host))
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        headers.add(RawHeader.create(name, value));
                    }
                });

        assertThat(Origins.foreign(HttpRequest.POST("/v1/x").addHeaders(List.copyOf(headers)))
                        .isPresent())
                .isEqualTo(isForeign);
    }

    private static String shown(String text) {
        return text == null ? "" : text;
    }

    @Test
    void shouldRefuseToWriteForAForeignPageAndLetItReadNothing() throws IOException {
        List<String> written = new ArrayList<>();
        try (RunningServer server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))) {
            server.open(List.of(
                    post("/v1/x", call -> {
                        written.add("x");
                        return completedFuture(Json.ok(Map.of()));
                    }),
                    get("/v1/x", call -> completedFuture(Json.ok(Map.of())))));

            assertThat(raw(server, "POST", "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403")
                    .contains("/problems/foreign-origin", "http://evil.example")
                    .doesNotContain("Access-Control-Allow-Origin");
            assertThat(written).isEmpty();
            assertThat(raw(server, "GET", "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("Access-Control-Allow-Origin");
            assertThat(raw(server, "POST", "Origin: http://muster")).startsWith("HTTP/1.1 200");
            assertThat(raw(server, "POST", "X-None: none")).startsWith("HTTP/1.1 200");
            assertThat(written).hasSize(2);
        }
    }

    /** Clients of Java do not let a program choose these headers. */
    private static String raw(RunningServer server, String method, String header) throws IOException {
        try (Socket socket =
                new Socket(server.address().getHostString(), server.address().getPort())) {
            String request =
                    "%s /v1/x HTTP/1.1\r\nHost: muster\r\nContent-Length: 2\r\nConnection: close\r\n%s\r\n\r\n{}"
                            .formatted(method, header);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            try (InputStream answer = socket.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
