package dev.muster.twinservice.http.api.temporal;

import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two times of a request. */
public final class Moments {
    public static final String AT = "at";
    public static final String AS_KNOWN_AT = "asKnownAt";

    private Moments() {}

    /** Empty when neither is given: then it is about now. */
    static Optional<Moment> asked(Call call, ModelHistory history) {
        return call.parameter(AT).isEmpty() && call.parameter(AS_KNOWN_AT).isEmpty()
                ? Optional.empty()
                : Optional.of(of(call, history));
    }

    public static Moment of(Call call, ModelHistory history) {
        return moment(call, AT, AS_KNOWN_AT, history);
    }

    /** Like {@link #of}, where the times have names of their own; now where none is given. */
    static Moment moment(Call call, String at, String asKnownAt, ModelHistory history) {
        Instant about = call.time(at).orElseGet(() -> history.present().at());
        @Nullable Instant known = call.time(asKnownAt).orElse(null);
        return new Moment(about, known);
    }

    static Instant required(Call call, String name) {
        return call.time(name)
                .orElseThrow(() -> new BadInput(
                        Problem.badInput(name, "Expected the time '%s' but it is missing".formatted(name))));
    }

    /** For the answer to a question that may be about now: empty then. To be added to. */
    static Map<String, Object> viewIfAsked(Optional<Moment> asked) {
        return asked.map(Moments::view).orElseGet(Json::fields);
    }

    public static Map<String, Object> view(Moment moment) {
        return Json.fields(AT, moment.at(), AS_KNOWN_AT, moment.asKnownAt());
    }
}
