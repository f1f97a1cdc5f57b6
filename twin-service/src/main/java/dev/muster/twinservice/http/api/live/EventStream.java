package dev.muster.twinservice.http.api.live;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.live.LiveAnswer;
import dev.muster.twinservice.live.LiveRow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers of a view as Server-Sent Events. All JSON is on one line, so that each event has one line of data. */
final class EventStream {
    private static final ContentType TYPE = ContentTypes.parse("text/event-stream");

    private EventStream() {}

    static HttpResponse response(Source<LiveAnswer, ?> answers) {
        return HttpResponse.create()
                // A proxy that keeps events, or waits for more of them, would show the past as the present.
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .addHeader(RawHeader.create("X-Accel-Buffering", "no"))
                .withEntity(HttpEntities.createChunked(TYPE, answers.map(EventStream::event)));
    }

    static ByteString event(LiveAnswer answer) {
        Lines lines = new Lines();
        if (answer instanceof LiveAnswer.Rows rows) {
            lines.add("id: ").add(rows.next().text()).add("\nevent: rows\ndata: ");
            addRows(lines, rows);
        } else if (answer instanceof LiveAnswer.Unavailable unavailable) {
            Problem problem = unavailable.problem();
            lines.add("event: unavailable\ndata: ")
                    .add(Json.bytes(Json.fields(
                            "asOf", unavailable.asOf(),
                            "type", problem.type(),
                            "title", problem.title(),
                            "status", problem.status(),
                            "detail", problem.detail())));
        }
        return ByteString.fromArrayUnsafe(lines.add("\n\n").toByteArray());
    }

    /** Rows go in as the text that all readers share. */
    private static void addRows(Lines lines, LiveAnswer.Rows answer) {
        byte[] head = Json.bytes(Json.fields("asOf", answer.asOf(), "reset", answer.reset(), "more", answer.more()));
        lines.write(head, 0, head.length - 1);
        lines.add(",\"rows\":[");
        List<LiveRow> rows = answer.rows();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(i == 0 ? "" : ",").add(rows.get(i).text(Json::bytes));
        }
        lines.add("],\"gone\":").add(Json.bytes(answer.gone())).add("}");
    }

    private static final class Lines extends ByteArrayOutputStream {
        Lines add(String text) {
            return add(text.getBytes(StandardCharsets.UTF_8));
        }

        Lines add(byte[] bytes) {
            writeBytes(bytes);
            return this;
        }
    }
}
