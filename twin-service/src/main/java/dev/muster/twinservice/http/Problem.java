package dev.muster.twinservice.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 {@code application/problem+json}.
 *
 * @param type stable; programs tell problems apart by it and by nothing else
 * @param detail for people: what was expected and what came
 * @param field the input that did not fit, such as {@code signals[0].unit}; {@code null}: no single one
 * @param members what programs may want to know besides, by its name in JSON: the extension members of RFC 9457
 * @param retryAfter when the same request can work, the header {@code Retry-After}; {@code null}: not said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field,
        @JsonIgnore Map<String, Object> members,
        @JsonIgnore @Nullable Duration retryAfter) {
    private static final ContentType CONTENT_TYPE = ContentTypes.parse("application/problem+json");
    private static final int ECHO_LENGTH_MAX = 80;

    public Problem {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Problem of(StatusCode status, String slug, String detail) {
        return new Problem("/problems/" + slug, status.reason(), status.intValue(), detail, null, Map.of(), null);
    }

    public static Problem badInput(@Nullable String field, String detail) {
        return of(StatusCodes.BAD_REQUEST, "bad-input", detail).at(field);
    }

    public static Problem unprocessable(String slug, @Nullable String field, String detail) {
        return of(StatusCodes.UNPROCESSABLE_CONTENT, slug, detail).at(field);
    }

    public static Problem tooLarge(String slug, String detail) {
        return of(StatusCodes.CONTENT_TOO_LARGE, slug, detail);
    }

    /** For something that is not there under an id that is well formed. */
    public static Problem notFound(String what, Object id) {
        return of(StatusCodes.NOT_FOUND, "not-found", "Expected a known %s but got '%s'".formatted(what, id));
    }

    /** For what can work again without a change of the request. */
    public static Problem unavailable(String detail) {
        return of(StatusCodes.SERVICE_UNAVAILABLE, "unavailable", detail);
    }

    public static Problem late() {
        return unavailable("Expected an answer in time but none came; try again");
    }

    public Problem at(@Nullable String where) {
        return new Problem(type, title, status, detail, where, members, retryAfter);
    }

    /** With one more extension member; {@code null}: as it is. */
    public Problem with(String member, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, detail, field, more, retryAfter);
    }

    /** In whole seconds, rounded up: whoever waits for so long does not come too early. */
    public Problem retryAfter(Duration wait) {
        return new Problem(type, title, status, detail, field, members, wait);
    }

    @JsonAnyGetter
    Map<String, Object> extensions() {
        return members;
    }

    public HttpResponse response() {
        HttpResponse response = HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(CONTENT_TYPE, Json.bytes(this)));
        return retryAfter == null
                ? response
                : response.addHeader(RawHeader.create("Retry-After", Long.toString(seconds(retryAfter))));
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    /** Input to be repeated in a detail, at a length that is fit to be read. */
    public static String shown(String input) {
        return input.length() <= ECHO_LENGTH_MAX ? input : input.substring(0, ECHO_LENGTH_MAX) + "...";
    }
}
