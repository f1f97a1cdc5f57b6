package dev.muster.twinservice.model;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.view.memory.Change;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A changelog whose answers the test gives, unless it was opened. What it confirms, the view shows. */
final class HeldChangelog implements Changelog {
    private static final long WAIT_S = 5;

    private final BlockingQueue<Publication> publications = new LinkedBlockingQueue<>();
    private final InMemoryModelView view;
    private volatile boolean open;
    private long position = -1;

    HeldChangelog(InMemoryModelView view) {
        this.view = view;
    }

    record Publication(List<Document> documents, CompletableFuture<Long> answer) {
        List<String> keys() {
            return documents.stream().map(Document::entityKey).toList();
        }
    }

    @Override
    public CompletionStage<Long> publish(List<Document> documents) {
        Publication publication = new Publication(documents, new CompletableFuture<>());
        if (open) {
            confirm(publication);
        }
        publications.add(publication);
        return publication.answer();
    }

    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    void hold() {
        open = false;
    }

    Publication next() throws InterruptedException {
        Publication publication = publications.poll(WAIT_S, TimeUnit.SECONDS);
        if (publication == null) {
            throw new AssertionError("Expected a publication but there was none");
        }
        return publication;
    }

    boolean isQuiet() {
        return publications.isEmpty();
    }

    synchronized void confirm(Publication publication) {
        List<Change> changes = new ArrayList<>();
        publication.documents().forEach(document -> changes.add(new Change(++position, document)));
        view.apply(changes);
        publication.answer().complete(position);
    }

    void fail(Publication publication) {
        publication.answer().completeExceptionally(new IllegalStateException("The broker is away"));
    }
}
