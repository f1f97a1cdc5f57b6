package dev.muster.endtoend.backup;

import dev.muster.assetmodel.identity.Principal;
import dev.muster.endtoend.SharedStack;
import dev.muster.loadtest.backup.StackBackup;
import dev.muster.loadtest.client.MusterClient;
import dev.muster.loadtest.service.NodePorts;
import dev.muster.loadtest.service.ServiceProcess;
import dev.muster.loadtest.service.ServiceSettings;
import dev.muster.loadtest.stack.LocalStack;
import dev.muster.loadtest.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stack of its own with a service on it: what a backup is made of, and restored to. */
final class RestoredService implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    private final Path directory;
    private final LocalStack stack;
    private final int httpPort = NodePorts.freePort();
    private final int clusterPort;
    private @Nullable ServiceProcess service;

    /** The servers run; the service does not yet. */
    RestoredService(Path directory, StackSettings.Ports ports, int clusterPort) {
        this.directory = directory;
        this.clusterPort = clusterPort;
        this.stack = LocalStack.start(
                StackSettings.of(SharedStack.project(), directory)
                        .withPorts(ports)
                        .withCommitLog(StackSettings.CommitLog.BATCH),
                line -> {});
    }

    LocalStack stack() {
        return stack;
    }

    StackBackup.Target target() {
        return new StackBackup.Target(
                directory, stack.kafkaBootstrap(), stack.ports().cassandraJmx());
    }

    MusterClient client() {
        return new MusterClient(settings(Map.of()).uri(), new Principal("operator"));
    }

    /** Any answer, as text. */
    String text(String path) {
        HttpRequest request = HttpRequest.newBuilder(settings(Map.of()).uri().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns when it is ready. */
    Duration startService(Map<String, String> more) {
        long startedNanos = System.nanoTime();
        ServiceProcess started = launch(more);
        service = started;
        started.awaitReady(READY_WITHIN, client()::ready);
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Returns at once. */
    void launchService() {
        service = launch(Map.of());
    }

    boolean serviceLives() {
        return service != null && service.isAlive();
    }

    Duration stopService() {
        return service == null ? Duration.ZERO : service.stop(STOPPED_WITHIN);
    }

    List<String> logged(String text) {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return directory.resolve("service.log");
    }

    private ServiceProcess launch(Map<String, String> more) {
        return ServiceProcess.start(settings(more));
    }

    private ServiceSettings settings(Map<String, String> more) {
        Map<String, String> own = new TreeMap<>(more);
        own.put("muster.cluster.port", Integer.toString(clusterPort));
        own.put("muster.ingest.session-timeout", "6s");
        own.put("muster.command.acks.session-timeout", "6s");
        return new ServiceSettings(
                SharedStack.project(), log(), stack.kafkaBootstrap(), stack.cassandraContactPoint(), httpPort, own);
    }

    @Override
    public void close() {
        if (service != null) {
            service.kill();
        }
        stack.close();
    }
}
