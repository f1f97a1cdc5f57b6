package dev.muster.twinservice.http.api.rule;

import static java.util.concurrent.CompletableFuture.completedFuture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.model.ModelEndpoints;
import dev.muster.twinservice.http.api.model.ModelWrites;
import dev.muster.twinservice.http.api.property.MismatchEndpoint;
import dev.muster.twinservice.http.api.temporal.DifferenceEndpoint;
import dev.muster.twinservice.http.api.temporal.GroupReads;
import dev.muster.twinservice.http.api.temporal.HierarchyReads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rules over HTTP, on a real model with batteries, and with the reads of groups beside them. */
final class RuledServer implements AutoCloseable {
    static final Instant JANUARY = Instant.parse("2030-01-01T00:00:00Z");
    static final TypeId BATTERY = new TypeId("battery");
    private static final SignalName POWER = new SignalName("power");

    final ModelOfTests model = new ModelOfTests(JANUARY);
    private final RunningServer server;

    RuledServer() {
        ModelWrites writes = (command, author) -> completedFuture(model.write(command, author));
        List<Endpoint> endpoints = Stream.of(
                        new RuleEndpoints(model.view.history(), writes).endpoints(),
                        new ModelEndpoints(writes).endpoints(),
                        new HierarchyReads(model.view.history()).endpoints(),
                        new GroupReads(model.view, model.view.history()).endpoints(),
                        new DifferenceEndpoint(model.view.history()).endpoints(),
                        new MismatchEndpoint(model.view.history()).endpoints())
                .flatMap(List::stream)
                .toList();
        server = RunningServer.start(RunningServer.settings(Duration.ofSeconds(5)))
                .open(endpoints);
        server.ready();
        Signal power = Signal.atIntervals(
                POWER,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                new Range(-40, 40),
                true);
        model.execute(
                new ModelCommand.DefineType(new AssetType(BATTERY, "Battery", Duration.ofSeconds(30), List.of(power))));
    }

    void battery(String id, double max, Map<String, String> attributes) {
        model.execute(new ModelCommand.PutAsset(
                new AssetId(id), id, BATTERY, null, Map.of(POWER, new Range(-max, max)), attributes, null, List.of()));
    }

    Answer get(String path) {
        return server.get(path);
    }

    Answer put(String path, String body) {
        return server.put(path, body);
    }

    List<String> members(String rule, String times) {
        JsonNode page = get("/v1/hierarchies/rules/groups/" + rule + "/members?" + times)
                .json();
        return ids(page.path("members"));
    }

    static List<String> ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path("id").textValue())
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
