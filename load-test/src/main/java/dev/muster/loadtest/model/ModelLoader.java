package dev.muster.loadtest.model;

import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.loadtest.client.ApiPath;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.client.RequestFailed;
import dev.muster.loadtest.client.WriteReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Loads a plan through the PUT routes, parents before children, a bounded number of requests at once. Loading the same plan
 * again changes nothing. Blocks the caller; throws {@link RequestFailed} with the first refusal.
 */
public final class ModelLoader {
    /** Enough to keep the service busy, few enough that none waits long for its answer. */
    public static final int REQUESTS_IN_FLIGHT = 32;

    private static final int ATTEMPTS_MAX = 20;
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final MusterClient client;
    private final int requestsInFlight;

    public ModelLoader(MusterClient client, int requestsInFlight) {
        if (requestsInFlight < 1) {
            throw new IllegalArgumentException("Expected at least 1 request in flight but got " + requestsInFlight);
        }
        this.client = client;
        this.requestsInFlight = requestsInFlight;
    }

    public LoadReport load(ModelPlan plan) {
        AtomicInteger changed = new AtomicInteger();
        writeAll(
                plan.types().stream()
                        .map(t -> new Write(ApiPath.type(t.id()), ModelBody.of(t)))
                        .toList(),
                changed);
        List<Write> hierarchies = new ArrayList<>();
        for (Map.Entry<HierarchyId, String> hierarchy : plan.hierarchies().entrySet()) {
            hierarchies.add(new Write(
                    ApiPath.hierarchy(hierarchy.getKey()), new ModelBody.HierarchyBody(hierarchy.getValue())));
        }
        writeAll(hierarchies, changed);
        for (List<GroupPlan> level : plan.levels()) {
            writeAll(
                    level.stream()
                            .map(g -> new Write(ApiPath.group(g.key()), ModelBody.of(g)))
                            .toList(),
                    changed);
        }
        writeAll(assets(plan, asset -> asset.predecessors().isEmpty()), changed);
        // Whom they name has to be known.
        writeAll(assets(plan, asset -> !asset.predecessors().isEmpty()), changed);
        writeAll(
                plan.assets().stream()
                        .filter(a -> !a.expected().values().isEmpty())
                        .map(a -> new Write(ApiPath.expected(a.id()), ModelBody.of(a.expected())))
                        .toList(),
                changed);
        return new LoadReport(
                plan.types().size(),
                hierarchies.size(),
                plan.groups().size(),
                plan.assets().size(),
                changed.get());
    }

    private static List<Write> assets(ModelPlan plan, Predicate<AssetPlan> which) {
        return plan.assets().stream()
                .filter(which)
                .map(asset -> new Write(ApiPath.asset(asset.id()), ModelBody.of(asset)))
                .toList();
    }

    private void writeAll(List<Write> writes, AtomicInteger changed) {
        Semaphore permits = new Semaphore(requestsInFlight);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (Write write : writes) {
            permits.acquireUninterruptibly();
            if (failure.get() != null) {
                permits.release();
                break;
            }
            send(write, 1).whenComplete((reply, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed instanceof CompletionException ? failed.getCause() : failed);
                } else if (reply.changed()) {
                    changed.incrementAndGet();
                }
                permits.release();
            });
        }
        permits.acquireUninterruptibly(requestsInFlight);
        Throwable failed = failure.get();
        if (failed instanceof RequestFailed refused) {
            throw refused;
        }
        if (failed != null) {
            throw new IllegalStateException("Loading the model failed", failed);
        }
    }

    /** A service that has just started may still be catching up: what may pass is tried again. */
    private CompletableFuture<WriteReply> send(Write write, int attempt) {
        return client.put(write.path(), write.body())
                .handle((reply, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(reply);
                    }
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (attempt < ATTEMPTS_MAX && cause instanceof RequestFailed refused && refused.mayPass()) {
                        Executor later =
                                CompletableFuture.delayedExecutor(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                        return CompletableFuture.supplyAsync(() -> write, later)
                                .thenCompose(again -> send(again, attempt + 1));
                    }
                    return CompletableFuture.<WriteReply>failedFuture(cause);
                })
                .thenCompose(reply -> reply);
    }

    private record Write(String path, ModelBody body) {}
}
