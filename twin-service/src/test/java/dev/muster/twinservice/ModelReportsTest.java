package dev.muster.twinservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.PutProperties;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Applied;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.ingest.report.DeviceReport;
import dev.muster.ingest.report.DeviceReports.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What devices say of themselves, between ingest and the writers of a real model. */
class ModelReportsTest {
    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");
    private static final Duration AHEAD_MAX = Duration.ofMinutes(10);
    private static final AssetId WT_07 = new AssetId("WT-07");
    private static final TypeId TURBINE = new TypeId("turbine");

    private final ModelOfTests model = new ModelOfTests(NOON.minusSeconds(3_600));
    private final List<List<List<ModelCommand>>> calls = new ArrayList<>();
    /** Answers to calls that are held back. */
    private final ArrayDeque<CompletableFuture<List<ModelReply>>> held = new ArrayDeque<>();

    private boolean holding;
    private CompletionStage<?> caughtUp = CompletableFuture.completedFuture(null);
    private boolean shown = true;
    private final ModelReports reports = new ModelReports(
            model.view.history(),
            new ModelReports.Writers(
                    (lines, author) -> {
                        assertThat(author.principal().value()).isEqualTo("device");
                        calls.add(lines);
                        if (holding) {
                            held.add(new CompletableFuture<>());
                            return held.getLast();
                        }
                        return CompletableFuture.completedFuture(execute(lines));
                    },
                    () -> caughtUp,
                    position -> CompletableFuture.completedFuture(shown)),
            AHEAD_MAX);

    @BeforeEach
    void registerAssets() {
        Signal power = Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                null,
                true);
        model.execute(
                new ModelCommand.DefineType(new AssetType(TURBINE, "Turbine", Duration.ofMinutes(1), List.of(power))));
        register(WT_07);
        model.passTo(NOON);
    }

    @Test
    void shouldRecordThemAsOfWhenTheDeviceSaidThem() {
        assertThat(taken(report(WT_07, "2.1", NOON.minusSeconds(5)))).isEmpty();

        List<Fact<Properties>> facts = reported().facts();
        assertThat(facts).singleElement().satisfies(fact -> {
            assertThat(fact.value().values()).containsExactly(Map.entry("firmware", "2.1"));
            assertThat(fact.validity().validFrom()).isEqualTo(NOON.minusSeconds(5));
        });
    }

    @Test
    void shouldWriteNothingThatTheModelHas() {
        taken(report(WT_07, "2.1", NOON));
        assertThat(calls).hasSize(1);

        assertThat(taken(report(WT_07, "2.1", NOON))).isEmpty();
        assertThat(taken(report(WT_07, "2.1", NOON.plusSeconds(60)))).isEmpty();

        assertThat(calls).hasSize(1);
        taken(report(WT_07, "2.2", NOON.plusSeconds(120)));
        assertThat(calls).hasSize(2);
    }

    @Test
    void shouldTrustOnlyAViewThatIsUpToDateThatNothingIsNew() {
        // given a node whose view lags behind what another one wrote
        taken(report(WT_07, "2.1", NOON));
        CompletableFuture<Void> catchingUp = new CompletableFuture<>();
        caughtUp = catchingUp;

        // when
        CompletableFuture<Optional<Refusal>> back = ask(report(WT_07, "2.1", NOON.plusSeconds(120)));

        // then
        assertThat(back).isNotDone();
        model.execute(ModelReports.command(report(WT_07, "2.2", NOON.plusSeconds(60))));
        catchingUp.complete(null);
        assertThat(back).isCompletedWithValue(Optional.empty());
        assertThat(reported().at(NOON.plusSeconds(60)).orElseThrow().values()).containsEntry("firmware", "2.2");
        assertThat(reported().at(NOON.plusSeconds(120)).orElseThrow().values()).containsEntry("firmware", "2.1");
    }

    @Test
    void shouldRefuseAClockThatIsTooFarAhead() {
        Instant limit = NOON.plus(AHEAD_MAX);

        assertThat(taken(new DeviceReport(WT_07, firmware("2.1"), limit, NOON))).isEmpty();
        assertThat(taken(new DeviceReport(WT_07, firmware("2.2"), limit.plusMillis(1), NOON)))
                .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.CLOCK_AHEAD));
        assertThat(calls).hasSize(1);
    }

    @Test
    void shouldSayWhyTheModelRefuses() {
        assertThat(taken(report(new AssetId("stranger"), "2.1", NOON)))
                .hasValue(new Refusal(RefusalReason.BAD_PROPERTIES, "Expected a known asset but got 'stranger'"));
    }

    @Test
    void shouldFailWhileTheWriterIsAwaySoThatIngestAsksAgain() {
        // given
        holding = true;
        CompletableFuture<Optional<Refusal>> first = ask(report(WT_07, "2.1", NOON));

        // when
        held.remove().complete(List.of(new Rejected(Reason.UNAVAILABLE, "", "Expected an answer but none came")));

        // then
        assertThat(first).isCompletedExceptionally();
        CompletableFuture<Optional<Refusal>> second = ask(report(WT_07, "2.1", NOON));
        held.remove().completeExceptionally(new IllegalStateException("moved"));
        assertThat(second).isCompletedExceptionally();
        holding = false;
        assertThat(taken(report(WT_07, "2.1", NOON))).isEmpty();
        assertThat(reported().facts()).hasSize(1);
    }

    @Test
    void shouldFailUntilThisNodeShowsWhatWasWritten() {
        shown = false;
        holding = true;
        CompletableFuture<Optional<Refusal>> early = ask(report(WT_07, "2.1", NOON));
        held.remove().complete(List.of(new Applied(9, true)));
        assertThatThrownBy(early::join).hasMessageContaining("WT-07");

        holding = false;
        shown = true;
        assertThat(taken(report(WT_07, "2.1", NOON))).isEmpty();
    }

    @Test
    void shouldAskAWriterOnceForAReportThatIsAskedForTwice() {
        holding = true;
        CompletableFuture<Optional<Refusal>> first = ask(report(WT_07, "2.1", NOON));
        CompletableFuture<Optional<Refusal>> again = ask(report(WT_07, "2.1", NOON));

        held.remove().complete(List.of(new Applied(9, true)));

        assertThat(first).isCompletedWithValue(Optional.empty());
        assertThat(again).isCompletedWithValue(Optional.empty());
        assertThat(calls).hasSize(1);
    }

    @Test
    void shouldSendOneCallAtATimeWithWhatHasComeMeanwhile() {
        // given one under way, and one more than fits into the next call
        holding = true;
        CompletableFuture<Optional<Refusal>> first = ask(report(WT_07, "0", NOON));
        List<CompletableFuture<Optional<Refusal>>> more = new ArrayList<>();
        for (int i = 1; i <= ReportLane.LINES_MAX + 1; i++) {
            more.add(ask(report(WT_07, Integer.toString(i), NOON.plusSeconds(i))));
        }
        assertThat(calls).hasSize(1);

        // when
        held.remove().complete(execute(calls.get(0)));
        assertThat(first).isCompleted();
        assertThat(calls.get(1)).hasSize(ReportLane.LINES_MAX);
        held.remove().complete(execute(calls.get(1)));
        held.remove().complete(execute(calls.get(2)));

        // then
        assertThat(calls).hasSize(3);
        assertThat(calls.get(2)).hasSize(1);
        assertThat(more).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(Optional.empty()));
        assertThat(reported().at(NOON.plusSeconds(3_600)).orElseThrow())
                .isEqualTo(firmware(Integer.toString(ReportLane.LINES_MAX + 1)));
    }

    @Test
    void shouldKeepCallsWithinWhatTravelsBetweenNodes() {
        // given reports of which two fit into a call to the character
        holding = true;
        ask(report(WT_07, "0", NOON));
        int half = ReportLane.CHARACTERS_MAX / 2 - "firmware".length();
        ask(report(WT_07, "1".repeat(half), NOON.plusSeconds(1)));
        ask(report(WT_07, "2".repeat(half), NOON.plusSeconds(2)));
        ask(report(WT_07, "3".repeat(half + 1), NOON.plusSeconds(3)));
        ask(report(WT_07, "4".repeat(half), NOON.plusSeconds(4)));
        ask(report(WT_07, "5".repeat(2 * half + 100), NOON.plusSeconds(5)));

        for (int call = 0; call < 5; call++) {
            List<ModelReply> done = calls.get(call).stream()
                    .<ModelReply>map(line -> new Applied(9, true))
                    .toList();
            held.remove().complete(done);
        }

        assertThat(calls).extracting(List::size).containsExactly(1, 2, 1, 1, 1);
    }

    @Test
    void shouldTurnAwayWhatIsMoreThanCanWait() {
        holding = true;
        ask(report(WT_07, "0", NOON));
        CompletableFuture<Optional<Refusal>> last = new CompletableFuture<>();
        for (int i = 1; i <= ReportLane.WAITING_MAX; i++) {
            last = ask(report(WT_07, Integer.toString(i), NOON.plusSeconds(i)));
        }

        assertThat(last).isNotDone();
        CompletableFuture<Optional<Refusal>> oneMore = ask(report(WT_07, "one more", NOON.plusSeconds(1)));
        assertThat(oneMore).isCompletedExceptionally();
        assertThatThrownBy(oneMore::join).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    private List<ModelReply> execute(List<List<ModelCommand>> lines) {
        List<ModelReply> replies = new ArrayList<>();
        for (List<ModelCommand> line : lines) {
            PutProperties put = (PutProperties) line.get(0);
            if (model.view.asset(put.asset()).isEmpty()) {
                replies.add(new Rejected(
                        Reason.UNKNOWN_REFERENCE,
                        "asset",
                        "Expected a known asset but got '%s'".formatted(put.asset())));
            } else {
                model.execute(put);
                replies.add(new Applied(model.view.position(), true));
            }
        }
        return replies;
    }

    private Timeline<Properties> reported() {
        return model.view.history().everythingOf(WT_07).orElseThrow().properties(PropertyKind.REPORTED);
    }

    private Optional<Refusal> taken(DeviceReport report) {
        CompletableFuture<Optional<Refusal>> answer = ask(report);
        assertThat(answer).isCompleted();
        return answer.join();
    }

    private CompletableFuture<Optional<Refusal>> ask(DeviceReport report) {
        return reports.report(report).toCompletableFuture();
    }

    private void register(AssetId asset) {
        model.execute(
                new ModelCommand.PutAsset(asset, asset.value(), TURBINE, null, Map.of(), Map.of(), null, List.of()));
    }

    private static DeviceReport report(AssetId asset, String firmware, Instant measuredAt) {
        return new DeviceReport(asset, firmware(firmware), measuredAt, measuredAt.plusMillis(20));
    }

    private static Properties firmware(String firmware) {
        return new Properties(Map.of("firmware", firmware));
    }
}
