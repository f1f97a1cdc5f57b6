package dev.muster.twinservice;

import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Applied;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.telemetry.RefusalReason;
import dev.muster.ingest.report.DeviceReport;
import dev.muster.ingest.report.DeviceReports.Refusal;
import dev.muster.twinservice.ModelReports.Writers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reports on their way to one writer: one call at a time, with all that has come meanwhile. A report that is asked for
 * again while it is here is still the same one. Thread-safe.
 */
final class ReportLane {
    /** Reports in one call, which is one message between nodes and one batch of the writer's journal. */
    static final int LINES_MAX = 100;

    /** Characters of properties in one call, unless one report has more: messages between nodes are limited to 256 KiB. */
    static final int CHARACTERS_MAX = 65_536;

    /** Reports that wait for the call under way; one more has to come again. */
    static final int WAITING_MAX = 10_000;

    private final Writers writers;
    private final Map<DeviceReport, Line> waiting = new LinkedHashMap<>();
    private final Map<DeviceReport, Line> underWay = new LinkedHashMap<>();

    ReportLane(Writers writers) {
        this.writers = writers;
    }

    private record Line(DeviceReport report, CompletableFuture<Optional<Refusal>> answer) {
        int characters() {
            int characters = 0;
            for (Map.Entry<String, String> property :
                    report.properties().values().entrySet()) {
                characters += property.getKey().length() + property.getValue().length();
            }
            return characters;
        }

        void complete(ModelReply reply, boolean shown) {
            if (reply instanceof Rejected rejected && rejected.reason() != Reason.UNAVAILABLE) {
                answer.complete(Optional.of(new Refusal(RefusalReason.BAD_PROPERTIES, rejected.detail())));
            } else if (reply instanceof Applied && shown) {
                answer.complete(Optional.empty());
            } else {
                // What comes next of the asset is held against this node's view: it must show this first.
                answer.completeExceptionally(
                        new IllegalStateException("Expected the model to show what is reported of %s but got %s"
                                .formatted(report.asset(), reply)));
            }
        }
    }

    CompletionStage<Optional<Refusal>> take(DeviceReport report) {
        Line line = new Line(report, new CompletableFuture<>());
        synchronized (this) {
            Line same = underWay.containsKey(report) ? underWay.get(report) : waiting.get(report);
            if (same != null) {
                return same.answer();
            }
            if (waiting.size() == WAITING_MAX) {
                return CompletableFuture.failedFuture(new RejectedExecutionException(
                        "Expected at most %d reports waiting for one writer but this is one more"
                                .formatted(WAITING_MAX)));
            }
            waiting.put(report, line);
        }
        sendNext();
        return line.answer();
    }

    private void sendNext() {
        List<Line> lines = takeOff();
        if (lines.isEmpty()) {
            return;
        }
        CompletionStage<List<ModelReply>> replies;
        try {
            replies = writers.execution()
                    .executeAll(
                            lines.stream()
                                    .map(line -> List.of(ModelReports.command(line.report())))
                                    .toList(),
                            ModelReports.DEVICE);
        } catch (RuntimeException e) {
            replies = CompletableFuture.failedStage(e);
        }
        // On the completing thread: where the common pool has but one, each plain step would start a thread of its own.
        replies.whenCompleteAsync(
                (all, failure) -> {
                    if (failure == null) {
                        await(lines, all);
                    } else {
                        landed(lines);
                        lines.forEach(line -> line.answer().completeExceptionally(failure));
                    }
                },
                Runnable::run);
    }

    private synchronized List<Line> takeOff() {
        List<Line> lines = new ArrayList<>();
        int characters = 0;
        if (underWay.isEmpty()) {
            Iterator<Line> first = waiting.values().iterator();
            while (first.hasNext() && lines.size() < LINES_MAX) {
                Line line = first.next();
                characters += line.characters();
                if (characters > CHARACTERS_MAX && !lines.isEmpty()) {
                    break;
                }
                first.remove();
                underWay.put(line.report(), line);
                lines.add(line);
            }
        }
        return lines;
    }

    private void await(List<Line> lines, List<ModelReply> replies) {
        long position = replies.stream()
                .mapToLong(reply -> reply instanceof Applied applied ? applied.position() : -1)
                .max()
                .orElse(-1);
        writers.reached()
                .apply(position)
                .whenCompleteAsync(
                        (reached, failure) -> {
                            landed(lines);
                            for (int i = 0; i < lines.size(); i++) {
                                lines.get(i).complete(replies.get(i), failure == null && reached);
                            }
                        },
                        Runnable::run);
    }

    private void landed(List<Line> lines) {
        synchronized (this) {
            lines.forEach(line -> underWay.remove(line.report()));
        }
        sendNext();
    }
}
