package dev.muster.twinservice.http.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.CommandDefinition;
import dev.muster.assetmodel.type.Parameter;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.twinservice.ModelOfTests;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.RunningServer;
import dev.muster.twinservice.http.RunningServer.Answer;
import dev.muster.twinservice.http.api.Api;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turbines that can be told something, over HTTP; the group "former" is no more. */
final class CommandedServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    static final String COMMANDS = "/v1/assets/WT-07/commands";

    /** Longer than any test waits for an answer that comes. */
    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(5);

    final FakeControl control;
    private final ModelOfTests model = new ModelOfTests(NOW.minus(Duration.ofDays(30)));
    private final RunningServer server;

    CommandedServer() {
        this(REPLY_TIMEOUT);
    }

    CommandedServer(Duration replyTimeout) {
        this(replyTimeout, FakeControl.plenty(NOW));
    }

    CommandedServer(CommandRate rate) {
        this(REPLY_TIMEOUT, rate);
    }

    private CommandedServer(Duration replyTimeout, CommandRate rate) {
        Instant over = NOW.minus(Duration.ofDays(10));
        HierarchyId geography = new HierarchyId("geography");
        GroupKey former = new GroupKey(geography, new GroupId("former"));
        model.execute(new ModelCommand.DefineType(type()));
        model.execute(new ModelCommand.CreateHierarchy(geography, "Geography"));
        model.execute(new ModelCommand.PutGroup(new GroupKey(geography, new GroupId("north")), "North", null, null));
        model.execute(
                new ModelCommand.PutGroup(former, "Former", null, new Validity(NOW.minus(Duration.ofDays(20)), over)));
        asset("WT-07", List.of(Placement.now(geography, new GroupId("north"))));
        asset("W/HOE#1", List.of());
        model.passTo(NOW);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        control = new FakeControl(model.view, clock, rate);
        HttpSettings settings = RunningServer.settings(replyTimeout);
        Api.Control parts = control.parts();
        CommandReader reader = new CommandReader(parts.times(), clock, parts.keys());
        server = RunningServer.start(settings)
                .open(Stream.of(
                                new CommandEndpoints(settings, parts.commanding(), parts.rate(), reader).endpoints(),
                                new AuditEndpoints(model.view, model.view.history(), parts.audit(), clock).endpoints())
                        .flatMap(List::stream)
                        .toList());
        server.ready();
    }

    Answer post(String body, String... headers) {
        return send("POST", COMMANDS, body, headers);
    }

    Answer get(String path) {
        return server.get(path);
    }

    Answer delete(String path, String... headers) {
        return server.send("DELETE", path, new byte[0], headers);
    }

    Answer send(String method, String path, String body, String... headers) {
        return server.send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    RunningServer running() {
        return server;
    }

    static void assertRefused(Answer answer, int status, String type, String field, String expected) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").textValue()).as(answer.body()).isEqualTo("/problems/" + type);
        assertThat(answer.json().path("field").asText()).as(answer.body()).isEqualTo(field);
        assertThat(answer.json().path("detail").textValue())
                .startsWith("Expected")
                .contains(expected)
                .doesNotContain("dev.muster", "java.", "jackson", "Exception");
    }

    static String header(Answer answer, String name) {
        return answer.raw().headers().firstValue(name).orElse("none");
    }

    private void asset(String id, List<Placement> placements) {
        model.execute(new ModelCommand.PutAsset(
                new AssetId(id),
                id,
                new TypeId("wind-turbine"),
                null,
                Map.of(new SignalName("power"), new Range(0, 3)),
                Map.of(),
                null,
                placements));
    }

    private static AssetType type() {
        SignalName power = new SignalName("power");
        Signal signal = Signal.atIntervals(
                power,
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                new Range(-1, 10),
                true);
        return new AssetType(new TypeId("wind-turbine"), "Wind turbine", Duration.ofSeconds(30), List.of(signal))
                .with(
                        List.of(
                                new CommandDefinition(
                                        new CommandName("setPower"),
                                        "Set power",
                                        List.of(Parameter.number("megawatts", "Power", "MW", new Range(0, 10))
                                                .within(power)),
                                        null),
                                new CommandDefinition(
                                        new CommandName("setMode"),
                                        "Set mode",
                                        List.of(
                                                Parameter.text("mode", "Mode", "eco", "full"),
                                                Parameter.text("note", "Note").orNothing()),
                                        null),
                                new CommandDefinition(new CommandName("release"), "Release", List.of(), null)),
                        null);
    }

    @Override
    public void close() {
        server.close();
    }
}
