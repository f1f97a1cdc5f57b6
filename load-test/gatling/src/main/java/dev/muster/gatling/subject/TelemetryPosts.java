package dev.muster.gatling.subject;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.gatling.answer.Answers;
import dev.muster.gatling.model.Model;
import dev.muster.gatling.model.Speaker;
import io.gatling.javaapi.core.ChainBuilder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Samples over HTTP, some in each request, as a gateway sends them: assets say once more what they said last. */
final class TelemetryPosts implements Subject {
    private static final String POST = "samples posted";
    private static final int RECORDS = 10;

    private final Model model;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong sequence;

    TelemetryPosts(Model model, Clock clock) {
        this.model = model;
        this.clock = clock;
        // Sequences only grow, over all runs: the milliseconds since 1970 are the start that devices take as well.
        this.sequence = new AtomicLong(clock.millis());
    }

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public ChainBuilder once() {
        return exec(http(POST)
                .post("/v1/samples")
                .header("Content-Type", "application/json")
                .body(StringBody(user -> body()))
                .check(
                        status().is(202),
                        bodyString()
                                .transform(body -> Answers.published(body, RECORDS))
                                .is(Answers.RIGHT)));
    }

    @Override
    public List<Request> requests() {
        return List.of(Request.of(POST));
    }

    private String body() {
        ArrayNode records = json.createArrayNode();
        String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        for (int i = 0; i < RECORDS; i++) {
            Speaker speaker = model.speakers()
                    .get((int) (next.getAndIncrement() % model.speakers().size()));
            ObjectNode sample = records.addObject();
            sample.put("v", 1);
            sample.put("kind", "sample");
            sample.put("source", speaker.source());
            sample.put("seq", sequence.incrementAndGet());
            sample.put("at", now);
            sample.putObject("values").put(model.signal(), speaker.value());
        }
        return records.toString();
    }
}
