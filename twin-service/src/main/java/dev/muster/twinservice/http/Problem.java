package dev.muster.twinservice.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 {@code application/problem+json}.
 *
 * @param type stable; programs tell problems apart by it and by nothing else
 * @param detail for people: what was expected and what came
 * @param field the input that did not fit, such as {@code signals[0].unit}; {@code null}: no single one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field) {
    private static final ContentType CONTENT_TYPE = ContentTypes.parse("application/problem+json");
    private static final int ECHO_LENGTH_MAX = 80;

    public static Problem of(StatusCode status, String slug, String detail) {
        return new Problem("/problems/" + slug, status.reason(), status.intValue(), detail, null);
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
        return new Problem(type, title, status, detail, where);
    }

    public HttpResponse response() {
        return HttpResponse.create().withStatus(status).withEntity(HttpEntities.create(CONTENT_TYPE, Json.bytes(this)));
    }

    /** Input to be repeated in a detail, at a length that is fit to be read. */
    public static String shown(String input) {
        return input.length() <= ECHO_LENGTH_MAX ? input : input.substring(0, ECHO_LENGTH_MAX) + "...";
    }
}
