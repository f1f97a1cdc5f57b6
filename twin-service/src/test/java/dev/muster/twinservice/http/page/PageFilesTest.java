package dev.muster.twinservice.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a browser is served: all of the page, nothing but the page, and never stale. */
class PageFilesTest {
    private static final Path FOLDER = Path.of(System.getProperty("muster.project.dir"))
            .resolve("twin-service/src/main/resources/dev/muster/twinservice/page");
    /** A line of the vendor folder's README: name and SHA-256. */
    private static final Pattern CHECKSUM = Pattern.compile("(?m)^([0-9a-f]{64}) {2}(\\S+)$");

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldServeEveryFileOfThePageAsItIs() {
        assertThat(filesOfThePage()).hasSizeGreaterThan(20).allSatisfy(file -> {
            Answer answer = server.get("/page/" + file);

            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.raw().body()).as(file).isEqualTo(bytes(FOLDER.resolve(file)));
        });
        assertThat(server.get("/").raw().body()).isEqualTo(bytes(FOLDER.resolve("index.html")));
    }

    @Test
    void shouldLetNothingRunThatIsNotAFileOfThePage() {
        Answer page = server.get("/");

        assertThat(page.contentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(page.raw().headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe", "http:", "data:", "*"));
        assertThat(page.raw().headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body()).doesNotContainPattern("<script(?![^>]*src=)|<style|\\sstyle=|\\son\\w+=");
    }

    @Test
    void shouldSendAFileAgainOnlyWhenItChanged() {
        Answer first = server.get("/page/main.js");
        String tag = first.raw().headers().firstValue("ETag").orElseThrow();

        Answer again = server.send("GET", "/page/main.js", new byte[0], "If-None-Match", tag);
        Answer other = server.send("GET", "/page/main.js", new byte[0], "If-None-Match", "\"0123\"");

        assertThat(first.raw().headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void shouldSendTextCompressedToWhomeverTakesIt() throws IOException {
        Answer answer = server.send("GET", "/page/main.js", new byte[0], "Accept-Encoding", "gzip, br");

        assertThat(answer.raw().headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.raw().headers().firstValue("Vary")).hasValue("Accept-Encoding");
        try (GZIPInputStream unzipped =
                new GZIPInputStream(new ByteArrayInputStream(answer.raw().body()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(bytes(FOLDER.resolve("main.js")));
        }
    }

    @Test
    void shouldServeNothingElse() {
        for (String path : List.of(
                "/page/no.js",
                "/page/vendor/main.js",
                "/page/vendor",
                "/page/..%2Fhttp%2Fopenapi.json",
                "/page/..%2fpage%2fmain.js",
                "/page/%2e%2e/http/openapi.json",
                "/page/vendor%2FREADME.txt",
                "/page/main.js%00",
                "/page/.main.js",
                "/page/",
                "/index.html")) {
            Answer answer = server.get(path);

            assertThat(answer.status()).as(path).isIn(400, 404, 503);
            assertThat(answer.contentType()).as(path).isEqualTo("application/problem+json");
        }
        assertThat(server.get("/?a=1").status()).isEqualTo(400);
    }

    @Test
    void shouldUseTheWorkOfOthersUnchanged() {
        String readme = new String(bytes(FOLDER.resolve("vendor/README.txt")), StandardCharsets.UTF_8);

        List<String> named = CHECKSUM.matcher(readme)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(files(FOLDER.resolve("vendor")).stream()
                        .filter(file -> !file.endsWith(".txt"))
                        .map(file -> sha256(bytes(FOLDER.resolve("vendor/" + file))) + "  " + file)
                        .toList());
    }

    private static List<String> filesOfThePage() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
