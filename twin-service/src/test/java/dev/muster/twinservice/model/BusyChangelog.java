package dev.muster.twinservice.model;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A changelog as the real one is to its users: one thread appends bytes, another one feeds the view out of them a little later,
 * and now and then a publication fails although some of it was appended.
 */
final class BusyChangelog implements Changelog, AutoCloseable {
    private static final int FAILS_ONE_IN = 20;

    private final ExecutorService broker = Executors.newSingleThreadExecutor();
    private final ExecutorService feed = Executors.newSingleThreadExecutor();
    private final InMemoryModelView view;
    private final Random random;
    private final List<byte[]> log = new ArrayList<>();
    private int fed;

    BusyChangelog(InMemoryModelView view, long seed) {
        this.view = view;
        this.random = new Random(seed);
    }

    @Override
    public CompletionStage<Long> publish(List<Document> documents) {
        List<byte[]> encoded = documents.stream().map(DocumentCodec::encode).toList();
        CompletableFuture<Long> answer = new CompletableFuture<>();
        broker.execute(() -> {
            boolean fails = random.nextInt(FAILS_ONE_IN) == 0;
            long end = append(fails ? encoded.subList(0, random.nextInt(encoded.size() + 1)) : encoded);
            feed.execute(this::feed);
            if (fails) {
                answer.completeExceptionally(new IllegalStateException("The broker is away"));
            } else {
                answer.complete(end);
            }
        });
        return answer;
    }

    /** Everything that was ever appended, in its order. */
    synchronized List<byte[]> log() {
        return List.copyOf(log);
    }

    @Override
    public void close() {
        broker.shutdownNow();
        feed.shutdownNow();
    }

    private synchronized long append(List<byte[]> documents) {
        log.addAll(documents);
        return log.size() - 1L;
    }

    private void feed() {
        List<byte[]> all = log();
        List<Change> changes = new ArrayList<>();
        while (fed < all.size()) {
            changes.add(new Change(fed, DocumentCodec.decode(all.get(fed))));
            fed++;
        }
        view.apply(changes);
    }
}
