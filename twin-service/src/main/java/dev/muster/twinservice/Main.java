package dev.muster.twinservice;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one node. What keeps it from starting is one line on the error stream and exit code 1. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int JAVA_MIN = 17;

    private Main() {}

    public static void main(String[] args) {
        if (Runtime.version().feature() < JAVA_MIN) {
            fail("Expected Java %d or newer but this is %s".formatted(JAVA_MIN, Runtime.version()));
        }
        try {
            Config config = Dispatchers.sizedFor(Runtime.getRuntime().availableProcessors())
                    .withFallback(ConfigFactory.load());
            MusterService.start(config, Clock.systemUTC()).whenComplete((started, failure) -> {
                if (failure != null) {
                    fail(reason(failure));
                }
            });
        } catch (ConfigException | IllegalArgumentException e) {
            fail("Expected a sound configuration but " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            fail(reason(e));
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        LOG.debug("The start failed", cause);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Halts: shutdown hooks could wait for parts that never started. */
    private static void fail(String line) {
        System.err.println("muster: " + line.lines().findFirst().orElse(line));
        Runtime.getRuntime().halt(1);
    }
}
