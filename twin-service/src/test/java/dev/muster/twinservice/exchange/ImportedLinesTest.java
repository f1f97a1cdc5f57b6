package dev.muster.twinservice.exchange;

import static dev.muster.twinservice.exchange.ListedLines.BYTES;
import static dev.muster.twinservice.exchange.ListedLines.GEOGRAPHY;
import static dev.muster.twinservice.exchange.ListedLines.asset;
import static dev.muster.twinservice.exchange.ListedLines.feeding;
import static dev.muster.twinservice.exchange.ListedLines.group;
import static dev.muster.twinservice.exchange.ListedLines.hierarchy;
import static dev.muster.twinservice.exchange.ListedLines.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.exchange.ImportCounts;
import dev.muster.assetmodel.exchange.ImportProgress.LineError;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What becomes of the lines of a file. */
class ImportedLinesTest extends ImportTesting {
    @Test
    void shouldTakeLinesInAnyOrder() throws Exception {
        ImportJob job = bring(
                jobs(model, Map.of()),
                new ListedLines(asset("a", "site"), group("site", "north"), type(), group("north", null), hierarchy()),
                1);

        assertThat(job.progress().errors(0, 10)).isEmpty();
        assertThat(job.status().state()).isEqualTo(ImportJob.State.DONE);
        assertThat(job.progress().counts()).isEqualTo(new ImportCounts(5, 5, 0, 0, 0, 0));
        assertThat(model.view.groupsOf(new AssetId("a")).get(GEOGRAPHY).group()).isEqualTo(new GroupId("site"));
    }

    @Test
    void shouldLetAnErrorStopNoOtherLine() throws Exception {
        ImportJob job = bring(
                jobs(model, Map.of()),
                new ListedLines(
                        type(), hierarchy(), asset("lost", "nowhere"), group("north", "missing"), asset("a", null)),
                5);

        assertThat(job.progress().counts()).isEqualTo(new ImportCounts(5, 3, 0, 0, 2, 0));
        assertThat(job.progress().errors(0, 10))
                .containsExactlyInAnyOrder(
                        new LineError(
                                3,
                                "placements.geography.group",
                                "Expected a known group of hierarchy geography but got 'nowhere'"),
                        new LineError(4, "parent", "Expected a known group but got 'missing'"));
        assertThat(model.view.asset(new AssetId("lost"))).isEmpty();
    }

    @Test
    void shouldDoLineAsAWholeOrNotAtAll() throws Exception {
        Instant later = model.instant().plusSeconds(3_600);
        ListedLines lines = new ListedLines(type(), hierarchy(), group("north", null))
                .and(
                        asset("a", "north"),
                        new ModelCommand.PlaceAsset(
                                new AssetId("a"), new Placement(GEOGRAPHY, new GroupId("gone"), later, null)));

        ImportJob job = bring(jobs(model, Map.of()), lines, 4);

        assertThat(job.progress().errors(0, 10)).extracting(LineError::line).containsExactly(4L);
        assertThat(model.view.asset(new AssetId("a"))).isEmpty();
    }

    @Test
    void shouldNameRepeatedLinesAndContradictions() throws Exception {
        ImportJob job = bring(
                jobs(model, Map.of()),
                new ListedLines(
                        type(),
                        hierarchy(),
                        group("north", null),
                        asset("a", "north"),
                        asset("a", "north"),
                        asset("a", "other", null, null),
                        group("north", null),
                        type()),
                3);

        assertThat(job.progress().errors(0, 10))
                .extracting(LineError::line, LineError::detail)
                .containsExactly(
                        tuple(
                                5L,
                                "Expected a placement of asset/a from the same time in the same hierarchy once in the"
                                        + " file but line 4 has it too"),
                        tuple(6L, "Expected every line of asset/a to describe it alike but line 4 does so otherwise"),
                        tuple(7L, "Expected group/geography|north@now once in the file but line 3 has it too"),
                        tuple(8L, "Expected type/turbine once in the file but line 1 has it too"));
        assertThat(job.progress().counts()).isEqualTo(new ImportCounts(8, 4, 0, 0, 4, 0));
    }

    @Test
    void shouldTakeOverSourceOfWhoLeftServiceWhoeverComesFirst() throws Exception {
        Instant past = model.instant().minusSeconds(60);

        ImportJob job = bring(
                jobs(model, Map.of()),
                new ListedLines(type(), asset("new", "shared", null, null), asset("old", "shared", past, null)),
                3);

        assertThat(job.progress().errors(0, 10)).isEmpty();
    }

    @Test
    void shouldHandSourceOnFromOneAssetToTheOther() throws Exception {
        ImportJobs jobs = jobs(model, Map.of());
        bring(jobs, new ListedLines(type(), asset("a", "s", null, null), asset("b", "t", null, null)), 3);
        model.pass(Duration.ofMinutes(1));

        ImportJob dry = bring(jobs, new ListedLines(asset("a", "t", null, null), asset("b", "u", null, null)), 2, true);
        ImportJob job = bring(jobs, new ListedLines(asset("a", "t", null, null), asset("b", "u", null, null)), 2);

        assertThat(dry.progress().counts()).isEqualTo(new ImportCounts(2, 0, 2, 0, 0, 0));
        assertThat(job.progress().counts()).isEqualTo(dry.progress().counts());
        assertThat(dry.progress().changes(0, 10).get(0).fields())
                .extracting("field", "from", "to")
                .containsExactly(tuple("source", "t", "u"));
    }

    /** None of them can be the first. */
    @Test
    void shouldTakeAssetsThatFeedEachOtherInARing() throws Exception {
        ListedLines lines =
                new ListedLines(feeding("a", "b"), feeding("c", "a"), feeding("b", "c"), feeding("d", "a")).and(type());

        ImportJob dry = bring(jobs(model, Map.of()), lines.again(), 1, true);
        ImportJob job = bring(jobs(model, Map.of()), lines, 1);

        assertThat(job.progress().errors(0, 10)).isEmpty();
        assertThat(job.progress().counts()).isEqualTo(new ImportCounts(5, 5, 0, 0, 0, 0));
        assertThat(dry.progress().counts()).isEqualTo(job.progress().counts());
        for (String pair : List.of("ab", "bc", "ca", "da")) {
            AssetDocument asset = model.view
                    .history()
                    .everythingOf(new AssetId(pair.substring(0, 1)))
                    .orElseThrow();
            assertThat(asset.definition().believed())
                    .as("as if it had been there from the beginning")
                    .singleElement()
                    .satisfies(fact -> assertThat(fact.validity().validFrom()).isEqualTo(Validity.BEGINNING))
                    .extracting(fact -> fact.value().details().feeds())
                    .isEqualTo(List.of(new AssetId(pair.substring(1))));
        }
        int events = model.events();
        model.pass(Duration.ofMinutes(1));
        assertThat(bring(jobs(model, Map.of()), lines.again(), 2).progress().counts())
                .isEqualTo(new ImportCounts(5, 0, 0, 5, 0, 0));
        assertThat(model.events()).isEqualTo(events);
    }

    @Test
    void shouldDoNothingOfARingOfWhichOneCannotBeDone() throws Exception {
        ListedLines lines = new ListedLines(type(), feeding("a", "b"), feeding("b", "c"))
                .and(
                        feeding("c", "a"),
                        new ModelCommand.PlaceAsset(new AssetId("c"), Placement.now(GEOGRAPHY, new GroupId("gone"))))
                .and(feeding("x", "y"))
                .and(feeding("y", "x"));

        ImportJob job = bring(jobs(model, Map.of()), lines, 6);

        assertThat(job.progress().errors(0, 10))
                .extracting(LineError::line, LineError::detail)
                .containsExactly(
                        tuple(2L, "Expected known assets but got 'b'"),
                        tuple(3L, "Expected known assets but got 'c'"),
                        tuple(4L, "Expected known assets but got 'a'"));
        assertThat(job.progress().counts()).isEqualTo(new ImportCounts(6, 3, 0, 0, 3, 0));
        assertThat(model.view.asset(new AssetId("a"))).isEmpty();
    }

    @Test
    void shouldLetAsManyLinesWaitAsHaveRoom() throws Exception {
        ListedLines lines = new ListedLines(asset("a", null), asset("b", null), asset("c", null), type());

        ImportJob roomForTwo = bring(jobs(model, Map.of("waiting-bytes-max", 2 * BYTES)), lines, 1);

        assertThat(roomForTwo.progress().counts()).isEqualTo(new ImportCounts(4, 3, 0, 0, 1, 0));
        assertThat(roomForTwo.progress().errors(0, 1).get(0).detail())
                .contains("Expected a known asset type but got 'turbine'; no more lines can wait");
        assertThat(model.view.asset(new AssetId("b"))).isPresent();
        assertThat(model.view.asset(new AssetId("c"))).isEmpty();
    }

    @Test
    void shouldTakeSoManyLinesAndNotOneMore() throws Exception {
        ImportJob job = bring(
                jobs(model, Map.of("lines-max", 2)), new ListedLines(type(), asset("a", null), asset("b", null)), 3);

        assertThat(job.progress().errors(0, 10))
                .extracting(LineError::detail)
                .containsExactly("Expected at most 2 lines in one file but this is line 3");
        assertThat(model.view.asset(new AssetId("a"))).isPresent();
    }

    @Test
    void shouldKeepTheFirstErrorsAndChangesAndCountAll() throws Exception {
        ImportJobs jobs = jobs(model, Map.of("errors-kept", 1, "changes-kept", 2));

        ImportJob job = bring(
                jobs,
                new ListedLines(type(), hierarchy(), group("north", null), asset("a", "x"), asset("b", "y")),
                5,
                true);

        assertThat(job.progress().counts()).isEqualTo(new ImportCounts(5, 3, 0, 0, 2, 0));
        assertThat(job.progress().errors(0, 10)).hasSize(1);
        assertThat(job.progress().changes(0, 10)).hasSize(2);
        assertThat(job.progress().changes(1, 10)).hasSize(1);
        assertThat(model.events()).isZero();
    }

    @Test
    void shouldTryAgainWhatAWriterRefusedForWhatOthersDidMeanwhile() throws Exception {
        ConcurrentLinkedQueue<ModelReply> first = new ConcurrentLinkedQueue<>(
                List.of(new ModelReply.Rejected(Reason.CONFLICT, "source", "Expected a but b")));
        ModelBatches once = (lines, by) -> {
            ModelReply refusal = first.poll();
            return refusal == null ? model.execute(lines, by) : CompletableFuture.completedStage(List.of(refusal));
        };
        ModelBatches always = (lines, by) -> CompletableFuture.completedStage(
                List.of(new ModelReply.Rejected(Reason.CONFLICT, "source", "Expected a but b")));

        assertThat(bring(jobs(once, Map.of()), new ListedLines(type()), 1)
                        .progress()
                        .counts())
                .isEqualTo(new ImportCounts(1, 1, 0, 0, 0, 0));
        model.pass(Duration.ofMinutes(1));
        assertThat(bring(jobs(always, Map.of()), new ListedLines(hierarchy()), 1)
                        .progress()
                        .errors(0, 10))
                .containsExactly(new LineError(1, "source", "Expected a but b"));
    }

    /** Writers work side by side: here each asset's line comes to its writer before the one that it needs is done. */
    @Test
    void shouldTryAgainAsLongAsALineOfARowIsDone() throws Exception {
        Map<String, Integer> tooEarly = new ConcurrentHashMap<>(Map.of("b", 1, "c", 2, "d", 3));
        ModelBatches sideBySide = (lines, by) -> CompletableFuture.completedStage(lines.stream()
                .map(line -> {
                    String asset = line.get(0) instanceof ModelCommand.PutAsset put
                            ? put.asset().value()
                            : "";
                    return tooEarly.merge(asset, -1, Integer::sum) >= 0
                            ? new ModelReply.Rejected(
                                    Reason.UNKNOWN_REFERENCE, "feeds", "Expected known assets but not")
                            : model.execute(List.of(line), by)
                                    .toCompletableFuture()
                                    .join()
                                    .get(0);
                })
                .toList());

        ImportJob job = bring(
                jobs(sideBySide, Map.of()),
                new ListedLines(type(), asset("a", null), asset("b", null), asset("c", null), asset("d", null)),
                5);

        assertThat(job.progress().errors(0, 10)).isEmpty();
        assertThat(job.progress().counts()).isEqualTo(new ImportCounts(5, 5, 0, 0, 0, 0));
    }
}
