package dev.muster.twinservice;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

/**
 * Sizes Akka's dispatchers from the cores of this machine. Akka takes at least eight threads for each; on few cores they
 * only switch: two threads per dispatcher on two cores carried 1.5 to 2.5 times the messages.
 */
final class Dispatchers {
    private static final int THREADS_MIN = 2;

    private Dispatchers() {}

    static Config sizedFor(int cores) {
        int threads = Math.max(THREADS_MIN, cores);
        return ConfigFactory.parseMap(
                Map.of(
                        "akka.actor.default-dispatcher.fork-join-executor.parallelism-min", threads,
                        "akka.actor.default-dispatcher.fork-join-executor.parallelism-max", threads,
                        "akka.actor.internal-dispatcher.fork-join-executor.parallelism-min", threads,
                        "akka.actor.internal-dispatcher.fork-join-executor.parallelism-max", threads),
                "dispatchers sized for " + cores + " cores");
    }
}
