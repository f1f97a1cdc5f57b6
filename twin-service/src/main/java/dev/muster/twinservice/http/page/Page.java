package dev.muster.twinservice.http.page;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page at {@code /} and the files that it is made of, as they lie on the class path. Thread-safe. */
public final class Page {
    private static final String FOLDER = "/dev/muster/twinservice/page/";
    private static final String INDEX = "index.html";

    /** Nothing that could lead out of the page's folder, and no folder in a file's place. */
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private static final Pattern SUBFOLDER = Pattern.compile("[a-z0-9-]+");

    /**
     * Scripts, styles and data come from here and from nowhere else, none of them stands in the document itself, and no text
     * ever becomes markup. A page of somebody else cannot frame it to steal clicks.
     */
    private static final List<HttpHeader> HEADERS = List.of(
            RawHeader.create(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                            + " require-trusted-types-for 'script'"),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"));

    /** As many as there are files. */
    private final ConcurrentMap<String, PageFile> read = new ConcurrentHashMap<>();

    private Page() {}

    /** What a browser asks for. */
    public static List<Endpoint> endpoints() {
        Page page = new Page();
        return List.of(
                get("/", call -> completedFuture(page.answer("", INDEX, call))),
                get("/page/{file}", call -> completedFuture(page.answer("", name(call, "file", FILE), call))),
                get(
                        "/page/{folder}/{file}",
                        call -> completedFuture(
                                page.answer(name(call, "folder", SUBFOLDER) + "/", name(call, "file", FILE), call))));
    }

    private HttpResponse answer(String folder, String name, Call call) {
        return Optional.ofNullable(read.computeIfAbsent(folder + name, Page::readFile))
                .map(file -> file.answer(
                        call.header("If-None-Match").orElse(""),
                        call.header("Accept-Encoding").orElse(""),
                        HEADERS))
                .orElseGet(() ->
                        Problem.notFound("file of the page", folder + name).response());
    }

    private static String name(Call call, String part, Pattern pattern) {
        return call.id(part, text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException("Expected a name like %s but got another".formatted(pattern));
            }
            return text;
        });
    }

    private static @Nullable PageFile readFile(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? null : new PageFile(name, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
