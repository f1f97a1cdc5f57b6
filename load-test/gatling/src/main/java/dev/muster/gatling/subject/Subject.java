package dev.muster.gatling.subject;

import io.gatling.javaapi.core.ChainBuilder;
import java.time.Duration;
import java.util.List;

/** One thing that users do. */
public interface Subject {
    /** As the command line names it. */
    String name();

    /** What one user does. */
    ChainBuilder once();

    /** All that it sends. */
    List<Request> requests();

    /**
     * What the report shows in a row.
     *
     * @param path its name, after those of the groups that it is in
     * @param waits how long an answer takes by its nature, on the idlest of machines
     */
    record Request(List<String> path, Duration waits) {
        public Request {
            path = List.copyOf(path);
        }

        static Request of(String... path) {
            return new Request(List.of(path), Duration.ZERO);
        }
    }
}
