package dev.muster.twinservice.http;

import akka.Done;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SystemId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request to one endpoint. Whatever is taken from it is checked here and nowhere else; what does not fit is thrown as
 * {@link BadInput}, which names it and says what was expected.
 */
public final class Call {
    /** Who asks; absent: {@link #ANONYMOUS}. */
    public static final String PRINCIPAL_HEADER = "Muster-Principal";

    /** Which source system's knowledge of the model a request writes; absent: the principal's own. */
    public static final String SYSTEM_HEADER = "Muster-System";

    static final Principal ANONYMOUS = new Principal("anonymous");

    private final HttpRequest request;
    private final Map<String, String> path;
    private final Map<String, List<String>> query;
    private final byte[] body;
    private Bodies.@Nullable Pieces pieces;

    Call(HttpRequest request, Map<String, String> path, Endpoint endpoint, byte[] body) {
        this.request = request;
        this.path = path;
        this.query = Queries.read(request.getUri(), endpoint.parameters(), endpoint.repeatable());
        this.body = body;
    }

    Call with(Bodies.Pieces stream) {
        pieces = stream;
        return this;
    }

    /** The one place that decides who asks: a header for now. */
    public Principal principal() {
        return header(PRINCIPAL_HEADER)
                .map(text -> id(PRINCIPAL_HEADER, text, Principal::new))
                .orElse(ANONYMOUS);
    }

    /** Who asks, and which source system's knowledge it is: that of {@link #SYSTEM_HEADER}, else the principal's own. */
    public Author author() {
        return new Author(
                principal(),
                header(SYSTEM_HEADER)
                        .map(text -> id(SYSTEM_HEADER, text, SystemId::new))
                        .orElse(null));
    }

    /** The header of that name, whatever the case of its letters. */
    public Optional<String> header(String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    /** As {@link #header}, each time that it was given. */
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        request.getHeaders().forEach(header -> {
            if (header.lowercaseName().equals(name.toLowerCase(Locale.ROOT))) {
                values.add(header.value());
            }
        });
        return values;
    }

    /** An id out of the path; one that is no id is a bad input, not a missing thing. */
    public <T> T id(String name, Function<String, T> constructor) {
        String text = path.get(name);
        if (text == null) {
            throw new IllegalArgumentException("Expected one of %s but got %s".formatted(path.keySet(), name));
        }
        return id(name, text, constructor);
    }

    /** The asset that the path names. */
    public AssetId asset() {
        return id("asset", AssetId::new);
    }

    /** The hierarchy that the path names. */
    public HierarchyId hierarchy() {
        return id("hierarchy", HierarchyId::new);
    }

    /** The group that the path names. */
    public GroupKey group() {
        return new GroupKey(hierarchy(), id("group", GroupId::new));
    }

    /** Whether the path names it. */
    public boolean addresses(String name) {
        return path.containsKey(name);
    }

    public Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /** All that was given of a parameter that may be repeated. */
    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    public <T> Optional<T> parameter(String name, Function<String, T> constructor) {
        return parameter(name).map(text -> id(name, text, constructor));
    }

    public int wholeNumber(String name, int byDefault, int min, int max) {
        return parameter(name).map(text -> wholeNumber(name, text, min, max)).orElse(byDefault);
    }

    public Optional<Instant> time(String name) {
        return parameter(name).map(text -> {
            try {
                return JsonTimes.instant(text);
            } catch (DateTimeException e) {
                throw new BadInput(Problem.badInput(
                        name, "Expected %s but got '%s'".formatted(JsonTimes.INSTANT_EXPECTED, Problem.shown(text))));
            }
        });
    }

    /** The body, read as JSON whatever its content type claims. */
    public <T> T body(Class<T> as) {
        return Json.read(body, as);
    }

    /** As {@link #body}, for bodies that may be more than one kind of JSON. */
    public JsonNode json() {
        return Json.tree(body);
    }

    /**
     * The way of a body through an endpoint that streams.
     *
     * @param received completes when all of it has come, and fails when it breaks off
     * @param handled completes when all of it has been handled as well; fails with {@link BadInput} when it is too large
     */
    public record Passage(CompletionStage<Done> received, CompletionStage<Done> handled) {}

    /** Hands on the body of an endpoint that streams, piece by piece, the next when {@code each} has completed. Once. */
    public Passage forEachPiece(Function<byte[], CompletionStage<?>> each) {
        Bodies.Pieces stream = pieces;
        if (stream == null) {
            throw new IllegalStateException("Expected an endpoint whose body is streamed");
        }
        return stream.forEach(each);
    }

    /** Turns a text into an id; {@link BadInput} when the constructor refuses it. */
    public static <T> T id(String field, String text, Function<String, T> constructor) {
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput(Problem.badInput(field, String.valueOf(e.getMessage())));
        }
    }

    /** A field of the body that cannot be left out. */
    public static <T> T required(String field, @Nullable T given) {
        if (given == null) {
            throw new BadInput(Problem.badInput(field, "Expected the field '%s' but it is missing".formatted(field)));
        }
        return given;
    }

    private static int wholeNumber(String name, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new BadInput(Problem.badInput(
                name, "Expected a whole number from %d to %d but got '%s'".formatted(min, max, Problem.shown(text))));
    }
}
