package dev.muster.twinservice.model;

import dev.muster.assetmodel.document.BucketId;
import dev.muster.ingest.batch.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before a node uses its view: does the changelog hold what the writers have published, and nothing that they do not know? Where its
 * topic was lost, the view is empty and the whole fleet would silently not be expected; where the journal was restored to an earlier
 * moment, writers would record what nobody takes from them. Either is refused, or, when the settings say so, made good: see {@link
 * Reunion}.
 *
 * <p>A writer that does not answer (the store is slow; it lives on a node of a version that does not know the question) keeps nobody from
 * starting for longer than {@code compared-within}; it goes on being asked, and what is found then is an error in the log.
 */
final class ChangelogCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ChangelogCheck.class);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(200);
    private static final Duration LATER_AGAIN_AFTER = Duration.ofSeconds(10);

    private final Ports ports;
    private final ModelSettings.Changelog settings;
    private final Timers timers;
    private final Clock clock;
    private final CompletableFuture<Void> passed = new CompletableFuture<>();
    private final Set<BucketId> journaled = new LinkedHashSet<>();
    private boolean journalRead;
    private @Nullable Instant patientSince;
    private String lastFailure = "";

    /**
     * What is asked.
     *
     * @param end reads the changelog to its end and tells it; -1: it is empty
     * @param buckets of all writers that the view can name
     * @param journaled of all writers that ever journaled anything: reads all keys of the journal
     * @param writer one of them
     * @param inCluster writers can be reached from here
     */
    record Ports(
            Supplier<CompletionStage<Long>> end,
            Supplier<Collection<BucketId>> buckets,
            Supplier<CompletionStage<? extends Collection<BucketId>>> journaled,
            Writer writer,
            BooleanSupplier inCluster) {}

    /** Asks the writer of a bucket. */
    interface Writer {
        CompletionStage<ModelWriter.Compared> compare(BucketId bucket, long end, boolean unite);
    }

    /** One line for the operator. */
    static final class ChangelogDiffers extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ChangelogDiffers(String message) {
            super(message);
        }
    }

    /** @param lacking ... {@code strange}: as {@link ModelWriter.Compared}, of all; {@code silent}: whose answer says nothing yet */
    private record Verdict(long lacking, long unknown, int strange, int silent) {
        boolean differs() {
            return lacking > 0 || unknown > 0 || strange > 0;
        }
    }

    ChangelogCheck(Ports ports, ModelSettings.Changelog settings, Timers timers, Clock clock) {
        this.ports = ports;
        this.settings = settings;
        this.timers = timers;
        this.clock = clock;
    }

    /** Completes when the view can be used; fails with {@link ChangelogDiffers}. Once. */
    CompletionStage<Void> run() {
        round();
        return passed;
    }

    private void round() {
        ports.end().get().thenCompose(this::ask).whenComplete((verdict, failure) -> {
            if (failure == null) {
                judge(verdict);
            } else {
                // Kafka or the store is away: said by whoever watches it.
                lastFailure = failure.toString();
                again();
            }
        });
    }

    private CompletionStage<Verdict> ask(long end) {
        // An empty changelog names nobody; and whoever sets things right leaves out nobody.
        boolean readJournal = !journalRead && (end < 0 || settings.unite());
        CompletionStage<? extends Collection<BucketId>> found =
                readJournal ? ports.journaled().get() : CompletableFuture.completedStage(List.of());
        return found.thenCompose(more -> {
            journaled.addAll(more);
            journalRead |= readJournal;
            Set<BucketId> all = new LinkedHashSet<>(journaled);
            all.addAll(ports.buckets().get());
            List<CompletableFuture<Optional<ModelWriter.Compared>>> answers = new ArrayList<>();
            all.forEach(bucket -> answers.add(ports.writer()
                    .compare(bucket, end, settings.unite())
                    .handle((answer, failure) -> Optional.ofNullable(answer))
                    .toCompletableFuture()));
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    // Positions that writers were told before this are positions of this changelog, if it is the same.
                    .thenCompose(answered -> ports.end().get())
                    .thenApply(newEnd -> verdict(
                            answers.stream().map(CompletableFuture::join).toList(), newEnd));
        });
    }

    private static Verdict verdict(List<Optional<ModelWriter.Compared>> answers, long end) {
        long lacking = 0;
        long unknown = 0;
        int strange = 0;
        int silent = 0;
        for (Optional<ModelWriter.Compared> answer : answers) {
            if (answer.isEmpty()) {
                silent++;
                continue;
            }
            ModelWriter.Compared compared = answer.get();
            lacking += compared.lacking();
            unknown += compared.unknown();
            if (compared.position() > end) {
                strange++;
            } else if (!compared.reached()) {
                silent++;
            }
        }
        return new Verdict(lacking, unknown, strange, silent);
    }

    private void judge(Verdict verdict) {
        if (!verdict.differs() && verdict.silent() == 0) {
            if (passed.isDone()) {
                LOG.info("The changelog agrees with all of its writers");
            }
            passed.complete(null);
        } else if (verdict.differs() && !settings.unite()) {
            refuse(words(verdict));
        } else {
            if (verdict.differs()) {
                LOG.warn("Uniting the changelog with its writers: {}", words(verdict));
            }
            again();
        }
    }

    private void refuse(String words) {
        if (!passed.completeExceptionally(new ChangelogDiffers(words))) {
            LOG.error("{}", words);
        }
    }

    private static String words(Verdict verdict) {
        return ("Expected the model's changelog and its writers' journal to agree but the changelog lacks %d documents, holds %d that are"
                        + " unknown to the journal, and ends before what %d writers have published; if this is the right Kafka and the"
                        + " right Cassandra, and one of them was lost or restored, start with muster.model.changelog.differs=unite")
                .formatted(verdict.lacking(), verdict.unknown(), verdict.strange());
    }

    private void again() {
        Instant now = clock.instant();
        if (patientSince == null && ports.inCluster().getAsBoolean()) {
            patientSince = now;
        }
        boolean late = patientSince != null && now.isAfter(patientSince.plus(settings.comparedWithin()));
        // Whoever unites waits for as long as it takes.
        if (late && !settings.unite() && !passed.isDone()) {
            LOG.warn(
                    "Expected every writer of the model to say within {} whether the changelog is whole, but some did not:"
                            + " starting all the same, and asking on {}",
                    settings.comparedWithin(),
                    lastFailure);
            passed.complete(null);
        }
        timers.once(passed.isDone() ? LATER_AGAIN_AFTER : AGAIN_AFTER, this::round);
    }
}
