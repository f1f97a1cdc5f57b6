package dev.muster.twinservice.http.page;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the page, as it goes out: checked for by the browser each time it is used, so that nobody sees half of one
 * version and half of another, and sent only when it changed.
 */
final class PageFile {
    private static final Map<String, ContentType> TYPES = Map.of(
            "html", ContentTypes.TEXT_HTML_UTF8,
            "js", ContentTypes.parse("text/javascript; charset=utf-8"),
            "css", ContentTypes.parse("text/css; charset=utf-8"),
            "svg", ContentTypes.parse("image/svg+xml; charset=utf-8"),
            "txt", ContentTypes.TEXT_PLAIN_UTF8,
            "woff2", ContentTypes.parse("font/woff2"));

    /** Fonts are compressed in themselves. */
    private static final String COMPRESSED = "woff2";

    private static final int TAG_BYTES = 12;

    private final ContentType type;
    private final byte[] bytes;
    private final byte @Nullable [] zipped;
    private final String tag;

    PageFile(String name, byte[] bytes) {
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        ContentType known = TYPES.get(suffix);
        if (known == null) {
            throw new IllegalStateException("Expected a file of %s but got %s".formatted(TYPES.keySet(), name));
        }
        this.type = known;
        this.bytes = bytes;
        this.zipped = suffix.equals(COMPRESSED) ? null : zip(bytes);
        this.tag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, TAG_BYTES) + "\"";
    }

    /**
     * @param known the browser's {@code If-None-Match}
     * @param encodings the browser's {@code Accept-Encoding}
     */
    HttpResponse answer(String known, String encodings, List<HttpHeader> headers) {
        HttpResponse answer = HttpResponse.create()
                .addHeaders(headers)
                .addHeader(RawHeader.create("ETag", tag))
                .addHeader(RawHeader.create("Cache-Control", "no-cache"))
                .addHeader(RawHeader.create("Vary", "Accept-Encoding"));
        if (known.contains(tag)) {
            return answer.withStatus(StatusCodes.NOT_MODIFIED);
        }
        return zipped != null && encodings.contains("gzip")
                ? answer.addHeader(RawHeader.create("Content-Encoding", "gzip"))
                        .withEntity(HttpEntities.create(type, zipped))
                : answer.withEntity(HttpEntities.create(type, bytes));
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        return zipped.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
