package dev.muster.loadtest.stack;

import java.io.IOException;
import java.io.Reader;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** One Kafka broker that is its own controller (KRaft). */
final class KafkaBroker {
    private static final String NAME = "Kafka";
    private static final Duration FORMAT_TIMEOUT = Duration.ofSeconds(60);
    private static final int ANSWER_TIMEOUT_MS = 3_000;

    private final StackSettings settings;
    private final StackSettings.Ports ports;
    private final Path javaHome;
    private final String classPath;
    private final Path home;
    private final Path logs;
    private final Path leash;

    /** @param ports the resolved ones, none of them 0 */
    KafkaBroker(StackSettings settings, StackSettings.Ports ports, Path javaHome, DataDirectory data) {
        this.settings = settings;
        this.ports = ports;
        this.javaHome = javaHome;
        this.classPath = ServerFiles.classPath(settings.projectDirectory(), "kafka-broker");
        this.home = data.path().resolve("kafka");
        this.logs = data.logs();
        this.leash = data.leash();
    }

    /** Writes the settings; formats the log directory if this is its first time, which takes half a second. */
    void prepare() {
        // Native libraries are unpacked there, and stay after a kill -9.
        ServerFiles.createEmpty(home.resolve("tmp"));
        Path formatted = home.resolve("data");
        ServerFiles.write("kafka-log4j2.xml", home.resolve("log4j2.xml"), Map.of());
        writeProperties("server.properties", formatted);
        if (!Files.exists(formatted)) {
            format(formatted);
        }
    }

    ServerProcess server(DataDirectory data) {
        LeashedJvm jvm = jvm("kafka.Kafka", "kafka")
                .jvmArguments(List.of("-Xmx" + settings.heaps().kafkaMib() + "m", "-XX:+ExitOnOutOfMemoryError"))
                .arguments(List.of(home.resolve("server.properties").toString()))
                .build();
        return new ServerProcess(
                NAME,
                jvm,
                this::answers,
                List.of(logs.resolve("kafka.log"), jvm.logFile()),
                settings.limits().startTimeout(),
                settings.limits().stopTimeout(),
                process -> data.recordServer(NAME, process));
    }

    /**
     * Formats beside the place where the broker looks, and moves it there when done: a half formatted one is never
     * used.
     */
    private void format(Path formatted) {
        Path formatting = home.resolve("formatting");
        ServerFiles.delete(formatting);
        Path properties = writeProperties("format.properties", formatting);
        LeashedJvm jvm = jvm("kafka.tools.StorageTool", "kafka-format")
                .jvmArguments(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
                .arguments(List.of("format", "-t", newClusterId(), "-c", properties.toString()))
                .build();
        LogTail logTail = new LogTail(List.of(jvm.logFile()));
        Process tool = jvm.start();
        try {
            if (!tool.waitFor(FORMAT_TIMEOUT.toSeconds(), TimeUnit.SECONDS) || tool.exitValue() != 0) {
                throw new StackFailure("Kafka's log directory could not be formatted; " + logTail.describe());
            }
            Files.move(formatting, formatted, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while formatting Kafka's log directory", e);
        } catch (IOException e) {
            throw new StackFailure("Cannot move " + formatting + " to " + formatted + ": " + e.getMessage(), e);
        } finally {
            tool.destroyForcibly();
        }
    }

    private LeashedJvm.Builder jvm(String mainClass, String name) {
        return LeashedJvm.of(mainClass)
                .javaHome(javaHome)
                .jvmArguments(List.of(
                        "-Dlog4j2.configurationFile="
                                + home.resolve("log4j2.xml").toUri(),
                        "-Dmuster.log=" + logs.resolve(name + ".log"),
                        "-Djava.io.tmpdir=" + home.resolve("tmp")))
                .classPath(classPath)
                .workingDirectory(home)
                .logFile(logs.resolve(name + ".out"))
                .leashDirectory(leash);
    }

    private Path writeProperties(String file, Path logDirectory) {
        return ServerFiles.write(
                "kafka-server.properties",
                home.resolve(file),
                Map.of(
                        "port", Integer.toString(ports.kafka()),
                        "controllerPort", Integer.toString(ports.kafkaController()),
                        "logDirectory", logDirectory.toString()));
    }

    /** 16 random bytes in base64url, Kafka's own form of an id. */
    private static String newClusterId() {
        UUID random = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits())
                .array();
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        // A leading dash would be taken for an option.
        return id.startsWith("-") ? newClusterId() : id;
    }

    /**
     * Whether this broker, and not another one on its port, is registered and led by a controller: it takes records
     * then.
     */
    private boolean answers() {
        return accepts() && describesItself();
    }

    /** Cheap, and unlike a client silent, for as long as nothing listens. */
    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(LoopbackPorts.address(ports.kafka()), ANSWER_TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean describesItself() {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, LoopbackPorts.HOST + ":" + ports.kafka(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MS);
        try (Admin admin = Admin.create(client)) {
            DescribeClusterResult cluster = admin.describeCluster();
            return !cluster.nodes()
                            .get(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                            .isEmpty()
                    && cluster.clusterId()
                            .get(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                            .equals(clusterId());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted while waiting for Kafka", e);
        }
    }

    private String clusterId() {
        Path file = home.resolve("data").resolve("meta.properties");
        Properties meta = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            meta.load(reader);
        } catch (IOException e) {
            throw new StackFailure("Cannot read Kafka's cluster id from " + file + ": " + e.getMessage(), e);
        }
        return meta.getProperty("cluster.id", "");
    }
}
