package dev.muster.twinservice.http.api.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The endpoints of this package over a {@link StoriedFleet}. */
final class StoriedServer implements AutoCloseable {
    private final StoriedFleet fleet = new StoriedFleet();
    private final RunningServer server;

    StoriedServer() {
        List<Endpoint> endpoints = Stream.of(
                        new TypeReads(fleet.view(), fleet.history()).endpoints(),
                        new GroupReads(fleet.view(), fleet.history()).endpoints(),
                        new AssetReads(fleet.view(), fleet.history()).endpoints(),
                        new DifferenceEndpoint(fleet.history()).endpoints())
                .flatMap(List::stream)
                .toList();
        server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
                .open(endpoints);
        server.ready();
    }

    ModelHistory history() {
        return fleet.history();
    }

    Answer get(String path) {
        return server.get(path);
    }

    @Override
    public void close() {
        server.close();
    }

    List<String> allPages(String question, String cursor, String items) {
        List<String> all = new ArrayList<>();
        JsonNode page = get(question).json();
        all.addAll(ids(page.path(items)));
        while (!page.path("next").isNull()) {
            page = get(question + "&" + cursor + "=" + encoded(page.path("next").textValue()))
                    .json();
            all.addAll(ids(page.path(items)));
        }
        return all;
    }

    static String encoded(String text) {
        return text.replace("#", "%23");
    }

    static List<String> ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path("id").textValue())
                .toList();
    }

    static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" ", -1));
    }
}
